// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- Z', Z' -> tau+ tau-, Z' of L_mu - L_tau (arXiv:2306.12294): model.md C9, R7.
#ifndef LR_PROJECTIONS_CHANNELS_ZP_TAUTAU_H
#define LR_PROJECTIONS_CHANNELS_ZP_TAUTAU_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_zp_tautau;

#endif
