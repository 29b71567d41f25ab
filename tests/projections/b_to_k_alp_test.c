// SPDX-License-Identifier: GPL-3.0-or-later
// B -> K a: loop function and its limits, branching fraction, couplings from published limits, lifetime against drawn decays.
#include "projections/channels/b_to_k_alp.h"

#include "base/constants.h"
#include "tests/lr_test.h"

int main(void) {
  lr_test_seed_from_environment();
  LR_NEAR(lr_alp_loop_function(172.7 * 172.7 / (80.377 * 80.377)), 1.2160, 1e-4);
  LR_NEAR(lr_alp_loop_function(162.5 * 162.5 / (80.377 * 80.377)), 1.144, 1e-3);
  LR_NEAR(lr_alp_loop_function(1), 0.5, 1e-15);
  for (int side = -1; side <= 1; side += 2)  // the series meets the closed form
    LR_NEAR(lr_alp_loop_function(1 + side * 0.999999e-3), lr_alp_loop_function(1 + side * 1.000001e-3), 1e-8);
  LR_NEAR(lr_alp_loop_function(1e-8) / 1e-8, 1, 1e-6);
  LR_NEAR(lr_alp_loop_function(1e10), log(1e10) - 1, 1e-8);
  LR_CHECK(lr_alp_loop_function(0) == 0);

  LR_NEAR(lr_b_to_k_alp_branching(1, 1e-5), 2.01e-7, 3e-3);
  LR_NEAR(lr_b_to_k_alp_branching(2, 1e-5), 2.10e-7, 3e-3);
  LR_NEAR(lr_b_to_k_alp_branching(3, 1e-5), 2.26e-7, 3e-3);
  LR_NEAR(lr_b_to_k_alp_branching(1, 3e-5), 9 * lr_b_to_k_alp_branching(1, 1e-5), 1e-13);
  LR_CHECK(lr_b_to_k_alp_branching(4.8, 1e-5) == 0 && lr_b_to_k_alp_branching(4.78, 1e-5) > 0);
  // BaBar's branching fractions and the couplings read off its figure: 6.95e-8 at 2.0 GeV, 1.01e-7 at 2.5 GeV
  LR_NEAR(1e-5 * sqrt(6.95e-8 / lr_b_to_k_alp_branching(2.0, 1e-5)), 5.75e-6, 3e-3);
  LR_NEAR(1e-5 * sqrt(1.01e-7 / lr_b_to_k_alp_branching(2.5, 1e-5)), 6.80e-6, 3e-3);
  // the inclusive rate of another calculation: K+ is a tenth of it
  LR_NEAR(lr_b_to_k_alp_branching(1, 1) / (2.3e4 * pow(1 - 1 / (5.28 * 5.28), 2)), 0.093, 0.03);

  // the ALP in the rest frame of the B: energy conservation
  for (int i = 0; i < 100; i++) {
    double m = lr_test_between(0.01, 4.78), p = lr_b_to_k_momentum(m, LR_K_PLUS_MASS_GeV);
    LR_NEAR(hypot(p, m) + hypot(p, LR_K_PLUS_MASS_GeV), LR_B_PLUS_MASS_GeV, 1e-12);
  }
  // decay length: 27 cm at 0.3 GeV, 1e-5; another table has 8.09e-16 m with sin^2 = 0.2214 at 10 GeV and unit coupling
  LR_NEAR(lr_alp_w_ctau(0.3, 1e-5), 0.275, 0.01);
  LR_NEAR(lr_alp_w_ctau(10, 1) * pow(0.2312 / 0.2214, 2), 8.09e-16, 2e-3);
  LR_NEAR(lr_alp_w_ctau(1, 1e-5) * lr_alp_w_width(1, 1e-5), LR_HBARC_GeV_m, 1e-13);

  // seen with probability exp(-r/scale): decays drawn, B mesons at rest and, for the size of what is left out, boosted
  LR_CHECK(lr_b_to_k_alp_seen(0.3, 1e-5, 0) == 1);
  const double mass[] = {0.3, 0.3, 0.6, 1.2}, g[] = {1e-5, 4e-5, 1e-5, 3e-6};
  for (int k = 0; k < 4; k++) {
    double p = lr_b_to_k_momentum(mass[k], LR_K_PLUS_MASS_GeV), ctau = lr_alp_w_ctau(mass[k], g[k]), scale = 0.15;
    double rest = 0, boosted = 0, n = 100000;
    for (int i = 0; i < (int)n; i++) {
      double c = lr_test_between(-1, 1), length = -log(lr_test_random()) * ctau;
      rest += exp(-p / mass[k] * length / scale);
      double along = p * c * hypot(1, 0.284) + hypot(p, mass[k]) * 0.284, across = p * sqrt(1 - c * c);
      boosted += exp(-hypot(along, across) / mass[k] * length / scale);
    }
    double seen = lr_b_to_k_alp_seen(mass[k], g[k], scale);
    LR_CHECK(seen > 0.002 && seen < 0.999);
    LR_NEAR(rest / n, seen, 5 / sqrt(n * seen));
    LR_NEAR(boosted / n, seen, 0.06 + 5 / sqrt(n * seen));
  }
  // short-lived: all; long-lived: as g^2
  LR_NEAR(lr_b_to_k_alp_seen(2, 1e-3, 0.15), 1, 1e-3);
  LR_NEAR(lr_b_to_k_alp_seen(0.2, 2e-8, 0.15) / lr_b_to_k_alp_seen(0.2, 1e-8, 0.15), 4, 1e-4);
  // 15 cm is the scale of BaBar's limits for lifetimes of 1 and 10 cm against the prompt ones: medians of their ratios in
  // windows of mass (centre, flight in m, ratio)
  const double RATIO[][2] = {{0.0820, 0.717}, {0.0331, 0.842}, {0.0195, 0.913}, {0.790, 0.160}, {0.331, 0.188}, {0.195, 0.431}};
  double worst = 0;
  for (int i = 0; i < 6; i++) worst = fmax(worst, fabs(RATIO[i][1] - 0.15 / (0.15 + RATIO[i][0])));
  LR_CHECK(worst < 0.13);
  return lr_test_end();
}
