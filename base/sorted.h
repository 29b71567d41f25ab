// SPDX-License-Identifier: GPL-3.0-or-later
// Sorted values and their quantiles.
#ifndef LR_BASE_SORTED_H
#define LR_BASE_SORTED_H

#include <stddef.h>

// Ascending, in place. No value may be NaN.
void lr_sort(double *value, size_t count);

// Quantile p (0 to 1) of ascending values, linear between order statistics; +infinity when it falls among values that are infinite or
// between one that is not and one that is. NaN of no values.
double lr_sorted_quantile(const double *sorted, size_t count, double p);

#endif
