// SPDX-License-Identifier: GPL-3.0-or-later
// The boson of L_mu - L_tau: widths at fixed points, loop mixing against its integral.
#include "projections/channels/lmutau.h"

#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "projections/channels/lepton_widths.h"
#include "tests/lr_test.h"

static double integrand(double x, void *q2) {
  double q = x * (1 - x) * *(double *)q2;
  return x * (1 - x) * log(fabs((LR_TAU_MASS_GeV * LR_TAU_MASS_GeV - q) / (LR_MUON_MASS_GeV * LR_MUON_MASS_GeV - q)));
}

// Where x(1-x) q^2 passes the square of a mass, below 1/2; 1/2 when it does not.
static double pole(double q2, double mass) {
  double r = 4 * mass * mass / q2;
  return q2 > 0 && r < 1 ? 0.5 * (1 - sqrt(1 - r)) : 0.5;
}
static double area(double x) { return x * x / 2 - x * x * x / 3; }  // of x(1-x)

int main(void) {
  lr_test_seed_from_environment();
  gsl_integration_workspace *w = gsl_integration_workspace_alloc(4000);
  double masses[] = {1e-4, 0.01, 0.03, 0.2, 0.3, 1, 2, 3.4, 3.6, 5, 8};
  for (int i = 0; i < 11; i++)
    for (int sign = -1; sign <= 1; sign += 2) {
      double q2 = sign * masses[i] * masses[i], muon = pole(q2, LR_MUON_MASS_GeV), tau = pole(q2, LR_TAU_MASS_GeV),
             real = 0, part, error;
      double ends[] = {0, muon, tau, 0.5};
      gsl_function f = {integrand, &q2};
      for (int k = 0; k < 3; k++)
        if (ends[k + 1] > ends[k]) {
          gsl_integration_qags(&f, ends[k], ends[k + 1], 0, 1e-9, 4000, w, &part, &error);
          real += part;
        }
      double imaginary = LR_PI * (area(tau) - area(muon));
      double expected = sqrt(4 * LR_PI * LR_ALPHA) * 0.01 / (LR_PI * LR_PI) * hypot(real, imaginary);
      LR_NEAR(lr_zp_loop_mixing(q2, 0.01), expected, 1e-8);
    }
  gsl_integration_workspace_free(w);
  LR_NEAR(lr_zp_loop_mixing(0, 1),
          sqrt(4 * LR_PI * LR_ALPHA) / (6 * LR_PI * LR_PI) * log(LR_TAU_MASS_GeV / LR_MUON_MASS_GeV), 1e-13);
  LR_NEAR(lr_zp_loop_mixing(0, 1), 0.0144, 3e-3);
  LR_NEAR(1 / lr_zp_loop_mixing(0, 1), 69, 6e-3);
  LR_NEAR(lr_zp_loop_mixing(1e-6, 1), lr_zp_loop_mixing(-1e-6, 1), 1e-5);
  // the two forms of the loop meet
  double t = 0.02 * LR_MUON_MASS_GeV * LR_MUON_MASS_GeV;
  LR_NEAR(lr_zp_loop_mixing(t * (1 + 1e-9), 1), lr_zp_loop_mixing(t * (1 - 1e-9), 1), 1e-9);
  LR_CHECK(lr_zp_loop_mixing(1e4, 1) < 1e-3 * lr_zp_loop_mixing(0, 1));  // far above both masses the loops cancel

  struct lr_zp_widths z = lr_zp_widths(0.22, 1);
  LR_NEAR(z.mumu / z.total, 0.289014, 1e-5);
  z = lr_zp_widths(5, 1);
  LR_NEAR(z.mumu, lr_width_vector(5, 1, LR_MUON_MASS_GeV), 1e-14);
  LR_NEAR(z.tautau / z.total, 0.305827, 1e-4);  // the source has m_tau 0.07 MeV lower
  LR_NEAR(z.invisible, 5 / (12 * LR_PI), 1e-13);
  return lr_test_end();
}
