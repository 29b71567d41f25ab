// SPDX-License-Identifier: GPL-3.0-or-later
// A beam of particles cut into slices for one crossing: particles are taken out of their blocks into blocks of one slice each,
// so that kernels kick whole blocks. Ranks share the blocks of each slice one by one, so that all have work at every step.
#ifndef LR_MACHINE_TRACK_CUT_H
#define LR_MACHINE_TRACK_CUT_H

#include "machine/track/beamstrahlung.h"
#include "machine/track/collide.h"
#include "machine/track/order.h"

struct lr_track_piece {  // a slice: blocks at, at + 1, .. of the cut; the places of its particles begin at `first` of the order
  size_t at, blocks, first, count;
  double z_m, zz_m2, width_m;  // mean and variance of z, which the collision leaves as they are
  double mean[4];              // x, px, y, py now
  struct lr_track_slice seen;  // as the other beam sees it now
};

struct lr_track_cut {
  struct lr_track_order *order;
  size_t alive, blocks;
  struct lr_track_block *block;        // [slot]
  struct lr_track_emission *emission;  // [slot]; NULL: none
  double (*seen)[2];                   // [slot]: what the kernels returned; energy of the photons
  size_t *where;                       // [block]: among those of a step
  struct lr_track_piece *piece;        // [slice], head first
};

// Where block k of a cut stands: blocks of a rank stand side by side, ready to be gathered.
size_t lr_track_cut_slot(const struct lr_track_cut *cut, const struct lr_world *world, size_t k);

// Room for beam b. Status: LR_E_DOMAIN (fewer than LR_TRACK_LEAST_IN_SLICE particles for a slice), LR_E_MEMORY.
enum lr_status lr_track_cut_open(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, struct lr_error *error);
// Its particles in the order of z, and the slices. Status: LR_E_DOMAIN (a z is no number), LR_E_MEMORY.
enum lr_status lr_track_cut_sort(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, struct lr_error *error);
// Particles of a slice into its blocks, as far as this rank has them; and those of all blocks back to their places.
void lr_track_cut_fill(const struct lr_track_collision *in, size_t b, struct lr_track_cut *cut, size_t slice);
void lr_track_cut_empty(const struct lr_track_collision *in, size_t b, const struct lr_track_cut *cut, size_t slice);
void lr_track_cut_free(struct lr_track_cut *cut);

#endif
