// SPDX-License-Identifier: GPL-3.0-or-later
// P17: power with the currents, caps by the day of the year, years of the budget, the rule that stops beam.
#include "projections/plan_power.h"

#include "base/constants.h"
#include "tests/lr_test.h"

static void run(void) {
  struct lr_power_plan power = {.given = true, .base_W = 35e6, .per_current_W_A = {4e6, 6e6}};
  struct lr_state state = {{2, 1.5, 2000, 1e-3}}, nothing = {{NAN, NAN, NAN, NAN}};
  double run_W;
  LR_CHECK(lr_power_run(&power, &state, &run_W, NULL) == LR_OK && run_W == 52e6);
  struct lr_error error = {0};
  LR_CHECK(lr_power_run(&power, &nothing, &run_W, &error) == LR_E_INPUT && strstr(error.text, "current_ler"));
  power.per_current_W_A[0] = power.per_current_W_A[1] = 0;
  LR_CHECK(lr_power_run(&power, &nothing, &run_W, NULL) == LR_OK && run_W == 35e6);
}

// The contract of the site: 68.04 MW, from July 26.88 MW, from October 68.04 MW again.
static void caps(void) {
  struct lr_power_plan power = {.cap_W = {.knot = {{401, 68.04e6}, {701, 26.88e6}, {1001, 68.04e6}}, .knots = 3}};
  int low = 0;
  for (int d = lr_date_make(2027, 1, 1); d < lr_date_make(2029, 1, 1); d++) low += lr_power_cap(&power, d) < 30e6;
  LR_CHECK(low == 2 * 92);
  LR_CHECK(lr_power_cap(&power, lr_date_make(2028, 6, 30)) == 68.04e6 && lr_power_cap(&power, lr_date_make(2028, 7, 1)) == 26.88e6);
  LR_CHECK(lr_power_cap(&power, lr_date_make(2028, 2, 29)) == 68.04e6);  // before April: as from October on
  power.cap_W.knots = 0;
  LR_CHECK(isinf(lr_power_cap(&power, lr_date_make(2028, 7, 1))));
  power.cap_W.knots = 1;
  power.cap_W.knot[0].date = LR_NO_DATE;
  LR_CHECK(lr_power_cap(&power, lr_date_make(2028, 1, 1)) == 68.04e6);
}

static void years(void) {
  struct lr_power_plan power = {.off_W = 10e6, .first_month = 4, .price_per_J = 20 / 3.6e6,
                                .budget_J = {.knot = {{lr_date_make(2026, 4, 1), 300 * LR_GWh_J}, {lr_date_make(2027, 7, 1), 200 * LR_GWh_J}}, .knots = 2}};
  struct lr_power_year year = {0};
  int start = lr_date_make(2026, 1, 10);
  LR_CHECK(lr_power_year_enter(&power, start, start, &year, NULL) == LR_OK && isinf(year.budget_J));
  LR_CHECK(year.first == lr_date_make(2025, 4, 1) && year.last == lr_date_make(2026, 3, 31));
  LR_CHECK(lr_power_year_enter(&power, start, lr_date_make(2026, 4, 1), &year, NULL) == LR_OK && year.budget_J == 300 * LR_GWh_J);
  year.used_J = 5;
  LR_CHECK(lr_power_year_enter(&power, start, lr_date_make(2027, 3, 31), &year, NULL) == LR_OK && year.used_J == 5);
  LR_CHECK(lr_power_year_enter(&power, start, lr_date_make(2027, 4, 1), &year, NULL) == LR_OK && year.used_J == 0);
  LR_CHECK(year.budget_J == 300 * LR_GWh_J);  // a knot within a year acts from the next one on
  LR_CHECK(year.last == lr_date_make(2028, 3, 31) && year.last - year.first == 365);  // a leap day in it
  LR_CHECK(lr_power_year_enter(&power, start, lr_date_make(2028, 4, 1), &year, NULL) == LR_OK && year.budget_J == 200 * LR_GWh_J);
  // entered late: in proportion to the days left
  year = (struct lr_power_year){0};
  start = lr_date_make(2027, 1, 1);
  LR_CHECK(lr_power_year_enter(&power, start, start, &year, NULL) == LR_OK);
  LR_NEAR(year.budget_J, 300 * LR_GWh_J * 90 / 365, 1e-14);
  // under way at an update: the share as the plan was made, less what it used; the year after is whole
  power.under_way.given = true;
  power.under_way.first = lr_date_make(2026, 4, 1);
  power.under_way.entered = start;
  power.under_way.used_J = 10 * LR_GWh_J;
  year = (struct lr_power_year){0};
  LR_CHECK(lr_power_year_enter(&power, start + 30, start + 30, &year, NULL) == LR_OK);
  LR_NEAR(year.budget_J, (300. * 90 / 365 - 10) * LR_GWh_J, 1e-14);
  LR_CHECK(lr_power_year_enter(&power, start + 30, lr_date_make(2027, 4, 1), &year, NULL) == LR_OK && year.budget_J == 300 * LR_GWh_J);
  power.under_way.given = false;
  // money at its price; the lower of both counts
  power.cost_budget = (struct lr_dated){.knot = {{LR_NO_DATE, 5e9}}, .knots = 1};
  LR_NEAR(lr_power_budget(&power, lr_date_make(2026, 4, 1)), 250 * LR_GWh_J, 1e-14);
  LR_CHECK(lr_power_budget(&power, lr_date_make(2029, 4, 1)) == 200 * LR_GWh_J);
  power.price_per_J = NAN;
  LR_CHECK(lr_power_budget(&power, lr_date_make(2026, 4, 1)) == 300 * LR_GWh_J);
  // calendar years
  power.first_month = 1;
  LR_CHECK(lr_power_year_first(&power, lr_date_make(2026, 3, 31)) == lr_date_make(2026, 1, 1));
  // less than the site takes without beam: 10 MW x 8760 h = 87.6 GWh
  power.budget_J = (struct lr_dated){.knot = {{LR_NO_DATE, 80 * LR_GWh_J}}, .knots = 1};
  struct lr_error error = {0};
  year = (struct lr_power_year){0};
  LR_CHECK(lr_power_year_enter(&power, start, start, &year, &error) == LR_E_INPUT && strstr(error.text, "87.6 GWh"));
}

static void stop(void) {
  struct lr_power_plan power = {.off_W = 10e6};
  struct lr_power_year year = {.first = 0, .last = 364, .budget_J = 10e6 * LR_DAY_s * 365 + 100 * 40e6 * LR_DAY_s};
  int days = 0;
  for (int d = 0; d < 365; d++) {
    double energy_J = 50e6 * LR_DAY_s;
    bool beam = lr_power_allows(&power, d, energy_J, &year);
    LR_CHECK(beam == (d < 100));
    days += beam;
    year.used_J += beam ? energy_J : 10e6 * LR_DAY_s;
  }
  LR_CHECK(days == 100 && year.used_J <= year.budget_J * (1 + 1e-14));
  LR_CHECK(!lr_power_allows(&power, 364, 0, &year));  // once stopped, for the year
}

int main(void) {
  run();
  caps();
  years();
  stop();
  return lr_test_end();
}
