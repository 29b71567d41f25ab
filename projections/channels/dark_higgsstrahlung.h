// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> A' h', A' -> mu+ mu-, h' invisible (arXiv:2207.00509): model.md C10, C12. Coupling eps^2 alpha_D; mass m_A', second
// mass m_h'.
#ifndef LR_PROJECTIONS_CHANNELS_DARK_HIGGSSTRAHLUNG_H
#define LR_PROJECTIONS_CHANNELS_DARK_HIGGSSTRAHLUNG_H

#include "projections/channel.h"

extern const struct lr_channel_type lr_channel_dark_higgsstrahlung;

#endif
