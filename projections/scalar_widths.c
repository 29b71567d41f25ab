// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/scalar_widths.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/constants.h"

static const double fermi_GeV2 = 1.1663788e-5;  // G_F, PDG 2024
static const double pion_GeV = 0.13957039, kaon_GeV = 0.493677;  // charged, PDG 2024
static const double matching_GeV = 2;  // hadrons below, quarks and gluons from here on
// Four pions and the rest: the form of arXiv:1809.01876 with the size that the FORESEE table of branching fractions and
// lifetimes has between 0.6 and 2 GeV (within 3 %); the paper's own size is 5.1e-9 GeV^-2.
static const double fourpi_GeV2 = 8.15e-9;

struct knot {
  double mass_GeV, width_GeV;
};

// S -> pi pi over its velocity sqrt(1 - 4 m_pi^2/m^2): Winkler, arXiv:1809.01876, as digitised by the scalar_portal
// project, thinned and smoothed. Within 3 % of the digitised points, 15 % between 0.99 and 1.03 GeV, where these are not
// single-valued. The first value holds down to threshold.
static const struct knot pipi[] = {
    {0.29, 6.95e-9},     {0.32455, 9.542e-9}, {0.33211, 9.779e-9}, {0.47141, 2.34e-8},  {0.68054, 5.091e-8},
    {0.75954, 7.061e-8}, {0.83508, 1.076e-7}, {0.88544, 1.654e-7}, {0.89755, 1.754e-7}, {0.90448, 2.014e-7},
    {0.94394, 3.218e-7}, {0.97704, 6.033e-7}, {0.98829, 6.704e-7}, {0.99597, 7.775e-7}, {1.0195, 3.038e-7},
    {1.0449, 1.66e-7},   {1.0515, 1.48e-7},   {1.0561, 1.208e-7},  {1.0641, 1.086e-7},  {1.1005, 5.227e-8},
    {1.1593, 2.108e-8},  {1.1952, 1.322e-8},  {1.2227, 1.049e-8},  {1.2437, 9.654e-9},  {1.278, 9.887e-9},
    {1.3518, 1.169e-8},  {1.39, 1.061e-8},    {1.4146, 9.531e-9},  {1.4498, 7.472e-9},  {1.4746, 5.441e-9},
    {1.5067, 3.139e-9},  {1.5262, 2.69e-9},   {1.549, 2.885e-9},   {1.5554, 3.288e-9},  {1.5854, 4.875e-9},
    {1.6079, 6.17e-9},   {1.6542, 7.747e-9},  {1.6935, 7.522e-9},  {1.8093, 3.829e-9},  {1.8554, 3.498e-9},
    {1.9077, 3.4e-9},    {2.0063, 3.644e-9}};
// S -> K K, the same source; it rises within 10 MeV of threshold.
static const struct knot kk[] = {{0.9909, 4.2e-9},   {0.99508, 7.793e-9}, {1.0008, 9.129e-8}, {1.0048, 1.224e-7},
                                 {1.0098, 1.438e-7}, {1.038, 1.393e-7},   {1.121, 1.018e-7},  {1.185, 8.989e-8},
                                 {1.252, 8.62e-8},   {1.362, 9.32e-8},    {1.522, 8.244e-8},  {1.609, 7.494e-8},
                                 {1.654, 6.907e-8},  {1.788, 5.057e-8},   {2.033, 3.353e-8}};
// Above 2 GeV: branching fraction over lifetime of the FORESEE tables (from arXiv:1710.09387 and 1811.12522), thinned;
// within 5 % of them.
static const struct knot ss[] = {{2, 4.877e-8},      {3.5655, 8.186e-8}, {3.7674, 8.3e-8}, {3.8702, 8.6e-8},
                                 {4.0432, 9.044e-8}, {5.9259, 1.021e-7}, {10, 1.573e-7}};
static const struct knot cc[] = {{3.75, 1.4e-8},    {3.777, 4.408e-8}, {3.835, 1.354e-7}, {3.937, 3.981e-7},
                                 {4.045, 7.151e-7}, {4.155, 1.041e-6}, {4.268, 1.417e-6}, {4.385, 1.83e-6},
                                 {4.628, 2.675e-6}, {4.884, 3.574e-6}, {5.295, 4.957e-6}, {6.223, 7.233e-6},
                                 {7.93, 1.178e-5},  {10, 1.63e-5}};
static const struct knot gg[] = {{2, 5.217e-8},     {2.297, 7.62e-8},  {2.7, 1.368e-7},   {3.008, 1.761e-7},
                                 {3.937, 2.705e-7}, {4.155, 2.763e-7}, {5.154, 3.55e-7},  {5.74, 3.823e-7},
                                 {6.931, 5.242e-7}, {7.514, 6.462e-7}, {8.147, 8.418e-7}, {9.321, 1.493e-6},
                                 {10, 1.837e-6}};
#define LENGTH(x) (sizeof(x) / sizeof((x)[0]))

// ln width linear in ln m between knots; 0 below the first, flat above the last.
static double between(const struct knot *knot, size_t n, double mass) {
  if (mass < knot[0].mass_GeV) return 0;
  if (mass >= knot[n - 1].mass_GeV) return knot[n - 1].width_GeV;
  size_t low = 0, high = n - 1;
  while (high - low > 1) {
    size_t middle = (low + high) / 2;
    if (mass < knot[middle].mass_GeV)
      high = middle;
    else
      low = middle;
  }
  double share = log(mass / knot[low].mass_GeV) / log(knot[high].mass_GeV / knot[low].mass_GeV);
  return knot[low].width_GeV * pow(knot[high].width_GeV / knot[low].width_GeV, share);
}

// model.md C20: G_F m m_l^2 beta^3/(4 sqrt(2) pi)
static double leptons(double mass, double lepton) {
  double beta2 = 1 - 4 * lepton * lepton / (mass * mass);
  return beta2 > 0 ? fermi_GeV2 * mass * lepton * lepton * beta2 * sqrt(beta2) / (4 * sqrt(2) * LR_PI) : 0;
}

static double velocity(double mass, double particle, double count) {
  double beta2 = 1 - count * count * particle * particle / (mass * mass);
  return beta2 > 0 ? sqrt(beta2) : 0;
}

double lr_scalar_width_GeV(double m, enum lr_scalar_final final) {
  if (!(m > 2 * LR_ELECTRON_MASS_GeV && m <= LR_SCALAR_MASS_MAX_GeV)) return NAN;
  bool hadrons = m < matching_GeV;
  switch (final) {
    case LR_SCALAR_EE:
      return leptons(m, LR_ELECTRON_MASS_GeV);
    case LR_SCALAR_MUMU:
      return leptons(m, LR_MUON_MASS_GeV);
    case LR_SCALAR_TAUTAU:
      return leptons(m, LR_TAU_MASS_GeV);
    case LR_SCALAR_PIPI:
      return hadrons ? velocity(m, pion_GeV, 2) * between(pipi, LENGTH(pipi), fmax(m, 0.29)) : 0;
    case LR_SCALAR_KK:
      return hadrons && m > 2 * kaon_GeV ? between(kk, LENGTH(kk), m) : 0;
    case LR_SCALAR_FOURPI:
      return hadrons ? fourpi_GeV2 * m * m * m * velocity(m, pion_GeV, 4) : 0;
    case LR_SCALAR_SS:
      return hadrons ? 0 : between(ss, LENGTH(ss), m);
    case LR_SCALAR_CC:
      return hadrons ? 0 : between(cc, LENGTH(cc), m);
    case LR_SCALAR_GG:
      return hadrons ? 0 : between(gg, LENGTH(gg), m);
    case LR_SCALAR_PIPI_CHARGED:
      return lr_scalar_width_GeV(m, LR_SCALAR_PIPI) * 2 / 3;
    case LR_SCALAR_KK_CHARGED:
      return lr_scalar_width_GeV(m, LR_SCALAR_KK) / 2;
  }
  return NAN;
}

double lr_scalar_total_width_GeV(double mass_GeV) {
  double total = 0;
  for (int i = 0; i < (int)LR_SCALAR_FINALS; i++) total += lr_scalar_width_GeV(mass_GeV, (enum lr_scalar_final)i);
  return total;
}

double lr_scalar_br(double mass_GeV, enum lr_scalar_final final) {
  return lr_scalar_width_GeV(mass_GeV, final) / lr_scalar_total_width_GeV(mass_GeV);
}

double lr_scalar_ctau_m(double mass_GeV, double sin_theta) {
  if (!(sin_theta > 0)) return NAN;
  return LR_HBARC_GeV_m / (lr_scalar_total_width_GeV(mass_GeV) * sin_theta * sin_theta);
}
