// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_causes.h"

#include <math.h>

#include "projections/plan_shape.h"
#include "projections/uptime.h"

static struct lr_uptime uptime_of(const struct lr_plan *plan, const struct lr_plan_day *day, const double *rate, struct lr_uptime_system *system,
                                  struct lr_uptime_cycle *cycle) {
  struct lr_uptime uptime = {.delivered = 1, .top_share = 1};
  *cycle = (struct lr_uptime_cycle){.system = system, .systems = lr_uptime_systems(plan, rate, day->sudden_per_s, system), .refill_s = plan->refill_s,
                                    .hv_ramp_s = day->refill_recorded ? 0 : plan->detector.hv_ramp_s, .scale = day->recovery_scale};
  lr_uptime_evaluate(cycle, &uptime, NULL);
  return uptime;
}

void lr_day_lost(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i, double *lost_m2) {
  const struct lr_plan_day *day = &days->day[i];
  size_t faults = plan->faults_given;
  for (size_t c = 0; c < LR_CAUSES + faults; c++) lost_m2[c] = 0;
  if (days->period[i] < 0) return;
  const struct lr_period *period = &plan->period[days->period[i]];
  double physics = lr_period_physics_share(period), started = day->ideal_m2 - day->peak_m2s * day->startup_s;
  double before_studies = physics > 0 ? day->potential_m2 / physics : started;  // nothing left: all of it goes to studies and maintenance
  lost_m2[LR_CAUSE_STARTUP] = day->ideal_m2 - started;
  lost_m2[LR_CAUSE_SHAPE] = started - before_studies;
  lost_m2[LR_CAUSE_STUDY] = before_studies * period->study_fraction;
  lost_m2[LR_CAUSE_MAINTENANCE] = before_studies * (1 - period->study_fraction) - day->potential_m2;
  lost_m2[LR_CAUSE_FACTORS] = day->potential_m2 * (1 - day->fixed);
  struct lr_uptime_system system[LR_MOST_FAULTS + 1];
  struct lr_uptime_cycle cycle;
  struct lr_uptime uptime = uptime_of(plan, day, days->fault_rate + i * faults, system, &cycle);
  double possible = day->potential_m2 * day->fixed;
  for (size_t k = 0; k < faults; k++) lost_m2[LR_CAUSES + k] = possible * lr_uptime_lost(&cycle, &uptime, k);
  lost_m2[LR_CAUSE_SUDDEN] = possible * lr_uptime_lost(&cycle, &uptime, faults);
  lost_m2[LR_CAUSE_STEP_BACK] = possible * uptime.delivered * (1 - day->step_back);
  lost_m2[LR_CAUSE_DETECTOR] = days->delivered[i] - days->recorded[i];
}

void lr_day_faults(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i, double *number) {
  const struct lr_plan_day *day = &days->day[i];
  struct lr_uptime_system system[LR_MOST_FAULTS + 1];
  struct lr_uptime_cycle cycle;
  struct lr_uptime uptime = uptime_of(plan, day, days->fault_rate + i * plan->faults_given, system, &cycle);
  for (size_t k = 0; k <= plan->faults_given; k++) number[k] = days->period[i] < 0 ? 0 : system[k].rate_per_s * uptime.top_share * day->beam_s;
}

double lr_plan_peak_in_force(const struct lr_plan *plan, const struct lr_plan_days *days, int date) {
  double peak = lr_plan_peak(plan, date);
  long i = date - (long)days->first;
  if (i >= (long)days->days) i = (long)days->days - 1;
  while (i >= 0 && days->period[i] < 0) i--;
  return i < 0 ? peak : fmin(peak * days->day[i].ramp, days->day[i].cap_m2s);
}
