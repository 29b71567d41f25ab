// SPDX-License-Identifier: GPL-3.0-or-later
// The overlap of two Gaussian bunches that cross under an angle: luminosity of one crossing.
#ifndef LR_MACHINE_OVERLAP_H
#define LR_MACHINE_OVERLAP_H

#include "machine/collider.h"

// Effects that the integral can leave out; without any it is the head-on luminosity N+ N- / (2 pi Sigma_x Sigma_y).
enum lr_overlap_effect {
  LR_OVERLAP_CROSSING = 1,      // crossing angle; without it there is no crab waist either
  LR_OVERLAP_HOURGLASS_X = 2,   // horizontal size grows away from the IP
  LR_OVERLAP_HOURGLASS_Y = 4,   // vertical size grows away from its waist
  LR_OVERLAP_CRAB_WAIST = 8,    // needs HOURGLASS_Y
  LR_OVERLAP_WAIST_SHIFT = 16,  // needs HOURGLASS_Y
  LR_OVERLAP_OFFSET_X = 32,
  LR_OVERLAP_OFFSET_Y = 64,
  LR_OVERLAP_ROLL = 128,        // profiles turned about the beams' axes
  LR_OVERLAP_TILT = 256,        // vertical crossing angle
  LR_OVERLAP_JITTER = 512,      // of the vertical offset
  LR_OVERLAP_ALL = 1023
};

struct lr_overlap {
  double luminosity_m2;   // of one crossing [m^-2]
  double relative_error;  // estimated bound of the error of quadrature
  long evaluations;       // of the integrand
};

// Luminosity of one crossing, the exact overlap of two rigid Gaussian bunches (model.md M2):
//   L = 2 cos^2(phi) N+ N- Int dx dy ds d(ct) rho+ rho-,  phi = half the crossing angle,
//   x+- = x cos(phi) -+ (s sin(phi) - dx/2),  s+- = s cos(phi) +- x sin(phi),  z+ = s+ - ct,  z- = s- + ct.
// Sizes are taken at each beam's own s+-, frozen in time; the vertical waist of a particle stands at
// s_w = -+ r x+- / tan(full angle) (crab waist r, 1 = full) plus the waist shift, which is positive downstream in the
// motion of its own beam. The offset displaces each beam by a half across its own axis, so that exchanging the rings,
// with offset_x turned, changes nothing. y and ct are done in closed form, (x, s) by a trapezoidal rule that is halved
// until the estimated error is below `tolerance` (1e-13 to 1e-4).
// A rolled profile has, at a given x, a mean and a variance of y of its own; a vertical crossing angle (paraxial) parts the
// beams in y along s. Both enter the y integral, which stays in closed form.
// The mean over a Gaussian jitter of the vertical offset is exact too: its variance adds to Sigma_y^2, as does that of the size
// from chromatic coupling, which is part of the beam and no effect to switch off.
// In: collider (SI), relative tolerance. Out: *out.
// Status: LR_E_DOMAIN (as lr_ring_evaluate, tolerance, or beams so far apart that the overlap underflows),
// LR_E_CONVERGE when the tolerance is not met with 3e7 evaluations.
// Not in it: the pinch of the bunches during the crossing, which adds 1-4 % (from tracking).
enum lr_status lr_overlap_evaluate(const struct lr_collider *collider, double tolerance, struct lr_overlap *out,
                                   struct lr_error *error);

// The same with only the effects of `effects`, a sum of enum lr_overlap_effect.
enum lr_status lr_overlap_evaluate_effects(const struct lr_collider *collider, unsigned effects, double tolerance,
                                           struct lr_overlap *out, struct lr_error *error);

#endif
