// SPDX-License-Identifier: GPL-3.0-or-later
// `blowup:` of a scenario: the vertical blow-up as a law, fitted to points or given, or as a curve; and its tables.
#ifndef LR_MACHINE_BLOWUP_FIELDS_H
#define LR_MACHINE_BLOWUP_FIELDS_H

#include "base/fields.h"
#include "base/table.h"
#include "machine/blowup.h"
#include "machine/blowup_curve.h"

struct lr_blowup_input {
  bool fitted, tabulated;                        // by points, by a curve; neither: the law was given
  bool apply;                                    // the emittances of the operating point follow it
  char points[512], curve_file[512];             // files, as written; "" = not so
  char measured[512];                            // file of specific luminosities to be shown beside; "" = none
  char target[512];                              // file of a machine to be compared; "" = none
  char kind[24];                                 // of the points
  double beta_y_m;                               // optics of the law, both rings
  double emittance_y_m, product_A2, exponent;    // of ler, as given; NaN = fitted
  double her_over_ler;
  char status[LR_BLOWUP_PARAMETERS + 1][12];     // of the three parameters and of her_over_ler; "" = not said
  struct lr_blowup_fit fit;                      // of a law that was given: no errors, no points; of a curve: nothing
  struct lr_blowup_points used;                  // what it was fitted to
  struct lr_blowup_points beside;                // of `measured`, at beta_y, every kind
  struct lr_blowup_curve curve;
  double given_emittance_m[2];                   // vertical, of ler and her, as the scenario gives them
};

extern const struct lr_field lr_blowup_fields[];

// Reads `blowup:` and, with `points`, fits the law with the optics of the collider at `beta_y` (default: that of ler); with
// `curve`, reads the curve.
// A file that is not beside the scenario is looked for by its name among the shipped ones (inputs/blowup). False, with
// every problem reported at its key, when it does not make a law: what lr_blowup_points_read,
// lr_blowup_fit and lr_blowup_curve_read refuse.
bool lr_blowup_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *collider,
                    struct lr_blowup_input *blowup);

// Table "blowup": parameter, value, error, unit, from (fit, given, law, scenario), status, definition (model.md M13).
// Emittances and luminosity by the law at the bunch currents of the collider stand beside those of the scenario.
// Status: as lr_luminosity_evaluate; LR_E_DOMAIN for the collider. *table is freed by the caller.
enum lr_status lr_blowup_table(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                               struct lr_table **table, struct lr_error *error);
// Table "blowup_curve": product, L_sp, emittance_y of both rings, band of 1 sigma, extrapolation. L_sp is the full overlap
// with the optics of the collider, its bunch currents in their ratio; empty where a bunch length has no value. The title
// says how far the operating point lies beyond the points. Status as above.
enum lr_status lr_blowup_curve_table(const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                                     struct lr_table **table, struct lr_error *error);

// Table "blowup_points": what the law was fitted to, or the rows of the curve: label, kind, status, product, L_sp,
// emittance_y_ler, error, law. No rows for a law that was given.
struct lr_table *lr_blowup_points_table(const struct lr_blowup_input *blowup);
// Table "specific_luminosity": label, kind (curve, or as in the file of points), status, product, L_sp, error, of the rows of a curve that
// say it, the points of a fit and those of `measured`; sorted as they come.
struct lr_table *lr_blowup_specific_table(const struct lr_blowup_input *blowup);
// Table "blowup_covariance": parameter, relative error, correlations, covariance of the logarithms. Rows for a fit only.
struct lr_table *lr_blowup_covariance_table(const struct lr_blowup_input *blowup);

#endif
