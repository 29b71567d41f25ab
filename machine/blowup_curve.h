// SPDX-License-Identifier: GPL-3.0-or-later
// Vertical emittance against the product of the bunch currents as a table: what tracking or a series of measurements gives.
#ifndef LR_MACHINE_BLOWUP_CURVE_H
#define LR_MACHINE_BLOWUP_CURVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { LR_BLOWUP_MOST_ROWS = 512, LR_BLOWUP_LEAST_ROWS = 3 };

struct lr_blowup_optics {  // what the emittances belong to, of ler and her; NaN = not said
  double beta_y_m[2], crab_waist[2], bunch_length_m[2];
};

enum lr_blowup_row { LR_BLOWUP_NOT_SAID, LR_BLOWUP_CONVERGED, LR_BLOWUP_OPEN, LR_BLOWUP_NOT_TRACKED };

struct lr_blowup_curve {
  char name[256];  // of the file, for messages
  size_t count;
  size_t stopped;        // rows without figures, as their tracking was stopped; they are passed over
  double stopped_A2;     // product of the first one
  bool ratio;      // the columns are over the emittance at no current
  bool has_her;    // her has a column of its own; else her[] is that of ler
  double product_A2[LR_BLOWUP_MOST_ROWS];  // I_b+ I_b-, ascending
  double ler[LR_BLOWUP_MOST_ROWS], her[LR_BLOWUP_MOST_ROWS];  // emittance_y [m], or the ratio
  double ler_slope[LR_BLOWUP_MOST_ROWS], her_slope[LR_BLOWUP_MOST_ROWS];  // derivatives at the rows, by Steffen's rule
  bool has_tracked;  // emittances of the particles stand beside the effective ones
  double tracked_m[2][LR_BLOWUP_MOST_ROWS], tracked_slope[2][LR_BLOWUP_MOST_ROWS];  // ler, her
  double specific_m2sA2[LR_BLOWUP_MOST_ROWS], specific_error[LR_BLOWUP_MOST_ROWS];  // what tracking gave, and its relative error; NaN = not said
  enum lr_blowup_row row[LR_BLOWUP_MOST_ROWS];         // how far its tracking has come
  struct lr_blowup_optics optics[LR_BLOWUP_MOST_ROWS];
};

// Reads a curve from a text: comma-separated rows under a heading row, blank lines and `#` comments, columns by name in any
// order: bunch_current_product_mA2 (>= 0, ascending), and either emittance_y_ratio (of both rings), or emittance_y_ler_pm, with
// emittance_y_her_pm or without; specific_luminosity_1e31 (of 1e31 cm^-2 s^-1 mA^-2) and error_percent (empty: not known) may stand beside them and are
// shown, no more; converged (yes, no, not tracked; of a row that says stopped nothing but the product is read), beta_y_ler_mm, crab_waist_ler_percent, bunch_length_ler_mm and the same of the her are
// compared with the machine (machine/blowup_optics.h). Where the emittances are effective ones (model.md K14), tracked_emittance_y_ler_pm
// and tracked_emittance_y_her_pm hold those of the particles, for all that is not the luminosity. Columns of other names are passed over.
// Status: LR_E_INPUT with "NAME:LINE: what" (as lr_blowup_points_parse; products that do not ascend, fewer than
// LR_BLOWUP_LEAST_ROWS or more than LR_BLOWUP_MOST_ROWS rows).
enum lr_status lr_blowup_curve_parse(const char *name, const char *text, struct lr_blowup_curve *curve,
                                     struct lr_error *error);
// The same from a file. Status also LR_E_IO.
enum lr_status lr_blowup_curve_read(const char *path, struct lr_blowup_curve *curve, struct lr_error *error);

// Both columns at a product [A^2] (model.md M13), by Steffen's interpolation: no new extremum between the rows, and monotone
// where they are. Status: LR_E_DOMAIN outside the rows (a curve is never extrapolated).
enum lr_status lr_blowup_curve_at(const struct lr_blowup_curve *curve, double product_A2, double *ler, double *her,
                                  struct lr_error *error);
// Does the curve say something at this product? Its ends do, to rounding.
bool lr_blowup_curve_holds(const struct lr_blowup_curve *curve, double product_A2);
// One column and its derivative [1/A^2], which is continuous. Below the rows the first value, above them the straight line on from
// the end: for the trial steps of an integrator alone, whose caller asks lr_blowup_curve_holds.
double lr_blowup_curve_column(const struct lr_blowup_curve *curve, bool her, double product_A2, double *slope);
// Emittance of the particles over the one of the column, and its derivative [1/A^2]; 1 where the file has no tracked emittances.
double lr_blowup_curve_tracked(const struct lr_blowup_curve *curve, bool her, double product_A2, double *slope);

#endif
