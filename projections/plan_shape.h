// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule of a period and the shape of its luminosity (model.md P2, P10): each calendar day of its runs carries the same share
// of beam, start-up comes first.
#ifndef LR_PROJECTIONS_PLAN_SHAPE_H
#define LR_PROJECTIONS_PLAN_SHAPE_H

#include "projections/plan.h"

struct lr_shape_day {
  int date;
  double beam_s, startup_s;  // beam time after start-up; of the start-up
  double peak_m2s;           // declared for that day
  double shape;              // integral of L / L_peak over the day, as part of that of all physics days at the peak
};
// Calls add for each day of the runs, in order of time; not at all for a period without beam.
void lr_period_each_day(const struct lr_period *period, void (*add)(const struct lr_shape_day *day, void *context), void *context);

// What studies and maintenance leave of physics time [1], and the physics time before them [s].
double lr_period_physics_share(const struct lr_period *period);
double lr_period_physics_s(const struct lr_period *period);
// A T as declared; 1 for what is not said.
double lr_period_declared(const struct lr_period *period);

#endif
