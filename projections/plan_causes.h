// SPDX-License-Identifier: GPL-3.0-or-later
// What takes luminosity from a day of a plan, by cause (model.md P13, P18): the closed form beside the means of the histories.
#ifndef LR_PROJECTIONS_PLAN_CAUSES_H
#define LR_PROJECTIONS_PLAN_CAUSES_H

#include "projections/histories.h"

// Lost luminosity of day i by cause [m^-2]: LR_CAUSES + plan->faults_given entries, in the order of enum lr_cause, then the faults. Their
// sum is ideal less recorded. A day without beam loses nothing.
void lr_day_lost(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i, double *lost_m2);

// Expected faults of the systems on day i, then of the sudden losses: faults_given + 1 entries.
void lr_day_faults(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i, double *number);

// Peak in force on a date, with ramp and cap [m^-2 s^-1]: as lr_plan_peak it climbs through a period and holds between periods.
double lr_plan_peak_in_force(const struct lr_plan *plan, const struct lr_plan_days *days, int date);

#endif
