// SPDX-License-Identifier: GPL-3.0-or-later
// Specific luminosity against the product of the bunch currents, by tracking: the curve that `blowup: {curve: FILE}` reads.
#ifndef LR_MACHINE_TRACK_CURVE_H
#define LR_MACHINE_TRACK_CURVE_H

#include "base/buffer.h"
#include "base/table.h"
#include "machine/blowup_curve.h"
#include "machine/collider.h"
#include "machine/track/equilibrium.h"

enum { LR_TRACK_CURVE_LEAST = 3, LR_TRACK_CURVE_MOST = 128 };

struct lr_track_curve_input {
  struct lr_collider collider;    // its bunch currents give the ratio of the rings; its emittances are those without collision
  struct lr_track_input track;    // both rings are tracked: the mode weak-strong is taken as quasi strong-strong
  double aperture_m[2][2], aperture_delta;  // ring, plane; infinity = none
  const double *product_A2;       // ascending, >= 0
  size_t count;
  uint64_t seed;                  // the same for every point
  int jobs;
};

struct lr_track_curve_point {
  double product_A2, bunch_current_A[2];             // ler, her
  struct lr_track_quantity luminosity_m2[2];         // of a crossing, as the particles of this ring see it
  struct lr_track_quantity specific_m2sA2;           // mean of both; its error: of the averages and the systematic one, in quadrature
  double systematic_m2sA2;                           // half the difference of both: where they part the model is wrong, more turns do not help
  struct lr_track_quantity sigma_m[2][2], emittance_m[2][2];  // tracked: ring, plane x or y
  double effective_m[2], effective_error[2];         // emittance_y that gives this luminosity; its relative error
  double lost_fraction[2];
  double drift_sigma;                                // as in lr_track_result
  struct lr_blowup_optics optics;                    // that the effective emittances belong to
  bool tracked, converged;                           // tracked no: at no current
};

// Tracks both rings at every product, each against the other (model.md K14, K15; strong-strong: K16).
// The effective emittances put in place of those of the collider make lr_overlap_evaluate give the tracked luminosity; their ratio
// is that of the tracked sigma_y^2 / beta_y. Pinch, dynamic beta and the horizontal blow-up are in them.
// A ring with a wake is tracked from its length at zero current, whatever law of lengths the collider has: the wake does the rest.
// The law stays in the overlap integral that the effective emittances belong to.
// A product of 0 is not tracked: there the emittances are those of the collider.
// Out: point[count]. The same bits for any number of jobs.
// Status: LR_E_DOMAIN (fewer than LR_TRACK_CURVE_LEAST products or more than LR_TRACK_CURVE_MOST, not ascending; what
// lr_track_ring_of and the run say), LR_E_CONVERGE (no emittance gives the luminosity), LR_E_MEMORY, LR_E_INTERRUPTED.
struct lr_progress;
enum lr_status lr_track_curve(const struct lr_track_curve_input *input, struct lr_track_curve_point *point,
                              struct lr_progress *progress, struct lr_error *error);

// Table "specific_luminosity": product, bunch currents, L_sp, its error, sigma_y, emittance_y tracked and effective, converged.
struct lr_table *lr_track_curve_table(const struct lr_track_curve_point *point, size_t count);

// The curve as a text that lr_blowup_curve_parse reads: lines of `head` as comments, then the rows.
void lr_track_curve_write(const struct lr_track_curve_point *point, size_t count, const char *head, struct lr_buffer *out);

#endif
