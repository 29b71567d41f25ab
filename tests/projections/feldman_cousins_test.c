// SPDX-License-Identifier: GPL-3.0-or-later
// Feldman-Cousins intervals: the grids, the ordering by a plain sort, coverage, the patch, refusals.
#include "projections/stats/feldman_cousins.h"

#include "tests/projections/rows.h"

static struct lr_fc_interval interval(double n, double b, double cl) {
  struct lr_fc_interval out = {NAN, NAN, NAN};
  LR_CHECK(lr_feldman_cousins(n, b, cl, &out, NULL) == LR_OK);
  return out;
}

static void grid(void) {
  struct row row;
  int rows = 0;
  double worst[3] = {0};
  FILE *file = rows_open("feldman_cousins.txt");
  while (rows_next(file, &row)) {
    struct lr_fc_interval fc = interval(row.number[1], row.number[2], row.number[0]);
    // the table has 4 digits and was patched on a grid of b of its own, about 0.02: its upper ends are up to 0.01 below the supremum
    LR_CHECK(fabs(fc.lower - row.number[3]) < 1.5e-4);
    LR_CHECK(fabs(fc.upper_raw - row.number[4]) < 1.5e-4);
    LR_CHECK(fabs(fc.upper - row.number[5]) < 1e-2);
    if (!(fabs(fc.lower - row.number[3]) < 1.5e-4 && fabs(fc.upper_raw - row.number[4]) < 1.5e-4 &&
          fabs(fc.upper - row.number[5]) < 1e-2))
      fprintf(stderr, "    cl %g n %g b %g: %.5f %.5f %.5f, table %g %g %g\n", row.number[0], row.number[1],
              row.number[2], fc.lower, fc.upper_raw, fc.upper, row.number[3], row.number[4], row.number[5]);
    worst[0] = fmax(worst[0], fabs(fc.lower - row.number[3]));
    worst[1] = fmax(worst[1], fabs(fc.upper_raw - row.number[4]));
    worst[2] = fmax(worst[2], fabs(fc.upper - row.number[5]));
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 198);
  printf("off at most: lower %.1e, raw upper %.1e, upper %.1e\n", worst[0], worst[1], worst[2]);
}

static double pmf(double n, double mean) { return exp((n > 0 ? n * log(mean) : 0) - mean - lgamma(n + 1)); }

// Is n accepted at mu? All counts sorted by their ratio, taken until their sum reaches cl. Also the probability of what is taken.
static int accepted(double wanted, double mu, double b, double cl, double *coverage) {
  enum { COUNTS = 120 };
  double ratio[COUNTS], sum = 0;
  int taken[COUNTS] = {0};
  for (int n = 0; n < COUNTS; n++) ratio[n] = pmf(n, mu + b) / pmf(n, fmax(n, b));
  while (sum < cl) {
    int best = -1;
    for (int n = 0; n < COUNTS; n++)
      if (!taken[n] && (best < 0 || ratio[n] > ratio[best])) best = n;
    taken[best] = 1;
    sum += pmf(best, mu + b);
  }
  *coverage = sum;
  return taken[(int)wanted];
}

static void against_a_sort(void) {
  double coverage;
  for (int i = 0; i < 100; i++) {
    double n = floor(lr_test_between(0, 14)), b = lr_test_between(0.2, 9), cl = lr_test_between(0.6, 0.97);
    struct lr_fc_interval fc = interval(n, b, cl);
    if (fc.upper_raw > 0) LR_CHECK(accepted(n, fc.upper_raw - 1e-6, b, cl, &coverage) || fc.upper_raw < 2e-6);
    for (double above = 1e-6; above < 20; above *= 1.7) LR_CHECK(!accepted(n, fc.upper_raw + above, b, cl, &coverage));
    LR_CHECK(accepted(n, fc.lower + 1e-6, b, cl, &coverage));
    for (double mu = 0.02; mu < fc.lower - 1e-6; mu += 0.02) LR_CHECK(!accepted(n, mu, b, cl, &coverage));
    LR_CHECK(fc.upper >= fc.upper_raw && fc.upper_raw >= fc.lower);
  }
  // coverage: a true signal lies in the interval of the counts it gives, with a probability of cl or a little more
  for (int i = 0; i < 6; i++) {
    double b = lr_test_between(0, 4), mu = lr_test_between(0.1, 8), covered = 0;
    for (int n = 0; n < 32; n++) {
      struct lr_fc_interval fc = interval(n, b, 0.9);
      if (mu >= fc.lower && mu <= fc.upper) covered += pmf(n, mu + b);
    }
    LR_CHECK(covered > 0.9 - 1e-9 && covered < 0.999);
  }
}

static void properties(void) {
  for (int n = 0; n < 4; n++) {
    double last = INFINITY, at_95 = 0;
    for (double b = 0; b < 10; b += 0.81) {  // multiples of 0.01: the patch does what it says
      struct lr_fc_interval fc = interval(n, b, 0.9);
      LR_CHECK(fc.upper <= last + 1e-9);
      last = fc.upper;
      at_95 = interval(n, b, 0.95).upper;
      LR_CHECK(at_95 > fc.upper);
      LR_CHECK(interval(n + 1, b, 0.9).upper_raw > fc.upper_raw);
    }
  }
  // published in Table IV and the text of the paper
  LR_CHECK(fabs(interval(0, 0, 0.9).upper - 2.44) < 0.005);
  LR_CHECK(fabs(interval(0, 3, 0.9).upper - 1.08) < 0.011);
  LR_CHECK(fabs(interval(3, 0.5, 0.9).lower - 0.60) < 0.011 && fabs(interval(3, 0.5, 0.9).upper - 6.92) < 0.011);
  LR_CHECK(fabs(interval(10, 3, 0.9).lower - 2.63) < 0.011 && fabs(interval(10, 3, 0.9).upper - 13.50) < 0.011);
  struct lr_fc_interval many = interval(1000, 900, 0.9);  // Gaussian: 100 +- 1.645 sqrt(1000)
  LR_CHECK(fabs(many.upper - 152.9) < 2 && fabs(many.lower - 48.9) < 2);
}

static void refusals(void) {
  struct lr_fc_interval out;
  struct lr_error error;
  LR_CHECK(lr_feldman_cousins(1.5, 1, 0.9, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_feldman_cousins(1, -1, 0.9, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_feldman_cousins(-1, 1, 0.9, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_feldman_cousins(1, 1001, 0.9, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_feldman_cousins(1, 1, 90, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "0.9 or 90 %") != NULL);
}

int main(void) {
  lr_test_seed_from_environment();
  grid();
  against_a_sort();
  properties();
  refusals();
  return lr_test_end();
}
