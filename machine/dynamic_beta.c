// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/dynamic_beta.h"

#include <math.h>

#include "base/constants.h"

enum lr_status lr_dynamic_beta_evaluate(double tune, double xi, struct lr_dynamic_beta *out, struct lr_error *error) {
  if (!isfinite(tune) || !isfinite(xi))
    return lr_error_set(error, LR_E_DOMAIN, "tune and beam-beam parameter must be finite, not %g and %g", tune, xi);
  double half = floor(2 * tune) / 2, offset = tune - half;  // tune = n/2 + offset, offset in [0, 0.5)
  double width = atan(2 * LR_PI * fabs(xi)) / LR_PI;        // of the stop band
  double low = xi > 0 ? half + 0.5 - width : half, high = xi > 0 ? half + 0.5 : half + width;
  if (offset == 0 || (xi > 0 && tune >= low) || (xi < 0 && tune <= high)) {
    if (offset == 0 && xi > 0) low = half - width, high = half;
    return lr_error_set(error, LR_E_DOMAIN,
                        "tune %.6g is unstable with a beam-beam parameter of %.4g: the stop band is [%.6g, %.6g]", tune,
                        xi, low, high);
  }
  // with mu0 in (0, pi) measured from the half integer below, the sign of cos and sin drops out of every formula
  double mu0 = 2 * LR_PI * offset, kick = 2 * LR_PI * xi;
  double cosine = cos(mu0) - kick * sin(mu0), cotangent = cos(mu0) / sin(mu0);
  double root = sqrt(1 + 2 * kick * cotangent - kick * kick);  // sin mu / sin mu0
  out->tune = half + atan2(root * sin(mu0), cosine) / (2 * LR_PI);
  out->beta_ratio = 1 / root;
  out->emittance_ratio = (1 + kick * cotangent) / root;
  out->size_ratio = sqrt(out->beta_ratio * out->emittance_ratio);
  if (isfinite(out->size_ratio)) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "tune %.6g stands at the edge of the stop band [%.6g, %.6g]", tune, low, high);
}

enum lr_status lr_dynamic_beta_planes(double tune_x, double tune_y, double xi_x, double xi_y,
                                      struct lr_dynamic_beta out[2], struct lr_error *error) {
  if (lr_dynamic_beta_evaluate(tune_x, xi_x, &out[0], error)) {
    lr_error_context(error, "horizontal plane");
    return LR_E_DOMAIN;
  }
  if (lr_dynamic_beta_evaluate(tune_y, xi_y, &out[1], error)) {
    lr_error_context(error, "vertical plane");
    return LR_E_DOMAIN;
  }
  return LR_OK;
}
