// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings of a plan that is fine: each where it belongs, once, and none elsewhere.
#include "projections/plan_remarks.h"

#include "tests/projections/plans.h"

#define FAULTS "faults: {rf: {rate: 2 /day, recovery: 30 min, tuning: 10 min, tuning_level: 50 %}, linac: {mtbf: 1 day, recovery: 1 h}}"
#define YEAR "start: 2026-01-01, end: 2026-12-31, mean_over_peak: 1, peak: 1e34 cm^-2 s^-1"
#define BOTH "availability: 0.8, trip_factor: 0.9"
#define PLAN(period) "plan: {" FAULTS ", periods: {x: {" YEAR ", " period "}}}\n"

// The warnings of a plan with one --set over it (NULL: none).
static struct planned with_set(const char *yaml, const char *set) {
  struct said said = said_of(yaml);
  if (set) LR_CHECK(lr_document_set(said.document, set, &said.problems) == LR_OK);
  struct planned p = planned_of_said(said);
  LR_CHECK(p.fine);
  return p;
}

static void warns(const char *yaml, const char *set, const char *text) {
  struct planned p = with_set(yaml, set);
  LR_CHECK(p.said.problems.count == (text ? 1 : 0) && (!text || says(&p.said, text)));
  if (p.said.problems.count != (text ? 1 : 0)) fprintf(stderr, "    --set %s: %s\n", set ? set : "", p.said.text);
  planned_free(&p);
}

static void absorbed(void) {
  static const char *const SETS[] = {"plan.faults.rf.rate=3 /day", "plan.faults.linac.mtbf=2 days", "plan.faults.rf.recovery=1 h", "plan.faults.rf.recovery_cv=2",
                                     "plan.faults.rf.tuning=1 h", "plan.faults.rf.tuning_level=40 %", "plan.faults.linac=null", "plan.refill=5 min",
                                     "plan.faults.rf={rate: 1 /day, recovery: 1 h}", "plan.sudden_losses={rate: 1 /day, refill: {recovery: 1 h}}"};
  for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
    warns(PLAN(BOTH), SETS[i], "the declared availability x trip_factor stands, the recovery times are scaled to it (recovery_scale); use 'factor' for a what-if");
    warns(PLAN("maintenance: 1 h"), SETS[i], NULL);  // nothing is declared: the faults act
  }
  static const char *const OTHERS[] = {NULL, "plan.faults.rf.factor=2", "plan.horizon=2027-12-31", "plan.periods.x.availability=0.7"};
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) warns(PLAN(BOTH), OTHERS[i], NULL);
}

static void half(void) {
  warns(PLAN("availability: 0.8"), NULL, "warning: period 'x' has 'availability' but no 'trip_factor', which then counts as 1");
  warns(PLAN("trip_factor: 0.8"), NULL, "warning: period 'x' has 'trip_factor' but no 'availability', which then counts as 1");
  warns(PLAN("availability: 0.8, trips: {mtbf: 2.4 h, recovery: 0.5 h, refill: 0.5 h}"), NULL, NULL);
  warns("plan: {" FAULTS ", period_defaults: {trip_factor: 0.9}, periods: {x: {" YEAR ", availability: 0.8}}}\n", NULL, NULL);
  warns("plan: {periods: {x: {" YEAR ", availability: 0.8}}}\n", NULL, NULL);  // without faults trip_factor is 1
}

static void left_out(void) {
  warns("plan: {repeat_last: yes, horizon: 2028-06-30, periods: {x: {" YEAR ", availability: 1, runs: [[02-01, 05-01]]}}}\n", NULL,
        "the one from 2028-02-01 on would end after the horizon, 2028-06-30, and is left out");
  warns("plan: {repeat_last: yes, horizon: 2028-12-31, periods: {x: {" YEAR ", availability: 1}}}\n", NULL, NULL);
  warns("plan: {repeat_last: yes, horizon: 2028-01-31, periods: {x: {" YEAR ", availability: 1, runs: [[02-01, 05-01]]}}}\n", NULL, NULL);  // no run of it
}

// From another file the ends and the rate are taken away beside 'from'.
static void of_base(void) {
  struct said said = said_of("losses: {rate: {per_day: 1}, outcomes: {}}\n"
                             "plan: {sudden_losses: {rate: 1 /day, refill: {recovery: 1 h}}, periods: {x: {" YEAR "}}}\n");
  LR_CHECK(lr_document_set(said.document, "plan.sudden_losses.from=losses", &said.problems) == LR_OK);
  struct planned p = planned_of_said(said);
  LR_CHECK(!p.fine && says(&p.said, "; write 'rate: null' beside 'from' to take this one away"));
  planned_free(&p);
}

int main(void) {
  absorbed();
  half();
  left_out();
  of_base();
  return lr_test_end();
}
