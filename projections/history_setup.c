// SPDX-License-Identifier: GPL-3.0-or-later
// What all histories of a plan have in common: losses of each day before anything is drawn, caps, sums before the first day.
#include <math.h>
#include <stdlib.h>

#include "projections/history_run.h"
#include "projections/plan_causes.h"
#include "projections/plan_dates.h"
#include "projections/plan_shape.h"

static void declared_peak(const struct lr_shape_day *shape, void *context) {
  struct lr_history_setup *setup = context;
  size_t i = (size_t)(shape->date - setup->days->first);
  if (shape->date >= setup->days->first && i < setup->days->days) setup->base[i].uncapped_m2s = shape->peak_m2s;
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
  for (size_t p = 0; p < plan->periods; p++) lr_period_each_day(&plan->period[p], declared_peak, setup);
  double ramp = 1, cap_m2s = INFINITY, lost_m2[LR_CAUSES + LR_MOST_FAULTS];
  for (size_t i = 0; i < days->days; i++) {
    const struct lr_plan_day *day = &days->day[i];
    if (days->period[i] >= 0) {
      ramp = day->ramp;
      cap_m2s = day->cap_m2s;
      setup->base[i].uncapped_m2s *= ramp;
      lr_day_lost(plan, days, i, lost_m2);
      setup->base[i].startup_m2 = lost_m2[LR_CAUSE_STARTUP];
      setup->base[i].shape_m2 = lost_m2[LR_CAUSE_SHAPE];
      setup->base[i].study_m2 = lost_m2[LR_CAUSE_STUDY];
      setup->base[i].maintenance_m2 = lost_m2[LR_CAUSE_MAINTENANCE];
    }
    setup->base[i].ramp = ramp;
    setup->base[i].cap_m2s = cap_m2s;
  }
  return LR_OK;
}

void lr_history_setup_free(struct lr_history_setup *setup) {
  free(setup->base);
  setup->base = NULL;
}
