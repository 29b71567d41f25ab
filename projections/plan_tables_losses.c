// SPDX-License-Identifier: GPL-3.0-or-later
// What takes luminosity: the waterfall, faults by system, losses day by day, electricity.
#include <math.h>
#include <stdio.h>

#include "projections/plan_causes.h"
#include "projections/plan_cells.h"
#include "projections/plan_power.h"
#include "projections/plan_shape.h"
#include "projections/plan_tables.h"

enum { MOST_CAUSES = LR_CAUSES + LR_MOST_FAULTS };

// The last day of the periods that the plan writes out.
static size_t written_days(const struct lr_plan *plan, const struct lr_plan_days *days) {
  int last = days->first - 1;
  for (size_t p = 0; p < plan->periods; p++)
    if (!plan->period[p].repeated) last = plan->period[p].end;
  size_t count = (size_t)(last - days->first + 1);
  return count < days->days ? count : days->days;
}

struct fall {
  double ideal, recorded, lost[MOST_CAUSES];
  double slipped;   // beyond the end
  double hardware;  // of the declared factors: the part of the availability
};

static struct fall fall_of_plan(const struct lr_plan *plan, const struct lr_plan_days *days, size_t count) {
  struct fall fall = {.ideal = 0};
  double lost[MOST_CAUSES];
  for (size_t i = 0; i < count; i++) {
    if (days->period[i] < 0) continue;
    const struct lr_period *p = &plan->period[days->period[i]];
    lr_day_lost(plan, days, i, lost);
    for (size_t c = 0; c < LR_CAUSES + plan->faults_given; c++) fall.lost[c] += lost[c];
    double both = 1 - days->day[i].fixed;
    if (both > 0) fall.hardware += lost[LR_CAUSE_FACTORS] * (1 - (isnan(p->availability) ? 1 : p->availability)) / both;
    fall.ideal += days->day[i].ideal_m2;
    fall.recorded += days->recorded[i];
  }
  return fall;
}

// `ideal_m2`: of the closed form. What slips past the last written day is the first loss.
static struct fall fall_of_histories(const struct lr_histories *h, size_t count, double ideal_m2, double hardware_part) {
  struct fall fall = {.ideal = ideal_m2};
  double ideal = 0;
  for (size_t i = 0; i < count && i < h->days; i++) {
    for (size_t c = 0; c < h->causes; c++) fall.lost[c] += h->lost_m2[i * h->causes + c];
    ideal += h->day[i].ideal_m2;
    fall.recorded += h->day[i].recorded_m2;
  }
  fall.slipped = ideal_m2 - ideal;
  fall.hardware = fall.lost[LR_CAUSE_FACTORS] * hardware_part;
  return fall;
}

// A loss as a negative number; what is left of a difference of sums is nothing.
static double taken(double lost_m2, double ideal_m2) { return fabs(lost_m2) > 1e-12 * ideal_m2 ? -lost_m2 : 0; }

static void fall_row(struct lr_table *t, const char *cause, double expected_m2, double histories_m2) {
  lr_table_row(t);
  lr_table_text(t, "cause", cause);
  lr_cell_fb(t, "luminosity_fb", expected_m2);
  lr_cell_fb(t, "histories_fb", histories_m2);
}

static void lost_row(struct lr_table *t, const char *cause, double ideal_m2, double expected_m2, double histories_m2) {
  fall_row(t, cause, taken(expected_m2, ideal_m2), taken(histories_m2, ideal_m2));
}

// A row that says nothing, in a plan that has no such thing, is left out.
static void lost_row_if(struct lr_table *t, const char *cause, double ideal_m2, double expected_m2, double histories_m2) {
  if (taken(expected_m2, ideal_m2) != 0 || taken(histories_m2, ideal_m2) != 0) lost_row(t, cause, ideal_m2, expected_m2, histories_m2);
}

struct lr_table *lr_table_waterfall(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories) {
  size_t count = written_days(plan, days);
  struct fall a = fall_of_plan(plan, days, count);
  struct fall b = fall_of_histories(histories, count, a.ideal, a.lost[LR_CAUSE_FACTORS] > 0 ? a.hardware / a.lost[LR_CAUSE_FACTORS] : 0);
  struct lr_table *t = lr_table_create("waterfall", "From the ideal to the recorded luminosity, all written periods");
  lr_table_column(t, "cause", LR_TEXT, "", "what takes luminosity away", "");
  lr_table_column(t, "luminosity_fb", LR_NUMBER, LR_COLUMN_FB, "luminosity lost (negative) or standing, closed form with the declared factors, sudden losses at an outcome of 1", "model.md P1, P13");
  lr_table_column(t, "histories_fb", LR_NUMBER, LR_COLUMN_FB, "the same, mean of the histories drawn from the declared priors, on the days up to the end of the last written period", "model.md P11");
  fall_row(t, "ideal: peak luminosity all beam days", a.ideal, b.ideal);
  lost_row_if(t, "slipped beyond the end", a.ideal, 0, b.slipped);
  lost_row(t, "start-up days", a.ideal, a.lost[LR_CAUSE_STARTUP], b.lost[LR_CAUSE_STARTUP]);
  lost_row(t, "below the peak (ramp, decay)", a.ideal, a.lost[LR_CAUSE_SHAPE], b.lost[LR_CAUSE_SHAPE]);
  lost_row(t, "machine studies and tuning", a.ideal, a.lost[LR_CAUSE_STUDY], b.lost[LR_CAUSE_STUDY]);
  lost_row_if(t, "maintenance", a.ideal, a.lost[LR_CAUSE_MAINTENANCE], b.lost[LR_CAUSE_MAINTENANCE]);
  lost_row_if(t, "hardware down", a.ideal, a.hardware, b.hardware);
  lost_row_if(t, "trips and refills", a.ideal, (a.lost[LR_CAUSE_FACTORS] - a.hardware), (b.lost[LR_CAUSE_FACTORS] - b.hardware));
  lost_row_if(t, "priors (peaks, efficiency, years)", a.ideal, 0, b.lost[LR_CAUSE_PRIORS]);
  for (size_t k = 0; k < plan->faults_given; k++) {
    char cause[64];
    snprintf(cause, sizeof cause, "fault: %s", plan->fault[k].id);
    lost_row(t, cause, a.ideal, a.lost[LR_CAUSES + k], b.lost[LR_CAUSES + k]);
  }
  if (plan->sudden.given) {
    lost_row(t, "sudden beam losses", a.ideal, a.lost[LR_CAUSE_SUDDEN], b.lost[LR_CAUSE_SUDDEN]);
    lost_row(t, "steps back after damage", a.ideal, a.lost[LR_CAUSE_STEP_BACK], b.lost[LR_CAUSE_STEP_BACK]);
  }
  lost_row(t, "detector not recording", a.ideal, a.lost[LR_CAUSE_DETECTOR], b.lost[LR_CAUSE_DETECTOR]);
  fall_row(t, "recorded", a.recorded, b.recorded);
  return t;
}

static double over(double sum, double by) { return by > 0 ? sum / by : NAN; }

// With the range of the scales where the recoveries follow from a declared uptime.
static void faults_title(const struct lr_plan *plan, const struct lr_plan_days *days, char *title, size_t size) {
  double low = INFINITY, high = 0;
  for (size_t p = 0; p < plan->periods; p++) {
    struct lr_plan_sum sum = lr_plan_sum(days, p);
    if (!plan->period[p].declared_uptime || !(sum.beam_s > 0)) continue;
    low = fmin(low, sum.recovery_scale);
    high = fmax(high, sum.recovery_scale);
  }
  int length = snprintf(title, size, "What fails, in a year of the written plan");
  if (high > 0 && length > 0)
    snprintf(title + length, size - (size_t)length, "; recovery times x %.2f to %.2f (recovery_scale), as the declared uptime asks for", low, high);
}

struct lr_table *lr_table_faults(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories) {
  char title[160];
  faults_title(plan, days, title, sizeof title);
  struct lr_table *t = lr_table_create("faults", title);
  lr_table_column(t, "system", LR_TEXT, "", "system", "scenario");
  lr_table_column(t, "rate", LR_NUMBER, "/day", "rate at top luminosity, mean over the beam time", "model.md P16");
  lr_table_column(t, "recovery", LR_NUMBER, "h", "mean time without beam, scaled to the declared uptime", "model.md P13");
  lr_table_column(t, "number", LR_NUMBER, "", "expected number in a year", "model.md P13");
  lr_table_column(t, "down", LR_NUMBER, "h", "expected time without beam in a year", "model.md P13");
  lr_table_column(t, "lost_fb", LR_NUMBER, LR_COLUMN_FB, "luminosity lost in a year, closed form with the declared factors, sudden losses at an outcome of 1", "model.md P13");
  lr_table_column(t, "histories_lost_fb", LR_NUMBER, LR_COLUMN_FB, "the same, mean of the histories", "model.md P11");
  size_t count = written_days(plan, days);
  double rate[LR_MOST_FAULTS + 1] = {0}, number[LR_MOST_FAULTS + 1] = {0}, down_s[LR_MOST_FAULTS + 1] = {0}, beam_s = 0, mean_s[LR_MOST_FAULTS + 1];
  double years = (plan->periods ? days->first + (double)count - plan->period[0].start : 0) / 365.25;
  struct fall a = fall_of_plan(plan, days, count), b = fall_of_histories(histories, count, a.ideal, 0);
  for (size_t k = 0; k < plan->faults_given; k++) mean_s[k] = plan->fault[k].recovery.mean_s;
  mean_s[plan->faults_given] = 0;
  for (int k = 0; k < LR_END_KINDS; k++) mean_s[plan->faults_given] += plan->sudden.end[k].probability * plan->sudden.end[k].mean_s;
  for (size_t i = 0; i < count; i++) {
    const struct lr_plan_day *day = &days->day[i];
    double expected[LR_MOST_FAULTS + 1];
    if (days->period[i] < 0) continue;
    lr_day_faults(plan, days, i, expected);
    beam_s += day->beam_s;
    for (size_t k = 0; k <= plan->faults_given; k++) {
      rate[k] += day->beam_s * (k < plan->faults_given ? days->fault_rate[i * plan->faults_given + k] : day->sudden_per_s);
      number[k] += expected[k];
      down_s[k] += expected[k] * mean_s[k] * day->recovery_scale;
    }
  }
  for (size_t k = 0; k < plan->faults_given + (plan->sudden.given ? 1 : 0); k++) {
    bool sudden = k == plan->faults_given;
    size_t cause = sudden ? LR_CAUSE_SUDDEN : LR_CAUSES + k;
    lr_table_row(t);
    lr_table_text(t, "system", sudden ? "sudden beam losses" : plan->fault[k].id);
    lr_table_number(t, "rate", lr_in_unit(over(rate[k], beam_s), "/day"));
    lr_table_number(t, "recovery", lr_in_unit(over(down_s[k], number[k]), "h"));
    lr_table_number(t, "number", over(number[k], years));
    lr_table_number(t, "down", lr_in_unit(over(down_s[k], years), "h"));
    lr_cell_fb(t, "lost_fb", over(a.lost[cause] + (sudden ? a.lost[LR_CAUSE_STEP_BACK] : 0), years));
    lr_cell_fb(t, "histories_lost_fb", over(b.lost[cause] + (sudden ? b.lost[LR_CAUSE_STEP_BACK] : 0), years));
  }
  return t;
}

struct lr_table *lr_table_losses_daily(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  static const char *const NAMES[LR_CAUSES] = {"startup", "shape", "studies", "maintenance", "declared_factors", "priors", "sudden_losses", "steps_back", "detector"};
  struct lr_table *t = lr_table_create("losses_daily", "Luminosity lost day by day, by cause: means of the histories");
  char name[LR_MOST_FAULTS][48], text[96];
  (void)days;
  lr_table_column(t, "date", LR_DATE, "", "day", "");
  lr_table_column(t, "ideal", LR_NUMBER, LR_COLUMN_FB, "peak luminosity for all beam time of the day", "model.md P1");
  for (int c = 0; c < LR_CAUSES; c++) lr_table_column(t, NAMES[c], LR_NUMBER, LR_COLUMN_FB, lr_cause_words(c), "model.md P11");
  for (size_t k = 0; k < plan->faults_given; k++) {
    snprintf(name[k], sizeof name[k], "fault_%s", plan->fault[k].id);
    snprintf(text, sizeof text, "fault '%s'", plan->fault[k].id);
    lr_table_column(t, name[k], LR_NUMBER, LR_COLUMN_FB, text, "model.md P11");
  }
  lr_table_column(t, "recorded", LR_NUMBER, LR_COLUMN_FB, "what is left", "model.md P11");
  for (size_t i = 0; i < h->days; i++) {
    const double *lost = h->lost_m2 + i * h->causes;
    lr_table_row(t);
    lr_cell_date(t, "date", h->first + (int)i);
    double ideal = h->day[i].ideal_m2;
    lr_cell_fb(t, "ideal", ideal);
    for (int c = 0; c < LR_CAUSES; c++) lr_cell_fb(t, NAMES[c], 0 - taken(lost[c], ideal));
    for (size_t k = 0; k < plan->faults_given; k++) lr_cell_fb(t, name[k], 0 - taken(lost[LR_CAUSES + k], ideal));
    lr_cell_fb(t, "recorded", h->day[i].recorded_m2);
  }
  return t;
}

struct lr_table *lr_table_electricity(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  const struct lr_power_plan *power = &plan->power;
  struct lr_table *t = lr_table_create("electricity", "Electricity by year of the budget");
  lr_table_column(t, "year", LR_DATE, "", "first day of the year of the budget", "scenario");
  lr_table_column(t, "energy", LR_NUMBER, "GWh", "expected energy of the days of the plan in this year", "model.md P17");
  lr_table_column(t, "histories_energy", LR_NUMBER, "GWh", "the same, mean of the histories", "model.md P11");
  lr_table_column(t, "budget", LR_NUMBER, "GWh", "budget, or what the money buys; of a year that the plan enters late: its share", "scenario");
  lr_table_column(t, "cost", LR_NUMBER, power->currency, "cost of the expected energy", "model.md P17");
  lr_table_column(t, "days_beam", LR_NUMBER, "", "days with beam", "model.md P17");
  lr_table_column(t, "days_cut", LR_NUMBER, "", "days that were scheduled and have no electricity", "model.md P17");
  lr_table_column(t, "cut_fb", LR_NUMBER, LR_COLUMN_FB, "luminosity that those days would have delivered", "model.md P17");
  if (!power->given) return t;
  struct lr_power_year year = {0};
  for (size_t i = 0; i < days->days;) {
    int first = lr_power_year_first(power, days->first + (int)i), beam = 0, cut = 0;
    double energy_J = 0, history_J = 0, cost = 0, cut_m2 = 0;
    lr_power_year_enter(power, days->first, days->first + (int)i, &year, NULL);
    for (; i < days->days && lr_power_year_first(power, days->first + (int)i) == first; i++) {
      energy_J += days->day[i].energy_J;
      cost += days->day[i].cost;
      cut_m2 += days->day[i].cut_m2;
      beam += days->period[i] >= 0;
      cut += days->day[i].cut;
      if (i < h->days) history_J += h->day[i].energy_J;
    }
    lr_table_row(t);
    lr_cell_date(t, "year", first);
    lr_table_number(t, "energy", energy_J / LR_GWh_J);
    lr_table_number(t, "histories_energy", history_J / LR_GWh_J);
    lr_table_number(t, "budget", year.budget_J / LR_GWh_J);
    lr_table_number(t, "cost", cost);
    lr_table_number(t, "days_beam", beam);
    lr_table_number(t, "days_cut", cut);
    lr_cell_fb(t, "cut_fb", cut_m2);
  }
  return t;
}
