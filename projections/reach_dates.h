// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of the reach: when does the expected limit of a channel pass a coupling, or the plan a luminosity (model.md R9, P23)?
#ifndef LR_PROJECTIONS_REACH_DATES_H
#define LR_PROJECTIONS_REACH_DATES_H

#include "projections/plan_dates.h"
#include "projections/reach_luminosity.h"
#include "projections/trigger.h"

// Does the search count data at the Y(4S) alone?
bool lr_reach_only_4s(const struct lr_channel *channel);
// What its dataset has [fb^-1]: so far (0: nothing is recorded), at the end of a day, when the sum of all data is total_fb.
double lr_reach_so_far_fb(const struct lr_plan *plan, const struct lr_channel *channel);
double lr_reach_sum_fb(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_channel *channel, int date);
double lr_reach_of_total_fb(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_channel *channel, double total_fb);

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

// The luminosity of a solved goal with the conditions of the plan (R15): with the exposures up to the day on which the plan has it, the
// shares of which it keeps. Where all factors are 1 the goal stays as it is. In: days of the plan, a trigger or NULL; a goal without a channel
// stays too. Histories pass the same luminosity. Status: what lr_plan_exposures and the reach return.
enum lr_status lr_reach_goal_in_plan(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_trigger *trigger,
                                     struct lr_reach_goal *goal, struct lr_error *error);

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

// Table `reach_at_dates`: expected limits of the channels at one mass each and at dates. Spread of the run plan (limit at the P10, P50, P90
// luminosity of the histories, empty where the histories do not know the date) and of statistics (1 sigma at the expected luminosity)
// stand apart. The conditions of the periods enter as lr_plan_exposures says; of the spread those of the closed form, scaled. In: a
// trigger or NULL; masses [GeV], one a channel. Status: what the reach returns; *table is freed by the caller.
enum lr_status lr_reach_at_dates(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories,
                                 const struct lr_trigger *trigger,
                                 const struct lr_channel *channel, const double *mass_GeV, size_t channels, const int *date, size_t dates,
                                 struct lr_table **table, struct lr_error *error);

#endif
