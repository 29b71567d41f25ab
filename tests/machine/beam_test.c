// SPDX-License-Identifier: GPL-3.0-or-later
// A beam as it starts, and one turn of a block of it: moments, losses, coordinates that are no number.
#include "base/constants.h"
#include "machine/track/tracker.h"
#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

// Second moments in units of the ring's: diagonal 1, the rest 0; odd ones 0. `room` is the largest deviation.
static void check_start(bool random, size_t particles, double room, double room_own, double room_fourth) {
  struct lr_track_ring ring[2];
  struct lr_track_block *block;
  struct lr_error error;
  size_t blocks, seen = 0;
  double unit[6], mean[6] = {0}, square[6][6] = {{0}}, fourth[6] = {0};
  lr_test_bbws(ring);
  for (int k = 0; k < 3; k++) {
    unit[2 * k] = sqrt(ring[0].emittance_m[k] * ring[0].beta_m[k]);
    unit[2 * k + 1] = sqrt(ring[0].emittance_m[k] / ring[0].beta_m[k]);
  }
  LR_CHECK(lr_track_beam_create(&ring[0], particles, random, 3, 4, &block, &blocks, &error) == LR_OK);
  LR_CHECK(blocks == (particles + LR_TRACK_BLOCK - 1) / LR_TRACK_BLOCK);
  for (size_t b = 0; b < blocks; b++)
    for (size_t i = 0; i < block[b].count; i++) {
      double q[6];
      lr_test_coordinates(&block[b], i, q);
      LR_CHECK(block[b].id[i] == seen++);
      for (int k = 0; k < 6; k++) {
        mean[k] += q[k] / unit[k];
        fourth[k] += pow(q[k] / unit[k], 4);
        for (int m = 0; m < 6; m++) square[k][m] += q[k] * q[m] / unit[k] / unit[m];
      }
    }
  LR_CHECK(seen == particles);
  double count = (double)particles, worst = 0, worst_own = 0, worst_fourth = 0;
  for (int k = 0; k < 6; k++) {
    worst_own = fmax(worst_own, fmax(fabs(mean[k] / count), fabs(square[k][k] / count - 1)));
    worst_fourth = fmax(worst_fourth, fabs(fourth[k] / count - 3));
    for (int m = 0; m < 6; m++)
      if (m != k) worst = fmax(worst, fabs(square[k][m] / count));
  }
  printf("%s start of %zu: means and squares off by %.1e, products %.1e, fourth %.1e\n", random ? "random" : "Sobol", particles, worst_own,
         worst, worst_fourth);
  LR_NEAR(worst_own, 0, room_own);
  LR_NEAR(worst, 0, room);
  LR_NEAR(worst_fourth, 0, room_fourth);
  free(block);
}

static void test_start(void) {
  // random: errors of means 1/sqrt(n), of squares sqrt(2/n), of fourth powers sqrt(96/n), 27 and 6 of them: 4.5 sigma
  check_start(true, 20000, 4.5 * sqrt(2 / 20000.), 4.5 * sqrt(2 / 20000.), 4.5 * sqrt(96 / 20000.));
  check_start(true, 1000, 4.5 * sqrt(2 / 1000.), 4.5 * sqrt(2 / 1000.), 4.5 * sqrt(96 / 1000.));
  // Sobol: means and squares by scaling, the rest falls nearly as 1/n
  check_start(false, 1024, 6e-3, 1e-12, 0.06);
  check_start(false, 16384, 6e-4, 1e-12, 0.006);
  check_start(false, 131072, 6e-5, 1e-11, 0.001);
  struct lr_track_ring ring[2];
  struct lr_track_block *block, *again;
  struct lr_error error;
  size_t blocks;
  lr_test_bbws(ring);
  LR_CHECK(lr_track_beam_create(&ring[0], 0, true, 1, 1, &block, &blocks, &error) == LR_E_DOMAIN && !block);
  lr_track_beam_create(&ring[0], 100, true, 1, 1, &block, &blocks, &error);
  lr_track_beam_create(&ring[0], 3000, true, 1, 1, &again, &blocks, &error);
  LR_CHECK(block->x[99] == again->x[99]);  // a particle is what it is in a beam of any number
  free(again);
  lr_track_beam_create(&ring[0], 100, true, 2, 1, &again, &blocks, &error);
  LR_CHECK(block->x[99] != again->x[99]);
  free(block);
  free(again);
  lr_track_beam_create(&ring[0], 100, false, 1, 1, &block, &blocks, &error);
  lr_track_beam_create(&ring[0], 100, false, 2, 1, &again, &blocks, &error);
  LR_CHECK(block->x[99] != again->x[99]);  // the seed shifts the sequence, the beam too
  free(again);
  lr_track_beam_create(&ring[0], 100, false, 1, 2, &again, &blocks, &error);
  LR_CHECK(block->x[99] != again->x[99]);
  free(block);
  free(again);
  LR_CHECK(lr_track_beam_create(&ring[0], 1, false, 1, 1, &block, &blocks, &error) == LR_OK && isfinite(block->x[0]));
  free(block);
}

// With coupling the beam is at equilibrium in the modes: its moments stay as they are from turn to turn.
static void test_coupled_start(void) {
  struct lr_track_ring ring[2];
  struct lr_track_block *block;
  struct lr_error error;
  size_t blocks;
  lr_test_bbws(ring);
  ring[0].beta_m[1] = 0.05;
  ring[0].emittance_m[1] = 4e-10;
  ring[0].coupling[0] = 0.3, ring[0].coupling[1] = 0.02, ring[0].coupling[2] = -0.5, ring[0].coupling[3] = 0.3;
  LR_CHECK(lr_track_beam_create(&ring[0], 16384, false, 1, 1, &block, &blocks, &error) == LR_OK);
  double first[5] = {0};
  for (int turn = 0; turn < 4; turn++) {
    double sum[5] = {0};
    for (size_t b = 0; b < blocks; b++) {
      for (size_t i = 0; i < block[b].count; i++) {
        double x = block[b].x[i], y = block[b].y[i], py = block[b].py[i];
        sum[0] += x * x, sum[1] += x * y, sum[2] += y * y, sum[3] += py * py, sum[4] += y * py;
      }
      lr_track_turn(&ring[0], &block[b]);
    }
    if (turn == 0) memcpy(first, sum, sizeof sum);
    double scale[] = {sum[0], sqrt(sum[0] * sum[2]), sum[2], sum[3]};
    for (int k = 0; k < 4; k++) LR_NEAR((sum[k] - first[k]) / scale[k], 0, 3e-3);
  }
  LR_CHECK(fabs(first[1]) > 0.1 * sqrt(first[0] * first[2]));
  struct lr_track_slice slice;  // of the same beam: its sizes in x and y
  LR_CHECK(lr_track_slice_beam(&ring[0], &ring[1], 0, 1, LR_TRACK_SHATILOV, 1, &slice, &error) == LR_OK);
  LR_NEAR(slice.xx_m2[0], first[0] / 16384, 3e-3);
  LR_NEAR(slice.yy_m2[0], first[2] / 16384, 3e-3);
  LR_NEAR(slice.yy_m2[2], first[3] / 16384, 3e-3);
  LR_NEAR(slice.yy_m2[1] / 2, first[4] / 16384, 3e-3);
  free(block);
}

static struct lr_track_setup plain_setup(void) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  return (struct lr_track_setup){.weak = ring[0], .kernel = lr_track_kernel_at(0), .luminosity = true, .seed = 1, .stream = 2};
}

// Every lost particle once, with turn and the first plane that is too large; the rest stay, in any order.
static void test_apertures(void) {
  struct lr_track_setup setup = plain_setup();
  for (int k = 0; k < 3; k++) setup.weak.tune[k] = k == 2 ? 0 : 1;  // nothing moves
  setup.weak.aperture_m[0] = 1e-3, setup.weak.aperture_m[1] = 1e-4, setup.weak.aperture_delta = 0.01;
  static struct lr_track_block b;
  struct lr_track_loss loss[LR_TRACK_BLOCK];
  struct lr_track_sums sums;
  size_t losses;
  b.count = 9;
  for (uint32_t i = 0; i < b.count; i++) b.id[i] = 100 + i;
  b.x[0] = 1.1e-3, b.y[2] = -1.1e-4, b.delta[4] = 0.011, b.x[5] = -2e-3, b.y[5] = 1, b.x[6] = 0.99e-3, b.y[8] = 2e-4, b.delta[8] = 1;
  lr_track_block_turn(&setup, 0, 17, &b, &sums, loss, &losses);
  LR_CHECK(sums.sum[LR_TRACK_ALIVE] == 9);  // moments are those before the turn
  LR_CHECK(losses == 5 && b.count == 4);
  int want[9] = {0, -1, 1, -1, 2, 0, -1, -1, 1};
  for (uint32_t id = 100; id < 109; id++) {
    int found = 0, alive = 0;
    for (size_t k = 0; k < losses; k++)
      if (loss[k].id == id) {
        found++;
        LR_CHECK(loss[k].turn == 17 && loss[k].plane == want[id - 100]);
      }
    for (uint32_t i = 0; i < b.count; i++) alive += b.id[i] == id;
    LR_CHECK(found == (want[id - 100] >= 0) && found + alive == 1);
  }
  for (uint32_t i = 0; i < b.count; i++) LR_CHECK(b.id[i] != 106 || fabs(b.x[i] - 0.99e-3) < 1e-12);
  lr_track_block_turn(&setup, 0, 18, &b, &sums, loss, &losses);
  LR_CHECK(losses == 0);
  LR_CHECK(sums.sum[LR_TRACK_ALIVE] == 4);
}

static bool all_finite(const double *value, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!isfinite(value[i])) return false;
  return true;
}

// A particle that leaves the numbers is lost, named, and leaves nothing behind: the others go on, and all sums are finite.
static void test_no_number(void) {
  struct lr_track_setup setup = plain_setup();
  struct lr_track_loss loss[LR_TRACK_BLOCK];
  struct lr_track_sums sums;
  size_t losses;
  static const double BAD[] = {NAN, INFINITY, 1e12};
  for (int k = 0; k < 6; k++)
    for (int bad = 0; bad < 3; bad++)
      for (uint32_t at = 0; at < 7; at += 3) {
        static struct lr_track_block b;
        memset(&b, 0, sizeof b);
        b.count = 7;
        for (uint32_t i = 0; i < 7; i++) b.id[i] = 1536 + i;
        double *q[] = {b.x, b.px, b.y, b.py, b.z, b.delta};
        q[k][at] = BAD[bad];
        lr_track_block_turn(&setup, 3, 5, &b, &sums, loss, &losses);
        LR_CHECK(losses == 1 && loss[0].id == 1536 + at && loss[0].turn == 5 && loss[0].plane == LR_TRACK_PLANE_NUMBER);
        LR_CHECK(b.count == 6 && lr_track_block_is_sane(&b));
      }
}

// The same in a collision with a crossing angle: more slope than momentum has no way along the line. What the others see
// is that without it.
static void test_imaginary(void) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  struct lr_track_slice slice[5];
  struct lr_error error;
  LR_CHECK(lr_track_slice_beam(&ring[1], &ring[0], LR_TEST_HALF_ANGLE, 1, LR_TRACK_SHATILOV, 5, slice, &error) == LR_OK);
  struct lr_track_setup setup = plain_setup();
  setup.half_angle_rad = LR_TEST_HALF_ANGLE;
  setup.slice = slice;
  setup.slices = 5;
  struct lr_track_loss loss[LR_TRACK_BLOCK];
  struct lr_track_sums sums, without;
  size_t losses;
  static struct lr_track_block b, plain;
  b.count = plain.count = 40;
  for (uint32_t i = 0; i < 40; i++) {
    b.id[i] = plain.id[i] = i;
    b.x[i] = plain.x[i] = 1e-6 * i, b.y[i] = plain.y[i] = 1e-8 * i, b.z[i] = plain.z[i] = 1e-4 * i - 2e-3;
  }
  b.py[39] = 1.2, b.delta[39] = 0.1;
  plain.count = 39;
  lr_track_block_turn(&setup, 0, 8, &b, &sums, loss, &losses);
  LR_CHECK(losses == 1 && loss[0].id == 39 && loss[0].turn == 8 && loss[0].plane == LR_TRACK_PLANE_NUMBER);
  LR_CHECK(b.count == 39 && lr_track_block_is_sane(&b) && sums.sum[LR_TRACK_ALIVE] == 40);
  LR_CHECK(all_finite(sums.sum, LR_TRACK_SUMS));
  lr_track_block_turn(&setup, 0, 8, &plain, &without, loss, &losses);
  LR_CHECK(losses == 0 && without.sum[LR_TRACK_OVERLAP] > 0);
  LR_CHECK(sums.sum[LR_TRACK_OVERLAP] == without.sum[LR_TRACK_OVERLAP]);
  LR_CHECK(memcmp(b.x, plain.x, 39 * sizeof *b.x) == 0 && memcmp(b.py, plain.py, 39 * sizeof *b.py) == 0);
}

// Moments of a turn are plain sums.
static void test_moments(void) {
  struct lr_track_setup setup = plain_setup();
  static struct lr_track_block b;
  struct lr_track_loss loss[LR_TRACK_BLOCK];
  struct lr_track_sums sums;
  size_t losses;
  b.count = 2;
  b.x[0] = 1e-5, b.x[1] = 3e-5, b.px[0] = 2e-4, b.y[1] = 4e-7, b.py[1] = 1e-4, b.z[0] = 1e-3, b.delta[0] = 1e-3, b.delta[1] = -3e-3;
  lr_track_block_turn(&setup, 0, 0, &b, &sums, loss, &losses);
  const double *s = sums.sum;
  LR_NEAR(s[LR_TRACK_X], 4e-5, 1e-14);
  LR_NEAR(s[LR_TRACK_XX], 10e-10, 1e-14);
  LR_NEAR(s[LR_TRACK_XPX], 2e-9, 1e-14);
  LR_NEAR(s[LR_TRACK_PXPX], 4e-8, 1e-14);
  LR_NEAR(s[LR_TRACK_YPY], 4e-11, 1e-14);
  LR_NEAR(s[LR_TRACK_ZDELTA], 1e-6, 1e-14);
  LR_NEAR(s[LR_TRACK_DELTA], -2e-3, 1e-14);
  LR_NEAR(s[LR_TRACK_DELTA2], 10e-6, 1e-14);
  LR_CHECK(s[LR_TRACK_OVERLAP] == 0);
}

int main(void) {
  test_start();
  test_coupled_start();
  test_apertures();
  test_no_number();
  test_imaginary();
  test_moments();
  return lr_test_end();
}
