// SPDX-License-Identifier: GPL-3.0-or-later
// What an operating point runs into: each limit with its margin, the nearest first.
#ifndef LR_MACHINE_LIMITS_H
#define LR_MACHINE_LIMITS_H

#include <stdbool.h>

#include "base/table.h"
#include "machine/lifetime.h"
#include "machine/luminosity.h"

// A figure with where it is from; value NaN = not given.
struct lr_limit_figure {
  double value;
  char status[12];   // read, known, derived, assumed; "" = not said
  char source[200];
};

struct lr_limits_ring {  // figures and nothing else
  struct lr_limit_figure current_A;         // bound: total
  struct lr_limit_figure beam_beam;         // bound: xi_y of M6
  struct lr_limit_figure bunch_current_A;   // bound: transverse mode coupling at the collimators
  struct lr_limit_figure beta_kick_V_C;     // in its place: sum over the collimators of beta times kick factor
  struct lr_limit_figure electron_cloud_A;  // bound: bunch current of the electron-cloud threshold at this bunch spacing
  struct lr_limit_figure microwave_A;       // bound: bunch current where the energy spread begins to grow
  struct lr_limit_figure least_coupling;    // bound from below of eps_y / eps_x
  struct lr_limit_figure lifetime_s;        // here; without it that of the budget M19
  struct lr_limit_figure least_lifetime_s;  // bound from below
  struct lr_limit_figure bunch_charge_C, bunches_per_pulse, pulse_rate_Hz, efficiency;  // injector, for this ring
  struct lr_limit_figure energy_loss_eV;    // in a turn, U0
  struct lr_limit_figure damping_time_s;    // longitudinal, of the amplitude: gives U0 where it is not given
  struct lr_limit_figure beam_power_W;      // bound: what the cavities can give to the beam
  struct lr_limit_figure cavities, cavity_power_W;  // in its place: their number and what one can give to the beam
  struct lr_limit_figure rf_voltage_V;      // of all cavities
  struct lr_limit_figure settled_A;         // bound: where the current of a fill settles; no key: set by who runs the fill
};

enum { LR_MOST_CLOUD_PAIRS = 16 };
struct lr_limits_cloud {  // electron-cloud threshold against the bunch spacing, in rising order; count 0: one figure for all
  int count;
  double spacing_s[LR_MOST_CLOUD_PAIRS], current_A[LR_MOST_CLOUD_PAIRS];
};

struct lr_limits {
  bool given;
  struct lr_limits_ring ler, her;
  struct lr_limits_cloud cloud[2];            // of ler and her: in place of electron_cloud_A, which is finite then
  struct lr_limit_figure background_m2s;      // bound: luminosity up to which backgrounds are acceptable
  struct lr_limit_figure power_contract_W;    // bound: power of the site
  struct lr_limit_figure site_power_fixed_W;  // what the site takes without the power to the beams
  struct lr_limit_figure rf_efficiency;       // power to the beams over that from the grid
  struct lr_limit_figure harmonic_number;
};

enum { LR_MOST_LIMITS = 32 };  // 13 of a ring, 2 of both

struct lr_limit {
  const char *name, *ring;  // static storage
  double value, bound;      // in `unit`; NaN: not evaluated
  const char *unit;
  bool least;               // the bound is from below
  double margin;            // bound / value - 1, value / bound - 1 when `least`; negative: beyond the limit
  char formula[200];        // or why there is no margin
  char status[12];          // the weakest of the figures that it rests on
  char source[420];
};

struct lr_limits_found {
  int count;
  struct lr_limit limit[LR_MOST_LIMITS];  // smallest margin first, those without one last
};

// All figures "not given".
struct lr_limits lr_limits_none(void);

// Limits of an operating point (model.md M26). A limit that lacks a figure says so. One without its bound is left out, but for
// bunch_current, beam_power, lifetime and electron_cloud, whose values stand at the end without a margin.
//   beam_beam          xi_y from the luminosity (M6)
//   injector           I against the current of balance: I / tau(I) = f0 q n f eta; settled_A of a fill when there is one
//   lifetime           tau, from below                    dynamic_aperture  momentum acceptance, from below (M30)
//   current            I                                  bunch_current, microwave, electron_cloud   I_b (M28)
//   beam_power         U0 I / e                           rf_voltage        V, from below: U0 / e
//   rf_bucket          half height (M29), from below: the momentum acceptance
//   quantum_lifetime   half height over energy spread, from below (M18)
//   emittance          eps_y / eps_x, from below          background        L
//   power_contract     fixed part + U0 I of both rings / (e efficiency)
// In: collider, its luminosity, the bounds, what the lifetimes of the rings follow from (ler, her; NULL: not given).
// tau is that of `limits`, else of the budget when it has a process beside radiative Bhabha. Acceptance and quantum lifetime
// are measured against least_lifetime, else against the lifetime at which the injector just holds the current.
// Out: *found. Status: as lr_lifetime_evaluate, LR_E_CONVERGE.
// Valid: the emittances and the other ring's current are those here, also at the bound of the injector; with a lifetime of
// `limits` that one is held. The operating point is one that exists, a limit does not say
// what happens to the sizes on the way to it.
enum lr_status lr_limits_evaluate(const struct lr_collider *collider, const struct lr_luminosity *luminosity,
                                  const struct lr_limits *limits, const struct lr_lifetime_input *const lifetimes[2],
                                  struct lr_limits_found *found, struct lr_error *error);

// Bunch current of the threshold at a spacing, linear between the pairs; NaN outside them.
double lr_limits_cloud_at(const struct lr_limits_cloud *cloud, double spacing_s);

// Table "limits": limit, ring, value, bound, unit, margin, side (most, least), formula, status, source.
struct lr_table *lr_limits_table(const struct lr_limits_found *found);

#endif
