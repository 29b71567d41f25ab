// SPDX-License-Identifier: GPL-3.0-or-later
// One-loop shift of the anomalous magnetic moment of the muon by a boson that couples to it: model.md C7.
//   vector        (g^2/4pi^2) integral_0^1 dz z(1-z)^2 / [(1-z)^2 + z M^2/m^2]
//   scalar        (y^2/8pi^2) integral_0^1 dz (1+z)(1-z)^2 / [(1-z)^2 + z M^2/m^2]
//   pseudoscalar -(y^2/8pi^2) integral_0^1 dz (1-z)^3 / [(1-z)^2 + z M^2/m^2]
// In: mass M [GeV] > 0, coupling as in lepton_widths.h. Good to 1e-6 for M above 1 MeV.
#ifndef LR_PROJECTIONS_CHANNELS_GM2_H
#define LR_PROJECTIONS_CHANNELS_GM2_H

double lr_gm2_vector(double mass_GeV, double coupling);
double lr_gm2_scalar(double mass_GeV, double coupling);
double lr_gm2_pseudoscalar(double mass_GeV, double coupling);

#endif
