// SPDX-License-Identifier: GPL-3.0-or-later
// What all histories of a plan have in common: losses of each day before anything is drawn, caps, sums before the first day.
#include <math.h>
#include <stdlib.h>

#include "projections/history_run.h"
#include "projections/plan_causes.h"
#include "projections/plan_dates.h"

static void settle_peak(const struct lr_plan *plan, int date, double ramp, double first_m2s, struct lr_history_base *base) {
  base->in_force_m2s = lr_plan_peak(plan, date) * ramp;
  base->in_force_climb = lr_epistemic_climb(base->in_force_m2s, first_m2s);
}

enum lr_status lr_history_setup_make(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish,
                                     struct lr_history_setup *setup, struct lr_error *error) {
  *setup = (struct lr_history_setup){.plan = plan, .days = days, .seed = wish->seed, .stride = LR_SUM_LOST + LR_CAUSES + plan->faults_given};
  bool recorded = plan->so_far.as_of != LR_NO_DATE;
  setup->start_m2 = recorded ? plan->so_far.value_m2 : 0;
  setup->start_4s_m2 = setup->start_m2 * lr_plan_so_far_share_4s(plan);
  for (size_t c = 0; wish->crossing_4s && c < wish->crossings; c++) setup->want_4s = setup->want_4s || wish->crossing_4s[c];
  lr_event_model_make(plan, wish->loss, wish->losses, &setup->model);
  setup->base = calloc(days->days, sizeof *setup->base);
  if (!setup->base) return lr_error_set(error, LR_E_MEMORY, "no memory for the histories");
  double ramp = 1, cap_m2s = INFINITY, first_m2s = lr_epistemic_first_peak(plan, days), lost_m2[LR_CAUSES + LR_MOST_FAULTS];
  settle_peak(plan, days->first - 1, ramp, first_m2s, &setup->before);
  setup->before.cap_m2s = cap_m2s;
  for (size_t i = 0; i < days->days; i++) {
    const struct lr_plan_day *day = &days->day[i];
    if (days->period[i] >= 0) {
      ramp = day->ramp;
      cap_m2s = day->cap_m2s;
      setup->base[i].climb = lr_epistemic_climb(day->uncapped_m2s, first_m2s);
      lr_day_lost(plan, days, i, lost_m2);
      setup->base[i].startup_m2 = lost_m2[LR_CAUSE_STARTUP];
      setup->base[i].shape_m2 = lost_m2[LR_CAUSE_SHAPE];
      setup->base[i].study_m2 = lost_m2[LR_CAUSE_STUDY];
      setup->base[i].maintenance_m2 = lost_m2[LR_CAUSE_MAINTENANCE];
    }
    settle_peak(plan, days->first + (int)i, ramp, first_m2s, &setup->base[i]);
    setup->base[i].cap_m2s = cap_m2s;
  }
  return LR_OK;
}

void lr_history_setup_free(struct lr_history_setup *setup) {
  free(setup->base);
  setup->base = NULL;
}
