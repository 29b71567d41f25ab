// SPDX-License-Identifier: GPL-3.0-or-later
// Couplings to leptons that go as the mass of the lepton: model.md C5.
#ifndef LR_PROJECTIONS_CHANNELS_LEPTOPHILIC_H
#define LR_PROJECTIONS_CHANNELS_LEPTOPHILIC_H

// Higgs-like scalar: y_l = xi m_l/v, v = 246.21965 GeV. In: xi, lepton mass [GeV]. Out: dimensionless coupling.
double lr_leptophilic_scalar(double xi, double lepton_GeV);
double lr_leptophilic_xi(double coupling, double lepton_GeV);

// ALP with L = (C/2Lambda) d_alpha a lbar gamma^alpha gamma5 l: by the equation of motion a pseudoscalar with
// y_l = (C/Lambda) m_l. With L = (C/Lambda) d_alpha a .. the same physics has half the C/Lambda. In: C/Lambda [GeV^-1].
double lr_leptophilic_alp(double c_over_lambda_per_GeV, double lepton_GeV);

#endif
