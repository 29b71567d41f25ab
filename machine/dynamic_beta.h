// SPDX-License-Identifier: GPL-3.0-or-later
// Dynamic beta and dynamic emittance: what the linear part of the beam-beam force does to the optics of a ring.
#ifndef LR_MACHINE_DYNAMIC_BETA_H
#define LR_MACHINE_DYNAMIC_BETA_H

#include "base/error.h"

struct lr_dynamic_beta {
  double tune;             // with collision, in the half-integer band of the given tune, whole part kept
  double beta_ratio;       // beta at the IP with collision / without
  double emittance_ratio;  // emittance with collision / without
  double size_ratio;       // sqrt of the product of the two
};

// One plane of one ring with one IP (model.md M11):
//   cos 2pi nu = cos 2pi nu0 - 2pi xi sin 2pi nu0,  beta/beta0 = sin 2pi nu0 / sin 2pi nu,
//   eps/eps0 = (1 + 2pi xi cot 2pi nu0) / sqrt(1 + 4pi xi cot 2pi nu0 - 4pi^2 xi^2).
// In: tune without collision (its fraction counts) and the nominal incoherent beam-beam parameter; xi > 0 focuses
// (e+e-), xi < 0 defocuses. Out: *out.
// Status: LR_E_DOMAIN when the tune or xi is not finite, and in the stop band that the collision opens beside a half integer:
// [n/2 - atan(2pi xi)/pi, n/2] for xi > 0, above n/2 for xi < 0; the text names the band.
// Hirata and Ruggiero, LEP Note 611 (1988), Part. Accel. 28 (1990) 137 (known). Valid: linear force, no synchrotron motion.
// Tracking with the full force (BBWS, rms of the LER of April 2022, read) has beta 0.82 and emittance 1.12 vertically where this
// has 0.72 and 1.09, horizontally 0.94 and 1.11 against 0.88 and 1.008.
enum lr_status lr_dynamic_beta_evaluate(double tune, double xi, struct lr_dynamic_beta *out, struct lr_error *error);

// Both planes. `out` is [0] horizontal, [1] vertical; the text of an error names the plane.
enum lr_status lr_dynamic_beta_planes(double tune_x, double tune_y, double xi_x, double xi_y,
                                      struct lr_dynamic_beta out[2], struct lr_error *error);

#endif
