// SPDX-License-Identifier: GPL-3.0-or-later
// The closed-form expectation of a run plan, day by day (model.md P1, P10).
#include "projections/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"

const char *lr_lumi_kind_name(enum lr_lumi_kind kind) {
  static const char *const NAMES[] = {"delivered", "recorded", "offline", "good_4s"};
  return NAMES[kind];
}

void lr_plan_free(struct lr_plan *plan) {
  free(plan->past);
  free(plan->period);
  plan->past = NULL;
  plan->period = NULL;
  plan->pasts = plan->periods = 0;
}

double lr_period_peak(const struct lr_period *period) {
  double peak = 0;
  for (size_t i = 0; i < period->knots; i++) peak = fmax(peak, period->knot[i].peak_m2s);
  return peak;
}

// Peak luminosity on a day from dated knots, linear between them, constant outside.
static double peak_on(const struct lr_period *period, int date) {
  const struct lr_peak_knot *knot = period->knot;
  if (period->knots == 1 || date <= knot[0].date) return knot[0].peak_m2s;
  for (size_t i = 1; i < period->knots; i++)
    if (date <= knot[i].date) {
      double t = (double)(date - knot[i - 1].date) / (double)(knot[i].date - knot[i - 1].date);
      return knot[i - 1].peak_m2s + t * (knot[i].peak_m2s - knot[i - 1].peak_m2s);
    }
  return knot[period->knots - 1].peak_m2s;
}

// Integral from 0 to u of the shape of a ramp whose mean over 0..1 is r and whose end is 1 (P10): linear where that is
// possible (r >= 1/2), else the power of u with that mean; flat: r everywhere.
static double ramp_integral(const struct lr_period *period, double u) {
  double r = period->mean_over_peak;
  if (period->ramp == LR_RAMP_FLAT || period->knots > 1) return r * u;
  if (r >= 0.5) return (2 * r - 1) * u + (1 - r) * u * u;
  return r > 0 ? r * pow(u, 1 / r) : 0;
}

static int run_days(const struct lr_period *period) {
  int days = 0;
  for (size_t i = 0; i < period->runs; i++) days += period->run[i].last - period->run[i].first + 1;
  return days;
}

// Calls add(day, delivered, context) for each day with beam. The delivered luminosity is exact in the sum (P1).
static void each_day(const struct lr_period *period, void (*add)(int, double, void *), void *context) {
  int calendar_days = run_days(period);
  double physics_days = period->beam_days - period->startup_days;
  if (!calendar_days || physics_days <= 0) return;
  double share = period->beam_days / calendar_days;  // beam days per calendar day of the runs
  double factor = LR_DAY_s * physics_days * (1 - period->study_fraction) * period->availability * period->trip_factor;
  int passed = 0;
  for (size_t i = 0; i < period->runs; i++)
    for (int day = period->run[i].first; day <= period->run[i].last; day++, passed++) {
      double u0 = (share * passed - period->startup_days) / physics_days;
      double u1 = (share * (passed + 1) - period->startup_days) / physics_days;
      if (passed + 1 == calendar_days) u1 = 1;
      u0 = fmin(fmax(u0, 0), 1);
      u1 = fmin(fmax(u1, 0), 1);
      double ramp = ramp_integral(period, u1) - ramp_integral(period, u0);
      add(day, peak_on(period, day) * factor * ramp, context);
    }
}

static void add_to_sum(int day, double delivered, void *sum) {
  (void)day;
  *(double *)sum += delivered;
}

double lr_period_delivered(const struct lr_period *period) {
  double sum = 0;
  each_day(period, add_to_sum, &sum);
  return sum;
}

struct day_filler {
  struct lr_plan_days *days;
  double recording;
  int period;
};

static void fill_day(int day, double delivered, void *context) {
  struct day_filler *filler = context;
  size_t i = (size_t)(day - filler->days->first);
  if (day < filler->days->first || i >= filler->days->days) return;
  filler->days->delivered[i] += delivered;
  filler->days->recorded[i] += delivered * filler->recording;
  filler->days->period[i] = filler->period;
}

enum lr_status lr_plan_expect(const struct lr_plan *plan, struct lr_plan_days *days, struct lr_error *error) {
  memset(days, 0, sizeof *days);
  if (!plan->periods) return lr_error_set(error, LR_E_DOMAIN, "the plan has no periods");
  days->first = plan->period[0].start;
  if (plan->so_far.as_of != LR_NO_DATE && plan->so_far.as_of + 1 < days->first) days->first = plan->so_far.as_of + 1;
  days->days = (size_t)(plan->horizon - days->first + 1);
  days->delivered = calloc(days->days, sizeof(double));
  days->recorded = calloc(days->days, sizeof(double));
  days->cumulated = calloc(days->days, sizeof(double));
  days->period = malloc(days->days * sizeof(int));
  if (!days->delivered || !days->recorded || !days->cumulated || !days->period) {
    lr_plan_days_free(days);
    return lr_error_set(error, LR_E_MEMORY, "no memory for %zu days of the plan", days->days);
  }
  for (size_t i = 0; i < days->days; i++) days->period[i] = -1;
  for (size_t p = 0; p < plan->periods; p++) {
    struct day_filler filler = {days, plan->period[p].recording_efficiency, (int)p};
    each_day(&plan->period[p], fill_day, &filler);
  }
  double sum = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  for (size_t i = 0; i < days->days; i++) {
    sum += plan->lumi_kind == LR_DELIVERED ? days->delivered[i] : days->recorded[i];
    days->cumulated[i] = sum;
  }
  return LR_OK;
}

void lr_plan_days_free(struct lr_plan_days *days) {
  free(days->delivered);
  free(days->recorded);
  free(days->cumulated);
  free(days->period);
  memset(days, 0, sizeof *days);
}

double lr_plan_cumulated(const struct lr_plan *plan, const struct lr_plan_days *days, int date) {
  if (date < days->first) return plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  size_t i = (size_t)(date - days->first);
  return days->cumulated[i < days->days ? i : days->days - 1];
}

int lr_plan_date_of(const struct lr_plan *plan, const struct lr_plan_days *days, double luminosity_m2) {
  if (plan->so_far.as_of != LR_NO_DATE && plan->so_far.value_m2 >= luminosity_m2) return plan->so_far.as_of;
  for (size_t i = 0; i < days->days; i++)
    if (days->cumulated[i] >= luminosity_m2) return days->first + (int)i;
  return LR_NO_DATE;
}
