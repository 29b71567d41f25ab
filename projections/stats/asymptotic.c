// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/asymptotic.h"

#include <math.h>

#include "projections/root.h"
#include "projections/stats/arguments.h"
#include "projections/stats/normal.h"

struct problem {
  const struct lr_counting *window;
  double n, asimov, wanted;  // observed count; count and background of the Asimov data; what f is to reach
};

static enum lr_status check(const struct lr_counting *window, double cl, struct lr_error *error) {
  enum lr_status status = lr_check_background(window->background, error);
  if (!status) status = lr_check_relative_error(window->relative_error, error);
  return status ? status : lr_check_level(cl, error);
}

static double root_q_asimov(const struct problem *p, double s) {
  return sqrt(lr_profile_deviance(p->window, p->asimov, p->asimov, s));
}

static enum lr_status excess_of_asimov(double s, const void *data, double *y, struct lr_error *error) {
  (void)error;
  const struct problem *p = data;
  *y = root_q_asimov(p, s) - p->wanted;
  return LR_OK;
}

// ln CLs of the observed count, taken from the level that is wanted; it rises with s.
static enum lr_status excess_of_level(double s, const void *data, double *y, struct lr_error *error) {
  (void)error;
  const struct problem *p = data;
  double b = p->window->background, q = 0, root_a = root_q_asimov(p, s);
  if (s > p->n - b)
    q = lr_profile_deviance(p->window, p->n, b, s) - (p->n < b ? lr_profile_deviance(p->window, p->n, b, 0) : 0);
  double root = sqrt(fmax(q, 0)), sb = root, background = root - root_a;
  if (root > root_a) {
    sb = (q + root_a * root_a) / (2 * root_a);
    background = (q - root_a * root_a) / (2 * root_a);
  }
  *y = p->wanted - (lr_normal_log_upper(sb) - lr_normal_log_upper(background));
  return LR_OK;
}

static enum lr_status solve(lr_root_function f, const struct problem *p, double start, double *s_up,
                            struct lr_error *error) {
  double low = 0, high = start, y;
  enum lr_status status;
  while (!(status = f(high, p, &y, error)) && y < 0 && high < 1e12) low = high, high *= 2;
  return status ? status : lr_root_find(f, p, low, high, 1e-13 * high, s_up, error);
}

enum lr_status lr_asymptotic_expected(const struct lr_counting *window, double sigmas, double cl, double *s_up,
                                      struct lr_error *error) {
  enum lr_status status = check(window, cl, error);
  if (!status) status = lr_check_sigmas(sigmas, error);
  if (status) return status;
  double wanted = lr_normal_upper_quantile((1 - cl) * lr_normal_cdf(sigmas)) + sigmas;
  struct problem p = {window, NAN, window->background, wanted};
  status = solve(excess_of_asimov, &p, 0.5 * wanted * wanted, s_up, error);
  return status ? lr_error_context(error, "asymptotic limit at b = %.6g", window->background) : LR_OK;
}

enum lr_status lr_asymptotic_observed(const struct lr_counting *window, double n_obs, double cl, double *s_up,
                                      struct lr_error *error) {
  enum lr_status status = check(window, cl, error);
  if (!status) status = lr_check_count(n_obs, error);
  if (status) return status;
  double asimov = lr_profile_background(window, n_obs, window->background, 0);
  struct problem p = {window, n_obs, asimov, log1p(-cl)};
  status = solve(excess_of_level, &p, 1, s_up, error);
  return status ? lr_error_context(error, "asymptotic limit at n = %.6g, b = %.6g", n_obs, window->background) : LR_OK;
}
