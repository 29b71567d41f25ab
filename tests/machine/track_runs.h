// SPDX-License-Identifier: GPL-3.0-or-later
// Small runs of the tests of tracking, and whether two of them are the same to the last bit.
#ifndef LR_TESTS_MACHINE_TRACK_RUNS_H
#define LR_TESTS_MACHINE_TRACK_RUNS_H

#include "machine/track/run_state.h"
#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

static struct lr_error error;

static inline void damped(struct lr_track_ring ring[2], double per_turn) {
  lr_test_bbws(ring);
  for (int b = 0; b < 2; b++)
    for (int k = 0; k < 3; k++) ring[b].damping[k] = k == 2 ? 2 * per_turn : per_turn;
}

static inline struct lr_track_input plain_input(long particles, long turns, long slices) {
  return (struct lr_track_input){.particles = particles, .turns = turns, .average = turns - turns / 4, .slices = slices,
                                 .slicing = LR_TRACK_SHATILOV, .kick = true};
}

static inline struct lr_track_run *create(const struct lr_track_ring ring[2], const struct lr_track_input *input, uint64_t seed) {
  struct lr_track_run *run = NULL;
  if (lr_track_run_create(ring, LR_TEST_HALF_ANGLE, 1, input, seed, &run, &error) != LR_OK) fprintf(stderr, "%s\n", error.text);
  return run;
}

static inline bool same_bits(const struct lr_track_run *a, const struct lr_track_run *b) {
  size_t blocks, other, losses, other_losses;
  const struct lr_track_block *p = lr_track_run_blocks(a, 0, &blocks), *q = lr_track_run_blocks(b, 0, &other);
  const struct lr_track_loss *l = lr_track_run_losses(a, 0, &losses), *m = lr_track_run_losses(b, 0, &other_losses);
  if (lr_track_run_turn(a) != lr_track_run_turn(b) || blocks != other || losses != other_losses) return false;
  if (memcmp(p, q, blocks * sizeof *p) != 0) return false;
  for (size_t i = 0; i < losses; i++)
    if (l[i].id != m[i].id || l[i].turn != m[i].turn || l[i].plane != m[i].plane) return false;
  return memcmp(lr_track_run_sums(a, 0), lr_track_run_sums(b, 0), (size_t)lr_track_run_turn(a) * sizeof(struct lr_track_sums)) == 0;
}

#endif
