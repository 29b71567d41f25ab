// SPDX-License-Identifier: GPL-3.0-or-later
// The way into the frame of the collision and back: an identity, symplectic together with what stands between, and the textbook form.
#include "machine/track/map.h"
#include "tests/lr_test.h"
#include "tests/machine/tracking.h"

struct way {
  struct lr_track_ring ring;
  double half_angle_rad;
};

static struct way way(double half_angle_rad, double crab_m, double offset_x_m, double offset_y_m) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  ring[0].crab_m = crab_m;
  ring[0].offset_m[0] = offset_x_m;
  ring[0].offset_m[1] = offset_y_m;
  return (struct way){ring[0], half_angle_rad};
}

static void in(double q[6], void *context) {
  const struct way *w = context;
  struct lr_track_block b = lr_test_particle(q);
  lr_track_into_collision(&w->ring, w->half_angle_rad, &b);
  lr_test_coordinates(&b, 0, q);
}

static void out(double q[6], void *context) {
  const struct way *w = context;
  struct lr_track_block b = lr_test_particle(q);
  lr_track_out_of_collision(&w->ring, w->half_angle_rad, &b);
  lr_test_coordinates(&b, 0, q);
}

// Back where it was, to 1e-14 of the larger of the size of the beam and of what stands in the frame between.
static void test_identity(void) {
  static const double SIZE[] = {17.9e-6, 2.2e-4, 1.4e-7, 1.4e-4, 4.6e-3, 7.5e-4};
  double worst = 0;
  for (int n = 0; n < 2000; n++) {
    struct way w = way(lr_test_between(0, 0.1), n % 2 ? lr_test_between(-20, 20) : 0, n % 3 ? 0 : 2e-5, n % 5 ? 0 : 1e-7);
    double q[6], start[6], between[6];
    for (int i = 0; i < 6; i++) start[i] = q[i] = SIZE[i] * lr_test_between(-10, 10);
    in(q, &w);
    memcpy(between, q, sizeof q);
    out(q, &w);
    for (int i = 0; i < 6; i++) {
      double scale = fmax(fmax(fabs(start[i]), SIZE[i]), fabs(between[i]));
      double leaning = fabs(start[4]) * tan(w.half_angle_rad);  // in x* it stands beside x
      if (i == 0) scale = fmax(scale, leaning);
      if (i == 2) scale = fmax(scale, fabs(w.ring.crab_m * start[3]) * leaning);
      if (i == 5) scale = fmax(scale, fabs(start[1]));
      worst = fmax(worst, fabs(q[i] - start[i]) / scale);
    }
  }
  printf("into the collision and back: off by %.1e\n", worst);
  LR_NEAR(worst, 0, 1e-14);
}

// Hirata, PRL 74 (1995) 2228, as written, in long double.
static void test_textbook(void) {
  for (int n = 0; n < 500; n++) {
    double half_angle = lr_test_between(0.001, 0.1), q[6];
    for (int i = 0; i < 6; i++) q[i] = lr_test_between(-1, 1) * 1e-2;
    long double s = sinl((long double)half_angle), c = cosl((long double)half_angle), t = s / c;
    long double x = q[0], px = q[1], y = q[2], py = q[3], z = q[4], d = q[5];
    long double h = d + 1 - sqrtl((1 + d) * (1 + d) - px * px - py * py);
    long double pxs = px / c - h * t / c, pys = py / c, ds = d - px * t + h * t * t;
    long double ps = sqrtl((1 + ds) * (1 + ds) - pxs * pxs - pys * pys), hs = 1 - (ds + 1) / ps;
    long double want[] = {z * t + x * (1 + pxs / ps * s), pxs, y + x * pys / ps * s, pys, z / c + hs * x * s, ds};
    struct way w = way(half_angle, 0, 0, 0);
    in(q, &w);
    for (int i = 0; i < 6; i++) LR_NEAR(q[i], (double)want[i], 0x1p-50 * 1e-2 / fabs((double)want[i]) + 1e-15);
  }
}

// Alone the boost is not canonical: its determinant is cos^-3. The crab waist alone is canonical.
static void test_determinants(void) {
  static const double UNIT[] = {1, 1, 1, 1, 1, 1}, AT[] = {1e-3, 2e-3, -5e-4, 1e-3, 3e-3, 1e-3};
  double j[6][6];
  struct way w = way(0.0415, 0, 0, 0);
  lr_test_jacobian(in, &w, AT, UNIT, 1e-3, j);
  double determinant = 1;
  for (int k = 0; k < 6; k++) {
    int pivot = k;
    for (int i = k; i < 6; i++)
      if (fabs(j[i][k]) > fabs(j[pivot][k])) pivot = i;
    if (pivot != k) determinant = -determinant;
    for (int i = 0; i < 6; i++) {
      double swap = j[k][i];
      j[k][i] = j[pivot][i];
      j[pivot][i] = swap;
    }
    determinant *= j[k][k];
    for (int i = k + 1; i < 6; i++)
      for (int m = 5; m >= k; m--) j[i][m] -= j[i][k] / j[k][k] * j[k][m];
  }
  LR_NEAR(determinant, pow(cos(0.0415), -3), 1e-11);
  w = way(0, 13, 1e-5, -1e-6);
  lr_test_jacobian(in, &w, AT, UNIT, 1e-3, j);
  LR_NEAR(lr_test_not_symplectic(j, UNIT), 0, 1e-11);
}

// A particle on the axis of its bunch lies on the line x* = z* sin phi; crab waist: y at the waist moves with x.
static void test_directions(void) {
  double q[] = {0, 0, 0, 0, 1e-3, 0};
  struct way w = way(0.0415, 0, 0, 0);
  in(q, &w);
  LR_NEAR(q[0], q[4] * sin(0.0415), 1e-15);
  double crabbed[] = {1e-5, 0, 0, 1e-4, 0, 0};
  w = way(0, 12, 2e-5, 3e-6);
  in(crabbed, &w);
  LR_NEAR(crabbed[2], 12 * 1e-5 * 1e-4 + 3e-6, 1e-14);
  LR_NEAR(crabbed[0], 3e-5, 1e-14);
  LR_NEAR(crabbed[1], -12 * 1e-8 / 2, 1e-14);
}

int main(void) {
  lr_test_seed_from_environment();
  test_identity();
  test_textbook();
  test_determinants();
  test_directions();
  return lr_test_end();
}
