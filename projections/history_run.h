// SPDX-License-Identifier: GPL-3.0-or-later
// One history of a run plan, from its first day to the horizon.
#ifndef LR_PROJECTIONS_HISTORY_RUN_H
#define LR_PROJECTIONS_HISTORY_RUN_H

#include "projections/epistemic.h"
#include "projections/history_events.h"

// Streams of random numbers. Years are keyed by their number, events by day and number on the day: a change of the plan moves no
// draw of another year or day. On a day it is the n-th event that keeps its draw, not the system: other recoveries leave the order of the
// systems in place, another rate moves when events come and of which system they are. A twin has its own years and events.
enum { LR_STREAM_EPISTEMIC = 1, LR_STREAM_SOBOL, LR_STREAM_YEARS, LR_STREAM_EVENTS, LR_STREAM_TWIN_YEARS, LR_STREAM_TWIN_EVENTS };

// Sums over histories of one day of the calendar; losses by cause follow from LR_SUM_LOST on.
enum {
  LR_SUM_IDEAL, LR_SUM_DELIVERED, LR_SUM_RECORDED, LR_SUM_BEAM, LR_SUM_UP, LR_SUM_ENERGY, LR_SUM_DOSE, LR_SUM_GATES, LR_SUM_FAULTS, LR_SUM_SUDDEN,
  LR_SUM_LOST
};

// What a day of the plan loses before anything is drawn [m^-2], and the peaks that are drawn from, with their climb above the first.
struct lr_history_base {
  double startup_m2, shape_m2, study_m2, maintenance_m2;
  double climb;            // of the uncapped peak of a day with beam
  double in_force_m2s, in_force_climb, cap_m2s;  // peak in force with ramp, cap: those of the last day with beam
};

// What is the same for all histories.
struct lr_history_setup {
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  struct lr_history_base *base;  // [days->days]
  struct lr_history_base before;  // of the day before the first: peak in force
  struct lr_event_model model;
  uint64_t seed;
  double start_m2, start_4s_m2;  // sums before the first day
  bool want_4s;
  size_t stride;           // LR_SUM_LOST + causes
};
// Status: LR_E_MEMORY. To be freed even after a failure.
enum lr_status lr_history_setup_make(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish,
                                     struct lr_history_setup *setup, struct lr_error *error);
void lr_history_setup_free(struct lr_history_setup *setup);

struct lr_history_output {
  double *sum, *sum_4s;  // [days]: at the end of each day of the calendar [m^-2]; sum_4s only where setup->want_4s
  int *in_force;         // [days]: the day of the plan that is run on a day of the calendar, or that it stands at
  double *day;           // [days][stride]: sums over histories, added to; NULL: not wanted
};
void lr_history_run(const struct lr_history_setup *setup, const struct lr_epistemic *epistemic, size_t history, bool twin,
                    struct lr_history_output *out);

// Peak in force at a day of the plan (of `in_force`; -1: before the first) in this history [m^-2 s^-1].
double lr_history_peak(const struct lr_history_setup *setup, const struct lr_epistemic *epistemic, int day);
// The first day of the calendar at whose end a sum has passed `wanted`; so_far's day if it had before, INFINITY: not before the horizon.
double lr_history_passed(const struct lr_history_setup *setup, const double *sum, double start, double wanted);

#endif
