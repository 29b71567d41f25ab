// SPDX-License-Identifier: GPL-3.0-or-later
// Beam-beam parameters of the beam that feels the other one, by the three definitions in use.
#ifndef LR_MACHINE_BEAMBEAM_H
#define LR_MACHINE_BEAMBEAM_H

#include <stdbool.h>

#include "machine/collider.h"

struct lr_beambeam {
  double xi_x_nominal, xi_y_nominal;  // M4
  double xi_y_hourglass;              // M5; NaN when not `flat`
  double xi_y_luminosity;             // M6
  double R_xi_y;                      // M5 / M4; NaN when not `flat`
  bool flat;                          // the opposite beam is flat enough for M5
};

// Nominal incoherent parameters (model.md M4):
//   xi_u = r N' beta_u / (2 pi gamma s_u (s_x + s_y)), s_x = sqrt(sigma_x'^2 + sigma_z'^2 tan^2(phi)), primes: opposite
// In: the ring that feels the force, its state, the state of the opposite ring, full crossing angle [rad].
// Out: *xi_x, *xi_y (both positive numbers, also for beams of equal charge). Gaussian beams of any aspect ratio.
void lr_beambeam_nominal(const struct lr_ring *ring, const struct lr_ring_state *state,
                         const struct lr_ring_state *opposite, double crossing_angle_rad, double *xi_x, double *xi_y);

// Vertical parameter of the particle at the centre of its bunch with hourglass (model.md M5), the definition of the
// design tables of SuperKEKB and FCC-ee: mean of beta_y(s) / (sigma_x' sigma_y') exp(-x^2 / 2 sigma_x'^2) over the
// opposite bunch, sizes at s = z/2, x = z tan(phi). Waist shifts are in it, the crab waist is not (at x = 0 it does
// nothing to the particle; it tilts the waist of the opposite beam).
// Status: LR_E_DOMAIN when sigma_y' > 0.1 sigma_x' (it is the gradient of a flat beam), LR_E_CONVERGE.
enum lr_status lr_beambeam_hourglass(const struct lr_ring *ring, const struct lr_ring_state *state,
                                     const struct lr_ring *opposite_ring, const struct lr_ring_state *opposite,
                                     double crossing_angle_rad, double *xi_y, struct lr_error *error);

// Vertical parameter from a luminosity per IP [m^-2 s^-1] (model.md M6): 2 e r beta_y L / (gamma I), without the
// factors R_xi / R_L, as in the reports on SuperKEKB operation (KEKB multiplied by them).
double lr_beambeam_from_luminosity(const struct lr_ring *ring, const struct lr_ring_state *state,
                                   double luminosity_m2s);

#endif
