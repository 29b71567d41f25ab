// SPDX-License-Identifier: GPL-3.0-or-later
// The closed form of a run plan at one row of epistemic factors: P10, P13 and P14 with drawn peaks, efficiency, rate of sudden losses
// and slips, and the means of what is drawn afresh each year.
#include <math.h>
#include <string.h>

#include "projections/epistemic.h"
#include "projections/slips.h"
#include "projections/uptime.h"

// The uptime at the drawn rate of sudden losses, kept as long as what it follows from stays.
struct kept {
  const struct lr_plan_day *day;
  const double *rate;
  struct lr_day_uptime uptime;
};

static bool same(const struct kept *kept, const struct lr_plan_day *day, const double *rate, size_t faults) {
  const struct lr_plan_day *k = kept->day;
  return k && k->sudden_per_s == day->sudden_per_s && k->recovery_scale == day->recovery_scale && k->fixed == day->fixed && k->recorded == day->recorded &&
         k->refill_recorded == day->refill_recorded && memcmp(kept->rate, rate, faults * sizeof *rate) == 0;
}

// Delivered or recorded luminosity of a day of the plan at the planned peak [m^-2].
static double at_planned_peak(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i, double sudden, struct kept *kept) {
  const struct lr_plan_day *day = &days->day[i];
  bool delivered = plan->lumi_kind == LR_DELIVERED;
  if (!(day->sudden_per_s > 0) || sudden == 1) return delivered ? days->delivered[i] : days->recorded[i];
  const double *rate = days->fault_rate + i * plan->faults_given;
  if (!same(kept, day, rate, plan->faults_given)) *kept = (struct kept){day, rate, lr_uptime_of_day(plan, day, rate, sudden)};
  return day->potential_m2 * kept->uptime.delivered * (delivered ? 1 : kept->uptime.recorded);
}

double lr_epistemic_expect(const struct lr_plan *plan, const struct lr_plan_days *days, const double *u, int date) {
  double start_m2 = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0, total_m2 = 0, peak_m2s = -1, climb = 0;
  double first_m2s = lr_epistemic_first_peak(plan, days);
  struct lr_epistemic epistemic;
  struct lr_slips slips;
  struct kept kept = {.day = NULL};
  lr_epistemic_read(plan, u, &epistemic);
  lr_slips_begin(plan, days, epistemic.slip_days, &slips);
  for (size_t c = 0; c < days->days && days->first + (long)c <= date; c++) {
    if (!lr_slips_next(&slips)) continue;
    const struct lr_plan_day *day = &days->day[slips.in_force];
    if (day->uncapped_m2s != peak_m2s) climb = lr_epistemic_climb(day->uncapped_m2s, first_m2s);
    peak_m2s = day->uncapped_m2s;
    total_m2 += at_planned_peak(plan, days, (size_t)slips.in_force, epistemic.sudden, &kept) * lr_epistemic_peak_ratio(&epistemic, day, climb);
  }
  return start_m2 + total_m2 * epistemic.efficiency * lr_prior_mean(&plan->year) * lr_prior_mean(&plan->faults);
}
