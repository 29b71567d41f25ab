// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/tmci.h"

#include <math.h>

static const double two_particles = 8;

enum lr_status lr_tmci_threshold(double synchrotron_Hz, double energy_eV, double beta_kick_V_C, double *current_A,
                                 struct lr_error *error) {
  if (!(synchrotron_Hz > 0 && energy_eV > 0 && beta_kick_V_C > 0 && isfinite(synchrotron_Hz + energy_eV + beta_kick_V_C)))
    return lr_error_set(error, LR_E_DOMAIN,
                        "mode coupling: synchrotron frequency, energy and sum of beta times kick factor must be positive and "
                        "finite, not %g Hz, %g eV and %g V/C",
                        synchrotron_Hz, energy_eV, beta_kick_V_C);
  *current_A = two_particles * synchrotron_Hz * energy_eV / beta_kick_V_C;  // eV / e = V; V Hz / (V/C) = A
  return LR_OK;
}
