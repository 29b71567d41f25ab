// SPDX-License-Identifier: GPL-3.0-or-later
// A beam against a frozen one: blocks do not know of each other, each goes through a chunk of turns alone, and what they leave is
// added up in the order of blocks. Each rank has its own of them (share.h).
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/track/run_state.h"
#include "machine/track/share.h"

static const uint64_t STREAM_NOISE = 0x747261636b2;  // + beam

enum lr_status lr_track_beam_lose(struct lr_track_beam *beam, const struct lr_track_loss *loss, size_t count, struct lr_error *error) {
  if (beam->losses + count > beam->loss_room) {
    size_t room = 2 * (beam->losses + count) + 64;
    struct lr_track_loss *larger = realloc(beam->loss, room * sizeof *larger);
    if (!larger) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu lost particles", room);
    beam->loss = larger;
    beam->loss_room = room;
  }
  for (size_t k = 0; k < count; k++) beam->loss[beam->losses++] = loss[k];
  return LR_OK;
}

// Coordinates within the numbers (tracker.h) have finite moments; what is left is the luminosity of a crossing that no kernel can do.
enum lr_status lr_track_check_sums(const double *sum, int b, long turn, struct lr_error *error) {
  for (int k = 0; k < LR_TRACK_SUMS; k++)
    if (!isfinite(sum[k]))
      return lr_error_set(error, LR_E_DOMAIN, "a particle of the %s left the numbers within the crossing of turn %ld: give this ring an aperture, or look at "
                          "sizes and current of the other beam", lr_track_ring_name(b), turn);
  return LR_OK;
}

struct lr_track_setup lr_track_setup_of(const struct lr_track_run *run, int b) {
  return (struct lr_track_setup){.weak = run->ring[b],
                                 .half_angle_rad = run->half_angle_rad,
                                 .attract = run->attract,
                                 .slice = run->slice[1 - b],
                                 .slices = (size_t)run->input.slices,
                                 .kernel = run->input.kernel,
                                 .kick = run->input.kick,
                                 .luminosity = true,
                                 .beamstrahlung = run->input.beamstrahlung,
                                 .seed = run->seed,
                                 .stream = STREAM_NOISE + (uint64_t)b};
}

struct chunk {
  const struct lr_track_run *run;
  int b;
  struct lr_track_setup setup;
  struct lr_track_beam *beam;
  long turns;
  struct lr_track_sums *sums;  // [block][turn of the chunk]
  struct lr_track_loss *loss;  // [block][..]: a block loses no more than it has
  size_t *losses;              // [block][turn of the chunk]
};

static enum lr_status track_block(size_t index, void *context, struct lr_error *error) {
  struct chunk *c = context;
  (void)error;
  struct lr_track_loss *loss = c->loss + index * LR_TRACK_BLOCK;
  for (long t = 0; t < c->turns; t++) {
    size_t at = index * (size_t)c->turns + (size_t)t;
    lr_track_run_look(c->run, c->b, index, c->beam->turns + t);
    lr_track_block_turn(&c->setup, index, (uint64_t)(c->beam->turns + t), &c->beam->block[index], &c->sums[at], loss, &c->losses[at]);
    loss += c->losses[at];
  }
  return LR_OK;
}

// Adds up what the blocks left, in their order.
static enum lr_status gather(struct chunk *c, const struct lr_world *world, struct lr_error *error) {
  struct lr_track_beam *beam = c->beam;
  enum lr_status done = lr_world_gather(world, c->sums, (size_t)c->turns * sizeof *c->sums, beam->blocks, error);
  if (done == LR_OK) done = lr_track_gather_losses(world, c->loss, c->losses, (size_t)c->turns, beam->blocks, error);
  if (done != LR_OK) return done;
  size_t turns = (size_t)c->turns;
  for (size_t t = 0; t < turns; t++) {
    double *total = beam->turn[(size_t)beam->turns + t].sum;
    memset(total, 0, sizeof beam->turn->sum);
    for (size_t b = 0; b < beam->blocks; b++)
      for (int k = 0; k < LR_TRACK_SUMS; k++) total[k] += c->sums[b * turns + t].sum[k];
    done = lr_track_check_sums(total, c->b, beam->turns + (long)t, error);
    if (done != LR_OK) return done;
    for (size_t b = 0; b < beam->blocks; b++) {
      size_t before = 0;
      for (size_t u = 0; u < t; u++) before += c->losses[b * turns + u];
      enum lr_status status = lr_track_beam_lose(beam, c->loss + b * LR_TRACK_BLOCK + before, c->losses[b * turns + t], error);
      if (status != LR_OK) return status;
    }
  }
  return LR_OK;
}

static enum lr_status step_chunk(struct lr_track_run *run, int weak, long turns, int jobs, struct lr_error *error) {
  struct lr_track_beam *beam = &run->beam[weak];
  size_t cells = beam->blocks * (size_t)turns;
  struct chunk chunk = {.run = run, .b = weak, .setup = lr_track_setup_of(run, weak), .beam = beam, .turns = turns};
  chunk.sums = malloc(cells * sizeof *chunk.sums);
  chunk.loss = malloc(beam->blocks * LR_TRACK_BLOCK * sizeof *chunk.loss);
  chunk.losses = malloc(cells * sizeof *chunk.losses);
  enum lr_status status = LR_OK;
  if (!chunk.sums || !chunk.loss || !chunk.losses) status = lr_error_set(error, LR_E_MEMORY, "no memory for %ld turns", turns);
  const struct lr_world *world = run->input.world;
  const struct lr_share own = lr_world_share(world, beam->blocks);
  size_t losses = beam->losses;
  memcpy(beam->before + own.first, beam->block + own.first, own.count * sizeof *beam->block);
  status = lr_world_agree(world, status, error);
  if (status == LR_OK) status = lr_world_for(world, beam->blocks, jobs, track_block, &chunk, NULL, error);
  if (status == LR_OK) status = lr_world_agree(world, gather(&chunk, world, error), error);
  if (status == LR_OK) {
    beam->turns += turns;
  } else {
    memcpy(beam->block + own.first, beam->before + own.first, own.count * sizeof *beam->block);
    beam->losses = losses;
  }
  lr_track_run_settle(run, status);
  free(chunk.sums);
  free(chunk.loss);
  free(chunk.losses);
  return status;
}

enum lr_status lr_track_step_beam(struct lr_track_run *run, int b, long turns, int jobs, struct lr_error *error) {
  const long most = lr_track_run_chunk(run);
  bool together = run->wake[b] || run->input.beamstrahlung || run->input.feedback[0] > 0 || run->input.feedback[1] > 0;
  enum lr_status status = LR_OK;
  while (turns > 0 && status == LR_OK) {
    long go = together ? 1 : turns < most ? turns : most;
    status = together ? lr_track_step_together(run, b, jobs, error) : step_chunk(run, b, go, jobs, error);
    turns -= go;
  }
  return status;
}
