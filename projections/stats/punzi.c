// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/punzi.h"

#include <math.h>

#include "projections/poisson_cls.h"
#include "projections/stats/arguments.h"
#include "projections/stats/normal.h"

static enum lr_status check(double background, double sigmas, double cl, struct lr_error *error) {
  enum lr_status status = lr_check_background(background, error);
  if (!status) status = lr_check_level(cl, error);
  if (!status && !(sigmas > 0 && sigmas <= 40))
    status = lr_error_set(error, LR_E_DOMAIN, "significance of %.6g sigma is outside 0 to 40", sigmas);
  return status;
}

enum lr_status lr_punzi_merit(double efficiency, double background, double sigmas, double *merit,
                              struct lr_error *error) {
  enum lr_status status = check(background, sigmas, 0.5, error);
  if (!status && !(efficiency >= 0 && efficiency <= 1))
    status = lr_error_set(error, LR_E_DOMAIN, "efficiency %.6g is outside 0 to 1", efficiency);
  if (!status) *merit = efficiency / (0.5 * sigmas + sqrt(background));
  return status;
}

static double common(double background, double a, double b) {
  return a * sqrt(background) + 0.5 * b * sqrt(b * b + 4 * a * sqrt(background) + 4 * background);
}

enum lr_status lr_punzi_gauss(double background, double sigmas, double cl, double *s_min, struct lr_error *error) {
  enum lr_status status = check(background, sigmas, cl, error);
  double b = status ? 0 : lr_normal_upper_quantile(1 - cl);
  if (!status) *s_min = 0.5 * b * b + common(background, sigmas, b);
  return status;
}

enum lr_status lr_punzi_improved(double background, double sigmas, double cl, double *s_min, struct lr_error *error) {
  enum lr_status status = check(background, sigmas, cl, error);
  double b = status ? 0 : lr_normal_upper_quantile(1 - cl);
  if (!status) *s_min = sigmas * sigmas / 8 + 9 * b * b / 13 + common(background, sigmas, b);
  return status;
}

enum lr_status lr_punzi_exact(double background, double sigmas, double cl, double *s_min, double *n_critical,
                              struct lr_error *error) {
  enum lr_status status = check(background, sigmas, cl, error);
  if (status) return status;
  double level = lr_normal_log_upper(sigmas), high = fmax(1, floor(background)),
         low = 0;  // low fails, high meets the level
  for (double step = 1; lr_poisson_log_tail(high, background) > level; step *= 2) low = high, high += step;
  while (high - low > 1) {
    double middle = floor(0.5 * (low + high));
    if (lr_poisson_log_tail(middle, background) > level)
      low = middle;
    else
      high = middle;
  }
  *n_critical = high;
  double mean;  // the observed limit of n_critical - 1 without background solves P(N <= n) = 1 - CL
  status = lr_cls_observed(high - 1, 0, cl, &mean, error);
  if (!status) *s_min = fmax(mean - background, 0);
  return status;
}
