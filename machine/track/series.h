// SPDX-License-Identifier: GPL-3.0-or-later
// Mean of a series whose members follow from one another, and the error of that mean.
#ifndef LR_MACHINE_TRACK_SERIES_H
#define LR_MACHINE_TRACK_SERIES_H

#include <stddef.h>

struct lr_track_quantity {
  double value, error;  // error: one standard deviation; NaN when the series is too short to say
};

// Mean of value[0..count-1], with its error from the integrated autocorrelation time (model.md K11): covariances of the
// means of up to 128 batches are summed in pairs while the pairs are positive and fall (Geyer's initial monotone sequence). `time`, if not NULL: that time in members.
// Fewer than 16 members, or a time above a tenth of the series: the error is a lower bound and NaN is given below 4 members.
struct lr_track_quantity lr_track_series_mean(const double *value, size_t count, double *time);

#endif
