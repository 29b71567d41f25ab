// SPDX-License-Identifier: GPL-3.0-or-later
// What a run plan comes to: sums of its periods, sums and dates of its days (model.md P1, P10).
#include "projections/plan.h"

#include <math.h>
#include <stdlib.h>

const char *lr_lumi_kind_name(enum lr_lumi_kind kind) {
  static const char *const NAMES[] = {"delivered", "recorded", "offline", "good_4s"};
  return NAMES[kind];
}

void lr_plan_free(struct lr_plan *plan) {
  free(plan->past);
  free(plan->period);
  plan->past = NULL;
  plan->period = NULL;
  plan->pasts = plan->periods = 0;
}

struct lr_plan_sum lr_plan_sum(const struct lr_plan_days *days, size_t period) {
  struct lr_plan_sum sum = {0};
  double scaled_s = 0;
  for (size_t i = 0; i < days->days; i++) {
    const struct lr_plan_day *day = &days->day[i];
    if (day->period != (int)period) continue;
    sum.ideal_m2 += day->ideal_m2;
    sum.potential_m2 += day->potential_m2;
    sum.delivered_m2 += days->delivered[i];
    sum.recorded_m2 += days->recorded[i];
    sum.cut_m2 += day->cut_m2;
    sum.beam_s += day->beam_s;
    sum.startup_s += day->startup_s;
    sum.days_cut += day->cut;
    scaled_s += day->beam_s * day->recovery_scale;
  }
  sum.recovery_scale = sum.beam_s > 0 ? scaled_s / sum.beam_s : 1;
  return sum;
}

double lr_period_peak_run(const struct lr_plan_days *days, size_t period) {
  double highest = NAN;
  for (size_t i = 0; i < days->days; i++)
    if (days->day[i].period == (int)period && !days->day[i].cut) highest = fmax(highest, days->day[i].peak_m2s);
  return highest;
}

double lr_plan_cumulated(const struct lr_plan *plan, const struct lr_plan_days *days, int date) {
  if (date < days->first) return plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  size_t i = (size_t)(date - days->first);
  return days->cumulated[i < days->days ? i : days->days - 1];
}

int lr_plan_date_of(const struct lr_plan *plan, const struct lr_plan_days *days, double luminosity_m2) {
  if (plan->so_far.as_of != LR_NO_DATE && plan->so_far.value_m2 >= luminosity_m2) return plan->so_far.as_of;
  for (size_t i = 0; i < days->days; i++)
    if (days->cumulated[i] >= luminosity_m2) return days->first + (int)i;
  return LR_NO_DATE;
}
