// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/dark_higgs.h"

#include <math.h>

#include "base/constants.h"

// lambda(1, x, y) as a product: no cancellation next to the threshold. In: square root of s, masses.
static double kallen(double energy, double a, double b) {
  if (!(a + b < energy)) return 0;
  double sum = (a + b) / energy, difference = (a - b) / energy;
  return (1 - sum) * (1 + sum) * (1 - difference) * (1 + difference);
}

double lr_dark_higgs_cross_section(double s, double dark_photon, double dark_higgs, double coupling) {
  double lambda = kallen(sqrt(s), dark_photon, dark_higgs), x = dark_photon * dark_photon / s;
  if (!(lambda > 0)) return 0;
  return LR_PI * LR_ALPHA * coupling / (3 * s) / ((1 - x) * (1 - x)) * sqrt(lambda) * (lambda + 12 * x) * LR_GEV_M2_fb;
}

double lr_dark_higgs_angle(double s, double dark_photon, double dark_higgs, double cosine) {
  double lambda = kallen(sqrt(s), dark_photon, dark_higgs), x = dark_photon * dark_photon / s;
  return 0.75 * (lambda * (1 - cosine * cosine) + 8 * x) / (lambda + 12 * x);
}

double lr_dark_higgs_asymmetry(double s, double dark_photon, double dark_higgs) {
  double lambda = kallen(sqrt(s), dark_photon, dark_higgs), x = dark_photon * dark_photon / s;
  return -lambda / (lambda + 8 * x);
}

double lr_dark_higgs_momentum(double s, double dark_photon, double dark_higgs) {
  return 0.5 * sqrt(s * kallen(sqrt(s), dark_photon, dark_higgs));
}

double lr_dark_higgs_width(double dark_higgs, double dark_photon, double alpha_d) {
  double r = dark_photon * dark_photon / (dark_higgs * dark_higgs);
  if (!(r < 0.25)) return 0;
  return alpha_d * dark_higgs / (8 * r) * sqrt(1 - 4 * r) * (1 - 4 * r + 12 * r * r);
}
