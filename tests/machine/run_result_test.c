// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says at its end: equilibrium without collision, and when it says that it has converged.
#include "tests/machine/track_runs.h"

// Without collision: the equilibrium of the ring, from its own emittances and from wrong ones, which it forgets at
// exp(-2 damping turn).
static void test_equilibrium(void) {
  struct lr_track_ring ring[2];
  damped(ring, 0.01);
  struct lr_track_input input = plain_input(2000, 2000, 0);
  struct lr_track_run *run = create(ring, &input, 4);
  struct lr_track_result result;
  LR_CHECK(lr_track_run_step(run, 2000, 2, &error) == LR_OK);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
  LR_CHECK(result.converged && result.luminosity_m2.value == 0 && result.averaged == 1500);
  LR_NEAR(result.beam[0].relaxations[0], 10, 1e-12);
  LR_NEAR(result.beam[0].relaxations_in[2], 60, 1e-12);
  for (int k = 0; k < 3; k++) {
    struct lr_track_quantity e = result.beam[0].emittance_m[k], s = result.beam[0].sigma_m[k];
    // about the centre of the beam: a particle in 2000 less
    LR_NEAR((e.value - ring[0].emittance_m[k] * (1 - 1 / 2000.)) / e.error, 0, 4);
    LR_NEAR((s.value - sqrt(ring[0].emittance_m[k] * ring[0].beta_m[k])) / s.error, 0, 4);
    // emittance of n particles over time t / (2 damping): relative error sqrt(1 / (n damping t)) or so
    LR_CHECK(e.error / e.value > 0.4 / sqrt(2000 * ring[0].damping[k] * 1500) && e.error / e.value < 2.5 / sqrt(2000 * ring[0].damping[k] * 1500));
  }
  LR_CHECK(!result.beam[1].tracked && result.beam[1].emittance_m[0].value == ring[1].emittance_m[0]);
  lr_track_run_free(run);
}

// One survivor is a beam: it has a luminosity and no size.
static void test_survivor(void) {
  struct lr_track_ring ring[2];
  damped(ring, 0);
  for (int k = 0; k < 3; k++) ring[0].tune[k] = k == 2 ? 0 : 1;  // nothing moves
  struct lr_track_input input = plain_input(100, 20, 3);
  input.kick = false;
  struct lr_track_run *run = create(ring, &input, 1);
  size_t blocks;
  double least = INFINITY, next = INFINITY;
  const struct lr_track_block *block = lr_track_run_blocks(run, 0, &blocks);
  for (uint32_t i = 0; i < 100; i++) {
    double x = fabs(block->x[i]);
    if (x < least) next = least, least = x;
    else if (x < next) next = x;
  }
  lr_track_run_free(run);
  ring[0].aperture_m[0] = (least + next) / 2;
  run = create(ring, &input, 1);
  struct lr_track_result result;
  LR_CHECK(lr_track_run_step(run, 20, 1, &error) == LR_OK);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
  LR_NEAR(result.beam[0].lost_fraction, 0.99, 1e-12);
  LR_CHECK(result.luminosity_m2.value > 0 && result.beam[0].sigma_m[0].value == 0 && !result.converged);
  lr_track_run_free(run);
}

// Slopes of 0.4: some particles have more slope than momentum and leave the numbers, each named once; the others go on, and
// what the run says is finite.
static void test_out_of_numbers(void) {
  struct lr_track_ring ring[2];
  damped(ring, 0.01);
  ring[0].beta_m[1] = 1e-10;
  ring[0].emittance_m[1] = 1.6e-11;
  for (int mode = 0; mode < 3; mode++) {
    struct lr_track_input input = plain_input(1200, 60, 3);
    input.kick = false;
    input.mode = (enum lr_track_mode)mode;
    input.exchange = 20;
    struct lr_track_run *run = create(ring, &input, 4);
    struct lr_track_result result;
    LR_CHECK(lr_track_run_step(run, 60, 2, &error) == LR_OK && lr_track_run_result(run, &result, &error) == LR_OK);
    size_t losses;
    const struct lr_track_loss *loss = lr_track_run_losses(run, 0, &losses);
    int seen[1200] = {0}, first = 0;
    for (size_t i = 0; i < losses; i++) {
      LR_CHECK(loss[i].id < 1200 && !seen[loss[i].id] && loss[i].plane == LR_TRACK_PLANE_NUMBER && strcmp(lr_track_plane_name(loss[i].plane), "number") == 0);
      seen[loss[i].id] = 1;
      first += loss[i].turn == 0;
    }
    LR_CHECK(first > 2 && losses > 10 && losses < 1190);
    const struct lr_track_sums *sums = lr_track_run_sums(run, 0);
    LR_CHECK(sums[1].sum[LR_TRACK_ALIVE] == 1200 - first);
    for (size_t turn = 0; turn < 60; turn++)
      for (int k = 0; k < LR_TRACK_SUMS; k++) LR_CHECK(isfinite(sums[turn].sum[k]));
    LR_CHECK(isfinite(result.luminosity_m2.value) && isfinite(result.beam[0].sigma_m[1].value));
    lr_track_run_free(run);
  }
}

// Agreement that cannot be seen is none.
static void test_converged(void) {
  struct lr_track_ring ring[2];
  static const struct {
    double damping;
    long average;
    bool converged;
  } all[] = {{0.02, 200, true}, {0.02, 4, false}, {0.02, 7, false}, {0.02, 40, false}, {0, 200, false}, {0.5, 40, true}, {0.5, 7, false}, {0.5, 4, false}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    damped(ring, all[i].damping);
    struct lr_track_input input = plain_input(1000, 400, 0);
    input.average = all[i].average;
    struct lr_track_run *run = create(ring, &input, 4);
    struct lr_track_result result;
    LR_CHECK(lr_track_run_step(run, 400, 2, &error) == LR_OK && lr_track_run_result(run, &result, &error) == LR_OK);
    if (result.converged != all[i].converged) fprintf(stderr, "    damping %g, average %ld: drift %g\n", all[i].damping, all[i].average, result.drift_sigma);
    LR_CHECK(result.converged == all[i].converged);
    LR_CHECK(isnan(result.drift_sigma) == (all[i].average < 8 || all[i].damping * (double)all[i].average < 1));
    lr_track_run_free(run);
  }
}

// Without damping in a plane: the mean of the particles it began with, no error, not converged.
static void test_undamped(void) {
  struct lr_track_ring ring[2];
  for (int planes = 0; planes < 3; planes += 2) {
    damped(ring, 0.01);
    for (int k = planes; k < 3; k++) ring[0].damping[k] = 0;
    struct lr_track_input input = plain_input(200, 2000, 0);
    struct lr_track_run *run = create(ring, &input, 4);
    struct lr_track_result result;
    LR_CHECK(lr_track_run_step(run, 2000, 2, &error) == LR_OK);
    LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
    LR_CHECK(!result.converged && isnan(result.drift_sigma) && isnan(result.luminosity_m2.error));
    for (int k = 0; k < 3; k++) {
      LR_CHECK(isnan(result.beam[0].sigma_m[k].error) && isnan(result.beam[0].emittance_m[k].error));
      LR_NEAR(result.beam[0].emittance_m[k].value, ring[0].emittance_m[k], k >= planes ? 0.05 : 0.2);
    }
    lr_track_run_free(run);
  }
}

// The charge that makes a wake is averaged over 1 / damping turns: the bunch length follows at half the rate of the emittance.
static void test_wake_relaxation(void) {
  struct lr_track_ring ring[2];
  damped(ring, 0.01);
  struct lr_wake wake = {.resistance_ohm = 1};
  struct lr_track_input input = plain_input(200, 300, 0);
  struct lr_track_result result;
  for (long memory = 0; memory <= 100; memory += 20) {
    input.wake[0] = memory == 20 ? NULL : &wake;
    input.wake_memory = memory;
    struct lr_track_run *run = create(ring, &input, 4);
    LR_CHECK(lr_track_run_step(run, 300, 2, &error) == LR_OK);
    LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
    double rate = memory == 0 ? 0.02 : memory == 20 ? 0.04 : fmin(0.04, 1.0 / (double)memory);
    LR_NEAR(result.beam[0].relaxations[2], rate * 75, 1e-12);
    LR_NEAR(result.beam[0].relaxations[0], 0.02 * 75, 1e-12);
    lr_track_run_free(run);
  }
}

// Errors of runs that differ in their seed alone, averaged over 8 relaxation times: 68 % of the emittances within one of the ring's.
static void test_errors(void) {
  enum { SEEDS = 60 };
  struct lr_track_ring ring[2];
  damped(ring, 0.01);
  int within[3] = {0}, converged = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    struct lr_track_input input = plain_input(100, 600, 0);
    input.average = 400;
    struct lr_track_run *run = create(ring, &input, seed);
    struct lr_track_result result;
    LR_CHECK(lr_track_run_step(run, 600, 2, &error) == LR_OK);
    LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
    converged += result.converged;
    for (int k = 0; k < 3; k++) {
      struct lr_track_quantity e = result.beam[0].emittance_m[k];
      within[k] += fabs(e.value - ring[0].emittance_m[k] * (1 - 1 / 100.)) < e.error;
    }
    lr_track_run_free(run);
  }
  printf("emittances within one error in %d %d %d of %d runs, %d converged\n", within[0], within[1], within[2], SEEDS, converged);
  for (int k = 0; k < 3; k++) LR_CHECK(within[k] > 0.683 * SEEDS - 3.5 * sqrt(0.683 * 0.317 * SEEDS));
  LR_CHECK(within[2] < SEEDS && within[0] < 0.683 * SEEDS + 3.5 * sqrt(0.683 * 0.317 * SEEDS));
  LR_CHECK(converged >= SEEDS - 5);
}

int main(void) {
  test_equilibrium();
  test_survivor();
  test_out_of_numbers();
  test_converged();
  test_undamped();
  test_wake_relaxation();
  test_errors();
  return lr_test_end();
}
