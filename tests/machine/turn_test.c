// SPDX-License-Identifier: GPL-3.0-or-later
// A turn of a ring: symplectic with all that is in it and with a collision, its tunes, and its radiation in equilibrium.
#include "base/constants.h"
#include "machine/track/map.h"
#include "machine/track/slicing.h"
#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

enum { SLICES = 15 };
struct turn {
  struct lr_track_ring ring;
  double half_angle_rad;
  struct lr_track_slice slice[SLICES];
  size_t slices;
};

static void turn(double q[6], void *context) {
  const struct turn *t = context;
  struct lr_track_block b = lr_test_particle(q);
  if (t->slices) {
    lr_track_into_collision(&t->ring, t->half_angle_rad, &b);
    lr_track_kick_reference(&b, t->slice, t->slices, false);
    lr_track_out_of_collision(&t->ring, t->half_angle_rad, &b);
  }
  lr_track_turn(&t->ring, &b);
  lr_test_coordinates(&b, 0, q);
}

// Beams of like size in all planes, so that every member of J^T S J - S can be seen; strong forces, all effects at once.
static struct turn strong_turn(bool rf, bool collision) {
  struct turn t = {.half_angle_rad = 0.03};
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  for (int b = 0; b < 2; b++) {
    ring[b].beta_m[0] = 0.1, ring[b].beta_m[1] = 0.05, ring[b].beta_m[2] = 4;
    ring[b].emittance_m[0] = 4e-7, ring[b].emittance_m[1] = 2e-7, ring[b].emittance_m[2] = 4e-6;
    ring[b].number = 2e12;
  }
  t.ring = ring[0];
  t.ring.chromaticity[0] = 2;
  t.ring.chromaticity[1] = -3;
  t.ring.coupling[0] = 0.1, t.ring.coupling[1] = 0.02, t.ring.coupling[2] = -0.5, t.ring.coupling[3] = 0.3;
  t.ring.crab_m = 5;
  t.ring.offset_m[0] = 1e-4;
  t.ring.offset_m[1] = -5e-5;
  t.ring.rf = rf;
  t.ring.rf_amplitude = 0.002;
  t.ring.rf_wave_1_m = 10;
  t.ring.rf_phase_rad = 0.4;
  t.ring.slip_m = 1.2;
  if (collision) {
    struct lr_error error;
    ring[1].offset_m[1] = 2e-5;
    LR_CHECK(lr_track_slice_beam(&ring[1], &t.ring, t.half_angle_rad, 1, LR_TRACK_EQUAL_CHARGE, SLICES, t.slice, &error) == LR_OK);
    for (size_t k = 0; k < SLICES; k++) {  // waists and slopes too
      t.slice[k].px = 1e-3;
      t.slice[k].py = -2e-3;
      t.slice[k].xx_m2[1] = 1e-8;
      t.slice[k].yy_m2[1] = -2e-9;
    }
    t.slices = SLICES;
  }
  return t;
}

static void test_symplectic(void) {
  double worst = 0, j[6][6], unit[6];
  for (int n = 0; n < 40; n++) {
    struct turn t = strong_turn(n % 2, n % 4 >= 2);
    double at[6];
    for (int k = 0; k < 3; k++) {
      unit[2 * k] = sqrt(t.ring.emittance_m[k] * t.ring.beta_m[k]);
      unit[2 * k + 1] = sqrt(t.ring.emittance_m[k] / t.ring.beta_m[k]);
    }
    for (int i = 0; i < 6; i++) at[i] = unit[i] * lr_test_between(-3, 3);
    lr_test_jacobian(turn, &t, at, unit, 4e-3, j);
    double off = lr_test_not_symplectic(j, unit);
    worst = fmax(worst, off);
    LR_NEAR(off, 0, 1e-10);
  }
  printf("a turn with collision: J^T S J - S up to %.1e\n", worst);
  struct turn t = strong_turn(false, true);  // the test itself: without the energy that a slice gives it is not
  for (size_t k = 0; k < SLICES; k++) t.slice[k].xx_m2[2] = t.slice[k].yy_m2[2] = t.slice[k].xx_m2[1] = t.slice[k].yy_m2[1] = 0;
  double at[] = {1e-4, 1e-3, 1e-4, 1e-3, 1e-3, 1e-3};
  lr_test_jacobian(turn, &t, at, unit, 4e-3, j);
  LR_NEAR(lr_test_not_symplectic(j, unit), 0, 1e-10);
  j[5][0] *= 1.0001;
  LR_CHECK(lr_test_not_symplectic(j, unit) > 1e-9);
}

// SuperKEKB as it is, with the collision. Planes differ by 1e5 in emittance: judged in the units of the largest.
static void test_symplectic_superkekb(void) {
  struct turn t = {.half_angle_rad = LR_TEST_HALF_ANGLE, .slices = SLICES};
  struct lr_track_ring ring[2];
  struct lr_error error;
  lr_test_bbws(ring);
  ring[0].crab_m = 0.8 / tan(2 * LR_TEST_HALF_ANGLE);
  t.ring = ring[0];
  LR_CHECK(lr_track_slice_beam(&ring[1], &ring[0], t.half_angle_rad, 1, LR_TRACK_SHATILOV, SLICES, t.slice, &error) == LR_OK);
  double worst = 0, j[6][6], unit[6];
  for (int k = 0; k < 3; k++) {
    unit[2 * k] = sqrt(t.ring.emittance_m[k] * t.ring.beta_m[k]);
    unit[2 * k + 1] = sqrt(t.ring.emittance_m[k] / t.ring.beta_m[k]);
  }
  for (int n = 0; n < 10; n++) {
    double at[6];
    for (int i = 0; i < 6; i++) at[i] = unit[i] * lr_test_between(-2, 2);
    lr_test_jacobian(turn, &t, at, unit, 4e-3, j);
    worst = fmax(worst, lr_test_not_symplectic(j, unit));
  }
  printf("the same for SuperKEKB: %.1e\n", worst);
  LR_NEAR(worst, 0, 1e-10);
}

// Trace of a plane without coupling: 2 cos 2 pi tune, and the chromatic shift; the sign of the synchrotron motion.
static void test_tunes(void) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  static const double UNIT[] = {1e-5, 1e-4, 1e-7, 1e-4, 1e-3, 1e-4};
  double j[6][6], at[6] = {0, 0, 0, 0, 0, 1e-3};
  struct turn t = {.ring = ring[0]};
  t.ring.chromaticity[0] = 1.5;
  t.ring.chromaticity[1] = -7;
  lr_test_jacobian(turn, &t, at, UNIT, 1e-3, j);
  LR_NEAR(j[0][0] + j[1][1], 2 * cos(2 * LR_PI * (44.524 + 1.5e-3)), 1e-10);
  LR_NEAR(j[2][2] + j[3][3], 2 * cos(2 * LR_PI * (46.589 - 7e-3)), 1e-10);
  LR_NEAR(j[4][4] + j[5][5], 2 * cos(2 * LR_PI * 0.023), 1e-10);
  LR_CHECK(j[4][5] < 0);  // above transition: more energy falls behind
  // RF of small amplitude: cos 2 pi nu = 1 - slip V k cos(phase) / 2, beta_z of the matrix = that of the ring
  t.ring = ring[0];
  double slope = 0.002 * 10 * cos(0.4), slip = 1.2, cosine = 1 - slip * slope / 2;
  t.ring.rf = true, t.ring.rf_amplitude = 0.002, t.ring.rf_wave_1_m = 10, t.ring.rf_phase_rad = 0.4, t.ring.slip_m = slip;
  at[5] = 0;
  lr_test_jacobian(turn, &t, at, (double[]){1e-5, 1e-4, 1e-7, 1e-4, 1e-5, 1e-5}, 1e-3, j);
  LR_NEAR(j[4][4], cosine, 1e-9);
  LR_NEAR(j[5][5], cosine, 1e-9);
  LR_CHECK(j[4][5] < 0 && j[5][4] > 0);
}

// Coupling: tunes stay those of the modes; R = 0 is no coupling.
static void test_coupling(void) {
  struct turn t = {0};
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  t.ring = ring[0];
  t.ring.beta_m[1] = 0.05;
  t.ring.coupling[0] = 0.1, t.ring.coupling[1] = 0.02, t.ring.coupling[2] = -0.5, t.ring.coupling[3] = 0.3;
  static const double UNIT[] = {1, 1, 1, 1, 1, 1}, AT[6] = {0};
  double j[6][6];
  lr_test_jacobian(turn, &t, AT, UNIT, 1e-2, j);
  double cos1 = cos(2 * LR_PI * t.ring.tune[0]), cos2 = cos(2 * LR_PI * t.ring.tune[1]);
  LR_NEAR(j[0][0] + j[1][1] + j[2][2] + j[3][3], 2 * (cos1 + cos2), 1e-12);
  double square = 0;  // trace of the square: 2 cos(2 mu1) + 2 cos(2 mu2)
  for (int a = 0; a < 4; a++)
    for (int b = 0; b < 4; b++) square += j[a][b] * j[b][a];
  LR_NEAR(square, 2 * (2 * cos1 * cos1 - 1 + 2 * cos2 * cos2 - 1), 1e-12);
  LR_CHECK(fabs(j[2][0]) > 1e-3);
}

// Radiation alone: one block, variances after many turns from a beam that is three times too large: exact recursion
// V(n) = V_eq + (V(0) - V_eq) exp(-2 d n); statistical error of a variance of 512 x blocks particles.
static void test_radiation(void) {
  enum { BLOCKS = 20 };
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  ring[0].damping[0] = 0.01, ring[0].damping[1] = 0.02, ring[0].damping[2] = 0.04;
  static struct lr_track_block block[BLOCKS];
  memset(block, 0, sizeof block);
  double unit[6];
  for (int k = 0; k < 3; k++) {
    unit[2 * k] = sqrt(ring[0].emittance_m[k] * ring[0].beta_m[k]);
    unit[2 * k + 1] = sqrt(ring[0].emittance_m[k] / ring[0].beta_m[k]);
  }
  for (int b = 0; b < BLOCKS; b++) {
    block[b].count = LR_TRACK_BLOCK;
    for (size_t i = 0; i < LR_TRACK_BLOCK; i++) {
      double phase = 2 * LR_PI * (double)i / LR_TRACK_BLOCK;  // rms sqrt(3) sigma, no mean
      block[b].x[i] = unit[0] * sqrt(6) * cos(phase), block[b].px[i] = unit[1] * sqrt(6) * sin(phase);
      block[b].y[i] = unit[2] * sqrt(6) * cos(phase), block[b].py[i] = unit[3] * sqrt(6) * sin(phase);
      block[b].z[i] = unit[4] * sqrt(6) * cos(phase), block[b].delta[i] = unit[5] * sqrt(6) * sin(phase);
    }
  }
  for (uint64_t turns = 1; turns <= 400; turns++) {
    for (uint64_t b = 0; b < BLOCKS; b++) {
      lr_track_turn(&ring[0], &block[b]);
      lr_track_radiate(&ring[0], 5, 7, turns, b, &block[b]);
    }
    if (turns % 50) continue;
    double sum[6] = {0}, cross = 0, q[6], count = BLOCKS * LR_TRACK_BLOCK;
    for (int b = 0; b < BLOCKS; b++)
      for (size_t i = 0; i < LR_TRACK_BLOCK; i++) {
        lr_test_coordinates(&block[b], i, q);
        for (int k = 0; k < 6; k++) sum[k] += q[k] * q[k] / unit[k] / unit[k] / count;
        cross += q[0] * q[2] / unit[0] / unit[2] / count;
      }
    for (int k = 0; k < 3; k++) {
      double want = 1 + 2 * exp(-2 * ring[0].damping[k] * (double)turns);
      // action: mean of the two; variance of (q^2 + p^2) / 2 is 1 of 1
      LR_NEAR((sum[2 * k] + sum[2 * k + 1]) / 2, want, 4.5 / sqrt(count));
    }
    if (turns > 300) LR_NEAR(cross, 0, 4.5 / sqrt(count));  // the start, the same in x and y, is forgotten
  }
}

// The noise: mean 0, variance 1, four different numbers a slot, not the same from turn to turn, block to block, stream to stream.
static void test_noise(void) {
  struct lr_track_ring ring = {.beta_m = {1, 1, 1}, .emittance_m = {1, 1, 1}, .damping = {1e9, 1e9, 1e9}};
  static struct lr_track_block b;
  double sum[6] = {0}, square[6][6] = {{0}}, q[6], count = 200. * LR_TRACK_BLOCK, largest = 0;
  for (uint64_t t = 0; t < 200; t++) {
    b.count = LR_TRACK_BLOCK;
    lr_track_radiate(&ring, 1, 2, t, t % 7, &b);
    for (size_t i = 0; i < LR_TRACK_BLOCK; i++) {
      lr_test_coordinates(&b, i, q);
      for (int k = 0; k < 6; k++) {
        sum[k] += q[k];
        largest = fmax(largest, fabs(q[k]));
        for (int m = 0; m < 6; m++) square[k][m] += q[k] * q[m];
      }
    }
  }
  for (int k = 0; k < 6; k++) {
    LR_NEAR(sum[k] / count, 0, 4.5 / sqrt(count));
    for (int m = 0; m < 6; m++) LR_NEAR(square[k][m] / count, k == m, 4.5 / sqrt(count));
  }
  LR_CHECK(largest <= sqrt(3) && largest > 1.7319);
  double first = b.x[0];
  for (int change = 0; change < 4; change++) {
    b.count = LR_TRACK_BLOCK;
    lr_track_radiate(&ring, 1 + (change == 1), 2 + (change == 2), 199 + (change == 3), 199 % 7, &b);
    LR_CHECK((b.x[0] == first) == (change == 0));
  }
}

int main(void) {
  lr_test_seed_from_environment();
  test_symplectic();
  test_symplectic_superkekb();
  test_tunes();
  test_coupling();
  test_radiation();
  test_noise();
  return lr_test_end();
}
