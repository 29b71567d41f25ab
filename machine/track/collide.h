// SPDX-License-Identifier: GPL-3.0-or-later
// One crossing of two beams of macro-particles.
#ifndef LR_MACHINE_TRACK_COLLIDE_H
#define LR_MACHINE_TRACK_COLLIDE_H

#include "base/world.h"
#include "machine/track/tracker.h"

enum { LR_TRACK_LEAST_IN_SLICE = 16 };

struct lr_track_collision {
  struct lr_track_block *block[2];    // both beams, in the frame of the collision
  size_t blocks[2];
  const struct lr_track_setup *setup[2];  // of each beam as the weak one
  double particles[2];                // macro-particles at full charge
  size_t slices;
  uint64_t turn;                      // of the photons
  const struct lr_world *world;       // shares the work; NULL: alone
};

// (all) Both beams, the same on every rank, cut into slices of equal charge by the order of z, go through each other: slices i
// and j (heads 0) meet at step i + j; just before, the centroid, slopes and sizes of each are taken anew from its particles, as
// a Gaussian without correlation of x and y (model.md K16). Particles stay in their places. Adds to overlap[b] what beam b sees
// of the other, as a kernel returns it, and to radiated[b] the energy of its photons (model.md K18). Any number of jobs and ranks gives the same bits.
// Status: LR_E_DOMAIN (fewer than LR_TRACK_LEAST_IN_SLICE particles left for a slice, or a slice without size), LR_E_MEMORY,
// LR_E_INTERRUPTED: then some particles are where they should not be.
enum lr_status lr_track_collide(const struct lr_track_collision *collision, int jobs, double overlap[2], double radiated[2],
                                struct lr_error *error);

#endif
