// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/history_run.h"

#include <math.h>

#include "base/constants.h"
#include "base/random.h"

// Factor of a calendar year of the plan: year to year, and what `faults:` of the priors says.
static double year_factor(const struct lr_history_setup *setup, uint64_t stream, size_t history, int year) {
  const struct lr_plan *plan = setup->plan;
  double u[4] = {0.5, 0.5};
  if (plan->year.distribution != LR_FIXED || plan->faults.distribution != LR_FIXED)
    lr_random_four(setup->seed, stream, history, (uint64_t)(uint32_t)year, u);
  return lr_prior_quantile(&plan->year, u[0]) * lr_prior_quantile(&plan->faults, u[1]);
}

struct walk {
  const struct lr_history_setup *setup;
  const struct lr_epistemic *epistemic;
  struct lr_event_source source;
  struct lr_event_state state;
  bool running;        // the day before had beam and events
};

// A day on which something can fail; also one on which something has.
static bool eventful(const struct walk *w, const struct lr_plan_day *day) {
  return day->fault_per_s > 0 || (day->sudden_per_s > 0 && w->epistemic->sudden > 0) ||
         (w->running && (w->state.phase != LR_PHASE_TOP || w->state.step_left_s > 0));
}

static void add_losses(const struct lr_history_base *base, double *day) {
  day[LR_SUM_LOST + LR_CAUSE_STARTUP] += base->startup_m2;
  day[LR_SUM_LOST + LR_CAUSE_SHAPE] += base->shape_m2;
  day[LR_SUM_LOST + LR_CAUSE_STUDY] += base->study_m2;
  day[LR_SUM_LOST + LR_CAUSE_MAINTENANCE] += base->maintenance_m2;
}

static void add_events(const struct lr_event_model *m, const struct lr_event_day *e, double per_s, double *day) {
  for (size_t i = 0; i < m->faults; i++) day[LR_SUM_LOST + LR_CAUSES + i] += e->lost_s[i] * per_s;
  day[LR_SUM_LOST + LR_CAUSE_SUDDEN] += e->lost_s[m->faults] * per_s;
  day[LR_SUM_LOST + LR_CAUSE_STEP_BACK] += e->stepped_s * per_s;
  day[LR_SUM_DOSE] += e->dose_Gy;
  day[LR_SUM_GATES] += e->gates;
  day[LR_SUM_FAULTS] += e->faults;
  day[LR_SUM_SUDDEN] += e->sudden;
}

// Luminosity of a day with beam in the plan's kind [m^-2]; `day` NULL: no sums wanted.
static double beam_day(struct walk *w, size_t i, double year, double *day) {
  const struct lr_history_setup *setup = w->setup;
  const struct lr_plan_days *days = setup->days;
  const struct lr_plan_day *d = &days->day[i];
  const struct lr_history_base *base = &setup->base[i];
  const struct lr_event_model *m = &setup->model;
  double ratio = lr_epistemic_peak_ratio(w->epistemic, d, (size_t)days->period[i], base->uncapped_m2s);
  double delivered, recorded, up_s = d->beam_s;
  const double fixed_m2 = d->potential_m2 * d->fixed, possible = fixed_m2 * ratio * w->epistemic->efficiency * year;
  if (!eventful(w, d)) {
    w->running = false;
    delivered = days->delivered[i] * ratio * w->epistemic->efficiency * year;
    recorded = days->recorded[i] * ratio * w->epistemic->efficiency * year;
  } else {
    struct lr_event_day e = {.stepped_s = 0};
    const double *rate = days->fault_rate + i * m->faults;
    int date = days->first + (int)i;
    if (!w->running) lr_events_begin(m, d, rate, w->epistemic->sudden, &w->source, date, &w->state);
    w->running = true;
    lr_events_day(m, d, rate, w->epistemic->sudden, &w->source, date, &w->state, &e);
    double lost_s = e.stepped_s, per_s = d->beam_s > 0 ? possible / d->beam_s : 0;
    for (size_t k = 0; k <= m->faults; k++) lost_s += e.lost_s[k];
    delivered = possible - lost_s * per_s;
    recorded = (delivered - e.unrecorded_s * per_s) * d->recorded;
    up_s -= e.down_s;
    if (day) add_events(m, &e, per_s, day);
  }
  if (day) {
    add_losses(base, day);
    day[LR_SUM_IDEAL] += d->ideal_m2;
    day[LR_SUM_DELIVERED] += delivered;
    day[LR_SUM_RECORDED] += recorded;
    day[LR_SUM_BEAM] += d->beam_s;
    day[LR_SUM_UP] += up_s;
    day[LR_SUM_ENERGY] += d->run_W * (d->startup_s + up_s) + d->base_W * (d->beam_s - up_s) + d->off_W * d->idle_s;
    day[LR_SUM_LOST + LR_CAUSE_FACTORS] += d->potential_m2 - fixed_m2;
    day[LR_SUM_LOST + LR_CAUSE_PRIORS] += fixed_m2 - possible;
    day[LR_SUM_LOST + LR_CAUSE_DETECTOR] += delivered - recorded;
  }
  return setup->plan->lumi_kind == LR_DELIVERED ? delivered : recorded;
}

void lr_history_run(const struct lr_history_setup *setup, const struct lr_epistemic *epistemic, size_t history, bool twin,
                    struct lr_history_output *out) {
  const struct lr_plan *plan = setup->plan;
  const struct lr_plan_days *days = setup->days;
  const uint64_t years = twin ? LR_STREAM_TWIN_YEARS : LR_STREAM_YEARS, events = twin ? LR_STREAM_TWIN_EVENTS : LR_STREAM_EVENTS;
  struct walk walk = {.setup = setup, .epistemic = epistemic, .source = {setup->seed, events, history}};
  double total = setup->start_m2, total_4s = setup->start_4s_m2, year = 1;
  size_t filled = 0;  // days of the calendar that are done
  int next_year = days->first, year_number, month, of_month;
  lr_date_split(days->first, &year_number, &month, &of_month);
  for (size_t i = 0; i < days->days; i++) {
    int date = days->first + (int)i;
    if (date >= next_year) {
      year = year_factor(setup, years, history, year_number);
      next_year = lr_date_make(++year_number, 1, 1);
    }
    long at = lr_calendar_of_plan(plan, epistemic, date) - (long)days->first;
    // Days of a slip stand still; what comes after the horizon is not seen.
    double off_W = days->day[i].off_W;
    for (; filled < days->days && (long)filled < at; filled++) {
      out->sum[filled] = total;
      if (setup->want_4s) out->sum_4s[filled] = total_4s;
      if (out->day) out->day[filled * setup->stride + LR_SUM_ENERGY] += off_W * LR_DAY_s;
    }
    if (filled == days->days) break;
    double *day = out->day ? out->day + filled * setup->stride : NULL;
    if (days->period[i] >= 0) {
      double more = beam_day(&walk, i, year, day);
      total += more;
      if (setup->want_4s) total_4s += more * plan->period[days->period[i]].share_4s;
    } else {
      walk.running = false;
      if (day) day[LR_SUM_ENERGY] += off_W * LR_DAY_s;
    }
    out->sum[filled] = total;
    if (setup->want_4s) out->sum_4s[filled] = total_4s;
    filled++;
  }
}

double lr_history_peak(const struct lr_history_setup *setup, const struct lr_epistemic *epistemic, int date) {
  int day = lr_plan_of_calendar(setup->plan, epistemic, date);
  double peak = lr_peak_in_force(setup->plan, epistemic, day);
  long i = day - (long)setup->days->first;
  if (i < 0) return peak;
  const struct lr_history_base *base = &setup->base[i < (long)setup->days->days ? (size_t)i : setup->days->days - 1];
  return fmin(peak * base->ramp, base->cap_m2s);
}

double lr_history_passed(const struct lr_history_setup *setup, const double *sum, double start, double wanted) {
  if (start >= wanted) return setup->plan->so_far.as_of;
  size_t low = 0, high = setup->days->days;  // sums never fall
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sum[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < setup->days->days ? (double)(setup->days->first + (int)low) : (double)INFINITY;
}
