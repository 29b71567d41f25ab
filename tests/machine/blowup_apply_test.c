// SPDX-License-Identifier: GPL-3.0-or-later
// The blow-up at work: emittances of the operating point, levers by the chain rule, the fill.
#include "machine/blowup_apply.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "machine/levers.h"
#include "machine/luminosity.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_blowup_input blowup;
static struct lr_levers with, without;

static void law(void) {
  memset(&blowup, 0, sizeof blowup);
  blowup.apply = true;
  blowup.fit.law = (struct lr_blowup_law){20e-12, 0.35e-6, 1.5, 1.25};
  blowup.fit.product_high_A2 = INFINITY;
}

static void curve(double high_mA2) {
  struct lr_error error = {0};
  char text[256];
  snprintf(text, sizeof text, "bunch_current_product_mA2,emittance_y_ratio\n0,1\n0.1,1.2\n0.2,1.5\n%g,2\n", high_mA2);
  law();
  blowup.tabulated = true;
  blowup.emittance_y_m = 20e-12;
  blowup.her_over_ler = 0.5;
  LR_CHECK(lr_blowup_curve_parse("c.csv", text, &blowup.curve, &error) == LR_OK);
}

static void test_apply(void) {
  struct lr_collider c = test_with_currents(test_2022(), 1.321, 1.099);
  struct lr_error error = {0};
  law();
  // (1.321 A x 1.099 A / 2249^2 / 0.35 mA^2)^1.5 = 0.742650
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_OK);
  LR_NEAR(c.ler.emittance_y_m, 20e-12 * 1.742650, 1e-5);
  LR_NEAR(c.her.emittance_y_m, 1.25 * c.ler.emittance_y_m, 1e-14);
  curve(0.4);
  struct lr_blowup_prediction p;
  LR_CHECK(lr_blowup_at(&blowup, 0.5e-3, 0.4e-3, &p, &error) == LR_OK);  // a row
  LR_NEAR(p.emittance_y_ler_m, 30e-12, 1e-12);
  LR_NEAR(p.emittance_y_her_m, 15e-12, 1e-12);
  LR_CHECK(!p.extrapolated && p.extrapolation == 1 && isnan(p.relative_error));
  LR_CHECK(lr_blowup_at(&blowup, 1e-3, 0.8e-3, &p, &error) == LR_OK);  // beyond: said, not computed
  LR_CHECK(p.extrapolated && isnan(p.emittance_y_ler_m));
  LR_NEAR(p.extrapolation, 2, 1e-12);
  LR_CHECK(lr_blowup_at(&blowup, -1e-3, 0.8e-3, &p, &error) == LR_E_DOMAIN);
  curve(0.25);
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_E_DOMAIN && strstr(error.text, "not extrapolated"));
}

// Effective emittances for the luminosity, those of the particles for the beam-beam parameters: M4 goes with 1/sigma_y of the other beam,
// which is 1.25 or 1/1.44 of the effective emittance.
static void test_tracked(void) {
  struct lr_collider c = test_with_currents(test_2022(), 1.321, 1.099), plain;
  struct lr_error error = {0};
  struct lr_luminosity l, p;
  law();
  blowup.tabulated = true;
  LR_CHECK(lr_blowup_curve_parse("c.csv", "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm,tracked_emittance_y_ler_pm,"
                                          "tracked_emittance_y_her_pm\n0,20,36,25,25\n0.2,20,36,25,25\n0.4,20,36,25,25\n", &blowup.curve, &error) == LR_OK);
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_OK);
  LR_NEAR(c.ler.emittance_y_m, 20e-12, 1e-12);
  LR_NEAR(lr_ring_particle_emittance_y(&c.ler), 25e-12, 1e-12);
  LR_NEAR(lr_ring_particle_emittance_y(&c.her), 25e-12, 1e-12);
  plain = c;
  plain.ler.particles_y = plain.her.particles_y = 0;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_OK && lr_luminosity_evaluate(&plain, &p, &error) == LR_OK);
  LR_CHECK(l.luminosity_m2s == p.luminosity_m2s && l.xi_ler.xi_y_luminosity == p.xi_ler.xi_y_luminosity);
  LR_NEAR(l.xi_her.xi_y_nominal / p.xi_her.xi_y_nominal, sqrt(1 / 1.25), 1e-2);
  LR_NEAR(l.xi_ler.xi_y_nominal / p.xi_ler.xi_y_nominal, 1.2, 1e-2);
  LR_CHECK(l.xi_ler.xi_y_hourglass > 1.1 * p.xi_ler.xi_y_hourglass);
}

static const struct lr_lever *find(const struct lr_levers *levers, const char *knob, const char *ring) {
  for (int i = 0; i < levers->count; i++)
    if (!strcmp(levers->lever[i].knob, knob) && !strcmp(levers->lever[i].ring, ring)) return &levers->lever[i];
  LR_CHECK(false);
  return levers->lever;
}

// dlnL/dlnI with the law = without it + (dlnL/dln eps_ler + dlnL/dln eps_her) n g/(1+g), g = (P/P0)^n; for the bunches at fixed
// total currents P goes with their inverse square.
static void test_levers(void) {
  struct lr_collider c = test_with_currents(test_2022(), 1.321, 1.099);
  struct lr_error error = {0};
  law();
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_OK);
  LR_CHECK(lr_levers_evaluate(&c, &without, &error) == LR_OK);
  LR_CHECK(lr_levers_evaluate_blown_up(&c, &blowup, &with, &error) == LR_OK);
  LR_CHECK(with.luminosity_m2s == without.luminosity_m2s && with.count == without.count);
  double g = 0.742650, slope = 1.5 * g / (1 + g);
  double both = find(&without, "emittance_y", "ler")->derivative + find(&without, "emittance_y", "her")->derivative;
  static const char *const RINGS[] = {"ler", "her"};
  for (int r = 0; r < 2; r++) {
    double expected = find(&without, "current", RINGS[r])->derivative + both * slope;
    LR_NEAR(find(&with, "current", RINGS[r])->derivative, expected, 1e-5);
    LR_CHECK(strstr(find(&with, "current", RINGS[r])->held, "follow the blow-up") != NULL);
    LR_CHECK(find(&with, "emittance_y", RINGS[r])->derivative == find(&without, "emittance_y", RINGS[r])->derivative);
    LR_CHECK(find(&with, "beta_y", RINGS[r])->derivative == find(&without, "beta_y", RINGS[r])->derivative);
  }
  LR_NEAR(find(&with, "bunches", "")->derivative, find(&without, "bunches", "")->derivative - 2 * both * slope, 1e-5);
  LR_NEAR(find(&with, "bunches_fixed_bunch_current", "")->derivative, 1, 1e-8);
  curve(0.3);  // the operating point lies within (0.287), 10 % more current does not
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_OK);
  LR_CHECK(lr_levers_evaluate_blown_up(&c, &blowup, &with, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "lever ler.current") && strstr(error.text, "not extrapolated"));
}

// A fill that follows the law settles at the emittances that the operating point has by it.
static void test_fill(void) {
  static struct lr_fill_input input;
  struct lr_collider c = test_with_currents(test_2022(), 1.321, 1.099);
  struct lr_error error = {0};
  law();
  LR_CHECK(lr_blowup_apply(&blowup, &c, &error) == LR_OK);
  input.fill = lr_fill_default(&c);
  lr_blowup_apply_fill(&blowup, NULL, &input);
  input.fill.repetition_Hz = 50;
  for (int r = 0; r < 2; r++) {
    input.fill.ring[r].touschek_lifetime_s = r ? 1200 : 570;
    input.fill.ring[r].bunch_charge_C = 4e-9;
  }
  struct lr_fill_result result;
  LR_CHECK(lr_fill_run(&input.fill, &result, &error) == LR_OK);
  const struct lr_fill_sample *end = &result.sample[result.samples - 1];
  LR_NEAR(end->emittance_y_m[0], c.ler.emittance_y_m, 1e-9);
  LR_NEAR(end->emittance_y_m[1], c.her.emittance_y_m, 1e-9);
  for (int r = 0; r < 2; r++)  // the lifetime "at the target" is that with the blown-up beam
    LR_NEAR(result.ring[r].touschek_lifetime_s, r ? 1200 : 570, 1e-9);
  lr_fill_result_free(&result);
  blowup.apply = false;
  input.fill = lr_fill_default(&c);
  lr_blowup_apply_fill(&blowup, NULL, &input);
  LR_CHECK(isnan(input.fill.ring[0].emittance_y0_m));
}

int main(void) {
  gsl_set_error_handler_off();
  test_apply();
  test_tracked();
  test_levers();
  test_fill();
  return lr_test_end();
}
