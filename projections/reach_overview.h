// SPDX-License-Identifier: GPL-3.0-or-later
// What more data buys, channel by channel (model.md R17).
#ifndef LR_PROJECTIONS_REACH_OVERVIEW_H
#define LR_PROJECTIONS_REACH_OVERVIEW_H

#include "base/table.h"
#include "projections/reach.h"

// Table `overview`: channel, title, dataset, mass_GeV, luminosity_ab (of all data), coupling (continuous limit with the share of them that the
// channel counts), coupling_unit, gain = coupling today / coupling, or its root where the coupling enters linearly (eps^2 alpha_D: the gain in eps); 25 luminosities from today to `most_fb`, evenly in ln L. A channel
// without reach today has gains against the first luminosity that gives one. In: today_fb > 0, share_4s of the data at the Y(4S).
enum lr_status lr_table_overview(const struct lr_channel *channel, size_t channels, double today_fb, double share_4s, double most_fb,
                                 struct lr_table **table, struct lr_error *error);

#endif
