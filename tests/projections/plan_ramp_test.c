// SPDX-License-Identifier: GPL-3.0-or-later
// P15: relaxation in beam time, knots that let go, squeezes with their dip, the factor of the peak.
#include "projections/plan_ramp.h"

#include "tests/lr_test.h"

static const double DAY = 86400;

static struct lr_period period_at(double ler, double her, double bunches, double beta_y) {
  return (struct lr_period){.id = "test", .at = {{ler, her, bunches, beta_y}}};
}

static void knot(struct lr_dated *dated, int date, double value) {
  dated->knot[dated->knots].date = date;
  dated->knot[dated->knots++].value = value;
}

struct walked {
  struct lr_ramp_state now;
  struct lr_state state;
  double factor;
};

static void walk(struct walked *w, const struct lr_ramp_plan *ramp, const struct lr_period *period, int date, double beam_s) {
  LR_CHECK(lr_ramp_day(ramp, period, 0, date, beam_s, &w->now, &w->state, &w->factor, NULL) == LR_OK);
}

static void relaxation(void) {
  struct lr_period p = period_at(1, 0.8, 1000, 1e-3);
  struct lr_ramp_plan ramp = {.given = true, .time_constant_s = 20 * DAY};
  struct walked w = {0};
  knot(&ramp.knot[LR_STATE_CURRENT_LER], 10, 1.8);
  for (int d = 0; d < 10; d++) {
    walk(&w, &ramp, &p, d, DAY);
    LR_CHECK(w.factor == 1 && w.state.value[0] == 1 && w.state.value[3] == 1e-3);
  }
  double beam_days = 0;
  for (int d = 10; d < 60; d++) {
    if (d >= 30 && d < 45) continue;  // a shutdown: no day with beam, nothing moves
    double share = d % 2 ? 1 : 0.5;
    walk(&w, &ramp, &p, d, share * DAY);
    LR_NEAR(w.state.value[0], 1.8 - 0.8 * exp(-(beam_days + share / 2) / 20), 1e-13);
    LR_NEAR(w.factor, w.state.value[0], 1e-13);  // L ~ I+ at fixed bunches
    beam_days += share;
  }
  LR_NEAR(beam_days, 26.25, 0.02);
  // let go: back to the declared value with the same constant, of the period in force
  double left = w.now.value[0], t = 0;
  knot(&ramp.knot[LR_STATE_CURRENT_LER], 60, NAN);
  for (int d = 60; d < 100; d++, t += 1) {
    walk(&w, &ramp, &p, d, DAY);
    LR_NEAR(w.state.value[0], 1 + (left - 1) * exp(-(t + 0.5) / 20), 1e-13);
  }
  struct lr_period next = period_at(1.5, 0.8, 1000, 1e-3);  // what is left of the difference goes along
  walk(&w, &ramp, &next, 100, DAY);
  LR_NEAR(w.state.value[0], 1.5 + (left - 1) * exp(-40.5 / 20), 1e-13);
  for (int d = 101; d < 2000; d++) walk(&w, &ramp, &next, d, DAY);
  LR_CHECK(w.factor == 1 && w.state.value[0] == 1.5);
}

// Before the plan begins a knot holds already; on its first day it begins to act.
static void beginnings(void) {
  struct lr_period p = period_at(1, 0.8, 1000, 1e-3);
  struct lr_ramp_plan ramp = {.given = true, .time_constant_s = 20 * DAY, .squeeze_dip = 0.5, .squeeze_s = 10 * DAY};
  struct walked w = {0};
  knot(&ramp.knot[LR_STATE_BUNCHES], LR_NO_DATE, 500);
  knot(&ramp.knot[LR_STATE_BETA_Y], -5, 0.5e-3);
  walk(&w, &ramp, &p, 3, DAY);
  LR_CHECK(w.state.value[LR_STATE_BUNCHES] == 500 && w.state.value[LR_STATE_BETA_Y] == 0.5e-3);
  LR_NEAR(w.factor, 4, 1e-14);  // I+ I- / (n_b beta_y)
  ramp.knot[LR_STATE_BUNCHES].knot[0].date = 3;
  ramp.knot[LR_STATE_BETA_Y].knot[0].date = 3;
  w = (struct walked){0};
  walk(&w, &ramp, &p, 3, DAY);
  LR_NEAR(w.state.value[LR_STATE_BUNCHES], 500 + 500 * exp(-0.5 / 20), 1e-14);
  LR_NEAR(w.factor, 2 * 1000 / w.state.value[LR_STATE_BUNCHES] * (1 - 0.5 * exp(-0.05)), 1e-14);
  // without knots, and without a ramp, nothing is asked of the state
  struct lr_period bare = period_at(NAN, NAN, NAN, NAN);
  struct lr_ramp_plan none = {0}, empty = {.given = true};
  w = (struct walked){0};
  walk(&w, &none, &bare, 0, DAY);
  LR_CHECK(w.factor == 1 && isnan(w.state.value[0]));
  walk(&w, &empty, &bare, 1, DAY);
  LR_CHECK(w.factor == 1);
  struct lr_error error = {0};
  w = (struct walked){0};
  LR_CHECK(lr_ramp_day(&ramp, &bare, 0, 3, DAY, &w.now, &w.state, &w.factor, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "'test'") && strstr(error.text, "at: {bunches"));
}

static void squeeze(void) {
  struct lr_period p = period_at(1, 1, 1000, 1e-3);
  struct lr_ramp_plan ramp = {.given = true, .time_constant_s = 20 * DAY, .squeeze_dip = 0.4, .squeeze_s = 14 * DAY};
  struct walked w = {0};
  knot(&ramp.knot[LR_STATE_BETA_Y], 10, 0.8e-3);
  knot(&ramp.knot[LR_STATE_BETA_Y], 40, 1.2e-3);  // relaxed optics: no dip of its own
  knot(&ramp.knot[LR_STATE_BETA_Y], 200, NAN);    // back down to the declared one: a squeeze again
  double t = 0;
  for (int d = 0; d < 260; d++) {
    walk(&w, &ramp, &p, d, d % 3 ? DAY : 0.25 * DAY);
    double beam = d % 3 ? 1 : 0.25;
    if (d == 10 || d == 200) t = 0;
    double beta = d < 10 ? 1 : d < 40 ? 0.8 : d < 200 ? 1.2 : 1;
    LR_NEAR(w.factor, 1 / beta * (d < 10 ? 1 : 1 - 0.4 * exp(-(t + beam / 2) / 14)), 1e-13);
    t += beam;
  }
  LR_CHECK(w.factor > 0.97 && w.factor < 1);
}

static void specific_luminosity(void) {
  struct lr_period p = period_at(1, 0.8, 2000, 1e-3);
  struct lr_ramp_plan ramp = {.given = true, .specific_exponent = 0.3};
  const double to[LR_STATES] = {1.7, 1.1, 1500, 0.6e-3};
  for (int k = 0; k < LR_STATES; k++) knot(&ramp.knot[k], LR_NO_DATE, to[k]);
  struct walked w = {0};
  walk(&w, &ramp, &p, 0, DAY);
  double g = 1.7 * 1.1 / (1500 * 0.6e-3) * pow(1.7 * 1.1 / (1500. * 1500), -0.3);
  double at = 1 * 0.8 / (2000 * 1e-3) * pow(0.8 / (2000. * 2000), -0.3);
  LR_NEAR(w.factor, g / at, 1e-13);
}

int main(void) {
  relaxation();
  beginnings();
  squeeze();
  specific_luminosity();
  return lr_test_end();
}
