// SPDX-License-Identifier: GPL-3.0-or-later
// Specific luminosity against the product of the bunch currents, by tracking: the curve that `blowup: {curve: FILE}` reads.
#ifndef LR_MACHINE_TRACK_CURVE_H
#define LR_MACHINE_TRACK_CURVE_H

#include "base/buffer.h"
#include "base/table.h"
#include "machine/blowup_curve.h"
#include "machine/collider.h"
#include "machine/track/equilibrium.h"
#include "machine/track/points.h"

enum { LR_TRACK_CURVE_LEAST = 3, LR_TRACK_CURVE_MOST = 128 };

struct lr_track_curve_input {
  struct lr_collider collider;    // its bunch currents give the ratio of the rings; its emittances are those without collision
  struct lr_track_input track;    // both rings are tracked: the mode weak-strong is taken as quasi strong-strong
  double aperture_m[2][2], aperture_delta;  // ring, plane; infinity = none
  const double *product_A2;       // ascending, >= 0
  size_t count;
  uint64_t seed;                  // the same for every point
};

struct lr_track_curve_point {
  double product_A2, bunch_current_A[2];             // ler, her
  struct lr_blowup_optics optics;                    // that the effective emittances belong to
  struct lr_track_quantity luminosity_m2[2];         // of a crossing, as the particles of this ring see it
  struct lr_track_quantity specific_m2sA2;           // mean of both; its error: of the averages and the systematic one, in quadrature
  double systematic_m2sA2;                           // half the difference of both: where they part the model is wrong, more turns do not help
  struct lr_track_quantity sigma_m[2][2], emittance_m[2][2];  // tracked: ring, plane x or y
  double effective_m[2], effective_error[2];         // emittance_y that gives this luminosity; its relative error
  double lost_fraction[2];
  double drift_sigma;                                // as in lr_track_result
  bool tracked, converged;                           // tracked no: at no current
  bool stopped;                                      // by the user, before it was done: product, currents and optics stand
};

// Tracks both rings at every product, each against the other (model.md K14, K15; strong-strong: K16).
// The effective emittances put in place of those of the collider make lr_overlap_evaluate give the tracked luminosity; their ratio
// is that of the tracked sigma_y^2 / beta_y. Pinch, dynamic beta and the horizontal blow-up are in them.
// A ring with a wake is tracked from its length at zero current, whatever law of lengths the collider has: the wake does the rest.
// The law stays in the overlap integral that the effective emittances belong to.
// A product of 0 is not tracked: there the emittances are those of the collider.
// (all) Points are shared by threads and by the ranks of track.world, each goes alone. Out: point[count]. The same bits for any number of
// jobs and ranks, and where some points are there already. Status: LR_E_DOMAIN (fewer than LR_TRACK_CURVE_LEAST products or more than
// LR_TRACK_CURVE_MOST, not ascending; what lr_track_ring_of and the run say), LR_E_CONVERGE (no emittance gives the luminosity), LR_E_MEMORY,
// LR_E_INTERRUPTED (points that were not finished are `stopped`, the others stand, on every rank), and as lr_track_points_go.
enum lr_status lr_track_curve(const struct lr_track_curve_input *input, struct lr_track_curve_point *point,
                              const struct lr_track_points_how *how, struct lr_error *error);

// To save and restore them: what a point begins with, product, currents and optics, for all; done[count]; and what they are made from
// (lr_track_run_print, of the last one). Status: as the first look of lr_track_curve.
enum lr_status lr_track_curve_begin(const struct lr_track_curve_input *input, struct lr_track_curve_point *point, struct lr_buffer *print,
                                    struct lr_error *error);
struct lr_track_points lr_track_curve_points(struct lr_track_curve_point *point, size_t count, bool *done);

// Table "specific_luminosity": product, bunch currents, L_sp, its error, sigma_y, emittance_y tracked and effective, converged; of a point
// that was stopped product and currents alone.
struct lr_table *lr_track_curve_table(const struct lr_track_curve_point *point, size_t count);

// The curve as a text that lr_blowup_curve_parse reads: lines of `head` as comments, then the rows; "stopped" in those without figures.
void lr_track_curve_write(const struct lr_track_curve_point *point, size_t count, const char *head, struct lr_buffer *out);

#endif
