// SPDX-License-Identifier: GPL-3.0-or-later
// Limits: figures by hand, order and margins on random bounds, what is left out, and the reader of `limits:`. One file over 400 lines: all rows share one machine and one set of bounds.
#include "base/document.h"
#include "machine/lifetime_fields.h"
#include "machine/limits_fields.h"
#include "machine/quantum_lifetime.h"
#include "machine/rf_bucket.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static const struct lr_limit *find(const struct lr_limits_found *found, const char *name, const char *ring) {
  for (int i = 0; i < found->count; i++)
    if (strcmp(found->limit[i].name, name) == 0 && strcmp(found->limit[i].ring, ring) == 0) return &found->limit[i];
  return NULL;
}

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

// The lifetime of the budget where no figure stands, the acceptance that it asks for, the bucket.
static void of_the_budget(void) {
  struct lr_collider c = test_design();
  c.ler.tune_s = 0.0245;
  struct lr_luminosity l;
  struct lr_limits limits = lr_limits_none();
  struct lr_limits_found found;
  struct lr_lifetime_input input = lr_lifetime_none(), bhabha = lr_lifetime_none();
  const struct lr_lifetime_input *const both[] = {&input, &bhabha};
  input.energy_spread = 7.53e-4;
  input.momentum_acceptance = 0.015;
  input.momentum_compaction = 3.2e-4;
  input.mean_beta_x_m = input.mean_beta_y_m = 10;
  input.damping_time_energy_s = 22.8e-3;
  snprintf(input.status, sizeof input.status, "assumed");
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_OK);
  struct lr_lifetime_budget budget;
  LR_CHECK(lr_lifetime_evaluate(&c, false, &input, l.luminosity_m2s, &budget, NULL) == LR_OK);
  double tau_s = 1 / budget.rate_total_per_s;
  struct lr_limits_ring ring = limits.ler;
  ring.bunch_charge_C = (struct lr_limit_figure){3e-9, "known", "injector"};
  ring.bunches_per_pulse.value = 2;
  ring.pulse_rate_Hz.value = 25;
  ring.efficiency.value = 0.6;
  ring.energy_loss_eV.value = 1.761e6;
  ring.rf_voltage_V.value = 9.4e6;
  limits.ler = limits.her = ring;
  limits.harmonic_number.value = 5120;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  const struct lr_limit *limit = find(&found, "injector", "ler");
  double rate_A_s = 99390.30 * 3e-9 * 2 * 25 * 0.6, needed_s = 3.6 / rate_A_s;
  LR_CHECK(limit && strstr(limit->formula, "budget") && strstr(limit->source, "M19"));
  // at the bound the losses of the budget are the injection; the lifetime here is another one
  struct lr_collider there = c;
  struct lr_luminosity of_bound;
  there.ler.current_A = limit ? limit->bound : NAN;
  LR_CHECK(!lr_luminosity_evaluate(&there, &of_bound, NULL) &&
           !lr_lifetime_evaluate(&there, false, &input, of_bound.luminosity_m2s, &budget, NULL));
  LR_NEAR(there.ler.current_A * budget.rate_total_per_s, rate_A_s, 1e-5);
  LR_CHECK(limit && fabs(limit->bound / (rate_A_s * tau_s) - 1) > 0.02);
  limit = find(&found, "injector", "her");  // radiative Bhabha alone, which needs no input, makes no lifetime
  LR_CHECK(limit && isnan(limit->margin) && strstr(limit->formula, "needs lifetime"));
  limit = find(&found, "dynamic_aperture", "ler");
  LR_NEAR(limit ? limit->value : NAN, 1.5, 1e-12);
  struct lr_lifetime_input at_bound = input;
  at_bound.momentum_acceptance = limit ? limit->bound / 100 : NAN;
  LR_CHECK(lr_lifetime_evaluate(&c, false, &at_bound, l.luminosity_m2s, &budget, NULL) == LR_OK);
  LR_NEAR(1 / budget.rate_total_per_s, needed_s, 1e-6);
  LR_CHECK(limit && limit->least && (limit->margin > 0) == (tau_s > needed_s));
  LR_CHECK(!find(&found, "dynamic_aperture", "her"));
  limit = find(&found, "rf_voltage", "her");
  LR_NEAR(limit ? limit->margin : NAN, 9.4 / 1.761 - 1, 1e-12);
  limit = find(&found, "rf_bucket", "ler");
  struct lr_rf_bucket bucket = {9.4e6, 1.761e6, 4e9, 3.2e-4, 5120};
  double height;
  LR_CHECK(lr_rf_bucket_half_height(&bucket, &height, NULL) == LR_OK);
  LR_NEAR(limit ? limit->value : NAN, 100 * height, 1e-12);
  LR_NEAR(limit ? limit->bound : NAN, 1.5, 1e-12);
  LR_TEXT_IS(limit ? limit->status : NULL, "");
  limit = find(&found, "quantum_lifetime", "ler");
  double rate_per_s = NAN;
  LR_CHECK(limit && lr_quantum_rate(limit->bound, 22.8e-3, &rate_per_s, NULL) == LR_OK);
  LR_NEAR(1 / rate_per_s, needed_s, 1e-6);
  LR_CHECK(!find(&found, "rf_bucket", "her"));

  limits.ler.lifetime_s.value = 500;  // a figure wins
  limits.ler.least_lifetime_s.value = 2 * needed_s;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  limit = find(&found, "injector", "ler");
  LR_NEAR(limit ? limit->bound : NAN, rate_A_s * 500, 1e-6);
  LR_CHECK(limit && strstr(limit->formula, "given, with the lifetime of the target held"));
  limits.ler.settled_A = (struct lr_limit_figure){3.1, "assumed", "a fill"};  // a fill knows better
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  limit = find(&found, "injector", "ler");
  LR_NEAR(limit ? limit->bound : NAN, 3.1, 1e-12);
  LR_TEXT_IS(limit ? limit->source : NULL, "a fill");
  at_bound.momentum_acceptance = find(&found, "dynamic_aperture", "ler")->bound / 100;
  LR_CHECK(lr_lifetime_evaluate(&c, false, &at_bound, l.luminosity_m2s, &budget, NULL) == LR_OK);
  LR_NEAR(1 / budget.rate_total_per_s, 2 * needed_s, 1e-6);
  limit = find(&found, "dynamic_aperture", "ler");  // two lifetimes that are not the same: both are said
  LR_CHECK(limit && (strstr(limit->formula, "the lifetime given 8.33 min") != NULL) == (fabs(log(tau_s / 500)) > log(1.5)));
  limits.ler.lifetime_s.value = 1.4 * tau_s;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  LR_CHECK(!strstr(find(&found, "dynamic_aperture", "ler")->formula, "the lifetime given"));
  limits.ler.lifetime_s.value = tau_s / 1.6;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  LR_CHECK(strstr(find(&found, "dynamic_aperture", "ler")->formula, "the lifetime given"));
  limits.ler.least_lifetime_s.value = 1e7;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, NULL) == LR_OK);
  limit = find(&found, "dynamic_aperture", "ler");
  LR_CHECK(limit && isnan(limit->margin) && strstr(limit->formula, "no momentum acceptance below 10 %"));
  struct lr_error error = {0};
  input.momentum_acceptance = 0.6;
  LR_CHECK(lr_limits_evaluate(&c, &l, &limits, both, &found, &error) == LR_E_DOMAIN && strstr(error.text, "ler"));
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

// Number of problems, the first of them in `first`.
static size_t read(const char *text, struct lr_limits *limits, char *first, size_t size) {
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  *first = '\0';
  LR_CHECK(lr_document_load_text(document, "test", ".", text, strlen(text), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  bool fine = lr_limits_read(&reading, lr_node_child(document->root, "limits"), limits);
  LR_CHECK(fine == (problems.errors == 0) && fine == limits->given);
  if (problems.errors) snprintf(first, size, "%s", problems.item[0].text);
  size_t errors = problems.errors;
  lr_problems_free(&problems);
  lr_document_free(document);
  return errors;
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

static void reader(void) {
  struct lr_limits limits;
  char first[512];
  LR_CHECK(read("limits:\n  ler:\n    source: a paper\n    status: known\n    current: 3.6 A\n"
                "    beam_power: {value: 9 MW, status: assumed, source: none}\n    energy_loss: 1.761 MeV\n"
                "    bunch_charge: 3 nC\n    bunches_per_pulse: 2\n    pulse_rate: 25 Hz\n    efficiency: 60 %\n"
                "    lifetime: 8 min\n  background: 2.8e35 cm^-2 s^-1\n",
                &limits, first, sizeof first) == 0);
  LR_NEAR(limits.ler.current_A.value, 3.6, 1e-12);
  LR_TEXT_IS(limits.ler.current_A.status, "known");  // of the mapping around it
  LR_TEXT_IS(limits.ler.current_A.source, "a paper");
  LR_NEAR(limits.ler.beam_power_W.value, 9e6, 1e-12);
  LR_TEXT_IS(limits.ler.beam_power_W.status, "assumed");
  LR_NEAR(limits.ler.energy_loss_eV.value, 1.761e6, 1e-12);
  LR_NEAR(limits.ler.bunch_charge_C.value, 3e-9, 1e-12);
  LR_NEAR(limits.ler.pulse_rate_Hz.value, 25, 1e-12);
  LR_NEAR(limits.ler.efficiency.value, 0.6, 1e-12);
  LR_NEAR(limits.ler.lifetime_s.value, 480, 1e-12);
  LR_NEAR(limits.background_m2s.value, 2.8e39, 1e-12);
  LR_CHECK(isnan(limits.her.current_A.value) && isnan(limits.ler.beam_beam.value));

  LR_CHECK(read("limits:\n  power_contract: {value: 68.04 MW, status: read, source: paper}\n  site_power_fixed: 30000 kW\n"
                "  rf_efficiency: 50 %\n  harmonic_number: 5120\n  ler:\n    collimators:\n      status: known\n"
                "      D02V1: {beta: 15 m, kick_factor: 40 V/pC/m, source: one}\n"
                "      D06V1: {beta: 60 m, kick_factor: 2e13 V/C/m, status: assumed, source: other}\n"
                "  her: {cavities: 16, power_per_cavity: 400 kW, rf_voltage: 14.2 MV, least_coupling: 0.28 %}\n",
                &limits, first, sizeof first) == 0);
  LR_NEAR(limits.power_contract_W.value, 68.04e6, 1e-12);
  LR_NEAR(limits.site_power_fixed_W.value, 30e6, 1e-12);
  LR_NEAR(limits.rf_efficiency.value, 0.5, 1e-12);
  LR_NEAR(limits.ler.beta_kick_V_C.value, 15 * 40e12 + 60 * 20e12, 1e-12);
  LR_TEXT_IS(limits.ler.beta_kick_V_C.status, "assumed");
  LR_TEXT_IS(limits.ler.beta_kick_V_C.source, "one; other");
  LR_NEAR(limits.her.cavities.value, 16, 1e-12);
  LR_NEAR(limits.her.cavity_power_W.value, 4e5, 1e-12);
  LR_NEAR(limits.her.rf_voltage_V.value, 14.2e6, 1e-12);
  LR_NEAR(limits.her.least_coupling.value, 0.0028, 1e-12);

  LR_CHECK(read("limits:\n  her: {electron_cloud: [[4 ns, 0.6 mA], [6 ns, 0.9 mA]]}\n", &limits, first, sizeof first) == 0);
  LR_NEAR(lr_limits_cloud_at(&limits.cloud[1], 5e-9), 0.75e-3, 1e-12);
  LR_CHECK(limits.cloud[0].count == 0);

  static const struct {
    const char *text, *says;
  } BAD[] = {{"limits:\n  ler: {electron_cloud: [[4 ns, 0.6 mA]]}\n", "2 to 16 pairs"},
             {"limits:\n  ler: {electron_cloud: [[6 ns, 0.6 mA], [4 ns, 0.7 mA]]}\n", "rising order"},
             {"limits:\n  ler: {electron_cloud: [4 ns, 6 ns]}\n", "wants pairs"},
             {"limits:\n  ler: {electron_cloud: [[4 ns, 0 mA], [6 ns, 1 mA]]}\n", "above 0"},
             {"limits:\n  ler: {current: 0 A}\n", "must be above 0"},
             {"limits:\n  ler: {curent: 3 A}\n", "current"},
             {"limits:\n  ler: {lifetime: -5 min}\n", "must be above 0"},
             {"limits:\n  her: {beam_power: 9 MV}\n", "a power such as"},
             {"limits:\n  her: {beam_power: MW}\n", "a power such as"},
             {"limits:\n  her: {bunch_charge: 3 nC}\n", "lacks 'efficiency'"},
             {"limits:\n  her: {bunch_charge: 3 nC, bunches_per_pulse: 2, pulse_rate: 25 Hz, efficiency: 120 %}\n", "at most 100 %"},
             {"limits:\n  her: 5\n", "her"},
             {"limits: superkekb.yaml\n", "base: FILE"},
             {"limits:\n  background: 3 A\n", "background"},
             {"limits:\n  rf_efficiency: 110 %\n", "at most 100 %"},
             {"limits:\n  rf_efficiency: 0\n", "must be above 0"},
             {"limits:\n  power_contract: -5 MW\n", "must be above 0"},
             {"limits:\n  site_power_fixed: 30\n", "a power such as"},
             {"limits:\n  harmonic_number: 0\n", "must be above 0"},
             {"limits:\n  ler: {cavities: 22}\n", "lacks 'power_per_cavity'"},
             {"limits:\n  ler: {power_per_cavity: 400 kW}\n", "give cavities and power_per_cavity, or none"},
             {"limits:\n  ler: {rf_voltage: 9.4 MW}\n", "a voltage such as"},
             {"limits:\n  ler: {least_coupling: 0 %}\n", "must be above 0"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 1e10 m, kick_factor: 1e300 V/C/m}}}\n", "add up to more"},
             {"limits:\n  ler: {collimators: 5}\n", "keyed by id"},
             {"limits:\n  ler:\n    collimators: {status: known}\n", "keyed by id"},
             {"limits:\n  ler: {collimators: {D02V1: 15 m}}\n", "wants {beta"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m}}}\n", "kick_factor"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 0 m, kick_factor: 40 V/pC/m}}}\n", "beta"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m, kick_factor: 0 V/pC/m}}}\n", "must be above 0"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m, kick_factor: 40 V/m}}}\n", "a kick factor such as"}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(read(BAD[i].text, &limits, first, sizeof first) >= 1);
    LR_CHECK(strstr(first, BAD[i].says) != NULL);
    if (!strstr(first, BAD[i].says)) fprintf(stderr, "    case %zu says: %s\n", i, first);
  }
}

int main(void) {
  lr_test_seed_from_environment();
  by_hand();
  more_by_hand();
  of_the_budget();
  exchange();
  order();
  unbounded_and_cloud();
  reader();
  return lr_test_end();
}
