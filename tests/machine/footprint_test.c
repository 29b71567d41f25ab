// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/footprint.h"

#include "base/constants.h"
#include "machine/dynamic_beta.h"
#include "tests/lr_test.h"
#include "tests/machine/track_rings.h"

static void one_line(void) {
  enum { N = 1024 };
  double re[N], im[N], frequency;
  for (int trial = 0; trial < 20; trial++) {
    double tune = lr_test_between(0.01, 0.99), phase = lr_test_between(0, 6), offset = lr_test_between(-3, 3);
    for (int n = 0; n < N; n++) {
      re[n] = offset + cos(2 * LR_PI * tune * n + phase);
      im[n] = sin(2 * LR_PI * tune * n + phase);
    }
    LR_CHECK(lr_track_frequency(re, im, N, &frequency, NULL) == LR_OK);
    LR_CHECK(fabs(frequency - tune) < 1e-9);
  }
  // a weaker line 5 / N away moves the stronger one by little
  for (int n = 0; n < N; n++) {
    re[n] = cos(2 * LR_PI * 0.31 * n) + 0.1 * cos(2 * LR_PI * (0.31 + 40.0 / N) * n);
    im[n] = sin(2 * LR_PI * 0.31 * n) + 0.1 * sin(2 * LR_PI * (0.31 + 40.0 / N) * n);
  }
  LR_CHECK(lr_track_frequency(re, im, N, &frequency, NULL) == LR_OK);
  LR_CHECK(fabs(frequency - 0.31) < 1e-7);
  LR_CHECK(lr_track_frequency(re, im, 1000, &frequency, NULL) == LR_E_DOMAIN);
}

// Short bunches head on, one slice: the tune of small amplitudes is that of the linear force.
static void small_amplitudes(double ratio) {
  struct lr_track_ring ring[2];
  track_rings(ring);
  for (int r = 0; r < 2; r++) {
    ring[r].emittance_m[1] = ring[r].emittance_m[0] * ratio;
    ring[r].emittance_m[2] = 1e-13;
    ring[r].beta_m[2] = 1e-3;  // 10 nm long
    ring[r].beta_m[0] = 0.08;
    ring[r].number = 2e9 * (0.05 + sqrt(ratio));
  }
  struct lr_track_input input = {.particles = 1, .slices = 1, .kick = true};
  struct lr_track_footprint_wish wish = {.amplitude = {1, 1}, .points = {1, 1}, .turns = 2048};
  struct lr_track_footprint_point point;
  LR_CHECK(lr_track_footprint(ring, 0, 1, &input, &wish, 1, NULL, &point, NULL) == LR_OK);
  const struct lr_track_ring *w = &ring[0], *s = &ring[1];
  double size[2];
  for (int k = 0; k < 2; k++) size[k] = sqrt(s->emittance_m[k] * s->beta_m[k]);
  for (int k = 0; k < 2; k++) {
    double xi = s->number * w->radius_m * w->beta_m[k] / (2 * LR_PI * w->gamma * size[k] * (size[0] + size[1]));
    struct lr_dynamic_beta linear;
    LR_CHECK(lr_dynamic_beta_evaluate(w->tune[k], xi, &linear, NULL) == LR_OK);
    LR_CHECK(xi > 1e-3);
    // the smallest amplitude is 0.01 sigma of this ring, not none
    LR_CHECK(fabs(point.tune[k] - linear.tune) < 1e-3 * xi);
    LR_CHECK(fabs(linear.tune - w->tune[k]) > 0.3 * xi);
  }
  LR_CHECK(point.diffusion < 1e-6);
}

static void grid(void) {
  struct lr_track_ring ring[2];
  track_rings(ring);
  struct lr_track_input input = {.particles = 1, .slices = 15, .kick = true};
  struct lr_track_footprint_wish wish = {.amplitude = {6, 12}, .points = {7, 6}, .turns = 256};
  struct lr_track_footprint_point one[42], two[42];
  LR_CHECK(lr_track_footprint(ring, track_half_angle_rad, 1, &input, &wish, 1, NULL, one, NULL) == LR_OK);
  LR_CHECK(lr_track_footprint(ring, track_half_angle_rad, 1, &input, &wish, 2, NULL, two, NULL) == LR_OK);
  LR_CHECK(memcmp(one, two, sizeof one) == 0);
  LR_NEAR(one[6].amplitude[0], 6, 1e-12);
  LR_NEAR(one[41].amplitude[1], 12, 1e-12);
  // the vertical tune falls back to that of the ring with the amplitude
  LR_CHECK(one[0].tune[1] > one[14].tune[1] && one[14].tune[1] > one[35].tune[1] && one[35].tune[1] > 46.589);
  input.kick = false;
  LR_CHECK(lr_track_footprint(ring, track_half_angle_rad, 1, &input, &wish, 2, NULL, two, NULL) == LR_OK);
  for (int i = 0; i < 42; i++) LR_CHECK(fabs(two[i].tune[0] - 44.525) < 1e-7 && fabs(two[i].tune[1] - 46.589) < 1e-7);
  struct lr_error error = {0};
  wish.turns = 1000;
  LR_CHECK(lr_track_footprint(ring, track_half_angle_rad, 1, &input, &wish, 2, NULL, two, &error) == LR_E_DOMAIN && strstr(error.text, "power of 2"));
}

int main(void) {
  one_line();
  small_amplitudes(1);
  small_amplitudes(0.01);
  grid();
  return lr_test_end();
}
