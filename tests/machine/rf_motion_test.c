// SPDX-License-Identifier: GPL-3.0-or-later
// Motion in the RF of a tracked ring: tune from the voltage, bucket height as M29 has it.
#include "base/constants.h"
#include "machine/rf_bucket.h"
#include "machine/track/tracker.h"
#include "tests/lr_test.h"

// LER: 9.4 MV, 1.87 MeV a turn, 3.2e-4, 5120 at 4 GeV over 3016.3 m
static const struct lr_rf_bucket LER = {.voltage_V = 9.4e6, .energy_loss_eV = 1.87e6, .energy_eV = 4e9, .momentum_compaction = 3.2e-4, .harmonic_number = 5120};
static const double LENGTH_m = 3016.3;

static struct lr_track_ring ring_of(void) {
  return (struct lr_track_ring){.gamma = 7827.8, .beta_m = {0.08, 0.001, 6}, .rf = true, .rf_amplitude = LER.voltage_V / LER.energy_eV,
                                .rf_wave_1_m = 2 * LR_PI * LER.harmonic_number / LENGTH_m, .rf_phase_rad = asin(LER.energy_loss_eV / LER.voltage_V),
                                .slip_m = LER.momentum_compaction * LENGTH_m};
}

// cos 2 pi nu = 1 - (slip)(e V/E)(2 pi h/C) cos(phi) / 2 of the linear map: from the turns that 50 oscillations take.
static void test_tune(void) {
  struct lr_track_ring ring = ring_of();
  struct lr_track_block b = {.count = 1};
  b.z[0] = 1e-6;
  double before = b.z[0], first = 0, last = 0;
  int crossings = 0;
  for (int t = 1; t < 4000 && crossings < 51; t++) {
    lr_track_turn(&ring, &b);
    if (before < 0 && b.z[0] >= 0) {
      last = t - b.z[0] / (b.z[0] - before);
      if (crossings++ == 0) first = last;
    }
    before = b.z[0];
  }
  LR_CHECK(crossings == 51);
  double tune = acos(1 - ring.slip_m * ring.rf_amplitude * ring.rf_wave_1_m * cos(ring.rf_phase_rad) / 2) / (2 * LR_PI);
  LR_NEAR(50 / (last - first), tune, 1e-5);
  double smooth = sqrt(LER.momentum_compaction * LER.harmonic_number * LER.voltage_V * cos(ring.rf_phase_rad) / (2 * LR_PI * LER.energy_eV));
  LR_NEAR(tune, smooth, 1e-3);
}

// Largest |z| over many oscillations of a particle that starts at z = 0.
static double reach(double delta) {
  struct lr_track_ring ring = ring_of();
  struct lr_track_block b = {.count = 1};
  b.delta[0] = delta;
  double most = 0;
  for (int t = 0; t < 3000 && most < 1; t++) {
    lr_track_turn(&ring, &b);
    most = fmax(most, fabs(b.z[0]));
  }
  return most;
}

static void test_bucket(void) {
  double height;
  struct lr_error error = {0};
  LR_CHECK(lr_rf_bucket_half_height(&LER, &height, &error) == LR_OK);
  LR_CHECK(reach(0.97 * height) < LENGTH_m / LER.harmonic_number);
  LR_CHECK(reach(-0.97 * height) < LENGTH_m / LER.harmonic_number);
  LR_CHECK(reach(1.03 * height) >= 1);
  LR_CHECK(reach(-1.03 * height) >= 1);
}

// A particle outside the bucket is lost within few turns, with its plane; one inside stays, and so do both without RF.
static void test_lost(bool rf) {
  double height;
  struct lr_error error = {0};
  LR_CHECK(lr_rf_bucket_half_height(&LER, &height, &error) == LR_OK);
  struct lr_track_setup setup = {.weak = ring_of(), .kernel = lr_track_kernel_at(0)};
  setup.weak.rf = rf;
  setup.weak.tune[2] = 0.023;
  setup.weak.aperture_m[0] = setup.weak.aperture_m[1] = setup.weak.aperture_delta = INFINITY;
  static struct lr_track_block b;
  static struct lr_track_loss loss[LR_TRACK_BLOCK];
  struct lr_track_sums sums;
  size_t losses, lost = 0;
  b = (struct lr_track_block){.count = 3, .id = {5, 6, 7}, .delta = {1.03 * height, 0.97 * height, -1.03 * height}};
  for (uint64_t t = 0; t < 3000; t++) {
    lr_track_block_turn(&setup, 0, t, &b, &sums, loss, &losses);
    for (size_t k = 0; k < losses; k++) LR_CHECK(loss[k].plane == LR_TRACK_PLANE_BUCKET && loss[k].id != 6 && loss[k].turn == t);
    lost += losses;
  }
  LR_CHECK(lost == (rf ? 2 : 0) && b.count == (rf ? 1 : 3));
  LR_CHECK(!rf || b.id[0] == 6);
}

int main(void) {
  test_tune();
  test_bucket();
  test_lost(true);
  test_lost(false);
  return lr_test_end();
}
