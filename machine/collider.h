// SPDX-License-Identifier: GPL-3.0-or-later
// The collider: two rings and one interaction point, as numbers in SI. Any two-ring or symmetric collider fits:
// SuperKEKB, KEKB, PEP-II, BEPCII, FCC-ee, LHC, with or without crossing angle.
#ifndef LR_MACHINE_COLLIDER_H
#define LR_MACHINE_COLLIDER_H

#include "base/error.h"

enum lr_particle { LR_ELECTRON, LR_PROTON };  // electrons and positrons share mass and classical radius
enum lr_bunch_length_model {
  LR_BUNCH_LENGTH_GIVEN,
  LR_BUNCH_LENGTH_LINEAR,
  LR_BUNCH_LENGTH_CUBIC,
  LR_BUNCH_LENGTH_HAISSINSKI
};

// A bunch length tabulated against the bunch current: Chebyshev points on [0, joint] and [joint, end].
enum { LR_BUNCH_LENGTH_NODES = 13 };
struct lr_bunch_length_curve {
  double joint_A, end_A;  // joint: microwave threshold, where the curve has a corner; = end without one. end 0: no curve
  double sigma_z_m[2][LR_BUNCH_LENGTH_NODES];
};

// Bunch length against bunch current (model.md M9): given: sigma_z = length_m; linear: length_m + slope_m_A I_b;
// cubic: (s/s0)^3 - (s/s0) = k_A I_b with s0 = length_m; haissinski: the curve, made by lr_bunch_length_tabulate.
struct lr_bunch_length {
  enum lr_bunch_length_model model;
  double length_m;   // given: the bunch length in collision; else the length at zero current
  double slope_m_A;  // [m/A], linear
  double k_per_A;    // [1/A], cubic
  double energy_spread;       // haissinski: at zero current
  double threshold_A;         // haissinski: bunch current of the microwave threshold; NaN = none
  double spread_slope_per_A;  // haissinski: growth of the energy spread above it, relative
  struct lr_bunch_length_curve curve;
};

struct lr_ring {
  double energy_eV;
  enum lr_particle particle;
  double current_A;         // total of the ring; NaN when bunch_population stands instead
  double bunch_population;  // particles per bunch; NaN when the current stands instead
  double beta_x_m, beta_y_m;            // at the IP
  double emittance_x_m, emittance_y_m;  // in collision
  double particles_y;                   // emittance_y of the particles over emittance_y_m, where that is an effective one; 0 = 1
  struct lr_bunch_length bunch_length;  // in collision
  double crab_waist;                    // ratio r, 1 = full
  double waist_shift_m;                 // of the vertical waist along the beam's own axis; 0 = at the IP
  double chromatic_size_y_m;            // vertical size added in quadrature by chromatic x-y coupling at the IP
  double roll_rad;                      // of the beam's profile at the IP, from x towards y; the same sense for both beams
  double tune_x, tune_y, tune_s;        // NaN = not given; tune_s is a magnitude
  // For tracking; NaN = not given.
  double damping_x, damping_y, damping_s;  // amplitude rates per turn, T0 / tau; 0 = no radiation
  double energy_spread;                 // relative, rms
  double momentum_compaction;
  double chromaticity_x, chromaticity_y;  // d tune / d delta
  double coupling[4];                   // R1, R2 [m], R3 [1/m], R4 at the IP; 0 = none
  double rf_voltage_V, harmonic;        // of all cavities; RF periods in a turn
};

struct lr_collider {
  double circumference_m;
  double crossing_angle_rad;  // full angle
  double bunches;             // colliding pairs
  double jitter_y_m;          // rms of the vertical offset from crossing to crossing, what the orbit feedback leaves
  double vertical_angle_rad;  // full angle by which ler climbs along s against her: a tilted crossing plane
  double offset_x_m, offset_y_m;  // of the electron beam (her) against the positron beam (ler) at the IP
  struct lr_ring ler, her;
};

// What follows directly from a ring of a collider.
struct lr_ring_state {
  double gamma;             // energy / mass
  double radius_m;          // classical radius of the particle
  double bunch_current_A;
  double bunch_population;
  double current_A;
  double sigma_x_m, sigma_y_m, sigma_z_m;  // at the IP, in collision
  double piwinski_angle;    // sigma_z tan(half crossing angle) / sigma_x
};

// Revolution frequency c / circumference [Hz] (model.md M0).
double lr_revolution_frequency(const struct lr_collider *collider);

// Vertical emittance of the particles [m], for all that is not the luminosity: see particles_y.
double lr_ring_particle_emittance_y(const struct lr_ring *ring);

// State of one ring; sigma_y by emittance_y_m. Status: LR_E_DOMAIN when a size, current or energy is not positive and finite, or when a crab
// waist stands at zero crossing angle, with the reason in `error`.
enum lr_status lr_ring_evaluate(const struct lr_collider *collider, const struct lr_ring *ring,
                                struct lr_ring_state *state, struct lr_error *error);

#endif
