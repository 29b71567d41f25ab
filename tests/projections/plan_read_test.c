// SPDX-License-Identifier: GPL-3.0-or-later
// `plan:` of a scenario: runs, defaults, machines as peaks, repeats, and everything that cannot be a plan.
#include "tests/projections/plans.h"

#define WELL "availability: 1, mean_over_peak: 1, peak: 1e34 cm^-2 s^-1"
#define YEAR "start: 2026-01-01, end: 2026-12-31, " WELL

static void runs(void) {
  // MM-DD of each year of the period, cut to it; over the new year; in any order
  struct planned p = planned_well("plan: {periods: {x: {start: 2026-03-01, end: 2028-06-10, " WELL ", runs: [[10-05, 12-20], [02-15, 07-01]]}}}\n");
  const struct lr_period *x = p.plan.period;
  LR_CHECK(x->runs == 5 && x->run[0].first == day_of("2026-03-01") && x->run[0].last == day_of("2026-07-01") &&
           x->run[1].first == day_of("2026-10-05") && x->run[3].last == day_of("2027-12-20") && x->run[4].last == day_of("2028-06-10"));
  LR_NEAR(x->beam_days, 123 + 77 + 137 + 77 + 117, 1e-15);
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {start: 2026-07-01, end: 2027-06-30, " WELL ", runs: [[11-01, 02-15]]}}}\n");
  LR_CHECK(p.plan.period[0].runs == 1 && p.plan.period[0].run[0].first == day_of("2026-11-01") && p.plan.period[0].run[0].last == day_of("2027-02-15"));
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {" YEAR ", runs: [[11-01, 02-15]]}}}\n");  // the end of one winter, the start of the next
  LR_CHECK(p.plan.period[0].runs == 2 && p.plan.period[0].run[0].last == day_of("2026-02-15") && p.plan.period[0].run[1].first == day_of("2026-11-01"));
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {" YEAR ", runs: [[2026-02-01, 2026-02-01]]}}}\n");
  LR_CHECK(p.plan.period[0].beam_days == 1);
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {" YEAR "}}}\n");
  LR_CHECK(p.plan.period[0].runs == 1 && p.plan.period[0].beam_days == 365 && p.plan.horizon == day_of("2026-12-31") && p.plan.milestones == 4);
  LR_CHECK(p.plan.lumi_kind == LR_RECORDED && p.plan.so_far.as_of == LR_NO_DATE && p.plan.ramp_speed.distribution == LR_FIXED);
  planned_free(&p);
}

static void repeats(void) {
  struct planned p = planned_well("plan:\n  horizon: 2031-12-31\n  repeat_last: yes\n  periods:\n"
                   "    2026: {" YEAR "}\n"
                   "    2028: {start: 2028-01-01, end: 2028-12-31, " WELL ", runs: [[02-15, 07-01]], beam_days: 100, study_fraction: 10 %}\n");
  LR_CHECK(p.plan.periods == 5 && p.plan.period[4].repeated && !p.plan.period[1].repeated);
  LR_TEXT_IS(p.plan.period[4].id, "2031");
  LR_CHECK(p.plan.period[4].start == day_of("2031-01-01") && p.plan.period[4].end == day_of("2031-12-31"));
  LR_CHECK(p.plan.period[4].run[0].first == day_of("2031-02-15") && p.plan.period[4].study_fraction == 0.1);
  planned_free(&p);
  p = planned_well("plan:\n  horizon: 2035-12-31\n  repeat_last: yes\n  periods:\n"
                   "    a: {start: 2026-01-01, end: 2027-12-31, peak: [[2026-01-01, 1e34 cm^-2 s^-1], [2027-12-31, 2e34 cm^-2 s^-1]], availability: 1, mean_over_peak: 1}\n");
  LR_CHECK(p.plan.periods == 5 && p.plan.period[1].start == day_of("2028-01-01") && p.plan.period[4].end == day_of("2035-12-31"));
  LR_CHECK(p.plan.period[2].knot[1].date == day_of("2031-12-31"));
  struct lr_plan_days days = expected(&p.plan);
  for (size_t i = 0; i < days.days; i++) LR_CHECK(days.period[i] >= 0);  // no day is left out, none is counted twice
  lr_plan_days_free(&days);
  planned_free(&p);
}

// `machine: FILE` is the luminosity of that machine, found beside the file that names it.
static void machines(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  if (!source) source = ".";
  char yaml[1000];
  snprintf(yaml, sizeof yaml, "plan: {periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, machine: %s/inputs/machines/2022-06.yaml}}}\n", source);
  struct planned p = planned_well(yaml);
  if (p.fine) LR_NEAR(lr_period_peak(&p.plan.period[0]), 4.65e38, 0.15);
  planned_free(&p);
  snprintf(yaml, sizeof yaml, "base: %s/inputs/machines/2022-06.yaml\nplan: {period_defaults: {machine: scenario}, periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1}, "
                              "y: {start: 2027-01-01, end: 2027-12-31, " WELL "}}}\n", source);
  p = planned_well(yaml);  // a period that says its own peak does not take the machine of the defaults
  if (p.fine) LR_NEAR(lr_period_peak(&p.plan.period[0]), 4.65e38, 0.15);
  if (p.fine) LR_NEAR(lr_period_peak(&p.plan.period[1]), 1e38, 1e-14);
  planned_free(&p);
  p = planned_of("plan: {periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, machine: none.yaml}}}\n");
  LR_CHECK(!p.fine && says(&p.said, "cannot read 'none.yaml'") && says(&p.said, "period 'x': no machine in 'none.yaml'"));
  planned_free(&p);
  p = planned_of("plan: {periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, machine: scenario}}}\n");
  LR_CHECK(!p.fine && says(&p.said, "no machine in 'scenario'"));
  planned_free(&p);
}

static void shipped(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  const char *const PLANS[] = {"baseline", "optimistic", "pessimistic", "official2022_target"};
  for (int i = 0; i < 4; i++) {
    char path[1000];
    snprintf(path, sizeof path, "%s/inputs/plans/%s.yaml", source ? source : ".", PLANS[i]);
    struct planned p = planned_of_said(said_of_file(path));
    LR_CHECK(p.fine && p.said.problems.count == 0);
    if (!p.fine) fputs(p.said.text, stderr);
    planned_free(&p);
  }
}

static void refused(void) {
  static const struct {
    const char *plan, *says;
  } BAD[] = {
      {"5", "'plan' wants a mapping of keys"},
      {"{}", "'periods' is missing in plan"},
      {"{periods: {}}", "'periods' wants 1 to 128 periods"},
      {"{periods: [1]}", "'periods' wants a mapping keyed by id"},
      {"{periods: {x: 5}}", "period 'x' wants a mapping"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31}}}", "'availability' is missing in plan.periods.x"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1}}}", "period 'x' needs 'peak: 6e34"},
      {"{periods: {x: {" YEAR ", machine: scenario}}}", "has both 'peak' and 'machine'"},
      {"{periods: {x: {start: 2026-12-31, end: 2026-01-01, " WELL "}}}", "ends (2026-01-01) before it starts (2026-12-31)"},
      {"{periods: {x: {" YEAR ", beam_days: 366}}}", "beam_days 366 is more than the 365 days of its runs"},
      {"{periods: {x: {" YEAR ", beam_days: -1}}}", "'beam_days' must be at least 0"},
      {"{periods: {x: {" YEAR ", study_fraction: 101 %}}}", "'study_fraction' must be at most 1"},
      {"{periods: {x: {" YEAR ", runs: []}}}", "'runs' wants up to 16 pairs"},
      {"{periods: {x: {" YEAR ", runs: [[02-30, 03-01]]}}}", "wants a date such as"},
      {"{periods: {x: {" YEAR ", runs: [[02-15, 2026-03-01]]}}}", "'runs' wants up to 16 pairs"},
      {"{periods: {x: {" YEAR ", runs: [[2026-03-01, 2026-02-01]]}}}", "a run ends before it begins"},
      {"{periods: {x: {" YEAR ", runs: [[2025-03-01, 2025-04-01]]}}}", "a run lies outside the period"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-02-01, " WELL ", runs: [[03-01, 04-01]]}}}", "a run lies outside the period"},
      {"{periods: {x: {" YEAR ", runs: [[02-15, 07-01], [06-01, 08-01]]}}}", "its runs overlap"},
      {"{periods: {x: {" YEAR ", runs: [[02-15, 07-01, 08-01]]}}}", "'runs' wants up to 16 pairs"},
      {"{periods: {x: {" YEAR ", ramp: cubic}}}", "'ramp' wants one of linear|flat"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, peak: -1 cm^-2 s^-1}}}", "'peak' cannot be negative"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, peak: 1e34}}}", "(it has no unit)"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, peak: []}}}", "knots [date, luminosity] in rising order"},
      {"{periods: {x: {start: 2026-01-01, end: 2026-12-31, availability: 1, mean_over_peak: 1, peak: [[2026-02-01, 1e34 cm^-2 s^-1], [2026-02-01, 2e34 cm^-2 s^-1]]}}}", "knots [date, luminosity] in rising order"},
      {"{periods: {x: {" YEAR "}, y: {start: 2026-12-31, end: 2027-12-31, " WELL "}}}", "period 'y' starts (2026-12-31) before 'x' ends (2026-12-31)"},
      {"{periods: {y: {start: 2026-12-31, end: 2027-12-31, " WELL "}, x: {" YEAR "}}}", "period 'y' starts (2026-12-31) before 'x' ends (2026-12-31)"},
      {"{recorded_so_far: {value: 1 fb^-1, as_of: 2026-01-01, kind: recorded}, periods: {x: {" YEAR "}}}", "it would be counted twice"},
      {"{recorded_so_far: {value: 1 fb^-1, as_of: 2025-12-31, kind: delivered}, periods: {x: {" YEAR "}}}", "the kinds differ by several per cent and are not added"},
      {"{lumi_kind: delivered, recorded_so_far: {value: 1 fb^-1, as_of: 2025-12-31, kind: recorded}, periods: {x: {" YEAR "}}}", "the kinds differ"},
      {"{lumi_kind: recorfed, recorded_so_far: {value: 1 fb^-1, as_of: 2025-12-31, kind: recorded}, periods: {x: {" YEAR "}}}", "'lumi_kind' wants one of"},
      {"{recorded_so_far: {value: -1 fb^-1, as_of: 2025-12-31, kind: recorded}, periods: {x: {" YEAR "}}}", "'value' must be at least 0 fb^-1"},
      {"{recorded_so_far: 5 fb^-1, periods: {x: {" YEAR "}}}", "'recorded_so_far' wants a mapping"},
      {"{horizon: 2026-06-01, periods: {x: {" YEAR "}}}", "the horizon lies before the end of period 'x'"},
      {"{horizon: 2400-06-01, periods: {x: {" YEAR "}}}", "more than 200 years"},
      {"{milestones: [2 ab^-1, 1 ab^-1], periods: {x: {" YEAR "}}}", "rising integrated luminosities"},
      {"{milestones: [0 ab^-1], periods: {x: {" YEAR "}}}", "rising integrated luminosities"},
      {"{milestones: [1 ab], periods: {x: {" YEAR "}}}", "'milestones' wants an integrated luminosity"},
      {"{shutdowns: {L: {start: 2026-05-01, end: 2026-06-01}}, periods: {x: {" YEAR "}}}", "shutdown 'L' lies over the runs of period 'x'"},
      {"{shutdowns: {L: {start: 2027-06-01, end: 2027-05-01}}, periods: {x: {" YEAR "}}}", "its dates are out of order"},
      {"{shutdowns: {L: {start: 2027-05-01, end: 2027-06-01}, M: {start: 2027-06-01, end: 2027-07-01}}, periods: {x: {" YEAR "}}}", "its dates are out of order"},
      {"{shutdowns: {L: {start: 2027-05-01, end: 2027-06-01, slip: [1 year]}}, periods: {x: {" YEAR "}}}", "wants a distribution"},
      {"{repeat_last: yes, horizon: 2029-12-31, shutdowns: {L: {start: 2028-05-01, end: 2028-06-01}}, periods: {x: {" YEAR "}}}", "would run through shutdown 'L' in 2028"},
      {"{history: {h: {start: 2020-02-01, end: 2020-01-01, kind: recorded}}, periods: {x: {" YEAR "}}}", "its dates are out of order"},
      {"{history: {h: {start: 2020-02-01, end: 2020-03-01, first_collision: 2020-01-01, kind: recorded}}, periods: {x: {" YEAR "}}}", "out of order"},
      {"{history: {h: {start: 2020-02-01, end: 2020-03-01}}, periods: {x: {" YEAR "}}}", "'kind' is missing"},
      {"{history: {h: 5}, periods: {x: {" YEAR "}}}", "a past period wants a mapping"},
      {"{priors: {ramp_sped: {dist: normal, mean: 1, sigma: 1}}, periods: {x: {" YEAR "}}}", "did you mean 'ramp_speed'?"},
      {"{priors: {year: {dist: normal, mean: 1 A, sigma: 1}}, periods: {x: {" YEAR "}}}", "its unit is of another kind"},
      {"{period_defaults: {avail: 1}, periods: {x: {" YEAR "}, y: {start: 2027-01-01, end: 2027-12-31, " WELL "}}}", "unknown key 'avail' in plan.period_defaults"},
  };
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    char yaml[1500];
    snprintf(yaml, sizeof yaml, "plan: %s\n", BAD[i].plan);
    struct planned p = planned_of(yaml);
    if (p.fine) fprintf(stderr, "not refused: %s", yaml);
    LR_CHECK(!p.fine);
    LR_CHECK(says(&p.said, BAD[i].says));
    planned_free(&p);
  }
  // a wrong default is one error, not one for each period
  struct planned p = planned_of("plan: {period_defaults: {availability: 2 %%, avail: 1}, periods: {x: {start: 2026-01-01, end: 2026-12-31, peak: 1e34 cm^-2 s^-1, mean_over_peak: 1}, "
                                "y: {start: 2027-01-01, end: 2027-12-31, peak: 1e34 cm^-2 s^-1, mean_over_peak: 1}}}\n");
  LR_CHECK(!p.fine && p.said.problems.count == 2);
  planned_free(&p);
}

// In the order of their starts, wherever they are written; what overlaps is refused all the same.
static void order(void) {
  struct planned p = planned_well("plan: {horizon: 2031-12-31, repeat_last: yes, periods: {c: {start: 2029-01-01, end: 2029-12-31, " WELL "}, a: {start: 2026-01-01, end: 2026-12-31, " WELL
                                  "}, b: {start: {value: 2027-01-01, status: assumed}, end: 2028-12-31, " WELL "}}}\n");
  LR_CHECK(p.plan.periods == 5);
  const char *const IDS[] = {"a", "b", "c", "2030", "2031"};
  for (size_t i = 0; i < p.plan.periods && i < 5; i++) LR_TEXT_IS(p.plan.period[i].id, IDS[i]);
  planned_free(&p);
}

int main(void) {
  order();
  runs();
  repeats();
  machines();
  shipped();
  refused();
  return lr_test_end();
}
