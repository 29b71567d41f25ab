// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/look_elsewhere.h"

#include <math.h>

#include "projections/stats/normal.h"

enum lr_status lr_windows_number(double low, double high, double sigma_low, double sigma_high, double width,
                                 double *windows, struct lr_error *error) {
  if (!(low > 0 && high > low && isfinite(high)))
    return lr_error_set(error, LR_E_DOMAIN, "masses from %.6g to %.6g: they must rise, from above zero", low, high);
  if (!(sigma_low > 0 && sigma_high > 0 && width > 0))
    return lr_error_set(error, LR_E_DOMAIN, "resolutions of %.6g and %.6g in windows of %.6g sigma: all above zero",
                        sigma_low, sigma_high, width);
  double change = (sigma_high - sigma_low) / sigma_low;  // ln(1 + c) / c -> 1
  double mean_inverse = (fabs(change) > 1e-12 ? log1p(change) / change : 1) / sigma_low;
  *windows = fmax(1, (high - low) * mean_inverse / width);
  return LR_OK;
}

static enum lr_status check(double z, double windows, struct lr_error *error) {
  if (!isfinite(z)) return lr_error_set(error, LR_E_DOMAIN, "significance is not a number");
  if (!(windows >= 1 && windows <= 1e12))
    return lr_error_set(error, LR_E_DOMAIN, "%.6g independent windows: 1 to 1e12", windows);
  return LR_OK;
}

// ln(1 - e^x), x < 0, without cancellation at either end.
static double log_complement(double x) { return x > -0.6931471805599453 ? log(-expm1(x)) : log1p(-exp(x)); }

// ln(1 - (1 - e^log_p)^power)
static double log_any(double log_p, double power) {
  if (log_p < -36) {  // (1 - p)^N = exp(-N p) to 1e-16
    double expected = log_p + log(power);
    return expected < -36 ? expected : log(-expm1(-exp(expected)));
  }
  return log_complement(power * log_complement(log_p));
}

enum lr_status lr_global_z(double local_z, double windows, double *global_z, struct lr_error *error) {
  enum lr_status status = check(local_z, windows, error);
  if (!status) *global_z = lr_normal_z(log_any(lr_normal_log_upper(local_z), windows));
  return status;
}

enum lr_status lr_local_z(double global_z, double windows, double *local_z, struct lr_error *error) {
  enum lr_status status = check(global_z, windows, error);
  if (!status) *local_z = lr_normal_z(log_any(lr_normal_log_upper(global_z), 1 / windows));
  return status;
}

enum lr_status lr_global_z_upcrossings(double local_z, double upcrossings, double level, double *global_z,
                                       struct lr_error *error) {
  enum lr_status status = check(local_z, 1, error);
  if (!status && !(upcrossings >= 0 && upcrossings <= 1e12 && level >= 0 && level <= 1e3))
    status = lr_error_set(error, LR_E_DOMAIN, "%.6g upcrossings of the level %.6g: neither may be below zero",
                          upcrossings, level);
  if (status) return status;
  double local = lr_normal_log_upper(local_z), z = fmax(local_z, 0), more = log(upcrossings) - 0.5 * (z * z - level);
  double top = fmax(local, more);
  *global_z = lr_normal_z(fmin(0, top + log(exp(local - top) + exp(more - top))));
  return LR_OK;
}
