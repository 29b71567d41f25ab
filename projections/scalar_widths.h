// SPDX-License-Identifier: GPL-3.0-or-later
// Widths of a scalar that mixes with the Higgs boson: all go as sin^2 theta, the branching fractions do not depend on it.
// Leptons in closed form (model.md C20); pions and kaons below 2 GeV from a dispersive calculation, quarks and gluons above
// from perturbation theory, both as tables of the partial width (C21). Partial widths are what is tabulated, so that the
// branching fractions add up to 1 at every mass.
// Range: 2 m_e to 10 GeV. Photons (some per cent of the width just below 2 m_mu, less elsewhere) and b quarks are left out. Between 1 and 2 GeV the
// calculations of the hadronic width differ by a factor of about 2 among themselves.
#ifndef LR_PROJECTIONS_SCALAR_WIDTHS_H
#define LR_PROJECTIONS_SCALAR_WIDTHS_H

#define LR_SCALAR_MASS_MAX_GeV 10.0

// The first LR_SCALAR_FINALS are disjoint and add up to the total; those after it are parts of them.
enum lr_scalar_final {
  LR_SCALAR_EE,
  LR_SCALAR_MUMU,
  LR_SCALAR_TAUTAU,
  LR_SCALAR_PIPI,  // pi+ pi- and pi0 pi0, below 2 GeV
  LR_SCALAR_KK,  // K+ K- and K0 K0bar, below 2 GeV
  LR_SCALAR_FOURPI,  // four pions, eta eta and the rest, below 2 GeV
  LR_SCALAR_SS,  // from here on above 2 GeV
  LR_SCALAR_CC,
  LR_SCALAR_GG,
  LR_SCALAR_FINALS,
  LR_SCALAR_PIPI_CHARGED = LR_SCALAR_FINALS,  // pi+ pi-: 2/3 of pi pi, isospin 0
  LR_SCALAR_KK_CHARGED  // K+ K-: 1/2 of K K
};

// Partial width and total width at sin theta = 1 [GeV]; 0 below threshold, NaN outside the range of masses.
double lr_scalar_width_GeV(double mass_GeV, enum lr_scalar_final final);
double lr_scalar_total_width_GeV(double mass_GeV);

// Branching fraction, 0 to 1; NaN outside the range of masses.
double lr_scalar_br(double mass_GeV, enum lr_scalar_final final);

// Mean proper decay length [m] at this sin theta; NaN outside the range of masses or for sin theta not above 0.
double lr_scalar_ctau_m(double mass_GeV, double sin_theta);

#endif
