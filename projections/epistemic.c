// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/epistemic.h"

#include <math.h>

#include "base/constants.h"

size_t lr_epistemic_factors(const struct lr_plan *plan) { return LR_EPISTEMIC_SLIP + plan->shutdowns; }

void lr_epistemic_read(const struct lr_plan *plan, const double *u, struct lr_epistemic *e) {
  e->speed = lr_prior_quantile(&plan->ramp_speed, u[LR_EPISTEMIC_SPEED]);
  e->ceiling_m2s = lr_prior_quantile(&plan->ceiling, u[LR_EPISTEMIC_CEILING]);
  e->efficiency = lr_prior_quantile(&plan->efficiency, u[LR_EPISTEMIC_EFFICIENCY]);
  e->sudden = plan->sudden.given ? lr_prior_quantile(&plan->sudden.outcome, u[LR_EPISTEMIC_SUDDEN]) : 1;
  for (size_t i = 0; i < plan->shutdowns; i++) {
    double slip_s = plan->shutdown[i].has_slip ? lr_prior_quantile(&plan->shutdown[i].slip, u[LR_EPISTEMIC_SLIP + i]) : 0;
    e->slip_days[i] = (int)fmin(round(slip_s / LR_DAY_s), 1e6);
  }
}

bool lr_epistemic_all_fixed(const struct lr_plan *plan) {
  bool fixed = plan->ramp_speed.distribution == LR_FIXED && plan->efficiency.distribution == LR_FIXED && plan->ceiling.distribution == LR_FIXED &&
               (!plan->sudden.given || plan->sudden.outcome.distribution == LR_FIXED);
  for (size_t i = 0; i < plan->shutdowns; i++) fixed = fixed && (!plan->shutdown[i].has_slip || plan->shutdown[i].slip.distribution == LR_FIXED);
  return fixed;
}

double lr_epistemic_first_peak(const struct lr_plan *plan, const struct lr_plan_days *days) {
  if (plan->first_peak_m2s > 0) return plan->first_peak_m2s;
  double first = 0;
  for (size_t p = 0; p < plan->periods && first <= 0; p++) first = lr_period_peak(&plan->period[p]);
  for (size_t i = 0; i < days->days; i++)
    if (days->period[i] >= 0) return first * days->day[i].ramp;
  return first;
}

double lr_epistemic_climb(double peak_m2s, double first_m2s) { return first_m2s > 0 && peak_m2s > first_m2s ? log(peak_m2s / first_m2s) : 0; }

double lr_epistemic_peak(const struct lr_epistemic *e, double peak_m2s, double climb) {
  double drawn = climb == 0 || e->speed == 1 ? peak_m2s : peak_m2s * exp((e->speed - 1) * climb);  // at the planned speed to the last bit
  return e->ceiling_m2s > 0 ? fmin(drawn, e->ceiling_m2s) : drawn;
}

double lr_epistemic_peak_ratio(const struct lr_epistemic *e, const struct lr_plan_day *day, double climb) {
  return day->peak_m2s > 0 ? fmin(lr_epistemic_peak(e, day->uncapped_m2s, climb), day->cap_m2s) / day->peak_m2s : 1;
}

// It climbs through a period to that period's peak and holds between periods.
double lr_plan_peak(const struct lr_plan *plan, int date) {
  double before = 0;
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *period = &plan->period[p];
    double peak = lr_period_peak(period);
    if (period->beam_days <= period->startup_days) continue;
    if (before <= 0) before = peak;
    if (date < period->start) return before;
    if (date <= period->end) {
      double t = (double)(date - period->start + 1) / (double)(period->end - period->start + 1);
      return before + t * (peak - before);
    }
    before = peak;
  }
  return before;
}
