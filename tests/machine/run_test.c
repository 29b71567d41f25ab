// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run: the same bits for any cut and any number of threads, checkpoints, equilibrium without collision, losses.
#include "machine/track/equilibrium.h"
#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

static struct lr_error error;

static void damped(struct lr_track_ring ring[2], double per_turn) {
  lr_test_bbws(ring);
  for (int b = 0; b < 2; b++)
    for (int k = 0; k < 3; k++) ring[b].damping[k] = k == 2 ? 2 * per_turn : per_turn;
}

static struct lr_track_input plain_input(long particles, long turns, long slices) {
  return (struct lr_track_input){.particles = particles, .turns = turns, .average = turns - turns / 4, .slices = slices,
                                 .slicing = LR_TRACK_SHATILOV, .kick = true};
}

static struct lr_track_run *create(const struct lr_track_ring ring[2], const struct lr_track_input *input, uint64_t seed) {
  struct lr_track_run *run = NULL;
  if (lr_track_run_create(ring, LR_TEST_HALF_ANGLE, 1, input, seed, &run, &error) != LR_OK) fprintf(stderr, "%s\n", error.text);
  return run;
}

static bool same_bits(const struct lr_track_run *a, const struct lr_track_run *b) {
  size_t blocks, other, losses, other_losses;
  const struct lr_track_block *p = lr_track_run_blocks(a, 0, &blocks), *q = lr_track_run_blocks(b, 0, &other);
  const struct lr_track_loss *l = lr_track_run_losses(a, 0, &losses), *m = lr_track_run_losses(b, 0, &other_losses);
  if (lr_track_run_turn(a) != lr_track_run_turn(b) || blocks != other || losses != other_losses) return false;
  if (memcmp(p, q, blocks * sizeof *p) != 0) return false;
  for (size_t i = 0; i < losses; i++)
    if (l[i].id != m[i].id || l[i].turn != m[i].turn || l[i].plane != m[i].plane) return false;
  return memcmp(lr_track_run_sums(a, 0), lr_track_run_sums(b, 0), (size_t)lr_track_run_turn(a) * sizeof(struct lr_track_sums)) == 0;
}

// 100 turns of 3 blocks, the last not full, with losses on the way.
static void test_same_bits(void) {
  struct lr_track_ring ring[2];
  damped(ring, 1e-3);
  ring[0].aperture_m[0] = 2.7 * 17.9e-6;
  ring[1].number *= 0.02;  // five slices are few: the full charge would throw all particles out
  struct lr_track_input input = plain_input(1200, 100, 5);
  struct lr_track_run *whole = create(ring, &input, 9), *cut = create(ring, &input, 9), *taken_up = create(ring, &input, 9),
                      *other = create(ring, &input, 10);
  LR_CHECK(lr_track_run_step(whole, 100, 1, &error) == LR_OK);
  static const long CUT[] = {1, 7, 31, 32, 33, 1000};
  struct lr_buffer saved = {0};
  for (size_t i = 0; i < 6; i++) {
    LR_CHECK(lr_track_run_step(cut, CUT[i], 2, &error) == LR_OK);
    if (i == 2) lr_track_run_save(cut, &saved);
  }
  LR_CHECK(lr_track_run_turn(whole) == 100 && lr_track_run_turn(cut) == 100);
  size_t losses;
  lr_track_run_losses(whole, 0, &losses);
  printf("%zu lost\n", losses);
  LR_CHECK(losses > 20 && losses < 600);
  LR_CHECK(same_bits(whole, cut));
  LR_CHECK(lr_track_run_restore(taken_up, saved.text, saved.length, &error) == LR_OK);
  LR_CHECK(lr_track_run_turn(taken_up) == 39);
  LR_CHECK(lr_track_run_step(taken_up, 61, 2, &error) == LR_OK);
  LR_CHECK(same_bits(whole, taken_up));
  struct lr_buffer first = {0}, second = {0};
  lr_track_run_save(whole, &first);
  lr_track_run_save(taken_up, &second);
  LR_CHECK(first.length == second.length && memcmp(first.text, second.text, first.length) == 0);
  LR_CHECK(lr_track_run_step(other, 100, 1, &error) == LR_OK);
  LR_CHECK(!same_bits(whole, other));  // another seed
  lr_buffer_free(&first);
  lr_buffer_free(&second);
  lr_buffer_free(&saved);
  lr_track_run_free(whole);
  lr_track_run_free(cut);
  lr_track_run_free(taken_up);
  lr_track_run_free(other);
}

static void refused(struct lr_track_run *run, const char *bytes, size_t length, const char *reason) {
  memset(&error, 0, sizeof error);
  LR_CHECK(lr_track_run_restore(run, bytes, length, &error) == LR_E_INPUT);
  if (!strstr(error.text, reason)) fprintf(stderr, "    said '%s', not '%s'\n", error.text, reason);
  LR_CHECK(strstr(error.text, reason) != NULL);
}

// A checkpoint that is cut, longer, changed in any byte, or of another run is refused with the reason, and the run stays what it was.
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
  for (size_t at = 0; at < saved.length; at += 1 + saved.length / 300) {
    saved.text[at] ^= 0x10;
    memset(&error, 0, sizeof error);
    LR_CHECK(lr_track_run_restore(target, saved.text, saved.length, &error) == LR_E_INPUT && error.text[0] != '\0');
    saved.text[at] ^= 0x10;
  }
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

// A checkpoint with the beam of a ring of other emittances would be another machine: the start is made wrong by a collision that
// ends. Blocks are stepped by hand instead.
static void test_relaxation(void) {
  struct lr_track_ring ring[2], wrong;
  damped(ring, 0.005);
  wrong = ring[0];
  wrong.emittance_m[0] *= 4, wrong.emittance_m[1] *= 0.2, wrong.emittance_m[2] *= 3;
  struct lr_track_block *block;
  size_t blocks, losses;
  LR_CHECK(lr_track_beam_create(&wrong, 20000, true, 1, 1, &block, &blocks, &error) == LR_OK);
  struct lr_track_setup setup = {.weak = ring[0], .kernel = lr_track_kernel_at(0), .seed = 3, .stream = 8};
  static struct lr_track_loss loss[LR_TRACK_BLOCK];
  static const double WRONG[] = {4, 0.2, 3};
  for (uint64_t turn = 0; turn <= 300; turn++) {
    double sum[LR_TRACK_SUMS] = {0};
    for (size_t b = 0; b < blocks; b++) {
      struct lr_track_sums sums;
      LR_CHECK(lr_track_block_turn(&setup, b, turn, &block[b], &sums, loss, &losses, &error) == LR_OK);
      for (int k = 0; k < LR_TRACK_SUMS; k++) sum[k] += sums.sum[k];
    }
    if (turn % 50) continue;
    static const int XX[] = {LR_TRACK_XX, LR_TRACK_YY, LR_TRACK_ZZ};
    for (int k = 0; k < 3; k++) {
      double qq = sum[XX[k]] / 20000, pp = sum[XX[k] + 2] / 20000, beta = ring[0].beta_m[k];
      double emittance = (qq / beta + pp * beta) / 2 / ring[0].emittance_m[k];
      double want = 1 + (WRONG[k] - 1) * exp(-2 * ring[0].damping[k] * (double)turn);
      LR_NEAR(emittance, want, 4.5 / sqrt(20000));
    }
  }
  free(block);
}

// Lost particles: counted once, in the order of turns, and no macro-particle takes the charge of a lost one.
static void test_losses(void) {
  struct lr_track_ring ring[2];
  damped(ring, 0);  // without noise the particles that stay are those of a run without losses
  ring[0].aperture_m[1] = 3 * sqrt(ring[0].emittance_m[1] * ring[0].beta_m[1]);
  struct lr_track_input input = plain_input(1000, 80, 4);
  input.kick = false;
  struct lr_track_run *run = create(ring, &input, 1);
  LR_CHECK(lr_track_run_step(run, 80, 2, &error) == LR_OK);
  size_t losses, blocks;
  const struct lr_track_loss *loss = lr_track_run_losses(run, 0, &losses);
  const struct lr_track_block *block = lr_track_run_blocks(run, 0, &blocks);
  int seen[1000] = {0};
  for (size_t k = 0; k < losses; k++) {
    seen[loss[k].id]++;
    LR_CHECK(loss[k].plane == 1 && (k == 0 || loss[k].turn >= loss[k - 1].turn));
  }
  for (size_t b = 0; b < blocks; b++)
    for (uint32_t i = 0; i < block[b].count; i++) seen[block[b].id[i]]++;
  int once = 0;
  for (int i = 0; i < 1000; i++) once += seen[i] == 1;
  LR_CHECK(once == 1000 && losses > 5 && losses < 200);
  struct lr_track_result result;
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
  LR_NEAR(result.beam[0].lost_fraction, (double)losses / 1000, 1e-12);
  const struct lr_track_sums *sums = lr_track_run_sums(run, 0);
  LR_CHECK(sums[0].sum[LR_TRACK_ALIVE] == 1000 && sums[79].sum[LR_TRACK_ALIVE] >= 1000 - (double)losses);
  double aperture_m = ring[0].aperture_m[1];
  ring[0].aperture_m[1] = INFINITY;
  struct lr_track_run *whole = create(ring, &input, 1);
  LR_CHECK(lr_track_run_step(whole, 80, 2, &error) == LR_OK);
  double full = lr_track_run_sums(whole, 0)[79].sum[LR_TRACK_OVERLAP], left = sums[79].sum[LR_TRACK_OVERLAP];
  printf("%zu lost beyond %.2g um, %.2f %% of the luminosity\n", losses, aperture_m * 1e6, 100 * (1 - left / full));
  LR_CHECK(left < full && left > full * (1 - (double)losses / 1000));  // tails give less than the core
  lr_track_run_free(whole);
  lr_track_run_free(run);
  ring[0].aperture_m[1] = 1e-15;
  run = create(ring, &input, 1);
  LR_CHECK(lr_track_run_step(run, 80, 2, &error) == LR_OK);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_E_DOMAIN && strstr(error.text, "no particle is left"));
  lr_track_run_free(run);
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

static void test_counts(void) {
  struct lr_track_ring ring[2];
  damped(ring, 1e-3);
  struct lr_track_run *run;
  struct lr_track_input input = plain_input(0, 10, 1);
  LR_CHECK(lr_track_run_create(ring, 0.04, 1, &input, 1, &run, &error) == LR_E_DOMAIN && !run);
  input = plain_input(10, 0, 1);
  LR_CHECK(lr_track_run_create(ring, 0.04, 1, &input, 1, &run, &error) == LR_E_DOMAIN && !run);
  input = plain_input(10, 10, 1);
  input.average = 11;
  LR_CHECK(lr_track_run_create(ring, 0.04, 1, &input, 1, &run, &error) == LR_E_DOMAIN && !run);
  input = plain_input(10, 10, LR_TRACK_MOST_SLICES + 1);
  LR_CHECK(lr_track_run_create(ring, 0.04, 1, &input, 1, &run, &error) == LR_E_DOMAIN && !run);
  input = plain_input(10, 3, 1);
  run = create(ring, &input, 1);
  struct lr_track_result result;
  LR_CHECK(lr_track_run_step(run, 3, 1, &error) == LR_OK);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_E_DOMAIN && strstr(error.text, "3 turns"));
  lr_track_run_free(run);
  lr_track_run_free(NULL);
}

int main(void) {
  test_same_bits();
  test_damaged();
  test_padding();
  test_equilibrium();
  test_relaxation();
  test_losses();
  test_undamped();
  test_wake_relaxation();
  test_errors();
  test_counts();
  return lr_test_end();
}
