// SPDX-License-Identifier: GPL-3.0-or-later
// The longitudinal wake of a ring as one kick a turn: charge on a fixed grid in z, convolved with the wake.
#ifndef LR_MACHINE_TRACK_WAKE_KICK_H
#define LR_MACHINE_TRACK_WAKE_KICK_H

#include "machine/track/map.h"
#include "machine/wake.h"

enum { LR_TRACK_WAKE_POINTS = 401 };  // +-10 sigma_z of the ring, 20 to a sigma; less far where a table ends

struct lr_track_wake {
  double first_m, step_m;
  double kick_V;                                // delta of a particle by 1 V/C: -charge of the bunch / (E/e) [C/V]
  double kernel_V_C[2 * LR_TRACK_WAKE_POINTS];  // [POINTS + m]: wake of a charge m steps ahead
  double memory;                                // turns over which the charge is averaged, 1 at least
  double charge[LR_TRACK_WAKE_POINTS];          // that average
};

// The wake of `ring`, laid on the grid. Status: LR_E_DOMAIN as lr_wake_check (a table has to reach 12 sigma_z).
enum lr_status lr_track_wake_lay(const struct lr_wake *wake, const struct lr_track_ring *ring, struct lr_track_wake *out,
                                 struct lr_error *error);
// Adds the particles of a block to charge[LR_TRACK_WAKE_POINTS], 1 each, shared by the two nearest points; those beyond the
// grid go to its ends.
void lr_track_wake_deposit(const struct lr_track_wake *wake, const struct lr_track_block *block, double *charge);
// Takes the charge of turn `turn` (0 the first) into the average: of all turns so far, then with the memory as time constant.
void lr_track_wake_remember(struct lr_track_wake *wake, long turn, const double *charge);
// kick[i]: change of delta at point i by the average charge, for a bunch of `particles` macro-particles at full charge; its
// mean over the bunch is taken off, which the RF makes good (model.md K17).
void lr_track_wake_convolve(const struct lr_track_wake *wake, double particles, double *kick);
void lr_track_wake_apply(const struct lr_track_wake *wake, const double *kick, struct lr_track_block *block);

#endif
