// SPDX-License-Identifier: GPL-3.0-or-later
// The kick of a row of Gaussians of width sigma at distances h has a ripple of exp(-2 pi^2 sigma^2 / h^2) (Poisson's sum): the wider
// the slices are against sigma_x / tan(phi), the more of the kick depends on where between two of them a particle passes.
#include "machine/track/coarse.h"

#include <math.h>

#include "base/constants.h"

// Distance of slice k to its neighbours [sigma]; of a single one the length of a uniform bunch with the same density at the centre.
static double distance(const double *centre, size_t count, size_t k) {
  if (count == 1) return sqrt(2 * LR_PI);
  size_t before = k > 0 ? k - 1 : 0, behind = k + 1 < count ? k + 1 : k;
  return (centre[before] - centre[behind]) / (double)(behind - before);
}

static enum lr_status measure(const struct lr_track_ring *strong, double half_angle_rad, enum lr_track_slicing slicing, size_t count,
                              struct lr_track_coarse *out, struct lr_error *error) {
  double centre[LR_TRACK_MOST_SLICES], weight[LR_TRACK_MOST_SLICES];
  enum lr_status status = lr_track_slice_normal(slicing, count, centre, weight, error);
  if (status != LR_OK) return status;
  double sigma_z_m = sqrt(strong->emittance_m[2] * strong->beta_m[2]), sigma_x_m = sqrt(strong->emittance_m[0] * strong->beta_m[0]);
  *out = (struct lr_track_coarse){0};
  for (size_t k = 0; k < count; k++) {
    double h = distance(centre, count, k), x = h * sigma_z_m * tan(half_angle_rad) / sigma_x_m;
    if (!(h > 0)) continue;  // equal widths so far out that their means are one
    out->beat += weight[k] * exp(-2 * LR_PI * LR_PI / (x * x));
    out->step_y += weight[k] * h * sigma_z_m / cos(half_angle_rad) / 2 / strong->beta_m[1];
  }
  return LR_OK;
}

static bool fine(const struct lr_track_coarse *c) { return c->beat <= LR_TRACK_MOST_BEAT && c->step_y <= LR_TRACK_MOST_STEP; }

enum lr_status lr_track_slices_coarse(const struct lr_track_ring *strong, double half_angle_rad, enum lr_track_slicing slicing, size_t count,
                                      struct lr_track_coarse *out, struct lr_error *error) {
  enum lr_status status = measure(strong, half_angle_rad, slicing, count, out, error);
  if (status != LR_OK || fine(out)) return status;
  size_t low = count, high = LR_TRACK_MOST_SLICES + 1;  // low are too few, high would do, or are none
  while (high - low > 1 && status == LR_OK) {
    size_t middle = low + (high - low) / 2;
    struct lr_track_coarse there;
    status = measure(strong, half_angle_rad, slicing, middle, &there, error);
    if (status == LR_OK && fine(&there)) high = middle;
    else low = middle;
  }
  out->wanted = (long)high;
  return status;
}
