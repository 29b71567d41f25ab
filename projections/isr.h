// SPDX-License-Identifier: GPL-3.0-or-later
// Initial-state radiation at e+ e- colliders as a factor on a Born cross-section (model.md R5).
#ifndef LR_PROJECTIONS_ISR_H
#define LR_PROJECTIONS_ISR_H

#include "base/error.h"

// Born cross-section at squared energy s [GeV^2], any unit.
typedef enum lr_status (*lr_isr_sigma)(double s_GeV2, const void *data, double *sigma, struct lr_error *error);

// Integral over the radiated energy fraction x of F(x) sigma(s (1 - x)), x from 0 to `x_max` (below 1: the threshold
// of the process or a cut on the closed kinematics), with the radiator of Kuraev and Fadin (Sov. J. Nucl. Phys. 41
// (1985) 466): F = beta x^(beta-1) [1 + 3 beta/4 + (alpha/pi)(pi^2/3 - 1/2)] - (beta/2)(2 - x), with
// beta = (2 alpha/pi)(ln(s/m_e^2) - 1).
// Good to the per cent: the order alpha^2 terms are left out. Status: what sigma returns; LR_E_DOMAIN for a bad x_max.
enum lr_status lr_isr_convolve(lr_isr_sigma sigma, const void *data, double s_GeV2, double x_max, double *result,
                               struct lr_error *error);

#endif
