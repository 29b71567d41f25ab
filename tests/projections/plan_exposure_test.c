// SPDX-License-Identifier: GPL-3.0-or-later
// Exposures of a plan: factors of the trigger on signal and background, hours against the luminosity, masses, goals in a plan.
#include "projections/plan_exposure.h"

#include "projections/reach_dates.h"
#include "tests/projections/plans.h"
#include "tests/projections/triggers.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 500 fb^-1, as_of: 2026-03-31, kind: recorded}\n"
    "  period_defaults: {mean_over_peak: 0.5, availability: 0.8, trip_factor: 1, recording_efficiency: 0.9}\n"
    "  periods:\n"
    "    all: {start: 2026-04-01, end: 2030-03-31, peak: 6e35 cm^-2 s^-1, ramp: flat}\n";

// A flat background of 1000 events per fb^-1, of which a share goes with the hours; two photon lines, one up to 8.34 GeV.
static struct lr_channel channel_of(double time_share, double reference_m2s) {
  struct lr_channel c;
  lr_channel_init(&c, lr_channel_type_find("dark_photon_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 9.9, c.coupling_max = 3;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.2}, c.mode[0].efficiencies = 1;
  c.mode[0].background[0] = (struct lr_point){2, 1e3}, c.mode[0].backgrounds = 1, c.mode[0].background_given = true;
  c.split = (struct lr_channel_split){.luminosity = 1 - time_share, .time = time_share, .reference_m2s = reference_m2s};
  c.trigger[0] = (struct lr_trigger_use){"single_photon_2", 0.95, 0, 8.34};
  c.trigger[1] = (struct lr_trigger_use){"single_photon_05", 0.85, 0, 0};
  c.triggers = 2;
  LR_CHECK(lr_channel_prepare(&c, NULL) == LR_OK);
  return c;
}

static size_t exposures_of(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *t, const struct lr_channel *c,
                           double mass, struct lr_exposure *e) {
  size_t n;
  LR_CHECK(lr_plan_exposures(&p->plan, days, t, c, mass, p->plan.horizon, e, &n, NULL) == LR_OK && n > 0);
  return n;
}

static void factors(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *shipped) {
  struct lr_exposure e[LR_MOST_EXPOSURES];
  struct lr_channel c = channel_of(0, 0);
  struct lr_trigger t = *shipped;
  LR_CHECK(exposures_of(p, days, &t, &c, 3, e) == 1);  // nothing is lost: one exposure, as without a trigger
  LR_CHECK(e[0].signal == 1 && e[0].background == 1);
  t.line[lr_trigger_line_find(&t, "single_photon_2")].on = false;  // lost at 3 GeV, not needed at 9 GeV
  LR_CHECK(exposures_of(p, days, &t, &c, 9, e) == 1 && e[0].signal == 1);
  LR_CHECK(exposures_of(p, days, &t, &c, 3, e) == 2 && e[0].signal == 1 && e[0].background == 1);
  LR_NEAR(e[1].signal, 0.85 / 0.95, 1e-12);
  // a line takes its share of the background too: the limit on the coupling goes as share^(-1/4) at high background
  LR_NEAR(e[1].background, e[1].signal, 1e-12);
  struct lr_reach_point with, without;
  const struct lr_exposure kept = {3000, e[1].signal, e[1].background}, all = {3000, 1, 1};
  LR_CHECK(lr_reach_exposures_solve(&c, 3, &kept, 1, &with, NULL) == LR_OK && lr_reach_exposures_solve(&c, 3, &all, 1, &without, NULL) == LR_OK);
  LR_NEAR(with.continuous / without.continuous, pow(0.85 / 0.95, -0.25), 1e-3);
  // every line lost: no data
  t.line[lr_trigger_line_find(&t, "single_photon_05")].on = false;
  exposures_of(p, days, &t, &c, 3, e);
  LR_CHECK(e[1].signal == 0 && e[1].background == 0);
  // hours: the reference has the mean luminosity of the plan, which is half the peak: nothing changes; half of it: half the hours
  c = channel_of(0.2, 3e39);
  LR_CHECK(exposures_of(p, days, shipped, &c, 3, e) == 1);
  LR_NEAR(e[0].background, 1, 1e-12);
  c = channel_of(0.2, 1.5e39);
  LR_CHECK(exposures_of(p, days, shipped, &c, 3, e) == 2);
  LR_NEAR(e[1].background, 0.8 + 0.2 * 0.5, 1e-12);
  LR_NEAR(e[1].signal, 1, 1e-15);
}

static double limit_at(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *t, const struct lr_channel *c, double mass,
                       int date) {
  struct lr_exposure e[LR_MOST_EXPOSURES];
  size_t n;
  struct lr_reach_point point;
  LR_CHECK(lr_plan_exposures(&p->plan, days, t, c, mass, date, e, &n, NULL) == LR_OK && n > 0);
  LR_CHECK(lr_reach_exposures_solve(c, mass, e, n, &point, NULL) == LR_OK);
  return point.continuous;
}

// The day of a goal is the first on which the limit with the conditions up to then passes it.
static void goals(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *shipped) {
  struct lr_channel c = channel_of(0, 0);
  struct lr_trigger t = *shipped;
  struct lr_reach_point point;
  LR_CHECK(lr_reach_solve(&c, 3, 6e3, &point, NULL) == LR_OK);
  struct lr_reach_goal goal = {.channel = &c, .mass_GeV = 3, .coupling = point.continuous}, in_plan, high = goal;
  LR_CHECK(lr_reach_goal_solve(&p->plan, &goal, NULL) == LR_OK);
  in_plan = goal;
  LR_CHECK(lr_reach_goal_in_plan(&p->plan, days, &t, &in_plan, NULL) == LR_OK && in_plan.luminosity_m2 == goal.luminosity_m2);  // the same bits
  t.line[lr_trigger_line_find(&t, "single_photon_2")].on = false;
  LR_CHECK(lr_reach_goal_in_plan(&p->plan, days, &t, &in_plan, NULL) == LR_OK && in_plan.need.possible);
  LR_NEAR(in_plan.luminosity_m2 / goal.luminosity_m2, 0.95 / 0.85 - 0.5 / 6 * (0.95 / 0.85 - 1), 1e-3);  // the first 0.5 of 6 ab^-1 are whole
  int date = lr_plan_dataset_date_of(&p->plan, days, false, in_plan.luminosity_m2);
  LR_CHECK(date > lr_plan_dataset_date_of(&p->plan, days, false, goal.luminosity_m2));
  LR_CHECK(limit_at(p, days, &t, &c, 3, date) <= goal.coupling && limit_at(p, days, &t, &c, 3, date - 1) > goal.coupling);
  // at 9 GeV the line has no part
  high.mass_GeV = 9, high.coupling = 0.9 * point.continuous;
  LR_CHECK(lr_reach_goal_solve(&p->plan, &high, NULL) == LR_OK);
  double before = high.luminosity_m2;
  LR_CHECK(lr_reach_goal_in_plan(&p->plan, days, &t, &high, NULL) == LR_OK && high.luminosity_m2 == before);
  // discoveries too; a goal beyond the horizon keeps the conditions of the whole plan; one with nothing left is never met
  struct lr_reach_goal found = {.channel = &c, .mass_GeV = 3, .coupling = 2 * point.continuous, .sigmas = 5};
  LR_CHECK(lr_reach_goal_solve(&p->plan, &found, NULL) == LR_OK);
  before = found.luminosity_m2;
  LR_CHECK(lr_reach_goal_in_plan(&p->plan, days, &t, &found, NULL) == LR_OK && found.luminosity_m2 > 1.05 * before);
  struct lr_reach_goal far = {.channel = &c, .mass_GeV = 3, .coupling = point.continuous / 10};
  LR_CHECK(lr_reach_goal_solve(&p->plan, &far, NULL) == LR_OK);
  before = far.luminosity_m2;
  LR_CHECK(lr_reach_goal_in_plan(&p->plan, days, &t, &far, NULL) == LR_OK && far.luminosity_m2 > 1.05 * before && far.luminosity_m2 < before * 0.95 / 0.85);
  // curves at a date: rows only where something differs, with the name of their luminosity
  const double mass[] = {3, 9};
  struct lr_table *table = lr_reach_table_create();
  bool plain = true;
  LR_CHECK(lr_reach_table_in_plan(table, &p->plan, days, &t, &c, mass, 2, date, 4321, &plain, NULL) == LR_OK && !plain && table->rows == 2);
  LR_NEAR(lr_table_get(table, 0, "continuous"), limit_at(p, days, &t, &c, 3, date), 1e-14);
  LR_NEAR(lr_table_get(table, 1, "continuous"), limit_at(p, days, shipped, &c, 9, date), 1e-14);
  LR_NEAR(lr_table_get(table, 1, "luminosity_ab"), 4.321, 1e-15);
  t.line[lr_trigger_line_find(&t, "single_photon_05")].on = false;
  struct lr_channel none = c;
  struct planned fresh = *p;
  fresh.plan.so_far.as_of = LR_NO_DATE;
  goal.channel = &none;
  LR_CHECK(lr_reach_goal_in_plan(&fresh.plan, days, &t, &goal, NULL) == LR_OK && isinf(goal.luminosity_m2));
  LR_TEXT_IS(goal.need.reason, "the trigger leaves no signal");
  LR_CHECK(lr_reach_table_in_plan(table, &fresh.plan, days, &t, &c, mass, 2, date, 1, &plain, NULL) == LR_OK && !plain && table->rows == 4);
  LR_TEXT_IS(lr_table_get_text(table, 3, "regime"), "the trigger leaves no signal");
  LR_CHECK(lr_reach_table_in_plan(table, &p->plan, days, shipped, &c, mass, 2, date, 1, &plain, NULL) == LR_OK && plain && table->rows == 4);
  lr_table_free(table);
}

int main(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  factors(&p, &days, &t);
  goals(&p, &days, &t);
  lr_plan_days_free(&days);
  planned_free(&p);
  return lr_test_end();
}
