// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/day_quantiles.h"

#include <math.h>

#include "base/sorted.h"

static const double P[LR_QUANTILES] = {0.1, 0.5, 0.9};

void lr_day_quantiles_add(struct lr_day_quantiles *day, double *value, size_t count) {
  if (!count) return;
  if (!day->count) {
    lr_sort(value, count);
    // The quantiles of all values lie within five standard errors of those of the first batch.
    double margin = 5 * sqrt(P[0] * (1 - P[0]) / (double)count);
    day->low = lr_sorted_quantile(value, count, fmax(0, P[0] - margin));
    day->high = lr_sorted_quantile(value, count, fmin(1, P[LR_QUANTILES - 1] + margin));
    for (int q = 0; q < LR_QUANTILES; q++) day->exact[q] = lr_sorted_quantile(value, count, P[q]);
  }
  double per_cell = day->high > day->low ? LR_QUANTILE_CELLS / (day->high - day->low) : 0;
  for (size_t i = 0; i < count; i++) {
    double at = fmin(fmax((value[i] - day->low) * per_cell, 0), LR_QUANTILE_CELLS - 1);
    day->cell[(size_t)at]++;
  }
  // a second batch ends what is exact; NaN marks it
  if (day->count) day->exact[0] = NAN;
  day->count += count;
}

void lr_day_quantiles_read(const struct lr_day_quantiles *day, double quantile[LR_QUANTILES]) {
  for (int q = 0; q < LR_QUANTILES; q++) {
    quantile[q] = day->count ? day->exact[q] : NAN;
    if (!day->count || !isnan(day->exact[0])) continue;
    double rank = P[q] * (double)(day->count - 1), below = 0, width = (day->high - day->low) / LR_QUANTILE_CELLS;
    size_t k = 0;
    while (k + 1 < LR_QUANTILE_CELLS && below + day->cell[k] <= rank) below += day->cell[k++];
    double inside = day->cell[k] ? (rank - below + 0.5) / day->cell[k] : 0;  // the values of a cell lie evenly in it
    quantile[q] = fmin(day->low + width * ((double)k + inside), day->high);
  }
}
