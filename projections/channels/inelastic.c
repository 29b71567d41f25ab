// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channels/inelastic.h"

#include <math.h>

#include "base/constants.h"
#include "projections/channels/hadron_ratio.h"

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
  double lepton;  // mass; 0: hadrons
  double low, span;
};

// d Gamma / d q^2, with q = low + span u^2 (3 - 2u): the square roots at both ends become smooth.
static double integrand(double u, const struct pair *p) {
  const struct lr_inelastic *m = p->model;
  double q = p->low + p->span * u * u * (3 - 2 * u), q2 = q * q, r = p->lepton * p->lepton / q2;
  double two_body = 4 * LR_PI * m->alpha_d * 0.5 * current(m, q2) * momentum(m->chi2_GeV, m->chi1_GeV, q) /
                    (8 * LR_PI * m->chi2_GeV * m->chi2_GeV);
  double ratio = p->lepton > 0 ? (1 + 2 * r) * sqrt(fmax(0, 1 - 4 * r)) : lr_hadron_ratio(q);
  double propagator = m->dark_photon_GeV * m->dark_photon_GeV - q2;
  return two_body * q * LR_ALPHA * q / 3 * ratio / (LR_PI * propagator * propagator) * 2 * q * p->span * 6 * u * (1 - u);
}

// Eight Gauss-Legendre points: the acceptance of a search asks for these widths at every coupling.
static double width(const struct lr_inelastic *m, double lepton, double low, double high) {
  static const double node[4] = {0.18343464249564980494, 0.52553240991632898582, 0.79666647741362673959, 0.96028985649753623168};
  static const double weight[4] = {0.36268378337836198297, 0.31370664587788728734, 0.22238103445337447054, 0.10122853629037625915};
  struct pair pair = {m, lepton, low, high - low};
  double sum = 0;
  for (int i = 0; i < 4 && high > low; i++)
    sum += 0.5 * weight[i] * (integrand(0.5 - 0.5 * node[i], &pair) + integrand(0.5 + 0.5 * node[i], &pair));
  return sum;
}

// Pieces between the peaks: the flank of the rho, omega, phi with 10 MeV to either side, the rest.
static double hadrons(const struct lr_inelastic *m, double end) {
  static const double piece[] = {0.28, 0.60, 0.77, 0.80, 1.010, 1.030, INFINITY};
  double sum = 0;
  for (int i = 0; i < 6 && piece[i] < end; i++) sum += width(m, 0, piece[i], fmin(piece[i + 1], end));
  return sum;
}

struct lr_inelastic_widths lr_inelastic_widths(const struct lr_inelastic *m) {
  double end = m->chi2_GeV - m->chi1_GeV;
  struct lr_inelastic_widths w = {0, 0, 0, 0};
  if (!(end < m->dark_photon_GeV)) return w;
  w.ee = width(m, LR_ELECTRON_MASS_GeV, 2 * LR_ELECTRON_MASS_GeV, end);
  w.mumu = width(m, LR_MUON_MASS_GeV, 2 * LR_MUON_MASS_GeV, end);
  w.hadrons = hadrons(m, end);
  w.total = w.ee + w.mumu + w.hadrons;
  return w;
}
