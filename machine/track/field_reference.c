// SPDX-License-Identifier: GPL-3.0-or-later
// The field of a Gaussian charge: closed form where the sizes differ, quadrature where they do not. One point at a time, with
// the function w(z) of libcerf: the second way to what the kernels compute.
#include <cerf.h>
#include <math.h>

#include "base/constants.h"
#include "machine/track/kernel_sets.h"
#include "machine/track/kernel_tables.h"

// The closed form is a difference of order sqrt(1 - sigma_y^2/sigma_x^2), and divides by 1 - sigma_y^2/sigma_x^2: below this the
// integral is exact to rounding with few points.
static const double NEARLY_ROUND = 0.1;

// model.md K4, sigma_x > sigma_y (M. Bassetti, G. A. Erskine, CERN-ISR-TH/80-06).
static struct lr_track_field flat(double x, double y, double xx, double yy) {
  double d2 = 2 * (xx - yy), d = sqrt(d2), ratio = sqrt(yy / xx);  // sigma_y / sigma_x
  double gauss = exp(-0.5 * (x * x / xx + y * y / yy));
  double complex near = w_of_z(x / d + I * (y / d));
  double complex far = w_of_z(x * ratio / d + I * (y / (ratio * d)));
  double fx = sqrt(LR_PI) / d * (cimag(near) - gauss * cimag(far));
  double fy = sqrt(LR_PI) / d * (creal(near) - gauss * creal(far));
  double moment = x * fx + y * fy;
  return (struct lr_track_field){fx, fy, 2 / d2 * (1 - gauss * ratio - moment), 2 / d2 * (moment + gauss / ratio - 1),
                                 gauss / (2 * LR_PI * sqrt(xx * yy))};
}

// The potential as an integral over t = 1 / (2 sigma_x^2 + q): f_x = x Int_0^{1/2 xx} exp(-t x^2 - t y^2 / c) / sqrt(c) dt,
// c = 1 - 2 (xx - yy) t. Gauss and Legendre, 32 points, cut where the exponential has fallen to e^-40: exact to rounding.
static struct lr_track_field nearly_round(double x, double y, double xx, double yy) {
  double d2 = 2 * (xx - yy), r2 = x * x + y * y, end = 0.5 / xx;
  if (end * r2 > 40) end = 40 / r2;
  struct lr_track_field sum = {.density_m2 = exp(-0.5 * (x * x / xx + y * y / yy)) / (2 * LR_PI * sqrt(xx * yy))};
  for (size_t i = 0; i < 16; i++)
    for (int side = -1; side <= 1; side += 2) {
      double t = 0.5 * end * (1 + side * LR_LEGENDRE[i][0]), c = 1 - d2 * t;
      double g = 0.5 * end * LR_LEGENDRE[i][1] * exp(-t * (x * x + y * y / c)) / sqrt(c);
      sum.fx_m += g * x;
      sum.fy_m += g / c * y;
      sum.fxx_m2 += g * (1 - 2 * t * x * x);
      sum.fyy_m2 += g / c * (1 - 2 * t * y * y / c);
    }
  return sum;
}

struct lr_track_field lr_track_field_reference(double x_m, double y_m, double sigma_x2_m2, double sigma_y2_m2) {
  if (sigma_y2_m2 > sigma_x2_m2) {
    struct lr_track_field f = lr_track_field_reference(y_m, x_m, sigma_y2_m2, sigma_x2_m2);
    return (struct lr_track_field){f.fy_m, f.fx_m, f.fyy_m2, f.fxx_m2, f.density_m2};
  }
  double x = fabs(x_m), y = fabs(y_m);
  struct lr_track_field f = sigma_x2_m2 - sigma_y2_m2 < NEARLY_ROUND * sigma_x2_m2
                                ? nearly_round(x, y, sigma_x2_m2, sigma_y2_m2)
                                : flat(x, y, sigma_x2_m2, sigma_y2_m2);
  f.fx_m = copysign(f.fx_m, x_m);
  f.fy_m = copysign(f.fy_m, y_m);
  return f;
}

void lr_track_w_reference(size_t count, const double *x, const double *y, double *re, double *im) {
  for (size_t i = 0; i < count; i++) {
    double complex w = w_of_z(x[i] + I * y[i]);
    re[i] = creal(w);
    im[i] = cimag(w);
  }
}
