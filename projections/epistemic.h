// SPDX-License-Identifier: GPL-3.0-or-later
// What one row of probabilities means for a history: its factors, peaks and slips (model.md P11).
#ifndef LR_PROJECTIONS_EPISTEMIC_H
#define LR_PROJECTIONS_EPISTEMIC_H

#include "projections/histories.h"

struct lr_epistemic {
  double efficiency, sudden;      // sudden: factor of the rate of sudden losses
  double ratio[LR_MOST_PERIODS];  // drawn peak over planned peak, per period
  int slip_days[LR_MOST_SHUTDOWNS];
};
// `u`: lr_epistemic_factors probabilities in (0, 1).
void lr_epistemic_read(const struct lr_plan *plan, const double *u, struct lr_epistemic *epistemic);

// Drawn over planned peak on a day of a period, where a cap of the luminosity holds for both. `uncapped_m2s`: planned, with its ramp.
double lr_epistemic_peak_ratio(const struct lr_epistemic *epistemic, const struct lr_plan_day *day, size_t period, double uncapped_m2s);

// A day of the calendar for a day of the plan, and back: each shutdown that ended before pushes what follows.
int lr_calendar_of_plan(const struct lr_plan *plan, const struct lr_epistemic *epistemic, int day);
int lr_plan_of_calendar(const struct lr_plan *plan, const struct lr_epistemic *epistemic, int date);

// Peak in force on a day of the plan [m^-2 s^-1]; `epistemic` NULL: as planned.
double lr_peak_in_force(const struct lr_plan *plan, const struct lr_epistemic *epistemic, int day);

#endif
