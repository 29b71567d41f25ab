// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/alp_fusion.h"

#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"

double lr_two_photon_function(double z) { return (2 + z) * (2 + z) * log(1 / z) - 2 * (1 - z) * (3 + z); }

double lr_two_photon_resonance(double s, double mass, double width) {
  double z = mass * mass / s, logarithm = log(s / (4 * LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV));
  if (!(z < 1)) return 0;
  return 2 * LR_ALPHA * LR_ALPHA * logarithm * logarithm * lr_two_photon_function(z) * width / (mass * mass * mass) *
         LR_GEV_M2_fb;
}

double lr_alp_fusion(double s, double mass, double coupling) {
  return lr_two_photon_resonance(s, mass, coupling * coupling * mass * mass * mass / (64 * LR_PI));
}

struct spectrum {
  double root_z, eta_max;
};

// Product of the two photon spectra at x = sqrt(z) exp(+-y), without the constant factor.
static double weight(double y, const void *data) {
  const struct spectrum *p = data;
  double a = 1 - p->root_z * exp(y), b = 1 - p->root_z * exp(-y);
  return (1 + a * a) * (1 + b * b);
}

static double weight_inside(double y, const void *data) {
  return weight(y, data) * tanh(((const struct spectrum *)data)->eta_max - y);
}

double lr_alp_fusion_acceptance(double s, double mass, double eta_max, double energy) {
  struct spectrum spectrum = {mass / sqrt(s), eta_max};
  if (!(spectrum.root_z < 1)) return 0;
  double y_end = -log(spectrum.root_z), y_low = energy > mass ? acosh(energy / mass) : 0, y_high = fmin(eta_max, y_end);
  if (y_low >= y_high) return 0;
  return lr_quadrature_gauss(weight_inside, &spectrum, y_low, y_high) / lr_quadrature_gauss(weight, &spectrum, 0, y_end);
}
