// SPDX-License-Identifier: GPL-3.0-or-later
// The vertical offset scan: luminosity against the distance of the beams, and the width that a machine group fits to it.
#ifndef LR_MACHINE_OFFSET_SCAN_H
#define LR_MACHINE_OFFSET_SCAN_H

#include "base/table.h"
#include "machine/collider.h"

enum { LR_MOST_OFFSETS = 401 };

struct lr_offset_scan {
  int points;
  double offset_m[LR_MOST_OFFSETS], luminosity_m2s[LR_MOST_OFFSETS], fit_m2s[LR_MOST_OFFSETS];
  double peak_m2s, centre_m, width_m;                   // of the fit
  double peak_error_m2s, centre_error_m, width_error_m; // from the scatter of the points about the fit
  double residual;                                      // rms of points minus fit, over the peak
  double sum_y_m;                                       // Sigma_y of M1
  double integral_width_m;                              // integral of L over offset / (sqrt(2 pi) L at its maximum)
};

// Luminosity M2 at `points` (7 to 401) vertical offsets in +-range Sigma_y about zero (model.md M27), and the fit
// L = peak exp(-(offset - centre)^2 / (2 width^2)) by Levenberg-Marquardt (GSL), all points of one weight. The points carry
// no noise, so the errors say how far the scan is from a Gaussian, and nothing of a measurement.
// In: collider (its offset_y does not matter), points, range (1 to 6). Out: *scan.
// Status: as lr_overlap_evaluate; LR_E_DOMAIN for points or range; LR_E_CONVERGE when the fit fails; LR_E_MEMORY.
// Valid: rigid beams: deflection and blow-up during a real scan are not in it.
enum lr_status lr_offset_scan_evaluate(const struct lr_collider *collider, int points, double range,
                                       struct lr_offset_scan *scan, struct lr_error *error);

// Tables "offset_scan": offset [um], luminosity, fit; "offset_fit": quantity, value, error, unit, definition.
struct lr_table *lr_offset_scan_table(const struct lr_offset_scan *scan);
struct lr_table *lr_offset_fit_table(const struct lr_offset_scan *scan);

#endif
