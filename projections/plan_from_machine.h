// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a period that a machine file gives: its peak luminosity (`machine: FILE`), and mean over peak through a fill
// (`fill: FILE`).
#ifndef LR_PROJECTIONS_PLAN_FROM_MACHINE_H
#define LR_PROJECTIONS_PLAN_FROM_MACHINE_H

#include "projections/plan.h"

// period->machine names the file ("scenario": the scenario's own machine). Its currents, bunches and beta_y (of the positron ring)
// become period->at where that says nothing. False, with the problem reported at `node` or in
// that file, when it gives no luminosity. (model.md P2)
bool lr_period_take_peak(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period);

// period->fill names a file with `machine:` and `fill:` ("scenario": the scenario's own); its mean over peak (model.md M21,
// aborts drawn with seed 1) becomes that of the period. Trips within the fill are in it: then trip_factor stays 1.
bool lr_period_take_mean(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period);

#endif
