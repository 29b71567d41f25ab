// SPDX-License-Identifier: GPL-3.0-or-later
// Quantum lifetime against the mean time of diffusion to the edge, energy loss of a turn.
#include "machine/quantum_lifetime.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_expint.h>
#include <math.h>

#include "tests/lr_test.h"

static struct lr_error error;

static void test_quantum(void) {
  double rate = NAN, before = INFINITY;
  for (double sigmas = 1.5; sigmas < 37; sigmas += 0.5) {
    LR_CHECK(lr_quantum_rate(sigmas, 0.0457, &rate, &error) == LR_OK);
    LR_CHECK(rate > 0 && rate < before);
    before = rate;
    // mean time from the axis to the edge: (tau/2) Int_0^xi (e^x - 1)/x dx = (tau/2) (Ei(xi) - ln xi - 0.5772)
    double xi = sigmas * sigmas / 2, exact_s = 0.0457 / 2 * (gsl_sf_expint_Ei(xi) - log(xi) - 0.57721566490153286);
    if (sigmas > 6) LR_NEAR(exact_s * rate, 1 + 1 / xi + 2 / (xi * xi), 10 / (xi * xi * xi));
  }
  // by hand: xi = 21, 20 ms: 0.02 s e^21 / 42
  LR_CHECK(lr_quantum_rate(sqrt(42), 0.02, &rate, &error) == LR_OK);
  LR_NEAR(1 / rate / 3600, 174.5, 1e-3);
  LR_CHECK(lr_quantum_rate(1e3, 0.02, &rate, &error) == LR_OK && rate == 0);
  LR_CHECK(lr_quantum_rate(1.4, 0.02, &rate, &error) == LR_E_DOMAIN && strstr(error.text, "sqrt(2)"));
  LR_CHECK(lr_quantum_rate(-8, 0.02, &rate, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_quantum_rate(NAN, 0.02, &rate, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_quantum_rate(8, 0, &rate, &error) == LR_E_DOMAIN && strstr(error.text, "damping"));
  // L44, L45: damping per turn read (github pkicsiny/superkekb), U0 known (arXiv:1809.01958, table 1)
  LR_NEAR(lr_energy_loss_per_turn(4e9, 4.4033e-4), 1.76e6, 1e-2);
  LR_NEAR(lr_energy_loss_per_turn(7.00729e9, 3.4706e-4), 2.43e6, 1e-2);
}

int main(void) {
  gsl_set_error_handler_off();
  test_quantum();
  return lr_test_end();
}
