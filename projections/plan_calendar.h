// SPDX-License-Identifier: GPL-3.0-or-later
// The calendar of a plan: what each day is for, as planned (no slip of a shutdown).
#ifndef LR_PROJECTIONS_PLAN_CALENDAR_H
#define LR_PROJECTIONS_PLAN_CALENDAR_H

#include "base/table.h"
#include "projections/histories.h"

enum lr_day_state { LR_DAY_NO_BEAM, LR_DAY_SHUTDOWN, LR_DAY_STARTUP, LR_DAY_PHYSICS, LR_DAY_CUT, LR_DAY_STATES };
const char *lr_day_state_name(enum lr_day_state state);  // "no beam", "shutdown", "start-up", "physics", "cut"
// Start-up: more of it than of what follows. Shutdown: one of the plan's `shutdowns`. Cut: scheduled, without electricity.
enum lr_day_state lr_plan_day_state(const struct lr_plan *plan, const struct lr_plan_days *days, size_t day);

// Table `calendar`: stretches of days in one state, none longer than a calendar year: year, start, end, days, state.
struct lr_table *lr_table_calendar(const struct lr_plan *plan, const struct lr_plan_days *days);

// Table `years`: what each calendar year brings, and the sum at its end with the quantiles of the histories.
struct lr_table *lr_table_years(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);

#endif
