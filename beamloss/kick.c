// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/kick.h"

#include <math.h>

#include "base/constants.h"

double lr_kick_strength_m(double gamma, int sign) { return (sign < 0 ? -2 : 2) * LR_ELECTRON_RADIUS_m / gamma; }

void lr_kick_point(double strength_m, const struct lr_kick_charge *charge, double x_m, double y_m, double *dxp_rad,
                   double *dyp_rad) {
  double dx = x_m - charge->x_m, dy = y_m - charge->y_m;
  double r2 = dx * dx + dy * dy + charge->softening_m * charge->softening_m;
  double kick = r2 > 0 ? -strength_m * charge->net_electrons / r2 : 0;
  *dxp_rad = kick * dx;
  *dyp_rad = kick * dy;
}

double lr_kick_mean(double strength_m, double net_electrons, double sigma_x_m, double sigma_y_m, double height_m) {
  return strength_m * net_electrons * sqrt(LR_PI / 2) / sigma_x_m * erf(height_m / (sqrt(2) * sigma_y_m));
}
