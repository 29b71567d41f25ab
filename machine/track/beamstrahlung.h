// SPDX-License-Identifier: GPL-3.0-or-later
// Photons that particles radiate in the field of the opposite beam.
#ifndef LR_MACHINE_TRACK_BEAMSTRAHLUNG_H
#define LR_MACHINE_TRACK_BEAMSTRAHLUNG_H

#include "machine/track/kernel.h"
#include "machine/track/map.h"

// Of a block: how many more photons each particle is due before the next one leaves it. The numbers of a particle depend
// on (seed, stream, turn, place) alone, so a particle may be moved to another block while it collides.
struct lr_track_emission {
  double gamma, wavelength_m;  // in the frame of the collision; reduced Compton wavelength
  uint64_t seed, stream, turn;
  double lost;                 // energy of all photons so far, over that of the reference particle
  double due[LR_TRACK_BLOCK];
  uint32_t place[LR_TRACK_BLOCK], draws[LR_TRACK_BLOCK];
};

void lr_track_emission_begin(struct lr_track_emission *emission, const struct lr_track_ring *ring, double half_angle_rad,
                             uint64_t seed, uint64_t stream, uint64_t turn);
void lr_track_emission_add(struct lr_track_emission *emission, uint32_t i, uint32_t place);  // particle i of the block

// Collision with one slice as kernel->kick, and what it makes each particle radiate (model.md K18). Valid for Upsilon far
// below 1: the spectrum is the classical one.
double lr_track_kick_radiating(const struct lr_track_kernel *kernel, struct lr_track_emission *emission, struct lr_track_block *block,
                               const struct lr_track_slice *slice, bool luminosity);

// Energy of a photon over the critical energy, from uniform numbers of `random` (model.md K18): mean 8/(15 sqrt 3), mean
// square 11/27.
struct lr_random;
double lr_track_photon(struct lr_random *random);

#endif
