// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of the reach: when does the expected limit of a channel pass a coupling, or the plan a luminosity (model.md R9, P23)?
#ifndef LR_PROJECTIONS_REACH_DATES_H
#define LR_PROJECTIONS_REACH_DATES_H

#include "projections/plan_dates.h"
#include "projections/reach_luminosity.h"

struct lr_reach_goal {
  const struct lr_channel *channel;  // NULL: a luminosity is asked for
  double mass_GeV, coupling;         // unused without a channel
  double sigmas;                     // 0: the expected limit; else the median significance of a discovery
  bool only_4s;                      // counts data at the Y(4S) alone
  double now;                        // the limit with what is recorded so far; NaN: none
  struct lr_reach_need need;
  double luminosity_m2;              // INFINITY: no luminosity is enough
};

// In: channel, mass_GeV, coupling; without a channel need.luminosity_fb. The rest is filled in.
// Status: what lr_reach_luminosity returns.
enum lr_status lr_reach_goal_solve(const struct lr_plan *plan, struct lr_reach_goal *goal, struct lr_error *error);

// What the tables need: crossing k of the histories is that of goal k.
struct lr_reach_dates {
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  const struct lr_histories *histories;
  const struct lr_reach_goal *goal;
  size_t goals;
};
// One row a goal: the limit now, the luminosity needed, dates by the closed form and of the histories, probability before the horizon.
struct lr_table *lr_table_reach_milestones(const struct lr_reach_dates *dates);
// Rows of each goal: luminosity needed, expected date, P10, P50, P90, then the probability at the end of each year; `by`: at that
// day too, LR_NO_DATE for none. Never is an empty date.
struct lr_table *lr_table_when(const struct lr_reach_dates *dates, int by);

// Table `milestone_probability`: share of the histories that have passed, at the dates of their grid; the milestones of the plan,
// then the goals. Long form: milestone (a name), luminosity_ab, date, probability.
struct lr_table *lr_table_milestone_probability(const struct lr_reach_dates *dates);

#endif
