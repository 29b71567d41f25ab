// SPDX-License-Identifier: GPL-3.0-or-later
// The closed-form expectation of a run plan, day by day (model.md P1, P10, P13 to P17).
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "projections/plan_power.h"
#include "projections/plan_ramp.h"
#include "projections/plan_rates.h"
#include "projections/plan_shape.h"
#include "projections/uptime.h"

struct walk {
  const struct lr_plan *plan;
  struct lr_plan_days *days;
  struct lr_ramp_state ramp;
  struct lr_power_year year;
  // the scale of the recoveries, kept as long as what it follows from stays
  int scale_period;
  double scale_sudden, scale, fixed;
  double *owed_s;  // [periods]: beam time of the start-up that fell on days without electricity
};

struct scheduler {
  struct lr_plan_days *days;
  int period;
};

static void schedule_day(const struct lr_shape_day *shape, void *context) {
  struct scheduler *scheduler = context;
  size_t i = (size_t)(shape->date - scheduler->days->first);
  if (shape->date < scheduler->days->first || i >= scheduler->days->days) return;
  struct lr_plan_day *day = &scheduler->days->day[i];
  day->period = scheduler->period;
  day->beam_s = shape->beam_s;
  day->startup_s = shape->startup_s;
  day->idle_s = fmax(0, LR_DAY_s - (shape->beam_s + shape->startup_s));
  day->peak_m2s = shape->peak_m2s;
  day->potential_m2 = shape->shape;  // until walk_day makes luminosity of it
}

// Recovery scale and fixed factor of a day: the faults as they are declared, in the declared state of the period.
static enum lr_status settle_scale(struct walk *walk, const struct lr_plan_day *day, int date, struct lr_error *error) {
  const struct lr_plan *plan = walk->plan;
  const struct lr_period *period = &plan->period[day->period];
  struct lr_state at = period->at;
  double rate[LR_MOST_FAULTS], sudden_per_s = 0, total = 0;
  bool faults = plan->faults_given || plan->sudden.given;
  enum lr_status status = LR_OK;
  if (faults && period->declared_uptime) {
    for (size_t k = 0; k < plan->faults_given && status == LR_OK; k++) {
      status = lr_fault_rate(&plan->fault[k], &at, date, false, &rate[k], error);
      total += rate[k];
    }
    if (status == LR_OK) status = lr_sudden_rate(&plan->sudden, &at, date, false, &sudden_per_s, error);
    total += sudden_per_s;
    if (status != LR_OK) return lr_error_context(error, "period '%s'", period->id);
  }
  if (walk->scale_period == day->period && walk->scale_sudden == sudden_per_s) return LR_OK;
  walk->scale_period = day->period;
  walk->scale_sudden = sudden_per_s;
  walk->scale = 1;
  walk->fixed = faults && !period->declared_uptime ? 1 : lr_period_declared(period);
  if (!(total > 0)) return LR_OK;  // nothing fails by itself: the declared factors stand
  struct lr_uptime_system system[LR_MOST_FAULTS + 1];
  struct lr_uptime_cycle cycle = {.system = system, .systems = lr_uptime_systems(plan, rate, sudden_per_s, system), .refill_s = plan->refill_s,
                                  .hv_ramp_s = day->refill_recorded ? 0 : plan->detector.hv_ramp_s};
  struct lr_step_back step = lr_step_back_of(plan, sudden_per_s, cycle.hv_ramp_s);
  status = lr_recovery_scale(&cycle, &step, walk->fixed, &walk->scale, error);
  if (status != LR_OK) return lr_error_context(error, "period '%s'", period->id);
  walk->fixed = 1;
  return LR_OK;
}

// Detector of a period: what is recorded of what is delivered while it records.
static void settle_detector(const struct lr_plan *plan, const struct lr_period *period, struct lr_plan_day *day) {
  bool said = isfinite(period->recording_efficiency);
  day->refill_recorded = said || !plan->detector.given;
  day->recorded = said ? period->recording_efficiency
                       : plan->detector.given ? (1 - plan->detector.dead_time) * (1 - plan->detector.injection_veto) : 1;
}

// State, peak, rates, uptime and luminosity of a scheduled day, as if there were electricity.
static enum lr_status beam_day(struct walk *walk, size_t i, struct lr_ramp_state *ramp, struct lr_error *error) {
  const struct lr_plan *plan = walk->plan;
  struct lr_plan_days *days = walk->days;
  struct lr_plan_day *day = &days->day[i];
  const struct lr_period *period = &plan->period[day->period];
  double *rate = days->fault_rate + i * plan->faults_given, beam_s = day->beam_s + day->startup_s;
  int date = days->first + (int)i;
  enum lr_status status = lr_ramp_day(&plan->ramp, period, days->first, date, beam_s, ramp, &day->state, &day->ramp, error);
  if (status != LR_OK) return status;
  day->cap_m2s = period->luminosity_cap_m2s > 0 ? period->luminosity_cap_m2s : INFINITY;
  day->uncapped_m2s = day->peak_m2s * day->ramp;
  day->peak_m2s = fmin(day->uncapped_m2s, day->cap_m2s);
  settle_detector(plan, period, day);
  status = settle_scale(walk, day, date, error);
  if (status != LR_OK) return status;
  day->fixed = walk->fixed;
  day->recovery_scale = walk->scale;
  for (size_t k = 0; k < plan->faults_given && status == LR_OK; k++) {
    status = lr_fault_rate(&plan->fault[k], &day->state, date, true, &rate[k], error);
    day->fault_per_s += rate[k];
  }
  if (status == LR_OK) status = lr_sudden_rate(&plan->sudden, &day->state, date, true, &day->sudden_per_s, error);
  if (status != LR_OK) return lr_error_context(error, "period '%s'", period->id);
  struct lr_day_uptime uptime = lr_uptime_of_day(plan, day, rate, 1);
  if (isnan(uptime.delivered))
    return lr_error_set(error, LR_E_DOMAIN, "period '%s': faults or sudden losses have a negative or unknown rate, time or level", period->id);
  day->uptime = uptime.uptime;
  day->step_back = uptime.step_back;
  day->beam_share = uptime.beam_share;
  day->ideal_m2 = day->peak_m2s * beam_s;
  day->potential_m2 *= day->peak_m2s * (lr_period_physics_s(period) * lr_period_physics_share(period));
  days->delivered[i] = day->potential_m2 * uptime.delivered;
  days->recorded[i] = days->delivered[i] * uptime.recorded;
  return LR_OK;
}

// Start-up that is owed comes before physics: it takes beam time of the day, and luminosity in proportion. Returns that time [s].
static double serve_startup(double owed_s, struct lr_plan_days *days, size_t i) {
  struct lr_plan_day *day = &days->day[i];
  double taken_s = fmin(owed_s, day->beam_s);
  if (!(taken_s > 0)) return 0;
  double left = 1 - taken_s / day->beam_s;
  day->startup_s += taken_s;
  day->beam_s -= taken_s;
  day->potential_m2 *= left;
  days->delivered[i] *= left;
  days->recorded[i] *= left;
  return taken_s;
}

// A day that has no electricity: all its time is idle.
static void cut_day(struct lr_plan_days *days, size_t i, double scheduled_m2) {
  struct lr_plan_day *day = &days->day[i];
  day->cut = true;
  day->cut_m2 = scheduled_m2;
  day->beam_s = day->startup_s = day->ideal_m2 = day->potential_m2 = days->delivered[i] = days->recorded[i] = 0;
  day->idle_s = LR_DAY_s;
}

static enum lr_status walk_day(struct walk *walk, size_t i, struct lr_error *error) {
  const struct lr_power_plan *power = &walk->plan->power;
  struct lr_plan_days *days = walk->days;
  struct lr_plan_day *day = &days->day[i];
  struct lr_ramp_state ramp = walk->ramp;
  int date = days->first + (int)i;
  enum lr_status status = LR_OK;
  bool scheduled = day->period >= 0;
  double startup_s = day->startup_s, scheduled_m2 = 0, taken_s = 0;
  if (power->given) {
    day->base_W = power->base_W;
    day->off_W = power->off_W;
    day->power_cap_W = lr_power_cap(power, date);
    status = lr_power_year_enter(power, days->first, date, &walk->year, error);
  }
  if (status == LR_OK && scheduled) status = beam_day(walk, i, &ramp, error);
  if (status == LR_OK && scheduled && power->given) {
    status = lr_power_run(power, &day->state, &day->run_W, error);
    if (status != LR_OK) lr_error_context(error, "period '%s'", walk->plan->period[day->period].id);
  }
  if (status != LR_OK) return status;
  if (scheduled) {
    scheduled_m2 = days->delivered[i];
    taken_s = serve_startup(walk->owed_s[day->period], days, i);
  }
  if (power->given) {
    double with_beam_J = scheduled ? day->startup_s * day->run_W + day->beam_s * (day->beam_share * day->run_W + (1 - day->beam_share) * day->base_W) : 0;
    day->energy_J = with_beam_J + day->idle_s * day->off_W;
    if (scheduled && (day->run_W > day->power_cap_W || !lr_power_allows(power, date, day->energy_J, &walk->year))) {
      cut_day(days, i, scheduled_m2);
      day->energy_J = day->idle_s * day->off_W;
    }
    walk->year.used_J += day->energy_J;
    day->cost = day->energy_J * power->price_per_J;
  }
  days->period[i] = day->cut ? -1 : day->period;
  if (!scheduled) return LR_OK;
  if (!day->cut) walk->ramp = ramp;
  walk->owed_s[day->period] += day->cut ? startup_s : -taken_s;
  return LR_OK;
}

static bool make_days(const struct lr_plan *plan, struct lr_plan_days *days) {
  days->delivered = calloc(days->days, sizeof(double));
  days->recorded = calloc(days->days, sizeof(double));
  days->cumulated = calloc(days->days, sizeof(double));
  days->period = malloc(days->days * sizeof(int));
  days->day = calloc(days->days, sizeof *days->day);
  days->fault_rate = calloc(days->days * plan->faults_given + 1, sizeof(double));
  if (!days->delivered || !days->recorded || !days->cumulated || !days->period || !days->day || !days->fault_rate) return false;
  for (size_t i = 0; i < days->days; i++) {
    struct lr_plan_day *day = &days->day[i];
    *day = (struct lr_plan_day){.period = -1, .idle_s = LR_DAY_s, .ramp = 1, .cap_m2s = INFINITY, .fixed = 1, .uptime = 1, .beam_share = 1,
                                .recovery_scale = 1, .recorded = 1, .refill_recorded = true, .step_back = 1, .run_W = NAN, .base_W = NAN,
                                .off_W = NAN, .power_cap_W = INFINITY, .energy_J = NAN, .cost = NAN};
    for (int k = 0; k < LR_STATES; k++) day->state.value[k] = NAN;
  }
  return true;
}

enum lr_status lr_plan_expect(const struct lr_plan *plan, struct lr_plan_days *days, struct lr_error *error) {
  memset(days, 0, sizeof *days);
  if (!plan->periods) return lr_error_set(error, LR_E_DOMAIN, "the plan has no periods");
  if (plan->sudden.from_losses && !plan->sudden.taken)
    return lr_error_set(error, LR_E_INPUT, "the sudden losses of the plan come from `losses`, which were not evaluated here");
  days->first = plan->period[0].start;
  if (plan->so_far.as_of != LR_NO_DATE && plan->so_far.as_of + 1 < days->first) days->first = plan->so_far.as_of + 1;
  days->days = (size_t)(plan->horizon - days->first + 1);
  double *owed_s = calloc(plan->periods, sizeof *owed_s);
  if (!make_days(plan, days) || !owed_s) {
    free(owed_s);
    size_t count = days->days;
    lr_plan_days_free(days);
    return lr_error_set(error, LR_E_MEMORY, "no memory for %zu days of the plan", count);
  }
  for (size_t p = 0; p < plan->periods; p++) {
    struct scheduler scheduler = {days, (int)p};
    lr_period_each_day(&plan->period[p], schedule_day, &scheduler);
  }
  struct walk walk = {.plan = plan, .days = days, .scale_period = -1, .owed_s = owed_s};
  double sum = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < days->days; i++) {
    status = walk_day(&walk, i, error);
    if (status != LR_OK) break;
    sum += plan->lumi_kind == LR_DELIVERED ? days->delivered[i] : days->recorded[i];
    days->cumulated[i] = sum;
  }
  free(owed_s);
  if (status != LR_OK) lr_plan_days_free(days);
  return status;
}

void lr_plan_days_free(struct lr_plan_days *days) {
  free(days->delivered);
  free(days->recorded);
  free(days->cumulated);
  free(days->period);
  free(days->day);
  free(days->fault_rate);
  memset(days, 0, sizeof *days);
}
