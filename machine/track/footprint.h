// SPDX-License-Identifier: GPL-3.0-or-later
// Tunes of single particles with collision against their amplitudes, without radiation (model.md K12).
#ifndef LR_MACHINE_TRACK_FOOTPRINT_H
#define LR_MACHINE_TRACK_FOOTPRINT_H

#include "machine/track/equilibrium.h"

// Fundamental frequency in [0, 1) of a complex signal of `count` (a power of 2, 16 or more) samples about its mean: the highest line of
// its spectrum in a Hann window, moved to where the windowed sum is largest (Laskar, Physica D 67 (1993) 257). One line: exact to
// 1e-9 at 1024 samples; two lines further apart than 4 / count do not see each other beyond 1 / count^4.
// re, im are overwritten. Status: LR_E_DOMAIN (count), LR_E_MEMORY.
enum lr_status lr_track_frequency(double *re, double *im, size_t count, double *frequency, struct lr_error *error);

struct lr_track_footprint_wish {
  double amplitude[2];  // largest x and y [sigma without collision]; the smallest is 0.01 sigma
  long points[2];       // of the grid in x and y, 2 or more (1: the smallest alone)
  double z_sigma;       // all start at this z [sigma_z], at rest there and in x and y
  long turns;           // a power of 2, 64 or more
};
struct lr_track_footprint_point {
  double amplitude[2];  // [sigma]
  double tune[2];       // over all turns, whole part that of the tune of the ring or beside it
  double diffusion;     // distance of the tunes of the first and the second half of the turns
};

// (all) The weak ring of the input against the frozen opposite beam, without radiation, noise and apertures. point[points_x * points_y], x
// the faster. Status: LR_E_DOMAIN (wish; a coordinate is no number), LR_E_MEMORY, LR_E_INTERRUPTED, as lr_track_slice_beam.
struct lr_progress;
enum lr_status lr_track_footprint(const struct lr_track_ring ring[2], double half_angle_rad, double attract,
                                  const struct lr_track_input *input, const struct lr_track_footprint_wish *wish, int jobs,
                                  struct lr_progress *progress, struct lr_track_footprint_point *point, struct lr_error *error);

#endif
