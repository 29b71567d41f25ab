// SPDX-License-Identifier: GPL-3.0-or-later
// The kick that net charge in the beam's path gives to a passing particle, and its mean over a flat bunch (model.md B10, B11).
#ifndef LR_BEAMLOSS_KICK_H
#define LR_BEAMLOSS_KICK_H

#include <stddef.h>

// Net charge at the source, in the frame of the nominal orbit.
struct lr_kick_charge {
  double net_electrons;  // electrons less positive charges: > 0 attracts positrons
  double x_m, y_m;       // its centre
  double softening_m;    // radius below which the field of a point is smoothed, >= 0
};

// Kick per net electron times distance [m]: sign * 2 r_e / gamma. In: Lorentz factor; sign +1 for positrons (the LER),
// -1 for electrons (the HER). Positive strength and positive net_electrons attract. The factor 2 is that of a charge at
// rest seen by a particle at the speed of light.
double lr_kick_strength_m(double gamma, int sign);

// Kick of one particle at (x, y) [rad], model.md B10: (dx', dy') = -strength N (x - x_d, y - y_d) / (r^2 + a^2).
// Exactly at the charge with no softening the kick is 0.
void lr_kick_point(double strength_m, const struct lr_kick_charge *charge, double x_m, double y_m, double *dxp_rad,
                   double *dyp_rad);

// Mean vertical kick of a bunch [rad], model.md B11: strength N sqrt(pi/2)/sx erf((y_d - y_c)/(sqrt(2) sy)).
// In: rms sizes, height of the charge over the centre of the bunch. Flat bunch (sy << sx) with the charge within a small
// part of sx: the exact kick is lower by about the share sqrt(2/pi) |y_d|/sx (14 % at 60 um and 300 um). No softening.
double lr_kick_mean(double strength_m, double net_electrons, double sigma_x_m, double sigma_y_m, double height_m);

#endif
