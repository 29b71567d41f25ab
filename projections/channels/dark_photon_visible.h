// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma A', A' -> e+ e-, mu+ mu- (BaBar, arXiv:1406.2980): model.md C1, C2.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_PHOTON_VISIBLE_H
#define LR_PROJECTIONS_CHANNELS_DARK_PHOTON_VISIBLE_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_dark_photon_visible;

#endif
