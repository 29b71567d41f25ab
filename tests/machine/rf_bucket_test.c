// SPDX-License-Identifier: GPL-3.0-or-later
// The RF bucket against particles that are carried turn by turn, and its limits.
#include "machine/rf_bucket.h"

#include <stdbool.h>

#include "base/constants.h"
#include "tests/lr_test.h"

static const struct lr_rf_bucket ler = {8.28e6, 1.761e6, 4e9, 3.2e-4, 5120};

// Whether a particle that starts at the synchronous phase with this deviation comes back to it.
static bool held(const struct lr_rf_bucket *b, double deviation, int turns) {
  double synchronous = LR_PI - asin(b->energy_loss_eV / b->voltage_V), phase = synchronous;
  for (int n = 0; n < turns; n++) {
    phase += 2 * LR_PI * b->harmonic_number * b->momentum_compaction * deviation;
    deviation += (b->voltage_V * sin(phase) - b->energy_loss_eV) / b->energy_eV;
    if (fabs(phase - synchronous) > 2 * LR_PI) return false;
  }
  return true;
}

int main(void) {
  double height;
  LR_CHECK(lr_rf_bucket_half_height(&ler, &height, NULL) == LR_OK);
  // a map of a small synchrotron tune follows the closed form to a part of that tune
  LR_CHECK(held(&ler, 0.985 * height, 5000));
  LR_CHECK(!held(&ler, 1.015 * height, 5000));
  LR_CHECK(held(&ler, -0.985 * height, 5000));

  struct lr_rf_bucket b = ler;
  b.energy_loss_eV = 1;  // stationary: sqrt(2 V / (pi alpha h E))
  LR_CHECK(lr_rf_bucket_half_height(&b, &height, NULL) == LR_OK);
  LR_NEAR(height, sqrt(2 * 8.28e6 / (LR_PI * 3.2e-4 * 5120 * 4e9)), 1e-6);
  b.energy_loss_eV = b.voltage_V;
  LR_CHECK(lr_rf_bucket_half_height(&b, &height, NULL) == LR_OK && height == 0);
  double before = 0, negative;
  for (double voltage_V = 1.8e6; voltage_V < 2e7; voltage_V *= 1.1) {
    b = ler;
    b.voltage_V = voltage_V;
    LR_CHECK(lr_rf_bucket_half_height(&b, &height, NULL) == LR_OK && height > before);
    b.momentum_compaction = -b.momentum_compaction;
    LR_CHECK(lr_rf_bucket_half_height(&b, &negative, NULL) == LR_OK && negative == height);
    before = height;
  }
  struct lr_error error = {0};
  b = ler;
  b.voltage_V = 1e6;
  LR_CHECK(lr_rf_bucket_half_height(&b, &height, &error) == LR_E_DOMAIN && strstr(error.text, "do not give back"));
  b = ler;
  b.momentum_compaction = 0;
  LR_CHECK(lr_rf_bucket_half_height(&b, &height, &error) == LR_E_DOMAIN);
  b = ler;
  b.harmonic_number = NAN;
  LR_CHECK(lr_rf_bucket_half_height(&b, &height, &error) == LR_E_DOMAIN);
  return lr_test_end();
}
