// SPDX-License-Identifier: GPL-3.0-or-later
// Prior-averaged limits: both grids, negative binomial and plain sums as second methods, the Bayesian identity, refusals.
#include "projections/stats/hybrid.h"

#include "projections/poisson_cls.h"
#include "projections/systematics.h"
#include "tests/projections/rows.h"

static const char *const PRIORS[] = {"gamma", "truncated-gauss", "lognormal"};

static enum lr_prior prior_of(const char *word) {
  int i = 0;
  while (i < 2 && strcmp(word, PRIORS[i]) != 0) i++;
  return (enum lr_prior)i;
}
static double observed(struct lr_averaged window, double n, double cl) {
  double s = NAN;
  LR_CHECK(lr_hybrid_observed(&window, n, cl, &s, NULL) == LR_OK);
  return s;
}

static void expected_grid(void) {
  struct row row;
  int rows = 0;
  double worst = 0;
  FILE *file = rows_open("limits_averaged.txt");
  while (rows_next(file, &row)) {
    struct lr_averaged window = {row.number[2], row.number[3], prior_of(row.word[0])};
    for (int k = 0; k < 5; k++) {
      double n = -1, s = NAN;
      LR_CHECK(lr_hybrid_expected(&window, k - 2, row.number[1], &n, &s, NULL) == LR_OK);
      LR_CHECK(n == row.number[4 + k]);
      LR_NEAR(s, row.number[9 + k], 1e-6);
      worst = fmax(worst, fabs(s / row.number[9 + k] - 1));
    }
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 108);
  printf("averaged, expected: off by %.1e at most\n", worst);
}

static void flat_prior_grid(void) {
  struct row row;
  int rows = 0;
  double worst = 0;
  FILE *file = rows_open("limits_flat_prior.txt");
  while (rows_next(file, &row)) {
    struct lr_averaged window = {row.number[2], row.number[3], prior_of(row.word[0])};
    for (int n = 0; n < 16; n++) {
      double s = observed(window, n, row.number[1]);
      LR_NEAR(s, row.number[4 + n], 1e-6);
      worst = fmax(worst, fabs(s / row.number[4 + n] - 1));
    }
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 90);
  printf("flat prior: off by %.1e at most\n", worst);
}

// Gamma prior: N of the background is negative binomial with k = 1/rel^2, p = k / (k + b); that of the signal is added count by count.
static void negative_binomial(void) {
  for (int i = 0; i < 60; i++) {
    double b = lr_test_log_between(0.05, 200), rel = lr_test_log_between(0.02, 2), k = 1 / (rel * rel),
           n = floor(b * lr_test_between(0, 2)), s = b * lr_test_between(0, 1);
    double sum = 0, below = 0;
    for (double m = 0; m <= n; m++) {
      below += exp(lgamma(k + m) - lgamma(k) - lgamma(m + 1) - k * log1p(b / k) - m * log1p(k / b));
      sum += below * exp((n - m) * log(s) - s - lgamma(n - m + 1));
    }
    struct lr_averaged window = {b, rel, LR_PRIOR_GAMMA};
    LR_NEAR(exp(lr_averaged_log_cdf(&window, n, s)), sum, 1e-10);
  }
}

// The other priors: a plain sum over the prior in steps of a hundredth of its width.
static void plain_sums(void) {
  for (int i = 0; i < 60; i++) {
    struct lr_averaged window = {lr_test_log_between(0.05, i % 2 ? 100 : 2000), lr_test_log_between(0.02, 1),
                                 i % 2 ? LR_PRIOR_TRUNCATED_GAUSS : LR_PRIOR_LOG_NORMAL};
    double b = window.background, w = i % 2 ? window.relative_error : log1p(window.relative_error), sum = 0, norm = 0;
    double n = floor(b * lr_test_between(0.3, 1.8)), s = b * lr_test_between(0, 0.5);
    double first =
        i % 2 ? fmax(-1 / w, -35) : -35;  // from the edge at zero, by Simpson's rule in steps that P(N <= n) allows
    double step = i % 2 ? fmin(5e-3, 0.2 / (b * w)) : 5e-3;
    for (int k = 0; first + k * step < 35; k++) {
      double t = first + k * step, weight = (k == 0 ? 1 : k % 2 ? 4 : 2) * exp(-0.5 * t * t);
      sum += weight * exp(lr_poisson_log_cdf(n, s + fmax(i % 2 ? b * (1 + t * w) : b * exp(t * w), 0)));
      norm += weight;
    }
    LR_NEAR(exp(lr_averaged_log_cdf(&window, n, s)), sum / norm, i % 2 ? 1e-5 : 1e-9);
  }
}

// Flat prior in s, background marginalised: posterior(s) ~ integral of pi(beta) pmf(n; s + beta) = F(n) - F(n - 1).
static void bayesian_identity(void) {
  for (int i = 0; i < 6; i++) {
    struct lr_averaged window = {lr_test_log_between(0.5, 20), lr_test_between(0.1, 0.6), (enum lr_prior)(i % 3)};
    double n = 1 + floor(lr_test_between(0, 1.5) * window.background), s_up = observed(window, n, 0.9),
           step = s_up / 100, below = 0, all = 0;
    for (int k = 0; k < 800; k++) {  // Simpson
      double s = k * step, p = exp(lr_averaged_log_cdf(&window, n, s)) - exp(lr_averaged_log_cdf(&window, n - 1, s));
      double weight = (k == 0 ? 1 : k % 2 ? 4 : 2) * p;
      all += weight;
      if (k < 100) below += weight;
      if (k == 100) below += p;
    }
    LR_NEAR(below / all, 0.9, 1e-6);
  }
}

static void traps(void) {
  // b = 1e4 +- 20 %, 90 %: the prior is worth a factor 1.3
  const double medians[] = {2919.6359, 3294.4272, 2597.2855};
  for (int k = 0; k < 3; k++) {
    double s = NAN, other = NAN, n;
    struct lr_averaged window = {1e4, 0.2, (enum lr_prior)k}, none = {0, 0.2, (enum lr_prior)k},
                       known = {7.3, 0, (enum lr_prior)k}, nearly = {7.3, 1e-5, (enum lr_prior)k};
    LR_CHECK(lr_hybrid_expected(&window, 0, 0.9, &n, &s, NULL) == LR_OK);
    LR_NEAR(s, medians[k], 1e-7);
    LR_NEAR(observed(none, 0, 0.9), log(10), 1e-10);
    LR_NEAR(observed(none, 0, 0.95), log(20), 1e-10);
    LR_NEAR(observed(window, 0, 0.9), log(10), 1e-9);  // no event: the background drops out
    LR_CHECK(lr_cls_observed(9, 7.3, 0.9, &other, NULL) == LR_OK);
    LR_NEAR(observed(known, 9, 0.9), other, 1e-9);
    LR_NEAR(observed(nearly, 9, 0.9), other, 1e-8);
  }
}

static void monotonicity(void) {
  for (int i = 0; i < 60; i++) {
    struct lr_averaged window = {lr_test_log_between(1e-3, 1e4), lr_test_log_between(1e-3, 3), (enum lr_prior)(i % 3)};
    double cl = lr_test_between(0.5, 0.999), last = 0, n = floor(window.background * lr_test_between(0, 1));
    for (int k = 0; k < 4; k++, n += 1 + floor(0.4 * sqrt(window.background))) {
      double s = observed(window, n, cl);
      LR_CHECK(isfinite(s) && s > last);
      LR_CHECK(s < observed(window, n, cl + 0.5 * (1 - cl)));
      last = s;
    }
    double count = -1, below = -1;
    for (int k = -2; k <= 2; k++, below = count) {  // bands are ranked by p-values
      LR_CHECK(lr_hybrid_quantile_count(&window, k, &count, NULL) == LR_OK);
      LR_CHECK(count >= below);
      double level = log(0.5 * erfc(-k / sqrt(2)));
      LR_CHECK(lr_averaged_log_cdf(&window, count, 0) >= level);
      LR_CHECK(count == 0 || lr_averaged_log_cdf(&window, count - 1, 0) < level);
    }
  }
}

// R10 against the prior average, at as many events as the background has: never below, the numbers that the row of R10 states.
static double against_sum_of_variances(double b, double rel, double cl) {
  double s = NAN;
  struct lr_averaged window = {b, rel, LR_PRIOR_TRUNCATED_GAUSS};
  LR_CHECK(lr_cls_expected_continuous(lr_background_with_error(b, rel), cl, &s, NULL) == LR_OK);
  return s / observed(window, b, cl);
}

static void sum_of_variances(void) {
  const double B[] = {1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 70, 100}, MOST[2][5] = {{1.014, 1.025, 1.035, 1.063, 1.132}, {1.018, 1.031, 1.045, 1.081, 1.175}};
  for (int level = 0; level < 2; level++)
    for (int k = 0; k < 5; k++) {
      double most = 0;
      for (size_t i = 0; i < sizeof B / sizeof B[0]; i++) {
        double ratio = against_sum_of_variances(B[i], 0.1 * (k + 1), level ? 0.95 : 0.90);
        LR_CHECK(ratio >= 1);
        most = fmax(most, ratio);
      }
      LR_NEAR(most, MOST[level][k], 1e-3);
    }
  LR_NEAR(against_sum_of_variances(10, 0.5, 0.90), 11.107 / 9.888, 2e-4);
  LR_NEAR(against_sum_of_variances(3, 0.5, 0.90), 5.238 / 4.874, 2e-4);
  LR_NEAR(against_sum_of_variances(1e4, 0.3, 0.90), 1.0024, 2e-4);  // large counts: gone at 30 %, cut at zero beyond
  LR_NEAR(against_sum_of_variances(1e4, 0.5, 0.90), 1.117, 1e-3);
}

static void refusals(void) {
  double n = NAN, s;
  struct lr_error error;
  struct lr_averaged w = {10, 0.1, LR_PRIOR_GAMMA}, negative = {-1, 0.1, LR_PRIOR_GAMMA},
                     wide = {1, -0.1, LR_PRIOR_GAMMA};
  LR_CHECK(lr_hybrid_expected(&w, 0, 95, &n, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "write 0.95 or 95 %") != NULL);
  LR_CHECK(lr_hybrid_observed(&w, -1, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_hybrid_observed(&negative, 1, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_hybrid_observed(&wide, 1, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_hybrid_quantile_count(&w, 6, &s, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  expected_grid();
  flat_prior_grid();
  negative_binomial();
  plain_sums();
  bayesian_identity();
  traps();
  sum_of_variances();
  monotonicity();
  refusals();
  return lr_test_end();
}
