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

// How a particle was lost: beyond an aperture, out of the RF bucket, or it has left the numbers (below).
enum lr_track_plane { LR_TRACK_PLANE_X, LR_TRACK_PLANE_Y, LR_TRACK_PLANE_ENERGY, LR_TRACK_PLANE_BUCKET, LR_TRACK_PLANE_NUMBER, LR_TRACK_PLANES };
struct lr_track_loss {
  uint32_t id, turn;
  int plane;  // enum lr_track_plane
};
const char *lr_track_plane_name(int plane);  // "x", "y", "energy", "bucket", "number"
const char *lr_track_ring_name(int ring);    // 0 "ler", 1 "her"

struct lr_track_setup {
  struct lr_track_ring weak;  // of the particles
  double half_angle_rad, attract;
  const struct lr_track_slice *slice;  // of the strong beam; NULL = no collision
  size_t slices;
  const struct lr_track_kernel *kernel;
  bool kick, luminosity;               // kick off: the luminosity of undisturbed bunches
  bool beamstrahlung;                  // photons from the collision
  uint64_t seed, stream;
};

// A particle has left the numbers when its momentum along the way is imaginary, or the root of the sum of squares of its
// coordinates [SI] is no number or 1e6 at least: there it is nothing that tracking knows of, and one NaN would spoil all sums. It
// is looked for once on the way into the collision and once at the end of the turn, and is lost with the plane "number".
// What is left has finite moments and kicks.

// The two parts of a turn around the collision: moments and the way into the frame of the collision; the way out, ring,
// radiation and aperture, as lr_track_block_turn says. `enter` sets *losses, `leave` adds to them.
void lr_track_block_enter(const struct lr_track_setup *setup, uint64_t turn, struct lr_track_block *block, struct lr_track_sums *sums,
                          struct lr_track_loss *loss, size_t *losses);
void lr_track_block_leave(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn, struct lr_track_block *block,
                          struct lr_track_loss *loss, size_t *losses);

// One turn of one block: moments, collision, ring, radiation, aperture. `loss` has room for LR_TRACK_BLOCK, *losses is set.
void lr_track_block_turn(const struct lr_track_setup *setup, uint64_t block_index, uint64_t turn, struct lr_track_block *block,
                         struct lr_track_sums *sums, struct lr_track_loss *loss, size_t *losses);

// Whether every particle of a block, and the room behind them, is within the numbers.
bool lr_track_block_is_sane(const struct lr_track_block *block);

// A beam of `particles` at its equilibrium without collision, from a Sobol sequence (`random` false) or from random numbers.
// The caller frees *blocks with free(). Status: LR_E_MEMORY, LR_E_DOMAIN.
enum lr_status lr_track_beam_create(const struct lr_track_ring *ring, size_t particles, bool random, uint64_t seed,
                                    uint64_t stream, struct lr_track_block **blocks, size_t *count, struct lr_error *error);

#endif
