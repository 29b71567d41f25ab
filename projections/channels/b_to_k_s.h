// SPDX-License-Identifier: GPL-3.0-or-later
// B+ -> K+ S and B0 -> K*0 S with a scalar S that mixes with the Higgs boson; S -> e e, mu mu, pi pi, K K at a displaced
// vertex. (model.md C20 to C25)
#ifndef LR_PROJECTIONS_CHANNELS_B_TO_K_S_H
#define LR_PROJECTIONS_CHANNELS_B_TO_K_S_H

#include "projections/displaced.h"

enum lr_b_decay { LR_B_TO_KPLUS, LR_B_TO_KSTAR };

// Modes of the channel, in the order of their ids.
enum lr_b_to_k_s_mode {
  LR_KPLUS_EE,
  LR_KPLUS_MUMU,
  LR_KPLUS_PIPI,
  LR_KPLUS_KK,
  LR_KSTAR_EE,
  LR_KSTAR_MUMU,
  LR_KSTAR_PIPI,
  LR_KSTAR_KK,
  LR_B_TO_K_S_MODES
};

// Form factor f_0 of B -> K at q^2 [GeV^2], below the pole at 38 GeV^2.
double lr_b_to_k_f0(double q2_GeV2);

// B(B -> K S)/sin^2 theta (model.md C24); 0 above the end of phase space, NaN for a mass below 0. Theory: +-25 %.
double lr_b_to_k_s_branching(enum lr_b_decay decay, double mass_GeV);

// Momentum of S in the rest frame of the B [GeV]; 0 above the end of phase space.
double lr_b_to_k_s_momentum_GeV(enum lr_b_decay decay, double mass_GeV);

// Parents per fb^-1 on the Y(4S): both charges of the B+, or both flavours of the B0.
double lr_b_mesons_per_fb(enum lr_b_decay decay);

// Decays B -> K S, S -> final state of the mode (model.md C25), with K*0 -> K+ pi-, per fb^-1 and sin^2 theta; charged pions and kaons only.
double lr_b_to_k_s_decays_per_fb(enum lr_b_to_k_s_mode mode, double mass_GeV);

// Share of the decays of a mode with a vertex where the search looks (model.md C22, C23).
double lr_b_to_k_s_acceptance(enum lr_b_to_k_s_mode mode, const struct lr_displacement *displacement, double blur_m,
                              double mass_GeV, double ctau_m);

extern const struct lr_channel_type lr_channel_b_to_k_s;

#endif
