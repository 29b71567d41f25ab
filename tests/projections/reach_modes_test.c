// SPDX-License-Identifier: GPL-3.0-or-later
// Several modes, systematics, gain, two edges, periods and discovery in the reach: closed limits and second methods.
#include "projections/counting_windows.h"
#include "projections/reach_edges.h"
#include "projections/reach_luminosity.h"
#include "projections/systematics.h"
#include "tests/projections/toy_channel.h"

static double limit_of(double b, double cl) {
  double s = NAN;
  LR_CHECK(lr_limit_continuous(b, cl, &s, NULL) == LR_OK);
  return s;
}

// Two equal modes are one mode with twice the signal and background; a fixed data set is what its luminosity says.
static void modes_add_up(void) {
  struct lr_channel one = toy(&toy_square, 4), two = toy(&toy_square, 2), fixed = toy(&toy_square, 4);
  toy_add(&two, 0, 1, 2, 0);
  one.mode[0].share = 2;
  toy_add(&fixed, 0, 1, 4, 100);
  fixed.mode[0].share = fixed.mode[1].share = 2;
  toy_ready(&one), toy_ready(&two), toy_ready(&fixed);
  for (double l = 1e-3; l < 1e6; l *= 10) {
    struct lr_reach_point a = toy_at(&one, 1, l), b = toy_at(&two, 1, l), c = toy_at(&fixed, 1, l), d = toy_at(&one, 1, l + 100);
    LR_NEAR(b.continuous, a.continuous, 1e-9);
    LR_NEAR(c.continuous, d.continuous, 1e-9);
    for (int k = 0; k < LR_REACH_BANDS; k++) LR_NEAR(b.coupling[k], a.coupling[k], 1e-9);
    LR_NEAR(b.evidence, a.evidence, 1e-9);
    LR_NEAR(b.background, a.background, 1e-12);
    LR_NEAR(b.effective_background, a.effective_background, 1e-8);
    LR_NEAR(b.exponent, a.exponent, 1e-5);
    LR_NEAR(b.signal, a.signal, 1e-8);
    LR_TEXT_IS(b.regime, a.regime);
  }
  // a mode that is blind at this mass is not there
  fixed.mode[1].veto[0] = (struct lr_point){0.9, 1.1}, fixed.mode[1].vetoes = 1;
  LR_NEAR(toy_at(&fixed, 1, 50).continuous, toy_at(&one, 1, 50).continuous, 1e-12);
  fixed.mode[0].veto[0] = fixed.mode[1].veto[0], fixed.mode[0].vetoes = 1;
  LR_TEXT_IS(toy_at(&fixed, 1, 50).reason, "no counting window looks at this mass");
}

static void systematics(void) {
  struct lr_channel c = toy(&toy_square, 1e3);
  c.mode[0].reference_luminosity_fb = 10;
  c.systematic.background_floor = 0.05;
  toy_ready(&c);
  double per_coupling = 1e6 * 0.5 * 0.1, b = 1e3 * 200;
  LR_NEAR(toy_at(&c, 1, 200).continuous, sqrt(limit_of(b + 0.0025 * b * b, 0.90) / 200 / per_coupling), 1e-12);
  // the floor: beyond L = 1/(delta^2 b) the coupling is flat, at z delta b / events per coupling^2
  double flat = sqrt(1.6448536 * 0.05 * 1e3 / per_coupling);
  LR_NEAR(toy_at(&c, 1, 1e6).continuous, flat, 1e-3);
  LR_NEAR(toy_at(&c, 1, 1 / (0.0025 * 1e3)).continuous, flat * pow(2, 0.25), 0.03);
  LR_CHECK(fabs(toy_at(&c, 1, 1e6).exponent) < 1e-3);
  LR_TEXT_IS(toy_at(&c, 1, 1e6).regime, "systematics-limited");
  // sidebands: the uncertainty falls as L^-1/2, so that the coupling goes on as L^-1/4
  c.systematic.background_floor = 0, c.systematic.background = 0.05;
  LR_NEAR(toy_at(&c, 1, 1e5).continuous / toy_at(&c, 1, 1e6).continuous, pow(10, 0.25), 2e-3);
  LR_NEAR(toy_at(&c, 1, 1e5).continuous, sqrt(limit_of(1e8 + 0.0025 * 10 / 1e5 * 1e16, 0.90) / 1e5 / per_coupling), 1e-12);
  // signal: a factor on the limit; gain: divides it. Bands and discovery follow
  struct lr_channel plain = toy(&toy_square, 1);
  toy_ready(&plain);
  struct lr_reach_point p = toy_at(&plain, 1, 100);
  plain.systematic.signal = 0.1, plain.gain = 4;
  struct lr_reach_point q = toy_at(&plain, 1, 100);
  double factor = sqrt(lr_signal_widening(0.1, 0.90) / 4);
  LR_CHECK(lr_signal_widening(0.1, 0.90) > 1.01);
  for (int k = 0; k < LR_REACH_BANDS; k++) LR_NEAR(q.coupling[k] / p.coupling[k], factor, 1e-12);
  LR_NEAR(q.continuous / p.continuous, factor, 1e-12);
  LR_NEAR(q.discovery / p.discovery, factor, 1e-9);
  LR_NEAR(q.signal / p.signal, factor * factor, 1e-12);
}

static double events(const struct lr_channel *c, double g, double luminosity) {
  double per_fb = NAN;
  LR_CHECK(lr_channel_signal(c, 0, 1, g, &per_fb, NULL) == LR_OK);
  return per_fb * luminosity;
}

static void two_edges(void) {
  struct lr_channel c = toy(&toy_edges, 0);
  c.parameter[TOY_REACH] = 1e-11, c.parameter[TOY_NORM] = 1e12;  // 1 m at g = 3e-6
  c.mode[0].displacement = (struct lr_displacement){.min_radius_m = 1e-3, .max_radius_m = 0.6};
  toy_ready(&c);
  for (double l = 1; l < 1e5; l *= 10) {
    struct lr_reach_point p = toy_at(&c, 1, l);
    LR_CHECK(p.has && p.continuous < p.upper_continuous && p.upper_continuous < 1);
    LR_NEAR(events(&c, p.continuous, l), -log(0.1), 2e-4);  // the table of the acceptance: to 1e-4
    LR_NEAR(events(&c, p.upper_continuous, l), -log(0.1), 2e-4);
    LR_NEAR(events(&c, p.discovery, l), 3, 2e-4);
    LR_NEAR(p.upper[LR_REACH_MEDIAN], p.upper_continuous, 1e-9);
    LR_CHECK(events(&c, p.continuous * 1.01, l) > 2.31 && events(&c, p.upper_continuous * 0.99, l) > 2.31);
  }
  // the table of the acceptance against direct evaluation, where it is above 1e-8
  static struct lr_reach_signal signal;
  LR_CHECK(lr_reach_signal_init(&signal, &c, 1, NULL) == LR_OK);
  double worst = 0;
  for (int i = 0; i < 3000; i++) {
    double g = lr_test_log_between(1e-8, 1), direct = toy_acceptance(&c, 0, 1, g);
    if (direct > 1e-8) worst = fmax(worst, fabs(lr_reach_acceptance(&signal, 0, log(g)) / direct - 1));
  }
  printf("table of the acceptance: off by %.1e at most\n", worst);
  LR_CHECK(worst < 1e-4);
  // too little data: no edges, and why
  struct lr_reach_point none = toy_at(&c, 1, 1e-9);
  LR_CHECK(!none.has && isnan(none.continuous) && isnan(none.upper[0]) && isnan(none.evidence));
  LR_TEXT_IS(none.reason, "no coupling declared gives enough signal");
  // bands widen outwards on both sides, with background and a second mode of another shape
  c.mode[0].background[0].y = 2;
  toy_add(&c, 2, 0.3, 0.1, 0);
  c.mode[1].displacement = (struct lr_displacement){.min_radius_m = 0.05, .max_radius_m = 1.2};
  toy_ready(&c);
  struct lr_channel only = c;
  only.modes = 1;
  struct lr_reach_point both = toy_at(&c, 1, 10), alone = toy_at(&only, 1, 10);
  LR_CHECK(both.continuous < alone.continuous && both.upper_continuous >= alone.upper_continuous * (1 - 1e-9));
  for (int k = 0; k < LR_REACH_BANDS - 1; k++) LR_CHECK(both.coupling[k] <= both.coupling[k + 1] && both.upper[k] >= both.upper[k + 1]);
  // there and back: the luminosity that excludes a coupling on either edge
  for (int edge = 0; edge < 2; edge++) {
    struct lr_reach_need need;
    LR_CHECK(lr_reach_luminosity(&c, 1, edge ? both.upper_continuous : both.continuous, 0, &need, NULL) == LR_OK);
    LR_NEAR(need.luminosity_fb, 10, 1e-6);
    LR_CHECK(lr_reach_luminosity(&c, 1, 0.5, 0, &need, NULL) == LR_OK && !need.possible && *need.reason);
    LR_CHECK(lr_reach_luminosity(&c, 1, 1e-9, 0, &need, NULL) == LR_OK && !need.possible);
    LR_TEXT_IS(need.reason, "the coupling lies below the smallest one declared");
  }
  struct lr_table *t = lr_reach_table_create();
  double mass[] = {1, 6}, lumi[] = {10};
  LR_CHECK(lr_reach_table_append(t, &c, mass, 2, lumi, 1, NULL) == LR_OK && t->rows == 4);
  LR_TEXT_IS(lr_table_get_text(t, 2, "edge"), "upper");
  LR_NEAR(lr_table_get(t, 2, "coupling"), both.upper[LR_REACH_MEDIAN], 1e-15);
  LR_CHECK(lr_table_cell(t, 3, "coupling")->kind == LR_EMPTY);
  lr_table_free(t);
}

// Periods are windows of one likelihood: equal ones add up, unequal ones are better kept apart.
static void periods(void) {
  for (int k = 0; k < 2; k++) {
    struct lr_channel c = toy(&toy_square, k ? 500 : 3);
    if (k) c.systematic.background_floor = 0.1;
    toy_ready(&c);
    const struct lr_exposure same[] = {{10, 1, 1}, {30, 1, 1}, {60, 1, 1}}, differ[] = {{50, 1, 0.2}, {50, 1, 1.8}}, split[] = {{25, 1, 1.8}, {50, 1, 0.2}, {25, 1, 1.8}};
    struct lr_reach_point all = toy_at(&c, 1, 100), p, q;
    LR_CHECK(lr_reach_exposures_solve(&c, 1, same, 3, &p, NULL) == LR_OK);
    LR_NEAR(p.continuous, all.continuous, 1e-9);
    LR_NEAR(p.luminosity_fb, 100, 1e-15);
    LR_CHECK(lr_reach_exposures_solve(&c, 1, same, 1, &p, NULL) == LR_OK);
    LR_NEAR(p.continuous, toy_at(&c, 1, 10).continuous, 1e-15);
    LR_CHECK(lr_reach_exposures_solve(&c, 1, differ, 2, &p, NULL) == LR_OK);
    LR_CHECK(p.continuous < all.continuous * 0.98);
    LR_CHECK(lr_reach_exposures_solve(&c, 1, split, 3, &q, NULL) == LR_OK);
    LR_NEAR(q.continuous, p.continuous, 1e-9);
    LR_CHECK(lr_reach_exposures_solve(&c, 1, differ, 1, &q, NULL) == LR_OK);
    LR_CHECK(k ? p.continuous <= q.continuous * (1 + 1e-12) : p.continuous < q.continuous);  // on a floor the dirty one adds nothing
  }
  struct lr_channel c = toy(&toy_square, 3);
  struct lr_reach_point p;
  const struct lr_exposure bad[] = {{-1, 1, 1}, {0, 1, 1}};
  toy_ready(&c);
  LR_CHECK(lr_reach_exposures_solve(&c, 1, bad, 1, &p, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_reach_exposures_solve(&c, 1, bad + 1, 1, &p, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_reach_exposures_solve(&c, 1, bad, 0, &p, NULL) == LR_E_DOMAIN);
  const struct lr_channel_split split = {0.5, 0.3, 0.2, 0, 0};
  LR_NEAR(lr_exposure_background(&split, 2, 3), 0.5 + 0.6 + 0.6, 1e-15);
  LR_NEAR(lr_exposure_background(&split, 1, 1), 1, 1e-15);
}

// A floor that periods share is that of the cleanest one: their ratios are not known better than the background. Against the best weights
// found by search, in counts where all is Gaussian; the regime is that of one window on a floor.
static void shared_floor(void) {
  struct lr_channel c = toy(&toy_square, 1e4);
  c.systematic.background_floor = 0.1;
  toy_ready(&c);
  const double b = 1e8, per = 1e6 * 0.5 * 0.1 * 1e4;  // of 1e4 fb^-1: background, signal at unit coupling squared
  const struct lr_exposure differ[] = {{1e4, 1, 0.9}, {1e4, 1, 1.1}, {1e4, 1, 1}}, many[] = {{1e5, 1, 0.9}, {1e5, 1, 1.1}, {1e5, 1, 1}};
  struct lr_reach_point clean, all, p;
  LR_CHECK(lr_reach_exposures_solve(&c, 1, many, 1, &clean, NULL) == LR_OK);
  LR_CHECK(lr_reach_exposures_solve(&c, 1, many, 3, &all, NULL) == LR_OK);
  LR_NEAR(all.continuous, clean.continuous, 1e-6);
  LR_NEAR(all.continuous, sqrt(1.6448536 * 0.1 * 0.9 * b / per), 1e-4);
  LR_TEXT_IS(all.regime, "systematics-limited");
  LR_CHECK(fabs(all.exponent) < 1e-4);
  for (int k = 0; k < 3; k++) {
    const double delta = k == 0 ? 1e-5 : k == 1 ? 1.5e-4 : 0.1, f[] = {0.9, 1.1, 1};
    double best = 0;
    c.systematic.background_floor = delta;
    for (int i = 0; i <= 400; i++)
      for (int j = 0; j <= 400; j++) {
        const double w[] = {1, i / 400.0, j / 400.0};
        double s = 0, variance = 0, sum = 0;
        for (int n = 0; n < 3; n++) s += w[n] * per, variance += w[n] * w[n] * f[n] * b, sum += w[n] * f[n] * b;
        best = fmax(best, s / sqrt(variance + delta * delta * sum * sum));
      }
    LR_CHECK(lr_reach_exposures_solve(&c, 1, differ, 3, &p, NULL) == LR_OK);
    LR_NEAR(p.continuous, sqrt(1.6448536 / best), 1e-4);
  }
}

// The regime is that of the windows as all data grow: background, then floor; a data set of its own does not hide it.
static void regimes(void) {
  struct lr_channel c = toy(&toy_square, 1e3);
  c.systematic.background_floor = 0.05;
  toy_add(&c, 0, 1, 1e3, 1e5);
  toy_ready(&c);
  const struct lr_exposure two[] = {{50, 1, 0.9}, {50, 1, 1.1}};
  struct lr_reach_point p;
  LR_TEXT_IS(toy_at(&c, 1, 1e5).regime, "systematics-limited");
  LR_TEXT_IS(toy_at(&c, 1, 1e-3).regime, "systematics-limited");  // the limit is that of the other data
  c.systematic.background_floor = 0;
  LR_TEXT_IS(toy_at(&c, 1, 1e-3).regime, "background-limited");
  LR_TEXT_IS(toy_at(&c, 1, 1e5).regime, "background-limited");
  c.modes = 1;
  LR_CHECK(lr_reach_exposures_solve(&c, 1, two, 2, &p, NULL) == LR_OK);
  LR_TEXT_IS(p.regime, "background-limited");
  c.systematic.background_floor = 0.05;
  LR_CHECK(lr_reach_exposures_solve(&c, 1, two, 2, &p, NULL) == LR_OK);
  LR_TEXT_IS(p.regime, "systematics-limited");
  c.mode[0].background[0].y = 0, c.systematic.background_floor = 0;
  toy_ready(&c);
  LR_CHECK(lr_reach_exposures_solve(&c, 1, two, 2, &p, NULL) == LR_OK);
  LR_TEXT_IS(p.regime, "background-free");
}

// Discovery: three events without background, Gauss at large counts, and the luminosity of it.
static void discovery(void) {
  struct lr_channel clean = toy(&toy_square, 0), many = toy(&toy_square, 1e4);
  toy_ready(&clean), toy_ready(&many);
  struct lr_reach_point p = toy_at(&clean, 1, 100);
  LR_NEAR(events(&clean, p.evidence, 100), 3, 1e-9);
  LR_NEAR(events(&clean, p.discovery, 100), 3, 1e-9);
  p = toy_at(&many, 1, 1e4);
  LR_NEAR(events(&many, p.evidence, 1e4), 3 * sqrt(1e8), 1e-3);
  LR_NEAR(events(&many, p.discovery, 1e4), 5 * sqrt(1e8), 1e-3);
  for (int k = 0; k < 2; k++) {
    const struct lr_channel *c = k ? &many : &clean;
    struct lr_reach_need need;
    struct lr_reach_point at = toy_at(c, 1, 300);
    LR_CHECK(lr_reach_luminosity(c, 1, at.discovery, 5, &need, NULL) == LR_OK && need.possible);
    LR_NEAR(need.luminosity_fb, 300, 1e-8);
    LR_CHECK(lr_reach_luminosity(c, 1, at.evidence, 3, &need, NULL) == LR_OK && need.possible);
    LR_NEAR(need.luminosity_fb, 300, 1e-8);
  }
  struct lr_reach_need need;
  LR_CHECK(lr_reach_luminosity(&many, 1, 1, 11, &need, NULL) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  modes_add_up();
  systematics();
  two_edges();
  periods();
  shared_floor();
  regimes();
  discovery();
  return lr_test_end();
}
