// SPDX-License-Identifier: GPL-3.0-or-later
// The momentum acceptance that a lifetime asks for.
#ifndef LR_MACHINE_ACCEPTANCE_H
#define LR_MACHINE_ACCEPTANCE_H

#include "machine/lifetime.h"

// Momentum acceptance at which the total lifetime of the budget M19 is lifetime_s, all else as it is (model.md M30).
// In: as lr_lifetime_evaluate, and the lifetime [s]. Out: *acceptance; 0: any serves, INFINITY: none below 10 % does.
// Searched between 1e-4 (1.5 energy spreads where the budget has the quantum lifetime) and 10 %, where the rate falls with
// the acceptance. Status: LR_E_DOMAIN when the lifetime is not positive or the optics have local acceptances, so that one
// number does not set them; else as lr_lifetime_evaluate; LR_E_CONVERGE.
enum lr_status lr_acceptance_for_lifetime(const struct lr_collider *collider, bool her, const struct lr_lifetime_input *input,
                                          double luminosity_m2s, double lifetime_s, double *acceptance,
                                          struct lr_error *error);

// Acceptance of a quantum lifetime in rms sizes: A / sigma at which M18 gives lifetime_s. NaN when the two times are not
// positive, or lifetime_s is below e tau_damp / 2, the shortest that M18 has.
double lr_acceptance_sigmas(double lifetime_s, double damping_time_s);

#endif
