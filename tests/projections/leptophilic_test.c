// SPDX-License-Identifier: GPL-3.0-or-later
// Couplings that go as the mass of the lepton: published pairs of cross-section and coupling for tau pairs.
#include "projections/channels/leptophilic.h"

#include "base/constants.h"
#include "projections/channels/lmutau.h"
#include "projections/channels/mumux.h"
#include "tests/lr_test.h"

// The coupling that gives 1 fb of mu mu X, X -> tau tau, in three models. Reference: an independent calculation, to the digits
// that it gives; for xi, C/Lambda it takes all decays to be taus, for g' the branching fraction of L_mu - L_tau.
static const struct {
  double mass, xi, g, alp_per_TeV;
} rows[] = {{4, 57, 0.028, 234}, {5, 88, 0.040, 358}, {6.5, 195, 0.093, 795}, {8, 621, 0.31, 2550}};

int main(void) {
  const double S = 10.58 * 10.58;
  for (int i = 0; i < 4; i++) {
    double scalar, pseudoscalar, vector, m = rows[i].mass;
    LR_CHECK(lr_mumux_cross_section(LR_MUMUX_SCALAR, S, m, 1, &scalar, NULL) == LR_OK);
    LR_CHECK(lr_mumux_cross_section(LR_MUMUX_PSEUDOSCALAR, S, m, 1, &pseudoscalar, NULL) == LR_OK);
    LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, m, 1, &vector, NULL) == LR_OK);
    LR_NEAR(lr_leptophilic_xi(1 / sqrt(scalar), LR_MUON_MASS_GeV), rows[i].xi, 0.01);
    LR_NEAR(1e3 / sqrt(pseudoscalar) / lr_leptophilic_alp(1, LR_MUON_MASS_GeV), rows[i].alp_per_TeV, 0.005);
    struct lr_zp_widths w = lr_zp_widths(m, 1);
    LR_NEAR(1 / sqrt(vector * w.tautau / w.total), rows[i].g, 0.02);
  }
  LR_NEAR(lr_leptophilic_scalar(1, LR_TAU_MASS_GeV), LR_TAU_MASS_GeV / 246.21965, 1e-12);
  return lr_test_end();
}
