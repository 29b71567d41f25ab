// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> A' h', A' -> chi1 chi2, chi2 -> chi1 e+ e- and h' -> mu+ mu-, pi+ pi-, K+ K-: two vertices, of which at least one is
// displaced, and missing energy (arXiv:2505.09705): model.md C10, C14 to C17. Mass m_h', second mass m_A'.
// Two channels, since they ask different things: idm_dark_higgs for the coupling eps at a declared sin theta;
// idm_dark_higgs_theta for sin theta at a declared eps: that enters through the lifetime of h' alone, so that there is a
// smallest coupling, and a largest one where both vertices must be displaced.
#ifndef LR_PROJECTIONS_CHANNELS_IDM_DARK_HIGGS_H
#define LR_PROJECTIONS_CHANNELS_IDM_DARK_HIGGS_H

#include "projections/channel.h"
#include "projections/channels/inelastic.h"

// One point of the model.
struct lr_idm {
  double s_GeV2, dark_higgs_GeV;
  struct lr_inelastic dark;
  double eps, sin_theta;
};

// Momentum of chi2 at the mean of its energy: A' with the momentum of the pair, its decay isotropic [GeV].
double lr_idm_chi2_momentum(const struct lr_idm *idm);

// Share of the pairs of decays that is seen: both vertices inside `displacement` but for its smallest radius, which `displaced`
// of the two (1: one or the other, 2: both) must exceed. chi2_width: lr_inelastic_widths(..).total, at eps = 1 [GeV].
double lr_idm_acceptance(const struct lr_idm *idm, const struct lr_displacement *displacement, int displaced, double chi2_width_GeV);

extern const struct lr_channel_type lr_channel_idm_dark_higgs, lr_channel_idm_dark_higgs_theta;

#endif
