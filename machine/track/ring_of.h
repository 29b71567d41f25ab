// SPDX-License-Identifier: GPL-3.0-or-later
// A ring of a collider as tracking takes it.
#ifndef LR_MACHINE_TRACK_RING_OF_H
#define LR_MACHINE_TRACK_RING_OF_H

#include "machine/collider.h"
#include "machine/track/map.h"

// The particles of this ring are tracked, or it stays as it is (a frozen strong beam, which needs no tunes, damping rates and
// energy spread).
enum lr_track_use { LR_TRACK_FROZEN, LR_TRACK_TRACKED };

// What a ring lacks to be tracked: the key, and what it wants in words; NULL past the end.
const char *lr_track_ring_lacks(const struct lr_ring *ring, enum lr_track_use use, size_t i, const char **wants);

// In: collider, which ring. Out: *ring with sizes at the IP by emittance and beta, beta_z = sigma_z / energy spread, no aperture.
// - crab waist K = r / tan(full crossing angle) for both rings: a particle at x has its waist at -K x of its own way, which is
//   -+ r x / tan in the axes of model.md M8, as x of both beams points the same way;
// - offsets: half of the collider's to each, her's with its sign;
// - RF, when rf_voltage is given: energy loss of a turn U0 = E (damping_x + damping_y + damping_s) / 2, by Robinson's theorem.
// Waist shift, roll, chromatic size, vertical crossing angle and jitter have no place in it: lr_track_ring_ignores.
// Status: as lr_ring_evaluate; LR_E_DOMAIN when something is missing or the RF does not make up for the loss.
enum lr_status lr_track_ring_of(const struct lr_collider *collider, bool her, enum lr_track_use use, struct lr_track_ring *ring,
                                struct lr_error *error);

// Energy that a turn takes over the energy of the beam; NaN without damping rates.
double lr_track_loss_per_turn(const struct lr_ring *ring);
// Synchrotron tune of small amplitudes that the RF of a ring makes; NaN without RF.
double lr_track_rf_tune(const struct lr_ring *ring);

// What of a collider tracking does not carry and is not zero: text of entry i ("crab_waist 40 % of the her: ..."), NULL past the
// end. `frozen`: the frozen strong beam, 0 ler, 1 her, -1 none.
const char *lr_track_ring_ignores(const struct lr_collider *collider, int frozen, size_t i, char *text, size_t size);

#endif
