// SPDX-License-Identifier: GPL-3.0-or-later
// What one row of probabilities means for a history: its factors and slips, and its peaks day by day (model.md P11).
#ifndef LR_PROJECTIONS_EPISTEMIC_H
#define LR_PROJECTIONS_EPISTEMIC_H

#include "projections/histories.h"

struct lr_epistemic {
  double speed, ceiling_m2s;  // of the ramp; ceiling <= 0: none
  double efficiency, sudden;  // sudden: factor of the rate of sudden losses
  int slip_days[LR_MOST_SHUTDOWNS];
};
// `u`: lr_epistemic_factors probabilities in (0, 1).
void lr_epistemic_read(const struct lr_plan *plan, const double *u, struct lr_epistemic *epistemic);
// No factor has any spread.
bool lr_epistemic_all_fixed(const struct lr_plan *plan);

// The first peak of the plan, from which the speed of the ramp counts: that of its first period x the ramp of its first day with beam;
// an updated plan counts from where it began. [m^-2 s^-1]
double lr_epistemic_first_peak(const struct lr_plan *plan, const struct lr_plan_days *days);
// ln(peak / first); 0 for a peak that is not above the first: a step down is no ramp.
double lr_epistemic_climb(double peak_m2s, double first_m2s);

// Drawn peak: first (peak/first)^speed, up to the ceiling; the cap of a period is not in it. `peak_m2s`: planned, with its ramp; `climb`:
// of it. [m^-2 s^-1]
double lr_epistemic_peak(const struct lr_epistemic *epistemic, double peak_m2s, double climb);
// Drawn over planned peak on a day of the plan with beam, its cap in both. `climb`: of the day's uncapped peak.
double lr_epistemic_peak_ratio(const struct lr_epistemic *epistemic, const struct lr_plan_day *day, double climb);

#endif
