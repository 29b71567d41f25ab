// SPDX-License-Identifier: GPL-3.0-or-later
// The opposite beam cut into longitudinal slices.
#ifndef LR_MACHINE_TRACK_SLICING_H
#define LR_MACHINE_TRACK_SLICING_H

#include "base/error.h"
#include "machine/track/map.h"

enum lr_track_slicing { LR_TRACK_EQUAL_CHARGE, LR_TRACK_EQUAL_WIDTH, LR_TRACK_SHATILOV };
enum { LR_TRACK_MOST_SLICES = 2000 };

// Centres (in sigma) and weights (sum 1) of `count` slices of a normal distribution, head first (model.md K6): equal_charge: mean
// of z over quantiles; equal_width: over +-range sigma; shatilov: the boundaries and centres that minimise the error of the
// discrete sum (Shatilov's optimum). Status: LR_E_DOMAIN (count outside 1 to LR_TRACK_MOST_SLICES), LR_E_CONVERGE.
enum lr_status lr_track_slice_normal(enum lr_track_slicing slicing, size_t count, double *centre, double *weight,
                                     struct lr_error *error);

// Slices of a Gaussian bunch with the central moments [qq, qp, pp] at the IP of x, y and z, without correlation of planes.
// As lr_track_slice_beam in all else.
enum lr_status lr_track_slice_moments(const struct lr_track_ring *strong, const struct lr_track_ring *weak, double moment[3][3],
                                      double half_angle_rad, double attract, enum lr_track_slicing slicing, size_t count,
                                      struct lr_track_slice *slice, struct lr_error *error);

// Slices of a Gaussian bunch of `strong` at its equilibrium, with its sizes growing away from the IP, as the particles of
// `weak` meet them in the boosted frame, the head first. `attract`: 1 for opposite charges, -1 for equal ones.
// Of its coupling the sizes are there; the correlation of x and y is not.
// Out: slice[count]. Status: as lr_track_slice_normal.
enum lr_status lr_track_slice_beam(const struct lr_track_ring *strong, const struct lr_track_ring *weak, double half_angle_rad,
                                   double attract, enum lr_track_slicing slicing, size_t count, struct lr_track_slice *slice,
                                   struct lr_error *error);

#endif
