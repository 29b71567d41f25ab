// SPDX-License-Identifier: GPL-3.0-or-later
// q~_s falls with n and rises with the side measurement: for each n the outcomes with q~ >= q are those above one value of
// the side measurement, so the sum over all outcomes is a sum over n of closed tails.
#include "projections/stats/qtilde_ensemble.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "projections/root.h"
#include "projections/stats/likelihood_terms.h"

static const double TIE = 1e-10, WIDE = 9;  // sigma of an outcome that is still counted

static double sigma_of(const struct lr_ensemble *e) { return e->rel * e->background; }
static double tau_of(const struct lr_ensemble *e) { return 1 / (e->rel * e->rel * e->background); }

// The background that fits best beside a signal s: root of a quadratic.
static double profiled(const struct lr_ensemble *e, double s, double n, double aux) {
  double a = 1, b, c;
  if (e->constraint == LR_LIKE_POISSON) {  // s + beta - n ln(s + beta) + tau beta - m ln beta
    double tau = tau_of(e), m = tau * aux;
    a = 1 + tau;
    b = a * s - n - m;
    c = -m * s;
  } else {
    double v = sigma_of(e) * sigma_of(e);
    b = s - aux + v;
    c = (s - n) * v - aux * s;
  }
  double root = sqrt(fmax(b * b - 4 * a * c, 0));
  return fmax(b > 0 ? (b + root > 0 ? -2 * c / (b + root) : 0) : (root - b) / (2 * a), 0);
}

static double nll(const struct lr_ensemble *e, double s, double beta, double n, double aux) {
  double side = (beta - aux) / sigma_of(e);
  double constraint = e->constraint == LR_LIKE_POISSON ? lr_like_deviance(tau_of(e) * aux, tau_of(e) * beta) : 0.5 * side * side;
  return lr_like_deviance(n, s + beta) + constraint;
}

// The unconditional fit with the signal at or above 0.
static void best(const struct lr_ensemble *e, double n, double aux, double *s, double *beta) {
  *beta = fmax(aux, 0);
  *s = n - *beta;
  if (*s >= 0) return;
  *s = 0;
  *beta = profiled(e, 0, n, aux);
}

double lr_ensemble_q(const struct lr_ensemble *e, double s, double n, double aux) {
  double s_best, beta_best;
  best(e, n, aux, &s_best, &beta_best);
  if (s_best >= s) return 0;
  return fmax(2 * (nll(e, s, profiled(e, s, n, aux), n, aux) - nll(e, s_best, beta_best, n, aux)), 0);
}

struct edge {
  const struct lr_ensemble *ensemble;
  double s, n, q;
};
static enum lr_status above(double aux, const void *data, double *y, struct lr_error *error) {
  const struct edge *edge = data;
  (void)error;
  *y = lr_ensemble_q(edge->ensemble, edge->s, edge->n, aux) - edge->q;
  return LR_OK;
}

// P(the side measurement >= the value at which q~ reaches q | beta), for one n.
static double side_tail(const struct lr_ensemble *e, double s, double n, double q, double beta) {
  const double scale = e->constraint == LR_LIKE_POISSON ? 1 / tau_of(e) : 1;  // events of background per count m
  const double spread = e->constraint == LR_LIKE_POISSON ? scale * (WIDE * sqrt(beta / scale) + WIDE * WIDE) : WIDE * sigma_of(e);
  double low = beta - spread, high = beta + spread, at = 0;
  if (e->constraint == LR_LIKE_POISSON) low = fmax(scale * floor(low / scale), 0);
  if (lr_ensemble_q(e, s, n, low) >= q) return 1;
  if (lr_ensemble_q(e, s, n, high) < q) return 0;
  struct edge edge = {e, s, n, q};
  if (lr_root_find(above, &edge, low, high, 1e-13 * (fabs(low) + high), &at, NULL) != LR_OK) return NAN;
  if (e->constraint == LR_LIKE_GAUSS && e->step > 0) {
    const double cell = e->step * sigma_of(e), from = e->background + cell * (ceil((at - e->background) / cell - 1e-9) - 0.5);
    return gsl_cdf_ugaussian_Q((from - beta) / sigma_of(e));
  }
  if (e->constraint == LR_LIKE_GAUSS) return gsl_cdf_ugaussian_Q((at - beta) / sigma_of(e));
  double m = ceil(at / scale);
  if (m >= 1 && lr_ensemble_q(e, s, n, (m - 1) * scale) >= q) m--;
  if (lr_ensemble_q(e, s, n, m * scale) < q) m++;
  return m < 1 ? 1 : gsl_cdf_poisson_Q((unsigned)(m - 1), beta / scale);
}

static double first_count(double mean) { return fmax(floor(mean - WIDE * sqrt(mean)), 0); }
static double last_count(double mean) { return ceil(mean + WIDE * sqrt(mean) + WIDE * WIDE / 2); }

double lr_ensemble_tail(const struct lr_ensemble *e, double s, double q, double s_true, double beta) {
  const double mean = s_true + beta, level = q * (1 - TIE) - 1e-13;
  if (level <= 0) return 1;
  double sum = 0;
  for (double n = first_count(mean); n <= last_count(mean); n++) {
    double part = side_tail(e, s, n, level, beta);
    if (part <= 0) break;  // q~ falls with n
    sum += part * gsl_ran_poisson_pdf((unsigned)n, mean);
  }
  return sum;
}

// The largest q with P(q~_s >= q | background alone) >= probability.
static double quantile(const struct lr_ensemble *e, double s, double probability) {
  const double b = e->background, n = first_count(b);
  double low = 0, high = lr_ensemble_q(e, s, n, b + 2 * WIDE * sigma_of(e) + WIDE * WIDE * e->rel * e->rel * b);
  if (lr_ensemble_tail(e, s, high, 0, b) >= probability) return high;
  for (int step = 0; step < 100 && high - low > 1e-12 * high; step++) {
    double middle = 0.5 * (low + high);
    if (lr_ensemble_tail(e, s, middle, 0, b) >= probability) low = middle;
    else high = middle;
  }
  return low;
}

struct limit {
  const struct lr_ensemble *ensemble;
  double probability, alpha, n;
  bool observed;
};

static enum lr_status log_excess(double s, const void *data, double *y, struct lr_error *error) {
  const struct limit *limit = data;
  const struct lr_ensemble *e = limit->ensemble;
  double with = e->background, without = e->background, q;
  if (limit->observed) {
    q = lr_ensemble_q(e, s, limit->n, e->background);
    with = profiled(e, s, limit->n, e->background);
    without = profiled(e, 0, limit->n, e->background);
  } else {
    q = quantile(e, s, limit->probability);
  }
  double p_sb = lr_ensemble_tail(e, s, q, s, with), p_b = lr_ensemble_tail(e, s, q, 0, without);
  if (!(isfinite(p_sb) && p_b > 0)) return lr_error_set(error, LR_E_CONVERGE, "the tail of the ensemble could not be summed");
  *y = (p_sb > 0 ? log(p_sb / p_b) : -700) - log(limit->alpha);
  return LR_OK;
}

static enum lr_status solve(const struct limit *limit, double *ul, struct lr_error *error) {
  double low = 0, high = 1, excess = 1;
  for (;;) {
    enum lr_status status = log_excess(high, limit, &excess, error);
    if (status != LR_OK) return status;
    if (excess <= 0) break;
    low = high;
    high *= 1.6;
    if (high > 1e9) return lr_error_set(error, LR_E_CONVERGE, "the limit was not bracketed");
  }
  if (low <= 0) low = 1e-9;  // CLs = 1 there
  return lr_root_find(log_excess, limit, low, high, 1e-9 * high, ul, error);
}

static enum lr_status check(const struct lr_ensemble *e, double cl, struct lr_error *error) {
  if (e->constraint != LR_LIKE_POISSON && e->constraint != LR_LIKE_GAUSS)
    return lr_error_set(error, LR_E_DOMAIN, "the side measurement must be poisson or gauss");
  if (!(e->background > 0 && e->background <= 1e6))
    return lr_error_set(error, LR_E_DOMAIN, "the background must be above 0 and at most 1e6 events, got %g", e->background);
  if (!(e->rel >= 1e-3 && e->rel <= 10))
    return lr_error_set(error, LR_E_DOMAIN, "the relative error of the background must be 0.001 to 10, got %g", e->rel);
  if (!(e->step == 0 || (e->step >= 1e-4 && e->step <= 0.5)))
    return lr_error_set(error, LR_E_DOMAIN, "the step of the side measurement must be 0 or 0.0001 to 0.5 sigma, got %g", e->step);
  return cl >= 0.5 && cl < 1 ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "the confidence level must be 0.5 to below 1, got %g", cl);
}

enum lr_status lr_ensemble_expected(const struct lr_ensemble *e, double cl, double ul[5], struct lr_error *error) {
  enum lr_status status = check(e, cl, error);
  for (int i = 0; i < 5 && status == LR_OK; i++) {
    const struct limit limit = {.ensemble = e, .probability = gsl_cdf_ugaussian_P(i - 2), .alpha = 1 - cl};
    status = solve(&limit, &ul[i], error);
  }
  return status;
}

enum lr_status lr_ensemble_observed(const struct lr_ensemble *e, double n, double cl, double *ul, struct lr_error *error) {
  enum lr_status status = check(e, cl, error);
  if (status == LR_OK && !(n >= 0 && n <= 1e6)) status = lr_error_set(error, LR_E_DOMAIN, "the count must be 0 to 1e6, got %g", n);
  return status == LR_OK ? solve(&(struct limit){.ensemble = e, .alpha = 1 - cl, .n = n, .observed = true}, ul, error) : status;
}
