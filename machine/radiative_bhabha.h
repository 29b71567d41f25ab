// SPDX-License-Identifier: GPL-3.0-or-later
// Loss by radiative Bhabha scattering at the interaction point.
#ifndef LR_MACHINE_RADIATIVE_BHABHA_H
#define LR_MACHINE_RADIATIVE_BHABHA_H

#include "base/error.h"

// The beam-size effect: the wave of the scattering reaches further than the bunch, which takes the far part away.
enum lr_bhabha_model {
  LR_BHABHA_EFFECTIVE,  // an effective cross-section is given
  LR_BHABHA_CUT,        // impact parameters above the vertical size of the opposite beam do not count
  LR_BHABHA_NO_CUT      // as on a beam without edges
};

// Cross-section [m^2] for a particle of one beam to lose more than the fraction `acceptance` of its energy (model.md M17).
//   no cut: (16/3) alpha r_e^2 [(ln(s/m^2) - 1/2)(ln(1/d) - 5/8) + ln^2(1/d)/2 - 3/8 - pi^2/6]
//   cut:    (16/3) alpha r_e^2 (ln(sigma_y m c / hbar) - 1/2)(ln(1/d) - 5/8), where that is the smaller one
// In: s [eV^2], acceptance d in (0, 0.1), sigma_y of the opposite beam at the IP [m] (looked at with the cut only).
// Terms of order d are dropped (0.6 % at d = 2 %). The cut is crude: a sharp edge at one sigma.
// Status: LR_E_DOMAIN; also for `LR_BHABHA_EFFECTIVE`, which has no formula.
enum lr_status lr_bhabha_cross_section(enum lr_bhabha_model model, double s_eV2, double acceptance, double sigma_y_m,
                                       double *cross_section_m2, struct lr_error *error);

// Loss rate [1/s] of a ring with one IP: 1/tau = L sigma / (n_b N). In: luminosity [m^-2 s^-1], cross-section [m^2],
// particles in the ring. Status: LR_E_DOMAIN when an input is negative or not finite, or there are no particles.
enum lr_status lr_bhabha_rate(double luminosity_m2s, double cross_section_m2, double particles, double *rate_per_s,
                              struct lr_error *error);

#endif
