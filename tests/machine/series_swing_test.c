// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of means of series that swing and forget slowly: as large as the scatter of many such means.
#include "base/random.h"
#include "machine/track/series.h"
#include "tests/lr_test.h"

enum { COUNT = 6000, REALISATIONS = 300 };

// A slow part that forgets in `slow` members, a swing of `tune` that forgets in 300, and noise.
static void fill(double *value, uint64_t seed, double slow, double swing, double tune, double noise) {
  struct lr_random draw = lr_random_stream(seed, 1, 0);
  double part = lr_random_normal(&draw), x = lr_random_normal(&draw), p = lr_random_normal(&draw);
  double keep = exp(-1 / slow), keep_swing = exp(-1.0 / 300), c = cos(2 * 3.14159265358979 * tune), s = sin(2 * 3.14159265358979 * tune);
  for (int i = 0; i < COUNT; i++) {
    value[i] = 1 + part + swing * x + noise * lr_random_normal(&draw);
    part = keep * part + sqrt(1 - keep * keep) * lr_random_normal(&draw);
    double x1 = keep_swing * (c * x + s * p), p1 = keep_swing * (c * p - s * x), kick = sqrt(1 - keep_swing * keep_swing);
    x = x1 + kick * lr_random_normal(&draw);
    p = p1 + kick * lr_random_normal(&draw);
  }
}

static void compare(double slow, double swing, double tune, double noise, double tolerance) {
  static double value[COUNT];
  double sum = 0, square = 0, said = 0;
  for (int k = 0; k < REALISATIONS; k++) {
    fill(value, (uint64_t)k, slow, swing, tune, noise);
    struct lr_track_quantity mean = lr_track_series_mean(value, COUNT, slow, NULL);
    sum += mean.value - 1;
    square += (mean.value - 1) * (mean.value - 1);
    said += mean.error * mean.error;
  }
  double scatter = sqrt(square / REALISATIONS), error = sqrt(said / REALISATIONS);
  LR_NEAR(error, scatter, tolerance);  // the scatter of so many is known to 4 %
  LR_CHECK(fabs(sum) / REALISATIONS < 4 * scatter / sqrt(REALISATIONS));
}

int main(void) {
  compare(1e-3, 0, 0.1, 1, 0.15);     // white
  compare(10, 0, 0.1, 0.5, 0.15);
  compare(100, 3, 0.18, 0.5, 0.15);   // covariances change their sign with the swing
  compare(100, 3, 0.022, 0.5, 0.15);
  compare(300, 1, 0.411, 0.1, 0.15);  // a twentieth of the series
  return lr_test_end();
}
