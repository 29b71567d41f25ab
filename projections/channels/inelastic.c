// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/inelastic.h"

#include <math.h>

#include "base/constants.h"
#include "projections/quadrature.h"

struct lr_inelastic lr_inelastic_of(double dark_photon, double ratio, double delta, double alpha_d) {
  double chi1 = ratio * dark_photon;
  return (struct lr_inelastic){dark_photon, chi1, (1 + delta) * chi1, alpha_d};
}

bool lr_inelastic_open(const struct lr_inelastic *m) {
  return m->chi1_GeV + m->chi2_GeV < m->dark_photon_GeV && m->chi2_GeV > m->chi1_GeV;
}

// Momentum of a decay of mass M into a and b; from the product form.
static double momentum(double M, double a, double b) {
  double value = (M - a - b) * (M + a + b) * (M - a + b) * (M + a - b);
  return value > 0 ? sqrt(value) / (2 * M) : 0;
}

// Squared vector current of chi2 -> chi1 A' over e_D^2, summed over spins and the polarisations of an A' of mass q;
// delta and sigma are the difference and the sum of the masses. That of A' -> chi1 chi2 is its negative, at q = m_A'.
static double current(const struct lr_inelastic *m, double q2) {
  double delta = m->chi2_GeV - m->chi1_GeV, sigma = m->chi2_GeV + m->chi1_GeV;
  return 2 * (delta * delta - q2) * (sigma * sigma + 2 * q2) / q2;
}

double lr_inelastic_dark_photon_width(const struct lr_inelastic *m) {
  if (!lr_inelastic_open(m)) return 0;
  double M = m->dark_photon_GeV, p = momentum(M, m->chi1_GeV, m->chi2_GeV);
  return 4 * LR_PI * m->alpha_d * -current(m, M * M) / 3 * p / (8 * LR_PI * M * M);
}

struct pair {
  const struct lr_inelastic *model;
  double lepton, low, span;
};

// d Gamma / d q^2, with q = low + span u^2 (3 - 2u): the square roots at both ends become smooth.
static double integrand(double u, const void *data) {
  const struct pair *p = data;
  const struct lr_inelastic *m = p->model;
  double q = p->low + p->span * u * u * (3 - 2 * u), q2 = q * q, r = p->lepton * p->lepton / q2;
  double two_body = 4 * LR_PI * m->alpha_d * 0.5 * current(m, q2) * momentum(m->chi2_GeV, m->chi1_GeV, q) /
                    (8 * LR_PI * m->chi2_GeV * m->chi2_GeV);
  double pair_width = LR_ALPHA * q / 3 * (1 + 2 * r) * sqrt(fmax(0, 1 - 4 * r));
  double propagator = m->dark_photon_GeV * m->dark_photon_GeV - q2;
  return two_body * q * pair_width / (LR_PI * propagator * propagator) * 2 * q * p->span * 6 * u * (1 - u);
}

double lr_inelastic_width(const struct lr_inelastic *m, double lepton) {
  double high = m->chi2_GeV - m->chi1_GeV, low = 2 * lepton;
  if (!(high > low && high < m->dark_photon_GeV)) return 0;
  struct pair pair = {m, lepton, low, high - low};
  return lr_quadrature_gauss(integrand, &pair, 0, 1);
}

double lr_inelastic_width_limit(const struct lr_inelastic *m) {
  double M2 = m->dark_photon_GeV * m->dark_photon_GeV;
  return 4 * LR_ALPHA * m->alpha_d * pow(m->chi2_GeV - m->chi1_GeV, 5) / (15 * LR_PI * M2 * M2);
}

double lr_inelastic_total_width(const struct lr_inelastic *m) {
  return lr_inelastic_width(m, LR_ELECTRON_MASS_GeV) + lr_inelastic_width(m, LR_MUON_MASS_GeV);
}

double lr_inelastic_electron_share(const struct lr_inelastic *m) {
  double electrons = lr_inelastic_width(m, LR_ELECTRON_MASS_GeV), muons = lr_inelastic_width(m, LR_MUON_MASS_GeV);
  return electrons > 0 ? electrons / (electrons + muons) : 0;
}
