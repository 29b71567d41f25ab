// SPDX-License-Identifier: GPL-3.0-or-later
// Mode coupling: the threshold against two macro-particles that are carried turn by turn.
#include "machine/tmci.h"

#include <complex.h>

#include "tests/lr_test.h"

// Largest growth of two particles of half the charge each: half a synchrotron period one follows, the next the other.
// strength: kick on the follower over half a synchrotron period, as a phase; both stay below 2 with a stable beam.
static double growth(double strength, int periods) {
  double complex a = 1, b = 0.3;
  double largest = 0;
  for (int n = 0; n < periods; n++) {
    b += I * strength * a;
    a += I * strength * b;
    largest = fmax(largest, cabs(a) + cabs(b));
  }
  return largest;
}

int main(void) {
  lr_test_seed_from_environment();
  for (int n = 0; n < 20; n++) {
    double synchrotron_Hz = lr_test_between(1e3, 4e3), energy_eV = lr_test_log_between(1e9, 5e10);
    double beta_m = lr_test_between(1, 100), wake_V_C_m = lr_test_log_between(1e14, 1e16), current_A;
    // a constant wake: the mean over the pairs of a bunch is half of it
    LR_CHECK(lr_tmci_threshold(synchrotron_Hz, energy_eV, beta_m * wake_V_C_m / 2, &current_A, NULL) == LR_OK);
    // a follower behind half of the charge: y'' phase per second is I/2 W beta / (2 E/e); a follower for 1 / (2 f_s)
    double strength = current_A / 2 * wake_V_C_m * beta_m / (2 * energy_eV) / (2 * synchrotron_Hz);
    LR_CHECK(growth(0.98 * strength, 4000) < 100);
    LR_CHECK(growth(1.02 * strength, 4000) > 1e10);
    double twice_A;
    LR_CHECK(lr_tmci_threshold(2 * synchrotron_Hz, energy_eV, beta_m * wake_V_C_m / 2, &twice_A, NULL) == LR_OK);
    LR_NEAR(twice_A, 2 * current_A, 1e-12);
  }
  struct lr_error error = {0};
  double current_A;
  const double BAD[] = {0, -1, NAN, INFINITY};
  for (int i = 0; i < 4; i++) {
    LR_CHECK(lr_tmci_threshold(BAD[i], 4e9, 1e16, &current_A, &error) == LR_E_DOMAIN && strstr(error.text, "mode coupling"));
    LR_CHECK(lr_tmci_threshold(2e3, BAD[i], 1e16, &current_A, &error) == LR_E_DOMAIN);
    LR_CHECK(lr_tmci_threshold(2e3, 4e9, BAD[i], &current_A, &error) == LR_E_DOMAIN);
  }
  return lr_test_end();
}
