// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plan_remarks.h"

#include <math.h>
#include <stdio.h>

// Outside, the recovery times that are written and the uptime that is declared hardly speak of the same machine.
static const double LEAST_SCALE = 0.4, MOST_SCALE = 2.5;  // status: assumed; a choice of this project

static void remark_scale(const struct lr_plan *plan, const struct lr_plan_days *days) {
  size_t outside = 0, worst = 0;
  double worst_scale = 1;
  for (size_t p = 0; p < plan->periods; p++) {
    struct lr_plan_sum sum = lr_plan_sum(days, p);
    bool scaled = plan->period[p].declared_uptime && (plan->faults_given || plan->sudden.given) && sum.beam_s > 0;
    if (!scaled || (sum.recovery_scale >= LEAST_SCALE && sum.recovery_scale <= MOST_SCALE)) continue;
    outside++;
    if (fabs(log(sum.recovery_scale)) <= fabs(log(worst_scale))) continue;
    worst = p;
    worst_scale = sum.recovery_scale;
  }
  if (!outside) return;
  fprintf(stderr,
          "warning: period '%s': the recovery times are multiplied by %.2f (recovery_scale) to leave the declared availability x trip_factor, "
          "outside %.1f to %.1f%s; change the rates, the recoveries or what is declared\n",
          plan->period[worst].id, worst_scale, LEAST_SCALE, MOST_SCALE, outside > 1 ? " as in other periods" : "");
}

static void remark_cut(const struct lr_plan *plan, const struct lr_plan_days *days) {
  for (size_t p = 0; p < plan->periods; p++) {
    int cut = 0, scheduled = 0;
    for (size_t i = 0; i < days->days; i++) {
      scheduled += days->day[i].period == (int)p;
      cut += days->day[i].period == (int)p && days->day[i].cut;
    }
    if (!cut || cut < scheduled) continue;
    fprintf(stderr, "warning: period '%s' has no beam: 'power' cuts each of its %d days (cap against base and currents, or budget)\n",
            plan->period[p].id, cut);
    return;
  }
}

// P13: nothing fails in tuning, so that tuning at a level above the uptime is a gain. Where the uptime is declared it stands.
static void remark_tuning(const struct lr_plan *plan, const struct lr_plan_days *days) {
  for (size_t p = 0; p < plan->periods; p++) {
    struct lr_plan_sum sum = lr_plan_sum(days, p);
    double uptime = sum.potential_m2 > 0 ? sum.delivered_m2 / sum.potential_m2 : NAN;
    if (plan->period[p].declared_uptime || !isfinite(uptime)) continue;
    for (size_t k = 0; k <= plan->faults_given; k++) {
      bool sudden = k == plan->faults_given;
      if (sudden && !plan->sudden.given) continue;
      double tuning_s = sudden ? plan->sudden.tuning_s : plan->fault[k].tuning_s, level = sudden ? plan->sudden.tuning_level : plan->fault[k].tuning_level;
      if (!(tuning_s > 0) || level <= uptime) continue;
      fprintf(stderr,
              "warning: tuning after '%s' runs at %.0f %% of the luminosity, above the %.0f %% that faults leave in period '%s': nothing fails "
              "while tuning (P13), so that more of it raises the luminosity; lower tuning_level\n",
              sudden ? "sudden_losses" : plan->fault[k].id, 100 * level, 100 * uptime, plan->period[p].id);
      return;
    }
  }
}

void lr_call_plan_remarks(const struct lr_call *call, const struct lr_plan *plan, const struct lr_plan_days *days) {
  if (call->quiet) return;
  remark_scale(plan, days);
  remark_cut(plan, days);
  remark_tuning(plan, days);
}
