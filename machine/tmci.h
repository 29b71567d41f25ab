// SPDX-License-Identifier: GPL-3.0-or-later
// Bunch current at which transverse modes couple, for the wakes of collimators.
#ifndef LR_MACHINE_TMCI_H
#define LR_MACHINE_TMCI_H

#include "base/error.h"

// Threshold of the bunch current [A] (model.md M28): I = 8 f_s (E/e) / sum(beta_j kappa_j).
// In: synchrotron frequency [Hz], beam energy [eV], sum over the places of beta function times kick factor [V/C].
// Out: *current_A. Status: LR_E_DOMAIN when an input is not positive and finite.
// The factor 8 is that of two macro-particles under a constant wake, with kappa half of that wake. Valid for short-range
// wakes with tunes away from resonances, without a bunch-by-bunch feedback, which can lower it.
// Chao, Physics of collective beam instabilities in high energy accelerators (Wiley 1993), section 4.5.
enum lr_status lr_tmci_threshold(double synchrotron_Hz, double energy_eV, double beta_kick_V_C, double *current_A,
                                 struct lr_error *error);

#endif
