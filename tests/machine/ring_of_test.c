// SPDX-License-Identifier: GPL-3.0-or-later
// A collider as tracking takes it: without kick the luminosity of macro-particles is the overlap of the bunches, with crab waist,
// offsets and both choices of the weak beam.
#include "machine/track/ring_of.h"

#include "machine/overlap.h"
#include "machine/track/equilibrium.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

enum { PARTICLES = 8192 };

static struct lr_collider benchmark(void) {  // BBWS, April 2022
  struct lr_ring ler = test_ring(4, 4.459e10, 0.08, 1e-3, 4e-9, 20e-12, 4.6e-3), her = test_ring(7.00729, 3.579e10, 0.06, 1e-3, 4.6e-9, 35e-12, 5.048e-3);
  struct lr_ring *rings[] = {&ler, &her};
  for (int r = 0; r < 2; r++) {
    rings[r]->tune_x = 44.524, rings[r]->tune_y = 46.589, rings[r]->tune_s = 0.023;
    rings[r]->energy_spread = 7e-4, rings[r]->rf_voltage_V = NAN;
  }
  return test_superkekb(1, ler, her);
}

static double tracked(const struct lr_collider *collider, int weak) {
  struct lr_track_ring ring[2];
  struct lr_error error = {0};
  struct lr_track_run *run = NULL;
  for (int r = 0; r < 2; r++)
    LR_CHECK(lr_track_ring_of(collider, r, r == weak ? LR_TRACK_TRACKED : LR_TRACK_FROZEN, &ring[r], &error) == LR_OK);
  const struct lr_track_input input = {.weak = weak, .particles = PARTICLES, .turns = 4, .average = 4, .slices = 120};
  LR_CHECK(lr_track_run_create(ring, collider->crossing_angle_rad / 2, 1, &input, 1, &run, &error) == LR_OK);
  LR_CHECK(lr_track_run_step(run, 1, 0, &error) == LR_OK);
  double luminosity_m2 = lr_track_run_sums(run, weak)->sum[LR_TRACK_OVERLAP] * ring[weak].number / PARTICLES;
  lr_track_run_free(run);
  return luminosity_m2;
}

static double overlap(const struct lr_collider *collider) {
  struct lr_overlap out;
  struct lr_error error = {0};
  LR_CHECK(lr_overlap_evaluate(collider, 1e-8, &out, &error) == LR_OK);
  return out.luminosity_m2;
}

// The same particles with and without: most of the sampling error drops out of the ratio.
static void test_crab_waist(void) {
  for (int weak = 0; weak < 2; weak++) {
    struct lr_collider plain = benchmark(), crab = plain, wrong = plain;
    struct lr_ring *of = weak ? &crab.her : &crab.ler, *wrong_of = weak ? &wrong.her : &wrong.ler;
    of->crab_waist = 0.8;
    wrong_of->crab_waist = -0.8;
    double base = tracked(&plain, weak), gain = overlap(&crab) / overlap(&plain), loss = overlap(&wrong) / overlap(&plain);
    LR_CHECK(gain > 1.004 && loss < 0.99);
    LR_NEAR(tracked(&crab, weak) / base, gain, 1e-3);
    LR_NEAR(tracked(&wrong, weak) / base, loss, 1e-3);
    LR_NEAR(base, overlap(&plain), 0.01);
  }
}

// Luminosity does not know the sign of an offset: that of her against ler is in track_fields_test.
static void test_offsets(void) {
  for (int weak = 0; weak < 2; weak++) {
    struct lr_collider plain = benchmark();
    (weak ? &plain.her : &plain.ler)->crab_waist = 1;
    struct lr_collider moved = plain;
    moved.offset_x_m = 150e-6;
    moved.offset_y_m = 0.2e-6;
    double ratio = overlap(&moved) / overlap(&plain);
    LR_CHECK(ratio < 0.9);
    LR_NEAR(tracked(&moved, weak) / tracked(&plain, weak), ratio, 2e-3);
  }
}

static void test_what_is_left_out(void) {
  char text[192];
  struct lr_collider collider = benchmark();
  LR_CHECK(!lr_track_ring_ignores(&collider, 1, 0, text, sizeof text));
  collider.her.crab_waist = 0.4;
  LR_CHECK(!lr_track_ring_ignores(&collider, 0, 0, text, sizeof text) && !lr_track_ring_ignores(&collider, -1, 0, text, sizeof text));
  LR_CHECK(lr_track_ring_ignores(&collider, 1, 0, text, sizeof text) && strstr(text, "crab_waist of the her, 40 %"));
  collider.ler.roll_rad = 1e-3;
  collider.her.waist_shift_m = 1e-3;
  collider.ler.chromatic_size_y_m = 1e-8;
  collider.jitter_y_m = 1e-8;
  collider.vertical_angle_rad = 1e-3;
  size_t count = 0;
  while (lr_track_ring_ignores(&collider, 1, count, text, sizeof text)) count++;
  LR_CHECK(count == 6);
  struct lr_track_ring ring;
  struct lr_error error = {0};
  collider.ler.tune_s = NAN;
  LR_CHECK(lr_track_ring_of(&collider, false, LR_TRACK_TRACKED, &ring, &error) == LR_E_DOMAIN && strstr(error.text, "'tune_s' of the ler"));
  LR_CHECK(lr_track_ring_of(&collider, false, LR_TRACK_FROZEN, &ring, &error) == LR_OK);
  collider.ler.beta_x_m = -1;
  LR_CHECK(lr_track_ring_of(&collider, false, LR_TRACK_FROZEN, &ring, &error) == LR_E_DOMAIN && strstr(error.text, "ler"));
}

int main(void) {
  test_crab_waist();
  test_offsets();
  test_what_is_left_out();
  return lr_test_end();
}
