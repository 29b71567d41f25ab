// SPDX-License-Identifier: GPL-3.0-or-later
// The vertical field of a beam against the integral that defines it, closed limits, and its own slope.
#include "beamloss/beam_field.h"

#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "tests/lr_test.h"

struct sizes {
  double sx, sy, y;
};

// q = (scale of the beam or of the height) t
static double integrand(double t, void *user) {
  const struct sizes *p = user;
  double unit = p->sy * fmax(fmax(p->sx, p->sy), p->y), q = unit * t, b = 2 * p->sy * p->sy + q,
         a = 2 * p->sx * p->sx + q;
  return p->y * unit / (b * sqrt(b * a)) * exp(-p->y * p->y / b);
}

static double by_integral(double sx, double sy, double y) {
  struct sizes p = {sx, sy, y};
  gsl_function f = {integrand, &p};
  gsl_integration_workspace *work = gsl_integration_workspace_alloc(2000);
  double value = NAN, error;
  gsl_integration_qagiu(&f, 0, 0, 1e-10, 2000, work, &value, &error);
  gsl_integration_workspace_free(work);
  return value / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s);
}

static void test_integral(void) {
  for (int i = 0; i < 400; i++) {
    double sy = lr_test_log_between(1e-6, 1e-3), sx = sy * lr_test_log_between(0.02, 50);
    double y = sy * lr_test_log_between(2e-3, 30);
    LR_NEAR(lr_beam_field_vertical(sx, sy, y).field_V_mA, by_integral(sx, sy, y), 1e-8);
  }
}

// DST-04
static void test_largest(void) {
  double largest = 0;
  for (double y = 0; y < 300e-6; y += 0.1e-6)
    largest = fmax(largest, 1.3 * lr_beam_field_vertical(300e-6, 26e-6, y).field_V_mA);
  LR_NEAR(largest, 2.736e5, 2e-4);
}

static void test_limits(void) {
  double line = 1 / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s);
  struct lr_beam_field centre = lr_beam_field_vertical(300e-6, 26e-6, 0);
  LR_NEAR(centre.field_V_mA, 0, 0);
  LR_NEAR(centre.slope_V_m2A, line / (26e-6 * 326e-6), 1e-9);
  LR_NEAR(lr_beam_field_vertical(300e-6, 26e-6, 0.1).field_V_mA, line / 0.1, 2e-5);  // a line charge from far away
  LR_NEAR(lr_beam_field_vertical(26e-6, 26e-6, 60e-6).field_V_mA, line * -expm1(-60. * 60 / (2 * 26 * 26)) / 60e-6,
          1e-12);
  // through the round beam from either side, and across the ends of the series
  for (double y = 0.01e-6; y < 500e-6; y *= 1.7) {
    double round = lr_beam_field_vertical(26e-6, 26e-6, y).field_V_mA;
    for (double off = 1e-12; off < 1e-3; off *= 3)
      for (int side = -1; side <= 1; side += 2)
        LR_NEAR(lr_beam_field_vertical(26e-6 * (1 + side * off), 26e-6, y).field_V_mA, round, off + 2e-8);
    LR_NEAR(lr_beam_field_vertical(300e-6, 26e-6, -y).field_V_mA, -lr_beam_field_vertical(300e-6, 26e-6, y).field_V_mA,
            0);
    LR_NEAR(lr_beam_field_vertical(300e-6, 26e-6, -y).slope_V_m2A, lr_beam_field_vertical(300e-6, 26e-6, y).slope_V_m2A,
            0);
  }
  double sizes[] = {300e-6, 26e-6, 5e-6};
  for (int i = 0; i < 3; i++) {
    double edge = 1e-2 * fmin(sizes[i], 26e-6);
    LR_NEAR(lr_beam_field_vertical(sizes[i], 26e-6, edge * (1 - 1e-12)).field_V_mA,
            lr_beam_field_vertical(sizes[i], 26e-6, edge * (1 + 1e-12)).field_V_mA, 1e-10);
  }
}

static void test_slope(void) {
  for (int i = 0; i < 400; i++) {
    double sy = lr_test_log_between(1e-6, 1e-3), ratio = i % 4 ? lr_test_log_between(0.02, 50) : 1 + 1e-6 * (i - 200);
    double y = sy * lr_test_log_between(1e-3, 30), sx = sy * ratio, h = 1e-4 * fmin(sy, sx) + 1e-5 * y;
    double difference =
        (lr_beam_field_vertical(sx, sy, y + h).field_V_mA - lr_beam_field_vertical(sx, sy, y - h).field_V_mA) / (2 * h);
    double scale = fabs(difference) + 1e-3 * lr_beam_field_vertical(sx, sy, y).field_V_mA / y;  // it passes through 0
    LR_NEAR(lr_beam_field_vertical(sx, sy, y).slope_V_m2A / scale, difference / scale, 1e-3);
  }
}

int main(void) {
  lr_test_seed_from_environment();
  test_integral();
  test_largest();
  test_limits();
  test_slope();
  return lr_test_end();
}
