// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is taken up from: bytes that are damaged, of another run, or of no run at all are refused.
#include "tests/machine/track_runs.h"

static void refused(struct lr_track_run *run, const char *bytes, size_t length, const char *reason) {
  memset(&error, 0, sizeof error);
  LR_CHECK(lr_track_run_restore(run, bytes, length, &error) == LR_E_INPUT);
  if (!strstr(error.text, reason)) fprintf(stderr, "    said '%s', not '%s'\n", error.text, reason);
  LR_CHECK(strstr(error.text, reason) != NULL);
}

// Bytes that are cut, longer, or of another run are refused with the reason, and the run stays what it was.
static void test_damaged(void) {
  struct lr_track_ring ring[2];
  damped(ring, 1e-3);
  ring[0].aperture_m[1] = 4e-7;
  struct lr_track_input input = plain_input(300, 20, 3);
  struct lr_track_run *run = create(ring, &input, 1), *fresh = create(ring, &input, 1);
  LR_CHECK(lr_track_run_step(run, 12, 1, &error) == LR_OK);
  struct lr_buffer saved = {0};
  lr_track_run_save(run, &saved);
  struct lr_track_run *target = create(ring, &input, 1);
  refused(target, saved.text, 0, "no checkpoint");
  refused(target, saved.text, 100, "no checkpoint");
  refused(target, saved.text, saved.length - 1, "damaged");
  refused(target, saved.text, saved.length / 2, "damaged");
  lr_buffer_add(&saved, "x");
  refused(target, saved.text, saved.length, "damaged");
  saved.length--;
  LR_CHECK(same_bits(target, fresh));
  struct lr_track_input longer = input, shorter = input, sliced = input, many = input, still = input;
  longer.turns = 40, shorter.turns = shorter.average = 10, sliced.slices = 4, many.particles = 301, still.kick = false;
  const struct {
    struct lr_track_input input;
    uint64_t seed;
    double energy;
    const char *reason;
  } others[] = {{input, 2, 1, "seed"}, {sliced, 1, 1, "slices"}, {many, 1, 1, "number of particles"}, {still, 1, 1, "kick"},
                {input, 1, 1.01, "machine"}, {shorter, 1, 1, "beyond the 10 turns"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    struct lr_track_ring changed[2] = {ring[0], ring[1]};
    changed[1].gamma *= others[i].energy;
    struct lr_track_run *other = create(changed, &others[i].input, others[i].seed);
    refused(other, saved.text, saved.length, others[i].reason);
    lr_track_run_free(other);
  }
  struct lr_track_run *further = create(ring, &longer, 1);  // more turns than it was made for are fine
  LR_CHECK(lr_track_run_restore(further, saved.text, saved.length, &error) == LR_OK);
  LR_CHECK(lr_track_run_step(further, 1000, 1, &error) == LR_OK && lr_track_run_turn(further) == 40);
  lr_track_run_free(further);
  lr_track_run_free(target);
  lr_track_run_free(fresh);
  lr_track_run_free(run);
  lr_buffer_free(&saved);
}

// A state that says what cannot be is refused, whatever its checksum, and the run stays what it was.
static void test_hostile(void) {
  struct lr_track_ring ring[2];
  damped(ring, 1e-3);
  ring[0].aperture_m[0] = 2.7 * 17.9e-6;
  ring[1].number *= 0.02;
  struct lr_track_input input = plain_input(1200, 30, 5);
  struct lr_track_run *run = create(ring, &input, 1), *fresh = create(ring, &input, 1), *target = create(ring, &input, 1);
  LR_CHECK(lr_track_run_step(run, 20, 1, &error) == LR_OK);
  struct lr_buffer saved = {0};
  lr_track_run_save(run, &saved);
  size_t blocks, losses;
  const struct lr_track_block *block = lr_track_run_blocks(run, 0, &blocks);
  lr_track_run_losses(run, 0, &losses);
  LR_CHECK(blocks == 3 && losses > 2);
  const size_t loss_at = saved.length - losses * sizeof(struct lr_track_loss), turn_at = loss_at - 20 * sizeof(struct lr_track_sums);
  const size_t block_at = turn_at - blocks * sizeof *block;
  LR_CHECK(memcmp(saved.text + block_at, block, blocks * sizeof *block) == 0);
  const size_t count = block_at + offsetof(struct lr_track_block, count), id = block_at + offsetof(struct lr_track_block, id);
  static const uint32_t MANY = 100000000, FAR = 4000000000u, ZERO = 0, NEXT = 512, LATE = 20;
  static const int NO_PLANE = LR_TRACK_PLANES, BELOW = -1;
  static const double NO_NUMBER = NAN, ENDLESS = INFINITY;
  const uint32_t second = block->id[1], full = 513, more = block[2].count + 1, last = 1200 - 2 * 512 + 1;
  const struct {
    size_t at;
    const void *bytes;
    size_t length;
    const char *reason;
  } all[] = {{count, &MANY, 4, "in block 0"}, {count, &full, 4, "in block 0"}, {count + 2 * sizeof *block, &last, 4, "in block 2"},
             {count + 2 * sizeof *block, &more, 4, "particle"}, {count, &ZERO, 4, "are not 1200"},
             {id, &FAR, 4, "of this block"}, {id, &NEXT, 4, "of this block"}, {id, &second, 4, "twice"},
             {block_at, &NO_NUMBER, 8, "no number"}, {block_at + offsetof(struct lr_track_block, delta) + 8 * 511, &ENDLESS, 8, "no number"},
             {turn_at + 8 * LR_TRACK_OVERLAP, &NO_NUMBER, 8, "no number"},
             {loss_at, &FAR, 4, "lost particle"}, {loss_at, &second, 4, "lost particle"},
             {loss_at + offsetof(struct lr_track_loss, turn), &LATE, 4, "cannot be"}, 
             {loss_at + offsetof(struct lr_track_loss, turn) + (losses - 1) * sizeof(struct lr_track_loss), &ZERO, 4, "cannot be"},
             {loss_at + offsetof(struct lr_track_loss, plane), &NO_PLANE, 4, "cannot be"},
             {loss_at + offsetof(struct lr_track_loss, plane), &BELOW, 4, "cannot be"}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    char *changed = malloc(saved.length);
    LR_CHECK(changed != NULL);
    if (!changed) break;
    memcpy(changed, saved.text, saved.length);
    memcpy(changed + all[i].at, all[i].bytes, all[i].length);
    refused(target, changed, saved.length, all[i].reason);
    free(changed);
  }
  LR_CHECK(same_bits(target, fresh));
  for (size_t at = 0; at < block_at; at++) {  // any byte of the head: refused, or of no weight
    saved.text[at] ^= 0x10;
    if (lr_track_run_restore(target, saved.text, saved.length, &error) == LR_OK) LR_CHECK(same_bits(target, run));
    saved.text[at] ^= 0x10;
  }
  LR_CHECK(lr_track_run_restore(target, saved.text, saved.length, &error) == LR_OK && same_bits(target, run));
  lr_buffer_free(&saved);
  lr_track_run_free(run);
  lr_track_run_free(fresh);
  lr_track_run_free(target);
}

// The order of the members of a ring that is not zeroed first does not matter to a checkpoint.
static void test_padding(void) {
  struct lr_track_ring a[2], b[2];
  memset(a, 0x55, sizeof a);
  memset(b, 0xaa, sizeof b);
  struct lr_track_ring clean[2];
  damped(clean, 1e-3);
  for (int k = 0; k < 2; k++) {
    a[k] = clean[k], b[k] = clean[k];
    memset((char *)&a[k].rf + 1, 0x55, 3);
    memset((char *)&b[k].rf + 1, 0xaa, 3);
  }
  struct lr_track_input input = plain_input(10, 4, 1);
  struct lr_track_run *run = create(a, &input, 1), *other = create(b, &input, 1);
  struct lr_buffer saved = {0};
  lr_track_run_save(run, &saved);
  LR_CHECK(lr_track_run_restore(other, saved.text, saved.length, &error) == LR_OK);
  lr_buffer_free(&saved);
  lr_track_run_free(run);
  lr_track_run_free(other);
}

int main(void) {
  test_damaged();
  test_hostile();
  test_padding();
  return lr_test_end();
}
