// SPDX-License-Identifier: GPL-3.0-or-later
// A fill: charges and vertical emittances of both rings against time, with losses, injection, aborts and refills.
//
//   struct lr_fill fill = lr_fill_default(&collider);         // targets are the currents of the collider
//   fill.ring[LR_FILL_LER].touschek_lifetime_s = 600;         // ..
//   struct lr_fill_result result;
//   status = lr_fill_run(&fill, &result, &error);
//   .. lr_fill_table(&result), lr_fill_summary_table(&result)
//   lr_fill_result_free(&result);
#ifndef LR_MACHINE_FILL_H
#define LR_MACHINE_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "machine/blowup_curve.h"
#include "machine/collider.h"

enum { LR_FILL_LER, LR_FILL_HER, LR_FILL_RINGS };

// Per ring. Losses (model.md M20): dN/dt = -N/tau with
//   1/tau = 1/other + gas + 1/touschek (N/N_r) sqrt(eps_r/eps_y) (sigma_z,r/sigma_z) + L sigma_RBB / N_ring
struct lr_fill_ring {
  double target_current_A;
  double initial_current_A;     // NaN = the target
  double other_lifetime_s;      // of all that does not change; INFINITY = none
  double touschek_lifetime_s;   // at the reference below; INFINITY = none
  double touschek_current_A;    // reference; NaN = the target
  double touschek_emittance_m;  // vertical, of the reference; NaN = that of equilibrium at the reference currents
  double gas_rate_per_s;        // at the pressure without beam
  double gas_rate_per_sA;       // what each ampere adds at the reference dose
  double dose_start_As, dose_reference_As;  // integrated current before the fill, and where gas_rate_per_sA holds
  double conditioning_exponent;             // a: the part that the beam makes falls as (dose/reference)^-a; 0 = not
  double bhabha_cross_section_m2;           // 0 = none
  double emittance_y0_m;                    // vertical at zero current; NaN = that of the collider
  double blowup_product_A2;  // P0 of eps_eq = eps_y0 (1 + (I_b+ I_b- / P0)^n), INFINITY = no blow-up
  double blowup_exponent;    // n
  const struct lr_blowup_curve *curve;  // in place of the law: eps_eq = curve_unit_m times its column; NULL = none. Not copied
  double curve_unit_m;                  // of the column of this ring: 1 where it holds emittances [m]
  double damping_time_y_s;   // of the amplitude; the emittance relaxes in half of it
  double bunch_charge_C;     // of an injected bunch; 0 = no injection
  double bunches_per_pulse;
  double pulse_share;  // part of the injector's pulses that this ring gets
  double efficiency;   // captured part
};

enum lr_fill_event_kind { LR_FILL_ABORT, LR_FILL_REFILL, LR_FILL_STEP };

struct lr_fill_event {
  double time_s;
  enum lr_fill_event_kind kind;
  bool ring[LR_FILL_RINGS];         // abort, refill: which
  double recovery_s;                // abort: time without injection after it
  double current_A[LR_FILL_RINGS];  // step: new targets; NaN = as before
};

struct lr_fill {
  struct lr_collider collider;  // optics; its currents serve lr_fill_default only
  struct lr_fill_ring ring[LR_FILL_RINGS];
  double R_L;  // luminosity over the closed form without hourglass, held constant; NaN: exact overlap at the targets
  double repetition_Hz;  // of the injector, for both rings together
  bool top_up;           // false: coast after the target is reached, until the next refill
  bool pulsed;           // top-up pulse by pulse; else averaged: injection makes up for the losses, up to the injector
  double hysteresis;     // pulsed: injection begins at target (1 - hysteresis) and ends at the target
  double veto_s;         // detector blind after each pulse
  double duration_s;
  const struct lr_fill_event *event;  // in order of time; NULL when `events` is 0
  size_t events;
  int outputs;        // samples at equal distances, both ends in; each abort and step adds two
  bool overlap;       // the exact overlap at each sample beside the luminosity of the model
  double tolerance;   // relative, of the integrator
};

struct lr_fill_sample {
  double time_s;
  double current_A[LR_FILL_RINGS], emittance_y_m[LR_FILL_RINGS];
  double lifetime_s[LR_FILL_RINGS];  // N / loss; INFINITY = no loss, NaN = no beam
  double load[LR_FILL_RINGS];        // injection over what the injector can (averaged), 0 between pulses (pulsed)
  double luminosity_m2s, overlap_m2s;  // overlap: NaN when not asked for
};

struct lr_fill_ring_result {
  double start_C, injected_C, lost_C, dumped_C, end_C;  // stored charge; lost: by lifetime; dumped: by aborts
  double closure;       // |start + injected - lost - dumped - end| / (start + injected)
  double mean_current_A;
  double load;          // injected over what the injector could in the whole time
  double full_rate_s;   // time at the injector's full rate
  double pulses;        // injected, of the pulses that this ring gets
  bool reached_target;  // at any time
  bool missed_target;   // one that was changed, or that ended with the fill, was not reached at the full rate by then
  // At the last targets, equilibrium emittances and the dose of the end:
  double lifetime_s, other_lifetime_s, gas_lifetime_s, touschek_lifetime_s, bhabha_lifetime_s;
  double needed_load;      // losses over what the injector can
  double current_limit_A;  // where losses and injector balance, the other ring at its target or where it settles (M23);
                           // INFINITY = no losses, NaN = beyond the range of the model, above the target
  bool limited;            // top-up, and that current lies below the target: the current settles at it
};

struct lr_fill_result {
  struct lr_fill_ring_result ring[LR_FILL_RINGS];
  double duration_s, R_L;
  double peak_m2s, mean_m2s, recorded_mean_m2s;
  double mean_over_peak, recorded_over_delivered;  // 0 when there was no luminosity
  long aborts, steps, restarts;  // steps of all kinds; restarts of CVODE
  struct lr_fill_sample *sample;
  size_t samples, room;
};

// A fill of the collider at its currents: no losses, no injector, no blow-up, top-up averaged, one hour, 121 samples,
// tolerance 1e-8. Damping 46 ms (ler) and 58 ms (her), the SuperKEKB design values (known): set your own.
// A collider whose currents are not given as currents leaves the targets NaN.
struct lr_fill lr_fill_default(const struct lr_collider *collider);

// Follows the fill (model.md M20-M24) with CVODE, BDF and an analytic Jacobian; from pulse to pulse by lr_fill_stretch.
// Out: *result, freed by lr_fill_result_free; on an error there is nothing to free.
// Status: LR_E_DOMAIN for an input outside its range (a lifetime of zero, a target of zero, events out of order, ..),
// LR_E_CONVERGE when the integrator gives up, LR_E_MEMORY. An injector that cannot hold a target is no error: it is
// reported in `limited`, needed_load and current_limit_A. LR_E_DOMAIN also where the product of the bunch currents goes beyond a
// curve: it is not extrapolated.
// Valid: all bunches alike and colliding; R_L constant; the emittance of injected beam ignored; blow-up a given law or curve.
// Means, injected and lost charge to better than 100 times `tolerance`; emittances to 1e4 times it while they
// change. Pulsed injection runs at a thousandth of `tolerance`, with explicit steps from pulse to pulse.
enum lr_status lr_fill_run(const struct lr_fill *fill, struct lr_fill_result *result, struct lr_error *error);
void lr_fill_result_free(struct lr_fill_result *result);  // a zeroed struct is fine

// Table "fill": t, current_ler, current_her, emittance_y_ler, .., lifetime_ler, .., injector_load_ler, .., luminosity,
// and luminosity_overlap (empty cells when not asked for).
struct lr_table *lr_fill_table(const struct lr_fill_result *result);
// Table "fill_summary": quantity, ring, value, unit, definition. A ring that is limited says so in words.
struct lr_table *lr_fill_summary_table(const struct lr_fill_result *result);

#endif
