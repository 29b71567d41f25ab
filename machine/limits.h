// SPDX-License-Identifier: GPL-3.0-or-later
// What an operating point runs into: each limit with its margin, the nearest first.
#ifndef LR_MACHINE_LIMITS_H
#define LR_MACHINE_LIMITS_H

#include <stdbool.h>

#include "base/table.h"
#include "machine/luminosity.h"

// A figure with where it is from; value NaN = not given.
struct lr_limit_figure {
  double value;
  char status[12];   // read, known, derived, assumed; "" = not said
  char source[200];
};

struct lr_limits_ring {
  struct lr_limit_figure current_A;         // bound: total
  struct lr_limit_figure beam_beam;         // bound: xi_y of M6
  struct lr_limit_figure bunch_current_A;   // bound: transverse mode coupling at the collimators
  struct lr_limit_figure electron_cloud_A;  // bound: bunch current of the electron-cloud threshold at this bunch spacing
  struct lr_limit_figure microwave_A;       // bound: bunch current where the energy spread begins to grow
  struct lr_limit_figure lifetime_s;        // here
  struct lr_limit_figure least_lifetime_s;  // bound from below
  struct lr_limit_figure bunch_charge_C, bunches_per_pulse, pulse_rate_Hz, efficiency;  // injector, for this ring
  struct lr_limit_figure energy_loss_eV;    // in a turn, U0
  struct lr_limit_figure damping_time_s;    // longitudinal, of the amplitude: gives U0 where it is not given
  struct lr_limit_figure beam_power_W;      // bound: what the cavities can give to the beam
};

struct lr_limits {
  bool given;
  struct lr_limits_ring ler, her;
  struct lr_limit_figure background_m2s;  // bound: luminosity up to which backgrounds are acceptable
};

enum { LR_MOST_LIMITS = 20 };

struct lr_limit {
  const char *name, *ring;  // static storage
  double value, bound;      // in `unit`
  const char *unit;
  bool least;               // the bound is from below
  double margin;            // bound / value - 1, value / bound - 1 when `least`; negative: beyond the limit
  const char *formula;      // static storage
  char status[12];          // the weakest of the figures that it rests on
  char source[420];
};

struct lr_limits_found {
  int count;
  struct lr_limit limit[LR_MOST_LIMITS];  // smallest margin first
};

// All figures "not given".
struct lr_limits lr_limits_none(void);

// Limits of an operating point (model.md M26); a limit without its bound, or without what its value needs, is left out.
//   beam_beam   xi_y from the luminosity (M6)            current      I
//   injector    I against I_max = f0 tau q n f eta       bunch_current, microwave   I_b
//   beam_power  U0 I / e, U0 given or E T0 / tau_s       lifetime     tau, from below
//   background  L
// In: collider, its luminosity, the bounds. Out: *found. No status: values that are not positive give no row.
// Valid: the lifetime is that of the figure, whatever the currents here are; the operating point is one that exists, a
// limit does not say what happens to the sizes on the way to it.
void lr_limits_evaluate(const struct lr_collider *collider, const struct lr_luminosity *luminosity,
                        const struct lr_limits *limits, struct lr_limits_found *found);

// Table "limits": limit, ring, value, bound, unit, margin, side (most, least), formula, status, source.
struct lr_table *lr_limits_table(const struct lr_limits_found *found);

#endif
