// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- Z', Z' -> mu+ mu-, Z' of L_mu - L_tau (arXiv:2403.02841): model.md C9, R7.
#ifndef LR_PROJECTIONS_CHANNELS_ZP_MUMU_H
#define LR_PROJECTIONS_CHANNELS_ZP_MUMU_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_zp_mumu;

#endif
