// SPDX-License-Identifier: GPL-3.0-or-later
// `track:` of a scenario to a tracking run of its machine.
#ifndef LR_MACHINE_TRACK_TRACK_FIELDS_H
#define LR_MACHINE_TRACK_TRACK_FIELDS_H

#include "base/fields.h"
#include "machine/collider_fields.h"
#include "machine/track/equilibrium.h"

struct lr_track_aperture {
  double value;    // [m], or in sigma; infinity = none
  bool in_sigmas;  // of the ring's size at the IP
};

struct lr_track_keys {
  int weak, mode, slicing, start;  // 0 ler, 1 her; enum lr_track_mode; enum lr_track_slicing; 0 quasi-random, 1 random
  long particles, turns, average, slices;
  bool kick;
  struct lr_track_aperture aperture_x, aperture_y;
  double aperture_energy;  // relative; infinity = none
  char kernel[16];         // "auto", or the name of one
  long exchange;           // turns between two exchanges of sizes, quasi strong-strong
  bool beamstrahlung;
  double feedback_x, feedback_y;
};

struct lr_track_setting {  // what a run is created from
  struct lr_track_keys keys;
  struct lr_collider collider;     // that the rings are of: its emittances are those without collision
  struct lr_track_input input;     // without its wakes: lr_track_input_of has them
  struct lr_wake wake[2];          // table NULL: none
  struct lr_wake_table *table[2];  // of these; owned
  struct lr_track_ring ring[2];
  double half_angle_rad, attract;
};

extern const struct lr_field lr_track_fields[];

// Reads `track:` (node NULL: it is missing, and its defaults hold) and lays the machine's rings and wakes ready, with its emittances
// as those without collision (a blow-up must not be in them: it is what tracking finds); `machine_node` is where what the rings lack is reported. The caller frees the setting, also after a failure. False, with every problem reported, when it does not make a run.
bool lr_track_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *machine_node,
                   const struct lr_machine_input *machine, struct lr_track_setting *setting);

void lr_track_setting_free(struct lr_track_setting *setting);  // zeros are fine

// Its input with its wakes, which stay those of the setting.
struct lr_track_input lr_track_input_of(const struct lr_track_setting *setting);

// The run of a setting, which must outlive it. Status: as lr_track_run_create.
enum lr_status lr_track_run_of(const struct lr_track_setting *setting, uint64_t seed, struct lr_track_run **run, struct lr_error *error);

// Slices that the beams of the setting want at least, 0: they have enough; `both`: both rings are tracked, whatever the mode says
// (model.md K21).
long lr_track_slices_wanted(const struct lr_track_setting *setting, bool both);

// Are the particles of this ring tracked (0 ler, 1 her)?
bool lr_track_is_tracked(const struct lr_track_keys *keys, int ring);

#endif
