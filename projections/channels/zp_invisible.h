// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- Z', Z' invisible, Z' the gauge boson of L_mu - L_tau (arXiv:2212.03066): model.md R7.
#ifndef LR_PROJECTIONS_CHANNELS_ZP_INVISIBLE_H
#define LR_PROJECTIONS_CHANNELS_ZP_INVISIBLE_H

#include "projections/channels/lmutau.h"

extern const struct lr_channel_type lr_channel_zp_invisible;

#endif
