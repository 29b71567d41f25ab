// SPDX-License-Identifier: GPL-3.0-or-later
// Measured points of a detector's background, and the coefficients B, T, Lc, D of model.md B26 fitted to them (B28).
#ifndef LR_BEAMLOSS_BACKGROUND_POINTS_H
#define LR_BEAMLOSS_BACKGROUND_POINTS_H

#include "beamloss/backgrounds.h"

enum { LR_BG_MOST_POINTS = 512 };

struct lr_background_point {
  int detector;                      // index in the backgrounds
  struct lr_background_setup setup;  // where it was measured
  double value, error;               // in the detector's unit; error: 1 sigma
  int line;
};

struct lr_background_points {
  char name[256];  // of the file, for messages
  size_t count;
  struct lr_background_point point[LR_BG_MOST_POINTS];
};

// Reads points from a text: comma-separated rows under a heading row, blank lines and `#` comments. Columns by name, in any
// order: detector, value, error must be there; setup (a setup of the scenario from which empty or missing columns are taken)
// and current_ler_A, current_her_A, bunches, pressure_ler_nPa, pressure_her_nPa, sigma_x_ler_um, sigma_y_ler_um,
// sigma_z_ler_mm, sigma_x_her_um, sigma_y_her_um, sigma_z_her_mm, luminosity_1e34 may be; a point without a setup must give
// currents, bunches, pressures and luminosity (0 for what is off). Columns of other names are passed over.
// Status: LR_E_INPUT with "NAME:LINE: what".
enum lr_status lr_background_points_parse(const char *name, const char *text, const struct lr_backgrounds *backgrounds,
                                          struct lr_background_points *points, struct lr_error *error);
enum lr_status lr_background_points_read(const char *path, const struct lr_backgrounds *backgrounds,
                                         struct lr_background_points *points, struct lr_error *error);

// Fits a detector: non-negative coefficients of the drivers that are not 0 in all of its points.
// LR_E_INPUT: fewer points than coefficients, or points that do not tell two of them apart; LR_E_CONVERGE, LR_E_MEMORY.
enum lr_status lr_background_fit_points(const struct lr_backgrounds *backgrounds, const struct lr_background_points *points,
                                        int detector, struct lr_background_fit *fit, struct lr_error *error);

#endif
