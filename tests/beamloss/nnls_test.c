// SPDX-License-Identifier: GPL-3.0-or-later
// Non-negative least squares: known solutions, the conditions of Karush, Kuhn and Tucker and a search over all active sets on
// random problems, intervals against the covariance and against a grid, what is refused.
#include "beamloss/nnls.h"

#include "tests/lr_test.h"

enum { MOST_ROWS = 12, MOST_COLUMNS = 5 };

static double sum_of_squares(const double *a, const double *b, size_t rows, size_t columns, const double *x) {
  double sum = 0;
  for (size_t i = 0; i < rows; i++) {
    double r = -b[i];
    for (size_t j = 0; j < columns; j++) r += a[i * columns + j] * x[j];
    sum += r * r;
  }
  return sum;
}

// Unconstrained least squares over the columns of a bit set by the normal equations; false: singular.
static bool normal_equations(const double *a, const double *b, size_t rows, size_t columns, unsigned set, double *x) {
  double m[MOST_COLUMNS][MOST_COLUMNS + 1] = {{0}};
  size_t index[MOST_COLUMNS], n = 0;
  for (size_t j = 0; j < columns; j++) {
    x[j] = 0;
    if (set >> j & 1) index[n++] = j;
  }
  for (size_t k = 0; k < n; k++)
    for (size_t i = 0; i < rows; i++) {
      for (size_t l = 0; l < n; l++) m[k][l] += a[i * columns + index[k]] * a[i * columns + index[l]];
      m[k][n] += a[i * columns + index[k]] * b[i];
    }
  for (size_t k = 0; k < n; k++) {
    size_t pivot = k;
    for (size_t r = k; r < n; r++)
      if (fabs(m[r][k]) > fabs(m[pivot][k])) pivot = r;
    if (fabs(m[pivot][k]) < 1e-12) return false;
    for (size_t l = 0; l <= n; l++) {
      double keep = m[k][l];
      m[k][l] = m[pivot][l];
      m[pivot][l] = keep;
    }
    for (size_t r = 0; r < n; r++)
      for (size_t l = n + 1; r != k && l-- > k;) m[r][l] -= m[k][l] * (m[r][k] / m[k][k]);
  }
  for (size_t k = 0; k < n; k++) x[index[k]] = m[k][n] / m[k][k];
  return true;
}

static double brute_force(const double *a, const double *b, size_t rows, size_t columns) {
  double least = INFINITY, x[MOST_COLUMNS];
  for (unsigned set = 0; set < 1u << columns; set++) {
    if (!normal_equations(a, b, rows, columns, set, x)) continue;
    bool inside = true;
    for (size_t j = 0; j < columns; j++) inside = inside && x[j] >= 0;
    if (inside) least = fmin(least, sum_of_squares(a, b, rows, columns, x));
  }
  return least;
}

static void known(void) {
  struct lr_nnls fit;
  struct lr_error error;
  const double identity[] = {1, 0, 0, 1}, b[] = {2, -3};
  LR_CHECK(lr_nnls_solve(identity, b, 2, 2, &fit, &error) == LR_OK);
  LR_NEAR(fit.x[0], 2, 1e-14);
  LR_CHECK(fit.x[1] == 0 && fit.free[0] && !fit.free[1]);
  LR_NEAR(fit.residual2, 9, 1e-13);
  LR_NEAR(fit.error[0], 1, 1e-14);
  LR_CHECK(isnan(fit.error[1]));
  LR_NEAR(fit.low[0], 1, 1e-9);
  LR_NEAR(fit.high[0], 3, 1e-9);
  LR_CHECK(fit.low[1] == 0);
  LR_NEAR(fit.high[1], sqrt(10) - 3, 1e-9);  // (x + 3)^2 = 9 + 1

  // exact data with positive coefficients come back, whatever the scales of the columns
  const double truth[] = {3e-9, 4e5, 0.02}, scale[] = {1e9, 1e-5, 1};
  double a[8 * 3], right[8];
  for (size_t i = 0; i < 8; i++) {
    right[i] = 0;
    for (size_t j = 0; j < 3; j++) {
      a[i * 3 + j] = scale[j] * lr_test_between(0.1, 1);
      right[i] += a[i * 3 + j] * truth[j];
    }
  }
  LR_CHECK(lr_nnls_solve(a, right, 8, 3, &fit, &error) == LR_OK);
  for (size_t j = 0; j < 3; j++) LR_NEAR(fit.x[j], truth[j], 1e-10);
  // the right side against all columns: everything is held
  for (size_t i = 0; i < 8; i++) right[i] = -1;
  LR_CHECK(lr_nnls_solve(a, right, 8, 3, &fit, &error) == LR_OK);
  LR_NEAR(fit.residual2, 8, 1e-13);
  for (size_t j = 0; j < 3; j++) LR_CHECK(fit.x[j] == 0 && !fit.free[j] && fit.low[j] == 0 && fit.high[j] > 0);
}

static void properties(void) {
  struct lr_error error;
  int held = 0, all_free = 0;
  for (int n = 0; n < 2000; n++) {
    size_t columns = 1 + (size_t)(MOST_COLUMNS * lr_test_random());
    size_t rows = columns + (size_t)((MOST_ROWS - MOST_COLUMNS) * lr_test_random());
    double a[MOST_ROWS * MOST_COLUMNS], b[MOST_ROWS], norm = 0;
    for (size_t i = 0; i < rows; i++) {
      b[i] = lr_test_between(-1, 2);
      norm += b[i] * b[i];
      for (size_t j = 0; j < columns; j++) a[i * columns + j] = n % 2 ? lr_test_between(-1, 1) : lr_test_random();
    }
    struct lr_nnls fit;
    LR_CHECK(lr_nnls_solve(a, b, rows, columns, &fit, &error) == LR_OK);
    LR_NEAR(fit.residual2 - sum_of_squares(a, b, rows, columns, fit.x), 0, 1e-12 * (1 + norm));
    double best = brute_force(a, b, rows, columns);
    LR_CHECK(fit.residual2 <= best + 1e-9 * (1 + norm) && fit.residual2 >= best - 1e-7 * (1 + norm));
    bool any = false;
    for (size_t j = 0; j < columns; j++) {
      double gradient = 0;  // of |Ax - b|^2 / 2
      for (size_t i = 0; i < rows; i++) {
        double r = -b[i];
        for (size_t k = 0; k < columns; k++) r += a[i * columns + k] * fit.x[k];
        gradient += a[i * columns + j] * r;
      }
      LR_CHECK(fit.x[j] >= 0 && gradient >= -1e-9 * (1 + norm));          // feasible, dual feasible
      LR_CHECK(fabs(gradient * fit.x[j]) <= 1e-8 * (1 + norm) * (1 + fit.x[j]));  // complementary
      LR_CHECK(fit.free[j] == (fit.x[j] > 0));
      LR_CHECK(fit.low[j] <= fit.x[j] && fit.high[j] > fit.x[j]);
      any = any || !fit.free[j];
    }
    held += any;
    all_free += !any;
  }
  LR_CHECK(held > 100 && all_free > 100);  // both happen
}

static void intervals(void) {
  // far from the bounds they are x +- the error
  double a[10 * 2], b[10];
  for (size_t i = 0; i < 10; i++) {
    a[2 * i] = 1;
    a[2 * i + 1] = (double)i - 3;
    b[i] = 100 + 30 * a[2 * i + 1] + lr_test_between(-1, 1);
  }
  struct lr_nnls fit;
  struct lr_error error;
  LR_CHECK(lr_nnls_solve(a, b, 10, 2, &fit, &error) == LR_OK);
  for (size_t j = 0; j < 2; j++) {
    LR_NEAR(fit.high[j] - fit.x[j], fit.error[j], 1e-6);
    LR_NEAR(fit.x[j] - fit.low[j], fit.error[j], 1e-6);
  }
  // straight line: var = s2 / S_xx of the slope
  double mean = 0, sxx = 0;
  for (size_t i = 0; i < 10; i++) mean += a[2 * i + 1] / 10;
  for (size_t i = 0; i < 10; i++) sxx += (a[2 * i + 1] - mean) * (a[2 * i + 1] - mean);
  LR_NEAR(fit.error[1], 1 / sqrt(sxx), 1e-12);

  // near a bound: the end of the interval against a grid over the other coefficient
  const double c[] = {1, 1, 1, 2, 1, 3}, d[] = {1, 0.5, 1.2};
  LR_CHECK(lr_nnls_solve(c, d, 3, 2, &fit, &error) == LR_OK);
  double least = INFINITY;
  for (double x0 = 0; x0 < 5; x0 += 1e-4) least = fmin(least, sum_of_squares(c, d, 3, 2, (const double[]){x0, fit.high[1]}));
  LR_NEAR(least, fit.residual2 + 1, 1e-6);
}

static void refused(void) {
  struct lr_nnls fit;
  struct lr_error error;
  const double a[] = {1, 2, 2, 4, 3, 6}, b[] = {1, 2, 3}, zero[] = {1, 0, 2, 0, 3, 0}, nan[] = {1, 2, NAN, 4, 3, 1};
  LR_CHECK(lr_nnls_solve(a, b, 3, 2, &fit, &error) == LR_E_DOMAIN && strstr(error.text, "columns 0 and 1"));
  LR_CHECK(lr_nnls_solve(zero, b, 3, 2, &fit, &error) == LR_E_DOMAIN && strstr(error.text, "column 1"));
  LR_CHECK(lr_nnls_solve(nan, b, 3, 2, &fit, &error) == LR_E_DOMAIN && strstr(error.text, "finite"));
  LR_CHECK(lr_nnls_solve(a, b, 1, 2, &fit, &error) == LR_E_DOMAIN && strstr(error.text, "1 points"));
  LR_CHECK(lr_nnls_solve(a, b, 3, 0, &fit, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_nnls_solve(a, b, 3, 17, &fit, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  known();
  properties();
  intervals();
  refused();
  return lr_test_end();
}
