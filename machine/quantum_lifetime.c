// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/quantum_lifetime.h"

#include <math.h>

enum lr_status lr_quantum_rate(double aperture_sigmas, double damping_time_s, double *rate_per_s,
                               struct lr_error *error) {
  if (!(damping_time_s > 0 && isfinite(damping_time_s)))
    return lr_error_set(error, LR_E_DOMAIN, "quantum lifetime: the damping time must be positive and finite, not %g s",
                        damping_time_s);
  double xi = aperture_sigmas * aperture_sigmas / 2;
  if (!(aperture_sigmas > 0 && xi > 1 && isfinite(xi)))
    return lr_error_set(error, LR_E_DOMAIN,
                        "quantum lifetime: the aperture of %g rms sizes must be above sqrt(2) of them and finite",
                        aperture_sigmas);
  *rate_per_s = 2 * xi * exp(-xi) / damping_time_s;
  return LR_OK;
}

double lr_energy_loss_per_turn(double energy_eV, double damping_s_per_turn) { return energy_eV * damping_s_per_turn; }
