// SPDX-License-Identifier: GPL-3.0-or-later
// Tracking runs over a list of working points.
#ifndef LR_MACHINE_TRACK_TUNE_SCAN_H
#define LR_MACHINE_TRACK_TUNE_SCAN_H

#include "machine/track/equilibrium.h"
#include "machine/track/points.h"

struct lr_track_tune_point {
  double tune[2];                 // in: of the weak ring of the input
  bool failed;                    // the run gave no result: `why` says in a word, "lost" (no particle left), "failed" or "stopped"
  char why[16], text[160];        // text: what the run said
  double lost_fraction;           // of the weak beam, also when all are lost
  struct lr_track_result result;  // when it did not fail
};

// (all) Each point is a run of its own with the same seed on one thread, points in parallel, and over the ranks of
// input->world: results depend on the point alone.
// A run that fails is a failed point, no end of the scan. Status: as lr_track_points_go; LR_E_INTERRUPTED (points that were not finished
// are "stopped", the others stand, on every rank), and LR_E_DOMAIN when the input makes no run at any point, or a tune is below 0.
enum lr_status lr_track_tune_scan(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, uint64_t seed, struct lr_track_tune_point *point, size_t points,
                                  const struct lr_track_points_how *how, struct lr_error *error);

// To save and restore them: a point begins with its tunes. done[count].
struct lr_track_points lr_track_tune_points(struct lr_track_tune_point *point, size_t count, bool *done);

#endif
