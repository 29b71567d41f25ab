// SPDX-License-Identifier: GPL-3.0-or-later
// Electricity of a plan (model.md P17). A limit of power or energy takes days, it does not lower the luminosity.
#ifndef LR_PROJECTIONS_PLAN_POWER_H
#define LR_PROJECTIONS_PLAN_POWER_H

#include "projections/plan.h"

#define LR_GWh_J 3.6e12

// With stored beam [W]. LR_E_INPUT: the power follows a current that the state does not say.
enum lr_status lr_power_run(const struct lr_power_plan *power, const struct lr_state *state, double *run_W, struct lr_error *error);
// The cap in force on a day; INFINITY = none.
double lr_power_cap(const struct lr_power_plan *power, int date);

// Account of one year of the budget.
struct lr_power_year {
  int first, last;     // days of the year of the budget
  double budget_J;     // INFINITY = none. Of a year that the plan enters late: in proportion to the days that are left; of one under way
                       // at an update: that of the plan as it was made, less what this expected to use before
  double used_J;
  bool over;           // beam has stopped for this year
};
// First day of the budget's year of a date.
int lr_power_year_first(const struct lr_power_plan *power, int date);
// Energy of a year that begins on that day, from the budget and from the money at its price [J]; INFINITY = none.
double lr_power_budget(const struct lr_power_plan *power, int first_day);
// Goes on to the year of `date` where that is another one; `plan_first`: the first day of the plan. LR_E_INPUT: the budget does not
// even cover a year without beam.
enum lr_status lr_power_year_enter(const struct lr_power_plan *power, int plan_first, int date, struct lr_power_year *year, struct lr_error *error);
// May a day that takes `energy_J` have beam, so that the rest of the year can go by without?
bool lr_power_allows(const struct lr_power_plan *power, int date, double energy_J, struct lr_power_year *year);

#endif
