// SPDX-License-Identifier: GPL-3.0-or-later
// Limits: figures by hand, order and margins on random bounds, rings exchanged, what is left out.
#include "machine/lifetime_fields.h"
#include "tests/machine/colliders.h"
#include "tests/machine/limits_found.h"

// Rows at the end that only say that no bound is given: counted and taken off.
static int drop_unbounded(struct lr_limits_found *found) {
  int dropped = 0;
  while (found->count && strncmp(found->limit[found->count - 1].formula, "no bound given: limits.", 23) == 0) {
    LR_CHECK(isfinite(found->limit[found->count - 1].value) && isnan(found->limit[found->count - 1].margin));
    found->count--;
    dropped++;
  }
  return dropped;
}

static void evaluate(const struct lr_collider *c, const struct lr_luminosity *l, const struct lr_limits *limits,
                     struct lr_limits_found *found) {
  const struct lr_lifetime_input *const none[] = {NULL, NULL};
  LR_CHECK(lr_limits_evaluate(c, l, limits, none, found, NULL) == LR_OK);
  drop_unbounded(found);
}

static void by_hand(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  struct lr_limits limits = lr_limits_none();
  struct lr_limits_found found;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 0);  // no bounds, no rows

  // 3 nC, two bunches, 25 Hz, 60 % into a ring of 99.4 kHz: 8.9 mA/s; at 360 s 3.22 A, less than 3.6 A
  limits.ler.bunch_charge_C = (struct lr_limit_figure){3e-9, "known", "injector"};
  limits.ler.bunches_per_pulse = (struct lr_limit_figure){2, "known", "injector"};
  limits.ler.pulse_rate_Hz = (struct lr_limit_figure){25, "known", "injector"};
  limits.ler.efficiency = (struct lr_limit_figure){0.6, "assumed", "round figure"};
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 1 && isnan(found.limit[0].margin) && strstr(found.limit[0].formula, "not evaluated"));  // no lifetime
  limits.ler.lifetime_s = (struct lr_limit_figure){360, "read", "design"};
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 1);
  const struct lr_limit *limit = find(&found, "injector", "ler");
  LR_CHECK(limit != NULL);
  if (!limit) return;
  LR_NEAR(limit->bound / 360, 8.945e-3, 1e-4);
  LR_NEAR(limit->value, 3.6, 1e-12);
  LR_NEAR(limit->margin, 99390.30 * 3e-9 * 2 * 25 * 0.6 * 360 / 3.6 - 1, 1e-6);
  LR_CHECK(limit->margin < 0);
  LR_TEXT_IS(limit->status, "assumed");  // the weakest word
  LR_TEXT_IS(limit->source, "injector; round figure; design");

  // 1.761 MeV a turn at 3.6 A: 6.34 MW; the same from the damping time 22.8 ms: U0 = 4 GeV T0 / tau_s = 1.765 MeV
  limits = lr_limits_none();
  limits.ler.energy_loss_eV.value = 1.761e6;
  limits.ler.beam_power_W.value = 9e6;
  limits.her.damping_time_s.value = 29.0e-3;
  limits.her.beam_power_W.value = 8e6;
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 2);
  limit = find(&found, "beam_power", "ler");
  LR_NEAR(limit ? limit->value : NAN, 1.761 * 3.6, 1e-12);
  LR_NEAR(limit ? limit->bound : NAN, 9, 1e-12);
  LR_TEXT_IS(limit ? limit->status : NULL, "");  // nobody says
  limit = find(&found, "beam_power", "her");
  LR_NEAR(limit ? limit->value : NAN, 7007.0 / (99390.30 * 29.0e-3) * 2.6, 1e-5);

  // from below
  limits = lr_limits_none();
  limits.her.lifetime_s.value = 600;
  limits.her.least_lifetime_s.value = 480;
  limits.background_m2s.value = 4e39;
  limits.her.bunch_current_A.value = 1.04e-3;
  limits.her.microwave_A.value = 2.08e-3;
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 4);
  limit = find(&found, "lifetime", "her");
  LR_CHECK(limit && limit->least);
  LR_NEAR(limit ? limit->margin : NAN, 0.25, 1e-12);
  LR_NEAR(limit ? limit->value : NAN, 10, 1e-12);
  limit = find(&found, "background", "");
  LR_NEAR(limit ? limit->margin : NAN, 4e39 / l.luminosity_m2s - 1, 1e-12);
  limit = find(&found, "bunch_current", "her");
  LR_NEAR(limit ? limit->margin + 1 : NAN, 1, 1e-12);
  limit = find(&found, "microwave", "her");
  LR_NEAR(limit ? limit->margin : NAN, 1, 1e-12);
}

// Power, coupling, collimators: by hand.
static void more_by_hand(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  struct lr_limits limits = lr_limits_none();
  struct lr_limits_found found;
  c.ler.tune_s = 0.0245;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  limits.power_contract_W = (struct lr_limit_figure){68.04e6, "read", "contract"};
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 1);
  LR_TEXT_IS(found.limit[0].formula, "not evaluated: needs site_power_fixed, rf_efficiency, ler.energy_loss, her.energy_loss");
  limits.site_power_fixed_W.value = 30e6;
  limits.rf_efficiency.value = 0.5;
  limits.ler.energy_loss_eV.value = 1.761e6;
  limits.her.energy_loss_eV.value = 2.432e6;
  limits.ler.cavities.value = 22;
  limits.ler.cavity_power_W.value = 0.4e6;
  limits.ler.least_coupling.value = 0.0027;
  limits.ler.beta_kick_V_C = (struct lr_limit_figure){4e16, "assumed", "jaws"};
  limits.ler.bunch_current_A.value = 1;  // the collimators win
  evaluate(&c, &l, &limits, &found);
  LR_CHECK(found.count == 4);
  const struct lr_limit *limit = find(&found, "power_contract", "");
  LR_NEAR(limit ? limit->value : NAN, 30 + (1.761 * 3.6 + 2.432 * 2.6) / 0.5, 1e-12);
  LR_NEAR(limit ? limit->bound : NAN, 68.04, 1e-12);
  limit = find(&found, "beam_power", "ler");
  LR_NEAR(limit ? limit->value : NAN, 6.3396, 1e-12);
  LR_NEAR(limit ? limit->bound : NAN, 8.8, 1e-12);
  limit = find(&found, "emittance", "ler");
  LR_NEAR(limit ? limit->margin : NAN, 8.64e-12 / 3.2e-9 / 0.0027 - 1, 1e-9);
  limit = find(&found, "bunch_current", "ler");
  LR_NEAR(limit ? limit->bound : NAN, 1e3 * 8 * 0.0245 * 99390.30 * 4e9 / 4e16, 1e-7);  // 1.95 mA
  LR_TEXT_IS(limit ? limit->source : NULL, "jaws");
  c.ler.tune_s = NAN;
  evaluate(&c, &l, &limits, &found);
  limit = find(&found, "bunch_current", "ler");
  LR_CHECK(limit && isnan(limit->margin) && strstr(limit->formula, "tune_s"));
}

// Rings exchanged: rows exchanged.
static void exchange(void) {
  struct lr_collider c = test_design();
  for (int n = 0; n < 10; n++) {
    struct lr_limits limits = lr_limits_none();
    struct lr_lifetime_input input[2];
    c.ler.tune_s = lr_test_between(0.02, 0.03);
    c.her.tune_s = lr_test_between(0.02, 0.03);
    for (int i = 0; i < 2; i++) {
      input[i] = lr_lifetime_none();
      input[i].energy_spread = lr_test_between(5e-4, 8e-4);
      input[i].momentum_acceptance = lr_test_between(0.008, 0.02);
      input[i].momentum_compaction = lr_test_between(3e-4, 5e-4);
      input[i].mean_beta_x_m = input[i].mean_beta_y_m = lr_test_between(8, 12);
      input[i].damping_time_energy_s = lr_test_between(0.02, 0.03);
      struct lr_limit_figure *figures = (struct lr_limit_figure *)(i ? &limits.her : &limits.ler);
      for (size_t k = 0; k < sizeof limits.ler / sizeof *figures; k++) figures[k].value = lr_test_between(0.1, 1);
      struct lr_limits_ring *ring = i ? &limits.her : &limits.ler;
      ring->lifetime_s.value = ring->settled_A.value = NAN;
      ring->least_lifetime_s.value = lr_test_between(200, 500);
      ring->bunch_charge_C.value = 3e-9;
      ring->pulse_rate_Hz.value = 25;
      ring->energy_loss_eV.value = lr_test_between(1e6, 2e6);
      ring->rf_voltage_V.value = lr_test_between(5e6, 1e7);
      ring->beta_kick_V_C.value = lr_test_between(1e16, 5e16);
    }
    limits.power_contract_W.value = 68e6;
    limits.site_power_fixed_W.value = 30e6;
    limits.rf_efficiency.value = 0.5;
    limits.harmonic_number.value = 5120;
    limits.background_m2s.value = 1e40;
    struct lr_collider other = c;
    other.ler = c.her;
    other.her = c.ler;
    struct lr_limits turned = limits;
    turned.ler = limits.her;
    turned.her = limits.ler;
    struct lr_luminosity l, m;
    struct lr_limits_found a, b;
    LR_CHECK(!lr_luminosity_evaluate(&c, &l, NULL) && !lr_luminosity_evaluate(&other, &m, NULL));
    const struct lr_lifetime_input *const there[] = {&input[0], &input[1]}, *const back[] = {&input[1], &input[0]};
    LR_CHECK(lr_limits_evaluate(&c, &l, &limits, there, &a, NULL) == LR_OK);
    LR_CHECK(lr_limits_evaluate(&other, &m, &turned, back, &b, NULL) == LR_OK);
    LR_CHECK(a.count == b.count && a.count == 28);  // all there are
    for (int i = 0; i < a.count; i++) {
      const struct lr_limit *one = &a.limit[i];
      const struct lr_limit *same = find(&b, one->name, !*one->ring ? "" : strcmp(one->ring, "ler") == 0 ? "her" : "ler");
      LR_CHECK(same && isfinite(one->margin));
      LR_NEAR(same ? same->value : NAN, one->value, 1e-9);
      LR_NEAR(same ? same->bound : NAN, one->bound, 1e-8);
      LR_TEXT_IS(same ? same->formula : NULL, one->formula);
    }
  }
}

static void order(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  for (int n = 0; n < 50; n++) {
    struct lr_limits limits = lr_limits_none();
    limits.ler.current_A.value = lr_test_between(0.1, 8);
    limits.her.current_A.value = lr_test_between(0.1, 8);
    limits.ler.beam_beam.value = lr_test_between(0.01, 0.2);
    limits.her.beam_beam.value = lr_test_between(0.01, 0.2);
    limits.her.bunch_current_A.value = lr_test_between(1e-4, 5e-3);
    limits.background_m2s.value = lr_test_log_between(1e38, 1e41);
    struct lr_limits_found found;
    evaluate(&c, &l, &limits, &found);
    LR_CHECK(found.count == 6);
    for (int i = 0; i < found.count; i++) {
      const struct lr_limit *limit = &found.limit[i];
      if (i) LR_CHECK(limit->margin >= found.limit[i - 1].margin);
      LR_NEAR(limit->value * (1 + limit->margin), limit->bound, 1e-12);
    }
    const struct lr_limit *xi = find(&found, "beam_beam", "her");
    LR_NEAR(xi ? xi->value : NAN, l.xi_her.xi_y_luminosity, 1e-12);
    struct lr_table *table = lr_limits_table(&found);
    LR_CHECK(lr_table_ok(table) && table->rows == 6);
    LR_NEAR(lr_table_get(table, 0, "margin"), found.limit[0].margin, 1e-12);
    lr_table_free(table);
  }
}

// Values without a bound; the electron-cloud threshold against the spacing.
static void unbounded_and_cloud(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l;
  struct lr_limits limits = lr_limits_none();
  struct lr_limits_found found;
  const struct lr_lifetime_input *const none[] = {NULL, NULL};
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  limits.her.energy_loss_eV.value = 2.432e6;
  limits.ler.lifetime_s.value = 360;
  limits.ler.bunch_current_A.value = 2e-3;
  limits.background_m2s.value = 1e40;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, none, &found, NULL) == LR_OK);
  const struct lr_limit *limit = find(&found, "beam_power", "her");
  LR_NEAR(limit ? limit->value : NAN, 2.432 * 2.6, 1e-12);
  LR_TEXT_IS(limit ? limit->formula : NULL, "no bound given: limits.her.beam_power");
  LR_TEXT_IS(find(&found, "lifetime", "ler")->formula, "no bound given: limits.ler.least_lifetime");
  LR_CHECK(isfinite(find(&found, "bunch_current", "ler")->margin) && isnan(find(&found, "bunch_current", "her")->margin));
  LR_CHECK(drop_unbounded(&found) == 5 && found.count == 2);
  double spacing_s = 3016.315 / (2500 * 299792458.0);  // 4.0246 ns
  limits.cloud[0] = (struct lr_limits_cloud){2, {3e-9, 6e-9}, {0.5e-3, 1.1e-3}};
  limits.ler.electron_cloud_A.value = 0.5e-3;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, none, &found, NULL) == LR_OK);
  LR_NEAR(find(&found, "electron_cloud", "ler")->bound, 0.5 + 0.6 * (spacing_s - 3e-9) / 3e-9, 1e-9);
  limits.cloud[0].spacing_s[0] = 5e-9;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, none, &found, NULL) == LR_OK);
  limit = find(&found, "electron_cloud", "ler");
  LR_CHECK(limit && isnan(limit->margin) && strstr(limit->formula, "not evaluated: the bunch spacing here, 4.025 ns"));
  LR_NEAR(lr_limits_cloud_at(&limits.cloud[0], 6e-9), 1.1e-3, 1e-12);
}

int main(void) {
  lr_test_seed_from_environment();
  by_hand();
  more_by_hand();
  exchange();
  order();
  unbounded_and_cloud();
  return lr_test_end();
}
