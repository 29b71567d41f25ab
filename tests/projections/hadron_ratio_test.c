// SPDX-License-Identifier: GPL-3.0-or-later
// R(m): points of the curve that the table was thinned from, resonances, perturbative values, continuity.
#include "projections/channels/hadron_ratio.h"

#include "tests/lr_test.h"

// From published branching fractions to muons (FORESEE collection), to the digits given.
static const struct {
  double mass, ratio, tolerance;
} rows[] = {{0.3, 0.018, 0.05},
            {0.35, 0.0938, 0.03},
            {0.4, 0.190, 0.03},
            {0.5, 0.49, 0.04},
            {0.6, 1.29, 0.03},
            {0.7, 4.80, 0.04},
            {0.77, 9.9, 0.04},
            {0.782, 19.6, 0.03},
            {0.8, 6.56, 0.03},
            {0.9, 1.74, 0.03},
            {1.0, 1.13, 0.03},
            {1.019, 48.4, 0.03},
            {1.02, 43.9, 0.03},
            {1.1, 0.862, 0.03},
            {1.2, 0.908, 0.03},
            {1.5, 2.05, 0.03},
            {1.7, 2.18, 0.03},
            {1.9, 2.18, 0.03},
            // perturbative, from an independent calculation
            {2.0, 2.17, 0.003},
            {3.5, 2.14, 0.003},
            {5, 3.55, 0.003},
            {9, 3.52, 0.004}};

int main(void) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    LR_NEAR(lr_hadron_ratio(rows[i].mass), rows[i].ratio, rows[i].tolerance);
  LR_CHECK(lr_hadron_ratio(0.2799) == 0 && lr_hadron_ratio(0.1) == 0 && lr_hadron_ratio(0.2801) > 0);
  // no jump but at the opening of charm
  for (double m = 0.29; m < 10.5; m += 0.001) {
    double step = lr_hadron_ratio(m + 1e-6) / lr_hadron_ratio(m);
    LR_CHECK(fabs(step - 1) < 0.01 || fabs(m - 3.74) < 0.002);
  }
  LR_NEAR(lr_hadron_ratio(3.741) / lr_hadron_ratio(3.739), 5.0 / 3, 1e-3);
  LR_NEAR(lr_hadron_ratio(2.0001), lr_hadron_ratio(1.9999), 0.002);
  return lr_test_end();
}
