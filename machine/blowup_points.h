// SPDX-License-Identifier: GPL-3.0-or-later
// Specific luminosity against bunch currents: the points that a blow-up law is fitted to.
#ifndef LR_MACHINE_BLOWUP_POINTS_H
#define LR_MACHINE_BLOWUP_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_BLOWUP_MOST_POINTS = 256 };

struct lr_blowup_point {
  char label[64], kind[24], status[12];  // kind: measured, simulation, ..; status: read, known, derived, assumed
  double beta_y_m;  // of both rings: names the optics
  double bunch_current_ler_A, bunch_current_her_A;
  double specific_luminosity_m2sA2;  // L / (n_b I_b+ I_b-), in collision (model.md M7)
  double relative_error;  // of it, 1 sigma; NaN = not given
  int line;
};

struct lr_blowup_points {
  char name[256];  // of the file, for messages
  size_t count;
  struct lr_blowup_point point[LR_BLOWUP_MOST_POINTS];
};

// Reads points from a text: comma-separated rows under a heading row, blank lines and `#` comments; a field may stand
// in double quotes. Columns by name, in any order: beta_y_mm, bunch_current_ler_mA, bunch_current_her_mA and
// specific_luminosity_1e31 (of 1e31 cm^-2 s^-1 mA^-2) must be there; label, kind (default measured), status (default
// known) and error_percent (empty = not given) may be; columns of other names are passed over.
// Status: LR_E_INPUT with "NAME:LINE: what" (no heading or one twice, a column missing, a row of another length, a
// figure that is no positive number, a word too long, a status that is none of the four, no row, more than
// LR_BLOWUP_MOST_POINTS).
enum lr_status lr_blowup_points_parse(const char *name, const char *text, struct lr_blowup_points *points,
                                      struct lr_error *error);
// The same from a file. Status also LR_E_IO.
enum lr_status lr_blowup_points_read(const char *path, struct lr_blowup_points *points, struct lr_error *error);

// The points of one kind at one beta_y* (to 1e-6 of it), in the order of the file.
void lr_blowup_points_select(const struct lr_blowup_points *all, const char *kind, double beta_y_m,
                             struct lr_blowup_points *selected);

#endif
