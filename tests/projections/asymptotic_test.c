// SPDX-License-Identifier: GPL-3.0-or-later
// Asymptotic q~ limits: the grid, the closed profile against a search, identities, limits of large b, monotonicity, refusals.
#include "projections/stats/asymptotic.h"

#include "projections/poisson_cls.h"
#include "projections/stats/normal.h"
#include "tests/projections/rows.h"

static double expected(struct lr_counting window, double sigmas, double cl) {
  double s = NAN;
  LR_CHECK(lr_asymptotic_expected(&window, sigmas, cl, &s, NULL) == LR_OK);
  return s;
}
static double observed(struct lr_counting window, double n, double cl) {
  double s = NAN;
  LR_CHECK(lr_asymptotic_observed(&window, n, cl, &s, NULL) == LR_OK);
  return s;
}
static enum lr_constraint constraint_of(const char *word) {
  return strcmp(word, "gauss") == 0 ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON;
}

static void grid(void) {
  struct row row;
  int rows = 0;
  double worst = 0;
  FILE *file = rows_open("limits_asymptotic.txt");
  while (rows_next(file, &row)) {
    struct lr_counting window = {row.number[2], row.number[3], constraint_of(row.word[0])};
    for (int k = 0; k < 5; k++) {
      double s = expected(window, k - 2, row.number[1]);
      LR_NEAR(s, row.number[4 + k], 1e-6);
      worst = fmax(worst, fabs(s / row.number[4 + k] - 1));
    }
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 72);
  printf("asymptotic: off by %.1e at most\n", worst);
}

// -2 ln L up to a constant, written as it is defined.
static double twice_nll(struct lr_counting w, double n, double aux, double s, double beta) {
  double value = 2 * (s + beta - (n > 0 ? n * log(s + beta) : 0)), rel = w.relative_error;
  if (w.constraint == LR_CONSTRAINT_GAUSS) return value + pow((aux - beta) / (rel * w.background), 2);
  double tau = 1 / (rel * rel * w.background);
  return value + 2 * (tau * beta - (aux > 0 ? tau * aux * log(tau * beta) : 0));
}

static void profile_against_a_search(void) {
  for (int i = 0; i < 400; i++) {
    struct lr_counting w = {lr_test_log_between(0.05, 300), lr_test_log_between(0.02, 0.8),
                            i % 2 ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON};
    double n = floor(w.background * lr_test_between(0, 2.5)), aux = w.background * lr_test_between(0.4, 1.6),
           s = lr_test_log_between(0.01, 3) * w.background;
    double low = 1e-12, high = 10 * (n + aux + s + 1);
    for (int k = 0; k < 200; k++) {  // the likelihood is concave in beta
      double a = low + (high - low) / 3, b = high - (high - low) / 3;
      if (twice_nll(w, n, aux, s, a) < twice_nll(w, n, aux, s, b))
        high = b;
      else
        low = a;
    }
    double beta = lr_profile_background(&w, n, aux, s);
    LR_CHECK(fabs(beta - low) < 1e-5 * (w.background + s));
    double direct = twice_nll(w, n, aux, s, fmax(beta, 1e-300)) -
                    twice_nll(w, n, aux, 2 * s, fmax(lr_profile_background(&w, n, aux, 2 * s), 1e-300));
    double difference = lr_profile_deviance(&w, n, aux, s) - lr_profile_deviance(&w, n, aux, 2 * s);
    LR_CHECK(fabs(direct - difference) < 1e-9 * (1 + fabs(direct) + n + s));
  }
}

static void identities(void) {
  double z = 1.6448536269514722;
  LR_NEAR(expected((struct lr_counting){0, 0.2, LR_CONSTRAINT_GAUSS}, 0, 0.9), z * z / 2,
          1e-12);  // q_A = 2 s without background
  for (int i = 0; i < 60; i++) {
    struct lr_counting w = {lr_test_log_between(0.01, 1e6), i % 3 ? lr_test_log_between(1e-3, 1) : 0,
                            i % 2 ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON};
    // the count that is expected gives the expected limit, in both constraints
    LR_NEAR(observed(w, w.background, 0.9), expected(w, 0, 0.9), 1e-9);
    struct lr_counting nearly = w, known = w;
    nearly.relative_error = 1e-7, known.relative_error = 0;
    LR_NEAR(expected(nearly, 1, 0.95), expected(known, 1, 0.95), 1e-7);
    LR_CHECK(expected(w, 0, 0.95) > expected(w, 0, 0.90));  // the level is not ignored
  }
  for (double b = 1e4; b < 1e9; b *= 10) {  // many events: the exact limit
    double exact = NAN;
    struct lr_counting w = {b, 0, LR_CONSTRAINT_POISSON};
    for (int k = -2; k <= 2; k++) {
      LR_CHECK(lr_cls_expected_quantile(b, k, 0.9, &exact, NULL) == LR_OK);
      LR_NEAR(expected(w, k, 0.9), exact, 1 / sqrt(b));
    }
  }
  // the constraint has to be named: b = 1e4 +- 20 %
  LR_NEAR(expected((struct lr_counting){1e4, 0.2, LR_CONSTRAINT_POISSON}, 0, 0.9), 2944.5, 1e-4);
  LR_NEAR(expected((struct lr_counting){1e4, 0.2, LR_CONSTRAINT_GAUSS}, 0, 0.9), 3293.8, 1e-4);
}

static void monotonicity(void) {
  for (int i = 0; i < 300; i++) {
    struct lr_counting w = {lr_test_log_between(1e-3, 1e5), lr_test_log_between(1e-3, 2),
                            i % 2 ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON};
    double cl = lr_test_between(0.5, 0.999), last = 0, n = floor(w.background * lr_test_between(0, 1));
    for (int k = 0; k < 6; k++, n += 1 + floor(0.4 * sqrt(w.background))) {
      double s = observed(w, n, cl);
      LR_CHECK(isfinite(s) && s > last);
      LR_CHECK(s < observed(w, n, cl + 0.5 * (1 - cl)));
      last = s;
    }
    for (int k = -3; k < 3; k++) LR_CHECK(expected(w, k, cl) < expected(w, k + 1, cl));
  }
}

static void normal_distribution(void) {
  double zs[] = {-30, -8, -1, 0, 0.5, 3, 8, 24.9, 25.1, 37, 60, 1000};
  for (size_t i = 0; i < sizeof zs / sizeof *zs; i++)
    if (zs[i] > -8) LR_NEAR(lr_normal_z(lr_normal_log_upper(zs[i])), zs[i], 1e-12);
  LR_NEAR(lr_normal_log_upper(3), log(1.3498980316300946e-3), 1e-14);
  LR_NEAR(lr_normal_log_upper(25 - 1e-9), lr_normal_log_upper(25 + 1e-9), 1e-9);  // two branches
  LR_NEAR(lr_normal_log_upper(40), -804.608442013754, 1e-12);
  LR_NEAR(lr_normal_cdf(-3), 1.3498980316300946e-3, 1e-14);
  LR_CHECK(lr_normal_z(0) == -INFINITY && lr_normal_z(-INFINITY) == INFINITY);
}

static void refusals(void) {
  double s;
  struct lr_error error;
  struct lr_counting w = {10, 0.1, LR_CONSTRAINT_POISSON}, negative = {-1, 0, LR_CONSTRAINT_POISSON},
                     wide = {1, 11, LR_CONSTRAINT_GAUSS};
  LR_CHECK(lr_asymptotic_expected(&w, 0, 90, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "write 0.9 or 90 %") != NULL);
  LR_CHECK(lr_asymptotic_expected(&w, 7, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_asymptotic_expected(&negative, 0, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_asymptotic_expected(&wide, 0, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_asymptotic_observed(&w, -1, 0.9, &s, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_asymptotic_observed(&w, NAN, 0.9, &s, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  grid();
  profile_against_a_search();
  identities();
  monotonicity();
  normal_distribution();
  refusals();
  return lr_test_end();
}
