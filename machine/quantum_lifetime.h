// SPDX-License-Identifier: GPL-3.0-or-later
// Loss by radiation fluctuations over the edge of an aperture, and the loss of energy in a turn.
#ifndef LR_MACHINE_QUANTUM_LIFETIME_H
#define LR_MACHINE_QUANTUM_LIFETIME_H

#include "base/error.h"

// Loss rate [1/s] of a Gaussian beam at an aperture (model.md M18): 1/tau = 2 xi e^-xi / tau_damp, xi = A^2/(2 sigma^2).
// In: A / sigma (half aperture over rms size at the same place, or momentum acceptance over energy spread), the
// amplitude damping time of that plane [s]. Out: *rate_per_s; 0 where e^-xi underflows.
// Leading order in 1/xi: the mean time from the axis to the edge is 10 % longer at A = 5 sigma, 3 % at 8 sigma.
// Status: LR_E_DOMAIN when A <= sqrt(2) sigma (the form loses its meaning at xi = 1) or an input is not positive.
// Sands, The physics of electron storage rings, SLAC-121 (1970), section 5.8.
enum lr_status lr_quantum_rate(double aperture_sigmas, double damping_time_s, double *rate_per_s,
                               struct lr_error *error);

// Energy that a particle loses in a turn [eV], E times the longitudinal amplitude damping per turn (model.md M18):
// U0 = E T0 / tau_s, exact for J_s = 2 (no bend field gradient), since 1/tau_s = J_s U0 / (2 E T0).
double lr_energy_loss_per_turn(double energy_eV, double damping_s_per_turn);

#endif
