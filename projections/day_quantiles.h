// SPDX-License-Identifier: GPL-3.0-or-later
// P10, P50 and P90 of many values that come in batches, for each of many days: a histogram of 256 equal cells a day, from five
// standard errors below P10 of the first batch to five above P90 (of 512 values: P3.4 to P96.6); what lies outside is counted in the
// end cells. With one batch only the quantiles are exact; with more their error is below a cell, 1/256 of that range.
#ifndef LR_PROJECTIONS_DAY_QUANTILES_H
#define LR_PROJECTIONS_DAY_QUANTILES_H

#include <stddef.h>
#include <stdint.h>

enum { LR_QUANTILE_CELLS = 256, LR_QUANTILES = 3 };

struct lr_day_quantiles {
  size_t count;  // values so far
  double low, high, exact[LR_QUANTILES];
  uint32_t cell[LR_QUANTILE_CELLS];
};
// Adds a batch; sorts it in place.
void lr_day_quantiles_add(struct lr_day_quantiles *day, double *value, size_t count);
// P10, P50, P90; NaN without values.
void lr_day_quantiles_read(const struct lr_day_quantiles *day, double quantile[LR_QUANTILES]);

#endif
