// SPDX-License-Identifier: GPL-3.0-or-later
// The budget of a ring and its table.
#include <gsl/gsl_errno.h>

#include "base/constants.h"
#include "machine/quantum_lifetime.h"
#include "tests/machine/lifetimes.h"

static struct lr_error error;

static void test_budget(void) {
  struct lr_lifetime_budget b = budget_of(design(), false, ler_input(), 8e39);
  double sum = 0;
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++) {
    printf("%-20s %10.4g s  %s\n", lr_lifetime_key((enum lr_lifetime_process)i), 1 / b.rate_per_s[i], b.note[i]);
    LR_CHECK(!b.missing[i] && b.rate_per_s[i] >= 0);
    sum += b.rate_per_s[i];
  }
  printf("total %.4g s\n", 1 / b.rate_total_per_s);
  LR_CHECK(b.evaluated == LR_LIFETIME_PROCESSES);
  LR_NEAR(b.rate_total_per_s, sum, 1e-14);
  LR_NEAR(1 / b.rate_per_s[LR_LIFETIME_BHABHA] / 60, 28, 0.05);  // design report (known), effective 170 mb
  double touschek_s = 1 / b.rate_per_s[LR_LIFETIME_TOUSCHEK];
  LR_CHECK(touschek_s > 300 && touschek_s < 1200);  // 600 s (known), informative: smooth optics
  // each process stands on its own inputs
  struct lr_collider c = design();
  struct lr_lifetime_input narrow = ler_input();
  narrow.aperture_x_m = 3e-3, narrow.aperture_y_m = 1e-3, narrow.energy_spread = 1.5e-3;
  struct lr_lifetime_budget n = budget_of(c, false, narrow, 8e39);
  double rate;
  LR_CHECK(lr_quantum_rate(3e-3 / sqrt(3.2e-9 * 100), 0.0457, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_X], rate, 1e-12);
  LR_CHECK(lr_quantum_rate(1e-3 / sqrt(8.64e-12 * 2900), 0.0457, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_Y], rate, 1e-12);
  LR_CHECK(lr_quantum_rate(0.01 / 1.5e-3, 0.0228, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_S], rate, 1e-12);
  narrow.gas_beta_y_m = NAN;  // the ring average serves
  double smooth_m = 3016.315 / (2 * LR_PI * 46.57);
  LR_NEAR(budget_of(c, false, narrow, 8e39).rate_per_s[LR_LIFETIME_GAS_COULOMB],
          n.rate_per_s[LR_LIFETIME_GAS_COULOMB] * smooth_m / 23, 1e-12);
  struct lr_gas_aperture a = {1e-3, 2900, 23};
  struct lr_gas_rates gas;
  LR_CHECK(lr_gas_rates_evaluate(&narrow.gas, &a, 4e9 / LR_ELECTRON_MASS_eV, 0.01, 3.6, &gas, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_GAS_COULOMB], gas.coulomb_per_s, 1e-12);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_GAS_BREMSSTRAHLUNG], gas.bremsstrahlung_per_s, 1e-12);
  // what has no inputs is left out, and said
  struct lr_lifetime_budget none = budget_of(design(), true, lr_lifetime_none(), 8e39);
  LR_CHECK(none.evaluated == 1);
  LR_NEAR(1 / none.rate_total_per_s / 60, 20, 0.05);
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++)
    LR_CHECK((i == LR_LIFETIME_BHABHA) == !none.missing[i] && (i == LR_LIFETIME_BHABHA) == !isnan(none.rate_per_s[i]));
  // optics of a table: constant optics are the smooth ring
  double s[] = {0, 1}, beta_x[2], beta_y[2], eta_x[2];
  struct lr_optics_point mean = lr_optics_smooth(3016.315, 44.53, 46.57, 3.2e-4);
  for (int i = 0; i < 2; i++) beta_x[i] = mean.beta_x_m, beta_y[i] = mean.beta_y_m, eta_x[i] = mean.eta_x_m;
  struct lr_optics_table table = {.points = 2, .s_m = s, .beta_x_m = beta_x, .beta_y_m = beta_y, .eta_x_m = eta_x};
  struct lr_lifetime_input in = ler_input();
  in.optics = &table;
  in.momentum_compaction = NAN;
  LR_NEAR(budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK], 1e-13);
  in.touschek_form = LR_TOUSCHEK_BRUCK;
  in.optics = NULL, in.mean_eta_x_m = mean.eta_x_m;
  LR_NEAR(budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK], 0.05);
  // models of the beam-size effect, in order
  in.bhabha_model = LR_BHABHA_CUT;
  double cut = budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_BHABHA];
  double s_eV2 = 2 * 4e9 * 7.007e9 * (1 + cos(0.083)), sigma_m2;  // cut at the size of the her, 62 nm
  LR_CHECK(lr_bhabha_cross_section(LR_BHABHA_CUT, s_eV2, 0.01, sqrt(12.9e-12 * 0.3e-3), &sigma_m2, &error) == LR_OK);
  LR_NEAR(cut / b.rate_per_s[LR_LIFETIME_BHABHA], sigma_m2 / 170e-31, 1e-12);
  in.bhabha_model = LR_BHABHA_NO_CUT;
  double full = budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_BHABHA];
  LR_CHECK(0 < cut && cut < b.rate_per_s[LR_LIFETIME_BHABHA] && b.rate_per_s[LR_LIFETIME_BHABHA] < full);
  LR_NEAR(full / b.rate_per_s[LR_LIFETIME_BHABHA], 264.9 / 170, 1e-3);  // s with the crossing angle is that of 10.58 GeV
}

static void test_properties(void) {
  for (int i = 0; i < 60; i++) {
    struct lr_collider c = design(), more;
    struct lr_lifetime_input in = ler_input();
    c.ler.current_A = lr_test_log_between(0.1, 4), c.her.current_A = lr_test_log_between(0.1, 4);
    c.bunches = lr_test_between(500, 2500);
    c.ler.emittance_y_m = lr_test_log_between(5e-12, 1e-10);
    in.momentum_acceptance = lr_test_between(0.006, 0.02);
    in.touschek_form = i % 2 ? LR_TOUSCHEK_BRUCK : LR_TOUSCHEK_PIWINSKI;
    in.bhabha_model = (enum lr_bhabha_model)(i % 3);
    double L = lr_test_log_between(1e37, 1e40), f = lr_test_between(1.1, 2);
    struct lr_lifetime_budget b = budget_of(c, false, in, L), a;
    for (int j = 0; j < LR_LIFETIME_PROCESSES; j++) LR_CHECK(b.rate_per_s[j] >= 0 && b.rate_per_s[j] <= b.rate_total_per_s);
    // the same ring on the other side of the collider
    more = c, more.ler = c.her, more.her = c.ler;
    a = budget_of(more, true, in, L);
    for (int j = 0; j < LR_LIFETIME_PROCESSES; j++) LR_NEAR(a.rate_per_s[j], b.rate_per_s[j], 1e-14);
    // more bunches at the same current: Touschek falls, gas stays
    more = c, more.bunches *= f;
    a = budget_of(more, false, in, L);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK] / f, 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_GAS_COULOMB], b.rate_per_s[LR_LIFETIME_GAS_COULOMB], 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_BHABHA], b.rate_per_s[LR_LIFETIME_BHABHA], 1e-12);
    // luminosity and current
    LR_NEAR(budget_of(c, false, in, f * L).rate_per_s[LR_LIFETIME_BHABHA], f * b.rate_per_s[LR_LIFETIME_BHABHA], 1e-12);
    more = c, more.ler.current_A *= f;
    a = budget_of(more, false, in, L);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_BHABHA], b.rate_per_s[LR_LIFETIME_BHABHA] / f, 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK] * f, 1e-12);
    LR_CHECK(a.rate_per_s[LR_LIFETIME_GAS_COULOMB] > b.rate_per_s[LR_LIFETIME_GAS_COULOMB]);
    in.momentum_acceptance *= 1.2;
    LR_CHECK(budget_of(c, false, in, L).rate_total_per_s < b.rate_total_per_s);
  }
}

static void test_table(void) {
  struct lr_lifetime_budget here = budget_of(design(), false, ler_input(), 8e39);
  struct lr_lifetime_budget dark = budget_of(design(), true, lr_lifetime_none(), 0);
  struct lr_lifetime_row rows[] = {{"here", "ler", &here}, {"no collision", "her", &dark}};
  struct lr_table *t = lr_lifetime_table(rows, 2);
  LR_CHECK(lr_table_ok(t) && t->rows == 2 * (LR_LIFETIME_PROCESSES + 1));
  double sum = 0, shares = 0;
  for (size_t i = 0; i < LR_LIFETIME_PROCESSES; i++) {
    double value = lr_table_get(t, i, "value");
    if (!isnan(value)) sum += 1 / value;
    shares += lr_table_get(t, i, "share");
  }
  LR_NEAR(shares, 1, 1e-12);
  LR_NEAR(1 / lr_table_get(t, LR_LIFETIME_PROCESSES, "value"), sum, 1e-12);
  LR_NEAR(lr_table_get(t, LR_LIFETIME_PROCESSES, "share"), 1, 1e-15);
  LR_TEXT_IS(lr_table_get_text(t, LR_LIFETIME_PROCESSES, "process"), "total");
  LR_TEXT_IS(lr_table_get_text(t, 0, "formula"), "M15");
  // the apertures are so wide that nothing is lost there: an empty value, share 0
  LR_CHECK(isnan(lr_table_get(t, LR_LIFETIME_QUANTUM_Y, "value")));
  LR_CHECK(strstr(lr_table_get_text(t, LR_LIFETIME_QUANTUM_Y, "note"), "no loss"));
  // a ring without any loss has no lifetime, and the table says so
  size_t last = t->rows - 1;
  LR_CHECK(isnan(lr_table_get(t, last, "value")) && isnan(lr_table_get(t, last, "share")));
  LR_TEXT_IS(lr_table_get_text(t, last, "note"), "no loss; 1 of 7 processes evaluated");
  LR_TEXT_IS(lr_table_get_text(t, LR_LIFETIME_PROCESSES + 2, "note"), "not evaluated: needs gas");
  lr_table_free(t);
}

static void refuse(struct lr_collider c, struct lr_lifetime_input in, double L, const char *word) {
  struct lr_lifetime_budget b;
  LR_CHECK(lr_lifetime_evaluate(&c, false, &in, L, &b, &error) == LR_E_DOMAIN);
  if (!strstr(error.text, word)) fprintf(stderr, "    expected '%s' in '%s'\n", word, error.text);
  LR_CHECK(strstr(error.text, word));
}

static void test_refusals(void) {
  struct lr_lifetime_input in = ler_input(), bad;
  refuse(design(), in, -1, "luminosity");
  refuse(design(), in, NAN, "luminosity");
  refuse(test_lhc(), in, 1e38, "electrons");
  struct lr_collider c = design();
  c.ler.emittance_y_m = 0;
  refuse(c, in, 1e39, "emittance_y");
  bad = in, bad.momentum_acceptance = 0.3, refuse(design(), bad, 1e39, "acceptance");
  bad = in, bad.momentum_acceptance = 1e-3, refuse(design(), bad, 1e39, "quantum");
  bad = in, bad.energy_spread = -1, refuse(design(), bad, 1e39, "spread");
  bad = in, bad.gas.temperature_K = 0, refuse(design(), bad, 1e39, "temperature");
  bad = in, bad.damping_time_s = -1, refuse(design(), bad, 1e39, "damping");
  bad = in, bad.mean_beta_x_m = 0, refuse(design(), bad, 1e39, "beta_x");
  bad = in, bad.aperture_y_m = 1e-9, refuse(design(), bad, 1e39, "aperture");
  struct lr_lifetime_budget b;
  c = design();
  LR_CHECK(lr_lifetime_evaluate(&c, false, &bad, 1e39, &b, NULL) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  gsl_set_error_handler_off();
  test_budget();
  test_properties();
  test_table();
  test_refusals();
  return lr_test_end();
}
