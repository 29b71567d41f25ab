// SPDX-License-Identifier: GPL-3.0-or-later
// The fast normal numbers against GSL's quantile and the moments of the distribution.
#include "beamloss/fast_normal.h"

#include <gsl/gsl_cdf.h>

#include "tests/lr_test.h"

int main(void) {
  double worst = 0;
  for (int i = 1; i < 100000; i++) {
    double p = i / 100000.0;
    worst = fmax(worst, fabs(lr_normal_quantile(p) - gsl_cdf_ugaussian_Pinv(p)));
  }
  LR_CHECK(worst < 4e-7);
  LR_CHECK(lr_normal_quantile(0.5) == 0);
  for (double p = 0.4; p > 1e-10; p /= 3) LR_NEAR(lr_normal_quantile(p), -lr_normal_quantile(1 - p), 1e-6);

  enum { N = 1000000 };
  static double x[N + 1];
  struct lr_random random = lr_random_stream(1, 2, 3), again = random;
  lr_normal_fill(&random, x, N);
  double moment[5] = {0}, product = 0;
  size_t beyond3 = 0;
  for (int i = 0; i < N; i++) {
    double power = 1;
    for (int k = 1; k < 5; k++) moment[k] += (power *= x[i]) / N;
    if (i) product += x[i] * x[i - 1] / N;  // both halves of one draw, and neighbours
    beyond3 += fabs(x[i]) > 3;
  }
  LR_CHECK(fabs(moment[1]) < 4 / sqrt(N) && fabs(product) < 4 / sqrt(N));
  LR_NEAR(moment[2], 1, 4 * sqrt(2.0 / N));
  LR_CHECK(fabs(moment[3]) < 4 * sqrt(15.0 / N));
  LR_NEAR(moment[4], 3, 4 * sqrt(96.0 / N) / 3);
  LR_NEAR((double)beyond3 / N, 2 * gsl_cdf_ugaussian_Q(3), 4 / sqrt(2700));
  // an odd count leaves the rest alone; the same stream gives the same numbers
  double y[4] = {9, 9, 9, 9};
  lr_normal_fill(&again, y, 3);
  LR_CHECK(y[0] == x[0] && y[1] == x[1] && y[2] == x[2] && y[3] == 9);
  return lr_test_end();
}
