// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/arguments.h"

#include <math.h>

static const double LARGEST = 1e9;

enum lr_status lr_check_level(double cl, struct lr_error *error) {
  if (cl > 0 && cl < 1) return LR_OK;
  if (cl > 1 && cl < 100)
    return lr_error_set(error, LR_E_DOMAIN, "confidence level %.6g is not between 0 and 1: write %.6g or %.6g %%", cl,
                        cl / 100, cl);
  return lr_error_set(error, LR_E_DOMAIN, "confidence level %.6g is not between 0 and 1: write 0.90 or 90 %%", cl);
}

enum lr_status lr_check_background(double background, struct lr_error *error) {
  if (background >= 0 && background <= LARGEST) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "background of %.6g events is outside 0 to 1e9", background);
}

enum lr_status lr_check_count(double n, struct lr_error *error) {
  if (n >= 0 && n <= LARGEST) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "count of events %.6g is outside 0 to 1e9", n);
}

enum lr_status lr_check_relative_error(double relative_error, struct lr_error *error) {
  if (relative_error >= 0 && relative_error <= 10) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "relative error of the background %.6g is outside 0 to 10", relative_error);
}

enum lr_status lr_check_sigmas(double sigmas, struct lr_error *error) {
  if (fabs(sigmas) <= 5) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "quantile at %.3g sigma: at most 5", sigmas);
}

enum lr_status lr_check_signal(double signal, struct lr_error *error) {
  if (signal >= 0 && signal <= LARGEST) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "signal of %.6g events is outside 0 to 1e9", signal);
}
