// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of the reach: sums of the data at the Y(4S), shares of histories, the tables.
#include "projections/reach_dates.h"

#include "tests/projections/plans.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 1 ab^-1, as_of: 2025-12-31, kind: recorded}\n"
    "  horizon: 2029-12-31\n"
    "  milestones: [2 ab^-1]\n"
    "  period_defaults: {availability: 1, mean_over_peak: 1, ramp: flat, startup_days: 0, study_fraction: 0, trip_factor: 1, recording_efficiency: 1}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 1e35 cm^-2 s^-1, beam_days: 365}\n"
    "    2027: {start: 2027-01-01, end: 2027-12-31, peak: 1e35 cm^-2 s^-1, beam_days: 365}\n";

static void sums(void) {
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_plan *plan = &p.plan;
  double day = 1e39 * 86400;  // m^-2
  plan->so_far.share_4s = NAN;
  plan->period[0].share_4s = 0.5, plan->period[1].share_4s = 0.25;
  LR_NEAR(lr_plan_so_far_share_4s(plan), 498.41 / 579.17, 1e-15);
  LR_NEAR(lr_plan_dataset_sum(plan, &days, true, day_of("2025-12-31")), 498.41 / 579.17 * 1e46, 1e-12);
  plan->so_far.share_4s = 0.8;
  LR_NEAR(lr_plan_dataset_sum(plan, &days, true, day_of("2026-01-10")), 0.8e46 + 5 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_sum(plan, &days, true, day_of("2027-01-10")), 0.8e46 + 182.5 * day + 2.5 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_sum(plan, &days, false, day_of("2026-01-10")), 1e46 + 10 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_sum(plan, &days, true, day_of("2029-12-31")), 0.8e46 + (182.5 + 91.25) * day, 1e-12);
  // the day on which it is passed; what stood at the beginning; never
  LR_CHECK(lr_plan_dataset_date_of(plan, &days, true, 0.8e46 + 4.75 * day) == day_of("2026-01-10"));
  LR_CHECK(lr_plan_dataset_date_of(plan, &days, true, 0.8e46) == day_of("2025-12-31"));
  LR_CHECK(lr_plan_dataset_date_of(plan, &days, true, 1e46 + 300 * day) == LR_NO_DATE);
  LR_CHECK(lr_plan_dataset_date_of(plan, &days, true, INFINITY) == LR_NO_DATE);
  LR_CHECK(lr_plan_dataset_date_of(plan, &days, false, 1e46 + 300 * day) == lr_plan_date_of(plan, &days, 1e46 + 300 * day));
  // of a sum of all data: in the record, in the middle of a day, beyond the last day
  LR_NEAR(lr_plan_dataset_of_total(plan, &days, false, 3e46), 3e46, 1e-15);
  LR_NEAR(lr_plan_dataset_of_total(plan, &days, true, 0.5e46), 0.4e46, 1e-15);
  LR_NEAR(lr_plan_dataset_of_total(plan, &days, true, 1e46 + 10.5 * day), 0.8e46 + 5.25 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_of_total(plan, &days, true, 1e46 + 375 * day), 0.8e46 + 182.5 * day + 2.5 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_of_total(plan, &days, true, 1e46 + 1000 * day), 0.8e46 + 182.5 * day + 635 * 0.25 * day, 1e-12);
  LR_NEAR(lr_plan_dataset_of_total(plan, NULL, true, 2e46), 1.6e46, 1e-15);
  LR_NEAR(lr_plan_dataset_of_total(NULL, NULL, true, 2e46), 2e46 * 498.41 / 579.17, 1e-15);
  lr_plan_days_free(&days);
  planned_free(&p);
}

static void shares(void) {
  const double sorted[] = {10, 10, 12, 15, INFINITY};
  LR_CHECK(lr_passed_by(sorted, 5, 9) == 0 && lr_passed_by(sorted, 5, 10) == 0.4 && lr_passed_by(sorted, 5, 14) == 0.6);
  LR_CHECK(lr_passed_by(sorted, 5, 2000000) == 0.8 && isnan(lr_passed_by(sorted, 0, 1)));
}

static struct lr_channel channel(void) {
  struct lr_channel c;
  lr_channel_init(&c, lr_channel_type_find("zp_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 8, c.coupling_max = 3.5449;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.20}, c.mode[0].efficiencies = 1;
  c.mode[0].reference_luminosity_fb = 79.7, c.mode[0].reference_cl = 0.90;
  snprintf(c.mode[0].background_shape, sizeof c.mode[0].background_shape, "%s", "exponential");
  c.mode[0].anchor[0] = (struct lr_point){0.1, 3e-3}, c.mode[0].anchor[1] = (struct lr_point){8, 1}, c.mode[0].anchors = 2;
  LR_CHECK(lr_channel_prepare(&c, NULL) == LR_OK);
  return c;
}

static size_t row_of(const struct lr_table *t, const char *quantity, const char *date) {
  for (size_t i = 0; i < t->rows; i++)
    if (!strcmp(lr_table_get_text(t, i, "quantity"), quantity) && (!date || !strcmp(lr_table_get_text(t, i, "date"), date))) return i;
  LR_CHECK(false);
  return 0;
}

static void tables(void) {
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_channel c = channel();
  struct lr_reach_point then;
  LR_CHECK(lr_reach_solve(&c, 1, 3e3, &then, NULL) == LR_OK);
  struct lr_reach_goal goal[] = {{.channel = &c, .mass_GeV = 1, .coupling = then.continuous},
                                 {.channel = &c, .mass_GeV = 1, .coupling = 1e-6},
                                 {.channel = &c, .mass_GeV = 1, .coupling = 1},
                                 {.need = {.luminosity_fb = 3e3}}};
  double crossed[4][4];
  for (int k = 0; k < 4; k++) {
    LR_CHECK(lr_reach_goal_solve(&p.plan, &goal[k], NULL) == LR_OK);
    for (int i = 0; i < 4; i++) crossed[k][i] = k == 1 ? (double)INFINITY : k == 2 ? day_of("2025-12-31") : day_of("2026-08-01") + 100. * i;
  }
  crossed[0][3] = INFINITY;
  LR_NEAR(goal[0].luminosity_m2, 3e46, 1e-7);
  LR_CHECK(isinf(goal[1].luminosity_m2) && goal[0].now > then.continuous && !goal[0].only_4s && isnan(goal[3].now));
  struct lr_histories h = {.count = 4, .crossings = 4, .crossed = crossed[0]};
  struct lr_reach_dates dates = {&p.plan, &days, &h, goal, 4};
  struct lr_table *short_one = lr_table_reach_milestones(&dates), *t = NULL;
  LR_CHECK(lr_table_ok(short_one) && short_one->rows == 4);
  LR_NEAR(lr_table_get(short_one, 0, "luminosity_ab"), 3, 1e-7);
  // 2 ab^-1 at 8.64 fb^-1 a day: the 232nd day
  LR_TEXT_IS(lr_table_get_text(short_one, 0, "expected"), "2026-08-20");
  LR_TEXT_IS(lr_table_get_text(short_one, 3, "expected"), "2026-08-20");
  LR_CHECK(lr_table_get(short_one, 0, "probability") == 0.75 && lr_table_get(short_one, 1, "probability") == 0);
  LR_TEXT_IS(lr_table_get_text(short_one, 0, "p90"), "");
  LR_TEXT_IS(lr_table_get_text(short_one, 1, "expected"), "");
  LR_TEXT_IS(lr_table_get_text(short_one, 1, "note"), "not with 1e6 ab^-1 either");
  LR_TEXT_IS(lr_table_get_text(short_one, 2, "expected"), "2025-12-31");
  LR_TEXT_IS(lr_table_get_text(short_one, 2, "note"), lr_note_reached);
  lr_table_free(short_one);
  t = lr_table_when(&dates, day_of("2026-09-01"));
  LR_CHECK(lr_table_ok(t) && t->rows == 4 * (5 + 4 + 1));
  LR_CHECK(lr_table_get(t, row_of(t, "passed", "2026-12-31"), "probability") == 0.5);
  LR_CHECK(lr_table_get(t, row_of(t, "passed", "2026-09-01"), "probability") == 0.25);
  LR_CHECK(lr_table_get(t, row_of(t, "passed", "2029-12-31"), "probability") == 0.75);
  LR_TEXT_IS(lr_table_get_text(t, row_of(t, "p50", NULL), "date"), "2026-12-29");  // between the second and the third
  LR_TEXT_IS(lr_table_get_text(t, row_of(t, "luminosity", NULL), "date"), "");
  lr_table_free(t);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// A search that counts data at the Y(4S) alone: its sums, its limit now and at dates, both spreads.
static void at_dates(void) {
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_channel c[2] = {channel(), channel()};
  struct lr_channel_type only_4s = *c[0].type;
  only_4s.dataset = "4S";
  c[1].type = &only_4s;
  p.plan.so_far.share_4s = 0.8;
  p.plan.period[0].share_4s = 0.5, p.plan.period[1].share_4s = 0.5;
  LR_NEAR(lr_reach_so_far_fb(&p.plan, &c[0]), 1000, 1e-12);
  LR_NEAR(lr_reach_so_far_fb(&p.plan, &c[1]), 800, 1e-12);
  LR_NEAR(lr_reach_sum_fb(&p.plan, &days, &c[1], day_of("2026-01-10")), 800 + 5 * 8.64, 1e-12);
  LR_NEAR(lr_reach_of_total_fb(&p.plan, &days, &c[1], 1100), 850, 1e-12);
  int date[] = {day_of("2025-12-31"), day_of("2026-12-31"), day_of("2027-06-30")};
  double sums[] = {2e46, 3e46, 4e46, 5e46, 6e46}, mass[] = {1, 1}, coupling;
  const char *reason;
  int known[] = {date[1]};
  struct lr_histories h = {.count = 5, .dates = 1, .date = known, .cumulated = sums};
  struct lr_table *t = NULL;
  LR_CHECK(lr_reach_at_dates(&p.plan, &days, &h, NULL, c, mass, 2, date, 3, &t, NULL) == LR_OK && lr_table_ok(t) && t->rows == 6);
  LR_NEAR(lr_table_get(t, 3, "luminosity_ab"), 0.8, 1e-12);
  LR_NEAR(lr_table_get(t, 4, "luminosity_ab"), 0.8 + 0.5 * 365 * 8.64e-3, 1e-12);
  LR_CHECK(lr_table_cell(t, 3, "at_p50")->kind == LR_EMPTY);  // the histories do not know that date
  LR_CHECK(lr_reach_continuous(&c[0], 1, 4000, &coupling, &reason, NULL) == LR_OK);
  LR_NEAR(lr_table_get(t, 1, "at_p50"), coupling, 1e-12);
  LR_CHECK(lr_reach_continuous(&c[1], 1, 800 + 0.5 * 3000, &coupling, &reason, NULL) == LR_OK);
  LR_NEAR(lr_table_get(t, 4, "at_p50"), coupling, 1e-12);
  LR_CHECK(lr_table_get(t, 4, "at_p10") > lr_table_get(t, 4, "at_p50") && lr_table_get(t, 4, "at_p50") > lr_table_get(t, 4, "at_p90"));
  LR_CHECK(lr_table_get(t, 4, "m1s") < lr_table_get(t, 4, "coupling") && lr_table_get(t, 4, "coupling") < lr_table_get(t, 4, "p1s"));
  lr_table_free(t);
  // a goal of it counts 4S data, and a discovery asks for more than a limit
  struct lr_reach_goal limit = {.channel = &c[1], .mass_GeV = 1, .coupling = 5e-3}, found = limit;
  found.sigmas = 5;
  LR_CHECK(lr_reach_goal_solve(&p.plan, &limit, NULL) == LR_OK && lr_reach_goal_solve(&p.plan, &found, NULL) == LR_OK);
  LR_CHECK(limit.only_4s && found.need.luminosity_fb > 8 * limit.need.luminosity_fb);
  LR_CHECK(lr_reach_continuous(&c[1], 1, 800, &coupling, &reason, NULL) == LR_OK);
  LR_NEAR(limit.now, coupling, 1e-12);
  lr_plan_days_free(&days);
  planned_free(&p);
}

int main(void) {
  sums();
  shares();
  tables();
  at_dates();
  return lr_test_end();
}
