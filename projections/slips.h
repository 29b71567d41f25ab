// SPDX-License-Identifier: GPL-3.0-or-later
// Shutdowns that end later (model.md P11): the days of the calendar just after the planned end have no beam, and the days of the plan
// are run in their order on the days that are left. Seasons, caps and days that are cut stay where the plan has them: a day of the plan
// that wants more power than the cap of the date waits, and the date's own day is run in its place. What does not fit before the
// horizon is lost.
#ifndef LR_PROJECTIONS_SLIPS_H
#define LR_PROJECTIONS_SLIPS_H

#include "projections/plan.h"

struct lr_slips {
  const struct lr_plan_days *days;
  int from[LR_MOST_SHUTDOWNS], to[LR_MOST_SHUTDOWNS];  // days that the slips take, both included
  size_t count;
  size_t date, next;  // day of the calendar to come, and the first day of the plan that may be run on it
  long in_force;      // day of the plan at which the last day of the calendar stands; -1: none yet
};
// `slip_days`: one for each shutdown of the plan.
void lr_slips_begin(const struct lr_plan *plan, const struct lr_plan_days *days, const int *slip_days, struct lr_slips *slips);
// The next of days->days days of the calendar. True: slips->in_force is the day of the plan that is run on it. False: no beam; idle days of
// the plan that follow the last run pass too, so that without slips in_force is the day of the calendar itself.
bool lr_slips_next(struct lr_slips *slips);

#endif
