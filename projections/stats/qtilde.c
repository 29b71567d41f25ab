// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/qtilde.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "projections/root.h"

// A data set of our own: counts and side measurements in one block.
struct asimov {
  double *block;
  struct lr_like_data data;
};

// Values of all nuisances; there may be none, and then no array.
static void copy_aux(const struct lr_like_work *work, const double *from, double *to) {
  for (size_t k = 0; k < lr_like_model(work)->nuisances; k++) to[k] = from[k];
}

static enum lr_status asimov_create(struct lr_like_work *work, struct asimov *a, double **events, double **gamma, double **aux,
                                    struct lr_error *error) {
  const size_t bins = lr_like_bins(work), nuisances = lr_like_model(work)->nuisances;
  a->block = calloc(2 * bins + nuisances + 1, sizeof *a->block);
  if (!a->block) return lr_error_set(error, LR_E_MEMORY, "out of memory");
  *events = a->block;
  *gamma = a->block + bins;
  *aux = a->block + 2 * bins;
  a->data = (struct lr_like_data){*events, *gamma, *aux};
  return LR_OK;
}

// Nominal expectation with a signal of strength mu.
static enum lr_status asimov_nominal(struct lr_like_work *work, double mu, struct asimov *a, struct lr_error *error) {
  double *events, *gamma, *aux;
  enum lr_status status = asimov_create(work, a, &events, &gamma, &aux, error);
  if (status != LR_OK) return status;
  const size_t bins = lr_like_bins(work);
  lr_like_nominal(work, gamma, events);
  for (size_t i = 0; i < bins; i++) {
    events[i] += mu * gamma[i];
    gamma[i] = 1;
  }
  return LR_OK;
}

// Expectation of a fit: counts, statistical factors and nuisances where the fit has them.
static enum lr_status asimov_fitted(struct lr_like_work *work, const struct lr_like_data *data, const struct lr_like_fit *fit,
                                    struct asimov *a, struct lr_error *error) {
  double *events, *gamma, *aux;
  enum lr_status status = asimov_create(work, a, &events, &gamma, &aux, error);
  if (status != LR_OK) return status;
  lr_like_expected(work, data, fit->mu, fit->theta, events, gamma);
  copy_aux(work, fit->theta, aux);
  return LR_OK;
}

static enum lr_status profile(struct lr_like_work *work, const struct lr_like_data *data, double mu, struct lr_like_fit *fit,
                              struct lr_error *error) {
  return lr_like_minimise(work, data, &(struct lr_like_free){.mu_low = mu, .mu_high = mu}, fit, error);
}

// ---- expected bands ----

struct asimov_curve {  // sqrt(q_A(mu)) and its slope; the background-only data set fits perfectly at mu = 0
  struct lr_like_work *work;
  const struct asimov *asimov;
  struct lr_like_fit fit;  // where the last point ended: the next one begins there
};

static enum lr_status root_q(struct asimov_curve *curve, double mu, double *root, double *slope, struct lr_error *error) {
  enum lr_status status = profile(curve->work, &curve->asimov->data, mu, &curve->fit, error);
  if (status != LR_OK) return status;
  *root = sqrt(fmax(2 * curve->fit.nll, 0));
  *slope = *root > 0 ? curve->fit.slope / *root : 0;
  return LR_OK;
}

// The scale of mu: one over the root of the curvature of -ln L at the background alone.
static double scale_of(struct lr_like_work *work, const struct asimov *asimov) {
  double gradient[1 + LR_LIKE_NUISANCES], hessian[(1 + LR_LIKE_NUISANCES) * (1 + LR_LIKE_NUISANCES)], x[1 + LR_LIKE_NUISANCES] = {0};
  memcpy(x + 1, asimov->data.aux, lr_like_model(work)->nuisances * sizeof *x);
  lr_like_evaluate(work, &asimov->data, x, gradient, hessian);
  double sigma = hessian[0] > 0 ? 1 / sqrt(hessian[0]) : 0;
  if (sigma > 0 && isfinite(sigma)) return sigma;
  return gradient[0] > 0 ? 1 / gradient[0] : 1;  // no background: q_A is linear in mu
}

static const double FAR = 1e9;  // times the scale of mu: beyond it there is no limit

static enum lr_status no_limit(double level, struct lr_error *error) {
  return lr_error_set(error, LR_E_DOMAIN,
                      "no signal strength is excluded at this confidence (sqrt(q) never reaches %.3g): can the signal vanish within its own uncertainty?", level);
}

// The mu at which sqrt(q_A) = target: Newton, kept in a bracket that is found first.
static enum lr_status solve_expected(struct asimov_curve *curve, double target, double sigma, double *mu, struct lr_error *error) {
  double low = 0, high = INFINITY, x = *mu > 0 ? *mu : target * sigma;
  for (int step = 0; step < 200; step++) {
    double root, slope;
    enum lr_status status = root_q(curve, x, &root, &slope, error);
    if (status != LR_OK) return status;
    if (root < target) low = x;
    else high = x;
    if (x > FAR * sigma) return no_limit(target, error);
    double next = slope > 0 ? x + (target - root) / slope : NAN;
    if (fabs(next - x) <= 1e-13 * x) {
      *mu = next;
      return LR_OK;
    }
    if (!isfinite(high)) x = next > x && next < 4 * x ? next : 4 * x;
    else x = next > low && next < high ? next : 0.5 * (low + high);
    if (isfinite(high) && high - low <= 1e-14 * high) {
      *mu = x;
      return LR_OK;
    }
  }
  return lr_error_set(error, LR_E_CONVERGE, "the expected limit was not found");
}

static enum lr_status check_cl(double cl, struct lr_error *error) {
  return cl >= 0.5 && cl < 1 ? LR_OK : lr_error_set(error, LR_E_DOMAIN, "the confidence level must be 0.5 to below 1, got %g", cl);
}

enum lr_status lr_qtilde_expected(struct lr_like_work *work, double cl, double ul[5], struct lr_error *error) {
  struct asimov asimov = {0};
  double mu = 0;
  enum lr_status status = check_cl(cl, error);
  if (status == LR_OK) status = asimov_nominal(work, 0, &asimov, error);
  const double sigma = status == LR_OK ? scale_of(work, &asimov) : 1;
  struct asimov_curve curve = {.work = work, .asimov = &asimov};
  for (int i = 0; i < 5 && status == LR_OK; i++) {
    double n = i - 2, target = gsl_cdf_ugaussian_Qinv((1 - cl) * gsl_cdf_ugaussian_P(n)) + n, before = mu;
    if (i > 0) mu = before * 1.4;  // a first guess only
    status = solve_expected(&curve, target, sigma, &mu, error);
    if (status == LR_OK) ul[i] = mu;
  }
  free(asimov.block);
  return status;
}

// ---- the data ----

double lr_qtilde_log_cls(double q, double q_asimov) {
  const double r = sqrt(fmax(q, 0)), a = sqrt(fmax(q_asimov, 0)), half = log(0.5), s2 = sqrt(2);
  double z_sb = r, z_b = r - a;  // p = 1 - Phi(z)
  if (q > q_asimov) {
    z_sb = a > 0 ? (q + q_asimov) / (2 * a) : INFINITY;
    z_b = a > 0 ? (q - q_asimov) / (2 * a) : INFINITY;
  }
  if (!isfinite(z_sb)) return 0;  // no sensitivity: CLs = 1
  return gsl_sf_log_erfc(z_sb / s2) + half - gsl_sf_log_erfc(z_b / s2) - half;
}

// Fit with mu at or above 0, from the side measurements.
static enum lr_status best(struct lr_like_work *work, const struct lr_like_data *data, struct lr_like_fit *fit, struct lr_error *error) {
  *fit = (struct lr_like_fit){.mu = 0};
  copy_aux(work, data->aux, fit->theta);
  return lr_like_minimise(work, data, &(struct lr_like_free){.mu_low = 0, .mu_high = INFINITY}, fit, error);
}

enum lr_status lr_qtilde(struct lr_like_work *work, const struct lr_like_data *data, double mu, double *q, struct lr_error *error) {
  struct lr_like_fit free_fit;
  enum lr_status status = best(work, data, &free_fit, error);
  if (status != LR_OK) return status;
  *q = 0;
  if (free_fit.mu >= mu) return LR_OK;
  struct lr_like_fit fixed = free_fit;
  status = profile(work, data, mu, &fixed, error);
  if (status == LR_OK) *q = fmax(2 * (fixed.nll - free_fit.nll), 0);
  return status;
}

struct observed_curve {
  struct lr_like_work *work;
  const struct lr_like_data *data;
  const struct asimov *asimov;
  const struct lr_like_fit *best;
  double log_alpha, best_asimov_nll;
};

static enum lr_status cls_excess(double mu, const void *curve_data, double *y, struct lr_error *error) {
  const struct observed_curve *curve = curve_data;
  struct lr_like_fit fit = *curve->best, a = {.mu = 0};
  copy_aux(curve->work, curve->asimov->data.aux, a.theta);
  enum lr_status status = profile(curve->work, curve->data, mu, &fit, error);
  if (status == LR_OK) status = profile(curve->work, &curve->asimov->data, mu, &a, error);
  if (status != LR_OK) return status;
  *y = lr_qtilde_log_cls(2 * (fit.nll - curve->best->nll), 2 * (a.nll - curve->best_asimov_nll)) - curve->log_alpha;
  return LR_OK;
}

enum lr_status lr_qtilde_observed(struct lr_like_work *work, const struct lr_like_data *data, double cl, double *ul, struct lr_error *error) {
  struct asimov asimov = {0};
  struct lr_like_fit fit, background = {.mu = 0};
  copy_aux(work, data->aux, background.theta);
  enum lr_status status = check_cl(cl, error);
  if (status == LR_OK) status = best(work, data, &fit, error);
  if (status == LR_OK) {
    status = profile(work, data, 0, &background, error);
    if (status == LR_OK) status = asimov_fitted(work, data, &background, &asimov, error);
    else if (status == LR_E_DOMAIN) status = asimov_nominal(work, 0, &asimov, error);  // counts where there is no background
  }
  if (status == LR_OK) {
    const double sigma = scale_of(work, &asimov);
    struct observed_curve curve = {.work = work, .data = data, .asimov = &asimov, .best = &fit, .log_alpha = log(1 - cl)};
    double low = fit.mu, high = fit.mu + sigma, excess = 1;  // at the best mu CLs is at least 1/2
    while (status == LR_OK && (status = cls_excess(high, &curve, &excess, error)) == LR_OK && excess > 0) {
      low = high;
      high = fit.mu + 2 * (high - fit.mu);
      if (high > FAR * (sigma + fit.mu)) status = no_limit(0, error);
    }
    if (status == LR_OK) status = lr_root_find(cls_excess, &curve, low, high, 1e-12 * high, ul, error);
  }
  free(asimov.block);
  return status;
}

// ---- discovery ----

enum lr_status lr_discovery_observed(struct lr_like_work *work, const struct lr_like_data *data, double *z, struct lr_error *error) {
  struct lr_like_fit fit, background;
  enum lr_status status = best(work, data, &fit, error);
  if (status != LR_OK) return status;
  *z = 0;
  if (!(fit.mu > 0)) return LR_OK;
  background = fit;
  copy_aux(work, data->aux, background.theta);
  status = profile(work, data, 0, &background, error);
  if (status == LR_OK) *z = sqrt(fmax(2 * (background.nll - fit.nll), 0));
  return status;
}

enum lr_status lr_discovery_expected(struct lr_like_work *work, double mu, double *z, struct lr_error *error) {
  struct asimov asimov = {0};
  struct lr_like_fit background = {.mu = 0};
  if (!(mu >= 0 && isfinite(mu))) return lr_error_set(error, LR_E_DOMAIN, "the signal strength must be at least 0, got %g", mu);
  enum lr_status status = asimov_nominal(work, mu, &asimov, error);
  if (status == LR_OK) status = profile(work, &asimov.data, 0, &background, error);
  if (status == LR_OK) *z = sqrt(fmax(2 * background.nll, 0));  // the data set fits perfectly at mu
  free(asimov.block);
  return status;
}
