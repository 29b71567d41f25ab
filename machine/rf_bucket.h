// SPDX-License-Identifier: GPL-3.0-or-later
// The bucket of the accelerating voltage: how far off its energy a particle may be and still be held.
#ifndef LR_MACHINE_RF_BUCKET_H
#define LR_MACHINE_RF_BUCKET_H

#include "base/error.h"

struct lr_rf_bucket {
  double voltage_V;            // of all cavities of the ring
  double energy_loss_eV;       // in a turn, U0
  double energy_eV;
  double momentum_compaction;  // its size counts
  double harmonic_number;
};

// Half height of the bucket, relative to the energy (model.md M29): U0 / (pi alpha h E) times
// 2 [sqrt(q^2 - 1) - arccos(1/q)] is its square, q = e V / U0 the over-voltage factor.
// Out: *half_height; 0 at q = 1. Status: LR_E_DOMAIN when an input is not positive and finite, or q is below 1: the voltage
// does not give back what is radiated. Single frequency, no beam loading, ultra-relativistic.
// Sands, The physics of electron storage rings, SLAC-121 (1970), section 3.
enum lr_status lr_rf_bucket_half_height(const struct lr_rf_bucket *bucket, double *half_height, struct lr_error *error);

#endif
