// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/operation_table.h"

#include <math.h>

#include "base/constants.h"
#include "projections/plan_shape.h"
#include "projections/uptime.h"

static struct lr_uptime uptime_of(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i) {
  const struct lr_plan_day *day = &days->day[i];
  struct lr_uptime_system system[LR_MOST_FAULTS + 1];
  struct lr_uptime_cycle cycle = {.system = system,
                                  .systems = lr_uptime_systems(plan, days->fault_rate + i * plan->faults_given, day->sudden_per_s, system),
                                  .refill_s = plan->refill_s,
                                  .hv_ramp_s = day->refill_recorded ? 0 : plan->detector.hv_ramp_s,
                                  .scale = day->recovery_scale};
  struct lr_uptime uptime = {.between_s = INFINITY, .beam_share = 1, .top_share = 1};
  lr_uptime_evaluate(&cycle, &uptime, NULL);  // cannot fail for a day that the plan has filled
  return uptime;
}

void lr_operation_of(const struct lr_plan *plan, const struct lr_plan_days *days, size_t p, struct lr_operation *o) {
  const struct lr_period *period = &plan->period[p];
  double share = lr_period_physics_share(period), full_s = 0, down_s = 0, turnaround_s = 0, faults = 0;
  *o = (struct lr_operation){.faults = NAN, .mtbf_s = NAN, .mttr_s = NAN, .turnaround_s = NAN};
  for (size_t k = 0; k < period->runs; k++) o->run_s += (period->run[k].last - period->run[k].first + 1) * LR_DAY_s;
  for (size_t i = 0; i < days->days; i++) {
    const struct lr_plan_day *day = &days->day[i];
    if (day->period != (int)p) continue;
    o->days_cut += day->cut;
    o->beam_s += day->beam_s + day->startup_s;
    double scheduled_s = day->beam_s * share;
    struct lr_uptime uptime = uptime_of(plan, days, i);
    o->scheduled_s += scheduled_s;
    full_s += scheduled_s * day->fixed * uptime.top_share;
    down_s += scheduled_s * (1 - uptime.beam_share);
    turnaround_s += scheduled_s * (1 - uptime.top_share);
    if (isfinite(uptime.between_s)) faults += scheduled_s * uptime.top_share / uptime.between_s;
  }
  bool by_events = plan->faults_given || plan->sudden.given;
  double declared = isfinite(period->availability) ? period->availability : 1;
  o->efficiency = full_s / o->scheduled_s;  // NaN without physics time
  o->availability = by_events ? 1 - down_s / o->scheduled_s : o->scheduled_s > 0 ? declared : NAN;
  if (!by_events) return;
  o->faults = faults;
  o->mtbf_s = o->scheduled_s / (faults + 1);
  if (faults > 0) {
    o->mttr_s = down_s / faults;
    o->turnaround_s = turnaround_s / faults;
  }
}

struct lr_table *lr_table_operation(const struct lr_plan *plan, const struct lr_plan_days *days) {
  struct lr_table *t = lr_table_create("operation", "Operation of the periods (expectation)");
  lr_table_column(t, "id", LR_TEXT, "", "period", "");
  lr_table_column(t, "run_time", LR_NUMBER, "day", "calendar time of the runs", "scenario");
  lr_table_column(t, "beam_time", LR_NUMBER, "day", "time with beam, start-up included", "scenario");
  lr_table_column(t, "scheduled_physics", LR_NUMBER, "day", "scheduled physics time: beam time less start-up, studies and maintenance", "model.md P24");
  lr_table_column(t, "physics_efficiency", LR_NUMBER, "", "share of the scheduled physics time at full luminosity: no recovery, refill, HV ramp or tuning", "model.md P24");
  lr_table_column(t, "availability", LR_NUMBER, "", "machine availability: share of the scheduled physics time without the down time of faults; not the declared one: the recovery times are scaled until delivered over potential is declared availability x trip factor, with refills and tuning; the declared one where the plan gives no faults", "model.md P9, P24");
  lr_table_column(t, "declared", LR_NUMBER, "", "availability as declared for the period, empty: none", "scenario");
  lr_table_column(t, "faults", LR_NUMBER, "", "expected faults in the scheduled physics time, sudden losses among them", "model.md P13");
  lr_table_column(t, "mtbf", LR_NUMBER, "h", "scheduled physics time over (faults + 1)", "model.md P9");
  lr_table_column(t, "mttr", LR_NUMBER, "h", "down time over faults, recovery times with the scale that the declared availability x trip factor asks for", "model.md P9, P13");
  lr_table_column(t, "turnaround", LR_NUMBER, "h", "from a fault to full luminosity: recovery, refill, HV ramp and tuning", "model.md P24");
  lr_table_column(t, "days_cut", LR_NUMBER, "", "days of the runs without electricity", "model.md P17");
  for (size_t p = 0; p < plan->periods; p++) {
    struct lr_operation o;
    lr_operation_of(plan, days, p, &o);
    lr_table_row(t);
    lr_table_text(t, "id", plan->period[p].id);
    lr_table_number(t, "run_time", o.run_s / LR_DAY_s);
    lr_table_number(t, "beam_time", o.beam_s / LR_DAY_s);
    lr_table_number(t, "scheduled_physics", o.scheduled_s / LR_DAY_s);
    lr_table_number(t, "physics_efficiency", o.efficiency);
    lr_table_number(t, "availability", o.availability);
    lr_table_number(t, "declared", plan->period[p].declared_uptime ? plan->period[p].availability : NAN);
    lr_table_number(t, "faults", o.faults);
    lr_table_number(t, "mtbf", o.mtbf_s / 3600);
    lr_table_number(t, "mttr", o.mttr_s / 3600);
    lr_table_number(t, "turnaround", o.turnaround_s / 3600);
    lr_table_number(t, "days_cut", o.days_cut);
  }
  return t;
}
