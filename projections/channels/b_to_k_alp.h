// SPDX-License-Identifier: GPL-3.0-or-later
// B -> K a, a -> gamma gamma, for an ALP that couples to W bosons, L = -(g_aW/4) a W Wdual: model.md C32 to C34.
#ifndef LR_PROJECTIONS_CHANNELS_B_TO_K_ALP_H
#define LR_PROJECTIONS_CHANNELS_B_TO_K_ALP_H

#include "projections/channel.h"

// Loop function f(x) = x [1 + x (ln x - 1)]/(1 - x)^2 of x = m_q^2/M_W^2 (Izaguirre, Lin and Shuve, arXiv:1611.09355);
// x near 0, 1/2 at x = 1, ln x - 1 far above. In: x >= 0.
double lr_alp_loop_function(double x);

// Coupling of a to the s and b quarks [GeV^-1]: 3 sqrt(2) G_F M_W^2 g_aW/(16 pi^2) |V_tb V_ts*| f(m_t^2/M_W^2), the top
// quark alone. With the running instead of the pole mass of the top the rate falls by 12 %, with |V_ts| of 0.0394 by 8 %.
double lr_alp_bs_coupling(double g_aW);

// Branching fraction of B+ -> K+ a, 0 above m_B - m_K. In: mass [GeV], g_aW [GeV^-1].
double lr_b_to_k_alp_branching(double mass_GeV, double g_aW);

// Width [GeV] and proper decay length [m] of a -> gamma gamma: those of an ALP with g_agammagamma = g_aW sin^2(theta_W).
double lr_alp_w_width(double mass_GeV, double g_aW);
double lr_alp_w_ctau(double mass_GeV, double g_aW);

// Momentum of a in the rest frame of the B [GeV], 0 above m_B - m_K.
double lr_b_to_k_momentum(double mass_GeV, double kaon_mass_GeV);

// Share of the decays that the search sees, when it sees a decay at distance r with probability exp(-r/scale):
// scale/(scale + beta gamma ctau), averaged over nothing: B mesons at rest in the centre-of-mass frame.
// In: scale [m]; 0 stands for a search that does not mind the distance: 1.
double lr_b_to_k_alp_seen(double mass_GeV, double g_aW, double scale_m);

extern const struct lr_channel_type lr_channel_b_to_k_alp;

#endif
