// SPDX-License-Identifier: GPL-3.0-or-later
// The error of the mean of a series against its closed form for a first-order autoregression, and how often it covers.
#include "machine/track/series.h"

#include "base/random.h"
#include "tests/lr_test.h"

enum { MOST = 20000 };
static double value[MOST];

// x(n+1) = a x(n) + sqrt(1 - a^2) e: variance 1, correlation a^lag. One draw per seed.
static void autoregression(double a, size_t count, uint64_t seed) {
  struct lr_random random = lr_random_stream(seed, 77, 0);
  value[0] = lr_random_normal(&random);
  for (size_t i = 1; i < count; i++) value[i] = a * value[i - 1] + sqrt(1 - a * a) * lr_random_normal(&random);
}

// Standard deviation of the mean: variance of a sum of n correlated members, exact.
static double exact_error(double a, size_t count) {
  double n = (double)count;
  return sqrt((1 + a) / (1 - a) / n - 2 * a * (1 - pow(a, n)) / ((1 - a) * (1 - a)) / (n * n));
}

// Over many seeds: rms of the mean is the closed form, the mean of the errors said is near it, and 68 % and 95 % of the means lie
// within one and two of them.
static void test_coverage(double a, size_t count, double low, double high) {
  enum { SEEDS = 400 };
  double square = 0, said = 0, time = 0, one = 0, two = 0;
  for (uint64_t seed = 0; seed < SEEDS; seed++) {
    autoregression(a, count, seed);
    double tau;
    struct lr_track_quantity mean = lr_track_series_mean(value, count, &tau);
    square += mean.value * mean.value / SEEDS;
    said += mean.error / SEEDS;
    time += tau / SEEDS;
    one += fabs(mean.value) < mean.error;
    two += fabs(mean.value) < 2 * mean.error;
  }
  double exact = exact_error(a, count);
  printf("correlation %.3f, %zu members: errors %.3f of exact, time %.2f of exact, within one %.1f %%, two %.1f %%\n", a, count,
         said / exact, time / ((1 + a) / (1 - a)), one / SEEDS * 100, two / SEEDS * 100);
  LR_NEAR(sqrt(square), exact, 4.5 / sqrt(2. * SEEDS));  // the test itself
  LR_CHECK(said > exact * (1 - low) && said < exact * (1 + high));
  LR_NEAR(one / SEEDS, 0.683, (4.5 * sqrt(0.683 * 0.317 / SEEDS) + high / 2) / 0.683);
  LR_NEAR(two / SEEDS, 0.954, (4.5 * sqrt(0.954 * 0.046 / SEEDS) + high / 2) / 0.954);
}

static void test_simple(void) {
  static const double FOUR[] = {1, 2, 3, 4}, SAME[] = {5, 5, 5, 5, 5};
  double time;
  struct lr_track_quantity q = lr_track_series_mean(FOUR, 3, &time);
  LR_NEAR(q.value, 2, 1e-15);
  LR_CHECK(isnan(q.error) && isnan(time));
  q = lr_track_series_mean(SAME, 5, &time);
  LR_CHECK(q.value == 5 && q.error == 0);
  q = lr_track_series_mean(FOUR, 4, &time);
  LR_NEAR(q.value, 2.5, 1e-15);
  LR_CHECK(q.error > 0);
  // alternating members: less than what independent ones have
  for (size_t i = 0; i < 1000; i++) value[i] = i % 2 ? 1 : -1;
  q = lr_track_series_mean(value, 1000, &time);
  LR_CHECK(q.error >= 0 && q.error < 1 / sqrt(1000));
  // a shift or a scale changes what it must, and no more
  autoregression(0.9, 2000, 5);
  q = lr_track_series_mean(value, 2000, NULL);
  for (size_t i = 0; i < 2000; i++) value[i] = 1e6 + 3 * value[i];
  struct lr_track_quantity r = lr_track_series_mean(value, 2000, NULL);
  LR_NEAR(r.value, 1e6 + 3 * q.value, 1e-12);
  LR_NEAR(r.error, 3 * q.error, 1e-6);
}

int main(void) {
  test_simple();
  // covariances of 128 batches are known to 9 %, and of what they add up to no less than the first one is taken: upwards
  test_coverage(0, 2000, 0.02, 0.1);
  test_coverage(0.9, 4000, 0.02, 0.1);
  test_coverage(0.99, 15000, 0.05, 0.1);
  return lr_test_end();
}
