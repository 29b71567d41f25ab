// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/isr.h"

#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"

struct radiated {
  lr_isr_sigma sigma;
  const void *data;
  double s, beta, soft;
  enum lr_status *status;
  struct lr_error *error;
};

static double born(const struct radiated *r, double x) {
  double value = 0;
  if (!*r->status) *r->status = r->sigma(r->s * (1 - x), r->data, &value, r->error);
  return value;
}

// In v = x^beta the soft singularity is flat: F dx = [soft - (2 - x) x^(1-beta) / 2] dv.
static double soft_integrand(double v, const void *data) {
  const struct radiated *r = data;
  double x = pow(v, 1 / r->beta);
  return born(r, x) * (r->soft - 0.5 * (2 - x) * pow(x, 1 - r->beta));
}

// Hard photons, in w = -ln(1 - x): for light final states sigma rises like 1/(1 - x) towards the threshold.
static double hard_integrand(double w, const void *data) {
  const struct radiated *r = data;
  double x = -expm1(-w);
  return (1 - x) * born(r, x) * r->beta * (r->soft * pow(x, r->beta - 1) - 0.5 * (2 - x));
}

enum lr_status lr_isr_convolve(lr_isr_sigma sigma, const void *data, double s_GeV2, double x_max, double *result,
                               struct lr_error *error) {
  if (!(x_max > 0 && x_max < 1))
    return lr_error_set(error, LR_E_DOMAIN, "radiated energy fraction up to %.6g: must lie between 0 and 1", x_max);
  enum lr_status status = LR_OK;
  double beta = 2 * LR_ALPHA / LR_PI * (log(s_GeV2 / (LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV)) - 1);
  struct radiated r = {sigma, data, s_GeV2, beta,
                       1 + 0.75 * beta + LR_ALPHA / LR_PI * (LR_PI * LR_PI / 3 - 0.5), &status, error};
  double split = fmin(0.3, 0.5 * x_max), low = -log1p(-split), high = -log1p(-x_max);
  *result = lr_quadrature_gauss(soft_integrand, &r, 0, 0.7 * pow(split, beta)) +
            lr_quadrature_gauss(soft_integrand, &r, 0.7 * pow(split, beta), pow(split, beta)) +
            lr_quadrature_gauss(hard_integrand, &r, low, 0.5 * (low + high)) +
            lr_quadrature_gauss(hard_integrand, &r, 0.5 * (low + high), high);
  return status;
}
