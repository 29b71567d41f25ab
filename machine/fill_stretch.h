// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of a fill that is too short for a multistep method to get going: from one pulse of the injector to the next.
#ifndef LR_MACHINE_FILL_STRETCH_H
#define LR_MACHINE_FILL_STRETCH_H

#include "machine/fill_model.h"

// Is it short? The emittances relax by less than twice their time constant, so that explicit steps are stable.
bool lr_fill_stretch_is_short(const struct lr_fill_model *model, double length_s);

// Carries the state over a short stretch without a discontinuity in it, by the method of Dormand and Prince of order 5 with its
// error estimate (model.md M20): one step, or as many as 8 until each has every |error| <= relative |state| + absolute.
// Linear sums of states are kept to rounding. False, with the state as it was: it takes more steps, or leaves the model.
bool lr_fill_stretch(const struct lr_fill_model *model, double length_s, double relative,
                     const double absolute[LR_FILL_STATES], double state[LR_FILL_STATES], long *steps);

#endif
