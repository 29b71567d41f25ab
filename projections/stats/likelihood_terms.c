// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/likelihood_terms.h"

#include <math.h>

double lr_like_deviance(double n, double nu) {
  if (!(n > 0)) return nu;
  const double x = (nu - n) / n;
  if (!(fabs(x) < 0.2)) return nu - n + n * log(n / nu);
  const double r = x / (2 + x), r2 = r * r;  // x - ln(1 + x) = r x - 2 (r^3/3 + r^5/5 + ..)
  const double sum = 1. / 3 + r2 * (1. / 5 + r2 * (1. / 7 + r2 * (1. / 9 + r2 * (1. / 11 + r2 * (1. / 13 + r2 / 15)))));
  return n * (r * x - 2 * r * r2 * sum);
}

double lr_like_gamma(enum lr_like_constraint constraint, double rel, double n, double signal, double background, double aux) {
  double a, b, c, tau = 1 / (rel * rel);
  if (constraint == LR_LIKE_POISSON) {
    a = background * (background + tau);
    b = (background + tau) * signal - (n + tau * aux) * background;
    c = -tau * aux * signal;
  } else {  // B - n B / nu + (gamma - x) tau = 0, times nu
    a = tau * background;
    b = tau * signal + background * (background - tau * aux);
    c = signal * (background - tau * aux) - n * background;
  }
  if (background <= 0) return constraint == LR_LIKE_GAUSS && aux < 0 ? 0 : aux;
  double root = sqrt(fmax(b * b - 4 * a * c, 0));
  double gamma = b > 0 ? (b + root > 0 ? -2 * c / (b + root) : 0) : (root - b) / (2 * a);
  return fmax(gamma, 0);
}

double lr_like_bin_constraint(enum lr_like_constraint constraint, double rel, double gamma, double aux, double *second) {
  double tau = 1 / (rel * rel);
  if (constraint == LR_LIKE_GAUSS) {
    *second = tau;
    return 0.5 * tau * (gamma - aux) * (gamma - aux);
  }
  *second = aux > 0 ? tau * aux / (gamma * gamma) : 0;
  return tau * lr_like_deviance(aux, gamma);
}

double lr_like_nuisance_constraint(const struct lr_like_nuisance *nuisance, double theta, double aux, double *first, double *second) {
  *first = *second = 0;
  if (nuisance->constraint == LR_LIKE_NONE) return 0;
  if (nuisance->constraint == LR_LIKE_GAUSS) {
    *first = theta - aux;
    *second = 1;
    return 0.5 * *first * *first;
  }
  double r = nuisance->rel, mean = 1 + r * theta, m = 1 + r * aux;  // both over 1/r^2
  if (mean <= 0 && m > 0) return INFINITY;
  *first = (1 - (m > 0 ? m / mean : 0)) / r;
  *second = m > 0 ? m / (mean * mean) : 0;
  return lr_like_deviance(m, mean) / (r * r);
}
