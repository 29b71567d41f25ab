// SPDX-License-Identifier: GPL-3.0-or-later
// Bunch length against bunch current.
#ifndef LR_MACHINE_BUNCH_LENGTH_H
#define LR_MACHINE_BUNCH_LENGTH_H

#include "machine/collider.h"
#include "machine/wake.h"

// Bunch length in collision (model.md M9).
// In: the model and the bunch current [A]. Out: sigma_z_m [m].
//   given:  length_m
//   linear: length_m + slope_m_A I_b (streak-camera fits)
//   cubic:  the root s >= s0 = length_m of (s/s0)^3 - s/s0 = k_per_A I_b (Zotter's potential-well form)
//   haissinski: the curve that lr_bunch_length_tabulate made
// Status: LR_E_DOMAIN when the length, k or the current is negative or not finite, when the result is not positive, or when
// the current lies above the end of the curve.
// Valid below the microwave threshold (about 2.9 mA a bunch in the SuperKEKB LER); the cubic follows the Haissinski
// solution of the LER wake to 1 % over 0-1.9 mA with k = 0.480 /mA at s0 = 4.6 mm (derived). Streak-camera lengths of the
// LER are about 25 % above the impedance model at 0.6 mA (known): an uncertainty of every model here.
enum lr_status lr_bunch_length_evaluate(const struct lr_bunch_length *bunch_length, double bunch_current_A,
                                        double *sigma_z_m, struct lr_error *error);

// Fills bunch_length->curve from the Haissinski equation (model.md M10) for bunch currents up to most_A, or as far as the
// equation can be solved when that is above needed_A. The curve belongs to the energy, synchrotron tune and circumference
// given here: make it again when one of them, or another member of bunch_length, is changed. Costs 12 to 26 solutions.
// In: model haissinski, length_m, energy_spread, threshold_A and spread_slope_per_A set. Above the threshold both the energy
// spread and the length at zero current grow as lr_microwave_factor says.
// Status: LR_E_DOMAIN (a parameter, the wake, or a wake that gives energy to the bunch), LR_E_CONVERGE with the bunch current
// reached when that is below needed_A, LR_E_MEMORY.
enum lr_status lr_bunch_length_tabulate(struct lr_bunch_length *bunch_length, const struct lr_wake *wake,
                                        double energy_eV, double tune_s, double circumference_m, double needed_A,
                                        double most_A, struct lr_error *error);

// Bunch length at zero current, C |alpha_p| sigma_delta / (2 pi nu_s) [m] (model.md M9). tune_s is a magnitude, > 0.
double lr_bunch_length_zero_current(double circumference_m, double momentum_compaction, double energy_spread,
                                    double tune_s);

#endif
