// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/profile.h"

#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stdbool.h>

static bool known(const struct lr_counting *window) { return !(window->relative_error * window->background > 0); }

// Positive root of a x^2 - p x - q = 0, a > 0, q >= 0, without cancellation.
static double positive_root(double a, double p, double q) {
  double root = sqrt(p * p + 4 * a * q);
  if (p >= 0) return (p + root) / (2 * a);
  return root > 0 && q > 0 ? 2 * q / (root - p) : 0;
}

double lr_profile_background(const struct lr_counting *window, double n, double aux, double s) {
  double b = window->background, rel = window->relative_error;
  if (known(window)) return b;
  if (window->constraint == LR_CONSTRAINT_POISSON) {  // divided by tau: w = 1/tau
    double w = rel * rel * b;
    return positive_root(1 + w, w * n + aux - (1 + w) * s, aux * s);
  }
  double variance = rel * b * (rel * b);  // the equation for nu = s + beta, written for beta
  double beta = positive_root(1, aux - s - variance, variance * n + (aux - variance) * s);
  if (!(variance * n + (aux - variance) * s >= 0)) {
    double nu = positive_root(1, aux + s - variance, variance * n);
    beta = nu - s;
  }
  return fmax(beta, 0);
}

// 2 [y - x + x ln(x / y)]
static double poisson_deviance(double x, double y) {
  if (x <= 0) return 2 * y;
  if (y <= 0) return INFINITY;
  double u = (y - x) / x;
  gsl_sf_result result;
  if (fabs(u) > 0.1) return 2 * x * (u - log(y / x));
  gsl_sf_log_1plusx_mx_e(u, &result);
  return -2 * x * result.val;
}

double lr_profile_deviance(const struct lr_counting *window, double n, double aux, double s) {
  double beta = lr_profile_background(window, n, aux, s), b = window->background;
  double deviance = poisson_deviance(n, s + beta);
  if (known(window)) return deviance;
  double rel = window->relative_error;
  if (window->constraint == LR_CONSTRAINT_POISSON) return deviance + poisson_deviance(aux, beta) / (rel * rel * b);
  double pull = (aux - beta) / (rel * b);
  return deviance + pull * pull;
}
