// SPDX-License-Identifier: GPL-3.0-or-later
// Share of long-lived particles that decay where a search finds their vertex (model.md C22, C23):
//   < 1[theta in range]  Int dr/L exp(-r/L) f(r) >,   L = ctau p_T/m,   f(r) = 1[r > min_radius] exp(-r/scale) 1[r < max_radius]
// r: distance of the vertex from the beam line. The average goes over the directions and energies of the particle, made in
// a frame that moves along z (the 7.007 GeV beam) with beta gamma 0.284. The radial integral is closed; the average is a
// Gauss-Legendre rule, within 2e-5 of a much finer one for the daughter of a B lighter than 3.6 GeV and within 2e-4 up to
// 4.78 GeV, where it is nearly as slow as the frame, as long as the share is above 1e-3. A call costs 1 to 2 us.
#ifndef LR_PROJECTIONS_DISPLACED_H
#define LR_PROJECTIONS_DISPLACED_H

#include "projections/channel.h"

#define LR_FRAME_BETA_GAMMA 0.284  // of the centre of mass: 7.007 GeV on 4.0 GeV

// Radial part for one mean decay distance L > 0 from the beam line [m]: 0 to 1. blur [m]: resolution of the radius, a Gaussian
// at min_radius; 0: sharp.
double lr_displaced_radial(const struct lr_displacement *displacement, double blur_m, double length_m);

// A particle of fixed momentum in the moving frame. Angular distribution there: 1 + asymmetry cos^2 theta
// (0: isotropic, 1: a fermion pair's, -1: sin^2 theta). ctau [m]. 0 to 1; NaN for bad input.
double lr_displaced_fixed(const struct lr_displacement *displacement, double mass_GeV, double momentum_GeV,
                          double asymmetry, double ctau_m);

// The same with an energy spread evenly from low to high [GeV]: the daughter of an isotropic two-body decay of a moving
// parent that itself goes in all directions alike.
double lr_displaced_uniform(const struct lr_displacement *displacement, double mass_GeV, double energy_low_GeV,
                            double energy_high_GeV, double asymmetry, double ctau_m);

// The daughter of a B meson at the Y(4S) (momentum 0.33 GeV); momentum_GeV in the rest frame of the B.
double lr_displaced_from_b(const struct lr_displacement *displacement, double blur_m, double mass_GeV,
                           double momentum_GeV, double ctau_m);

// lr_displaced_uniform with blur, and with `panels` times as many steps of energy and of angle (1: as above; more for tests
// of the precision).
double lr_displaced_refined(const struct lr_displacement *displacement, double blur_m, double mass_GeV,
                            double energy_low_GeV, double energy_high_GeV, double asymmetry, double ctau_m, int panels);

#endif
