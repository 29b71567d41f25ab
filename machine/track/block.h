// SPDX-License-Identifier: GPL-3.0-or-later
// Macro-particles of one beam, a cache-sized block of them as structure of arrays, and the slices of the opposite beam.
// A block keeps its place in the beam for good: what happens in it depends on nothing else, for any number of threads or ranks.
#ifndef LR_MACHINE_TRACK_BLOCK_H
#define LR_MACHINE_TRACK_BLOCK_H

#include <stddef.h>
#include <stdint.h>

enum { LR_TRACK_BLOCK = 512, LR_TRACK_ALIGN = 64 };

// Coordinates at the IP: x, y [m]; px, py = transverse momentum over that of the reference particle; z [m], the head positive;
// delta = relative energy deviation. The first `count` are alive; what stands behind them is finite and means nothing.
// The order within a block is free; `id` is the number of a particle in the beam.
struct lr_track_block {
  _Alignas(LR_TRACK_ALIGN) double x[LR_TRACK_BLOCK];
  _Alignas(LR_TRACK_ALIGN) double px[LR_TRACK_BLOCK];
  _Alignas(LR_TRACK_ALIGN) double y[LR_TRACK_BLOCK];
  _Alignas(LR_TRACK_ALIGN) double py[LR_TRACK_BLOCK];
  _Alignas(LR_TRACK_ALIGN) double z[LR_TRACK_BLOCK];
  _Alignas(LR_TRACK_ALIGN) double delta[LR_TRACK_BLOCK];
  uint32_t id[LR_TRACK_BLOCK];
  uint32_t count;
};

// One slice of the opposite ("strong") beam in the boosted frame, a Gaussian in x and y without correlation between them.
// s is the way that the slice itself has gone past the IP. A particle at z meets it at S = (z - slice z) / 2 of its own way,
// where s = -S: there the centre of the slice is at x + px s, and sigma_x^2 = xx[0] + xx[1] s + xx[2] s^2.
struct lr_track_slice {
  double number;           // particles in the slice
  double kick_m;           // 2 number r / (gamma cos phi) of the beam that is kicked [m], phi half the crossing angle; positive where it attracts
  double z_m, x_m, y_m;    // centre; in x and y at s = 0
  double px, py;           // slope of the centre
  double xx_m2[3], yy_m2[3];  // sigma^2(s); positive at every s that is met
  double width_m;          // in z: number over the line density there; beamstrahlung alone asks for it
};

#endif
