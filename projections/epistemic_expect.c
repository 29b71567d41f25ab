// SPDX-License-Identifier: GPL-3.0-or-later
// The closed form of a run plan at one row of epistemic factors: P10, P13 and P14 with drawn peaks, efficiency, rate of sudden losses
// and slips, and the means of what is drawn afresh each year.
#include <math.h>

#include "projections/epistemic.h"
#include "projections/plan_shape.h"
#include "projections/uptime.h"

struct sum {
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  struct lr_epistemic epistemic;
  size_t period;
  int last;  // of the calendar
  double total_m2;
};

double lr_epistemic_peak_ratio(const struct lr_epistemic *e, const struct lr_plan_day *day, size_t period, double uncapped_m2s) {
  if (!isfinite(day->cap_m2s) || !(day->peak_m2s > 0)) return e->ratio[period];
  return fmin(e->ratio[period] * uncapped_m2s, day->cap_m2s) / day->peak_m2s;
}

static void add_day(const struct lr_shape_day *shape, void *context) {
  struct sum *sum = context;
  const struct lr_plan_days *days = sum->days;
  size_t i = (size_t)(shape->date - days->first);
  if (shape->date < days->first || i >= days->days || days->period[i] != (int)sum->period) return;
  if (lr_calendar_of_plan(sum->plan, &sum->epistemic, shape->date) > sum->last) return;
  const struct lr_plan_day *day = &days->day[i];
  double delivered = days->delivered[i], recorded = days->recorded[i];
  if (day->sudden_per_s > 0 && sum->epistemic.sudden != 1) {
    struct lr_day_uptime uptime = lr_uptime_of_day(sum->plan, day, days->fault_rate + i * sum->plan->faults_given, sum->epistemic.sudden);
    delivered = day->potential_m2 * uptime.delivered;
    recorded = delivered * uptime.recorded;
  }
  sum->total_m2 += (sum->plan->lumi_kind == LR_DELIVERED ? delivered : recorded) *
                   lr_epistemic_peak_ratio(&sum->epistemic, day, sum->period, shape->peak_m2s * day->ramp);
}

double lr_epistemic_expect(const struct lr_plan *plan, const struct lr_plan_days *days, const double *u, int date) {
  int horizon = days->first + (int)days->days - 1;
  struct sum sum = {.plan = plan, .days = days, .last = date < horizon ? date : horizon};
  lr_epistemic_read(plan, u, &sum.epistemic);
  for (sum.period = 0; sum.period < plan->periods && plan->period[sum.period].start <= sum.last; sum.period++)  // slips only push later
    lr_period_each_day(&plan->period[sum.period], add_day, &sum);
  double start_m2 = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  return start_m2 + sum.total_m2 * sum.epistemic.efficiency * lr_prior_mean(&plan->year) * lr_prior_mean(&plan->faults);
}
