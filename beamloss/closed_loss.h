// SPDX-License-Identifier: GPL-3.0-or-later
// Closed forms of loss at an aperture: the second way beside macro-particles (model.md B13-B15).
#ifndef LR_BEAMLOSS_CLOSED_LOSS_H
#define LR_BEAMLOSS_CLOSED_LOSS_H

#include <complex.h>

#include "base/error.h"
#include "beamloss/loss_ring.h"

struct lr_survival {
  double stored, lost;  // shares; each by its own tail, so small ones keep their digits
};

// One pass between jaws at +upper and -lower (INFINITY: open), Gaussian of rms sigma around the centre (model.md B13).
struct lr_survival lr_edge_cut(double upper_m, double lower_m, double centre_m, double sigma_m);

// Gaussian beam set off by `offset` sigmas, phases mixed, aperture at `cut` sigmas (model.md B14): stored = P(chi'^2 < cut^2)
// with two degrees of freedom and noncentrality offset^2 (Rice) = 1 - Q_1(offset, cut).
// Status: LR_E_DOMAIN: negative or not finite; LR_E_CONVERGE: quadrature.
enum lr_status lr_phase_mixed_cut(double offset, double cut, struct lr_survival *out, struct lr_error *error);

// Lifetime over damping time at an aperture of `cut` sigmas: exp(n^2/2)/n^2 (tau = (tau_y/2) exp(n^2/2)/(n^2/2)).
double lr_cut_lifetime_ratio(double cut);

// The normalised centroid A = Y + i P [sqrt(m)] one turn on (model.md B15): kick first, then the turn, then feedback.
// damping = exp(-T0/tau_fb), 1 for none. At element k: y = Re[A exp(-2 pi i nu_k)] sqrt(beta_k), A behind the kick.
double _Complex lr_centroid_turn(double _Complex a, double beta_source_m, double kick_rad, double tune, double damping);

// Closed orbit amplitude over the single-pass one for a steady kick: 1/(2 |sin pi nu|).
double lr_steady_orbit_factor(double tune);

// R12 from the source to an element [m], and the smallest steady kick that brings the centroid to its nearer jaw on the
// first pass [rad] (INFINITY where it cannot).
double lr_element_r12_m(const struct lr_loss_ring *ring, size_t element);
double lr_element_scraping_kick(const struct lr_loss_ring *ring, size_t element);

#endif
