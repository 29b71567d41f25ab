// SPDX-License-Identifier: GPL-3.0-or-later
// Kick of a point charge and its mean over a flat bunch.
#include "beamloss/kick.h"

#include "beamloss/fast_normal.h"
#include "tests/lr_test.h"

static const double GAMMA = 4e9 / 0.51099895069e6;

static double vertical(double strength_m, struct lr_kick_charge charge, double x_m, double y_m) {
  double dxp, dyp;
  lr_kick_point(strength_m, &charge, x_m, y_m, &dxp, &dyp);
  return dyp;
}

// Mean over a bunch of the point kick without softening, and its standard error.
static double sampled(double strength_m, double sigma_x_m, double sigma_y_m, double height_m, double *error) {
  enum { N = 400000 };
  struct lr_random random = lr_random_stream(3, 1, 0);
  struct lr_kick_charge charge = {1e9, 0, height_m, 0};
  double sum = 0, square = 0, point[2];
  for (int i = 0; i < N; i++) {
    lr_normal_fill(&random, point, 2);
    double kick = vertical(strength_m, charge, sigma_x_m * point[0], sigma_y_m * point[1]);
    sum += kick;
    square += kick * kick;
  }
  *error = sqrt((square / N - sum / N * sum / N) / N);
  return sum / N;
}

int main(void) {
  double strength = lr_kick_strength_m(GAMMA, 1);
  LR_NEAR(lr_kick_strength_m(GAMMA, -1), -strength, 1e-15);
  // 1e9 charges give 3.0 urad at 300 um
  LR_NEAR(lr_kick_mean(strength, 1e9, 300e-6, 26e-6, 1e-3), 3.0e-6, 0.005);
  // electrons above the beam pull positrons up, and push electrons down; in x alike
  struct lr_kick_charge above = {1e9, 20e-6, 60e-6, 0};
  double xp, yp;
  lr_kick_point(strength, &above, 0, 0, &xp, &yp);
  LR_CHECK(yp > 0 && xp > 0);
  LR_NEAR(xp / yp, 20.0 / 60, 1e-14);
  LR_CHECK(vertical(lr_kick_strength_m(GAMMA, -1), above, 0, 0) < 0);
  LR_CHECK(lr_kick_mean(strength, 1e9, 300e-6, 26e-6, -60e-6) < 0 && lr_kick_mean(strength, 1e9, 300e-6, 26e-6, 0) == 0);
  // size: 2 r_e N/gamma/r
  struct lr_kick_charge below = {1e9, 0, -1e-3, 0};
  LR_NEAR(vertical(strength, below, 0, 0), -2 * 2.8179403205e-15 * 1e9 / GAMMA / 1e-3, 1e-12);
  // softening halves the kick at r = a, and at the charge itself there is none
  struct lr_kick_charge soft = {1e9, 0, 50e-6, 50e-6}, hard = {1e9, 0, 50e-6, 0};
  LR_NEAR(vertical(strength, soft, 0, 0), vertical(strength, hard, 0, 0) / 2, 1e-14);
  LR_CHECK(vertical(strength, hard, 0, 50e-6) == 0 && vertical(strength, soft, 0, 50e-6) == 0);
  // action and reaction: particle and charge changed over, the kick turns round
  for (int i = 0; i < 100; i++) {
    double a[2] = {lr_test_between(-1e-3, 1e-3), lr_test_between(-1e-4, 1e-4)};
    double b[2] = {lr_test_between(-1e-3, 1e-3), lr_test_between(-1e-4, 1e-4)}, there[2], back[2];
    struct lr_kick_charge at_a = {1e10, a[0], a[1], 5e-5}, at_b = {1e10, b[0], b[1], 5e-5};
    lr_kick_point(strength, &at_b, a[0], a[1], &there[0], &there[1]);
    lr_kick_point(strength, &at_a, b[0], b[1], &back[0], &back[1]);
    LR_CHECK(there[0] == -back[0] && there[1] == -back[1] && there[1] != 0);
  }
  // the mean form against a sample: a bunch of 300 x 1 um, charge within it and above it
  double error;
  for (double height = 1e-6; height < 9e-6; height *= 2) {
    double mean = lr_kick_mean(strength, 1e9, 300e-6, 1e-6, height), sample = sampled(strength, 300e-6, 1e-6, height, &error);
    LR_CHECK(fabs(sample - mean) < 4 * error + 1.5 * height / 300e-6 * mean);
    LR_CHECK(4 * error < 0.2 * mean);
  }
  // what the header says of its range: 14 % too much at 60 um of 300 um
  LR_NEAR(sampled(strength, 300e-6, 1e-6, 60e-6, &error), 0.858 * lr_kick_mean(strength, 1e9, 300e-6, 1e-6, 60e-6), 0.01);
  return lr_test_end();
}
