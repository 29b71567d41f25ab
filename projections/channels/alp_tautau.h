// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- a, a -> tau+ tau-, a an axion-like particle with leptons (arXiv:2306.12294): model.md C9, C5.
#ifndef LR_PROJECTIONS_CHANNELS_ALP_TAUTAU_H
#define LR_PROJECTIONS_CHANNELS_ALP_TAUTAU_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_alp_tautau;

#endif
