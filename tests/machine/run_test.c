// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run: the same bits for any cut and any number of threads, losses, steps to its end.
#include "tests/machine/track_runs.h"

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
      lr_track_block_turn(&setup, b, turn, &block[b], &sums, loss, &losses);
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
  LR_CHECK(lr_track_run_step(run, 80, 2, &error) == LR_E_DOMAIN && strstr(error.text, "no particle is left: the ler lost its last one at turn 0"));
  LR_CHECK(lr_track_run_turn(run) == 32);  // not one go further
  LR_CHECK(lr_track_run_step(run, 1, 2, &error) == LR_E_DOMAIN && lr_track_run_turn(run) == 32);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_E_DOMAIN && strstr(error.text, "no particle is left"));
  lr_track_run_free(run);
}

static enum lr_status stop_at_third(void *context, enum lr_status status, struct lr_error *e) {
  long *steps = context;
  ++*steps;
  return status == LR_OK && *steps == 3 ? lr_error_set(e, LR_E_INTERRUPTED, "enough") : status;
}

// To a turn in steps; the more there is to do in a turn, the fewer of them are a step.
static void test_to(void) {
  struct lr_track_ring ring[2];
  damped(ring, 1e-3);
  struct lr_track_input input = plain_input(600, 200, 2);
  struct lr_track_run *run = create(ring, &input, 1), *other = create(ring, &input, 1);
  long steps = 0;
  LR_CHECK(lr_track_run_to(run, 200, 1, stop_at_third, &steps, &error) == LR_E_INTERRUPTED && steps == 3 && lr_track_run_turn(run) == 96);
  LR_CHECK(lr_track_run_to(run, 150, 2, NULL, NULL, &error) == LR_OK && lr_track_run_turn(run) == 150);
  LR_CHECK(lr_track_run_to(run, 1000, 1, NULL, NULL, &error) == LR_OK && lr_track_run_turn(run) == 200);
  LR_CHECK(lr_track_run_step(other, 200, 1, &error) == LR_OK && same_bits(run, other));
  LR_CHECK(lr_track_run_chunk(run) == 32);
  lr_track_run_free(run);
  lr_track_run_free(other);
  input = plain_input(1000000, 40, 100);
  run = create(ring, &input, 1);
  LR_CHECK(lr_track_run_chunk(run) == 1);  // 1e8 kicks
  lr_track_run_free(run);
  input = plain_input(100000, 40, 100);
  run = create(ring, &input, 1);
  LR_CHECK(lr_track_run_chunk(run) == 14);  // 196 blocks
  lr_track_run_free(run);
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
  test_relaxation();
  test_losses();
  test_to();
  test_counts();
  return lr_test_end();
}
