// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run: made, stepped, looked at.
#include <stdlib.h>

#include "machine/track/run_state.h"
#include "machine/track/share.h"

static const uint64_t STREAM_START = 0x747261636b0;  // + beam
static const double GO = 1.5e8;                      // kicks of a rank between two looks at the interrupt: about a second of a core

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
  for (int b = 0; b < 2; b++) run->ring[b].noise_in_energy = ring[b].rf || ring[b].tune[2] > 0;
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
    if (beam->block) status = lr_world_gather(run->input.world, beam->block, sizeof *beam->block, beam->blocks, error);
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

// No particle of a tracked beam is left: nothing more can come.
enum lr_status lr_track_run_check_left(const struct lr_track_run *run, struct lr_error *error) {
  for (int b = 0; b < 2; b++) {
    const struct lr_track_beam *beam = &run->beam[b];
    if (!beam->block || beam->losses < (size_t)run->input.particles) continue;
    const struct lr_track_loss *last = &beam->loss[beam->losses - 1];
    return lr_error_set(error, LR_E_DOMAIN, "no particle is left: the %s lost its last one at turn %lu, %s", lr_track_ring_name(b), (unsigned long)last->turn,
                        last->plane == LR_TRACK_PLANE_NUMBER ? "out of numbers: the kicks are too strong; look at the current and sizes of the other beam"
                                                             : "beyond an aperture: a wider one, other tunes or less current");
  }
  return LR_OK;
}

long lr_track_run_chunk(const struct lr_track_run *run) {
  const struct lr_track_input *in = &run->input;
  int b = run->beam[in->weak].block ? in->weak : 1 - in->weak;
  size_t ranks = (size_t)lr_world_size(in->world), blocks = (run->beam[b].blocks + ranks - 1) / ranks;
  double turn = (double)blocks * LR_TRACK_BLOCK * (double)(in->slices > 0 ? in->slices : 1);  // kicks; the same on every rank
  return turn * LR_TRACK_CHUNK <= GO ? LR_TRACK_CHUNK : turn < GO ? (long)(GO / turn) : 1;
}

enum lr_status lr_track_run_step(struct lr_track_run *run, long turns, int jobs, struct lr_error *error) {
  long left = run->input.turns - run->turn, end = run->turn + (turns < left ? turns : left), most = lr_track_run_chunk(run);
  enum lr_status status = run->turn < end ? lr_track_run_check_left(run, error) : LR_OK;
  while (run->turn < end && status == LR_OK) {
    long chunk = end - run->turn < most ? end - run->turn : most;
    switch (run->input.mode) {
      case LR_TRACK_QUASI_STRONG_STRONG: status = lr_track_step_quasi(run, end, jobs, error); break;
      case LR_TRACK_STRONG_STRONG: status = lr_track_step_together(run, -1, jobs, error); break;
      case LR_TRACK_WEAK_STRONG:
      default: status = lr_track_step_beam(run, run->input.weak, chunk, jobs, error);
    }
    if (run->input.mode == LR_TRACK_WEAK_STRONG) run->turn = run->beam[run->input.weak].turns;
    else run->turn = run->beam[0].turns < run->beam[1].turns ? run->beam[0].turns : run->beam[1].turns;
    if (status == LR_OK) status = lr_track_run_check_left(run, error);
  }
  return status;
}

enum lr_status lr_track_run_to(struct lr_track_run *run, long end, int jobs, lr_track_between between, void *context, struct lr_error *error) {
  enum lr_status status = LR_OK;
  const long most = lr_track_run_chunk(run);
  if (end > run->input.turns) end = run->input.turns;
  while (run->turn < end && status == LR_OK) {
    status = lr_track_run_step(run, end - run->turn < most ? end - run->turn : most, jobs, error);
    if (between) status = between(context, status, error);
  }
  return status;
}
