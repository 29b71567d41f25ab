// SPDX-License-Identifier: GPL-3.0-or-later
// What holds a limit back, one effect at a time, and the tables of it.
#include "projections/reach_gain.h"

#include "tests/projections/toy_channel.h"

static struct lr_reach_limits limits_of(const struct lr_channel *c, double luminosity) {
  struct lr_reach_limits l;
  LR_CHECK(lr_reach_limits_by(c, 1, luminosity, &l, NULL) == LR_OK);
  return l;
}

static void effects(void) {
  struct lr_channel c = toy(&toy_square, 0);
  toy_ready(&c);
  struct lr_reach_limits l = limits_of(&c, 100);
  LR_TEXT_IS(l.largest, "luminosity");
  for (int i = 0; i < LR_EFFECTS; i++) LR_NEAR(l.without[i], l.coupling, 1e-12);
  c.signal_factor = 0.25;
  l = limits_of(&c, 100);
  LR_TEXT_IS(l.largest, "trigger");
  LR_NEAR(l.without[LR_EFFECT_TRIGGER], l.coupling / 2, 1e-12);
  c.signal_factor = 1, c.mode[0].background[0].y = 100;
  l = limits_of(&c, 100);
  LR_TEXT_IS(l.largest, "background");
  c.parameter[TOY_SLOPE] = -6;  // production falls with the mass
  l = limits_of(&c, 1);
  LR_TEXT_IS(l.largest, "phase_space");
  LR_NEAR(l.coupling / l.without[LR_EFFECT_PHASE_SPACE], 1e3, 1e-9);  // 0.1 GeV is the best mass: 10^6 in events
  c = toy(&toy_square, 10);
  c.systematic.background_floor = 0.2;
  toy_ready(&c);
  l = limits_of(&c, 1e5);
  // 1e6 events known to 20 %: the uncertainty is 200 times the fluctuation, in the coupling a factor sqrt(200); the fluctuations are nothing
  LR_CHECK(fabs(l.coupling / l.without[LR_EFFECT_SYSTEMATICS] / sqrt(200) - 1) < 0.01);
  LR_NEAR(l.without[LR_EFFECT_BACKGROUND], l.coupling, 1e-4);
  LR_TEXT_IS(l.largest, "systematics");
  c = toy(&toy_edges, 0);
  c.parameter[TOY_REACH] = 1e-11, c.parameter[TOY_NORM] = 1e13, c.mode[0].displacement = (struct lr_displacement){.min_radius_m = 1e-3, .max_radius_m = 0.6};
  toy_ready(&c);
  l = limits_of(&c, 100);
  LR_TEXT_IS(l.largest, "lifetime");
  c.veto[0] = (struct lr_point){0.9, 1.1}, c.vetoes = 1;
  l = limits_of(&c, 100);
  LR_CHECK(isnan(l.coupling) && !*l.largest);
  LR_TEXT_IS(l.reason, "veto window");
}

static void tables(void) {
  struct lr_channel c = toy(&toy_square, 1e4);
  double mass, total[] = {500, 50000}, dataset[] = {430, 43000};
  c.parameter[TOY_SLOPE] = -1;
  c.gain = 2;
  toy_ready(&c);
  LR_CHECK(lr_reach_shown_mass(&c, &mass, NULL) == LR_OK);
  LR_NEAR(mass, 0.1, 1e-12);
  struct lr_table *t = lr_gain_table_create();
  LR_CHECK(lr_gain_table_append(t, &c, 1, total, dataset, 2, NULL, NULL) == LR_OK && lr_table_ok(t) && t->rows == 2);
  LR_NEAR(lr_table_get(t, 0, "ratio"), 1, 1e-15);
  LR_NEAR(lr_table_get(t, 1, "ratio"), pow(100, -0.25), 1e-3);
  LR_NEAR(lr_table_get(t, 1, "dataset_ab"), 43, 1e-14);
  LR_NEAR(lr_table_get(t, 1, "gain"), 2, 1e-15);
  LR_TEXT_IS(lr_table_get_text(t, 1, "limited_by"), "background");
  lr_table_free(t);
  t = lr_limits_table_create();
  LR_CHECK(lr_limits_table_append(t, &c, 1, 100, NULL, NULL) == LR_OK && lr_table_ok(t) && t->rows == LR_EFFECTS);
  lr_table_free(t);
  t = lr_expressed_table_create();
  LR_CHECK(lr_expressed_table_append(t, &c, 1, 100, NULL, NULL) == LR_OK && lr_table_ok(t) && t->rows == 1);
  LR_NEAR(lr_table_get(t, 0, "value"), toy_at(&c, 1, 100).coupling[LR_REACH_MEDIAN], 1e-15);
  lr_table_free(t);
}

int main(void) {
  effects();
  tables();
  return lr_test_end();
}
