// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_power.h"

#include <math.h>

#include "base/constants.h"

enum { FISCAL_YEAR = 4 };  // its first month

enum lr_status lr_power_run(const struct lr_power_plan *power, const struct lr_state *state, double *run_W, struct lr_error *error) {
  static const char *const NAMES[2] = {"current_ler", "current_her"};
  *run_W = power->base_W;
  for (int k = 0; k < 2; k++) {
    if (power->per_current_W_A[k] == 0 || isnan(power->per_current_W_A[k])) continue;
    *run_W += power->per_current_W_A[k] * state->value[LR_STATE_CURRENT_LER + k];
    if (isnan(*run_W))
      return lr_error_set(error, LR_E_INPUT, "plan.power follows the %s, which the period does not say: give at: {%s: ...}", NAMES[k], NAMES[k]);
  }
  return LR_OK;
}

double lr_power_cap(const struct lr_power_plan *power, int date) {
  const struct lr_dated *cap = &power->cap_W;
  int year, month, day;
  if (!cap->knots) return INFINITY;
  lr_date_split(date, &year, &month, &day);
  int k = lr_dated_knot(cap, 100 * month + day);
  double value = cap->knot[k < 0 ? cap->knots - 1 : (size_t)k].value;  // before the first knot of a year: the last one of the year before
  return isnan(value) ? INFINITY : value;
}

int lr_power_year_first(const struct lr_power_plan *power, int date) {
  int year, month, day, begins = power->first_month >= 1 && power->first_month <= 12 ? power->first_month : FISCAL_YEAR;
  lr_date_split(date, &year, &month, &day);
  return lr_date_make(month < begins ? year - 1 : year, begins, 1);
}

static int next_year(int first) {
  int year, month, day;
  lr_date_split(first, &year, &month, &day);
  return lr_date_make(year + 1, month, day);
}

double lr_power_budget(const struct lr_power_plan *power, int first_day) {
  double energy_J = lr_dated_at(&power->budget_J, first_day, INFINITY);
  double money = lr_dated_at(&power->cost_budget, first_day, INFINITY);
  if (isfinite(money) && power->price_per_J > 0) energy_J = fmin(energy_J, money / power->price_per_J);
  return energy_J;
}

enum lr_status lr_power_year_enter(const struct lr_power_plan *power, int plan_first, int date, struct lr_power_year *year, struct lr_error *error) {
  int first = lr_power_year_first(power, date), after = next_year(first), entered = first > plan_first ? first : plan_first;
  if (year->last && year->first == first) return LR_OK;
  const bool under_way = power->under_way.given && power->under_way.first == first;
  if (under_way) entered = power->under_way.entered;
  *year = (struct lr_power_year){.first = first, .last = after - 1, .budget_J = lr_power_budget(power, first)};
  if (isinf(year->budget_J)) return LR_OK;
  year->budget_J *= (double)(after - entered) / (double)(after - first);
  double least_J = power->off_W * LR_DAY_s * (after - entered);
  if (least_J <= year->budget_J) {
    if (under_way) year->budget_J -= power->under_way.used_J;
    return LR_OK;
  }
  char text[16];
  return lr_error_set(error, LR_E_INPUT, "the budget of electricity of the year from %s, %.4g GWh, is below the %.4g GWh that it takes without beam: "
                      "raise it, or lower plan.power.off",
                      lr_date_text(first, text), year->budget_J / LR_GWh_J, least_J / LR_GWh_J);
}

bool lr_power_allows(const struct lr_power_plan *power, int date, double energy_J, struct lr_power_year *year) {
  if (year->used_J + energy_J + power->off_W * LR_DAY_s * (year->last - date) > year->budget_J) year->over = true;
  return !year->over;
}
