// SPDX-License-Identifier: GPL-3.0-or-later
// The integral over the prior. In the variable u (ln(beta / b) for gamma and log-normal, beta / b - 1 for the truncated
// Gauss) prior times P(N <= n) is log-concave: one peak, found by golden section, cut where it has fallen by exp(-CUT), and
// integrated by Gauss panels that are halved until two of them agree with one.
#include "projections/stats/hybrid.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

#include "base/constants.h"
#include "projections/poisson_cls.h"
#include "projections/quadrature.h"
#include "projections/root.h"
#include "projections/stats/arguments.h"
#include "projections/stats/normal.h"

static const double CUT = 36;
static const double SMALLEST = 1e-9;  // relative error below which the background counts as known

struct integrand {
  const struct lr_averaged *window;
  double n, s, peak;  // peak: ln of the largest value, taken out
};

static double width(const struct lr_averaged *window) {
  return window->prior == LR_PRIOR_LOG_NORMAL ? log1p(window->relative_error) : window->relative_error;
}

// ln of the prior density in u, without its constant, times P(N <= n).
static double log_value(const struct integrand *f, double u) {
  double w = width(f->window), b = f->window->background, log_prior, beta;
  if (f->window->prior == LR_PRIOR_TRUNCATED_GAUSS) {
    log_prior = -0.5 * (u / w) * (u / w);
    beta = b * (1 + u);
  } else {
    beta = b * exp(u);
    log_prior = f->window->prior == LR_PRIOR_GAMMA ? -(expm1(u) - u) / (w * w) : -0.5 * (u / w) * (u / w);
  }
  return log_prior + lr_poisson_log_cdf(f->n, f->s + fmax(beta, 0));
}

static double value(double u, const void *data) {
  const struct integrand *f = data;
  return exp(log_value(f, u) - f->peak);
}

// ln of the integral of the prior as log_value has it.
static double log_norm(const struct lr_averaged *window) {
  double w = width(window);
  if (window->prior == LR_PRIOR_LOG_NORMAL) return log(w * sqrt(2 * LR_PI));
  if (window->prior == LR_PRIOR_TRUNCATED_GAUSS) return log(w * sqrt(2 * LR_PI)) + log(lr_normal_cdf(1 / w));
  gsl_sf_result scaled_gamma;
  gsl_sf_gammastar_e(1 / (w * w), &scaled_gamma);
  return log(w * sqrt(2 * LR_PI)) + log(scaled_gamma.val);
}

static double golden_peak(const struct integrand *f, double low, double high) {
  const double share = 0.6180339887498949;
  double x1 = high - share * (high - low), x2 = low + share * (high - low), y1 = log_value(f, x1),
         y2 = log_value(f, x2);
  while (high - low > 1e-2 * width(f->window) && high - low > 1e-12) {
    if (y1 > y2) {
      high = x2, x2 = x1, y2 = y1;
      y1 = log_value(f, x1 = high - share * (high - low));
    } else {
      low = x1, x1 = x2, y1 = y2;
      y2 = log_value(f, x2 = low + share * (high - low));
    }
    if (fabs(y1 - y2) < 1e-3 && high - low < 0.1 * width(f->window)) break;
  }
  return y1 > y2 ? x1 : x2;
}

// Where the logarithm has fallen by CUT from the peak, on the side of `step`; not beyond `bound`.
static double cut(const struct integrand *f, double from, double step, double bound) {
  double inside = from, outside = from + step;
  while ((step > 0 || outside > bound) && log_value(f, outside) > f->peak - CUT) inside = outside, outside += step *= 2;
  if (step < 0 && outside <= bound) outside = bound;
  for (int i = 0; i < 4; i++) {
    double middle = 0.5 * (inside + outside);
    if (log_value(f, middle) > f->peak - CUT)
      inside = middle;
    else
      outside = middle;
  }
  return outside;
}

static double adaptive(const struct integrand *f, double low, double high, double whole, double room, int depth) {
  double middle = 0.5 * (low + high);
  double left = lr_quadrature_gauss(value, f, low, middle), right = lr_quadrature_gauss(value, f, middle, high);
  if (depth == 0 || fabs(left + right - whole) <= 1e-12 * fmax(room, left + right)) return left + right;
  room = fmax(room, left + right);
  return adaptive(f, low, middle, left, room, depth - 1) + adaptive(f, middle, high, right, room, depth - 1);
}

double lr_averaged_log_cdf(const struct lr_averaged *window, double n, double s) {
  double b = window->background, w = width(window), bound = -INFINITY, low;
  if (!(window->relative_error >= SMALLEST && b > 0)) return lr_poisson_log_cdf(n, s + b);
  struct integrand f = {window, n, s, 0};
  if (window->prior == LR_PRIOR_TRUNCATED_GAUSS) {
    bound = -1;
    low = fmax(bound, -w * w * b);  // d ln P / d mean is never below -1, which bounds the peak from below
  } else {
    low = -log1p(w * w * b);
  }
  double peak = golden_peak(&f, low, 0);
  f.peak = log_value(&f, peak);
  double from = cut(&f, peak, -w, bound), to = cut(&f, peak, w, INFINITY);
  double sum = 0;
  if (from < peak) sum = adaptive(&f, from, peak, lr_quadrature_gauss(value, &f, from, peak), 0, 12);
  sum += adaptive(&f, peak, to, lr_quadrature_gauss(value, &f, peak, to), sum, 12);
  return f.peak + log(sum) - log_norm(window);
}

static enum lr_status check(const struct lr_averaged *window, struct lr_error *error) {
  enum lr_status status = lr_check_background(window->background, error);
  return status ? status : lr_check_relative_error(window->relative_error, error);
}

enum lr_status lr_hybrid_quantile_count(const struct lr_averaged *window, double sigmas, double *n,
                                        struct lr_error *error) {
  enum lr_status status = check(window, error);
  if (!status) status = lr_check_sigmas(sigmas, error);
  if (status) return status;
  double b = window->background, level = log(lr_normal_cdf(sigmas)),
         spread = sqrt(b + b * b * width(window) * width(window));
  double high = fmax(0, floor(b + sigmas * spread)), low = high, step = 1 + floor(spread / 16);
  for (double by = step; lr_averaged_log_cdf(window, high, 0) < level; by *= 2) high += by;
  for (double by = step; low >= 0 && lr_averaged_log_cdf(window, low, 0) >= level; by *= 2) {
    high = low;
    low -= by;
  }
  low = fmax(low, -1);
  while (high - low > 1) {
    double middle = floor(0.5 * (low + high));
    if (lr_averaged_log_cdf(window, middle, 0) >= level)
      high = middle;
    else
      low = middle;
  }
  *n = high;
  return LR_OK;
}

struct problem {
  const struct lr_averaged *window;
  double n, wanted;
};

static enum lr_status excess(double s, const void *data, double *y, struct lr_error *error) {
  (void)error;
  const struct problem *p = data;
  *y = p->wanted - lr_averaged_log_cdf(p->window, p->n, s);
  return LR_OK;
}

enum lr_status lr_hybrid_observed(const struct lr_averaged *window, double n_obs, double cl, double *s_up,
                                  struct lr_error *error) {
  enum lr_status status = check(window, error);
  if (!status) status = lr_check_count(n_obs, error);
  if (!status) status = lr_check_level(cl, error);
  if (status) return status;
  struct problem p = {window, n_obs, lr_averaged_log_cdf(window, n_obs, 0) + log1p(-cl)};
  double low = 0, high, y;  // the limit of a known background is a start, not a bracket
  status = lr_cls_observed(n_obs, window->background, cl, &high, error);
  while (!status && !(status = excess(high, &p, &y, error)) && y < 0) low = high, high *= 2;
  if (!status) status = lr_root_find(excess, &p, low, high, 1e-11 * high, s_up, error);
  return status ? lr_error_context(error, "hybrid limit at n = %.6g, b = %.6g", n_obs, window->background) : LR_OK;
}

enum lr_status lr_hybrid_expected(const struct lr_averaged *window, double sigmas, double cl, double *n, double *s_up,
                                  struct lr_error *error) {
  enum lr_status status = lr_check_level(cl, error);
  if (!status) status = lr_hybrid_quantile_count(window, sigmas, n, error);
  return status ? status : lr_hybrid_observed(window, *n, cl, s_up, error);
}
