// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run as bytes: its head says what it was created from, then come the beams as they stand in memory. The bytes are read
// on the kind of machine that wrote them.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "machine/track/run_state.h"

static const char MAGIC[16] = "lumireach-track4";

struct head {
  char magic[16];
  uint64_t seed, bytes_of_block;
  struct lr_track_ring ring[2];
  double half_angle_rad, attract;
  long mode, weak, particles, turns, average, slices, slicing, random_start, kick, exchange, beamstrahlung;
  double feedback[2], wake[2];  // wake: its kernel in one number
  char kernel[16];
  long turn, done[2];  // turns of all, and of each beam
  uint64_t blocks[2], losses[2];
};

// Any change of the wake, of its grid or of the charge changes it.
static double print_of(const struct lr_track_wake *wake) {
  double sum = 0;
  for (int m = 0; wake && m < 2 * LR_TRACK_WAKE_POINTS; m++) sum += wake->kick_V * wake->kernel_V_C[m] * (m + 1);
  return wake ? sum + wake->step_m + wake->memory : 0;
}

static void fill_head(const struct lr_track_run *run, struct head *head) {
  memset(head, 0, sizeof *head);
  memcpy(head->magic, MAGIC, sizeof head->magic);
  head->seed = run->seed;
  head->bytes_of_block = sizeof(struct lr_track_block);
  memcpy(head->ring, run->ring, sizeof head->ring);
  for (int b = 0; b < 2; b++) {  // what stands between its members is no part of a ring
    const size_t from = offsetof(struct lr_track_ring, rf) + sizeof head->ring->rf;
    memset((char *)&head->ring[b] + from, 0, offsetof(struct lr_track_ring, rf_amplitude) - from);
  }
  head->half_angle_rad = run->half_angle_rad;
  head->attract = run->attract;
  const struct lr_track_input *in = &run->input;
  head->mode = (long)in->mode, head->weak = in->weak, head->particles = in->particles, head->turns = in->turns;
  head->average = in->average, head->slices = in->slices, head->slicing = (long)in->slicing;
  head->random_start = in->random_start, head->kick = in->kick;
  head->exchange = in->mode == LR_TRACK_QUASI_STRONG_STRONG ? in->exchange : 0;
  head->beamstrahlung = in->beamstrahlung;
  memcpy(head->kernel, in->kernel->name, strnlen(in->kernel->name, sizeof head->kernel - 1));
  head->turn = run->turn;
  for (int b = 0; b < 2; b++) {
    head->feedback[b] = in->feedback[b];
    head->wake[b] = print_of(run->wake[b]);
    head->done[b] = run->beam[b].turns;
    head->blocks[b] = run->beam[b].blocks;
    head->losses[b] = run->beam[b].losses;
  }
}

void lr_track_run_print(const struct lr_track_run *run, struct lr_buffer *out) {
  struct head head;
  fill_head(run, &head);
  lr_buffer_add_bytes(out, (const char *)&head, sizeof head);
}

void lr_track_run_save(const struct lr_track_run *run, struct lr_buffer *out) {
  struct head head;
  fill_head(run, &head);
  lr_buffer_add_bytes(out, (const char *)&head, sizeof head);
  for (int b = 0; b < 2; b++) {
    const struct lr_track_beam *beam = &run->beam[b];
    if (!beam->block) continue;
    lr_buffer_add_bytes(out, (const char *)beam->block, beam->blocks * sizeof *beam->block);
    lr_buffer_add_bytes(out, (const char *)beam->turn, (size_t)beam->turns * sizeof *beam->turn);
    if (run->wake[b]) lr_buffer_add_bytes(out, (const char *)run->wake[b]->charge, sizeof run->wake[b]->charge);
    if (beam->losses) lr_buffer_add_bytes(out, (const char *)beam->loss, beam->losses * sizeof *beam->loss);
  }
}

// Turns done by every tracked beam.
static long turn_of(const struct lr_track_run *run, const long done[2]) {
  if (run->input.mode == LR_TRACK_WEAK_STRONG) return done[run->input.weak];
  return done[0] < done[1] ? done[0] : done[1];
}

// Where the parts of the beams begin. Status: LR_E_INPUT when they do not make up the length.
static enum lr_status find_parts(const struct lr_track_run *run, const struct head *head, const char *bytes, size_t length,
                                 struct lr_track_saved saved[2], struct lr_error *error) {
  size_t at = sizeof *head;
  for (int b = 0; b < 2; b++) {
    if (!run->beam[b].block) continue;
    if (head->losses[b] > (uint64_t)run->input.particles || head->done[b] < head->turn || head->done[b] > run->input.turns)
      return lr_error_set(error, LR_E_INPUT, "is no state of this run: its counts do not fit");
    size_t turn = at + run->beam[b].blocks * sizeof(struct lr_track_block), charge = turn + (size_t)head->done[b] * sizeof(struct lr_track_sums);
    size_t loss = charge + (run->wake[b] ? sizeof run->wake[b]->charge : 0), end = loss + (size_t)head->losses[b] * sizeof(struct lr_track_loss);
    if (end > length) return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: %zu bytes are too few", length);
    saved[b] = (struct lr_track_saved){bytes + at, bytes + turn, run->wake[b] ? bytes + charge : NULL, bytes + loss, (size_t)head->losses[b], head->done[b]};
    at = end;
  }
  return at == length ? LR_OK : lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: %zu bytes, not %zu", length, at);
}

static enum lr_status make_room(struct lr_track_beam *beam, size_t losses, struct lr_error *error) {
  if (losses <= beam->loss_room) return LR_OK;
  struct lr_track_loss *larger = realloc(beam->loss, losses * sizeof *larger);
  if (!larger) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu lost particles", losses);
  beam->loss = larger;
  beam->loss_room = losses;
  return LR_OK;
}

static void take(struct lr_track_run *run, int b, const struct lr_track_saved *saved) {
  struct lr_track_beam *beam = &run->beam[b];
  memcpy(beam->block, saved->block, beam->blocks * sizeof *beam->block);
  memcpy(beam->turn, saved->turn, (size_t)saved->done * sizeof *beam->turn);
  if (saved->charge) memcpy(run->wake[b]->charge, saved->charge, sizeof run->wake[b]->charge);
  if (saved->losses) memcpy(beam->loss, saved->loss, saved->losses * sizeof *beam->loss);
  beam->losses = saved->losses;
  beam->turns = saved->done;
}

enum lr_status lr_track_run_restore(struct lr_track_run *run, const char *bytes, size_t length, struct lr_error *error) {
  struct head mine, head;
  fill_head(run, &mine);
  if (length < sizeof head || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
    return lr_error_set(error, LR_E_INPUT, "is no checkpoint of tracking of this version");
  memcpy(&head, bytes, sizeof head);
  const char *differs = memcmp(head.ring, mine.ring, sizeof head.ring) != 0 || head.half_angle_rad != mine.half_angle_rad || head.attract != mine.attract ? "machine"
                        : head.seed != mine.seed                                                        ? "seed"
                        : head.mode != mine.mode || head.weak != mine.weak                              ? "mode or weak beam"
                        : head.particles != mine.particles                                              ? "number of particles"
                        : head.slices != mine.slices || head.slicing != mine.slicing                    ? "slices"
                        : head.random_start != mine.random_start || head.kick != mine.kick              ? "start or kick"
                        : head.exchange != mine.exchange                                                ? "exchange"
                        : head.wake[0] != mine.wake[0] || head.wake[1] != mine.wake[1]                  ? "wake"
                        : head.beamstrahlung != mine.beamstrahlung                                      ? "beamstrahlung"
                        : head.feedback[0] != mine.feedback[0] || head.feedback[1] != mine.feedback[1]  ? "feedback"
                        : memcmp(head.kernel, mine.kernel, sizeof head.kernel) != 0                     ? "kernel"
                        : head.bytes_of_block != mine.bytes_of_block || head.blocks[0] != mine.blocks[0] ||
                                head.blocks[1] != mine.blocks[1]                                        ? "layout"
                                                                                                        : NULL;
  if (differs) return lr_error_set(error, LR_E_INPUT, "is a checkpoint of another run: the %s differs", differs);
  if (head.turn < 0 || head.turn > mine.turns)
    return lr_error_set(error, LR_E_INPUT, "is a checkpoint at turn %ld, beyond the %ld turns asked for", head.turn, mine.turns);
  if (mine.exchange > 0 && head.turns != mine.turns && head.turns % mine.exchange != 0)
    return lr_error_set(error, LR_E_INPUT, "ends between two exchanges of sizes (every %ld turns): it goes on to its own %ld turns only",
                        mine.exchange, head.turns);
  if (head.turn != turn_of(run, head.done)) return lr_error_set(error, LR_E_INPUT, "is no state of this run: its turns do not fit together");
  struct lr_track_saved saved[2];
  enum lr_status status = find_parts(run, &head, bytes, length, saved, error);
  for (int b = 0; b < 2 && status == LR_OK; b++)
    if (run->beam[b].block) status = lr_track_check_saved(run, b, &saved[b], error);
  for (int b = 0; b < 2 && status == LR_OK; b++)
    if (run->beam[b].block) status = make_room(&run->beam[b], saved[b].losses, error);
  for (int b = 0; b < 2 && status == LR_OK; b++)
    if (run->beam[b].block) take(run, b, &saved[b]);
  if (status == LR_OK) run->turn = head.turn;
  return status;
}
