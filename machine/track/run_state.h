// SPDX-License-Identifier: GPL-3.0-or-later
// What a tracking run holds: for the files that step it, save it and read it off.
#ifndef LR_MACHINE_TRACK_RUN_STATE_H
#define LR_MACHINE_TRACK_RUN_STATE_H

#include "machine/track/equilibrium.h"
#include "machine/track/wake_kick.h"

struct lr_track_beam {
  struct lr_track_block *block;   // NULL: a beam that is not tracked
  struct lr_track_block *before;  // the blocks as they were at the last whole turn
  size_t blocks;
  struct lr_track_sums *turn;     // room for all turns
  struct lr_track_loss *loss;
  size_t losses, loss_room;
  long turns;                     // turns done; with exchange of sizes one beam is ahead of the other
};

struct lr_track_run {
  struct lr_track_ring ring[2];
  double half_angle_rad, attract;
  struct lr_track_input input;
  uint64_t seed;
  struct lr_track_beam beam[2];
  struct lr_track_slice *slice[2];  // of a frozen beam: NULL where the other one is not tracked, or sees all its particles
  struct lr_track_wake *wake[2];    // NULL: none
  long turn;                        // turns done by every tracked beam
  struct lr_track_collector collector;  // look NULL: none
};

// Most turns of one go.
enum { LR_TRACK_CHUNK = 32 };
// Turns of one go, fewer where a turn takes long: nothing but the time between two looks at the interrupt depends on it. The same
// on every rank.
long lr_track_run_chunk(const struct lr_track_run *run);

// Beam b against the frozen other one, as lr_track_run_step. Raises beam[b].turns; run->turn stays.
enum lr_status lr_track_step_beam(struct lr_track_run *run, int b, long turns, int jobs, struct lr_error *error);
// One turn of one or two beams, the blocks of which know of each other (wake, feedback, strong-strong). `one`: the beam that
// is tracked, or -1 for both.
enum lr_status lr_track_step_together(struct lr_track_run *run, int one, int jobs, struct lr_error *error);
// Some turns with exchange of sizes (model.md K15), run->turn no further than `end`.
enum lr_status lr_track_step_quasi(struct lr_track_run *run, long end, int jobs, struct lr_error *error);
// Beam b as the weak one.
struct lr_track_setup lr_track_setup_of(const struct lr_track_run *run, int b);
// Central second moments [qq, qp, pp] of plane 0 x, 1 y, 2 z of a turn.
void lr_track_moments(const struct lr_track_sums *sums, int plane, double moment[3]);

// Shows a block to the collector of the run, as it is before the collision of a turn.
void lr_track_run_look(const struct lr_track_run *run, int b, size_t block_index, long turn);
// Tells the collector how a step ended.
void lr_track_run_settle(const struct lr_track_run *run, enum lr_status status);

// Status: LR_E_DOMAIN when all particles of a tracked beam are lost, with ring and turn.
enum lr_status lr_track_run_check_left(const struct lr_track_run *run, struct lr_error *error);
// Status: LR_E_DOMAIN when a sum of a turn of beam b is no number.
enum lr_status lr_track_check_sums(const double *sum, int b, long turn, struct lr_error *error);
// Status: LR_E_INPUT with the reason when what was saved of beam b cannot be a state of it (run_check.c).
struct lr_track_saved {
  const char *block, *turn, *charge, *loss;  // where each begins; not aligned
  size_t losses;
  long done;
};
enum lr_status lr_track_check_saved(const struct lr_track_run *run, int b, const struct lr_track_saved *saved, struct lr_error *error);

// Adds losses of a turn. Status: LR_E_MEMORY.
enum lr_status lr_track_beam_lose(struct lr_track_beam *beam, const struct lr_track_loss *loss, size_t count, struct lr_error *error);

#endif
