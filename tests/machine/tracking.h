// SPDX-License-Identifier: GPL-3.0-or-later
// Rings for tests of tracking, and the Jacobian of a map of one particle.
#ifndef LR_TESTS_MACHINE_TRACKING_H
#define LR_TESTS_MACHINE_TRACKING_H

#include <math.h>
#include <string.h>

#include "machine/track/equilibrium.h"

// SuperKEKB benchmark of BBWS, April 2022 (inputs/machines/bbws_2022-04.yaml), without crab waist and radiation.
static inline void lr_test_bbws(struct lr_track_ring ring[2]) {
  memset(ring, 0, 2 * sizeof *ring);
  ring[0] = (struct lr_track_ring){.gamma = 4e9 / 510998.95069, .number = 4.459e10, .radius_m = 2.8179403205e-15,
                                   .beta_m = {0.08, 0.001, 6.11}, .emittance_m = {4e-9, 20e-12, 3.4625e-6},
                                   .tune = {44.524, 46.589, 0.023}, .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY};
  ring[1] = (struct lr_track_ring){.gamma = 7.00729e9 / 510998.95069, .number = 3.579e10, .radius_m = 2.8179403205e-15,
                                   .beta_m = {0.06, 0.001, 8.007}, .emittance_m = {4.6e-9, 35e-12, 3.1824e-6},
                                   .tune = {45.532, 43.572, 0.027}, .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY};
}
static const double LR_TEST_HALF_ANGLE = 0.0415;

static inline struct lr_track_block lr_test_particle(const double q[6]) {
  struct lr_track_block b;
  memset(&b, 0, sizeof b);
  b.count = 1;
  b.x[0] = q[0], b.px[0] = q[1], b.y[0] = q[2], b.py[0] = q[3], b.z[0] = q[4], b.delta[0] = q[5];
  return b;
}
static inline void lr_test_coordinates(const struct lr_track_block *b, size_t i, double q[6]) {
  q[0] = b->x[i], q[1] = b->px[i], q[2] = b->y[i], q[3] = b->py[i], q[4] = b->z[i], q[5] = b->delta[i];
}

// jacobian[i][j] = d out_i / d in_j in units of `unit`, by central differences over `step` units and twice, three and four
// times that: the error is of the order of step^8.
typedef void (*lr_test_map)(double q[6], void *context);
static inline void lr_test_jacobian(lr_test_map map, void *context, const double at[6], const double unit[6], double step,
                                    double jacobian[6][6]) {
  static const double WEIGHT[] = {8. / 5, -4. / 5, 8. / 35, -1. / 35};
  for (int j = 0; j < 6; j++) {
    for (int i = 0; i < 6; i++) jacobian[i][j] = 0;
    for (int k = 1; k <= 4; k++) {
      double up[6], down[6];
      memcpy(up, at, sizeof up);
      memcpy(down, at, sizeof down);
      up[j] += k * step * unit[j];
      down[j] -= k * step * unit[j];
      double width = (up[j] - down[j]) / unit[j];
      map(up, context);
      map(down, context);
      for (int i = 0; i < 6; i++) jacobian[i][j] += WEIGHT[k - 1] * (up[i] - down[i]) / unit[i] / width;
    }
  }
}

// Largest member of J^T S J - S over that of S, in these units.
static inline double lr_test_not_symplectic(double jacobian[6][6], const double unit[6]) {
  double worst = 0, largest = 0;
  for (int a = 0; a < 6; a++)
    for (int b = 0; b < 6; b++) {
      double sum = 0;
      for (int k = 0; k < 3; k++)
        sum += unit[2 * k] * unit[2 * k + 1] *
               (jacobian[2 * k][a] * jacobian[2 * k + 1][b] - jacobian[2 * k + 1][a] * jacobian[2 * k][b]);
      double own = a / 2 != b / 2 || a == b ? 0 : (a < b ? 1 : -1) * unit[a] * unit[b];
      worst = fmax(worst, fabs(sum - own));
      largest = fmax(largest, fabs(own));
    }
  return worst / largest;
}

#endif
