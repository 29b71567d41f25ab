// SPDX-License-Identifier: GPL-3.0-or-later
// The closed-form expectation: days against the formula of a year, shapes of a ramp, knots, sums, milestone dates.
#include "projections/plan.h"

#include "projections/formulas.h"
#include "tests/projections/plans.h"

static double closed_form(const struct lr_period *p, double recording) {
  struct lr_year_factors f = {lr_period_peak(p), p->mean_over_peak, p->beam_days * 86400, p->startup_days * 86400, p->study_fraction,
                              p->availability, p->trip_factor, recording};
  double value = NAN;
  LR_CHECK(lr_year_integral(&f, &value, NULL) == LR_OK);
  return value;
}

// P1 holds to rounding for any plan: days, runs, ramp, startup, in each period and in the sum.
static void sums(void) {
  static struct lr_period period[6];
  for (int k = 0; k < 2000; k++) {
    struct lr_plan plan = {.period = period, .lumi_kind = lr_test_random() < 0.5 ? LR_DELIVERED : LR_RECORDED};
    plan.so_far = (struct lr_recorded){lr_test_between(0, 1e46), lr_date_make(2024, 12, 31), plan.lumi_kind, NAN};
    if (lr_test_random() < 0.3) plan.so_far = (struct lr_recorded){NAN, LR_NO_DATE, -1, NAN};
    plan.periods = 1 + (size_t)(lr_test_random() * 6);
    int day = lr_date_make(2025, 1, 1) + (int)lr_test_between(0, 300);
    double total = plan.so_far.as_of == LR_NO_DATE ? 0 : plan.so_far.value_m2, parts[6];
    for (size_t i = 0; i < plan.periods; i++) {
      struct lr_period *p = &period[i];
      *p = (struct lr_period){.start = day, .knots = 1, .ramp = lr_test_random() < 0.3 ? LR_RAMP_FLAT : LR_RAMP_LINEAR,
                              .study_fraction = lr_test_random(), .availability = lr_test_random(), .trip_factor = lr_test_random(),
                              .mean_over_peak = lr_test_random(), .recording_efficiency = lr_test_random()};
      p->knot[0].peak_m2s = lr_test_log_between(1e37, 1e40);
      int run_days = 0;
      p->runs = 1 + (size_t)(lr_test_random() * 4);
      for (size_t r = 0; r < p->runs; r++) {
        day += (int)lr_test_between(0, 40);
        p->run[r].first = day;
        day += (int)lr_test_between(0, 150);
        p->run[r].last = day++;
        run_days += day - p->run[r].first;
      }
      p->end = day++;
      p->beam_days = lr_test_random() < 0.2 ? run_days : lr_test_between(0, run_days);
      double started = lr_test_between(-0.3, 1.1);  // of the beam days; close to all of them the difference of the two loses digits
      p->startup_days = started < 0 ? 0 : (started > 0.95 ? 1.1 : started) * p->beam_days;
      parts[i] = closed_form(p, 1);
      LR_NEAR(lr_period_delivered(p), parts[i], 1e-12);
      total += parts[i] * (plan.lumi_kind == LR_DELIVERED ? 1 : p->recording_efficiency);
    }
    plan.horizon = day + 100;
    struct lr_plan_days days = expected(&plan);
    LR_NEAR(lr_plan_cumulated(&plan, &days, plan.horizon), total, 1e-12);
    LR_NEAR(lr_plan_cumulated(&plan, &days, plan.horizon + 10000), total, 1e-12);
    LR_CHECK(lr_plan_cumulated(&plan, &days, days.first - 1) == (plan.so_far.as_of == LR_NO_DATE ? 0 : plan.so_far.value_m2));
    double part[6] = {0};
    int steady = 1;
    for (size_t i = 0; i < days.days; i++) {
      steady = steady && days.delivered[i] >= 0 && (i == 0 || days.cumulated[i] >= days.cumulated[i - 1]);
      if (days.period[i] < 0) steady = steady && days.delivered[i] == 0;
      else part[days.period[i]] += days.delivered[i];
    }
    LR_CHECK(steady);
    for (size_t i = 0; i < plan.periods; i++) LR_NEAR(part[i], parts[i], 1e-12);
    double goal = total * lr_test_random();  // the first day at whose end the sum is reached
    int date = lr_plan_date_of(&plan, &days, goal);
    if (goal == 0) {
      LR_CHECK(date == days.first);
    } else if (date >= days.first) {
      LR_CHECK(lr_plan_cumulated(&plan, &days, date) >= goal && lr_plan_cumulated(&plan, &days, date - 1) < goal);
    } else {
      LR_CHECK(date == plan.so_far.as_of && plan.so_far.value_m2 >= goal);
    }
    LR_CHECK(lr_plan_date_of(&plan, &days, total * 1.001 + 1) == LR_NO_DATE);
    lr_plan_days_free(&days);
  }
  struct lr_plan none = {.horizon = 5};
  struct lr_plan_days days;
  LR_CHECK(lr_plan_expect(&none, &days, NULL) == LR_E_DOMAIN);
}

// The shape within a period: its end is the peak where the ramp is linear, its mean is mean_over_peak.
static void shapes(void) {
  struct lr_period p = {.start = 0, .end = 999, .run = {{0, 999}}, .runs = 1, .knot = {{0, 1e38}}, .knots = 1, .beam_days = 1000,
                        .availability = 1, .trip_factor = 1, .recording_efficiency = 1, .mean_over_peak = 0.6};
  struct lr_plan plan = {.period = &p, .periods = 1, .so_far = {NAN, LR_NO_DATE, -1, NAN}, .lumi_kind = LR_RECORDED, .horizon = 999};
  struct lr_plan_days days = expected(&plan);
  LR_NEAR(days.recorded[999] / 86400e38, 1, 1e-3);  // at the end: the peak
  LR_NEAR(days.recorded[0] / 86400e38, 0.2, 1e-2);  // 2 r - 1 at the start
  LR_NEAR(days.recorded[500] - days.recorded[499], days.recorded[11] - days.recorded[10], 1e-6);
  lr_plan_days_free(&days);
  p.mean_over_peak = 0.25;  // a line cannot have that mean from zero to the peak: the cube
  days = expected(&plan);
  LR_NEAR(days.recorded[999] / 86400e38, 1, 2e-3);
  LR_NEAR(days.recorded[500] / 86400e38, 0.125, 5e-3);
  LR_NEAR(lr_plan_cumulated(&plan, &days, 999), 0.25e38 * 86400e3, 1e-12);
  lr_plan_days_free(&days);
  p.ramp = LR_RAMP_FLAT;
  p.startup_days = 100.5;
  days = expected(&plan);
  LR_CHECK(days.recorded[99] == 0 && days.recorded[100] > 0);
  LR_NEAR(days.recorded[100], 0.5 * days.recorded[101], 1e-9);
  LR_NEAR(days.recorded[101], 0.25e38 * 86400, 1e-12);
  lr_plan_days_free(&days);
  p.startup_days = 2000;
  days = expected(&plan);
  LR_CHECK(lr_plan_cumulated(&plan, &days, 999) == 0 && lr_period_delivered(&p) == 0);
  lr_plan_days_free(&days);

  // dated knots: linear between, constant outside, the mean factor on top of them
  p = (struct lr_period){.start = 0, .end = 99, .run = {{0, 99}}, .runs = 1, .knot = {{20, 1e38}, {40, 3e38}}, .knots = 2, .beam_days = 100,
                         .availability = 1, .trip_factor = 1, .recording_efficiency = 0.5, .mean_over_peak = 0.8};
  plan.horizon = 99;
  days = expected(&plan);
  LR_NEAR(days.delivered[0], 0.8e38 * 86400, 1e-12);
  LR_NEAR(days.delivered[30], 1.6e38 * 86400, 1e-12);
  LR_NEAR(days.delivered[99], 2.4e38 * 86400, 1e-12);
  LR_NEAR(days.recorded[99], 1.2e38 * 86400, 1e-12);
  LR_CHECK(lr_period_peak(&p) == 3e38);
  lr_plan_days_free(&days);
}

// Both kinds of one plan; the peak in force climbs through a period and holds between.
static void read_plan(void) {
  struct planned p = planned_well(
      "plan:\n"
      "  recorded_so_far: {value: 100 fb^-1, as_of: 2025-12-31, kind: recorded}\n"
      "  horizon: 2028-12-31\n"
      "  milestones: [50 fb^-1, 100 fb^-1, 150 fb^-1, 1 ab^-1]\n"
      "  period_defaults: {availability: 1, mean_over_peak: 1, ramp: flat, recording_efficiency: 50 %}\n"
      "  periods:\n"
      "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 1e34 cm^-2 s^-1, beam_days: 100, runs: [[03-01, 06-08]]}\n"
      "    2028: {start: 2028-01-01, end: 2028-12-31, peak: 2e34 cm^-2 s^-1, beam_days: 50, runs: [[2028-03-01, 2028-06-08]]}\n");
  struct lr_plan_days days = expected(&p.plan);
  double year = 1e38 * 100 * 86400 * 0.5;
  LR_CHECK(days.first == day_of("2026-01-01") && days.days == 1096);
  LR_NEAR(lr_plan_cumulated(&p.plan, &days, day_of("2026-02-28")), 1e45, 1e-14);
  LR_NEAR(lr_plan_cumulated(&p.plan, &days, day_of("2026-03-01")), 1e45 + year / 100, 1e-13);
  LR_NEAR(lr_plan_cumulated(&p.plan, &days, day_of("2027-07-01")), 1e45 + year, 1e-13);
  LR_NEAR(lr_plan_cumulated(&p.plan, &days, day_of("2028-12-31")), 1e45 + 2 * year, 1e-13);
  LR_CHECK(lr_plan_date_of(&p.plan, &days, p.plan.milestone_m2[0]) == day_of("2025-12-31"));
  LR_CHECK(lr_plan_date_of(&p.plan, &days, p.plan.milestone_m2[1]) == day_of("2025-12-31"));
  LR_CHECK(lr_plan_date_of(&p.plan, &days, p.plan.milestone_m2[3]) == LR_NO_DATE);
  LR_NEAR(lr_plan_peak(&p.plan, day_of("2027-06-01")), 1e38, 1e-14);
  LR_NEAR(lr_plan_peak(&p.plan, day_of("2028-12-31")), 2e38, 1e-14);
  LR_NEAR(lr_plan_peak(&p.plan, day_of("2030-12-31")), 2e38, 1e-14);
  lr_plan_days_free(&days);
  planned_free(&p);
}

int main(void) {
  lr_test_seed_from_environment();
  sums();
  shapes();
  read_plan();
  return lr_test_end();
}
