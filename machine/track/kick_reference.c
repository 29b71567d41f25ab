// SPDX-License-Identifier: GPL-3.0-or-later
// The collision, one particle and one slice at a time, as model.md K3 and K5 have it: what the kernels are measured against.
#include <math.h>

#include "machine/track/kernel.h"

// model.md K3, K5 (K. Hirata, H. Moshammer, F. Ruggiero, Part. Accel. 40 (1993) 205): drift to the slice, kick, drift back.
// Returns number times density at the particle [m^-2].
static double kick(struct lr_track_block *b, size_t i, const struct lr_track_slice *slice) {
  double way = (b->z[i] - slice->z_m) / 2, s = -way;
  double xx = slice->xx_m2[0] + s * (slice->xx_m2[1] + s * slice->xx_m2[2]);
  double yy = slice->yy_m2[0] + s * (slice->yy_m2[1] + s * slice->yy_m2[2]);
  double px = b->px[i], py = b->py[i];
  struct lr_track_field f = lr_track_field_reference(b->x[i] + px * way - slice->x_m - slice->px * s,
                                                     b->y[i] + py * way - slice->y_m - slice->py * s, xx, yy);
  double fx = slice->kick_m * f.fx_m, fy = slice->kick_m * f.fy_m;
  double growth = f.fxx_m2 * (slice->xx_m2[1] + 2 * s * slice->xx_m2[2]) +
                  f.fyy_m2 * (slice->yy_m2[1] + 2 * s * slice->yy_m2[2]);
  b->x[i] += way * fx;
  b->y[i] += way * fy;
  b->px[i] = px - fx;
  b->py[i] = py - fy;
  b->delta[i] += -0.5 * (fx * (px + slice->px - 0.5 * fx) + fy * (py + slice->py - 0.5 * fy)) +
                 0.25 * slice->kick_m * growth;
  return slice->number * f.density_m2;
}

double lr_track_kick_reference(struct lr_track_block *block, const struct lr_track_slice *slice, size_t slices,
                               bool luminosity) {
  double sum = 0;
  for (size_t i = 0; i < block->count; i++) {
    for (size_t k = 0; k < slices; k++) sum += kick(block, i, &slice[k]);
    sum += 0 * (block->x[i] + block->px[i] + block->y[i] + block->py[i] + block->z[i] + block->delta[i]);
  }
  return luminosity ? sum : 0;
}
