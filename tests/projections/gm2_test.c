// SPDX-License-Identifier: GPL-3.0-or-later
// (g-2) of the muon from one boson: limits of light and heavy bosons, adaptive quadrature, known couplings.
#include "projections/channels/gm2.h"

#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "tests/lr_test.h"

struct integral {
  int kind;
  double ratio2;
};
static double integrand(double z, void *data) {
  const struct integral *p = data;
  double w = 1 - z, top = p->kind == 0 ? 2 * z * w * w : p->kind == 1 ? (1 + z) * w * w : -w * w * w;
  return top / (w * w + z * p->ratio2);
}

int main(void) {
  lr_test_seed_from_environment();
  double (*const shift[])(double, double) = {lr_gm2_vector, lr_gm2_scalar, lr_gm2_pseudoscalar};
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(2000);
  for (int kind = 0; kind < 3; kind++)
    for (int i = 0; i < 40; i++) {
      double mass = lr_test_log_between(1e-3, 100), result, error;
      struct integral p = {kind, mass * mass / (LR_MUON_MASS_GeV * LR_MUON_MASS_GeV)};
      gsl_function f = {integrand, &p};
      gsl_integration_qags(&f, 0, 1, 0, 1e-10, 2000, workspace, &result, &error);
      LR_NEAR(shift[kind](mass, 0.3), 0.09 / (8 * LR_PI * LR_PI) * result, 1e-6);
    }
  gsl_integration_workspace_free(workspace);
  // a massless photon is Schwinger's alpha/2 pi; heavy: g^2 m^2/(12 pi^2 M^2)
  double charge = sqrt(4 * LR_PI * LR_ALPHA);
  LR_NEAR(lr_gm2_vector(1e-7, charge), LR_ALPHA / (2 * LR_PI), 1e-5);
  double m2 = LR_MUON_MASS_GeV * LR_MUON_MASS_GeV;
  LR_NEAR(lr_gm2_vector(300, 1), m2 / (12 * LR_PI * LR_PI * 9e4), 1e-4);
  // light scalar 3 y^2/16 pi^2, light pseudoscalar -y^2/16 pi^2
  LR_NEAR(lr_gm2_scalar(1e-7, 1), 3 / (16 * LR_PI * LR_PI), 1e-5);
  LR_NEAR(lr_gm2_pseudoscalar(1e-7, 1), -1 / (16 * LR_PI * LR_PI), 1e-5);
  // g' that gives 2.5e-9 at 1 GeV
  LR_NEAR(lr_gm2_vector(1, 5.4e-3), 2.5e-9, 0.01);
  return lr_test_end();
}
