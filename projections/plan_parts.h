// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a run plan beside its periods: faults by system, sudden losses, the state of the machine and its ramps, the detector,
// the electricity. (model.md P13 to P18)
//
// Two ways to say what faults take. A period that gives `availability` or `trip_factor` declares the part A T of the luminosity that
// is left; the faults then say what the loss is made of: their recovery times are scaled (recovery_scale of a day) until the closed
// form P13 at factor 1 is A T, and `factor` acts against that. Without both the faults act as they are written.
#ifndef LR_PROJECTIONS_PLAN_PARTS_H
#define LR_PROJECTIONS_PLAN_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/prior.h"
#include "beamloss/loss_outcome.h"

enum { LR_MOST_KNOTS = 48, LR_MOST_FAULTS = 24 };

// Values from dates on, in order of time; a knot at LR_NO_DATE holds from the beginning. NaN: as without knots, again.
struct lr_dated {
  struct {
    int date;
    double value;
  } knot[LR_MOST_KNOTS];
  size_t knots;
};
// The value in force on a day; `otherwise` before the first knot and where a knot is NaN.
double lr_dated_at(const struct lr_dated *dated, int date, double otherwise);
// Index of the knot in force, -1 before the first.
int lr_dated_knot(const struct lr_dated *dated, int date);

// After a fault: `recovery` without beam, then the refill of the plan (L ~ t^2), then the HV ramp of the detector at full luminosity,
// then `tuning_s` at `tuning_level` of it; then top luminosity until the next one (exponential times).
struct lr_fault {
  char id[32];
  double rate_per_s;                            // while running at top luminosity, at the reference current
  double current_exponent, reference_current_A; // rate ~ (I_LER / reference)^exponent; exponent 0: none
  struct lr_recovery recovery;                  // mean_s, cv; its probability is not used
  double tuning_s, tuning_level;
  struct lr_dated factor;                       // of the rate: mitigation by date, or a what-if; 1
};

struct lr_sudden_losses {
  bool given;
  // Rate and recoveries are those of `losses:` of the scenario. How often each end is, dose and gates come from an ensemble, from
  // who has one (lr_plan_take_losses); until then the ends have 1 (refill), 0, 0, and lr_plan_expect refuses the plan.
  bool from_losses, taken;
  struct lr_dated rate_per_s;     // while running, at the reference bunch current
  double reference_bunch_current_A, exponent;  // rate ~ (I_b,LER / reference)^exponent; NaN: none
  double threshold_bunch_current_A;            // no loss below it; 0 = none
  struct lr_dated factor;         // mitigation by date, 1
  struct lr_prior outcome;        // epistemic: one factor of the rate for a whole history; fixed 1
  struct lr_recovery end[LR_END_KINDS];  // probabilities sum to 1
  double tuning_s, tuning_level;
  double step_back_level, step_back_s;   // after damage: this part of the luminosity for so long of beam time
  double dose_Gy, gates;          // mean in layer 1 and share of the gates lost by one loss, when no sample is at hand; NaN = not known
};

enum { LR_STATE_CURRENT_LER, LR_STATE_CURRENT_HER, LR_STATE_BUNCHES, LR_STATE_BETA_Y, LR_STATES };
struct lr_state {
  double value[LR_STATES];  // A, A, 1, m; NaN = not said
};

// What is run, in place of the states `at` for which the peaks are declared:
// L = L_peak g / g_at, g = I+ I- / (n_b beta_y) (I+ I- / n_b^2)^-specific_exponent.
struct lr_ramp_plan {
  bool given;
  struct lr_dated knot[LR_STATES];
  double time_constant_s;    // of currents and bunches, in beam time: value = target + (before - target) exp(-t / time constant)
  double squeeze_dip, squeeze_s;  // after beta_y went down: L (1 - dip exp(-t / squeeze)), t in beam time
  double specific_exponent;
};

struct lr_detector_plan {
  bool given;
  bool pxd_off;
  double dead_time, injection_veto;  // shares of the time
  double hv_ramp_s;                  // after each refill; the refill is not recorded either
};

struct lr_power_plan {
  bool given;
  double off_W, base_W, per_current_W_A[2];  // without beam; with the machine on; LER, HER
  // keyed by day of the year: date = 100 month + day, asked with `otherwise` INFINITY; the last of a year holds into the next, as a
  // knot at LR_NO_DATE. A day above it has no beam.
  struct lr_dated cap_W;
  struct lr_dated budget_J;    // of a year, by its first day
  struct lr_dated cost_budget; // the same as money
  double price_per_J;          // NaN = not known
  char currency[16];
  int first_month;             // of the budget's year: 4 = fiscal, 1 = calendar
  struct {                     // after an update (P21): the budget's year under way
    bool given;
    int first, entered;        // its first day; the first day of it that the plan had as it was made
    double used_J;             // expected from `entered` up to the day of the update
  } under_way;
};

struct lr_hindcast_plan {
  long draws;
  double highest_peak_m2s;     // no predicted peak is above it
  double studies_probability;  // that a predicted year is dedicated to machine studies
  struct lr_prior studies_share;  // of the luminosity of such a year that they take
};
extern const struct lr_field lr_hindcast_fields[];

struct lr_update_plan {
  int as_of;                // LR_NO_DATE: none said
  char recorded_file[192];  // "": none
};
extern const struct lr_field lr_update_fields[];

#endif
