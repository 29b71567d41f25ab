// SPDX-License-Identifier: GPL-3.0-or-later
// The rows are first reduced to a square triangle (QR of the scaled columns), so that the solutions with one coefficient
// held, which give the intervals, cost little.
#include "beamloss/nnls.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { N = LR_NNLS_MOST_COLUMNS };

struct square {  // min |R x - c|^2 + rest
  size_t n;
  double r[N][N], c[N], rest;
};

// Unconstrained least squares over the columns of `in`, factorised in place.
struct factor {
  size_t n, index[N];
  double store[N * N], tau[N];
};

static void factorise(const struct square *s, const bool in[N], struct factor *f) {
  f->n = 0;
  for (size_t j = 0; j < s->n; j++)
    if (in[j]) f->index[f->n++] = j;
  if (!f->n) return;
  for (size_t i = 0; i < s->n; i++)
    for (size_t k = 0; k < f->n; k++) f->store[i * f->n + k] = s->r[i][f->index[k]];
  gsl_matrix_view m = gsl_matrix_view_array(f->store, s->n, f->n);
  gsl_vector_view tau = gsl_vector_view_array(f->tau, f->n);
  gsl_linalg_QR_decomp(&m.matrix, &tau.vector);
}

static void least_squares(const struct square *s, struct factor *f, const double b[N], double z[N]) {
  double copy[N], solution[N], residual[N];
  for (size_t j = 0; j < s->n; j++) z[j] = 0;
  if (!f->n) return;
  memcpy(copy, b, s->n * sizeof *b);
  gsl_matrix_view m = gsl_matrix_view_array(f->store, s->n, f->n);
  gsl_vector_view tau = gsl_vector_view_array(f->tau, f->n), right = gsl_vector_view_array(copy, s->n);
  gsl_vector_view x = gsl_vector_view_array(solution, f->n), rest = gsl_vector_view_array(residual, s->n);
  gsl_linalg_QR_lssolve(&m.matrix, &tau.vector, &right.vector, &x.vector, &rest.vector);
  for (size_t k = 0; k < f->n; k++) z[f->index[k]] = solution[k];
}

static double residual(const struct square *s, const double x[N], const double b[N], double left[N]) {
  double sum = s->rest;
  for (size_t i = 0; i < s->n; i++) {
    left[i] = b[i];
    for (size_t j = 0; j < s->n; j++) left[i] -= s->r[i][j] * x[j];
    sum += left[i] * left[i];
  }
  return sum;
}

// Coefficient `held` (N: none) stays at `value`. Returns |A x - b|^2, or NaN when it does not end.
static double active_set(const struct square *s, size_t held, double value, double x[N], bool in[N]) {
  double b[N], left[N], gradient[N], z[N], norm = 0;
  for (size_t i = 0; i < s->n; i++) {
    b[i] = s->c[i] - (held < s->n ? s->r[i][held] * value : 0);
    norm += b[i] * b[i];
    x[i] = 0;
    in[i] = false;
  }
  bool refused[N] = {false};
  for (int step = 0; step < 50 * N; step++) {
    double least = residual(s, x, b, left);
    size_t best = N;
    for (size_t j = 0; j < s->n; j++) {
      gradient[j] = 0;
      for (size_t i = 0; i < s->n; i++) gradient[j] += s->r[i][j] * left[i];
      if (j != held && !in[j] && !refused[j] && gradient[j] > 1e-13 * sqrt(norm) &&
          (best == N || gradient[j] > gradient[best]))
        best = j;
    }
    if (best == N) return least;
    in[best] = true;
    for (bool first = true;; first = false) {
      struct factor f;
      factorise(s, in, &f);
      least_squares(s, &f, b, z);
      if (first && z[best] <= 0) {  // rounding: the gradient was none
        in[best] = false;
        refused[best] = true;
        break;
      }
      double part = 1;
      size_t stop = N;
      for (size_t j = 0; j < s->n; j++)
        if (in[j] && z[j] <= 0 && x[j] / (x[j] - z[j]) < part) {
          part = x[j] / (x[j] - z[j]);
          stop = j;
        }
      for (size_t j = 0; j < s->n; j++)
        if (in[j]) x[j] += part * (z[j] - x[j]);
      if (stop == N) {
        memset(refused, 0, sizeof refused);
        break;
      }
      for (size_t j = 0; j < s->n; j++)
        if (in[j] && (j == stop || x[j] <= 0)) {
          in[j] = false;
          x[j] = 0;
        }
    }
  }
  return NAN;
}

static void errors(const struct square *s, struct lr_nnls *fit) {
  struct factor f;
  factorise(s, fit->free, &f);
  double variance[N] = {0};
  for (size_t k = 0; k < f.n; k++) {
    double e[N] = {0};
    e[k] = 1;
    gsl_matrix_view whole = gsl_matrix_view_array(f.store, s->n, f.n);
    gsl_matrix_view top = gsl_matrix_submatrix(&whole.matrix, 0, 0, f.n, f.n);
    gsl_vector_view right = gsl_vector_view_array(e, f.n);
    gsl_blas_dtrsv(CblasUpper, CblasNoTrans, CblasNonUnit, &top.matrix, &right.vector);
    for (size_t i = 0; i < f.n; i++) variance[f.index[i]] += e[i] * e[i];
  }
  for (size_t j = 0; j < s->n; j++) fit->error[j] = fit->free[j] ? sqrt(variance[j]) : NAN;
}

// Where the least sum with coefficient j held has grown by 1, on the side of `sign`; not below 0. NaN: did not end.
static double interval_end(const struct square *s, size_t j, const struct lr_nnls *fit, double sign) {
  double x[N], inner = fit->x[j], step = 1;
  bool in[N];
  if (sign < 0) {
    if (inner == 0 || active_set(s, j, 0, x, in) <= fit->residual2 + 1) return 0;
    step = inner;
  } else {
    while (active_set(s, j, inner + step, x, in) <= fit->residual2 + 1) {
      if (step > 1e300) return NAN;
      step *= 2;
    }
  }
  double outer = inner + sign * step;
  for (int i = 0; i < 200 && fabs(outer - inner) > 1e-12 * (fabs(outer) + fabs(inner)); i++) {
    double middle = (inner + outer) / 2, sum = active_set(s, j, middle, x, in);
    if (isnan(sum)) return NAN;
    *(sum <= fit->residual2 + 1 ? &inner : &outer) = middle;
  }
  return (inner + outer) / 2;
}

static enum lr_status check(const double *a, const double *b, size_t rows, size_t columns, double scale[N],
                            struct lr_error *error) {
  if (!columns || columns > N || rows > LR_NNLS_MOST_ROWS)
    return lr_error_set(error, LR_E_DOMAIN, "a fit has 1 to %d coefficients and at most %d points", N,
                        LR_NNLS_MOST_ROWS);
  if (rows < columns)
    return lr_error_set(error, LR_E_DOMAIN, "%zu points cannot fix %zu coefficients: at least as many are needed", rows,
                        columns);
  for (size_t j = 0; j < columns; j++) {
    double most = 0, sum = 0;
    for (size_t i = 0; i < rows; i++) {
      if (!isfinite(a[i * columns + j]) || !isfinite(b[i]))
        return lr_error_set(error, LR_E_DOMAIN, "row %zu of the fit holds a number that is not finite", i);
      most = fmax(most, fabs(a[i * columns + j]));
    }
    if (!(most > 0)) return lr_error_set(error, LR_E_DOMAIN, "column %zu of the fit is 0 in all points", j);
    for (size_t i = 0; i < rows; i++) sum += (a[i * columns + j] / most) * (a[i * columns + j] / most);
    scale[j] = 1 / most / sqrt(sum);
  }
  return LR_OK;
}

// Columns of unit length to a triangle; LR_E_DOMAIN when some depend on one another.
static enum lr_status reduce(const double *a, const double *b, size_t rows, const double scale[N], double *store,
                             double *right, struct square *s, struct lr_error *error) {
  size_t n = s->n;
  double tau_store[N];
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < n; j++) store[i * n + j] = a[i * n + j] * scale[j];
  memcpy(right, b, rows * sizeof *b);
  gsl_matrix_view m = gsl_matrix_view_array(store, rows, n);
  gsl_vector_view tau = gsl_vector_view_array(tau_store, n), q = gsl_vector_view_array(right, rows);
  gsl_linalg_QR_decomp(&m.matrix, &tau.vector);
  gsl_linalg_QR_QTvec(&m.matrix, &tau.vector, &q.vector);
  for (size_t i = 0; i < n; i++) {
    s->c[i] = right[i];
    for (size_t j = 0; j < n; j++) s->r[i][j] = j >= i ? store[i * n + j] : 0;
  }
  s->rest = 0;
  for (size_t i = n; i < rows; i++) s->rest += right[i] * right[i];

  double u[N * N], v[N * N], singular[N];
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) u[i * n + j] = s->r[i][j];
  gsl_matrix_view um = gsl_matrix_view_array(u, n, n), vm = gsl_matrix_view_array(v, n, n);
  gsl_vector_view sv = gsl_vector_view_array(singular, n);
  gsl_linalg_SV_decomp_jacobi(&um.matrix, &vm.matrix, &sv.vector);
  if (singular[n - 1] > 1e-9 * singular[0]) return LR_OK;
  size_t first = 0, second = n > 1 ? 1 : 0;  // the two that weigh most in the combination that is not fixed
  for (size_t j = 1; j < n; j++) {
    double weight = fabs(v[j * n + n - 1]);
    if (weight > fabs(v[first * n + n - 1])) {
      second = first;
      first = j;
    } else if (j == second || weight > fabs(v[second * n + n - 1])) {
      second = j;
    }
  }
  return lr_error_set(error, LR_E_DOMAIN, "the points do not tell columns %zu and %zu apart",
                      first < second ? first : second, first < second ? second : first);
}

enum lr_status lr_nnls_solve(const double *a, const double *b, size_t rows, size_t columns, struct lr_nnls *fit,
                             struct lr_error *error) {
  double scale[N], *store = NULL, *right = NULL;
  struct square s = {.n = columns};
  struct lr_nnls out = {.residual2 = 0};
  enum lr_status status = check(a, b, rows, columns, scale, error);
  if (status) goto done;
  store = malloc(rows * columns * sizeof *store);
  right = malloc(rows * sizeof *right);
  status = store && right ? reduce(a, b, rows, scale, store, right, &s, error)
                          : lr_error_set(error, LR_E_MEMORY, "no memory");
  if (status) goto done;
  out.residual2 = active_set(&s, N, 0, out.x, out.free);
  bool ended = isfinite(out.residual2);
  if (ended) errors(&s, &out);
  for (size_t j = 0; ended && j < columns; j++) {
    out.low[j] = interval_end(&s, j, &out, -1);
    out.high[j] = interval_end(&s, j, &out, 1);
    ended = isfinite(out.low[j]) && isfinite(out.high[j]);
  }
  if (!ended) {
    status = lr_error_set(error, LR_E_CONVERGE, "the non-negative fit did not end");
    goto done;
  }
  for (size_t j = 0; j < columns; j++) {
    out.x[j] *= scale[j];
    out.error[j] *= scale[j];
    out.low[j] *= scale[j];
    out.high[j] *= scale[j];
  }
  *fit = out;
done:
  free(store);
  free(right);
  return status;
}
