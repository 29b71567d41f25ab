// SPDX-License-Identifier: GPL-3.0-or-later
// P13 and P14 with the faults and sudden losses of a plan.
#include <math.h>

#include "projections/uptime.h"

size_t lr_uptime_systems(const struct lr_plan *plan, const double *fault_rate, double sudden_per_s, struct lr_uptime_system *system) {
  size_t count = plan->faults_given;
  for (size_t i = 0; i < count; i++)
    system[i] = (struct lr_uptime_system){fault_rate[i], plan->fault[i].recovery.mean_s, plan->fault[i].tuning_s, plan->fault[i].tuning_level};
  system[count] = (struct lr_uptime_system){.tuning_level = 1};
  if (!plan->sudden.given) return count + 1;
  double mean_s = 0;
  for (int k = 0; k < LR_END_KINDS; k++)
    if (plan->sudden.end[k].probability > 0) mean_s += plan->sudden.end[k].probability * plan->sudden.end[k].mean_s;
  system[count] = (struct lr_uptime_system){sudden_per_s, mean_s, plan->sudden.tuning_s, plan->sudden.tuning_level};
  return count + 1;
}

struct lr_step_back lr_step_back_of(const struct lr_plan *plan, double sudden_per_s, double hv_ramp_s) {
  const struct lr_sudden_losses *sudden = &plan->sudden;
  const struct lr_recovery *damage = &sudden->end[LR_END_DAMAGE];
  if (!sudden->given || !(damage->probability > 0) || !(sudden->step_back_s > 0)) return (struct lr_step_back){.level = 1};
  return (struct lr_step_back){sudden->step_back_level, sudden->step_back_s, sudden_per_s * damage->probability, damage->mean_s, damage->cv,
                               plan->refill_s, hv_ramp_s, sudden->tuning_s, sudden->tuning_level};
}

struct lr_day_uptime lr_uptime_of_day(const struct lr_plan *plan, const struct lr_plan_day *day, const double *fault_rate, double outcome) {
  struct lr_uptime_system system[LR_MOST_FAULTS + 1];
  double sudden_per_s = day->sudden_per_s * outcome;
  struct lr_uptime_cycle cycle = {.system = system, .systems = lr_uptime_systems(plan, fault_rate, sudden_per_s, system), .refill_s = plan->refill_s,
                                  .hv_ramp_s = day->refill_recorded ? 0 : plan->detector.hv_ramp_s, .scale = day->recovery_scale};
  struct lr_step_back step = lr_step_back_of(plan, sudden_per_s, cycle.hv_ramp_s);
  struct lr_uptime uptime = {.delivered = NAN};
  double factor = NAN;
  if (lr_uptime_evaluate(&cycle, &uptime, NULL) == LR_OK) lr_step_back_factor(&step, cycle.scale, &uptime, &factor, NULL);
  return (struct lr_day_uptime){.delivered = day->fixed * uptime.delivered * factor,
                                .recorded = day->recorded * (day->refill_recorded ? 1 : uptime.recorded),
                                .uptime = day->fixed * uptime.delivered, .step_back = factor, .beam_share = uptime.beam_share};
}
