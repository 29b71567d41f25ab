// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a strong beam is cut finely enough: known before a run (model.md K21).
#ifndef LR_MACHINE_TRACK_COARSE_H
#define LR_MACHINE_TRACK_COARSE_H

#include "machine/track/slicing.h"

// Above these the slices are lumps (measured, model.md K21).
#define LR_TRACK_MOST_BEAT 0.02
#define LR_TRACK_MOST_STEP 0.35

struct lr_track_coarse {
  double beat;    // part of the horizontal kick that beats with the slices, mean over the charge
  double step_y;  // half the distance of slices over beta_y, mean over the charge
  long wanted;    // slices that would do; 0: these do; LR_TRACK_MOST_SLICES + 1: none do
};

// `count` slices of `strong` at its equilibrium, as lr_track_slice_beam cuts it. Status: as lr_track_slice_normal.
enum lr_status lr_track_slices_coarse(const struct lr_track_ring *strong, double half_angle_rad, enum lr_track_slicing slicing, size_t count,
                                      struct lr_track_coarse *out, struct lr_error *error);

#endif
