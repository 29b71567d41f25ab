// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- Z', Z' invisible, Z' the gauge boson of L_mu - L_tau (arXiv:2212.03066): model.md R7.
#ifndef LR_PROJECTIONS_CHANNELS_ZP_INVISIBLE_H
#define LR_PROJECTIONS_CHANNELS_ZP_INVISIBLE_H

#include "projections/channel.h"

// Partial widths [GeV] at g' = coupling. invisible: two neutrino flavours. Born, vanilla L_mu - L_tau.
struct lr_zp_widths {
  double invisible, mumu, tautau, total;
};
struct lr_zp_widths lr_zp_widths(double mass_GeV, double coupling);

extern const struct lr_channel_type lr_channel_zp_invisible;

#endif
