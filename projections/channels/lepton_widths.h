// SPDX-License-Identifier: GPL-3.0-or-later
// Decays of a light boson to a pair of charged leptons at tree level: model.md C4.
//   vector       L = g X_alpha lbar gamma^alpha l      width g^2 m/(12 pi) (1 + 2r) sqrt(1 - 4r)
//   scalar       L = -y X lbar l                       width y^2 m/(8 pi) (1 - 4r)^(3/2)
//   pseudoscalar L = -i y X lbar gamma5 l              width y^2 m/(8 pi) sqrt(1 - 4r)
// with r = m_l^2/m^2. In: mass and lepton mass [GeV], dimensionless coupling. Out: width [GeV], 0 below threshold.
#ifndef LR_PROJECTIONS_CHANNELS_LEPTON_WIDTHS_H
#define LR_PROJECTIONS_CHANNELS_LEPTON_WIDTHS_H

#include "projections/channel.h"

double lr_width_vector(double mass_GeV, double coupling, double lepton_GeV);
double lr_width_scalar(double mass_GeV, double coupling, double lepton_GeV);
double lr_width_pseudoscalar(double mass_GeV, double coupling, double lepton_GeV);

// A boson whose couplings go as the mass of the lepton, y_l = scale * m_l (scale in GeV^-1), and that decays to e, mu
// and tau only: loop decays to photons are left out. For a Higgs-like leptophilic scalar scale = xi/v, for an ALP
// C/Lambda (model.md C5).
struct lr_lepton_shares {
  double ee, mumu, tautau;  // branching fractions; the sum is 1
  double total_GeV;  // width at the given scale
};
struct lr_lepton_shares lr_scalar_shares(double mass_GeV, double scale_per_GeV);
struct lr_lepton_shares lr_pseudoscalar_shares(double mass_GeV, double scale_per_GeV);

// Rows of `xsec`: width, ctau and the three branching fractions. Out: their number, 0 without room or width.
size_t lr_lepton_share_rows(const struct lr_lepton_shares *share, struct lr_quantity *row, size_t room);

#endif
