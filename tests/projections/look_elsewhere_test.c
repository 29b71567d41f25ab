// SPDX-License-Identifier: GPL-3.0-or-later
// Local and global: the definition, there and back, tails, a simulation, refusals.
#include "projections/stats/look_elsewhere.h"

#include "tests/lr_test.h"

static double global(double z, double windows) {
  double out = NAN;
  LR_CHECK(lr_global_z(z, windows, &out, NULL) == LR_OK);
  return out;
}
static double upper(double z) { return 0.5 * erfc(z / sqrt(2)); }

static void definition(void) {
  for (int i = 0; i < 200; i++) {
    double z = lr_test_between(-1, 5), windows = lr_test_log_between(1, 1e3), back = NAN;
    LR_NEAR(upper(global(z, windows)), 1 - pow(1 - upper(z), windows), 1e-9);
    if (global(z, windows) > -7) {
      LR_CHECK(lr_local_z(global(z, windows), windows, &back, NULL) == LR_OK);
      LR_CHECK(fabs(back - z) < 1e-7);
    }
    LR_CHECK(global(z, 2 * windows) < global(z, windows) || upper(global(z, windows)) > 1 - 1e-15);
  }
  LR_NEAR(global(3.3, 1), 3.3, 1e-13);
  LR_NEAR(upper(global(9, 100)), 100 * upper(9), 1e-9);  // where 1 - (1 - p)^N as written is zero
  double back;
  LR_CHECK(lr_local_z(global(50, 1e6), 1e6, &back, NULL) == LR_OK);
  LR_NEAR(back, 50, 1e-12);
}

static void windows(void) {
  double n;
  LR_CHECK(lr_windows_number(1, 9, 0.1, 0.1, 2, &n, NULL) == LR_OK);
  LR_NEAR(n, 40, 1e-14);
  LR_CHECK(lr_windows_number(1, 9, 0.02, 0.18, 2, &n, NULL) == LR_OK);  // a constant relative resolution: a logarithm
  LR_NEAR(n, log(9) / (0.02 * 2), 1e-12);
  LR_CHECK(lr_windows_number(1, 9, 0.18, 0.02, 2, &n, NULL) == LR_OK);
  LR_NEAR(n, log(9) / (0.02 * 2), 1e-12);
  LR_CHECK(lr_windows_number(1, 9, 100, 100, 2, &n, NULL) == LR_OK && n == 1);
}

static double normal(void) {
  return sqrt(-2 * log(lr_test_random())) * cos(2 * 3.14159265358979323846 * lr_test_random());
}

// q0 along the masses: a stationary Gaussian field, made by smoothing; the bound from upcrossings of a low level against the share of
// fields whose maximum is above Z.
static void upcrossings(void) {
  enum { FIELDS = 4000, POINTS = 400, SMOOTH = 20 };
  double z[POINTS], noise[POINTS + SMOOTH], crossings = 0, above = 0, level = 0.5, high = 2.7, out = NAN;
  for (int field = 0; field < FIELDS; field++) {
    for (int i = 0; i < POINTS + SMOOTH; i++) noise[i] = normal();
    double best = -INFINITY;
    for (int i = 0; i < POINTS; i++) {
      double sum = 0, norm = 0;
      for (int k = 0; k <= SMOOTH; k++) {
        double w = exp(-0.5 * pow((k - SMOOTH / 2) / 4.0, 2));
        sum += w * noise[i + k < POINTS + SMOOTH ? i + k : POINTS + SMOOTH - 1];
        norm += w * w;
      }
      z[i] = sum / sqrt(norm);
      best = fmax(best, z[i]);
      if (i && z[i] > 0 && z[i] * z[i] > level && !(z[i - 1] > 0 && z[i - 1] * z[i - 1] > level)) crossings++;
    }
    above += best > high;
  }
  LR_CHECK(lr_global_z_upcrossings(high, crossings / FIELDS, level, &out, NULL) == LR_OK);
  // the bound is the mean number of crossings of the high level; crossings that come as Poisson events give the share of fields from it.
  // 4000 fields: 3 %, and as much for the crossings that its points miss
  LR_NEAR(upper(out), -log1p(-above / FIELDS), 0.12);
  LR_CHECK(lr_global_z_upcrossings(40, 10, 0.5, &out, NULL) == LR_OK && out > 39 && out < 40);
  LR_CHECK(lr_global_z_upcrossings(3, 0, 0.5, &out, NULL) == LR_OK);
  LR_NEAR(out, 3, 1e-12);
}

static void refusals(void) {
  double x;
  struct lr_error error;
  LR_CHECK(lr_global_z(3, 0.5, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_global_z(NAN, 5, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_windows_number(2, 1, 1, 1, 2, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_windows_number(1, 2, 0, 1, 2, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_global_z_upcrossings(3, -1, 0.5, &x, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  definition();
  windows();
  upcrossings();
  refusals();
  return lr_test_end();
}
