// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/rf_bucket.h"

#include <math.h>

#include "base/constants.h"

enum lr_status lr_rf_bucket_half_height(const struct lr_rf_bucket *bucket, double *half_height, struct lr_error *error) {
  const struct lr_rf_bucket *b = bucket;
  double alpha = fabs(b->momentum_compaction), all = b->voltage_V + b->energy_loss_eV + b->energy_eV + alpha + b->harmonic_number;
  if (!(b->voltage_V > 0 && b->energy_loss_eV > 0 && b->energy_eV > 0 && alpha > 0 && b->harmonic_number > 0 && isfinite(all)))
    return lr_error_set(error, LR_E_DOMAIN,
                        "RF bucket: voltage, energy loss, energy, momentum compaction and harmonic number must be positive and "
                        "finite, not %g V, %g eV, %g eV, %g and %g",
                        b->voltage_V, b->energy_loss_eV, b->energy_eV, alpha, b->harmonic_number);
  double q = b->voltage_V / b->energy_loss_eV;
  if (q < 1)
    return lr_error_set(error, LR_E_DOMAIN, "RF bucket: %g V do not give back the %g eV that a turn takes", b->voltage_V,
                        b->energy_loss_eV);
  double square = 2 * (sqrt(q * q - 1) - acos(1 / q)) * b->energy_loss_eV / (LR_PI * alpha * b->harmonic_number * b->energy_eV);
  *half_height = sqrt(fmax(square, 0));
  return LR_OK;
}
