// SPDX-License-Identifier: GPL-3.0-or-later
// Limits beside the budget of lifetimes: the injector, the acceptance that it asks for, the bucket.
#include "machine/lifetime_fields.h"
#include "machine/quantum_lifetime.h"
#include "machine/rf_bucket.h"
#include "tests/machine/colliders.h"
#include "tests/machine/limits_found.h"

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

int main(void) {
  of_the_budget();
  return lr_test_end();
}
