// SPDX-License-Identifier: GPL-3.0-or-later
// Heating of a grain at the centre of the beam, in closed form (model.md B9).
#ifndef LR_BEAMLOSS_GRAIN_HEAT_H
#define LR_BEAMLOSS_GRAIN_HEAT_H

#include "beamloss/material.h"

struct lr_grain_heat {
  double boiling_s;  // to the boiling point
  double evaporation_s;  // after that, until the beam has given the heat of vaporisation of all of it
};

// A thin grain (radius far below the sizes) at the peak density: independent of the radius. Neither radiation nor motion.
// LR_E_DOMAIN when a figure is not positive or the grain starts above the boiling point.
enum lr_status lr_grain_heat(const struct lr_material *material, double current_A, double sigma_x_m, double sigma_y_m,
                             double start_K, struct lr_grain_heat *heat, struct lr_error *error);

#endif
