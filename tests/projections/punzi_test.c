// SPDX-License-Identifier: GPL-3.0-or-later
// Punzi's figure of merit and smallest signals: the grid, the exact variant against plain sums, refusals.
#include "projections/stats/punzi.h"

#include "projections/stats/normal.h"
#include "tests/projections/rows.h"

static void grid(void) {
  struct row row;
  int rows = 0;
  FILE *file = rows_open("punzi.txt");
  while (rows_next(file, &row)) {
    double a = row.number[0], cl = row.number[1], rounded = lr_normal_cdf(row.number[2]), b = row.number[3],
           merit = NAN, gauss = NAN, improved = NAN, exact = NAN, n = NAN;
    LR_CHECK(lr_punzi_merit(1, b, a, &merit, NULL) == LR_OK);
    LR_CHECK(lr_punzi_gauss(b, a, rounded, &gauss, NULL) == LR_OK);
    LR_CHECK(lr_punzi_improved(b, a, rounded, &improved, NULL) == LR_OK);
    LR_CHECK(lr_punzi_exact(b, a, cl, &exact, &n, NULL) == LR_OK);
    LR_NEAR(merit, row.number[4], 1e-7);
    LR_NEAR(gauss, row.number[5], 1e-7);
    LR_NEAR(improved, row.number[6], 1e-7);
    LR_CHECK(n == row.number[7]);
    LR_NEAR(exact, row.number[8], 1e-7);
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 48);
}

static double tail(double n, double mean) {  // P(N >= n)
  double sum = 0;
  for (double k = n; k < mean + 40 * sqrt(mean + 1) + n; k++) sum += exp(k * log(mean) - mean - lgamma(k + 1));
  return sum;
}

static void plain_sums(void) {
  for (int i = 0; i < 100; i++) {
    double b = lr_test_log_between(1e-4, 300), a = lr_test_between(0.5, 6), cl = lr_test_between(0.5, 0.99), s = NAN,
           n = NAN;
    LR_CHECK(lr_punzi_exact(b, a, cl, &s, &n, NULL) == LR_OK);
    double level = 0.5 * erfc(a / sqrt(2));
    LR_CHECK(tail(n, b) <= level * (1 + 1e-9) && (n == 1 || tail(n - 1, b) > level * (1 - 1e-9)));
    if (s > 0) LR_NEAR(tail(n, s + b), cl, 1e-8);
  }
  double gauss = NAN, exact = NAN, n = NAN;  // large backgrounds: all forms agree
  LR_CHECK(lr_punzi_gauss(1e8, 5, 0.9, &gauss, NULL) == LR_OK &&
           lr_punzi_exact(1e8, 5, 0.9, &exact, &n, NULL) == LR_OK);
  LR_NEAR(gauss, exact, 1e-3);
}

static void refusals(void) {
  double x, n;
  struct lr_error error;
  LR_CHECK(lr_punzi_merit(1.1, 1, 3, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_punzi_merit(-0.1, 1, 3, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_punzi_merit(1, -1, 3, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_punzi_gauss(1, 0, 0.9, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_punzi_improved(1, 3, 90, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_punzi_exact(NAN, 3, 0.9, &x, &n, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  grid();
  plain_sums();
  refusals();
  return lr_test_end();
}
