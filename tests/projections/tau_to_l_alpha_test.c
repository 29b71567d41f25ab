// SPDX-License-Identifier: GPL-3.0-or-later
// tau -> l alpha: the scale F, the same formula on the muon, kinematics.
#include "projections/channels/tau_to_l_alpha.h"

#include "base/constants.h"
#include "tests/lr_test.h"

int main(void) {
  lr_test_seed_from_environment();
  LR_NEAR(1 / lr_tau_alpha_per_F(0, 4e-5), 3.51e7, 3e-3);
  LR_NEAR(1 / lr_tau_alpha_per_F(0, 2e-5), 5.0e7, 0.01);
  LR_NEAR(lr_tau_alpha_branching(1.2, lr_tau_alpha_per_F(1.2, 3e-4)), 3e-4, 1e-13);
  LR_NEAR(lr_tau_alpha_branching(0.5, 2e-8), 4 * lr_tau_alpha_branching(0.5, 1e-8), 1e-13);
  LR_CHECK(lr_tau_alpha_width(1.8, 1e-7) == 0 && lr_tau_alpha_momentum(1.8) == 0);
  // the same formula on the muon, whose width is G_F^2 m^5/(192 pi^3): 2.5e-6 stands for F = 5.5e9 GeV in the literature
  double m = LR_MUON_MASS_GeV, muon = LR_FERMI_GeV_2 * LR_FERMI_GeV_2 * pow(m, 5) / (192 * pow(LR_PI, 3));
  LR_NEAR(sqrt(m * m * m / (16 * LR_PI) / (2.5e-6 * muon)), 5.55e9, 0.02);
  // the lifetime of the tau from its leptonic fraction, mass and G_F: a check on the constants
  double leptonic = LR_FERMI_GeV_2 * LR_FERMI_GeV_2 * pow(LR_TAU_MASS_GeV, 5) / (192 * pow(LR_PI, 3));
  LR_NEAR(leptonic * LR_TAU_LIFETIME_s / LR_HBAR_GeV_s, 0.1782, 0.006);

  const double P[][2] = {{0, 0.888}, {0.5, 0.818}, {1, 0.607}, {1.6, 0.168}};
  for (int i = 0; i < 4; i++) {
    double p = lr_tau_alpha_momentum(P[i][0]);
    LR_NEAR(p, P[i][1], 1e-3);
    LR_NEAR(p + hypot(p, P[i][0]), LR_TAU_MASS_GeV, 1e-12);  // energy conservation, massless lepton
  }
  // phase space: width as |p| times the squared amplitude m_tau^2 - m^2
  double ratio = lr_tau_alpha_width(1, 1e-7) / lr_tau_alpha_width(0.2, 1e-7), m2 = LR_TAU_MASS_GeV * LR_TAU_MASS_GeV;
  LR_NEAR(ratio, lr_tau_alpha_momentum(1) * (m2 - 1) / (lr_tau_alpha_momentum(0.2) * (m2 - 0.04)), 1e-12);

  LR_NEAR(lr_tau_pairs_per_fb() * 190, 175e6, 0.003);  // pairs in 190 fb^-1
  LR_NEAR(lr_tau_pairs_per_fb() * 62.8, 57.7e6, 1e-3);
  LR_NEAR(736e6 / lr_tau_pairs_per_fb(), 800.9, 1e-4);  // Belle's pairs as a luminosity
  LR_NEAR(sqrt(45.95e9 / 736e6), 7.9, 2e-3);            // 50 ab^-1 over Belle
  return lr_test_end();
}
