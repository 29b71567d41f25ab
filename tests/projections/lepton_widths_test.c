// SPDX-License-Identifier: GPL-3.0-or-later
// Leptonic widths: relations between the three kinds, phase space from numeric spinor sums, thresholds, shares.
#include "projections/channels/lepton_widths.h"

#include "base/constants.h"
#include "projections/channels/leptophilic.h"
#include "tests/lr_test.h"

// Two-body width from the squared amplitude: |M|^2 p / (8 pi m^2), |M|^2 from the traces with p1.p2 = (m^2 - 2 m_l^2)/2:
// scalar Tr[(p1 + ml)(p2 - ml)] = 4 (p1.p2 - ml^2); pseudoscalar 4 (p1.p2 + ml^2); vector, mean over three polarisations
// with -g + kk/m^2, -g Tr = 8 p1.p2 + 16 ml^2.
static double by_hand(int kind, double m, double y, double lepton) {
  double dot = 0.5 * m * m - lepton * lepton, p = sqrt(fmax(0, 0.25 * m * m - lepton * lepton)), squared;
  if (kind == 0)
    squared = 4 * (dot - lepton * lepton);
  else if (kind == 1)
    squared = 4 * (dot + lepton * lepton);
  else
    squared = (8 * dot + 16 * lepton * lepton) / 3;  // -g part; the kk part vanishes by current conservation
  return y * y * squared * p / (8 * LR_PI * m * m);
}

int main(void) {
  lr_test_seed_from_environment();
  for (int i = 0; i < 200; i++) {
    double lepton = lr_test_log_between(1e-4, 2), m = 2 * lepton * lr_test_log_between(1.0001, 100),
           y = lr_test_log_between(1e-6, 1);
    LR_NEAR(lr_width_scalar(m, y, lepton), by_hand(0, m, y, lepton), 1e-10);
    LR_NEAR(lr_width_pseudoscalar(m, y, lepton), by_hand(1, m, y, lepton), 1e-10);
    LR_NEAR(lr_width_vector(m, y, lepton), by_hand(2, m, y, lepton), 1e-10);
    LR_CHECK(lr_width_scalar(2 * lepton, y, lepton) == 0 && lr_width_vector(lepton, y, lepton) == 0 &&
             lr_width_pseudoscalar(1.9 * lepton, y, lepton) == 0);
  }
  // shares: everything to the heaviest lepton that is open
  struct lr_lepton_shares s = lr_scalar_shares(1, 1);
  LR_CHECK(s.tautau == 0);
  LR_NEAR(s.ee + s.mumu, 1, 1e-12);
  LR_NEAR(s.mumu,
          1 / (1 + pow(LR_ELECTRON_MASS_GeV / LR_MUON_MASS_GeV, 2) * pow(1 - 4 * pow(LR_MUON_MASS_GeV, 2), -1.5)),
          1e-6);
  s = lr_scalar_shares(8, 1 / 246.21965);
  LR_CHECK(s.tautau > 0.99);
  double muon = pow(LR_MUON_MASS_GeV / LR_TAU_MASS_GeV, 2) *
                pow((1 - pow(2 * LR_MUON_MASS_GeV / 8, 2)) / (1 - pow(2 * LR_TAU_MASS_GeV / 8, 2)), 1.5);
  LR_NEAR(s.mumu / s.tautau, muon, 1e-10);
  // Higgs of 125 GeV, coupled as xi = 1: 0.26 MeV to taus at tree level with the pole mass
  LR_NEAR(lr_width_scalar(125, lr_leptophilic_scalar(1, LR_TAU_MASS_GeV), LR_TAU_MASS_GeV), 2.59e-4, 5e-3);
  s = lr_pseudoscalar_shares(8, 1e-3);
  LR_NEAR(s.mumu / s.tautau,
          pow(LR_MUON_MASS_GeV / LR_TAU_MASS_GeV, 2) *
              sqrt((1 - pow(LR_MUON_MASS_GeV / 4, 2)) / (1 - pow(LR_TAU_MASS_GeV / 4, 2))),
          1e-10);
  LR_NEAR(s.total_GeV, lr_width_pseudoscalar(8, 1e-3 * LR_TAU_MASS_GeV, LR_TAU_MASS_GeV) / s.tautau, 1e-12);
  LR_CHECK(lr_pseudoscalar_shares(1e-4, 1).total_GeV == 0);

  // coupling maps: y_mu = 4.291e-4 xi; y_tau = 1 at C/Lambda = 1/m_tau
  LR_NEAR(lr_leptophilic_scalar(1, LR_MUON_MASS_GeV), 4.291e-4, 1e-4);
  LR_NEAR(lr_leptophilic_xi(lr_leptophilic_scalar(17, LR_MUON_MASS_GeV), LR_MUON_MASS_GeV), 17, 1e-13);
  LR_NEAR(lr_leptophilic_alp(1 / LR_TAU_MASS_GeV, LR_TAU_MASS_GeV), 1, 1e-13);
  return lr_test_end();
}
