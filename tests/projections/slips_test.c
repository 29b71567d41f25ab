// SPDX-License-Identifier: GPL-3.0-or-later
// Shutdowns that slip, day by day: seasons, days that are cut and caps of power stay in the calendar, days of the plan come later.
#include "projections/slips.h"

#include "tests/projections/event_plans.h"

// One day of beam in two, days 20 to 29 none.
enum { DAYS = 60 };
static struct lr_plan_days some_days(int *period, struct lr_plan_day *day) {
  for (int i = 0; i < DAYS; i++) {
    period[i] = i % 2 && !(i >= 20 && i < 30) ? 0 : -1;
    day[i] = (struct lr_plan_day){.period = 0, .run_W = NAN, .power_cap_W = INFINITY};
  }
  return (struct lr_plan_days){.first = 1000, .days = DAYS, .period = period, .day = day};
}

// Two slips against a table made by hand: which day of the plan is run on each day of the calendar.
static void by_hand(void) {
  int period[DAYS];
  struct lr_plan_day day[DAYS];
  struct lr_plan_days days = some_days(period, day);
  struct lr_plan plan = {.shutdowns = 2, .shutdown = {{"b", 1035, 1036, true, {0}}, {"a", 1020, 1029, true, {0}}}};
  const int SLIP[][2] = {{0, 0}, {0, 4}, {5, 0}, {5, 9}, {3, 2}, {100, 4}, {0, 5000}};
  for (int k = 0; k < 7; k++) {
    struct lr_slips slips;
    lr_slips_begin(&plan, &days, SLIP[k], &slips);
    int next = 0, last = -1;
    for (int c = 0; c < DAYS; c++) {
      bool beam = period[c] == 0 && !(c >= 37 && c <= 36 + SLIP[k][0]) && !(c >= 30 && c <= 29 + SLIP[k][1]);
      LR_CHECK(lr_slips_next(&slips) == beam);
      if (beam) {
        while (period[next] < 0) next++;
        LR_CHECK(slips.in_force == next);
        last = next++;
      }
      LR_CHECK(slips.in_force >= last && slips.in_force <= c && (k > 0 || slips.in_force == c));
      for (int i = last + 1; i <= slips.in_force; i++) LR_CHECK(period[i] < 0);  // idle days pass, days with beam do not
    }
  }
}

// A cap of the summer: no day above it has beam, whatever slips; a day of the plan that wants more waits for the next.
static void caps(void) {
  static const char YAML[] =
      "plan:\n"
      "  horizon: 2028-12-31\n"
      "  power: {off: 5 MW, base: 15 MW, ler: 4 MW/A, her: 6 MW/A, cap: [[04-01, 68 MW], [07-01, %s], [10-01, 68 MW]]}\n"
      "  ramp: {current_ler: [[2027-07-01, 0.5 A], [2027-10-01, plan]]}\n"
      "  period_defaults: {at: {current_ler: 1.5 A, current_her: 1.2 A, bunches: 2346, beta_y: 0.8 mm}, runs: [[01-10, 12-20]], mean_over_peak: 1,\n"
      "                    beam_days: 345, startup_days: 0, availability: 1, trip_factor: 1}\n"
      "  periods:\n"
      "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 5e34 cm^-2 s^-1}\n"
      "    2027: {start: 2027-01-01, end: 2027-12-31, peak: 10e34 cm^-2 s^-1}\n"
      "    2028: {start: 2028-01-01, end: 2028-12-31, peak: 15e34 cm^-2 s^-1}\n"
      "  shutdowns: {LS: {start: 2026-12-21, end: 2027-01-09, slip: {dist: fixed, value: 50 days}}}\n";
  const char *const CAP[] = {"20 MW", "26 MW"};  // all of the summers are cut; that of 2027 runs with 24.2 MW
  for (int k = 0; k < 2; k++) {
    char yaml[4000];
    snprintf(yaml, sizeof yaml, YAML, CAP[k]);
    struct planned p = planned_well(yaml);
    struct lr_plan_days days = expected(&p.plan);
    struct lr_histories h = histories_of(&p.plan, &days, &(struct lr_history_wish){.count = 2, .seed = 1});
    int cut = 0, summer = 0, moved = 0;
    double plan_m2 = 0, summer_m2 = 0;
    for (size_t i = 0; i < days.days; i++) {
      const struct lr_plan_day *day = &days.day[i];
      if (day->cut) LR_CHECK(h.day[i].beam_s == 0 && h.day[i].recorded_m2 == 0 && h.day[i].energy_J == 5e6 * DAY);
      LR_CHECK(h.day[i].energy_J <= day->power_cap_W * DAY);
      cut += day->cut;
      bool in_summer = days.first + (int)i >= day_of("2027-07-01") && days.first + (int)i <= day_of("2027-09-30");
      if (in_summer) summer += h.day[i].beam_s > 0;
      if (in_summer) summer_m2 += fabs(h.day[i].recorded_m2 - days.recorded[i]);
      moved += h.day[i].recorded_m2 != days.recorded[i];
      plan_m2 += days.recorded[i];
    }
    LR_CHECK(cut == (k ? 2 : 3) * 92 && summer == (k ? 92 : 0) && moved > 100);
    if (k) LR_CHECK(summer_m2 == 0);  // its own days
    LR_CHECK(h.cumulated[2 * h.dates - 1] < plan_m2);
    lr_histories_free(&h);
    lr_plan_days_free(&days);
    planned_free(&p);
  }
}

int main(void) {
  by_hand();
  caps();
  return lr_test_end();
}
