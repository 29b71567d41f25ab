// SPDX-License-Identifier: GPL-3.0-or-later
// A tracked beam: its blocks, turn after turn, and the moments that each turn leaves.
#ifndef LR_MACHINE_TRACK_TRACKER_H
#define LR_MACHINE_TRACK_TRACKER_H

#include "base/error.h"
#include "machine/track/kernel.h"
#include "machine/track/map.h"
#include "machine/track/slicing.h"

// Sums over live particles at the IP, before the collision: the means of a beam are sum / alive.
enum lr_track_sum {
  LR_TRACK_X, LR_TRACK_PX, LR_TRACK_Y, LR_TRACK_PY, LR_TRACK_Z, LR_TRACK_DELTA,
  LR_TRACK_XX, LR_TRACK_XPX, LR_TRACK_PXPX, LR_TRACK_YY, LR_TRACK_YPY, LR_TRACK_PYPY,
  LR_TRACK_ZZ, LR_TRACK_ZDELTA, LR_TRACK_DELTA2, LR_TRACK_OVERLAP,  // OVERLAP: what the kernel returns
  LR_TRACK_RADIATED,  // energy of the photons of this collision, over that of the reference particle
  LR_TRACK_ALIVE, LR_TRACK_SUMS
};
struct lr_track_sums {
  double sum[LR_TRACK_SUMS];
};

struct lr_track_loss {  // a particle that went beyond the aperture
  uint32_t id, turn;
  int plane;            // 0 x, 1 y, 2 delta, 3 z: out of the RF bucket
};

struct lr_track_setup {
  struct lr_track_ring weak, strong;
  double half_angle_rad, attract;
  const struct lr_track_slice *slice;  // of the strong beam; NULL = no collision
  size_t slices;
  const struct lr_track_kernel *kernel;
  bool kick, luminosity;               // kick off: the luminosity of undisturbed bunches
  bool beamstrahlung;                  // photons from the collision
  uint64_t seed, stream;
};

// The two parts of a turn around the collision: moments and the way into the frame of the collision; the way out, ring,
// radiation and aperture, as lr_track_block_turn says.
void lr_track_block_enter(const struct lr_track_setup *setup, struct lr_track_block *block, struct lr_track_sums *sums);
enum lr_status lr_track_block_leave(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn,
                                    struct lr_track_block *block, struct lr_track_loss *loss, size_t *losses, struct lr_error *error);

// One turn of one block: moments, collision, ring, radiation, aperture. `loss` has room for LR_TRACK_BLOCK, *losses is set.
// Status: LR_E_DOMAIN when a coordinate is no number.
enum lr_status lr_track_block_turn(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn,
                                   struct lr_track_block *block, struct lr_track_sums *sums, struct lr_track_loss *loss,
                                   size_t *losses, struct lr_error *error);

// A beam of `particles` at its equilibrium without collision, from a Sobol sequence (`random` false) or from random numbers.
// The caller frees *blocks with free(). Status: LR_E_MEMORY, LR_E_DOMAIN.
enum lr_status lr_track_beam_create(const struct lr_track_ring *ring, size_t particles, bool random, uint64_t seed,
                                    uint64_t stream, struct lr_track_block **blocks, size_t *count, struct lr_error *error);

#endif
