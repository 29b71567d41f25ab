// SPDX-License-Identifier: GPL-3.0-or-later
// What a tracking run holds: for the files that step it, save it and read it off.
#ifndef LR_MACHINE_TRACK_RUN_STATE_H
#define LR_MACHINE_TRACK_RUN_STATE_H

#include "machine/track/equilibrium.h"

struct lr_track_beam {
  struct lr_track_block *block;   // NULL: a beam that is not tracked
  struct lr_track_block *before;  // the blocks as they were at the last whole turn
  size_t blocks;
  struct lr_track_sums *turn;     // room for all turns
  struct lr_track_loss *loss;
  size_t losses, loss_room;
};

struct lr_track_run {
  struct lr_track_ring ring[2];
  double half_angle_rad, attract;
  struct lr_track_input input;
  uint64_t seed;
  struct lr_track_beam beam[2];
  struct lr_track_slice *slice;  // of the frozen beam
  long turn;                     // turns done
  struct lr_track_collector collector;  // look NULL: none
};

// Turns of one go: nothing but the time between two looks at the interrupt depends on it.
enum { LR_TRACK_CHUNK = 32 };

// Adds losses of a turn. Status: LR_E_MEMORY.
enum lr_status lr_track_beam_lose(struct lr_track_beam *beam, const struct lr_track_loss *loss, size_t count, struct lr_error *error);

#endif
