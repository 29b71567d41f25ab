// SPDX-License-Identifier: GPL-3.0-or-later
// Vertical field of a Gaussian beam on its vertical axis, averaged over a turn (model.md B2).
#ifndef LR_BEAMLOSS_BEAM_FIELD_H
#define LR_BEAMLOSS_BEAM_FIELD_H

struct lr_beam_field {
  double field_V_mA;  // E_y for one ampere; odd in y, away from the beam for a positive current of positive charges
  double slope_V_m2A;  // dE_y/dy for one ampere
};

// At x = 0 and height y_m over the beam axis; sigma_x_m, sigma_y_m > 0 rms sizes, either may be the larger. Gaussian tails,
// free space (no pipe). The field is good to 1e-8; the slope too, but 1e-3 where the sizes differ by less than 1e-4 of each other.
struct lr_beam_field lr_beam_field_vertical(double sigma_x_m, double sigma_y_m, double y_m);

#endif
