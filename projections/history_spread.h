// SPDX-License-Identifier: GPL-3.0-or-later
// How far the histories of a plan lie apart: quantiles, and the two layers of the variance.
#ifndef LR_PROJECTIONS_HISTORY_SPREAD_H
#define LR_PROJECTIONS_HISTORY_SPREAD_H

#include "projections/day_quantiles.h"
#include "projections/histories.h"

// Variance of the cumulated sums at the dates of the grid from pairs of histories that share what is epistemic: their covariance is its
// variance, the rest is aleatory. In: sums of the histories, not yet sorted, and of their twins, twin[dates][twins], of which the first
// `pairs` count; `fixed`: no epistemic factor has any spread. Deviations count from the first history, so that sums that are all
// alike have no variance at all.
void lr_history_layers(struct lr_histories *histories, const double *twin, size_t twins, size_t pairs, bool fixed);

// Sorts what is kept of every history, and reads the quantiles of each day from all[days][count], which is sorted too, or, where that is
// NULL, from quantiles[days]. Status: LR_E_INTERRUPTED.
enum lr_status lr_history_quantiles(struct lr_histories *histories, double *all, const struct lr_day_quantiles *quantiles, int jobs,
                                    struct lr_error *error);

#endif
