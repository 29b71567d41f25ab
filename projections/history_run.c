// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/history_run.h"

#include <math.h>

#include "base/constants.h"
#include "base/random.h"
#include "projections/slips.h"

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
  struct {
    double uncapped_m2s, cap_m2s, peak_m2s, climb, ratio;
  } last;  // drawn peak over planned peak: the same on most days of a period
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

// Luminosity of day i of the plan in the plan's kind [m^-2]; off_W: without beam, of the calendar; `day` NULL: no sums wanted.
static double beam_day(struct walk *w, size_t i, double year, double off_W, double *day) {
  const struct lr_history_setup *setup = w->setup;
  const struct lr_plan_days *days = setup->days;
  const struct lr_plan_day *d = &days->day[i];
  const struct lr_history_base *base = &setup->base[i];
  const struct lr_event_model *m = &setup->model;
  if (d->uncapped_m2s != w->last.uncapped_m2s || d->cap_m2s != w->last.cap_m2s || d->peak_m2s != w->last.peak_m2s || base->climb != w->last.climb) {
    w->last.uncapped_m2s = d->uncapped_m2s, w->last.cap_m2s = d->cap_m2s, w->last.peak_m2s = d->peak_m2s, w->last.climb = base->climb;
    w->last.ratio = lr_epistemic_peak_ratio(w->epistemic, d, base->climb);
  }
  const double ratio = w->last.ratio;
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
    day[LR_SUM_ENERGY] += d->run_W * (d->startup_s + up_s) + d->base_W * (d->beam_s - up_s) + off_W * d->idle_s;
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
  struct walk walk = {.setup = setup, .epistemic = epistemic, .source = {setup->seed, events, history}, .last = {.uncapped_m2s = NAN}};
  double total = setup->start_m2, total_4s = setup->start_4s_m2, year = 1;
  int next_year = days->first;
  struct lr_slips slips;
  lr_slips_begin(plan, days, epistemic->slip_days, &slips);
  for (size_t c = 0; c < days->days; c++) {
    double *day = out->day ? out->day + c * setup->stride : NULL, off_W = days->day[c].off_W;
    if (lr_slips_next(&slips)) {
      size_t i = (size_t)slips.in_force;
      int date = days->first + (int)i, year_number, month, of_month;
      if (date >= next_year) {
        lr_date_split(date, &year_number, &month, &of_month);
        year = year_factor(setup, years, history, year_number);
        next_year = lr_date_make(year_number + 1, 1, 1);
      }
      double more = beam_day(&walk, i, year, off_W, day);
      total += more;
      if (setup->want_4s) total_4s += more * plan->period[days->period[i]].share_4s;
    } else {
      walk.running = false;
      if (day) day[LR_SUM_ENERGY] += off_W * LR_DAY_s;
    }
    out->sum[c] = total;
    if (setup->want_4s) out->sum_4s[c] = total_4s;
    out->in_force[c] = (int)slips.in_force;
  }
}

double lr_history_peak(const struct lr_history_setup *setup, const struct lr_epistemic *epistemic, int day) {
  const struct lr_history_base *base = day < 0 ? &setup->before : &setup->base[day];
  return fmin(lr_epistemic_peak(epistemic, base->in_force_m2s, base->in_force_climb), base->cap_m2s);
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
