// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma A', A' -> dark matter: a single photon (BaBar, arXiv:1702.03327): model.md C1, C8.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_PHOTON_INVISIBLE_H
#define LR_PROJECTIONS_CHANNELS_DARK_PHOTON_INVISIBLE_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_dark_photon_invisible;

#endif
