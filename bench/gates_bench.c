// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: the dose of a loss on the 40 modules and the gates that it kills take under 20 us on one core, stream included.
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "beamloss/gate_damage.h"

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

int main(void) {
  enum { BATCHES = 10, EVENTS = 5000 };
  const struct lr_gate_law law = {1000, 2};
  const struct lr_pxd_spread spread = {1.5, 0.5, 1, 0.2};
  printf("%12s %12s %9s\n", "dose [rad]", "gates lost", "us");
  for (double dose_rad = 10; dose_rad < 2e4; dose_rad *= 5) {
    double best_us = INFINITY, lost = 0;
    for (int i = 0; i < BATCHES; i++) {
      double start_us = now_us();
      lost = 0;
      for (uint64_t event = 0; event < EVENTS; event++) {
        struct lr_random random = lr_random_stream(1, 1, event);
        struct lr_gate_losses out = {0};
        double dose[LR_PXD_MODULES];
        if (lr_pxd_spread_dose(&spread, dose_rad, dose, NULL)) return 1;
        if (lr_gates_lose(&law, dose, NULL, true, &random, &out, NULL)) return 1;
        lost += out.lost;
      }
      best_us = fmin(best_us, (now_us() - start_us) / EVENTS);
    }
    printf("%12.0f %12.1f %9.2f\n", dose_rad, lost / EVENTS, best_us);
  }
  return 0;
}
