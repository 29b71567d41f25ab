// SPDX-License-Identifier: GPL-3.0-or-later
// A plan taken forward: what is left keeps its expectation, its ramps and draws go on, no further day is cut.
#include "tests/projections/updates.h"

// Day by day the rest of the plan is what it was; where mean_over_peak is below 1/2, the rest of the period as a whole.
static void advance(void) {
  static const struct {
    const char *mean, *ramp, *as_of;
    bool exact;
  } WAYS[] = {{"0.6", "linear", "2026-03-15", true},  {"0.6", "flat", "2026-03-15", true},
              {"0.6", "linear", "2026-02-05", true},  {"0.6", "linear", "2026-10-31", true},
              {"0.3", "linear", "2026-10-31", false}, {"0.6", "linear", "2026-08-01", true},
              {"0.6", "linear", "2028-05-01", true},  {"0.6", "linear", "2026-12-31", true}};
  for (size_t w = 0; w < sizeof WAYS / sizeof *WAYS; w++) {
    struct planned p = the_plan(WAYS[w].mean, WAYS[w].ramp, "");
    struct lr_plan_days before = expected(&p.plan), after;
    int as_of = day_of(WAYS[w].as_of);
    double so_far = lr_plan_cumulated(&p.plan, &before, as_of);
    struct lr_recorded_row row = a_row("2026-01-01", WAYS[w].as_of, so_far - 500 / LR_fb_m2);
    struct lr_error error = {0};
    LR_CHECK(lr_plan_advance(&p.plan, as_of, &row, 1, false, &error) == LR_OK);
    after = expected(&p.plan);
    LR_CHECK(after.first == as_of + 1 && p.plan.pasts == 2 && p.plan.so_far.as_of == as_of &&
             p.plan.first_peak_m2s == 6e38);
    LR_NEAR(p.plan.so_far.value_m2, so_far, 1e-13);
    LR_NEAR(p.plan.past[1].recorded_m2, row.recorded_m2, 1e-13);
    bool same = true;
    for (size_t i = 0; i < after.days; i++) {
      size_t old = i + (size_t)(after.first - before.first);
      double off = fabs(after.cumulated[i] - before.cumulated[old]);
      if (WAYS[w].exact || after.first + (int)i > day_of("2026-12-31"))
        same = same && off < 1e-9 * before.cumulated[old];
    }
    LR_CHECK(same);
    if (!same) fprintf(stderr, "    %s %s %s\n", WAYS[w].mean, WAYS[w].ramp, WAYS[w].as_of);
    lr_plan_days_free(&before);
    lr_plan_days_free(&after);
    planned_free(&p);
  }
  struct planned p = the_plan("0.6", "linear", "");
  struct lr_error error = {0};
  LR_CHECK(lr_plan_advance(&p.plan, day_of("2032-12-31"), NULL, 0, true, &error) == LR_E_DOMAIN &&
           strstr(error.text, "nothing is left"));
  planned_free(&p);
}

// Ramp of currents on its way: the first day holds, then it goes on.
static void advance_ramp(void) {
  static const char YAML[] =
      "plan:\n"
      "  periods: {2026: {start: 2026-01-01, end: 2026-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.8, "
      "mean_over_peak: 0.6, ramp: flat,\n"
      "    at: {current_ler: 1.5 A, current_her: 1.1 A, bunches: 2346, beta_y: 0.9 mm}}}\n"
      "  ramp: {time_constant: 30 days, current_ler: [[2026-02-01, 2 A]], beta_y: [[2026-03-01, 0.8 mm], [2026-11-01, "
      "plan]]}\n";
  struct planned p = planned_well(YAML);
  struct lr_plan_days before = expected(&p.plan), after;
  int as_of = day_of("2026-03-10");
  LR_CHECK(lr_plan_advance(&p.plan, as_of, NULL, 0, true, NULL) == LR_OK);
  after = expected(&p.plan);
  for (int day = as_of + 1; day < day_of("2026-12-31"); day += 20) {
    double was = before.day[day - before.first].peak_m2s, now = after.day[day - after.first].peak_m2s;
    LR_NEAR(now, was, 0.006);  // a day and a half of the time constant of 30 at the start
  }
  LR_NEAR(after.day[day_of("2026-12-20") - after.first].peak_m2s,
          before.day[day_of("2026-12-20") - before.first].peak_m2s, 1e-4);
  lr_plan_days_free(&before);
  lr_plan_days_free(&after);
  planned_free(&p);
}

// A draw of the priors means the same for the years to come before and after: the ramp counts from where it began.
static void same_draw(void) {
  static const char MORE[] =
      "    ramp_speed: {dist: lognormal, median: 0.8, sigma: 0.3}\n    ceiling: {dist: uniform, low: 7e34 cm^-2 s^-1, "
      "high: 20e34 cm^-2 s^-1}\n";
  struct planned was = the_plan("0.6", "linear", MORE), is = the_plan("0.6", "linear", MORE);
  struct lr_plan_days before = expected(&was.plan), after;
  int as_of = day_of("2027-05-10"), later = day_of("2030-12-31");
  struct lr_recorded_row row = a_row("2026-01-01", "2027-05-10", 1e44);
  LR_CHECK(lr_plan_advance(&is.plan, as_of, &row, 1, false, NULL) == LR_OK && is.plan.shutdowns == 1);
  after = expected(&is.plan);
  for (double at = 0.1; at < 1; at += 0.2) {
    const double old[] = {at, 0.3, 1 - at, 0.5, 1e-9, at},
                 now[] = {at, 0.3, 1 - at, 0.5, at};  // S0 does not slip and is over
    double long_term =
        lr_epistemic_expect(&was.plan, &before, old, later) - lr_epistemic_expect(&was.plan, &before, old, as_of);
    LR_NEAR(lr_epistemic_expect(&is.plan, &after, now, later) - lr_epistemic_expect(&is.plan, &after, now, as_of),
            long_term, 1e-9);
  }
  lr_plan_days_free(&before);
  lr_plan_days_free(&after);
  planned_free(&was);
  planned_free(&is);
}

// The budget of electricity under way: no day is cut that the plan as it was made does not cut, whatever was recorded.
static void budget(void) {
  static const char *const AS_OF[] = {"2025-12-31", "2026-03-01", "2026-03-31"};
  char path[1000];
  snprintf(path, sizeof path, "%s/inputs/plans/baseline.yaml", source_folder());
  struct planned was = planned_of_said(said_of_file(path));
  LR_CHECK(was.fine && was.plan.power.given);
  struct lr_plan_days before = expected(&was.plan);
  const int end = day_of("2026-04-01") - before.first;  // of the fiscal year 2025
  for (int i = 0; i < end; i++) LR_CHECK(!before.day[i].cut);
  for (size_t w = 0; w < 4; w++) {
    struct planned p = planned_of_said(said_of_file(path));
    struct lr_recorded_row rows[] = {a_row("2025-11-05", "2025-12-31", 16.4 / LR_fb_m2),
                                     a_row("2026-01-01", AS_OF[w == 2 ? 2 : 1], 0)};
    if (w == 3) LR_CHECK(lr_plan_advance(&p.plan, day_of(AS_OF[0]), rows, 1, false, NULL) == LR_OK);  // in two steps
    int as_of = day_of(AS_OF[w < 3 ? w : 1]);
    LR_CHECK(lr_plan_advance(&p.plan, as_of, w == 3 ? rows + 1 : rows, w == 0 || w == 3 ? 1 : 2, false, NULL) ==
             LR_OK);
    struct lr_plan_days after = expected(&p.plan);
    for (size_t i = 0; i < after.days; i++)
      LR_CHECK(after.day[i].cut == before.day[i + (size_t)(after.first - before.first)].cut);
    lr_plan_days_free(&after);
    planned_free(&p);
  }
  lr_plan_days_free(&before);
  planned_free(&was);
}

int main(void) {
  advance();
  advance_ramp();
  same_draw();
  budget();
  return lr_test_end();
}
