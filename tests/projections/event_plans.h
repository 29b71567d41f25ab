// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of histories: plans of one period in which something fails, made by hand; sample means with their errors.
#ifndef LR_TESTS_PROJECTIONS_EVENT_PLANS_H
#define LR_TESTS_PROJECTIONS_EVENT_PLANS_H

#include "projections/histories.h"
#include "tests/projections/plans.h"
#include "tests/projections/within.h"

enum { HOUR = 3600, DAY = 86400 };

static inline struct lr_prior fixed_prior(double value) { return (struct lr_prior){.distribution = LR_FIXED, .a = value}; }

static inline struct lr_fault fault_of(double per_day, double recovery_s, double cv) {
  struct lr_fault fault = {.rate_per_s = per_day / DAY, .recovery = {1, recovery_s, cv}, .tuning_level = 1};
  return fault;
}

// `days` days of beam from 2026-01-01 at a peak of 1e38 m^-2 s^-1, nothing else in the way. The period is the caller's.
static inline struct lr_plan event_plan(struct lr_period *period, int days) {
  int first = lr_date_make(2026, 1, 1);
  *period = (struct lr_period){.start = first, .end = first + days - 1, .run = {{first, first + days - 1}}, .runs = 1, .knot = {{first, 1e38}}, .knots = 1,
                               .ramp = LR_RAMP_FLAT, .beam_days = days, .availability = NAN, .trip_factor = NAN, .mean_over_peak = 1,
                               .recording_efficiency = 1, .luminosity_cap_m2s = INFINITY, .share_4s = 1};
  for (int k = 0; k < LR_STATES; k++) period->at.value[k] = NAN;
  struct lr_plan plan = {.lumi_kind = LR_DELIVERED, .so_far = {NAN, LR_NO_DATE, -1, NAN}, .horizon = period->end, .period = period, .periods = 1};
  plan.ramp_speed = plan.efficiency = plan.year = plan.faults = fixed_prior(1);
  plan.ceiling = fixed_prior(INFINITY);
  return plan;
}

static inline void sudden_losses(struct lr_plan *plan, double per_day) {
  plan->sudden = (struct lr_sudden_losses){.given = true, .outcome = fixed_prior(1), .tuning_level = 1, .step_back_level = 1,
                                           .reference_bunch_current_A = NAN, .exponent = NAN, .end = {{1, 1800, 1}, {0, 0, 0}, {0, 0, 0}}};
  plan->sudden.rate_per_s.knots = 1;
  plan->sudden.rate_per_s.knot[0].date = LR_NO_DATE;
  plan->sudden.rate_per_s.knot[0].value = per_day / DAY;
}

static inline struct lr_histories histories_of(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish) {
  struct lr_histories h;
  struct lr_error error;
  bool fine = lr_plan_histories(plan, days, wish, NULL, &h, &error) == LR_OK;
  LR_CHECK(fine);
  if (!fine) {
    fprintf(stderr, "%s\n", error.text);
    exit(1);
  }
  return h;
}

struct sample {
  double mean, sigma, error;  // error: of the mean
};
static inline struct sample sample_of(const double *value, size_t count) {
  struct sample s = {0, 0, 0};
  for (size_t i = 0; i < count; i++) s.mean += value[i] / (double)count;
  for (size_t i = 0; i < count; i++) s.sigma += (value[i] - s.mean) * (value[i] - s.mean) / (double)(count - 1);
  s.sigma = sqrt(s.sigma);
  s.error = s.sigma / sqrt((double)count);
  return s;
}

// The sums at the last date of the grid.
static inline struct sample at_the_end(const struct lr_histories *h) { return sample_of(h->cumulated + (h->dates - 1) * h->count, h->count); }

#endif
