// SPDX-License-Identifier: GPL-3.0-or-later
// The acceptance of a lifetime is the inverse of the budget; the quantum lifetime in rms sizes is that of M18.
#include "machine/acceptance.h"

#include "machine/lifetime_fields.h"
#include "machine/quantum_lifetime.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

int main(void) {
  lr_test_seed_from_environment();
  struct lr_collider c = test_2022();
  struct lr_lifetime_input input = lr_lifetime_none();
  input.energy_spread = 7.53e-4;
  input.mean_beta_x_m = input.mean_beta_y_m = 10;
  input.mean_eta_x_m = 0.15;
  input.damping_time_energy_s = 22.8e-3;
  struct lr_lifetime_budget budget;
  struct lr_error error = {0};
  double acceptance;
  for (int n = 0; n < 20; n++) {
    struct lr_lifetime_input there = input;
    there.momentum_acceptance = lr_test_log_between(2e-3, 2e-2);
    double luminosity_m2s = lr_test_log_between(1e37, 1e39);
    bool her = n % 2;
    LR_CHECK(lr_lifetime_evaluate(&c, her, &there, luminosity_m2s, &budget, NULL) == LR_OK);
    LR_CHECK(lr_acceptance_for_lifetime(&c, her, &input, luminosity_m2s, 1 / budget.rate_total_per_s, &acceptance, &error) == LR_OK);
    LR_NEAR(acceptance, there.momentum_acceptance, 1e-7);
  }
  // radiative Bhabha alone takes the beam faster than in this time; any acceptance is good for that one
  LR_CHECK(lr_acceptance_for_lifetime(&c, false, &input, 1e39, 1e8, &acceptance, NULL) == LR_OK && isinf(acceptance));
  LR_CHECK(lr_acceptance_for_lifetime(&c, false, &input, 1e39, 1e-3, &acceptance, NULL) == LR_OK && acceptance == 0);
  LR_CHECK(lr_acceptance_for_lifetime(&c, false, &input, 1e39, 0, &acceptance, &error) == LR_E_DOMAIN);
  struct lr_lifetime_input wide = input;
  wide.energy_spread = 0.2;
  LR_CHECK(lr_acceptance_for_lifetime(&c, false, &wide, 1e39, 600, &acceptance, &error) == LR_E_DOMAIN);

  for (int n = 0; n < 50; n++) {
    double sigmas = lr_test_between(1.5, 30), damping_s = lr_test_log_between(1e-3, 1), rate_per_s;
    LR_CHECK(lr_quantum_rate(sigmas, damping_s, &rate_per_s, NULL) == LR_OK);
    LR_NEAR(lr_acceptance_sigmas(1 / rate_per_s, damping_s), sigmas, 1e-9);
  }
  LR_CHECK(isnan(lr_acceptance_sigmas(1, 1)) && isnan(lr_acceptance_sigmas(NAN, 1)) && isnan(lr_acceptance_sigmas(1, -1)));
  LR_CHECK(isnan(lr_acceptance_sigmas(INFINITY, 1)));
  return lr_test_end();
}
