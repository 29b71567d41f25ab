// SPDX-License-Identifier: GPL-3.0-or-later
// Rings of the tests of tracking: the LER of April 2022 against its HER, and a small pair without crossing angle.
#ifndef LR_TESTS_MACHINE_TRACK_RINGS_H
#define LR_TESTS_MACHINE_TRACK_RINGS_H

#include <math.h>

#include "machine/track/equilibrium.h"

static inline void track_rings(struct lr_track_ring ring[2]) {
  ring[0] = (struct lr_track_ring){.gamma = 4e9 / 510998.95069,
                                   .number = 4.459e10,
                                   .radius_m = 2.8179403205e-15,
                                   .beta_m = {0.08, 0.001, 6.11},
                                   .emittance_m = {4e-9, 20e-12, 3.4625e-6},
                                   .tune = {44.525, 46.589, 0.023},
                                   .damping = {2.203e-4, 2.203e-4, 4.4033e-4},
                                   .aperture_m = {INFINITY, INFINITY},
                                   .aperture_delta = INFINITY};
  ring[1] = ring[0];
  ring[1].gamma = 7.00729e9 / 510998.95069;
  ring[1].number = 3.579e10;
  ring[1].beta_m[0] = 0.06;
  ring[1].emittance_m[0] = 4.6e-9;
  ring[1].emittance_m[1] = 35e-12;
}

static const double track_half_angle_rad = 0.0415;

#endif
