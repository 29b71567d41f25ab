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

struct seen {
  double said, one, two, drift;  // mean error over the exact one; shares within one, two errors; share with a drift above 3
};

// Over many seeds: a series with `memory`, of which another one is told.
static struct seen look(double memory, double told, size_t count) {
  enum { SEEDS = 1000 };
  struct seen seen = {0, 0, 0, 0};
  double square = 0, a = exp(-1 / memory), exact = exact_error(a, count);
  for (uint64_t seed = 0; seed < SEEDS; seed++) {
    autoregression(a, count, seed);
    double drift;
    struct lr_track_quantity mean = lr_track_series_mean(value, count, told, &drift);
    square += mean.value * mean.value / SEEDS;
    seen.said += mean.error / exact / SEEDS;
    seen.one += (fabs(mean.value) < mean.error) / (double)SEEDS;
    seen.two += (fabs(mean.value) < 2 * mean.error) / (double)SEEDS;
    seen.drift += (fabs(drift) > 3) / (double)SEEDS;
  }
  printf("%5.1f memories, %.2f told: errors %.3f of exact, within one %.1f %%, two %.1f %%, drift above 3 in %.1f %%\n", (double)count / memory,
         told / memory, seen.said, seen.one * 100, seen.two * 100, seen.drift * 100);
  LR_NEAR(sqrt(square), exact, 4.5 / sqrt(2. * SEEDS));  // the test itself
  return seen;
}

// 68 % within one error, for any length of series. Of few waves the errors scatter, as of Student's t: within two are fewer than 95 %.
static void test_coverage(void) {
  static const double LENGTH[] = {2, 4, 7, 15, 20, 100};
  static const double WITHIN_TWO[] = {0.88, 0.88, 0.88, 0.90, 0.91, 0.92};  // t of 4, 4, 4, 7, 10, 24: 0.916, .., 0.950
  for (size_t k = 0; k < sizeof LENGTH / sizeof *LENGTH; k++) {
    struct seen seen = look(100, 100, (size_t)(100 * LENGTH[k]));
    LR_NEAR(seen.one, 0.683, 4.5 * sqrt(0.683 * 0.317 / 1000) / 0.683);
    LR_CHECK(seen.two > WITHIN_TWO[k] && seen.two < 0.98);
    LR_CHECK(seen.said > 0.95 && seen.said < 1.15);
    LR_CHECK(seen.drift < 0.0125);  // 0.0027 and 4.5 times the root of it
  }
  // a series that forgets faster than it is told: errors too large, not too small
  struct seen faster = look(50, 100, 1000), noise = look(0.01, 100, 1000);
  LR_CHECK(faster.one > 0.68 && faster.said > 1.05 && faster.said < 1.6);
  LR_CHECK(noise.one > 0.68 && noise.said < 2.5);
}

// A ramp, or the rest of a start, shows as a drift with its sign.
static void test_drift(void) {
  for (int sign = -1; sign <= 1; sign += 2)
    for (size_t times = 1; times <= 2; times++) {
      size_t count = 1000 * times;
      double drift, exact = exact_error(exp(-1. / 50), count);
      int seen = 0, wrong = 0;
      for (uint64_t seed = 0; seed < 200; seed++) {
        autoregression(exp(-1. / 50), count, seed);
        for (size_t i = 0; i < count; i++) value[i] += sign * 20 * exact * ((double)i / (double)count - 0.5);
        lr_track_series_mean(value, count, 50, &drift);
        seen += sign * drift > 3, wrong += sign * drift < 0;
      }
      printf("ramp of 20 errors, %zu memories: seen in %.1f %%\n", count / 50, seen / 2.);
      LR_CHECK(seen > (times == 1 ? 100 : 160) && wrong == 0);
    }
  for (size_t i = 0; i < 100; i++) value[i] = (double)i;
  double drift;
  lr_track_series_mean(value, 100, 10, &drift);
  LR_CHECK(drift > 3);
}

static void test_simple(void) {
  static const double EIGHT[] = {1, 2, 3, 4, 5, 6, 7, 8}, SAME[] = {5, 5, 5, 5, 5, 5, 5, 5, 5};
  double drift;
  struct lr_track_quantity q = lr_track_series_mean(EIGHT, 7, 0, &drift);
  LR_NEAR(q.value, 4, 1e-15);
  LR_CHECK(isnan(q.error) && isnan(drift));
  q = lr_track_series_mean(SAME, 9, 1, &drift);
  LR_CHECK(q.value == 5 && q.error == 0 && drift == 0);
  q = lr_track_series_mean(EIGHT, 8, 0, &drift);
  LR_NEAR(q.value, 4.5, 1e-15);
  LR_CHECK(q.error > 0 && drift > 0);
  // less than two memories, no end of memory, no number: nothing is said
  autoregression(0.9, 100, 5);
  static const double NOTHING[] = {50.1, INFINITY, NAN, -1};
  for (size_t i = 0; i < 4; i++) {
    q = lr_track_series_mean(value, 100, NOTHING[i], &drift);
    LR_CHECK(isfinite(q.value) && isnan(q.error) && isnan(drift));
  }
  LR_CHECK(lr_track_series_mean(value, 100, 50, NULL).error > 0);
  // alternating members: less than what independent ones have
  for (size_t i = 0; i < 1000; i++) value[i] = i % 2 ? 1 : -1;
  q = lr_track_series_mean(value, 1000, 0, NULL);
  LR_CHECK(q.error >= 0 && q.error < 1 / sqrt(1000));
  // a shift or a scale changes what it must, and no more
  autoregression(0.9, 2000, 5);
  q = lr_track_series_mean(value, 2000, 10, NULL);
  for (size_t i = 0; i < 2000; i++) value[i] = 1e6 + 3 * value[i];
  struct lr_track_quantity r = lr_track_series_mean(value, 2000, 10, NULL);
  LR_NEAR(r.value, 1e6 + 3 * q.value, 1e-12);
  LR_NEAR(r.error, 3 * q.error, 1e-6);
}

int main(void) {
  test_simple();
  test_coverage();
  test_drift();
  return lr_test_end();
}
