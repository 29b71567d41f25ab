// SPDX-License-Identifier: GPL-3.0-or-later
// The field of a Gaussian charge against a quadrature of its integral, its limits and Poisson's equation.
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "machine/track/kernel.h"
#include "tests/lr_test.h"

// K4 as an integral over u = ln(2 sigma_small^2 + q): any aspect ratio, no division by a difference of sizes.
struct point {
  double x, y, xx, yy;
  int kind;  // 0 fx, 1 fy, 2 fxx, 3 fyy
};

static double integrand(double u, void *context) {
  const struct point *p = context;
  double small = 2 * fmin(p->xx, p->yy), a = 2 * (p->xx - p->yy), grown = small * exp(u);
  double ax = a > 0 ? grown + a : grown, ay = a > 0 ? grown : grown - a;
  double g = grown * exp(-p->x * p->x / ax - p->y * p->y / ay) / sqrt(ax * ay);
  switch (p->kind) {
    case 0: return p->x * g / ax;
    case 1: return p->y * g / ay;
    case 2: return g / ax * (1 - 2 * p->x * p->x / ax);
    default: return g / ay * (1 - 2 * p->y * p->y / ay);
  }
}

static double quadrature(struct point point, int kind) {
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(4000);
  point.kind = kind;
  gsl_function function = {integrand, &point};
  double result = 0, error = 0, sum = 0;
  // in u the integrand is smooth over some units at every scale: piece by piece, until q is far beyond all lengths
  for (double from = 0; from < 76; from += 4) {
    gsl_integration_qag(&function, from, from + 4, 0, 1e-13, 4000, GSL_INTEG_GAUSS61, workspace, &result, &error);
    sum += result;
  }
  gsl_integration_workspace_free(workspace);
  return sum;
}

static void compare(double x, double y, double sx, double sy) {
  struct point p = {x, y, sx * sx, sy * sy, 0};
  struct lr_track_field f = lr_track_field_reference(x, y, p.xx, p.yy);
  double fx = quadrature(p, 0), fy = quadrature(p, 1), fxx = quadrature(p, 2), fyy = quadrature(p, 3);
  double scale = hypot(fx, fy), scale2 = fmax(fmax(fabs(fxx), fabs(fyy)), 1 / (x * x + y * y + p.xx + p.yy));
  // the closed form cancels by (r / D)^2 in the derivatives far out, D^2 = 2 (xx - yy)
  double far = (x * x + y * y) / fmax(2 * fabs(p.xx - p.yy), 0.1 * fmax(p.xx, p.yy));
  LR_NEAR((f.fx_m - fx) / scale, 0, 1e-12);
  LR_NEAR(f.fx_m, fx, 1e-10);
  LR_NEAR((f.fy_m - fy) / scale, 0, 1e-12);
  LR_NEAR(f.fy_m, fy, 1e-10);
  LR_NEAR((f.fxx_m2 - fxx) / scale2, 0, 2e-12 + 2e-14 * far);
  LR_NEAR((f.fyy_m2 - fyy) / scale2, 0, 2e-12 + 2e-14 * far);
}

static void test_quadrature(void) {
  static const double RATIO[] = {0.002, 0.01, 0.1, 0.5, 0.9, 0.948, 0.949, 0.99, 1 - 1e-6, 1, 1 + 1e-9, 1.03, 1.06, 2, 30, 400};
  static const double AMPLITUDE[] = {0.01, 0.3, 1, 3, 8, 20, 50};
  for (size_t r = 0; r < sizeof RATIO / sizeof *RATIO; r++)
    for (size_t i = 0; i < 7; i++)
      for (size_t j = 0; j < 7; j++) {
        double sx = 17e-6, sy = sx * RATIO[r];
        compare(AMPLITUDE[i] * sx, AMPLITUDE[j] * sy, sx, sy);
      }
}

// Small amplitudes: f_x = x / (sx (sx + sy)); far away: 1 / r; round: (1 - exp(-r^2 / 2 s^2)) / r; div f = 2 pi density.
static void test_limits(void) {
  for (int i = 0; i < 200; i++) {
    double sx = lr_test_log_between(1e-7, 1e-3), sy = sx * lr_test_log_between(1e-3, 1e3);
    struct lr_track_field f = lr_track_field_reference(-1e-4 * sx, 1e-4 * sy, sx * sx, sy * sy);
    LR_NEAR(f.fx_m, -1e-4 / (sx + sy), 1e-7);
    LR_NEAR(f.fy_m, 1e-4 / (sx + sy), 1e-7);
    LR_NEAR(f.fxx_m2, 1 / (sx * (sx + sy)), 1e-6);
    double far = 1e4 * fmax(sx, sy), angle = lr_test_between(0.1, 1.4);
    f = lr_track_field_reference(far * cos(angle), far * sin(angle), sx * sx, sy * sy);
    LR_NEAR(f.fx_m * far, cos(angle), 1e-7);
    LR_NEAR(f.fy_m * far, sin(angle), 1e-7);
    double x = lr_test_between(-4, 4) * sx, y = lr_test_between(-4, 4) * sy;
    f = lr_track_field_reference(x, y, sx * sx, sy * sy);
    LR_NEAR(f.fxx_m2 + f.fyy_m2 - 2 * LR_PI * f.density_m2, 0, 1e-12 / fmin(sx * sx, sy * sy));
    double r = hypot(x, y);
    f = lr_track_field_reference(x, y, sx * sx, sx * sx);
    LR_NEAR(f.fx_m, x / r / r * -expm1(-r * r / (2 * sx * sx)), 1e-13);
    f = lr_track_field_reference(0, 0, sx * sx, sy * sy);
    LR_NEAR(f.fx_m * sx, 0, 1e-15);
    LR_NEAR(f.density_m2, 1 / (2 * LR_PI * sx * sy), 1e-14);
  }
}

int main(void) {
  gsl_set_error_handler_off();
  test_quadrature();
  test_limits();
  return lr_test_end();
}
