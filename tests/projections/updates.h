// SPDX-License-Identifier: GPL-3.0-or-later
// A plan that is under way, and a row of its record.
#ifndef LR_TESTS_PROJECTIONS_UPDATES_H
#define LR_TESTS_PROJECTIONS_UPDATES_H

#include "base/constants.h"
#include "projections/plan_update.h"
#include "tests/projections/plans.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 500 fb^-1, as_of: 2025-12-31, kind: recorded}\n"
    "  horizon: 2032-12-31\n"
    "  milestones: [1 ab^-1, 2 ab^-1]\n"
    "  history: {old: {start: 2025-01-01, end: 2025-06-01, peak: 4e34 cm^-2 s^-1, recorded: 90 fb^-1, kind: "
    "recorded}}\n"
    "  period_defaults: {availability: 0.8, recording_efficiency: 0.9, mean_over_peak: %s, ramp: %s, startup_days: 20, "
    "beam_days: 200}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, runs: [[02-01, 06-30], [10-01, 12-20]], peak: 6e34 cm^-2 s^-1}\n"
    "    2027: {start: 2027-01-01, end: 2027-12-31, runs: [[02-01, 06-30], [10-01, 12-20]], peak: 8e34 cm^-2 s^-1}\n"
    "    2029: {start: 2029-01-01, end: 2029-12-31, runs: [[02-01, 06-30], [10-01, 12-20]], peak: 12e34 cm^-2 s^-1}\n"
    "  repeat_last: yes\n"
    "  shutdowns:\n"
    "    S0: {start: 2026-07-05, end: 2026-09-20, slip: {dist: exponential, mean: 1 day}}\n"
    "    LS: {start: 2028-01-01, end: 2028-12-31, slip: {dist: exponential, mean: 100 days}}\n"
    "  priors:\n"
    "    efficiency: {dist: normal, mean: 1, sigma: 0.12}\n"
    "    year: {dist: normal, mean: 1, sigma: 0.10}\n%s";

static inline struct planned the_plan(const char *mean, const char *ramp, const char *more) {
  char yaml[3000];
  snprintf(yaml, sizeof yaml, PLAN, mean, ramp, more);
  return planned_well(yaml);
}

static inline struct lr_recorded_row a_row(const char *start, const char *end, double recorded_m2) {
  struct lr_recorded_row row = {.start = day_of(start),
                                .end = day_of(end),
                                .recorded_m2 = recorded_m2,
                                .peak_m2s = NAN,
                                .kind = LR_RECORDED,
                                .line = 2};
  return row;
}

#endif
