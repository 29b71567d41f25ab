// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_shape.h"

#include <math.h>

#include "base/constants.h"

enum { MAINTENANCE_DAYS = 14 };  // `maintenance` is said for so many days of beam

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

double lr_period_physics_s(const struct lr_period *period) {
  return LR_DAY_s * fmax(0, period->beam_days - period->startup_days);
}

double lr_period_physics_share(const struct lr_period *period) {
  return (1 - period->study_fraction) * (1 - fmin(1, period->maintenance_s / (MAINTENANCE_DAYS * LR_DAY_s)));
}

double lr_period_declared(const struct lr_period *period) {
  return (isnan(period->availability) ? 1 : period->availability) * (isnan(period->trip_factor) ? 1 : period->trip_factor);
}

void lr_period_each_day(const struct lr_period *period, void (*add)(const struct lr_shape_day *day, void *context), void *context) {
  int calendar_days = 0, passed = 0;
  for (size_t i = 0; i < period->runs; i++) calendar_days += period->run[i].last - period->run[i].first + 1;
  double physics_days = period->beam_days - period->startup_days;
  if (!calendar_days || !(period->beam_days > 0)) return;
  double share = period->beam_days / calendar_days;  // beam days per calendar day of the runs
  for (size_t i = 0; i < period->runs; i++)
    for (int day = period->run[i].first; day <= period->run[i].last; day++, passed++) {
      struct lr_shape_day shape = {.date = day, .peak_m2s = peak_on(period, day)};
      double started = fmin(fmax(period->startup_days - share * passed, 0), share);  // beam days of start-up in this day
      shape.startup_s = started * LR_DAY_s;
      shape.beam_s = (share - started) * LR_DAY_s;
      if (physics_days > 0) {
        double u0 = (share * passed - period->startup_days) / physics_days;
        double u1 = (share * (passed + 1) - period->startup_days) / physics_days;
        if (passed + 1 == calendar_days) u1 = 1;
        u0 = fmin(fmax(u0, 0), 1);
        u1 = fmin(fmax(u1, 0), 1);
        shape.shape = ramp_integral(period, u1) - ramp_integral(period, u0);
      }
      add(&shape, context);
    }
}

struct sum {
  double factor, sum;
};

static void add_to_sum(const struct lr_shape_day *day, void *context) {
  struct sum *sum = context;
  sum->sum += day->peak_m2s * sum->factor * day->shape;
}

double lr_period_delivered(const struct lr_period *period) {
  struct sum sum = {lr_period_physics_s(period) * lr_period_physics_share(period) * lr_period_declared(period), 0};
  lr_period_each_day(period, add_to_sum, &sum);
  return sum.sum;
}
