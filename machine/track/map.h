// SPDX-License-Identifier: GPL-3.0-or-later
// What a ring does to its particles between two collisions, and the way into the frame of the collision and back. Each
// function takes a block of particles as it stands.
#ifndef LR_MACHINE_TRACK_MAP_H
#define LR_MACHINE_TRACK_MAP_H

#include <stdbool.h>

#include "base/error.h"
#include "machine/track/block.h"

// One ring, ready for tracking (SI). alpha = 0 at the IP, beta_z = sigma_z / sigma_delta.
struct lr_track_ring {
  double gamma;
  double number;            // particles in the bunch
  double radius_m;          // classical radius of the particle
  double beta_m[3];         // x, y, z
  double emittance_m[3];    // of the equilibrium without collision; z: sigma_z sigma_delta
  double tune[3];           // z: a magnitude, above transition
  double damping[3];        // amplitude rates per turn; 0 = no radiation in that plane
  double chromaticity[2];   // d tune / d delta
  double coupling[4];       // R1 R2 [1/m] R3 [1/m] R4 -> model.md K8; 0 = none
  double crab_m;            // K of exp(-: K x p_y^2 / 2 :) before the collision, undone behind it [m]; 0 = none
  double offset_m[2];       // of this beam at the IP, added before the collision and taken away behind it
  bool noise_in_energy;     // damping and noise of the energy alone, none of z (model.md K9): wherever there is synchrotron motion
  bool rf;                  // synchrotron motion with the RF voltage instead of a rotation
  double rf_amplitude;      // e V / E
  double rf_wave_1_m;       // 2 pi h / C
  double rf_phase_rad;      // synchronous phase: sin = energy loss of a turn / e V
  double slip_m;            // momentum compaction times circumference
  double aperture_m[2];     // |x|, |y| beyond which a particle is lost; infinity = none
  double aperture_delta;    // |delta|
};

// Frame of the collision (model.md K1, K2): Lorentz boost and rotation by half the crossing angle, offset and crab waist.
void lr_track_into_collision(const struct lr_track_ring *ring, double half_angle_rad, struct lr_track_block *block);
void lr_track_out_of_collision(const struct lr_track_ring *ring, double half_angle_rad, struct lr_track_block *block);

// One turn outside the collision: betatron rotation with chromaticity and coupling, synchrotron motion (model.md K7, K8).
void lr_track_turn(const struct lr_track_ring *ring, struct lr_track_block *block);

// x, px, y, py from those of the normal modes, in which the beam of a ring with coupling is round (model.md K8).
void lr_track_from_modes(const struct lr_track_ring *ring, struct lr_track_block *block);

// Damping and quantum excitation of one turn (model.md K9). The noise of slot i in block b at a turn is a function of (seed,
// stream, turn, b, i) alone.
void lr_track_radiate(const struct lr_track_ring *ring, uint64_t seed, uint64_t stream, uint64_t turn, uint64_t block_index,
                      struct lr_track_block *block);

#endif
