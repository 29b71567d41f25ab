// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions of data that are named by their luminosity: reference, a date of the plan, the day that has it; what holds them back.
#include "projections/reach_conditions.h"

#include <string.h>

#include "projections/reach_dates.h"
#include "projections/reach_gain.h"
#include "tests/projections/plans.h"
#include "tests/projections/triggers.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 500 fb^-1, as_of: 2026-03-31, kind: recorded}\n"
    "  period_defaults: {mean_over_peak: 0.5, availability: 0.8, trip_factor: 1, recording_efficiency: 0.9}\n"
    "  periods:\n"
    "    all: {start: 2026-04-01, end: 2030-03-31, peak: 6e35 cm^-2 s^-1, ramp: flat}\n";

// 1000 events of background per fb^-1, a fifth of it with the hours, at half the luminosity of the plan; one line of the trigger.
static struct lr_channel channel_of(const char *line) {
  struct lr_channel c;
  lr_channel_init(&c, lr_channel_type_find("dark_photon_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 9.9, c.coupling_max = 3;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.2}, c.mode[0].efficiencies = 1;
  c.mode[0].background[0] = (struct lr_point){2, 1e3}, c.mode[0].backgrounds = 1, c.mode[0].background_given = true;
  c.split = (struct lr_channel_split){.luminosity = 0.8, .time = 0.2, .reference_m2s = 1.5e39};
  c.trigger[0] = (struct lr_trigger_use){.efficiency = 0.9};
  snprintf(c.trigger[0].line, sizeof c.trigger[0].line, "%s", line);
  c.triggers = 1;
  LR_CHECK(lr_channel_prepare(&c, NULL) == LR_OK);
  return c;
}

static double sum_of(const struct lr_exposure *e, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += e[i].luminosity_fb;
  return sum;
}

static void mixes(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *shipped) {
  struct lr_channel c = channel_of("single_photon_2");
  struct lr_exposure e[LR_MOST_EXPOSURES];
  struct lr_reach_conditions at = {.kind = LR_AT_REFERENCE, .date = LR_NO_DATE, .plan = &p->plan, .days = days, .trigger = shipped};
  size_t n = 0;
  char text[128];
  LR_CHECK(lr_reach_conditions_at(NULL, &c, 3, 7, e, &n, NULL) == LR_OK && n == 1 && e[0].luminosity_fb == 7 && e[0].signal == 1 && e[0].background == 1);
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 7, e, &n, NULL) == LR_OK && n == 1 && e[0].luminosity_fb == 7 && e[0].background == 1);
  LR_TEXT_IS(lr_reach_conditions_words(NULL, &c, 7, text), "reference");
  // at a date: its shares, whatever the luminosity
  at.kind = LR_AT_DATE, at.date = p->plan.horizon;
  double all = lr_reach_sum_fb(&p->plan, days, &c, at.date);
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 1000, e, &n, NULL) == LR_OK && n == 2);
  LR_NEAR(sum_of(e, n), 1000, 1e-12);
  LR_NEAR(e[0].luminosity_fb, 1000 * 500 / all, 1e-12);
  LR_NEAR(e[1].background, 0.8 + 0.2 * 0.5, 1e-12);
  at.date = p->plan.so_far.as_of;  // the record: the reference, exactly
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 7, e, &n, NULL) == LR_OK && n == 1 && e[0].luminosity_fb == 7 && e[0].background == 1);
  // in the plan: what is recorded is as it is, then the rest; beyond the horizon that of the whole plan
  at.kind = LR_IN_PLAN;
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 500, e, &n, NULL) == LR_OK && n == 1 && e[0].background == 1);
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 2000, e, &n, NULL) == LR_OK && n == 2);
  LR_NEAR(sum_of(e, n), 2000, 1e-12);
  LR_NEAR(e[0].luminosity_fb, 500, 1e-2);  // scaled from the end of the day
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 3 * all, e, &n, NULL) == LR_OK && n == 2);
  LR_NEAR(e[0].luminosity_fb, 1500, 1e-12);
  struct lr_conditions detector;
  lr_conditions_init(&detector);
  detector.pxd = LR_VERTEXING_OFF, detector.tracking = 0.95;
  at.detector = &detector;
  LR_TEXT_IS(lr_reach_conditions_words(&at, &c, 3 * all, text), "plan up to 2030-03-31; pixel detector off; tracking 0.95");
  // no data by a date: no conditions
  struct planned fresh = *p;
  fresh.plan.so_far.as_of = LR_NO_DATE;
  at.kind = LR_AT_DATE, at.date = days->first - 1, at.plan = &fresh.plan;
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 7, e, &n, NULL) == LR_E_INPUT);
}

// Against closed laws: at a large background the coupling goes as background^(1/4).
static void limits(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *shipped) {
  struct lr_channel c = channel_of("single_photon_2");
  struct lr_trigger t = *shipped;
  struct planned fresh = *p;
  struct lr_reach_limits with, plain;
  struct lr_exposure e[LR_MOST_EXPOSURES];
  size_t n;
  fresh.plan.so_far.as_of = LR_NO_DATE;  // one period with factors of its own
  const struct lr_reach_conditions at = {.kind = LR_IN_PLAN, .plan = &fresh.plan, .days = days, .trigger = &t};
  LR_CHECK(lr_reach_limits_by(&c, 3, 3000, &plain, NULL) == LR_OK);
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 3000, e, &n, NULL) == LR_OK && n == 1);
  LR_CHECK(lr_reach_exposures_limits_by(&c, 3, e, n, &with, NULL) == LR_OK);
  LR_NEAR(with.coupling / plain.coupling, pow(0.9, 0.25), 1e-3);
  LR_CHECK(with.without[LR_EFFECT_TRIGGER] == with.coupling);
  // a line that is lost but for half: signal and background by half
  c.trigger[1] = c.trigger[0], c.triggers = 2;
  snprintf(c.trigger[1].line, sizeof c.trigger[1].line, "single_photon_05"), c.trigger[1].efficiency = 0.45;
  t.line[lr_trigger_line_find(&t, "single_photon_2")].on = false;
  struct lr_reach_limits half;
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 3000, e, &n, NULL) == LR_OK && n == 1);
  LR_NEAR(e[0].signal, 0.5, 1e-12);
  LR_NEAR(e[0].background, 0.45, 1e-12);
  LR_CHECK(lr_reach_exposures_limits_by(&c, 3, e, n, &half, NULL) == LR_OK);
  LR_NEAR(half.coupling / with.coupling, pow(0.5, -0.25), 1e-3);
  LR_NEAR(half.without[LR_EFFECT_TRIGGER], with.coupling, 1e-12);
  // without the fluctuations of the background, at a floor of 5 %: (0.05 b)^2, b that of the plan
  c.systematic.background_floor = 0.05;
  LR_CHECK(lr_reach_exposures_limits_by(&c, 3, e, n, &half, NULL) == LR_OK);
  c.signal_factor = 0.5, c.background_factor = 0.45;
  LR_CHECK(lr_reach_limits_by(&c, 3, 3000, &plain, NULL) == LR_OK);
  for (int i = 0; i < LR_EFFECTS; i++)
    if (i != LR_EFFECT_TRIGGER) LR_NEAR(half.without[i], plain.without[i], 1e-12);
  LR_NEAR(half.coupling, plain.coupling, 1e-12);
  // nothing left
  t.line[lr_trigger_line_find(&t, "single_photon_05")].on = false;
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 3000, e, &n, NULL) == LR_OK);
  LR_CHECK(lr_reach_exposures_limits_by(&c, 3, e, n, &half, NULL) == LR_OK && isnan(half.coupling));
  LR_TEXT_IS(half.reason, "the trigger leaves no signal");
  struct lr_table *table = lr_gain_table_create();
  const double total[] = {3000};
  LR_CHECK(lr_gain_table_append(table, &c, 3, total, total, 1, &at, NULL) == LR_OK && lr_table_ok(table) && table->rows == 1);
  LR_TEXT_IS(lr_table_get_text(table, 0, "note"), "the trigger leaves no signal");
  LR_CHECK(strncmp(lr_table_get_text(table, 0, "conditions"), "plan up to 20", 13) == 0);
  lr_table_free(table);
}

// Rows of `reach`: each mass with its own lines, named by the luminosity.
static void rows(const struct planned *p, const struct lr_plan_days *days, const struct lr_trigger *shipped) {
  struct lr_channel c = channel_of("single_photon_2");
  const struct lr_reach_conditions at = {.kind = LR_AT_DATE, .date = p->plan.horizon, .plan = &p->plan, .days = days, .trigger = shipped};
  const double mass[] = {3, 9};
  struct lr_table *table = lr_reach_table_create();
  struct lr_exposure e[LR_MOST_EXPOSURES];
  size_t n;
  struct lr_reach_point point;
  c.trigger[0].mass_max_GeV = 8.34;
  LR_CHECK(lr_reach_table_at_conditions(table, &at, &c, mass, 2, 4000, NULL) == LR_OK && table->rows == 2);
  LR_CHECK(lr_reach_conditions_at(&at, &c, 3, 4000, e, &n, NULL) == LR_OK && lr_reach_exposures_solve(&c, 3, e, n, &point, NULL) == LR_OK);
  LR_CHECK(lr_table_get(table, 0, "continuous") == point.continuous);
  LR_NEAR(lr_table_get(table, 1, "luminosity_ab"), 4, 1e-15);
  lr_table_free(table);
}

int main(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  mixes(&p, &days, &t);
  limits(&p, &days, &t);
  rows(&p, &days, &t);
  lr_plan_days_free(&days);
  planned_free(&p);
  return lr_test_end();
}
