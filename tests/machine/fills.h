// SPDX-License-Identifier: GPL-3.0-or-later
// A fill for the tests and the benchmark: the optics of June 2022 with figures of the size that SuperKEKB has
// (lifetimes of ten minutes, injector of a few nC; assumed, except where a line says otherwise).
#ifndef LR_TESTS_MACHINE_FILLS_H
#define LR_TESTS_MACHINE_FILLS_H

#include "machine/fill.h"
#include "tests/machine/colliders.h"

static inline struct lr_fill test_fill(void) {
  struct lr_collider collider = test_with_currents(test_2022(), 1.321, 1.099);
  struct lr_fill fill = lr_fill_default(&collider);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    struct lr_fill_ring *ring = &fill.ring[r];
    ring->other_lifetime_s = 36000;
    ring->touschek_lifetime_s = r ? 2400 : 900;
    ring->gas_rate_per_s = 1e-5;
    ring->gas_rate_per_sA = 4e-5;
    ring->dose_start_As = ring->dose_reference_As = 3.6e6;
    ring->conditioning_exponent = 0.7;
    ring->bhabha_cross_section_m2 = 170e-31;
    ring->emittance_y0_m = 30e-12;
    ring->blowup_product_A2 = 0.35e-6;
    ring->blowup_exponent = 1.2;
    ring->bunch_charge_C = r ? 2e-9 : 3e-9;
    ring->efficiency = 0.6;
  }
  fill.repetition_Hz = 50;
  fill.veto_s = 2e-3;
  return fill;
}

// Constant sizes, no losses: what the closed forms assume. R_L given, so that nothing else enters.
static inline struct lr_fill test_bare_fill(void) {
  struct lr_collider collider = test_with_currents(test_2022(), 1.321, 1.099);
  struct lr_fill fill = lr_fill_default(&collider);
  fill.R_L = 0.9;
  fill.repetition_Hz = 50;
  return fill;
}

static inline double test_injector_A(const struct lr_fill *fill, int r) {  // captured, as a current of the injector
  const struct lr_fill_ring *g = &fill->ring[r];
  return g->bunch_charge_C * g->bunches_per_pulse * g->efficiency * fill->repetition_Hz * g->pulse_share;
}

static inline void test_set_refill_time(struct lr_fill *fill, double refill_s) {
  double f0_Hz = lr_revolution_frequency(&fill->collider);
  for (int r = 0; r < LR_FILL_RINGS; r++)
    fill->ring[r].bunch_charge_C = fill->ring[r].target_current_A / f0_Hz / refill_s /
                                   (fill->ring[r].bunches_per_pulse * fill->repetition_Hz * fill->ring[r].pulse_share);
}

#endif
