// SPDX-License-Identifier: GPL-3.0-or-later
// With a = n + 1:  Q(a, x) = D(a, x) / x * U(a, x),      D(a, x) = x^a e^-x / Gamma(a),
//   U = integral over t from 0 to infinity of (1 + t/x)^(a-1) e^-t, smooth and of the order sqrt(x) or less for x >= a;
// and for x < a the complement P = D / x * integral from 0 to x of (1 - t/x)^(a-1) e^t. Gauss quadrature of these costs
// the same at a = 10 and at 1e8, where series and continued fractions need sqrt(a) terms.
#include "projections/poisson_cls.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"
#include "projections/root.h"
#include "projections/stats/arguments.h"
#include "projections/stats/normal.h"

static const double CUT = 32;  // the integrands are cut where they have fallen to exp(-CUT)

struct gamma_point {
  double a, x;
};

static double upper_integrand(double t, const void *data) {
  const struct gamma_point *p = data;
  return exp((p->a - 1) * log1p(t / p->x) - t);
}

static double lower_integrand(double t, const void *data) {
  const struct gamma_point *p = data;
  return exp((p->a - 1) * log1p(-t / p->x) + t);
}

// Positive root of slope t + curvature t^2 / 2 = CUT, without cancellation.
static double parabola_cut(double slope, double curvature) {
  return 2 * CUT / (slope + sqrt(slope * slope + 2 * curvature * CUT));
}

// U(a, x), a >= 1, x >= a. The end of the range: parabola, then Newton steps on the concave exponent.
static double upper_integral(double a, double x) {
  if (a <= 200 && a == floor(a)) {  // whole counts: a finite sum of falling terms
    double term = 1, sum = 1, inverse = 1 / x;
    for (double k = a - 1; k > 0 && term > 1e-17 * sum; k--) sum += term *= k * inverse;
    return sum;
  }
  struct gamma_point point = {a, x};
  double t = parabola_cut(1 - (a - 1) / x, (a - 1) / (x * x));
  for (int i = 0; i < 3; i++) {
    double value = (a - 1) * log1p(t / x) - t + CUT;
    t -= value / ((a - 1) / (x + t) - 1);
  }
  return lr_quadrature_gauss(upper_integrand, &point, 0, t);
}

// ln D(a, x) through the deviation from the saddle point, so that a = 1e8 loses no digits.
static double log_density(double a, double x) {
  gsl_sf_result scaled_gamma, deviation;
  gsl_sf_gammastar_e(a, &scaled_gamma);
  if (x < 1e-3 * a) return a * log(x / a) + a - x + 0.5 * log(a / (2 * LR_PI)) - log(scaled_gamma.val);
  gsl_sf_log_1plusx_mx_e((x - a) / a, &deviation);
  return a * deviation.val + 0.5 * log(a / (2 * LR_PI)) - log(scaled_gamma.val);
}

// P(a, x) / D(a, x) for 0 < x < a, P = 1 - Q.
static double lower_ratio(double a, double x) {
  if (a >= 100) {
    struct gamma_point point = {a, x};
    double end = parabola_cut((a - 1) / x - 1, (a - 1) / (x * x));
    return lr_quadrature_gauss(lower_integrand, &point, 0, fmin(end, x)) / x;
  }
  double term = 1 / a, sum = term;
  for (double k = a + 1; term > 1e-17 * sum; k++) sum += term *= x / k;
  return sum;
}

static double lower_tail(double a, double x) { return exp(log_density(a, x)) * lower_ratio(a, x); }

static double log_upper_tail(double a, double x) {
  if (x <= 0) return 0;
  if (x < a) return log1p(-lower_tail(a, x));
  return log_density(a, x) - log(x) + log(upper_integral(a, x));
}

double lr_poisson_log_cdf(double n, double mean) { return log_upper_tail(n + 1, mean); }

double lr_poisson_log_tail(double n, double mean) {
  if (n <= 0) return 0;
  if (mean <= 0) return -INFINITY;
  if (mean < n) return log_density(n, mean) + log(lower_ratio(n, mean));
  return log1p(-exp(log_upper_tail(n, mean)));
}

static enum lr_status check(double n, double background, double cl, struct lr_error *error) {
  enum lr_status status = lr_check_count(n, error);
  if (!status) status = lr_check_background(background, error);
  return status ? status : lr_check_level(cl, error);
}

// x with ln Q(a, x) = log_q, to a few per cent of its distance from a (Wilson and Hilferty).
static double guess(double a, double log_q) {
  double root = 1 - 1 / (9 * a) + lr_normal_z(log_q) / (3 * sqrt(a));
  return a * root * root * root;
}

// ln Q is concave in x, so that a step of Newton's method from any point lands at or right of the root and then walks down
// to it: no bracket is needed. Halley's term, with h' = h (h - 1 + (a - 1) / x) for the hazard h = -d ln Q / dx, is used where it
// is a correction. `at_b`: ln Q(a, b) where b < a.
static enum lr_status solve(double a, double b, double at_b, double cl, double *s_up, struct lr_error *error) {
  double target = log1p(-cl), u_b = b < a ? 0 : upper_integral(a, b);
  double s = b < a ? guess(a, at_b + target) - b : -target * u_b, last = INFINITY;
  if (!(s > 0)) s = a + sqrt(a) + b;
  for (int i = 0; i < 100; i++) {
    double x = b + s, value, hazard;
    if (x < a) {
      double p = lower_tail(a, x);
      value = log1p(-p) - at_b - target;
      hazard = exp(log_density(a, x)) / x / (1 - p);
    } else {
      double u = upper_integral(a, x);
      // both in the upper tail: the large terms of ln Q(x) - ln Q(b) are taken out before they are formed
      value = b < a ? log_density(a, x) - log(x) + log(u) - at_b - target
                    : (a - 1) * log1p(s / b) - s + log(u / u_b) - target;
      hazard = 1 / u;
    }
    double step = value / hazard, bend = 0.5 * step * (hazard - 1 + (a - 1) / x);
    if (fabs(bend) < 0.3) step /= 1 + bend;
    s = fmax(s + step, 1e-3 * s);
    double small = fabs(step) * (hazard + 1 / sqrt(x));  // the error that is left is of its third power
    if (small < 1e-5 || fabs(step) <= 1e-12 * s || (i > 3 && fabs(step) >= fabs(last) && fabs(step) < 1e-8 * s)) {
      *s_up = s;
      return LR_OK;
    }
    last = step;
  }
  return lr_error_set(error, LR_E_CONVERGE, "CLs limit at n = %.10g, b = %.10g, CL = %.6g did not converge", a - 1, b,
                      cl);
}

enum lr_status lr_cls_observed(double n, double background, double cl, double *s_up, struct lr_error *error) {
  enum lr_status status = check(n, background, cl, error);
  if (status) return status;
  return solve(n + 1, background, background < n + 1 ? log_upper_tail(n + 1, background) : 0, cl, s_up, error);
}

// Smallest n whose ln P(N <= n | b) meets `level`; `at_n` is that logarithm. Cornish and Fisher's expansion is right or one off.
static double quantile_count(double b, double sigmas, double *at_n) {
  double level = log(lr_normal_cdf(sigmas)), step = 1;
  double high = fmax(0, ceil(b + sigmas * sqrt(b) + (sigmas * sigmas - 1) / 6 - 0.5)), low = high, value;
  if ((value = lr_poisson_log_cdf(high, b)) >= level) {
    *at_n = value;
    for (low = high - 1; low >= 0 && (value = lr_poisson_log_cdf(low, b)) >= level; low -= step, step *= 2)
      high = low, *at_n = value;
  } else {
    for (high = low + 1; (*at_n = lr_poisson_log_cdf(high, b)) < level; high += step, step *= 2) low = high;
  }
  low = fmax(low, -1);
  while (high - low > 1) {
    double middle = floor(0.5 * (low + high));
    if ((value = lr_poisson_log_cdf(middle, b)) >= level)
      high = middle, *at_n = value;
    else
      low = middle;
  }
  return high;
}

enum lr_status lr_cls_quantile_count(double background, double sigmas, double *n, struct lr_error *error) {
  double at_n;
  enum lr_status status = lr_check_background(background, error);
  if (!status) status = lr_check_sigmas(sigmas, error);
  if (!status) *n = quantile_count(background, sigmas, &at_n);
  return status;
}

enum lr_status lr_cls_expected_quantile(double background, double sigmas, double cl, double *s_up,
                                        struct lr_error *error) {
  double at_n;
  enum lr_status status = check(0, background, cl, error);
  if (!status) status = lr_check_sigmas(sigmas, error);
  if (status) return status;
  double n = quantile_count(background, sigmas, &at_n);
  return solve(n + 1, background, at_n, cl, s_up, error);
}

enum lr_status lr_cls_expected_bands(double background, double cl, double out[5], struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int k = 0; k < 5 && !status; k++) status = lr_cls_expected_quantile(background, k - 2, cl, &out[k], error);
  return status;
}

enum lr_status lr_cls_expected_mean(double background, double cl, double *s_up, struct lr_error *error) {
  enum lr_status status = check(0, background, cl, error);
  if (status) return status;
  if (background == 0) return lr_cls_observed(0, 0, cl, s_up, error);
  double spread = sqrt(background), step = fmax(1, floor(spread / 3)), centre = floor(background);
  double reach = 9 * spread + 20, sum = 0, weights = 0;
  for (double n = centre - step * floor(fmin(centre, reach) / step); n <= centre + reach; n += step) {
    double weight = exp(n > 0 ? log_density(n, background) - log(n) : -background), s;  // Poisson probability of n
    if ((status = lr_cls_observed(n, background, cl, &s, error))) return status;
    sum += weight * s;
    weights += weight;
  }
  *s_up = sum / weights;
  return LR_OK;
}

enum lr_status lr_cls_expected_continuous(double background, double cl, double *s_up, struct lr_error *error) {
  return lr_cls_observed(background, background, cl, s_up, error);
}

struct inverse {
  double s_up, cl;
};

static enum lr_status excess_of_limit(double root_b, const void *data, double *y, struct lr_error *error) {
  const struct inverse *wanted = data;
  enum lr_status status = lr_cls_expected_continuous(root_b * root_b, wanted->cl, y, error);
  *y -= wanted->s_up;
  return status;
}

enum lr_status lr_cls_background_for(double s_up, double cl, double *background, struct lr_error *error) {
  enum lr_status status = check(0, 0, cl, error);
  if (status) return status;
  if (!(s_up >= -log1p(-cl) && s_up <= 1e4))
    return lr_error_set(error, LR_E_DOMAIN,
                        "a limit of %.6g events at CL %.3g has no background: it must be %.4g (no background) to 1e4",
                        s_up, cl, -log1p(-cl));
  struct inverse wanted = {s_up, cl};
  double high = 1, y, root;
  while (!(status = excess_of_limit(high, &wanted, &y, error)) && y < 0) high *= 2;
  if (!status) status = lr_root_find(excess_of_limit, &wanted, 0, high, 1e-13 * high, &root, error);
  if (status) return lr_error_context(error, "background for a limit of %.6g events", s_up);
  *background = root * root;
  return LR_OK;
}
