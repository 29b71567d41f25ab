// SPDX-License-Identifier: GPL-3.0-or-later
// Calendar and operation of a plan: each day once, the figures of availability against their closed forms.
#include "projections/plan_calendar.h"

#include "projections/operation_table.h"
#include "tests/projections/plans.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 1 ab^-1, as_of: 2025-12-31, kind: recorded}\n"
    "  horizon: 2029-06-30\n"
    "  milestones: [2 ab^-1]\n"
    "  refill: 20 min\n"
    "%s"
    "  period_defaults: {mean_over_peak: 1, ramp: flat, study_fraction: 10 %%, recording_efficiency: 1, startup_days: 14}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 1e35 cm^-2 s^-1, runs: [[02-01, 06-30], [10-01, 12-20]]%s}\n"
    "    2027: {start: 2027-01-01, end: 2027-12-31, peak: 1e35 cm^-2 s^-1, runs: [[02-01, 06-30]]%s}\n"
    "  shutdowns: {LS2: {start: 2028-01-01, end: 2028-12-31}}\n";

static struct planned plan_of(const char *rest, const char *each) {
  char yaml[4000];
  snprintf(yaml, sizeof yaml, PLAN, rest, each, each);
  return planned_well(yaml);
}

static void calendar(void) {
  struct planned p = plan_of("", ", availability: 0.8");
  struct lr_plan_days days = expected(&p.plan);
  days.day[30 + 28 + 5].cut = true;  // 2026-03-05
  struct lr_table *t = lr_table_calendar(&p.plan, &days);
  static const char *const WANTED[][3] = {{"2026-01-01", "2026-01-31", "no beam"}, {"2026-02-01", "2026-02-14", "start-up"}, {"2026-02-15", "2026-03-04", "physics"},
                                          {"2026-03-05", "2026-03-05", "cut"}, {"2026-03-06", "2026-06-30", "physics"}, {"2026-07-01", "2026-09-30", "no beam"},
                                          {"2026-10-01", "2026-12-20", "physics"}, {"2026-12-21", "2026-12-31", "no beam"}, {"2027-01-01", "2027-01-31", "no beam"}};
  double sum = 0;
  LR_CHECK(lr_table_ok(t) && t->rows == 14);
  for (size_t i = 0; i < t->rows; i++) {
    sum += lr_table_get(t, i, "days");
    for (int k = 0; k < 3 && i < 9; k++) LR_TEXT_IS(lr_table_get_text(t, i, k == 0 ? "start" : k == 1 ? "end" : "state"), WANTED[i][k]);
  }
  LR_CHECK(sum == (double)days.days);
  LR_TEXT_IS(lr_table_get_text(t, 12, "state"), "shutdown");
  LR_TEXT_IS(lr_table_get_text(t, 12, "end"), "2028-12-31");
  LR_TEXT_IS(lr_table_get_text(t, 13, "end"), "2029-06-30");
  lr_table_free(t);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// One system of faults: 10 h between them at full luminosity, 1 h of recovery, 20 min of refill, 40 min of tuning: a cycle of 12 h.
static void one_system(void) {
  struct planned p = plan_of("  faults: {rf: {mtbf: 10 h, recovery: 1 h, tuning: 40 min, tuning_level: 50 %}}\n", "");
  struct lr_plan_days days = expected(&p.plan);
  struct lr_operation o;
  lr_operation_of(&p.plan, &days, 0, &o);
  double beam_days = 150 + 81, scheduled_s = (beam_days - 14) * 86400 * 0.9, cycles = scheduled_s / (12 * 3600);
  LR_NEAR(o.run_s, beam_days * 86400, 1e-12);
  LR_NEAR(o.beam_s, beam_days * 86400, 1e-9);
  LR_NEAR(o.scheduled_s, scheduled_s, 1e-9);
  LR_NEAR(o.efficiency, 10. / 12, 1e-9);
  LR_NEAR(o.availability, 11. / 12, 1e-9);
  LR_NEAR(o.faults, cycles, 1e-9);
  LR_NEAR(o.mtbf_s, scheduled_s / (cycles + 1), 1e-9);
  LR_NEAR(o.mttr_s, 3600, 1e-9);
  LR_NEAR(o.turnaround_s, 2 * 3600, 1e-9);
  LR_CHECK(o.days_cut == 0);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// Declared uptime: the recoveries are scaled until what is delivered is A T.
static void declared(void) {
  struct planned p = plan_of("  faults: {rf: {mtbf: 10 h, recovery: 1 h}}\n", ", availability: 0.7"), none = plan_of("", ", availability: 0.8, trip_factor: 0.9");
  struct lr_plan_days days = expected(&p.plan), plain = expected(&none.plan);
  struct lr_operation o;
  lr_operation_of(&p.plan, &days, 0, &o);
  double recovery_h = (10 + 1. / 9) / 0.7 - 10 - 1. / 3;  // (tau + T_f/3) / (tau + R + T_f) = 0.7
  LR_NEAR(o.mttr_s / 3600, recovery_h, 1e-6);
  LR_NEAR(o.efficiency, 10 / (10 + recovery_h + 1. / 3), 1e-6);
  lr_operation_of(&none.plan, &plain, 1, &o);
  LR_CHECK(o.availability == 0.8 && isnan(o.faults) && isnan(o.mtbf_s) && isnan(o.turnaround_s));
  LR_NEAR(o.efficiency, 0.72, 1e-12);
  struct lr_table *t = lr_table_operation(&none.plan, &plain);
  LR_CHECK(lr_table_ok(t) && t->rows == 2 && isnan(lr_table_get(t, 0, "faults")) && lr_table_get(t, 0, "run_time") == 231);
  lr_table_free(t);
  // no electricity at all: no physics time, and nothing divided by it
  for (size_t i = 0; i < plain.days; i++) plain.day[i].cut = true, plain.day[i].beam_s = plain.day[i].startup_s = 0;
  lr_operation_of(&none.plan, &plain, 1, &o);
  LR_CHECK(o.days_cut == 150 && isnan(o.efficiency) && isnan(o.availability));
  lr_plan_days_free(&days);
  lr_plan_days_free(&plain);
  planned_free(&p);
  planned_free(&none);
}

int main(void) {
  calendar();
  one_system();
  declared();
  return lr_test_end();
}
