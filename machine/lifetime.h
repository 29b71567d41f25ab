// SPDX-License-Identifier: GPL-3.0-or-later
// The lifetime of a beam: what each process takes, and all of them together.
#ifndef LR_MACHINE_LIFETIME_H
#define LR_MACHINE_LIFETIME_H

#include <stdbool.h>

#include "base/table.h"
#include "machine/beam_gas.h"
#include "machine/collider.h"
#include "machine/radiative_bhabha.h"
#include "machine/touschek.h"
#include "machine/twiss.h"

// X(name, key, formula)
#define LR_LIFETIME_LIST(X)                                                 \
  X(LR_LIFETIME_TOUSCHEK, "touschek", "M14/M15")                            \
  X(LR_LIFETIME_GAS_BREMSSTRAHLUNG, "gas_bremsstrahlung", "M16")            \
  X(LR_LIFETIME_GAS_COULOMB, "gas_coulomb", "M16")                          \
  X(LR_LIFETIME_BHABHA, "radiative_bhabha", "M17")                          \
  X(LR_LIFETIME_QUANTUM_X, "quantum_x", "M18")                              \
  X(LR_LIFETIME_QUANTUM_Y, "quantum_y", "M18")                              \
  X(LR_LIFETIME_QUANTUM_S, "quantum_s", "M18")

#define LR_LIFETIME_ENUM(name, key, formula) name,
enum lr_lifetime_process { LR_LIFETIME_LIST(LR_LIFETIME_ENUM) LR_LIFETIME_PROCESSES };
#undef LR_LIFETIME_ENUM

const char *lr_lifetime_key(enum lr_lifetime_process process);  // "touschek"; static storage

// What a ring has beside its luminosity figures. NaN = not given, unless said otherwise.
struct lr_lifetime_input {
  double momentum_acceptance;  // relative
  enum lr_touschek_form touschek_form;
  double energy_spread;         // rms, relative
  double momentum_compaction;   // for the mean dispersion
  double mean_beta_x_m, mean_beta_y_m, mean_eta_x_m;  // ring averages; NaN: C / (2 pi nu), alpha_p C / (2 pi)
  const struct lr_optics_table *optics;               // NULL: that of `twiss`, else ring averages; serves Touschek only
  struct lr_twiss *twiss;                             // a table that a scenario names; NULL = none
  struct lr_gas gas;                                  // elements = 0: no gas given
  double gas_beta_y_m;                                // mean for Coulomb scattering; NaN: mean_beta_y_m
  double aperture_x_m, aperture_x_beta_m;             // half aperture and beta there
  double aperture_y_m, aperture_y_beta_m;
  enum lr_bhabha_model bhabha_model;
  double bhabha_cross_section_m2;  // of LR_BHABHA_EFFECTIVE
  double damping_time_s;           // transverse, of the amplitude
  double damping_time_energy_s;    // longitudinal, of the amplitude
  char status[12];                 // the weakest word that its figures say: read, known, derived, assumed; "" = nobody says
};

struct lr_lifetime_budget {
  double rate_per_s[LR_LIFETIME_PROCESSES];      // 1/tau; NaN where an input is missing
  const char *missing[LR_LIFETIME_PROCESSES];    // NULL, or the inputs that are; static storage
  char note[LR_LIFETIME_PROCESSES][128];         // form, figures that were used
  double rate_total_per_s;                       // sum over those that have a rate
  int evaluated;                                 // processes that have a rate
  enum lr_touschek_form touschek_form;
  struct lr_ring_state state;
};

// The optics (`optics`, else `twiss`) have local momentum acceptances: the smallest of them, in *smallest (NULL: not wanted).
bool lr_lifetime_local_acceptance(const struct lr_lifetime_input *input, double *smallest);

// Budget of one ring (model.md M19): 1/tau = sum of 1/tau_i, each at the present currents, sizes and luminosity.
// In: collider, which ring, its inputs, luminosity per IP [m^-2 s^-1] (one IP). Out: *budget.
// A process without its inputs is left out of the sum and says so. The same call on another collider gives the budget at
// another operating point. Electrons and positrons only.
// Status: LR_E_DOMAIN when an input that stands is outside its range, LR_E_CONVERGE; the error names the process.
enum lr_status lr_lifetime_evaluate(const struct lr_collider *collider, bool her, const struct lr_lifetime_input *input,
                                    double luminosity_m2s, struct lr_lifetime_budget *budget, struct lr_error *error);

struct lr_lifetime_row {  // a block of the table
  const char *point;      // operating point: "here", "target"
  const char *ring;       // "ler", "her"
  const struct lr_lifetime_budget *budget;
};

// Table "lifetimes": point, ring, process, value [min], share, formula, note; the last row of a block is the total.
// Nothing is shown as infinite: a rate of 0 or below 1e-30 /s has an empty value and a note. The caller frees it.
struct lr_table *lr_lifetime_table(const struct lr_lifetime_row *rows, int count);

#endif
