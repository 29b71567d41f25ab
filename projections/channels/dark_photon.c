// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_photon.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/hadron_ratio.h"
#include "projections/channels/lepton_widths.h"

static double common(double s, double x, double eps) {
  return 2 * LR_PI * LR_ALPHA * LR_ALPHA * eps * eps / s * (1 - x) * LR_GEV_M2_fb;
}

double lr_dark_photon_cross_section(double s, double mass, double eps, double low, double high) {
  double x = mass * mass / s;
  if (!(x < 1 && high > low)) return 0;
  double rise = (1 + x * x) / ((1 - x) * (1 - x));
  if (low <= -1 && high >= 1)
    return common(s, x, eps) * 2 * rise * (log(s / (LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV)) - 1);
  double theta = log((1 + high) / (1 + low) * ((1 - low) / (1 - high)));
  return common(s, x, eps) * (rise * theta - (high - low));
}

double lr_dark_photon_angle_share(double s, double mass, double c) {
  double all = c > 0 ? lr_dark_photon_cross_section(s, mass, 1, -1, 1) : 0;
  return all > 0 ? lr_dark_photon_cross_section(s, mass, 1, -c, c) / all : 0;
}

double lr_dark_photon_density(double s, double mass, double eps, double c) {
  double x = mass * mass / s;
  if (!(x < 1)) return 0;
  return common(s, x, eps) * (1 + c * c + 4 * x / ((1 - x) * (1 - x))) / ((1 - c) * (1 + c));
}

double lr_dark_photon_energy(double s, double mass) { return (s - mass * mass) / (2 * sqrt(s)); }

double lr_dark_photon_mass_at(double s, double photon) { return sqrt(fmax(0, s - 2 * sqrt(s) * photon)); }

struct lr_dark_photon_widths lr_dark_photon_widths(double mass, double eps) {
  double charge = sqrt(4 * LR_PI * LR_ALPHA) * eps;
  struct lr_dark_photon_widths w = {.ee = lr_width_vector(mass, charge, LR_ELECTRON_MASS_GeV),
                                    .mumu = lr_width_vector(mass, charge, LR_MUON_MASS_GeV),
                                    .tautau = lr_width_vector(mass, charge, LR_TAU_MASS_GeV),
                                    .hadrons = LR_ALPHA * eps * eps * mass / 3 * lr_hadron_ratio(mass)};
  w.total = w.ee + w.mumu + w.tautau + w.hadrons;
  return w;
}

double lr_dark_photon_to_fermions(double mass, double alpha_d, double dark) {
  return lr_width_vector(mass, sqrt(4 * LR_PI * alpha_d), dark);
}

double lr_dark_photon_y(double eps, double alpha_d, double ratio) {
  return eps * eps * alpha_d / (ratio * ratio * ratio * ratio);
}
