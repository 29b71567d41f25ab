// SPDX-License-Identifier: GPL-3.0-or-later
// Bunch length against bunch current.
#ifndef LR_MACHINE_BUNCH_LENGTH_H
#define LR_MACHINE_BUNCH_LENGTH_H

#include "machine/collider.h"

// Bunch length in collision (model.md M9).
// In: the model and the bunch current [A]. Out: sigma_z_m [m].
//   given:  length_m
//   linear: length_m + slope_m_A I_b (streak-camera fits)
//   cubic:  the root s >= s0 = length_m of (s/s0)^3 - s/s0 = k_per_A I_b (Zotter's potential-well form)
// Status: LR_E_DOMAIN when the length, k or the current is negative or not finite, or when the result is not positive.
// Valid below the microwave threshold (about 2.9 mA a bunch in the SuperKEKB LER); the cubic follows the Haissinski
// solution of the LER wake to 1 % over 0-1.9 mA with k = 0.480 /mA at s0 = 4.6 mm (derived).
enum lr_status lr_bunch_length_evaluate(const struct lr_bunch_length *bunch_length, double bunch_current_A,
                                        double *sigma_z_m, struct lr_error *error);

// Bunch length at zero current, C |alpha_p| sigma_delta / (2 pi nu_s) [m] (model.md M9). tune_s is a magnitude, > 0.
double lr_bunch_length_zero_current(double circumference_m, double momentum_compaction, double energy_spread,
                                    double tune_s);

#endif
