// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- S, S -> mu+ mu-, S a scalar that couples to muons only (arXiv:2403.02841): model.md C9, C4.
#ifndef LR_PROJECTIONS_CHANNELS_S_MUMU_H
#define LR_PROJECTIONS_CHANNELS_S_MUMU_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_s_mumu;

#endif
