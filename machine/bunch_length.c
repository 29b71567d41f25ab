// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/bunch_length.h"

#include <math.h>

#include "base/constants.h"

// The root x >= 1 of x^3 - x = q, q >= 0, by Viete's trigonometric form; one Newton step takes off the last rounding.
static double zotter_root(double q) {
  double y = q * 1.5 * sqrt(3.0);
  double x = 2 / sqrt(3.0) * (y < 1 ? cos(acos(y) / 3) : cosh(acosh(y) / 3));
  return x - (x * x * x - x - q) / (3 * x * x - 1);
}

enum lr_status lr_bunch_length_evaluate(const struct lr_bunch_length *bunch_length, double bunch_current_A,
                                        double *sigma_z_m, struct lr_error *error) {
  double length_m = bunch_length->length_m, result_m = length_m;
  if (!(isfinite(length_m) && length_m > 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch length must be positive and finite, not %g m", length_m);
  if (!(isfinite(bunch_current_A) && bunch_current_A >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch current must not be negative, it is %g A", bunch_current_A);
  if (bunch_length->model == LR_BUNCH_LENGTH_LINEAR) result_m = length_m + bunch_length->slope_m_A * bunch_current_A;
  if (bunch_length->model == LR_BUNCH_LENGTH_CUBIC) {
    if (!(isfinite(bunch_length->k_per_A) && bunch_length->k_per_A >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "k of the cubic bunch length must not be negative, it is %g /A",
                          bunch_length->k_per_A);
    result_m = length_m * zotter_root(bunch_length->k_per_A * bunch_current_A);
  }
  if (!(isfinite(result_m) && result_m > 0))
    return lr_error_set(error, LR_E_DOMAIN, "bunch length at %g A a bunch is %g m: it must be positive",
                        bunch_current_A, result_m);
  *sigma_z_m = result_m;
  return LR_OK;
}

double lr_bunch_length_zero_current(double circumference_m, double momentum_compaction, double energy_spread,
                                    double tune_s) {
  return circumference_m * fabs(momentum_compaction) * energy_spread / (2 * LR_PI * tune_s);
}
