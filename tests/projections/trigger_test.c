// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger: closed forms of rates, prescales and efficiencies; properties of random triggers; the shipped one.
#include "projections/trigger.h"

#include "tests/projections/triggers.h"

// Reference 1e38 m^-2 s^-1, 2 A, 1 A; end of the path 4e38, 4 A, 2 A, pressure 3; processes of 10 and 1 nb.
static struct lr_trigger small(void) {
  struct lr_trigger t = {.given = true, .budget_Hz = 1000, .dead_time = 0.02, .track_finder = 0.5, .background = 1, .most_prescale = 100,
                         .setups = 2, .processes = 2, .lines = 3};
  t.path[0].state = (struct lr_trigger_state){1e38, {2, 1}, 1};
  t.path[1].state = (struct lr_trigger_state){4e38, {4, 2}, 3};
  t.process[0].cross_section_m2 = 10e-37;
  t.process[1].cross_section_m2 = 1e-37;
  for (size_t i = 0; i < 3; i++) {
    snprintf(t.line[i].id, sizeof t.line[i].id, "line_%zu", i + 1);
    t.line[i].on = true;
    t.line[i].may_prescale = i > 0;
    t.line[i].priority = (long)i + 1;
    t.line[i].exclusive = NAN;
    t.line[i].background_exclusive = 1;
    for (int k = 0; k < LR_TRIGGER_DRIVERS; k++) t.line[i].background[k].rate_Hz = NAN;
  }
  t.line[0].accepts[0] = 0.9;
  t.line[1].accepts[0] = 0.5;
  t.line[1].accepts[1] = 1;
  t.line[2].accepts[1] = 0.25;
  return t;
}

static struct lr_trigger_rates rates_at(const struct lr_trigger *t, double luminosity_m2s) {
  struct lr_trigger_rates rates;
  struct lr_trigger_state state = lr_trigger_state_at(t, luminosity_m2s);
  LR_CHECK(lr_trigger_rates(t, &state, &rates, NULL) == LR_OK);
  return rates;
}

static void path(void) {
  struct lr_trigger t = small();
  struct lr_trigger_state s = lr_trigger_state_at(&t, 2e38);  // half way in the logarithm
  LR_NEAR(s.current_A[0], 2 * sqrt(2), 1e-12);
  LR_NEAR(s.current_A[1], sqrt(2), 1e-12);
  LR_NEAR(s.pressure, sqrt(3), 1e-12);
  s = lr_trigger_state_at(&t, 0.25e38);  // specific luminosity stays
  LR_NEAR(s.current_A[0], 1, 1e-12);
  LR_NEAR(s.pressure, 0.5, 1e-12);
  s = lr_trigger_state_at(&t, 16e38);
  LR_NEAR(s.current_A[1], 4, 1e-12);
  LR_NEAR(s.pressure, 6, 1e-12);
  for (size_t i = 0; i < 2; i++) {
    s = lr_trigger_state_at(&t, t.path[i].state.luminosity_m2s);
    LR_NEAR(s.current_A[0], t.path[i].state.current_A[0], 1e-12);
    LR_NEAR(s.pressure, t.path[i].state.pressure, 1e-12);
  }
  s = lr_trigger_state_of(&t, 4e38, 2, NAN);  // LER at half, HER from the path: the pressure follows the mean ratio
  LR_CHECK(s.current_A[0] == 2 && s.current_A[1] == 2);
  LR_NEAR(s.pressure, 3 * 0.75, 1e-12);
}

static void one_huge(const struct lr_trigger *t, const struct lr_trigger_state *state) {
  struct lr_trigger large = *t;
  struct lr_trigger_rates r;
  large.line[0].background[LR_TRIGGER_LUMINOSITY] = (struct lr_trigger_background){10, 4};
  LR_CHECK(lr_trigger_rates(&large, state, &r, NULL) == LR_E_DOMAIN);
}

static void rates(void) {
  struct lr_trigger t = small();
  // 1e38 m^-2 s^-1 is 10 Hz/nb: processes of 100 and 10 Hz
  struct lr_trigger_rates r = rates_at(&t, 1e38);
  LR_NEAR(r.line[0].physics_Hz, 90, 1e-12);
  LR_NEAR(r.line[1].physics_Hz, 60, 1e-12);
  LR_NEAR(r.line[2].physics_Hz, 2.5, 1e-12);
  LR_NEAR(r.line[1].own_physics_Hz, 50 * 0.1 + 10, 1e-12);
  LR_CHECK(r.line[2].own_physics_Hz == 0);
  LR_NEAR(r.wanted_Hz, 100 * (1 - 0.1 * 0.5) + 10, 1e-12);  // the union, process by process
  LR_NEAR(r.out_Hz, r.wanted_Hz, 1e-12);
  LR_CHECK(r.live == 1);
  LR_NEAR(r.dead_time, 0.02 * r.wanted_Hz / 1000, 1e-12);
  t.line[1].exclusive = 0.25;
  LR_NEAR(rates_at(&t, 1e38).line[1].own_physics_Hz, 15, 1e-12);
  t.line[0].on = false;  // what it took alone is now there for the next
  t.line[1].exclusive = NAN;
  LR_NEAR(rates_at(&t, 1e38).line[1].own_physics_Hz, 60, 1e-12);
  LR_CHECK(rates_at(&t, 1e38).line[0].physics_Hz == 0);
  // drivers: L x 4, currents x 4, current x pressure x 6 at the end of the path
  t = small();
  for (int k = 0; k < LR_TRIGGER_DRIVERS; k++) {
    struct lr_trigger one = t;
    const double x[LR_TRIGGER_DRIVERS] = {4, 4, 2 * 3};
    one.line[0].background[k] = (struct lr_trigger_background){10, 1.5};
    LR_NEAR(rates_at(&one, 1e38).line[0].background_Hz, 10, 1e-12);
    LR_NEAR(rates_at(&one, 4e38).line[0].background_Hz, 10 * pow(x[k], 1.5), 1e-12);
    one.line[0].tracks = true;
    one.background = 3;
    one.line[0].background_exclusive = 0.2;
    LR_NEAR(rates_at(&one, 4e38).line[0].background_Hz, 15 * pow(x[k], 1.5), 1e-12);
    LR_NEAR(rates_at(&one, 4e38).line[0].own_background_Hz, 3 * pow(x[k], 1.5), 1e-12);
  }
  struct lr_trigger_state huge = {1e300, {1, 1}, 1};
  one_huge(&t, &huge);
  const double BAD[][4] = {{0, 1, 1, 1}, {1e38, 0, 1, 1}, {1e38, 1, -1, 1}, {1e38, 1, 1, NAN}, {INFINITY, 1, 1, 1}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    struct lr_trigger_state state = {BAD[i][0], {BAD[i][1], BAD[i][2]}, BAD[i][3]};
    LR_CHECK(lr_trigger_rates(&t, &state, &r, NULL) == LR_E_DOMAIN);
  }
}

static void prescales(void) {
  const double rate[4] = {50, 30, 20, 10};
  const bool may[4] = {false, true, true, true};
  double p[4];
  LR_NEAR(lr_trigger_prescale(rate, may, 4, 200, 1e6, p), 110, 1e-12);
  LR_CHECK(p[0] == 1 && p[1] == 1 && p[2] == 1 && p[3] == 1);
  LR_NEAR(lr_trigger_prescale(rate, may, 4, 105, 1e6, p), 105, 1e-12);
  LR_NEAR(p[3], 2, 1e-12);
  LR_CHECK(p[2] == 1);
  LR_NEAR(lr_trigger_prescale(rate, may, 4, 86, 10, p), 86, 1e-12);  // 24 too much: 9 of the last, 15 of 20
  LR_NEAR(p[3], 10, 1e-12);
  LR_NEAR(p[2], 4, 1e-12);
  LR_CHECK(p[1] == 1);
  LR_NEAR(lr_trigger_prescale(rate, may, 4, 20, 10, p), 56, 1e-12);  // even the most is not enough
  LR_NEAR(p[1], 10, 1e-12);
  LR_CHECK(p[0] == 1);
  // overload: live time, and the dead time below it
  struct lr_trigger t = small();
  t.budget_Hz = 45;
  struct lr_trigger_rates r = rates_at(&t, 1e38);
  LR_NEAR(r.out_Hz, 90.15, 1e-12);  // line 1 whole, 15 Hz of line 2 over 100
  LR_NEAR(r.live, 45 / 90.15, 1e-12);
  LR_NEAR(r.dead_time, 1 - 0.98 * 45 / 90.15, 1e-12);
}

static void efficiencies(void) {
  struct lr_trigger t = small();
  struct lr_trigger_use use[] = {{"line_1", 0.6, 0, 0}, {"line_2", 0.9, 0, 0}};
  struct lr_trigger_efficiency e;
  struct lr_error error = {0};
  t.budget_Hz = 90 + 5;  // line_2 at a prescale of 3
  struct lr_trigger_rates r = rates_at(&t, 1e38);
  LR_NEAR(r.line[1].prescale, 3, 1e-12);
  LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK);
  LR_NEAR(e.value, 0.6, 1e-12);
  LR_NEAR(e.open, 0.9, 1e-12);
  LR_TEXT_IS(e.line, "line_1");
  LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_INDEPENDENT, NAN, &e, &error) == LR_OK);
  LR_NEAR(e.value, 1 - 0.4 * 0.7, 1e-12);
  LR_NEAR(e.open, 1 - 0.4 * 0.1, 1e-12);
  LR_CHECK(lr_trigger_efficiency(&t, &r, NULL, 0, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK && e.value == 1 && e.open == 1 && !*e.line);
  t.line[0].on = t.line[1].on = false;
  r = rates_at(&t, 1e38);
  LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK && e.value == 0 && !*e.line);
  LR_NEAR(e.open, 0.9, 1e-12);  // lines that are off are lost
  t.line[0].reference = true;   // but for those that do not belong to the reference
  LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK);
  LR_NEAR(e.open, 0.6, 1e-12);
  t.line[1].on = true;  // a new line gains
  r = rates_at(&t, 1e38);
  LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_INDEPENDENT, NAN, &e, &error) == LR_OK);
  LR_NEAR(e.value / e.open, 0.9 / r.line[1].prescale / 0.6, 1e-12);
  // bounds of the mass: line_2 sees 1 to 8 GeV
  use[1].mass_min_GeV = 1, use[1].mass_max_GeV = 8;
  t = small(), t.budget_Hz = 1e6;
  r = rates_at(&t, 1e38);
  const double mass[] = {0.5, 1, 8, 8.1, NAN}, seen[] = {0.6, 0.9, 0.9, 0.6, 0.9};
  for (int i = 0; i < 5; i++) {
    LR_CHECK(lr_trigger_efficiency(&t, &r, use, 2, LR_TRIGGER_BEST, mass[i], &e, &error) == LR_OK);
    LR_NEAR(e.value, seen[i], 1e-12);
    LR_NEAR(e.open, seen[i], 1e-12);
  }
  LR_CHECK(lr_trigger_efficiency(&t, &r, &use[1], 1, LR_TRIGGER_BEST, 9, &e, &error) == LR_OK && e.value == 0 && e.open == 0);
  struct lr_trigger_use wrong = {"line_4", 1, 0, 0};
  LR_CHECK(lr_trigger_channel_efficiency(&t, &r.state, &wrong, 1, LR_TRIGGER_BEST, NAN, &e, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "no line 'line_4'; did you mean") != NULL);
  t = small();
  t.budget_Hz = 45;
  LR_CHECK(lr_trigger_channel_efficiency(&t, &r.state, use, 1, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK);
  LR_NEAR(e.value, 0.6 * 45 / 90.15, 1e-12);  // overload takes its share of every channel
  LR_NEAR(e.open, 0.6, 1e-12);
}

static void displaced(void) {
  const struct lr_trigger_displaced ranges = {0.17, 0.009, 0.6};
  for (int trial = 0; trial < 200; trial++) {
    struct lr_trigger_displaced d = {lr_test_log_between(0.001, 1), lr_test_log_between(0.001, 0.5), 0};
    d.outer_m = d.inner_m * lr_test_between(1.1, 20);
    double standard = lr_test_random(), line = lr_test_random(), decay = lr_test_log_between(1e-2, 3), sum = 0;
    const int STEPS = 20000;
    for (int i = 0; i < STEPS; i++) {  // equal shares of the exponential
      double r = -decay * log1p(-(i + 0.5) / STEPS);
      sum += 1 - (1 - (r < d.standard_radius_m ? standard : 0)) * (1 - (r > d.inner_m && r < d.outer_m ? line : 0));
    }
    LR_CHECK(fabs(lr_trigger_displaced_efficiency(&d, standard, line, decay) - sum / STEPS) < 1.6e-4);  // three edges of a step each
  }
  LR_NEAR(lr_trigger_displaced_efficiency(&ranges, 0.8, 0.5, 1e-5), 0.8, 1e-12);  // prompt
  LR_NEAR(lr_trigger_displaced_efficiency(&ranges, 0.8, 0, 1e3), 0.8 * 0.17 / 1e3, 1e-3);
  LR_NEAR(lr_trigger_displaced_efficiency(&ranges, 0, 0.5, 1e3), 0.5 * 0.591 / 1e3, 1e-3);
}

// On random triggers: within the budget where that can be, all of it used; no line is prescaled while a lower one could be more;
// more budget never lowers an efficiency; more luminosity never raises one.
static void properties(void) {
  size_t prescaled = 0, over = 0;
  for (int trial = 0; trial < 20000; trial++) {
    struct lr_trigger t = trigger_random();
    double luminosity = lr_test_log_between(1e38, 1e40);
    struct lr_trigger_rates r = rates_at(&t, luminosity);
    double least = 0, sum = 0;
    bool below_full = true;  // every line below that may be prescaled is so at the most
    for (size_t i = t.lines; i-- > 0;) {
      double own = r.line[i].own_physics_Hz + r.line[i].own_background_Hz;
      LR_CHECK(r.line[i].prescale >= 1 && r.line[i].prescale <= t.most_prescale * (1 + 1e-12));
      LR_CHECK(t.line[i].may_prescale || r.line[i].prescale == 1);
      LR_CHECK(r.line[i].prescale == 1 || below_full);
      if (t.line[i].may_prescale && own > 0) below_full = below_full && r.line[i].prescale > t.most_prescale * (1 - 1e-9);
      least += own / (t.line[i].may_prescale ? t.most_prescale : 1);
      sum += r.line[i].out_Hz;
    }
    LR_NEAR(sum, r.out_Hz, 1e-12);
    LR_CHECK(r.out_Hz <= fmax(t.budget_Hz, least) * (1 + 1e-12));
    LR_CHECK(r.out_Hz >= fmin(r.wanted_Hz, t.budget_Hz) * (1 - 1e-12));
    LR_CHECK(r.live > 0 && r.live <= 1 && r.live * r.out_Hz <= t.budget_Hz * (1 + 1e-9));
    LR_CHECK(r.dead_time >= 0 && r.dead_time < 1);
    LR_NEAR(r.physics_Hz + r.background_Hz, r.out_Hz, 1e-9);
    prescaled += r.wanted_Hz > t.budget_Hz;
    over += r.live < 1;
    struct lr_trigger more = t;
    more.budget_Hz *= lr_test_between(1, 3);
    struct lr_trigger_state now = lr_trigger_state_at(&t, luminosity), later = lr_trigger_state_at(&t, luminosity * lr_test_between(1, 3));
    for (int combine = 0; combine < 2; combine++) {
      struct lr_trigger_use use[LR_MOST_TRIGGER_USES];
      struct lr_trigger_efficiency a, b, c;
      size_t uses = 1 + (size_t)(lr_test_random() * 3);
      for (size_t i = 0; i < uses; i++) {
        use[i].efficiency = lr_test_random();
        snprintf(use[i].line, sizeof use[i].line, "l%d", (int)(lr_test_random() * (double)t.lines));
      }
      LR_CHECK(lr_trigger_channel_efficiency(&t, &now, use, uses, (enum lr_trigger_combine)combine, NAN, &a, NULL) == LR_OK);
      LR_CHECK(lr_trigger_channel_efficiency(&more, &now, use, uses, (enum lr_trigger_combine)combine, NAN, &b, NULL) == LR_OK);
      LR_CHECK(lr_trigger_channel_efficiency(&t, &later, use, uses, (enum lr_trigger_combine)combine, NAN, &c, NULL) == LR_OK);
      LR_CHECK(a.value >= 0 && a.value <= a.open * (1 + 1e-12) && a.open <= 1);
      LR_CHECK(b.value >= a.value * (1 - 1e-9));
      LR_CHECK(c.value <= a.value * (1 + 1e-9) + 1e-15);
    }
  }
  LR_CHECK(prescaled > 2000 && over > 200);  // the test sees both
}

static void shipped(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  struct lr_trigger_rates reference = rates_at(&t, t.path[t.reference].state.luminosity_m2s), design = rates_at(&t, 8e39);
  double tracks = 0;
  for (size_t i = 0; i < t.lines; i++)
    if (t.line[i].tracks) tracks += reference.line[i].background_Hz;
  LR_NEAR(tracks, 630, 1e-9);  // 1 kHz with the old track finder
  LR_NEAR(design.out_Hz, 20e3, 0.1);
  LR_NEAR(design.out_Hz, design.wanted_Hz, 1e-12);
  LR_NEAR(8e39 * t.process[0].cross_section_m2, 880, 1e-9);
  LR_CHECK(!t.line[lr_trigger_line_find(&t, "displaced_vertex")].on);
  static const char *const LINES[] = {"two_track",       "three_track",     "ecl_1gev",        "single_muon",     "single_track",
                                      "single_photon_05", "single_photon_1", "single_photon_2", "displaced_vertex"};
  for (size_t i = 0; i < 9; i++) LR_CHECK(lr_trigger_line_find(&t, LINES[i]) < t.lines);
  LR_CHECK(lr_trigger_line_find(&t, "two_tracks") == t.lines);
}

int main(void) {
  lr_test_seed_from_environment();
  path();
  rates();
  prescales();
  efficiencies();
  displaced();
  properties();
  shipped();
  return lr_test_end();
}
