// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/epistemic.h"

#include <math.h>

#include "base/constants.h"

size_t lr_epistemic_factors(const struct lr_plan *plan) { return LR_EPISTEMIC_SLIP + plan->shutdowns; }

void lr_epistemic_read(const struct lr_plan *plan, const double *u, struct lr_epistemic *e) {
  double speed = lr_prior_quantile(&plan->ramp_speed, u[LR_EPISTEMIC_SPEED]);
  double ceiling = lr_prior_quantile(&plan->ceiling, u[LR_EPISTEMIC_CEILING]);
  e->efficiency = lr_prior_quantile(&plan->efficiency, u[LR_EPISTEMIC_EFFICIENCY]);
  e->sudden = plan->sudden.given ? lr_prior_quantile(&plan->sudden.outcome, u[LR_EPISTEMIC_SUDDEN]) : 1;
  for (size_t i = 0; i < plan->shutdowns; i++) {
    double slip_s = plan->shutdown[i].has_slip ? lr_prior_quantile(&plan->shutdown[i].slip, u[LR_EPISTEMIC_SLIP + i]) : 0;
    e->slip_days[i] = (int)fmin(round(slip_s / LR_DAY_s), 1e6);
  }
  // The ramp runs at `speed` on a logarithmic scale from the first peak of the plan, up to the ceiling.
  double first = plan->first_peak_m2s > 0 ? plan->first_peak_m2s : 0;  // an updated plan counts from where it began
  for (size_t p = 0; p < plan->periods && first <= 0; p++) first = lr_period_peak(&plan->period[p]);
  for (size_t p = 0; p < plan->periods; p++) {
    double planned = lr_period_peak(&plan->period[p]);
    if (planned <= 0) {
      e->ratio[p] = 1;
      continue;
    }
    // At the planned speed the peak is as planned, to the last bit; a step down is no ramp and is taken as planned.
    double drawn = speed == 1 || planned <= first ? planned : first * pow(planned / first, speed);
    if (ceiling > 0 && drawn > ceiling) drawn = ceiling;
    e->ratio[p] = drawn / planned;
  }
}

int lr_calendar_of_plan(const struct lr_plan *plan, const struct lr_epistemic *e, int day) {
  int shift = 0;
  for (size_t i = 0; i < plan->shutdowns; i++)
    if (day > plan->shutdown[i].end) shift += e->slip_days[i];
  return day + shift;
}

int lr_plan_of_calendar(const struct lr_plan *plan, const struct lr_epistemic *e, int date) {
  int shift = 0;
  for (size_t i = 0; i < plan->shutdowns; i++) {
    int end = plan->shutdown[i].end + shift;
    if (date > end) shift += date - end < e->slip_days[i] ? date - end : e->slip_days[i];
  }
  return date - shift;
}

// It climbs through a period to that period's peak and holds between periods.
double lr_peak_in_force(const struct lr_plan *plan, const struct lr_epistemic *e, int day) {
  double before = 0;
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *period = &plan->period[p];
    double peak = lr_period_peak(period) * (e ? e->ratio[p] : 1);
    if (period->beam_days <= period->startup_days) continue;
    if (before <= 0) before = peak;
    if (day < period->start) return before;
    if (day <= period->end) {
      double t = (double)(day - period->start + 1) / (double)(period->end - period->start + 1);
      return before + t * (peak - before);
    }
    before = peak;
  }
  return before;
}

double lr_plan_peak(const struct lr_plan *plan, int date) { return lr_peak_in_force(plan, NULL, date); }
