// SPDX-License-Identifier: GPL-3.0-or-later
// A plan after some of it has happened (model.md P21): the sums begin at what was recorded, periods behind are data, a period under
// way keeps what is left of it, and the priors that hold for a whole history are conditioned on what came.
#ifndef LR_PROJECTIONS_PLAN_UPDATE_H
#define LR_PROJECTIONS_PLAN_UPDATE_H

#include "base/table.h"
#include "projections/histories.h"
#include "projections/recorded_file.h"

// Takes the plan forward to the end of a day. In: rows that end up to that day and begin after all that recorded_so_far counts,
// `from_history`: they stand in plan->past already. The expectation of the days that are left stays as it was (exactly for a ramp
// that is linear or flat; for mean_over_peak below 1/2 the sum of the rest of a period does, and a value of plan.ramp that is still
// moving is held for one day). Status: LR_E_DOMAIN (nothing is left, too many knots), LR_E_MEMORY.
enum lr_status lr_plan_advance(struct lr_plan *plan, int as_of, const struct lr_recorded_row *row, size_t rows,
                               bool from_history, struct lr_error *error);

struct lr_update_wish {
  int as_of;  // the end of this day
  const struct lr_recorded_row *row;
  size_t rows;
  bool from_history;
  const char *name;  // of the file, for messages
  size_t count;  // rows of probabilities wanted
  size_t draws;  // from the priors; at least `count`
  uint64_t seed;
  int jobs;
};

struct lr_update_factor {
  char name[64], unit[16];
  double prior[3], updated[3];  // p10, p50, p90 in that unit
};

struct lr_update_year {  // what came in a calendar year, against what the priors expected of it
  int year, from, to;
  double recorded_m2,
      aleatory;  // aleatory: relative spread of a year, from `year`, `faults`, the faults and the error of the record
  double p10_m2, p50_m2, p90_m2;
  double pit;
};

// A row above the highest peak of plan and history, held all its days, times this is refused.
#define LR_MOST_OVER_PEAK 1.2
// A year whose PIT is nearer to 0 or 1 lies outside what the priors gave.
#define LR_PIT_OUTSIDE 1e-3

enum { LR_UPDATE_FACTORS = LR_EPISTEMIC_SLIP + LR_MOST_SHUTDOWNS, LR_UPDATE_YEARS = 64, LR_FEW_DRAWS = 100 };
struct lr_update {
  int as_of;
  double recorded_m2;  // since the plan began
  char open[32];  // a shutdown that is over by plan and after which nothing was recorded, though runs were planned; "": none
  int open_end;   // its last day by plan
  size_t draws, rows, factors, years;
  double effective;  // (sum of weights)^2 / sum of squares: below LR_FEW_DRAWS the record lies far outside the priors
  struct lr_update_factor factor[LR_UPDATE_FACTORS];
  struct lr_update_year year[LR_UPDATE_YEARS];
  double *epistemic;  // [count][lr_epistemic_factors of the plan as updated]
};

// Relative error of a recorded sum: online luminosities are uncertain by about 1 % (KEK, 26 June 2020).
#define LR_RECORD_ERROR 0.01

// Conditions the priors on the rows and takes the plan forward. Status: LR_E_INPUT (a row over the day, over what recorded_so_far
// counts, of another kind, above what the peaks can give; days of running without a row; with NAME:LINE), LR_E_DOMAIN (no draw of the priors gives what came),
// LR_E_MEMORY. The update is to be freed even after a failure.
enum lr_status lr_plan_update(struct lr_plan *plan, const struct lr_update_wish *wish, struct lr_update *update,
                              struct lr_error *error);
void lr_update_free(struct lr_update *update);

// Indices of a systematic sample of `count` from weights (not all 0): position (k + 1/2) / count of their sum. Rising.
void lr_systematic_sample(const double *weight, size_t weights, size_t count, size_t *index);
// Relative variance of what `faults` of days first..last leave: sum of rates x mean square recovery over the beam time squared (P8).
double lr_update_fault_variance(const struct lr_plan *plan, const struct lr_plan_days *days, int first, int last);

// Tables `update` and `update_record`. A caution in words: a record that lies outside the priors, a shutdown that
// may still be open; "" if there is neither. LR_CAUTION_SIZE bytes hold it.
enum { LR_CAUTION_SIZE = 512 };
struct lr_table *lr_update_table(const struct lr_update *update);
struct lr_table *lr_update_record_table(const struct lr_update *update);
void lr_update_caution(const struct lr_update *update, char *text, size_t size);

#endif
