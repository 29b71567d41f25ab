// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of integrated luminosity (P1-P9): published figures, simulations, numerical maximisation, limits.
#include "projections/formulas.h"

#include "base/random.h"
#include "base/units.h"
#include "tests/lr_test.h"

static const double HOUR = 3600, DAY = 86400;

static double topup(double between, double recovery, double refill) {
  double mean = NAN;
  LR_CHECK(lr_topup_with_trips(between, recovery, refill, &mean, NULL) == LR_OK);
  return mean;
}

static void published(void) {
  double value, spread;
  LR_CHECK(lr_availability(39.4 * HOUR, 0.8 * HOUR, &value, NULL) == LR_OK);
  LR_NEAR(value - 0.9795, 0, 0.0005);  // ESRF Highlights 2003
  LR_CHECK(lr_event_count(0.919e-37, 50e46, &value, NULL) == LR_OK);  // 0.919 nb, 50 ab^-1
  LR_NEAR(value, 4.595e10, 1e-13);
  LR_NEAR(topup(2.4 * HOUR, 0.5 * HOUR, 0.5 * HOUR) - 0.7549, 0, 1e-4);
  LR_NEAR(topup(8 * HOUR, 0.5 * HOUR, 0.5 * HOUR) - 0.9074, 0, 1e-4);
  LR_NEAR(topup(24 * HOUR, 0.5 * HOUR, 0.5 * HOUR) - 0.9667, 0, 1e-4);
  LR_NEAR(topup(1.2 * HOUR, 0.5 * HOUR, 0.5 * HOUR) - 0.6212, 0, 1e-4);
  struct lr_best_fill fill;
  LR_CHECK(lr_coasting_best(1.5 * HOUR, 0.05 * HOUR, &fill, NULL) == LR_OK);
  LR_NEAR(fill.length_s / HOUR - 0.3713, 0, 1e-4);
  LR_NEAR(fill.mean - 0.7807, 0, 1e-4);
  LR_CHECK(lr_coasting_mean(1.5 * HOUR, 0.05 * HOUR, 0.75 * HOUR, &value, NULL) == LR_OK);
  LR_NEAR(value - 0.738, 0, 5e-4);
  LR_CHECK(lr_burnoff_best(10 * HOUR, 3 * HOUR, &fill, NULL) == LR_OK);
  LR_NEAR(fill.length_s / HOUR - 5.477, 0, 1e-3);
  LR_NEAR(fill.mean - 0.4175, 0, 1e-4);
  LR_CHECK(lr_uptime_spread(8 * HOUR, HOUR, 1.5 * HOUR, 200 * DAY, &value, &spread, NULL) == LR_OK);
  LR_NEAR(value - 0.8889, 0, 1e-4);
  LR_NEAR(spread, 0.0087, 0.05);
  LR_NEAR(9 * 20 * DAY / 1e7 - 1.555, 0, 1e-3);  // "9 months of 20 days"
  // 6e35 for 1e7 s; 50 ab^-1 of tau pairs at 0.919 nb; FCC-ee at the Z, 185 days at 0.75
  struct lr_year_factors factors = {6e39, 1, 1e7, 0, 0, 1, 1, 1};
  LR_CHECK(lr_year_integral(&factors, &value, NULL) == LR_OK);
  LR_NEAR(lr_in_unit(value, "ab^-1"), 6, 1e-14);
  LR_NEAR(50 * lr_unit_factor("ab^-1") * 0.919 * lr_unit_factor("nb") / 1e9, 45.95, 0.003);
  factors = (struct lr_year_factors){2e40, 1, 185 * DAY, 0, 0, 0.75, 1, 1};
  LR_CHECK(lr_year_integral(&factors, &value, NULL) == LR_OK);
  LR_NEAR(lr_in_unit(value, "ab^-1"), 24, 0.01);
  double current;  // 1 A lives 10 min at 100 kHz: 1 / (e f tau) particles per second
  LR_CHECK(lr_injector_current_limit(1e5, 600, 1 / (1.602176634e-19 * 1e5 * 600), &current, NULL) == LR_OK);
  LR_NEAR(current, 1, 1e-14);
}

// P1 against the product written down another way, and its limits.
static void year(void) {
  for (int k = 0; k < 1000; k++) {
    struct lr_year_factors f = {lr_test_log_between(1e36, 1e40), lr_test_random(), DAY * lr_test_between(50, 300), DAY * lr_test_between(0, 50),
                                lr_test_random(), lr_test_random(), lr_test_random(), lr_test_random()};
    double value, half;
    LR_CHECK(lr_year_integral(&f, &value, NULL) == LR_OK);
    LR_NEAR(log(value), log(f.peak_m2s) + log(f.mean_over_peak) + log(f.beam_s - f.startup_s) + log1p(-f.study_fraction) +
                            log(f.availability * f.trip_factor * f.recording), 1e-13);
    struct lr_year_factors g = f;
    g.peak_m2s /= 2;
    LR_CHECK(lr_year_integral(&g, &half, NULL) == LR_OK);
    LR_NEAR(half, value / 2, 1e-15);
    g.startup_s = g.beam_s + 1;  // never beyond zero
    LR_CHECK(lr_year_integral(&g, &half, NULL) == LR_OK && half == 0);
  }
}

// P4 by simulation of the renewal process: exponential up, dead time, refill with L ~ t^2.
static void topup_simulated(void) {
  const double CASES[][3] = {{2.4, 0.5, 0.5}, {8, 0.5, 0.5}, {1.2, 0.1, 2}};
  for (int c = 0; c < 3; c++) {
    enum { N = 400000 };
    double up = CASES[c][0], dead = CASES[c][1], refill = CASES[c][2], light = 0, time = 0;
    for (uint64_t i = 0; i < N; i++) {
      struct lr_random random = lr_random_stream(1, 40, (uint64_t)c * N + i);
      double t = -up * log(lr_random_uniform(&random));
      light += t;
      for (int step = 0; step < 20; step++) light += refill / 20 * pow((step + 0.5) / 20, 2);
      time += t + dead + refill;
    }
    LR_NEAR(light / time, topup(up * HOUR, dead * HOUR, refill * HOUR), 5 / sqrt(N));
  }
}

// P6 and P7: no length of a fill is better, found by golden section without the closed form.
static double burnoff_mean(double lifetime, double turnaround, double fill) {
  return fill / (1 + fill / lifetime) / (fill + turnaround);
}
static double coasting_mean(double lifetime, double turnaround, double fill) {
  return lifetime * (1 - exp(-fill / lifetime)) / (fill + turnaround);
}
static double best_of(double (*mean)(double, double, double), double lifetime, double turnaround, double *value) {
  double low = log(1e-8 * sqrt(lifetime * turnaround)), high = log(1e8 * sqrt(lifetime * turnaround)), g = (sqrt(5) - 1) / 2;
  for (int i = 0; i < 200; i++) {
    double a = high - g * (high - low), b = low + g * (high - low);
    if (mean(lifetime, turnaround, exp(a)) < mean(lifetime, turnaround, exp(b))) low = a;
    else high = b;
  }
  *value = mean(lifetime, turnaround, exp((low + high) / 2));
  return exp((low + high) / 2);
}

static void best_fills(void) {
  for (int k = 0; k < 500; k++) {
    double lifetime = lr_test_log_between(60, 1e6), turnaround = lifetime * lr_test_log_between(1e-4, 1e2), value;
    struct lr_best_fill fill;
    LR_CHECK(lr_coasting_best(lifetime, turnaround, &fill, NULL) == LR_OK);
    double length = best_of(coasting_mean, lifetime, turnaround, &value);
    LR_NEAR(fill.mean, value, 1e-9);
    LR_NEAR(fill.length_s, length, 3e-5);  // a maximum is flat: sqrt of the rounding
    double x = fill.length_s / lifetime;
    LR_NEAR(expm1(x) - x, turnaround / lifetime, 1e-11);
    LR_CHECK(lr_burnoff_best(lifetime, turnaround, &fill, NULL) == LR_OK);
    length = best_of(burnoff_mean, lifetime, turnaround, &value);
    LR_NEAR(fill.mean, value, 1e-10);
    LR_NEAR(fill.length_s, length, 1e-4);
  }
  const double RATIOS[] = {1e-12, 1e-8, 600, 690, 700, 1000, 1e6};  // where Lambert's function runs out of range
  for (size_t i = 0; i < sizeof RATIOS / sizeof *RATIOS; i++) {
    struct lr_best_fill fill;
    LR_CHECK(lr_coasting_best(1, RATIOS[i], &fill, NULL) == LR_OK);
    LR_NEAR(expm1(fill.length_s) - fill.length_s, RATIOS[i], 1e-6);
    LR_NEAR(fill.length_s, RATIOS[i] < 1e-6 ? sqrt(2 * RATIOS[i]) : log1p(RATIOS[i] + fill.length_s), 1e-3);
  }
}

// P8 by simulation of alternating renewal: exponential up, log-normal down.
static void uptime_simulated(void) {
  const double up = 8, down = 1, spread = 1.5, span = 4800;
  enum { TRIALS = 3000 };
  double sum = 0, square = 0, variance = log1p(spread * spread / (down * down));
  for (uint64_t trial = 0; trial < TRIALS; trial++) {
    struct lr_random random = lr_random_stream(1, 80, trial);
    double time = 0, lit = 0;
    while (time < span) {
      double u = -up * log(lr_random_uniform(&random)), d = down * exp(sqrt(variance) * lr_random_normal(&random) - variance / 2);
      lit += fmin(u, span - time);
      time += u + d;
    }
    sum += lit / span;
    square += lit / span * lit / span;
  }
  double mean = sum / TRIALS, sigma = sqrt(square / TRIALS - mean * mean), availability, relative;
  LR_CHECK(lr_uptime_spread(up, down, spread, span, &availability, &relative, NULL) == LR_OK);
  LR_NEAR(mean, availability, 5e-4);
  LR_NEAR(sigma / mean, relative, 0.05);
}

// Outside the range: the status says so, the result is left alone.
static void refused(void) {
  double v = 42, w = 42;
  struct lr_best_fill fill = {42, 42};
  struct lr_error error = {0};
  const double BAD[] = {-1, 0, NAN, INFINITY, -INFINITY};
  for (size_t i = 0; i < 5; i++) {
    double bad = BAD[i];
    LR_CHECK(lr_topup_with_trips(bad, 1, 1, &v, &error) == LR_E_DOMAIN && *error.text);
    LR_CHECK(lr_coasting_best(bad, 1, &fill, NULL) == LR_E_DOMAIN && lr_coasting_best(1, bad, &fill, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_burnoff_best(bad, 1, &fill, NULL) == LR_E_DOMAIN && lr_burnoff_best(1, bad, &fill, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_coasting_mean(bad, 1, 1, &v, NULL) == LR_E_DOMAIN && lr_coasting_mean(1, 1, bad, &v, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_uptime_spread(bad, 1, 1, 1, &v, &w, NULL) == LR_E_DOMAIN && lr_uptime_spread(1, 1, 1, bad, &v, &w, NULL) == LR_E_DOMAIN);
    if (bad != 0) LR_CHECK(lr_event_count(bad, 1, &v, NULL) == LR_E_DOMAIN && lr_event_count(1, bad, &v, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_availability(bad, 0, &v, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_injector_current_limit(bad, 1, 1, &v, NULL) == LR_E_DOMAIN && lr_injector_current_limit(1, bad, 1, &v, NULL) == LR_E_DOMAIN);
    if (bad == 0) continue;
    LR_CHECK(lr_topup_with_trips(1, bad, 1, &v, NULL) == LR_E_DOMAIN && lr_topup_with_trips(1, 1, bad, &v, NULL) == LR_E_DOMAIN);
    LR_CHECK(lr_uptime_spread(1, bad, 1, 1, &v, &w, NULL) == LR_E_DOMAIN && lr_uptime_spread(1, 1, bad, 1, &v, &w, NULL) == LR_E_DOMAIN);
    for (int k = 0; k < 8; k++) {
      struct lr_year_factors f = {1, 0.5, 1, 0, 0.5, 0.5, 0.5, 0.5};
      double *member[] = {&f.peak_m2s, &f.mean_over_peak, &f.beam_s, &f.startup_s, &f.study_fraction, &f.availability, &f.trip_factor, &f.recording};
      *member[k] = bad;
      LR_CHECK(lr_year_integral(&f, &v, NULL) == LR_E_DOMAIN);
    }
  }
  struct lr_year_factors f = {1, 1.0001, 1, 0, 0, 1, 1, 1};
  LR_CHECK(lr_year_integral(&f, &v, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_availability(1, 1.1, &v, NULL) == LR_E_DOMAIN);
  LR_CHECK(v == 42 && w == 42 && fill.length_s == 42 && fill.mean == 42);
}

int main(void) {
  lr_test_seed_from_environment();
  published();
  year();
  topup_simulated();
  best_fills();
  uptime_simulated();
  refused();
  return lr_test_end();
}
