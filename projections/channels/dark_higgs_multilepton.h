// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> A' h', h' -> A' A': three dark photons, six charged particles (arXiv:1202.1313, arXiv:1502.00084): model.md C10, C11,
// C13. Coupling eps^2 alpha_D; mass m_A', second mass m_h'.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_HIGGS_MULTILEPTON_H
#define LR_PROJECTIONS_CHANNELS_DARK_HIGGS_MULTILEPTON_H

#include "projections/channel.h"

// Probability that all three A' decay within `radius_m`, at this width of A' [GeV]. The first flies with the momentum of the pair;
// the two of h' are taken at half the energy of h' each. The boost of the collider is left out.
double lr_three_photons_inside(double s_GeV2, double dark_photon_GeV, double dark_higgs_GeV, double width_GeV, double radius_m);

extern const struct lr_channel_type lr_channel_dark_higgs_multilepton;

#endif
