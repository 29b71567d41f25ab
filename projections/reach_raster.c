// SPDX-License-Identifier: GPL-3.0-or-later
// The raster of a map in two masses.
#include <stdlib.h>

#include "projections/reach.h"

bool lr_reach_raster(const struct lr_channel *channel, double *mass, double *mass2, size_t count) {
  enum { STEPS = 1000 };
  const double low = channel->mass_min_GeV, width = (channel->mass_max_GeV - low) / (double)count;
  for (size_t i = 0; i < count; i++) mass[i] = low + ((double)i + 0.5) * width;
  struct lr_channel *other = malloc(sizeof *other);
  if (!other) return false;
  *other = *channel;
  double top = 0;
  for (int k = STEPS - 1; k > 0 && !(top > 0); k--) {
    other->mass2_GeV = channel->sqrt_s_GeV * k / STEPS;
    for (size_t i = 0; i < count; i++)
      if (!channel->type->open || channel->type->open(other, mass[i])) top = other->mass2_GeV;
  }
  free(other);
  for (size_t j = 0; j < count; j++) mass2[j] = ((double)j + 0.5) * top / (double)count;
  return top > 0;
}
