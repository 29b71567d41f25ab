// SPDX-License-Identifier: GPL-3.0-or-later
// R(m) = width of a dark photon to hadrons over (alpha eps^2 m / 3), i.e. sigma(e+ e- -> hadrons) over the point-like
// muon cross-section at the same energy: model.md C3.
#ifndef LR_PROJECTIONS_CHANNELS_HADRON_RATIO_H
#define LR_PROJECTIONS_CHANNELS_HADRON_RATIO_H

// In: mass [GeV] > 0. Out: R; 0 below 0.28 GeV (2 m_pi).
// 0.28 to 2 GeV: a table with rho, omega and phi, linear in ln R, within 3 % of the curve that it was thinned from (10 %
// at 0.32 GeV and below, where R < 0.05). Above 2 GeV: 3 sum Q^2 (1 + alpha_s/pi), three flavours below 2 m_D and four
// above, alpha_s of one loop from 0.118 at m_Z. No J/psi, psi or Upsilon in it: between 3.6 and 4.6 GeV it is good to
// 30 %, elsewhere above 2 GeV to 5 %.
double lr_hadron_ratio(double mass_GeV);

#endif
