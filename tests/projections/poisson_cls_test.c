// SPDX-License-Identifier: GPL-3.0-or-later
// CLs limits: an independent table, the flat-prior identity, direct sums, limits in closed form, monotonicity.
#include "projections/poisson_cls.h"

#include <gsl/gsl_sf_gamma.h>

#include "projections/stats/asymptotic.h"
#include "tests/projections/rows.h"

static double observed(double n, double b, double cl) {
  double s = NAN;
  LR_CHECK(lr_cls_observed(n, b, cl, &s, NULL) == LR_OK);
  return s;
}
static double expected(double b, double sigmas, double cl) {
  double s = NAN;
  LR_CHECK(lr_cls_expected_quantile(b, sigmas, cl, &s, NULL) == LR_OK);
  return s;
}
static double mean(double b, double cl) {
  double s = NAN;
  LR_CHECK(lr_cls_expected_mean(b, cl, &s, NULL) == LR_OK);
  return s;
}
static double continuous(double b, double cl) {
  double s = NAN;
  LR_CHECK(lr_cls_expected_continuous(b, cl, &s, NULL) == LR_OK);
  return s;
}

// Computed by an independent program (scipy root finding on the regularised gamma function), 8 digits.
static const struct {
  double cl, b, n[5], ul[5], mean;
} table[] = {
    {0.90, 0, {0, 0, 0, 0, 0}, {2.3025851, 2.3025851, 2.3025851, 2.3025851, 2.3025851}, 2.3025851},
    {0.90, 0.1, {0, 0, 0, 0, 1}, {2.3025851, 2.3025851, 2.3025851, 2.3025851, 3.7956148}, 2.4515572},
    {0.90, 1, {0, 0, 1, 2, 3}, {2.3025851, 2.3025851, 3.2718121, 4.4429131, 5.7114911}, 3.3565739},
    {0.90, 3, {0, 1, 3, 5, 7}, {2.3025851, 2.8389207, 4.362388, 6.4371347, 8.7958436}, 4.5508702},
    {0.90, 10, {4, 7, 10, 13, 17}, {3.3401729, 4.6474293, 6.6301869, 9.3330006, 13.647662}, 6.9980205},
    {0.90, 1e4, {9801, 9900, 10000, 10100, 10200}, {84.487766, 115.60748, 165.79998, 239.69124, 331.98042}, 176.86483},
    {0.95, 1, {0, 0, 1, 2, 3}, {2.9957323, 2.9957323, 4.1130033, 5.4100049, 6.7823826}, 4.1869255},
    {0.95, 3, {0, 1, 3, 5, 7}, {2.9957323, 3.6432624, 5.3954495, 7.6630593, 10.170893}, 5.5705349},
    {0.95, 10, {4, 7, 10, 13, 17}, {4.2845276, 5.8387962, 8.0825294, 11.007222, 15.536435}, 8.4306249},
    {0.95, 1e4, {9801, 9900, 10000, 10100, 10200}, {106.1902, 142.32603, 197.72162, 275.17953, 368.83319}, 208.05949},
};

static void against_the_table(void) {
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    for (int k = 0; k < 5; k++) {
      double n = -1;
      LR_CHECK(lr_cls_quantile_count(table[i].b, k - 2, &n, NULL) == LR_OK);
      LR_CHECK(n == table[i].n[k]);
      LR_NEAR(expected(table[i].b, k - 2, table[i].cl), table[i].ul[k], 1e-6);
    }
    LR_NEAR(mean(table[i].b, table[i].cl), table[i].mean, 1e-6);
  }
  // observed counts away from the expectation, same program
  LR_NEAR(observed(1, 0, 0.9), 3.8897202, 1e-6);
  LR_NEAR(observed(20, 0, 0.9), 27.045101, 1e-6);
  LR_NEAR(observed(7, 0.1, 0.9), 11.670914, 1e-6);
}

// The Bayesian limit with a flat prior: posterior s -> pmf(n; s + b), integrated by the trapezoid rule.
static void flat_prior_identity(void) {
  for (int i = 0; i < 12; i++) {
    double b = lr_test_log_between(0.05, 60), n = floor(b + sqrt(b) * lr_test_between(-2, 3));
    if (n < 0) n = 0;
    double s_up = observed(n, b, 0.95), step = s_up / 20000, below = 0, all = 0;
    for (int k = 0; k < 200000; k++) {
      double s = k * step, weight = (k == 0 ? 0.5 : 1) * exp(n * log(s + b) - s - b - lgamma(n + 1));
      all += weight;
      if (k < 20000) below += weight;
      if (k == 20000) below += 0.5 * weight;
      if (k > 20000 && weight < 1e-18 * all) break;
    }
    LR_NEAR(below / all, 0.95, 1e-6);
  }
}

// ln P(N <= n): GSL at small n, a direct sum of the terms at large ones, and points that underflow as plain numbers.
static void tails(void) {
  for (int i = 0; i < 300; i++) {
    // GSL's own series loses digits above a ~ 1e4 (6e-10 at 2e4 against a long double sum)
    double a = 1 + lr_test_log_between(1e-3, 3e3), x = a * exp(lr_test_between(-0.5, 0.5) / pow(a, 0.4));
    LR_NEAR(exp(lr_poisson_log_cdf(a - 1, x)), gsl_sf_gamma_inc_Q(a, x), 2e-11);
  }
  double big[][2] = {{841019, 840112}, {841019, 842112}, {1e7, 1.0004e7}, {1e8, 1e8}, {99999900, 1e8}};
  for (size_t i = 0; i < 5; i++) {
    double n = big[i][0], x = big[i][1];
    // terms relative to the one at n, downwards; that one by Stirling's series
    long double term = 1, sum = 1, u = ((long double)x - n) / n;
    for (double k = n; term > 1e-22L * sum && k > 0; k--) sum += term *= k / (long double)x;
    long double log_pmf = n * (log1pl(u) - u) - 0.5L * logl(2 * 3.14159265358979323846L * n) - 1 / (12.0L * n);
    LR_NEAR(lr_poisson_log_cdf(n, x), (double)(log_pmf + logl(sum)), 1e-9);
  }
  LR_NEAR(lr_poisson_log_cdf(0, 5000), -5000, 1e-14);
  LR_NEAR(lr_poisson_log_cdf(1, 1e6), log(1e6 + 1) - 1e6, 1e-14);
  LR_CHECK(lr_poisson_log_cdf(7, 0) == 0);
}

static void limiting_cases(void) {
  double bs[] = {0, 1e-6, 3, 1e3, 1e6, 1e8};
  for (size_t i = 0; i < 6; i++) LR_NEAR(observed(0, bs[i], 0.9), log(10), 1e-11);  // no event: b drops out
  // many events: median -> z sqrt(b), z = 1.6448536 at 90 %, next term (z^2 - 1)/6 + (z^2+2)/6 ...: within 1/sqrt(b)
  LR_NEAR(continuous(1e8, 0.9), 1.6448536e4, 2e-4);
  LR_NEAR(continuous(1e8, 0.95), 1.9599640e4, 2e-4);
  LR_NEAR(observed(1e8, 0, 0.9) - 1e8, 1.2815516e4, 2e-4);  // one-sided Gaussian
  double n[] = {0, 1, 30, 99, 101, 1e4, 1e6, 1e8};  // the defining equation, across all branches
  for (size_t i = 0; i < 8; i++)
    for (size_t j = 0; j < 5; j++) {
      double s = observed(n[i], bs[j], 0.95);
      LR_NEAR(lr_poisson_log_cdf(n[i], s + bs[j]) - lr_poisson_log_cdf(n[i], bs[j]), log(0.05), 1e-8);
    }
}

static void order_and_monotonicity(void) {
  double last = INFINITY, last_limit = 0;
  int median_got_worse = 0;
  double last_median = INFINITY;
  for (double b = 1e-3; b < 1e7; b *= 1.07) {
    double limit = continuous(b, 0.9), median = expected(b, 0, 0.9) / b;
    LR_CHECK(limit / b < last);  // the limit on the cross-section falls with more data
    LR_CHECK(limit > last_limit);
    last = limit / b;
    last_limit = limit;
    median_got_worse += median > last_median;
    last_median = median;
    for (int k = -2; k < 2; k++) LR_CHECK(expected(b, k, 0.9) <= expected(b, k + 1, 0.9));
    double back;
    LR_CHECK(lr_cls_background_for(limit, 0.9, &back, NULL) == LR_OK);
    LR_NEAR(back, b, 1e-9);
  }
  LR_CHECK(median_got_worse > 0);  // the known defect of the exact median, the reason for the continuous form
  LR_NEAR(continuous(100, 0.9), expected(100, 0, 0.9), 1e-12);  // the same at whole numbers, where median = b
  for (double b = 200; b < 3e5; b *= 6.1) {  // coarse sum of the mean against the sum over every n
    double reach = 9 * sqrt(b), sum = 0, weights = 0;
    for (double n = floor(b - reach); n <= b + reach && b < 1e4; n++) {
      double weight = exp(n * log(b) - b - lgamma(n + 1));
      sum += weight * observed(n, b, 0.9);
      weights += weight;
    }
    if (weights > 0) LR_NEAR(mean(b, 0.9), sum / weights, 1e-9);
    LR_CHECK(mean(b, 0.9) > continuous(b, 0.9));
  }
}

// A cross-section against luminosity: the four expected limits, and which of them never gets worse with more data.
static void against_luminosity(void) {
  struct row row;
  int rows = 0, worse[4] = {0};
  double last[5] = {0};
  FILE *file = rows_open("limits_against_luminosity.txt");
  while (rows_next(file, &row)) {
    double rate = row.number[0], luminosity = row.number[1], b = rate * luminosity, asymptotic = NAN;
    struct lr_counting window = {b, 0, LR_CONSTRAINT_POISSON};
    LR_CHECK(lr_asymptotic_expected(&window, 0, 0.9, &asymptotic, NULL) == LR_OK);
    double value[4] = {expected(b, 0, 0.9), mean(b, 0.9), continuous(b, 0.9), asymptotic};
    for (int k = 0; k < 4; k++) {
      LR_NEAR(value[k] / luminosity, row.number[2 + k], 1e-6);
      worse[k] += last[4] == rate && value[k] / luminosity > last[k];
      last[k] = value[k] / luminosity;
    }
    last[4] = rate;
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 120);
  LR_CHECK(worse[0] > 0 && worse[1] == 0 && worse[2] == 0 && worse[3] == 0);
}

// Five bands at once are the five one by one; the count is the smallest that meets the level; the defining equation to 1e-9.
static void bands_and_counts(void) {
  for (int i = 0; i < 400; i++) {
    double b = i < 5 ? 0.1 * i * i * i : lr_test_log_between(1e-3, i % 4 ? 3e3 : 1e8),
           cl = lr_test_between(0.3, 0.9999), bands[5], last = -1;
    LR_CHECK(lr_cls_expected_bands(b, cl, bands, NULL) == LR_OK);
    for (int k = 0; k < 5; k++) {
      double n = -1, level = log(0.5 * erfc(-(k - 2) / sqrt(2)));
      LR_CHECK(bands[k] == expected(b, k - 2, cl));
      LR_CHECK(lr_cls_quantile_count(b, k - 2, &n, NULL) == LR_OK);
      LR_CHECK(lr_poisson_log_cdf(n, b) >= level && (n == 0 || lr_poisson_log_cdf(n - 1, b) < level));
      LR_CHECK(n >= last);  // ranked by counts, that is by p-values
      last = n;
      double off =
          lr_poisson_log_cdf(n, bands[k] + b) - lr_poisson_log_cdf(n, b) - log1p(-cl);  // its slope is -1/s or steeper
      LR_CHECK(fabs(off) < 1e-8);
    }
  }
  double bands[5];
  LR_CHECK(lr_cls_expected_bands(5, 0.9, bands, NULL) == LR_OK);
  for (int n = 0; n < 30; n++) {  // counts far from the background, both ways
    LR_CHECK(observed(n, 5, 0.95) > observed(n, 5, 0.90));
    LR_CHECK(observed(n + 1, 5, 0.9) > observed(n, 5, 0.9));
  }
}

// P(N >= n) by its terms.
static void upper_tails(void) {
  for (int i = 0; i < 200; i++) {
    double b = lr_test_log_between(1e-3, 400), n = floor(b * lr_test_between(0, 3) + lr_test_between(0, 12)), sum = 0;
    for (double k = n; k < n + 400; k++) sum += exp(k * log(b) - b - lgamma(k + 1));
    LR_NEAR(exp(lr_poisson_log_tail(n, b)), sum, 1e-10);
  }
  LR_NEAR(lr_poisson_log_tail(1, 1e-300), log(1e-300), 1e-14);
  LR_CHECK(lr_poisson_log_tail(0, 5) == 0 && lr_poisson_log_tail(3, 0) == -INFINITY);
}

static void refusals(void) {
  double x;
  struct lr_error error;
  LR_CHECK(lr_cls_observed(-1, 1, 0.9, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_observed(1, -1, 0.9, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_observed(1, NAN, 0.9, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_observed(1, 1, 1, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_observed(1, 1, 90, &x, &error) == LR_E_DOMAIN && strstr(error.text, "write 0.9 or 90 %"));
  double bands[5];
  LR_CHECK(lr_cls_expected_bands(-1, 0.9, bands, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_expected_bands(1, 0, bands, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_observed(1, 2e9, 0.9, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_cls_background_for(2.3, 0.9, &x, &error) == LR_E_DOMAIN);  // below 2.3026 there is no background left
  LR_CHECK(strstr(error.text, "2.3") != NULL);
}

int main(void) {
  lr_test_seed_from_environment();
  against_the_table();
  flat_prior_identity();
  tails();
  limiting_cases();
  order_and_monotonicity();
  against_luminosity();
  bands_and_counts();
  upper_tails();
  refusals();
  return lr_test_end();
}
