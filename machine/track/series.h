// SPDX-License-Identifier: GPL-3.0-or-later
// Mean of a series whose members follow from one another, the error of that mean, and whether the series still moves.
#ifndef LR_MACHINE_TRACK_SERIES_H
#define LR_MACHINE_TRACK_SERIES_H

#include <stddef.h>

struct lr_track_quantity {
  double value, error;  // error: half of what holds 68 % (one standard deviation); NaN: the series does not say
};

// Mean of value[0..count-1], with its error (model.md K11) from the slowest cosine waves of the series, which know nothing of the
// mean. `memory`: members after which the slowest part is down to 1/e; 0: none. The error is NaN below 8 members, below two
// memories, and for a memory that is no number or infinite.
// `drift`, if not NULL: the slowest wave, which a series that still moves raises, against the others; in standard deviations of
// a normal distribution, with the sign of second half less first. NaN where the error is.
struct lr_track_quantity lr_track_series_mean(const double *value, size_t count, double memory, double *drift);

#endif
