// SPDX-License-Identifier: GPL-3.0-or-later
// The equations of a fill in scaled form, for the integrator and its tests. Order-one states: charges in units of the
// first target, emittances of eps_y0, doses of an hour at that target, luminosity integrals of an hour at the targets.
#ifndef LR_MACHINE_FILL_MODEL_H
#define LR_MACHINE_FILL_MODEL_H

#include "machine/fill.h"

enum {  // place of a state: ring * LR_FILL_PER_RING + one of the five, or one of the two integrals
  LR_FILL_CHARGE,
  LR_FILL_EMITTANCE,
  LR_FILL_INJECTED,
  LR_FILL_LOST,
  LR_FILL_DOSE,
  LR_FILL_PER_RING,
  LR_FILL_DELIVERED = LR_FILL_RINGS * LR_FILL_PER_RING,
  LR_FILL_RECORDED,
  LR_FILL_STATES
};

enum lr_fill_mode {
  LR_FILL_OFF,     // after an abort: no injection
  LR_FILL_FULL,    // the injector's full rate, until the target
  LR_FILL_HOLD,    // injection makes up for the losses
  LR_FILL_ABOVE,   // above a lowered target: no injection until the current has fallen to it
  LR_FILL_FREE,    // coasting
  LR_FILL_PULSED   // pulses from outside: no injection between them
};

extern const double lr_fill_hour_s;

struct lr_fill_model {
  double bunches, particle_A;  // particle_A: current of one circulating particle, e f0
  double product_A2;           // of the bunch currents at charges 1
  double smear_y2_m2;          // chromatic sizes of both rings and jitter of the offset, added to Sigma_y^2
  double sigma_x2_m2;          // both rings, without the crossing part
  double tangent2;             // tan^2 of the half crossing angle
  double luminosity;           // L = luminosity n n / (Sigma_x Sigma_y) [s^-1]
  double luminosity_unit_m2s;  // L of the integrals' unit
  double veto_s, R_L;
  struct {
    struct lr_bunch_length bunch_length;
    double current_A, particles, emittance_m;  // units of the states
    double beta_emittance_m2;                  // sigma_y^2 at emittance 1
    double other, gas, gas_beam;               // rates [1/s]; gas_beam at charge 1 and conditioning factor 1
    double dose_start, dose_reference, conditioning;  // doses in units of the state
    double touschek_m;   // rate = touschek_m charge / (sqrt(emittance of the particles) sigma_z) [m/s]
    double bhabha_m2;    // cross-section / particles
    double blowup, blowup_exponent, relaxation;  // eps_eq = 1 + blowup (n n)^exponent; 2/damping [1/s]
    const struct lr_blowup_curve *curve;         // or eps_eq = curve_unit times its column; NULL = none
    double curve_unit;
    double rate, pulse;  // what the injector can [1/s]; charge captured from one pulse
    double target;
    enum lr_fill_mode mode;
  } ring[LR_FILL_RINGS];
};

struct lr_fill_rates {
  double luminosity_m2s;
  bool beyond;  // the product of the bunch currents lies outside a curve: trial steps of the integrator alone may go there
  struct {
    double other, gas, touschek;  // 1/tau of the processes [1/s]
    double bhabha, loss;          // charge lost per second: by radiative Bhabha scattering, in total
    double injection;             // charge per second
    double equilibrium;           // emittance
    double sigma_z_m;
  } ring[LR_FILL_RINGS];
};

// Checks a fill and scales it. Status: LR_E_DOMAIN and what the exact overlap says (R_L = NaN).
enum lr_status lr_fill_prepare(const struct lr_fill *fill, struct lr_fill_model *model, struct lr_error *error);

// All rates at a state; false when the state is outside the model (emittance not positive, bunch length not positive, more than a
// tenth above the end of a curve).
bool lr_fill_evaluate(const struct lr_fill_model *model, const double state[LR_FILL_STATES],
                      struct lr_fill_rates *rates);
// The luminosity alone [m^-2 s^-1]; 0 where lr_fill_evaluate says false.
double lr_fill_luminosity(const struct lr_fill_model *model, const double state[LR_FILL_STATES]);
// What is wrong with a state that is `beyond`: LR_E_DOMAIN with the curve and the product.
enum lr_status lr_fill_beyond(const struct lr_fill_model *model, const double state[LR_FILL_STATES], struct lr_error *error);
// Time derivative of the state [1/s] and its Jacobian by formula, jacobian[i][j] = d rate_i / d state_j.
bool lr_fill_rhs(const struct lr_fill_model *model, const double state[LR_FILL_STATES], double rate[LR_FILL_STATES]);
bool lr_fill_jacobian(const struct lr_fill_model *model, const double state[LR_FILL_STATES],
                      double jacobian[LR_FILL_STATES][LR_FILL_STATES]);

// The collider at a state, for the exact overlap; a ring without beam makes its current zero.
struct lr_collider lr_fill_collider(const struct lr_fill *fill, const struct lr_fill_model *model,
                                    const double state[LR_FILL_STATES]);

#endif
