// SPDX-License-Identifier: GPL-3.0-or-later
// tau -> l alpha, l = e or mu, alpha invisible (arXiv:2212.03634, arXiv:2503.22195): model.md C34, C35.
#ifndef LR_PROJECTIONS_CHANNELS_TAU_TO_L_ALPHA_H
#define LR_PROJECTIONS_CHANNELS_TAU_TO_L_ALPHA_H

#include "projections/channel.h"

// Width of tau -> l alpha [GeV]: m_tau^3/(16 pi F^2) (1 - m^2/m_tau^2)^2, lepton mass neglected; 0 for m >= m_tau.
// F [GeV] is the scale of lepton-flavour violation, F = 2 f/sqrt(|C_V|^2 + |C_A|^2). In: mass of alpha [GeV], 1/F [GeV^-1].
double lr_tau_alpha_width(double mass_GeV, double per_F);

// Branching fraction: the width over that of the tau, hbar/lifetime.
double lr_tau_alpha_branching(double mass_GeV, double per_F);

// 1/F [GeV^-1] of a branching fraction.
double lr_tau_alpha_per_F(double mass_GeV, double branching);

// Momentum of the lepton in the rest frame of the tau [GeV], lepton mass neglected: (m_tau^2 - m^2)/(2 m_tau).
double lr_tau_alpha_momentum(double mass_GeV);

// Pairs of taus per fb^-1 at the Y(4S), 0.919 nb.
double lr_tau_pairs_per_fb(void);

extern const struct lr_channel_type lr_channel_tau_to_l_alpha;

#endif
