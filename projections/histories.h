// SPDX-License-Identifier: GPL-3.0-or-later
// Histories of a run plan (model.md P11, P13 to P16): discrete events in beam time, from minutes to years. What is not known is
// drawn once a history (epistemic), what happens is drawn afresh (aleatory): years, faults, sudden losses. History h is a
// function of the plan, the seed and h alone.
#ifndef LR_PROJECTIONS_HISTORIES_H
#define LR_PROJECTIONS_HISTORIES_H

#include "projections/plan.h"

struct lr_progress;

enum lr_sampling { LR_SAMPLING_RANDOM, LR_SAMPLING_SOBOL, LR_SAMPLING_ANTITHETIC };
#define LR_SAMPLINGS "random|sobol|antithetic"

// What one sudden loss does: a draw of these is what a loss of a history does. Of an ensemble of `losses:`.
struct lr_loss_sample {
  int end;             // enum lr_loss_end
  double dose_Gy, gates;
};

// Epistemic factors, in this order: speed of the ramp, efficiency, ceiling, outcome of the sudden losses, slip of each shutdown.
enum { LR_EPISTEMIC_SPEED, LR_EPISTEMIC_EFFICIENCY, LR_EPISTEMIC_CEILING, LR_EPISTEMIC_SUDDEN, LR_EPISTEMIC_SLIP };
size_t lr_epistemic_factors(const struct lr_plan *plan);
// Probabilities in (0, 1) at which the priors are read: u[h * factors + k]. Sobol points are shifted at random by the seed.
// Status: LR_E_MEMORY, LR_E_DOMAIN (Sobol has at most 40 factors).
enum lr_status lr_epistemic_draw(const struct lr_plan *plan, size_t count, uint64_t seed, int sampling, double *u, struct lr_error *error);
// Closed-form sum (of the plan's lumi_kind, from so_far on) at the end of a day of the calendar, given one row of probabilities:
// the expectation over what is aleatory. [m^-2]
double lr_epistemic_expect(const struct lr_plan *plan, const struct lr_plan_days *days, const double *u, int date);

struct lr_history_wish {
  size_t count;        // >= 1
  uint64_t seed;
  int jobs;            // 0 = all cores
  int sampling;        // enum lr_sampling
  size_t twins;        // pairs that share the epistemic draw, for the two layers; 0 = none
  const double *epistemic;  // count rows of probabilities, NULL: drawn here
  const struct lr_loss_sample *loss;
  size_t losses;       // 0: the ends and means of the plan
  const double *crossing_m2;  // further sums whose dates are wanted
  const bool *crossing_4s;    // counts data at the Y(4S) only; NULL: none does
  size_t crossings;
};

// Causes of lost luminosity, in the order of a waterfall. Faults follow: LR_CAUSES + index of the fault.
enum lr_cause {
  LR_CAUSE_STARTUP, LR_CAUSE_SHAPE, LR_CAUSE_STUDY, LR_CAUSE_MAINTENANCE, LR_CAUSE_FACTORS, LR_CAUSE_PRIORS, LR_CAUSE_SUDDEN, LR_CAUSE_STEP_BACK,
  LR_CAUSE_DETECTOR, LR_CAUSES
};
const char *lr_cause_words(int cause);  // of those below LR_CAUSES

// Means over the histories of one day of the calendar.
struct lr_history_day {
  double ideal_m2, delivered_m2, recorded_m2;
  double beam_s, up_s;       // beam time after start-up; of that with stored beam
  double energy_J, dose_Gy, gates;  // gates: share of all gates
  double faults, sudden;     // counts
  double p10_m2, p50_m2, p90_m2;  // of the cumulated sum; never fall (see below)
};

struct lr_histories {
  size_t count, dates, milestones, crossings;
  int *date;            // [dates]: the first of each month, the last day of each year, the first and last day
  double *cumulated;    // [dates][count], sorted, m^-2
  double *peak;         // [dates][count], sorted, m^-2 s^-1
  double *reached;      // [milestones][count], sorted day numbers, +infinity = not before the horizon
  double *crossed;      // [crossings][count], as reached
  // every day of the calendar
  int first;
  size_t days, causes;            // causes = LR_CAUSES + faults
  struct lr_history_day *day;     // [days]
  double *lost_m2;                // [days][causes], means
  // Quantiles of a day are exact at the dates of the grid, and on every day where days x count is at most 2^23; else to a cell of
  // day_quantiles.h.
  // layers, from the twins, at the dates of the grid: variance of the cumulated sum [m^-4]; NULL without twins.
  // The epistemic one is a covariance with a standard error; both are 0 where no epistemic factor has any spread.
  double *variance_epistemic, *variance_aleatory, *error_epistemic;
  double energy_J, faults;        // means over the histories, of a whole history
};

// Status: LR_E_DOMAIN (no history), LR_E_MEMORY, LR_E_INTERRUPTED. To be freed even after a failure.
enum lr_status lr_plan_histories(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish,
                                 struct lr_progress *progress, struct lr_histories *histories, struct lr_error *error);
void lr_histories_free(struct lr_histories *histories);

#endif
