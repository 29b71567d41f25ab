// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run as bytes: its head says what it was created from, then come the beams as they stand in memory and a checksum.
// The bytes are read on the kind of machine that wrote them.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "machine/track/run_state.h"

static const char MAGIC[16] = "lumireach-track3";
enum { SUM = 64 };  // digits of the checksum at the end

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

void lr_track_run_save(const struct lr_track_run *run, struct lr_buffer *out) {
  size_t start = out->length;
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
  if (out->failed) return;
  char sum[SUM + 1];
  lr_sha256_hex(out->text + start, out->length - start, sum);
  lr_buffer_add_bytes(out, sum, SUM);
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
  size_t want = sizeof head + SUM;
  for (int b = 0; b < 2; b++) {
    if (!run->beam[b].block) continue;
    if (head.losses[b] > (uint64_t)mine.particles || head.done[b] < head.turn || head.done[b] > mine.turns)
      return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint");
    want += run->beam[b].blocks * sizeof(struct lr_track_block) + (size_t)head.done[b] * sizeof(struct lr_track_sums) +
            (size_t)head.losses[b] * sizeof(struct lr_track_loss) + (run->wake[b] ? sizeof run->wake[b]->charge : 0);
  }
  if (want != length) return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: %zu bytes, not %zu", length, want);
  char sum[SUM + 1];
  lr_sha256_hex(bytes, length - SUM, sum);
  if (memcmp(sum, bytes + length - SUM, SUM) != 0)
    return lr_error_set(error, LR_E_INPUT, "is a damaged checkpoint: its checksum is not that of its content");
  const char *at = bytes + sizeof head;
  for (int b = 0; b < 2; b++) {
    struct lr_track_beam *beam = &run->beam[b];
    if (!beam->block) continue;
    memcpy(beam->block, at, beam->blocks * sizeof *beam->block);
    at += beam->blocks * sizeof *beam->block;
    memcpy(beam->turn, at, (size_t)head.done[b] * sizeof *beam->turn);
    at += (size_t)head.done[b] * sizeof *beam->turn;
    if (run->wake[b]) {
      memcpy(run->wake[b]->charge, at, sizeof run->wake[b]->charge);
      at += sizeof run->wake[b]->charge;
    }
    beam->turns = head.done[b];
    beam->losses = 0;
    if (head.losses[b] == 0) continue;
    struct lr_track_loss *loss = malloc((size_t)head.losses[b] * sizeof *loss);
    if (!loss) return lr_error_set(error, LR_E_MEMORY, "no memory for %llu lost particles", (unsigned long long)head.losses[b]);
    memcpy(loss, at, (size_t)head.losses[b] * sizeof *loss);
    at += (size_t)head.losses[b] * sizeof *loss;
    enum lr_status status = lr_track_beam_lose(beam, loss, (size_t)head.losses[b], error);
    free(loss);
    if (status != LR_OK) return status;
  }
  run->turn = head.turn;
  return LR_OK;
}
