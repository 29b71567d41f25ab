// SPDX-License-Identifier: GPL-3.0-or-later
// A dust grain in a stored beam (model.md B3-B8): motion, charge, heat, evaporation, vapour and free electrons. The model and
// its Jacobian, without an integrator: grain_run.h follows a grain.
#ifndef LR_BEAMLOSS_GRAIN_H
#define LR_BEAMLOSS_GRAIN_H

#include <stdbool.h>

#include "base/error.h"
#include "beamloss/material.h"

struct lr_grain {
  struct lr_material material;
  double radius_m;
  double start_y_m;  // > 0, above the beam
  double leave_y_m;  // >= start: the grain has left when it is further away than this
  double start_v_m_s;  // <= 0, downwards
  double start_charge_e;  // net positive charges; electrons from a cloud make it negative
  double start_temperature_K;
  double retention_per_s;  // rate at which the grain gets its charge back (nu_ret)
  double lowest_knock_on_eV;  // energy that a knock-on electron needs beyond the potential of the grain
  double highest_knock_on_eV;
};

struct lr_grain_beam {
  double sigma_x_m, sigma_y_m;  // rms at the grain
  double revolution_s;
  int charge_sign;  // +1 positrons (repel a positive grain), -1 electrons
  double ionisation_m2;  // of a vapour atom by a beam particle
  double electron_loss_per_s;  // free electrons leave the beam at this rate
};

// State as people read it.
struct lr_grain_state {
  double y_m, v_m_s;
  double charge_e;  // of the grain, positive charges
  double temperature_K;
  double mass;  // fraction of the start
  double vapour;  // atoms in the beam region
  double electrons;  // free electrons there
  double direct_loss;  // fraction of the beam scattered out by the grain itself, running sum
};

enum {  // places in the scaled state of the integrator
  LR_GRAIN_Y,
  LR_GRAIN_V,
  LR_GRAIN_CHARGE,
  LR_GRAIN_TEMPERATURE,
  LR_GRAIN_LN_MASS,
  LR_GRAIN_VAPOUR,
  LR_GRAIN_ELECTRONS,
  LR_GRAIN_DIRECT,
  LR_GRAIN_STATES
};

// Grain and beam made ready: what does not change while a grain is followed, and the scales of the state.
struct lr_grain_model {
  struct lr_grain grain;
  struct lr_grain_beam beam;
  double current_A;  // may be changed at any time: nothing else depends on it
  double scale[LR_GRAIN_STATES];
  double mass_kg, atom_kg;  // at the start; of what evaporates
  double half_side_m;  // of a square with the cross-section of the full grain
  double area_m2;  // surface of the full grain
  double potential_V;  // of the full grain for each charge
  double charging_V;  // current * share * this / energy [eV] = knock-on electrons [1/s]
  double heating_V;  // current * share * this = power left in the full grain [W]
  double scatter_per_s;  // share * this = fraction of the beam lost directly [1/s]
  double slope_K,
      flux;  // vapour pressure: slope of its logarithm in -1/T; flux at boiling * sqrt(T) [kg/(m2 s) sqrt(K)]
  double thermal_m_s;  // mean speed of vapour atoms over sqrt(T)
  double ionisation_per_As;  // of one vapour atom for one ampere
};

// A grain of 0.3 mm start height, where it leaves too, 300 K, neutral, falling from `drop_m` above the beam axis (45 mm: top of the pipe), with the
// knock-on energies 50 eV to 2 GeV; a beam with ionisation 1.5e-22 m2 and electron loss 1e4 /s. Status of these: assumed.
struct lr_grain lr_grain_falling(const struct lr_material *material, double radius_m, double drop_m);
struct lr_grain_beam lr_grain_beam_default(double sigma_x_m, double sigma_y_m, double revolution_s, int charge_sign);

// Checks and scales. LR_E_DOMAIN: a figure that is not finite or has no sense; the text names it.
enum lr_status lr_grain_prepare(const struct lr_grain *grain, const struct lr_grain_beam *beam,
                                struct lr_grain_model *model, struct lr_error *error);

// Share of the beam particles that pass through the grain, and of the beam current (B4).
double lr_grain_share(const struct lr_grain_model *model, double y_m, double radius_m);
// Height [m] at which that share has fallen to `share` for the full radius; 0 when it is lower everywhere.
double lr_grain_contact_height(const struct lr_grain_model *model, double share);

// Time derivative of the scaled state [1/s] and its Jacobian, jacobian[i][j] = d rate_i / d state_j. False when the state is
// outside the model (temperature not positive, not finite). Neither allocates nor prints.
bool lr_grain_rhs(const struct lr_grain_model *model, const double state[LR_GRAIN_STATES],
                  double rate[LR_GRAIN_STATES]);
bool lr_grain_jacobian(const struct lr_grain_model *model, const double state[LR_GRAIN_STATES],
                       double jacobian[LR_GRAIN_STATES][LR_GRAIN_STATES]);

// ---- in closed form ----

// Time [s] that a free fall takes from the start to the height y_m below it.
double lr_grain_fall_time(const struct lr_grain *grain, double y_m);
// Speed [m/s, > 0 downwards] at the start height of a grain let go at drop_m above the beam axis with its start charge, in the
// field of a line charge (sizes far below the start height, beam in the middle of a round pipe, no image of the grain). NaN:
// it does not come so far, or drop_m is below the start.
double lr_grain_arrival_speed(const struct lr_grain_model *model, double current_A, double drop_m);
// Vapour and electrons of a scaled state after a time without a grain, at the temperature in the state.
void lr_grain_coast(const struct lr_grain_model *model, double time_s, double state[LR_GRAIN_STATES]);

void lr_grain_scale(const struct lr_grain_model *model, const struct lr_grain_state *state,
                    double scaled[LR_GRAIN_STATES]);
struct lr_grain_state lr_grain_unscale(const struct lr_grain_model *model, const double scaled[LR_GRAIN_STATES]);

#endif
