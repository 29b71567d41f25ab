// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run, and its way against a frozen beam: blocks do not know of each other, each goes through a chunk of turns
// alone, and what they leave is added up in the order of blocks. Each rank has its own of them (share.h).
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/track/run_state.h"
#include "machine/track/share.h"

static const uint64_t STREAM_START = 0x747261636b0, STREAM_NOISE = 0x747261636b2;  // + beam

static enum lr_status check(const struct lr_track_input *input, struct lr_error *error) {
  if (input->particles < 1) return lr_error_set(error, LR_E_DOMAIN, "tracking wants at least one particle");
  if (input->turns < 1) return lr_error_set(error, LR_E_DOMAIN, "tracking wants at least one turn");
  if (input->average < 1 || input->average > input->turns)
    return lr_error_set(error, LR_E_DOMAIN, "an average over %ld of %ld turns: 1 to all of them are possible", input->average, input->turns);
  if (input->weak != 0 && input->weak != 1) return lr_error_set(error, LR_E_DOMAIN, "the tracked beam is 0 or 1");
  if (input->mode == LR_TRACK_QUASI_STRONG_STRONG && input->exchange < 1)
    return lr_error_set(error, LR_E_DOMAIN, "an exchange of sizes every %ld turns: 1 is the least", input->exchange);
  if (input->mode == LR_TRACK_STRONG_STRONG && input->slices < 1)
    return lr_error_set(error, LR_E_DOMAIN, "strong-strong wants at least one slice");
  if (input->wake_memory < 0) return lr_error_set(error, LR_E_DOMAIN, "a wake averaged over %ld turns", input->wake_memory);
  for (int q = 0; q < 2; q++)
    if (!(input->feedback[q] >= 0 && input->feedback[q] < 1))
      return lr_error_set(error, LR_E_DOMAIN, "a feedback gain of %g: 0 to below 1 are possible", input->feedback[q]);
  return LR_OK;
}

static enum lr_status create_beam(struct lr_track_run *run, int b, struct lr_error *error) {
  struct lr_track_beam *beam = &run->beam[b];
  enum lr_status status = lr_track_beam_create(&run->ring[b], (size_t)run->input.particles, run->input.random_start, run->seed,
                                               STREAM_START + (uint64_t)b, &beam->block, &beam->blocks, error);
  if (status != LR_OK) return status;
  beam->before = aligned_alloc(LR_TRACK_ALIGN, beam->blocks * sizeof *beam->before);
  beam->turn = calloc((size_t)run->input.turns, sizeof *beam->turn);
  return beam->before && beam->turn ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for %ld turns", run->input.turns);
}

// Slices of beam b at its equilibrium.
static enum lr_status create_slices(struct lr_track_run *run, int b, struct lr_error *error) {
  const struct lr_track_input *input = &run->input;
  if (input->slices <= 0) return LR_OK;
  run->slice[b] = calloc((size_t)input->slices, sizeof *run->slice[b]);
  if (!run->slice[b]) return lr_error_set(error, LR_E_MEMORY, "no memory for %ld slices", input->slices);
  return lr_track_slice_beam(&run->ring[b], &run->ring[1 - b], run->half_angle_rad, input->kick ? run->attract : 0, input->slicing,
                             (size_t)input->slices, run->slice[b], error);
}

static enum lr_status create_wake(struct lr_track_run *run, int b, struct lr_error *error) {
  if (!run->input.wake[b]) return LR_OK;
  run->wake[b] = malloc(sizeof *run->wake[b]);
  if (!run->wake[b]) return lr_error_set(error, LR_E_MEMORY, "no memory for a wake");
  run->ring[b].noise_in_energy = true;
  enum lr_status status = lr_track_wake_lay(run->input.wake[b], &run->ring[b], run->wake[b], error);
  double damping = run->ring[b].damping[2];
  if (run->input.wake_memory > 0) run->wake[b]->memory = (double)run->input.wake_memory;
  else if (run->input.mode != LR_TRACK_STRONG_STRONG && damping > 0 && damping < 1) run->wake[b]->memory = 1 / damping;
  return status;
}

enum lr_status lr_track_run_create(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                   const struct lr_track_input *input, uint64_t seed, struct lr_track_run **out,
                                   struct lr_error *error) {
  *out = NULL;
  enum lr_status status = check(input, error);
  if (status != LR_OK) return status;
  struct lr_track_run *run = calloc(1, sizeof *run);
  status = lr_world_agree(input->world, run ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for a tracking run"), error);
  if (status != LR_OK) {
    free(run);
    return status;
  }
  run->ring[0] = ring[0];
  run->ring[1] = ring[1];
  run->half_angle_rad = half_angle_rad;
  run->attract = attract;
  run->input = *input;
  if (!run->input.kernel) run->input.kernel = lr_track_kernel_at(0);
  run->seed = seed;
  for (int b = 0; b < 2 && status == LR_OK; b++) {
    bool tracked = input->mode != LR_TRACK_WEAK_STRONG || b == input->weak;
    if (!tracked) continue;
    status = create_beam(run, b, error);
    if (status == LR_OK && input->mode != LR_TRACK_STRONG_STRONG) status = create_slices(run, 1 - b, error);
    if (status == LR_OK) status = create_wake(run, b, error);
  }
  status = lr_world_agree(input->world, status, error);
  if (status == LR_OK) status = lr_track_same_kernel(input->world, run->input.kernel, error);
  if (status == LR_OK) {
    *out = run;
    return LR_OK;
  }
  lr_track_run_free(run);
  return status;
}

enum lr_status lr_track_run_collect(struct lr_track_run *run, struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (int b = 0; b < 2 && status == LR_OK; b++) {
    struct lr_track_beam *beam = &run->beam[b];
    if (beam->block) status = lr_track_gather_blocks(run->input.world, beam->block, sizeof *beam->block, beam->blocks, error);
  }
  return status;
}

void lr_track_run_free(struct lr_track_run *run) {
  if (!run) return;
  for (int b = 0; b < 2; b++) {
    free(run->beam[b].block);
    free(run->beam[b].before);
    free(run->beam[b].turn);
    free(run->beam[b].loss);
    free(run->slice[b]);
    free(run->wake[b]);
  }
  free(run);
}

void lr_track_run_watch(struct lr_track_run *run, const struct lr_track_collector *collector) {
  run->collector = collector ? *collector : (struct lr_track_collector){0};
}

void lr_track_run_look(const struct lr_track_run *run, int b, size_t block_index, long turn) {
  const struct lr_track_collector *c = &run->collector;
  if (c->look && turn >= c->from) c->look(c->context, b, block_index, turn, &run->beam[b].block[block_index]);
}

void lr_track_run_settle(const struct lr_track_run *run, enum lr_status status) {
  if (run->collector.settle) run->collector.settle(run->collector.context, status == LR_OK);
}

long lr_track_run_turn(const struct lr_track_run *run) { return run->turn; }
const struct lr_track_sums *lr_track_run_sums(const struct lr_track_run *run, int beam) { return run->beam[beam].turn; }

const struct lr_track_loss *lr_track_run_losses(const struct lr_track_run *run, int beam, size_t *count) {
  *count = run->beam[beam].losses;
  return run->beam[beam].loss;
}

const struct lr_track_block *lr_track_run_blocks(const struct lr_track_run *run, int beam, size_t *count) {
  *count = run->beam[beam].blocks;
  return run->beam[beam].block;
}

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

struct lr_track_setup lr_track_setup_of(const struct lr_track_run *run, int b) {
  return (struct lr_track_setup){.weak = run->ring[b],
                                 .strong = run->ring[1 - b],
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
  struct lr_track_loss *loss = c->loss + index * LR_TRACK_BLOCK;
  for (long t = 0; t < c->turns; t++) {
    size_t at = index * (size_t)c->turns + (size_t)t;
    lr_track_run_look(c->run, c->b, index, c->beam->turns + t);
    enum lr_status status = lr_track_block_turn(&c->setup, index, (uint64_t)(c->beam->turns + t), &c->beam->block[index],
                                                &c->sums[at], loss, &c->losses[at], error);
    if (status != LR_OK) return status;
    loss += c->losses[at];
  }
  return LR_OK;
}

// Adds up what the blocks left, in their order.
static enum lr_status gather(struct chunk *c, const struct lr_world *world, struct lr_error *error) {
  struct lr_track_beam *beam = c->beam;
  enum lr_status done = lr_track_gather_blocks(world, c->sums, (size_t)c->turns * sizeof *c->sums, beam->blocks, error);
  if (done == LR_OK) done = lr_track_gather_losses(world, c->loss, c->losses, (size_t)c->turns, beam->blocks, error);
  if (done != LR_OK) return done;
  size_t turns = (size_t)c->turns;
  for (size_t t = 0; t < turns; t++) {
    double *total = beam->turn[(size_t)beam->turns + t].sum;
    memset(total, 0, sizeof beam->turn->sum);
    for (size_t b = 0; b < beam->blocks; b++)
      for (int k = 0; k < LR_TRACK_SUMS; k++) total[k] += c->sums[b * turns + t].sum[k];
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
  bool together = run->wake[b] || run->input.beamstrahlung || run->input.feedback[0] > 0 || run->input.feedback[1] > 0;
  enum lr_status status = LR_OK;
  while (turns > 0 && status == LR_OK) {
    long go = together ? 1 : turns < LR_TRACK_CHUNK ? turns : LR_TRACK_CHUNK;
    status = together ? lr_track_step_together(run, b, jobs, error) : step_chunk(run, b, go, jobs, error);
    turns -= go;
  }
  return status;
}

enum lr_status lr_track_run_step(struct lr_track_run *run, long turns, int jobs, struct lr_error *error) {
  enum lr_status status = LR_OK;
  long left = run->input.turns - run->turn, end = run->turn + (turns < left ? turns : left);
  while (run->turn < end && status == LR_OK) {
    long chunk = end - run->turn < LR_TRACK_CHUNK ? end - run->turn : LR_TRACK_CHUNK;
    switch (run->input.mode) {
      case LR_TRACK_QUASI_STRONG_STRONG: status = lr_track_step_quasi(run, end, jobs, error); break;
      case LR_TRACK_STRONG_STRONG: status = lr_track_step_together(run, -1, jobs, error); break;
      case LR_TRACK_WEAK_STRONG:
      default: status = lr_track_step_beam(run, run->input.weak, chunk, jobs, error);
    }
    if (run->input.mode == LR_TRACK_WEAK_STRONG) run->turn = run->beam[run->input.weak].turns;
    else run->turn = run->beam[0].turns < run->beam[1].turns ? run->beam[0].turns : run->beam[1].turns;
  }
  return status;
}
