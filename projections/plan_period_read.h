// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the reader of `plan:`: its periods.
#ifndef LR_PROJECTIONS_PLAN_PERIOD_READ_H
#define LR_PROJECTIONS_PLAN_PERIOD_READ_H

#include "projections/plan.h"

// Reads `periods:` of the plan at `node` into plan->period, once the rest of the plan is read. Every problem is reported.
void lr_plan_periods_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan);

// The day (100 month + day) in a year. 02-29 of a common year: 03-01 as the first day of something, 02-28 as its last.
int lr_plan_day_in(int year, int day_of_year, bool first);

#endif
