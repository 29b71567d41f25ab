// SPDX-License-Identifier: GPL-3.0-or-later
// The record of past periods as data, and what it warns of (model.md P12).
#ifndef LR_PROJECTIONS_RECORD_H
#define LR_PROJECTIONS_RECORD_H

#include "projections/plan.h"

// Recorded luminosity over (peak x calendar days from first collision): one number that folds ramp, studies, faults, trips
// and data taking. NaN when peak or sum is not known.
double lr_past_efficiency(const struct lr_past *past);

// Sum over periods first..last (ids, both included) of one kind [m^-2]. LR_E_DOMAIN: an unknown id, an unknown figure or
// mixed kinds: kinds are never added up.
enum lr_status lr_past_sum(const struct lr_plan *plan, const char *first, const char *last, double *sum_m2,
                           struct lr_error *error);

// The naive prediction of the last year of the record: best efficiency of all earlier periods x peak x days, against what
// came. False when the record does not allow it.
struct lr_naive_check {
  int year;
  double best_efficiency;
  char best_id[32];
  double predicted_m2, came_m2;
};
bool lr_past_naive_check(const struct lr_plan *plan, struct lr_naive_check *check);

// Highest recorded luminosity over (peak x beam days) of the plan's periods, and its period; NaN without periods. The sums are those
// of lr_plan_expect.
double lr_plan_best_efficiency(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_period **which);
double lr_period_efficiency(const struct lr_plan_days *days, size_t period);

#endif
