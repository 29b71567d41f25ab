// SPDX-License-Identifier: GPL-3.0-or-later
// What the channels with the coupling eps^2 alpha_D share: their parameters, and the coupling in its two factors (model.md C12).
#ifndef LR_PROJECTIONS_CHANNELS_DARK_COUPLING_H
#define LR_PROJECTIONS_CHANNELS_DARK_COUPLING_H

#include "projections/channel.h"

#define LR_DARK_COUPLING_SYMBOL "ε²α_D"

// alpha_d: at which eps is quoted, and which lifetimes and widths are for; eps: at which alpha_D is quoted.
extern const struct lr_channel_parameter lr_dark_coupling_parameters[];

// eps at a coupling and the alpha_d of the channel.
double lr_dark_coupling_eps(const struct lr_channel *channel, double coupling);

// Hook `express`: eps_at_alpha_d, alpha_d_at_eps and eps2_alpha_d.
size_t lr_dark_coupling_express(const struct lr_channel *channel, double mass_GeV, double coupling, struct lr_quantity *row,
                                size_t room);

// Rows of A': width [GeV], ctau [m], br_ee, br_mumu, br_tautau, br_hadrons at eps. Returns 6, or 0 without room.
size_t lr_dark_coupling_photon(double mass_GeV, double eps, struct lr_quantity *row, size_t room);

#endif
