// SPDX-License-Identifier: GPL-3.0-or-later
// A plan taken forward to a day: what is behind goes to the record, what is left keeps its expectation (model.md P21).
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "projections/epistemic.h"
#include "projections/plan_power.h"
#include "projections/plan_update.h"

static int days_of(const struct lr_period *period) {
  int days = 0;
  for (size_t i = 0; i < period->runs; i++) days += period->run[i].last - period->run[i].first + 1;
  return days;
}

// Mean over peak of the shape of P10 from u0 to 1.
static double mean_of_rest(const struct lr_period *period, double u0) {
  double r = period->mean_over_peak;
  if (u0 <= 0 || period->ramp == LR_RAMP_FLAT || period->knots > 1 || !(r > 0)) return r;
  return r >= 0.5 ? r + (1 - r) * u0 : r * (1 - pow(u0, 1 / r)) / (1 - u0);
}

// What is left of a period after a day: false when nothing is.
static bool cut_period(struct lr_period *period, int as_of) {
  int all = days_of(period), passed = 0;
  double share = all ? period->beam_days / all : 0, physics = period->beam_days - period->startup_days;
  size_t kept = 0;
  for (size_t i = 0; i < period->runs; i++) {
    struct lr_run run = period->run[i];
    int last = run.last < as_of ? run.last : as_of;
    if (last >= run.first) passed += last - run.first + 1;
    if (run.last <= as_of) continue;
    if (run.first <= as_of) run.first = as_of + 1;
    period->run[kept++] = run;
  }
  period->runs = kept;
  period->start = as_of + 1;
  if (!kept) return false;
  if (physics > 0) period->mean_over_peak = mean_of_rest(period, (share * passed - period->startup_days) / physics);
  period->startup_days = fmax(0, period->startup_days - share * passed);
  period->beam_days = share * (all - passed);
  return true;
}

// A state that is still on its way is held for the first day that is left, then goes on to where it was going.
static enum lr_status settle_ramp(struct lr_plan *plan, const struct lr_plan_days *days, int as_of, int first_beam,
                                  struct lr_error *error) {
  const struct lr_state *state = NULL;
  for (size_t i = 0; days->day && i < days->days && days->first + (int)i <= as_of; i++)
    if (days->period[i] >= 0) state = &days->day[i].state;
  for (int k = 0; plan->ramp.given && state && k < LR_STATES; k++) {
    struct lr_dated *dated = &plan->ramp.knot[k], rest = {.knots = 0};
    double target = lr_dated_at(dated, first_beam + 1, NAN),
           going = isnan(target) ? plan->period[0].at.value[k] : target;
    if (!dated->knots || dated->knot[0].date > as_of || isnan(state->value[k]) ||
        fabs(state->value[k] / going - 1) < 1e-9)
      continue;
    rest.knot[0].date = LR_NO_DATE;
    rest.knot[0].value = state->value[k];
    rest.knot[1].date = first_beam + 1;
    rest.knot[1].value = target;
    rest.knots = 2;
    for (size_t i = 0; i < dated->knots; i++) {
      if (dated->knot[i].date <= first_beam + 1) continue;
      if (rest.knots == LR_MOST_KNOTS)
        return lr_error_set(error, LR_E_DOMAIN, "a ramp of the plan has more knots than an update has room for");
      rest.knot[rest.knots++] = dated->knot[i];
    }
    *dated = rest;
  }
  return LR_OK;
}

// The budget's year under way goes on with what the plan, as it was made, expected to have left of it.
static void settle_power(struct lr_power_plan *power, const struct lr_plan_days *days, int as_of) {
  if (!power->given) return;
  int first = lr_power_year_first(power, as_of + 1), entered = first > days->first ? first : days->first;
  double used_J = 0;
  if (power->under_way.given && power->under_way.first == first) {
    entered = power->under_way.entered;
    used_J = power->under_way.used_J;
  }
  for (size_t i = 0; i < days->days && days->first + (int)i <= as_of; i++)
    if (days->first + (int)i >= first) used_J += days->day[i].energy_J;
  power->under_way.given = first <= as_of && entered <= as_of;
  power->under_way.first = first;
  power->under_way.entered = entered;
  power->under_way.used_J = used_J;
}

static void add_past(struct lr_plan *plan, const struct lr_recorded_row *row) {
  struct lr_past *past = &plan->past[plan->pasts++];
  char from[16];
  memset(past, 0, sizeof *past);
  snprintf(past->id, sizeof past->id, "%s", *row->id ? row->id : lr_date_text(row->start, from));
  snprintf(past->note, sizeof past->note, "%s", row->note);
  past->start = past->first_collision = row->start;
  past->end = row->end;
  past->peak_m2s = row->peak_m2s;
  past->recorded_m2 = row->recorded_m2;
  past->kind = row->kind;
}

// Share on the 4S of what a row recorded: that of the period in which it began.
static double share_of(const struct lr_plan *plan, const struct lr_recorded_row *row) {
  for (size_t p = 0; p < plan->periods; p++)
    if (plan->period[p].end >= row->start) return plan->period[p].share_4s;
  return NAN;
}

enum lr_status lr_plan_advance(struct lr_plan *plan, int as_of, const struct lr_recorded_row *row, size_t rows,
                               bool from_history, struct lr_error *error) {
  char text[16];
  struct lr_plan_days days = {0};
  if (!plan->periods || plan->period[plan->periods - 1].end <= as_of)
    return lr_error_set(error, LR_E_DOMAIN, "the plan has no period after %s: nothing is left to be planned",
                        lr_date_text(as_of, text));
  enum lr_status status = lr_plan_expect(plan, &days, error);
  if (status != LR_OK) return status;
  if (!from_history && rows) {
    struct lr_past *grown = realloc(plan->past, (plan->pasts + rows) * sizeof *grown);
    if (!grown) {
      status = lr_error_set(error, LR_E_MEMORY, "no memory for the record");
      goto done;
    }
    plan->past = grown;
    for (size_t i = 0; i < rows; i++) add_past(plan, &row[i]);
  }
  bool begun = plan->so_far.as_of != LR_NO_DATE;
  double sum = begun ? plan->so_far.value_m2 : 0, on_4s = sum > 0 ? sum * plan->so_far.share_4s : 0;
  for (size_t i = 0; i < rows; i++) {
    sum += row[i].recorded_m2;
    on_4s += row[i].recorded_m2 > 0 ? row[i].recorded_m2 * share_of(plan, &row[i]) : 0;
  }
  plan->so_far = (struct lr_recorded){.value_m2 = sum,
                                      .as_of = as_of,
                                      .kind = plan->lumi_kind,
                                      .share_4s = sum > 0 ? on_4s / sum : plan->so_far.share_4s};
  plan->first_peak_m2s = lr_epistemic_first_peak(plan, &days);
  size_t kept = 0;
  for (size_t p = 0; p < plan->periods; p++)
    if (plan->period[p].start > as_of || cut_period(&plan->period[p], as_of)) plan->period[kept++] = plan->period[p];
  plan->periods = kept;
  if (!kept) {
    status = lr_error_set(error, LR_E_DOMAIN, "the plan has no run after %s: nothing is left to be planned",
                          lr_date_text(as_of, text));
    goto done;
  }
  status = settle_ramp(plan, &days, as_of, plan->period[0].run[0].first, error);
  settle_power(&plan->power, &days, as_of);
  size_t shutdowns = 0;
  for (size_t i = 0; i < plan->shutdowns; i++)
    if (plan->shutdown[i].end > as_of) plan->shutdown[shutdowns++] = plan->shutdown[i];
  plan->shutdowns = shutdowns;
done:
  lr_plan_days_free(&days);
  return status;
}
