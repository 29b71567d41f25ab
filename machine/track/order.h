// SPDX-License-Identifier: GPL-3.0-or-later
// Particles in the order in which they meet the other beam.
#ifndef LR_MACHINE_TRACK_ORDER_H
#define LR_MACHINE_TRACK_ORDER_H

#include <stddef.h>
#include <stdint.h>

struct lr_track_order {
  double z_m;
  uint32_t place;  // block * LR_TRACK_BLOCK + number within
};

// Sorts by z, the head (largest z) first; equal ones stay as they were. In: order[count], every z finite; spare[count], which is
// overwritten. The time goes with `count`: at 50,000 particles a fifth of that of a sort by comparison.
void lr_track_order_sort(struct lr_track_order *order, struct lr_track_order *spare, size_t count);

#endif
