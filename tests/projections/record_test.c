// SPDX-License-Identifier: GPL-3.0-or-later
// The record of past periods: efficiencies, sums of one kind, the naive prediction of the last year.
#include "projections/record.h"

#include "tests/projections/plans.h"

static const char RECORD[] =
    "plan:\n"
    "  history:\n"
    "    a: {start: 2020-01-01, end: 2020-04-10, peak: 2e34 cm^-2 s^-1, recorded: 50 fb^-1, kind: recorded}\n"
    "    b: {start: 2021-01-01, first_collision: 2021-01-11, end: 2021-04-21, peak: 3e34 cm^-2 s^-1, recorded: 77.76 fb^-1, kind: recorded}\n"
    "    c: {start: 2022-01-01, end: 2022-04-11, peak: 4e34 cm^-2 s^-1, recorded: 40 fb^-1, kind: recorded}\n"
    "    d: {start: 2022-10-01, end: 2022-10-11, peak: 4e34 cm^-2 s^-1, recorded: 5 fb^-1, kind: %s}\n"
    "    e: {start: 2023-10-01, end: 2023-10-11, kind: recorded}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.8, mean_over_peak: 0.5, recording_efficiency: 0.9, beam_days: 100}\n"
    "    2027: {start: 2027-01-01, end: 2027-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.9, mean_over_peak: 0.6, recording_efficiency: 0.9, beam_days: 100, startup_days: 10}\n";

int main(void) {
  char yaml[2000];
  snprintf(yaml, sizeof yaml, RECORD, "recorded");
  struct planned p = planned_well(yaml);
  LR_CHECK(p.plan.pasts == 5);
  LR_NEAR(lr_past_efficiency(&p.plan.past[0]), 50e43 / (2e38 * 100 * 86400), 1e-14);
  LR_NEAR(lr_past_efficiency(&p.plan.past[1]), 0.3, 1e-14);  // from first collision
  LR_CHECK(isnan(lr_past_efficiency(&p.plan.past[4])));
  double sum = -1;
  struct lr_error error;
  LR_CHECK(lr_past_sum(&p.plan, "a", "d", &sum, &error) == LR_OK);
  LR_NEAR(sum, 172.76e43, 1e-13);
  LR_CHECK(lr_past_sum(&p.plan, "b", "b", &sum, &error) == LR_OK);
  LR_NEAR(sum, 77.76e43, 1e-13);
  sum = -1;
  LR_CHECK(lr_past_sum(&p.plan, "a", "x", &sum, &error) == LR_E_DOMAIN && lr_past_sum(&p.plan, "x", "b", &sum, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_past_sum(&p.plan, "c", "a", &sum, &error) == LR_E_DOMAIN);  // backwards
  LR_CHECK(lr_past_sum(&p.plan, "a", "e", &sum, &error) == LR_E_DOMAIN && strstr(error.text, "'e' has no figure"));
  LR_CHECK(sum == -1);
  struct lr_naive_check check;
  LR_CHECK(lr_past_naive_check(&p.plan, &check));
  LR_CHECK(check.year == 2022);
  LR_TEXT_IS(check.best_id, "b");
  LR_NEAR(check.best_efficiency, 0.3, 1e-14);
  LR_NEAR(check.came_m2, 45e43, 1e-13);
  LR_NEAR(check.predicted_m2, 0.3 * 4e38 * 110 * 86400, 1e-13);
  struct lr_plan_days days = expected(&p.plan);
  LR_NEAR(lr_period_efficiency(&days, 0), 0.8 * 0.5 * 0.9, 1e-13);
  const struct lr_period *which = NULL;
  LR_NEAR(lr_plan_best_efficiency(&p.plan, &days, &which), 0.9 * 0.9 * 0.6 * 0.9, 1e-13);
  LR_CHECK(which == &p.plan.period[1]);
  lr_plan_days_free(&days);
  planned_free(&p);

  snprintf(yaml, sizeof yaml, RECORD, "offline");  // kinds are never added up
  p = planned_well(yaml);
  sum = -1;
  LR_CHECK(lr_past_sum(&p.plan, "a", "c", &sum, &error) == LR_OK && sum > 0);
  sum = -1;
  LR_CHECK(lr_past_sum(&p.plan, "a", "d", &sum, &error) == LR_E_DOMAIN && strstr(error.text, "offline") && sum == -1);
  LR_CHECK(!lr_past_naive_check(&p.plan, &check));
  planned_free(&p);

  p = planned_well("plan: {periods: {x: {start: 2026-01-01, end: 2026-01-02, peak: 0 cm^-2 s^-1, availability: 1, mean_over_peak: 1}}}\n");
  days = expected(&p.plan);
  LR_CHECK(!lr_past_naive_check(&p.plan, &check) && isnan(lr_plan_best_efficiency(&p.plan, &days, &which)));
  lr_plan_days_free(&days);
  planned_free(&p);

  // over the peak in force: a ramp to twice the luminosity, a cap at half of that
  for (int capped = 0; capped < 2; capped++) {
    snprintf(yaml, sizeof yaml,
             "plan:\n  ramp: {current_ler: [[2025-01-01, 2 A]]}\n  periods:\n"
             "    x: {start: 2026-01-01, end: 2026-12-31, peak: 4e34 cm^-2 s^-1, ramp: flat, mean_over_peak: 0.5, availability: 0.8, beam_days: 100%s,\n"
             "        at: {current_ler: 1 A, current_her: 1 A, bunches: 100, beta_y: 1 mm}}\n",
             capped ? ", luminosity_cap: 4e34 cm^-2 s^-1" : "");
    p = planned_well(yaml);
    struct lr_plan_days ramped = expected(&p.plan);
    LR_NEAR(lr_plan_sum(&ramped, 0).recorded_m2, (capped ? 4e38 : 8e38) * 86400 * 100 * 0.4, 1e-12);
    LR_NEAR(lr_period_efficiency(&ramped, 0), 0.4, 1e-12);
    lr_plan_days_free(&ramped);
    planned_free(&p);
  }

  // days that are cut for electricity are no beam time: what is left of the year runs as well as all of it
  p = planned_well("plan:\n  power: {off: 1 MW, base: 10 MW, cap: [[01-01, 20 MW], [07-01, 5 MW], [10-01, 20 MW]]}\n  periods:\n"
                   "    x: {start: 2026-01-01, end: 2026-12-31, peak: 4e34 cm^-2 s^-1, ramp: flat, mean_over_peak: 0.5, availability: 0.8}\n");
  days = expected(&p.plan);
  LR_CHECK(lr_plan_sum(&days, 0).days_cut == 92);
  LR_NEAR(lr_plan_sum(&days, 0).recorded_m2, 4e38 * 86400 * (365 - 92) * 0.4, 1e-12);
  LR_NEAR(lr_period_efficiency(&days, 0), 0.4, 1e-12);
  lr_plan_days_free(&days);
  planned_free(&p);
  return lr_test_end();
}
