// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the machine on the days of a plan and what it does to the peak (model.md P15).
#ifndef LR_PROJECTIONS_PLAN_RAMP_H
#define LR_PROJECTIONS_PLAN_RAMP_H

#include "projections/plan.h"

// What goes on from one day with beam to the next.
struct lr_ramp_state {
  bool begun;
  double value[LR_STATES];   // at the end of the last day with beam; NaN = not known
  double offset[LR_STATES];  // from the declared state, where no knot holds the value
  bool held[LR_STATES];      // by a knot
  double squeezed_s;         // beam time since beta_y went down, INFINITY = never
};

// A day with `beam_s` of beam: the state in the middle of it and the factor of the declared peak; `now` becomes that of its end.
// `first`: the first day of the plan; a knot before it holds from the beginning. Values of 0 in `at` are not known.
// LR_E_INPUT: a knot acts in a period whose `at` does not say that value.
enum lr_status lr_ramp_day(const struct lr_ramp_plan *ramp, const struct lr_period *period, int first, int date, double beam_s,
                           struct lr_ramp_state *now, struct lr_state *state, double *factor, struct lr_error *error);

#endif
