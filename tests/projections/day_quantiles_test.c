// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of a day from batches: exact with one batch, within a cell with more, whatever lies outside the first batch.
#include "projections/day_quantiles.h"

#include "base/sorted.h"
#include "tests/lr_test.h"

static const double P[] = {0.1, 0.5, 0.9};

static void one(double (*draw)(void), size_t batch, size_t batches) {
  enum { MOST = 20000 };
  static double value[MOST], all[MOST];
  struct lr_day_quantiles day = {.count = 0};
  double q[LR_QUANTILES], first_range = 0;
  size_t n = batch * batches;
  for (size_t i = 0; i < n; i++) value[i] = all[i] = draw();
  for (size_t b = 0; b < batches; b++) {
    lr_day_quantiles_add(&day, value + b * batch, batch);
    if (b == 0) first_range = value[batch - 1] - value[0];
  }
  lr_sort(all, n);
  lr_day_quantiles_read(&day, q);
  for (int k = 0; k < LR_QUANTILES; k++) {
    double exact = lr_sorted_quantile(all, n, P[k]);
    if (batches == 1) LR_CHECK(q[k] == exact);
    else LR_NEAR(q[k] - exact, 0, first_range / LR_QUANTILE_CELLS + (all[n - 1] - all[0]) * 1e-15);
  }
}

static double even(void) { return lr_test_between(3, 4); }
static double tailed(void) { return exp(1.5 * sqrt(-2 * log(lr_test_random())) * cos(6.283185307179586 * lr_test_random())); }
static double steps(void) { return floor(lr_test_between(0, 4)); }
static double constant(void) { return 575e43; }

int main(void) {
  lr_test_seed_from_environment();
  for (int k = 0; k < 20; k++) {
    one(even, 512, 1);
    one(even, 512, 20);
    one(tailed, 512, 39);
    one(tailed, 3, 1);
    one(constant, 512, 3);
  }
  // Few values that are all one of four: a cell holds many at its lower edge.
  one(steps, 512, 20);
  struct lr_day_quantiles none = {.count = 0};
  double q[LR_QUANTILES];
  lr_day_quantiles_read(&none, q);
  LR_CHECK(isnan(q[0]) && isnan(q[1]) && isnan(q[2]));
  return lr_test_end();
}
