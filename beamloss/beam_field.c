// SPDX-License-Identifier: GPL-3.0-or-later
// model.md B2. On the axis the complex error function of Bassetti and Erskine has imaginary arguments for flat beams, where it
// is erfcx, and real ones for upright beams, where its imaginary part is Dawson's integral.
#include "beamloss/beam_field.h"

#include <cerf.h>
#include <math.h>

#include "base/constants.h"

static const double round_below = 1e-8;  // relative difference of the sizes
static const double round_slope_below = 1e-4;  // the same for the slope
static const double series_below = 1e-2;  // |y| over the smaller size

// (lambda/(2 pi eps0)) times the sums below is the field, lambda = I/c.
static const double per_ampere_Vm = 1 / (2 * LR_PI * LR_EPSILON0_F_m * LR_C_m_s);

// y INT_0^inf dq (2sy^2+q)^(-3/2) (2sx^2+q)^(-1/2) exp(-y^2/(2sy^2+q)), three terms in y^2.
static double series(double sx, double sy, double y) {
  double sum = sx + sy, square = y * y;
  double first = 1 / (sy * sum);
  double second = (sx + 2 * sy) / (6 * sy * sy * sy * sum * sum);
  double third = second / (10 * sy) * (3 / sy + 2 / sum - 2 / (sx + 2 * sy));
  return y * (first - square * (second - square / 2 * third));
}

static double direct(double sx, double sy, double y, double g) {
  double s = sqrt(2 * fabs(sx * sx - sy * sy)), near = y / s, far = y * sx / (sy * s);
  if (sx > sy) return sqrt(LR_PI) / s * (erfcx(near) - g * erfcx(far));
  return 2 / s * (dawson(near) - g * dawson(far));
}

struct lr_beam_field lr_beam_field_vertical(double sigma_x_m, double sigma_y_m, double y_m) {
  double sx = sigma_x_m, sy = sigma_y_m, y = fabs(y_m), g = exp(-y * y / (2 * sy * sy));
  double unequal = fabs(sx - sy) / (sx + sy);
  double mean = sy * (sx + sy) / 2,
         round = exp(-y * y / (2 * mean));  // the round beam with the same slope at the centre
  double field, slope;
  if (y < series_below * fmin(sx, sy)) {
    field = series(sx, sy, y);
  } else if (unequal < round_below) {
    field = (1 - round) / y;
  } else {
    field = direct(sx, sy, y, g);
  }
  if (unequal < round_slope_below) {
    slope = y < series_below * sy ? 1 / (2 * mean) : round / mean - (1 - round) / (y * y);
  } else {
    slope = (y * field - (1 - g * sx / sy)) / (sx * sx - sy * sy);
  }
  return (struct lr_beam_field){.field_V_mA = per_ampere_Vm * (y_m < 0 ? -field : field),
                                .slope_V_m2A = per_ampere_Vm * slope};
}
