// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/reach_dates.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/plan_cells.h"

static const double P[] = {0.1, 0.5, 0.9};
static const char *const QUANTILE[] = {"p10", "p50", "p90"};

bool lr_reach_only_4s(const struct lr_channel *channel) { return strcmp(channel->type->dataset, "4S") == 0; }

double lr_reach_so_far_fb(const struct lr_plan *plan, const struct lr_channel *channel) {
  if (plan->so_far.as_of == LR_NO_DATE) return 0;
  return plan->so_far.value_m2 * (lr_reach_only_4s(channel) ? lr_plan_so_far_share_4s(plan) : 1) * LR_fb_m2;
}

double lr_reach_sum_fb(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_channel *channel, int date) {
  return lr_plan_dataset_sum(plan, days, lr_reach_only_4s(channel), date) * LR_fb_m2;
}

double lr_reach_of_total_fb(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_channel *channel, double total_fb) {
  return lr_plan_dataset_of_total(plan, days, lr_reach_only_4s(channel), total_fb / LR_fb_m2) * LR_fb_m2;
}

enum lr_status lr_reach_goal_solve(const struct lr_plan *plan, struct lr_reach_goal *goal, struct lr_error *error) {
  goal->now = NAN;
  if (!goal->channel) {
    goal->only_4s = false;
    goal->need.possible = true;
    goal->need.reason = "";
    goal->luminosity_m2 = goal->need.luminosity_fb / LR_fb_m2;
    return LR_OK;
  }
  const char *reason;
  goal->only_4s = lr_reach_only_4s(goal->channel);
  double so_far = lr_reach_so_far_fb(plan, goal->channel);
  enum lr_status status = lr_reach_luminosity(goal->channel, goal->mass_GeV, goal->coupling, goal->sigmas, &goal->need, error);
  if (status == LR_OK && so_far > 0) status = lr_reach_continuous(goal->channel, goal->mass_GeV, so_far, &goal->now, &reason, error);
  goal->luminosity_m2 = goal->need.possible ? goal->need.luminosity_fb / LR_fb_m2 : INFINITY;
  return status;
}

// A date of passing; the day of the record stands for all days before it.
static void date_cells(struct lr_table *t, const struct lr_reach_dates *d, int date) {
  lr_cell_date(t, "date", date);
  if (date != LR_NO_DATE && date == d->plan->so_far.as_of) lr_table_text(t, "note", lr_note_reached);
}

static int quantile_date(const struct lr_reach_dates *d, size_t k, double p) {
  const struct lr_histories *h = d->histories;
  double when = lr_sorted_quantile(h->crossed + k * h->count, h->count, p);
  return isfinite(when) ? (int)lround(when) : LR_NO_DATE;
}

static void goal_columns(struct lr_table *t) {
  lr_table_column(t, "channel", LR_TEXT, "", "channel, empty: a luminosity was asked for", "");
  lr_table_column(t, "dataset", LR_TEXT, "", "4S: only data at the Y(4S); all: every energy", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass of the new particle", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "coupling to pass, in coupling_unit", "");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
}

static void sigma_column(struct lr_table *t) {
  lr_table_column(t, "sigma", LR_NUMBER, "", "median significance with which the coupling is found; empty: the expected limit passes it", "model.md R14");
}

static void goal_cells(struct lr_table *t, const struct lr_reach_goal *goal) {
  lr_table_row(t);
  if (goal->channel) {
    lr_table_text(t, "channel", goal->channel->id);
    lr_table_number(t, "mass_GeV", goal->mass_GeV);
    lr_table_number(t, "coupling", goal->coupling);
    lr_table_text(t, "coupling_unit", goal->channel->type->coupling_unit);
  }
  lr_table_text(t, "dataset", goal->only_4s ? "4S" : "all");
  lr_table_number(t, "luminosity_ab", lr_in_unit(goal->luminosity_m2, "ab^-1"));  // stays empty for never
  if (goal->sigmas > 0) lr_table_number(t, "sigma", goal->sigmas);
}

struct lr_table *lr_table_reach_milestones(const struct lr_reach_dates *d) {
  char title[160], horizon[16];
  snprintf(title, sizeof title, "Dates of the reach (empty: not before the horizon, %s)", lr_date_text(d->plan->horizon, horizon));
  struct lr_table *t = lr_table_create("reach_milestones", title);
  goal_columns(t);
  lr_table_column(t, "now", LR_NUMBER, "", "expected limit with what is recorded so far, in coupling_unit", "model.md R1");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity at which the expected limit is the coupling, or the coupling is found with that sigma", "model.md R9, R14");
  lr_table_column(t, "expected", LR_DATE, "", "date, closed form with the declared factors, sudden losses at an outcome of 1", "model.md P10, P23");
  lr_table_column(t, "p10", LR_DATE, "", "date, P10 of the histories", "model.md P11, P23");
  lr_table_column(t, "p50", LR_DATE, "", "date, P50 of the histories", "model.md P11, P23");
  lr_table_column(t, "p90", LR_DATE, "", "date, P90 of the histories", "model.md P11, P23");
  lr_table_column(t, "probability", LR_NUMBER, "", "share of the histories that pass it before the horizon", "model.md P23");
  lr_table_column(t, "note", LR_TEXT, "", "why no luminosity is enough, or that it is reached already", "");
  sigma_column(t);
  for (size_t k = 0; k < d->goals; k++) {
    const struct lr_reach_goal *goal = &d->goal[k];
    int expected = lr_plan_dataset_date_of(d->plan, d->days, goal->only_4s, goal->luminosity_m2);
    goal_cells(t, goal);
    lr_table_number(t, "now", goal->now);
    lr_cell_date(t, "expected", expected);
    for (int q = 0; q < 3; q++) lr_cell_date(t, QUANTILE[q], quantile_date(d, k, P[q]));
    lr_table_number(t, "probability", lr_passed_by(d->histories->crossed + k * d->histories->count, d->histories->count, d->plan->horizon));
    if (!goal->need.possible) lr_table_text(t, "note", goal->need.reason);
    else if (expected != LR_NO_DATE && expected == d->plan->so_far.as_of) lr_table_text(t, "note", lr_note_reached);
  }
  return t;
}

struct lr_table *lr_table_when(const struct lr_reach_dates *d, int by) {
  char title[160], horizon[16];
  snprintf(title, sizeof title, "Dates and probabilities (empty: not before the horizon, %s)", lr_date_text(d->plan->horizon, horizon));
  struct lr_table *t = lr_table_create("when", title);
  goal_columns(t);
  lr_table_column(t, "quantity", LR_TEXT, "", "luminosity: what is needed; expected: closed form; p10, p50, p90: quantiles of the histories; passed: share of the histories that have passed by the end of the date", "model.md P23");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity of the dataset that is needed, empty: no luminosity is enough", "model.md R9");
  lr_table_column(t, "probability", LR_NUMBER, "", "quantile, or share of the histories", "model.md P11, P23");
  lr_table_column(t, "date", LR_DATE, "", "date", "model.md P10, P11, P23");
  lr_table_column(t, "note", LR_TEXT, "", "that it is reached already: the date is then that of the record, not of passing", "");
  sigma_column(t);
  int first_year, last_year, month, day;
  lr_date_split(d->days->first, &first_year, &month, &day);
  lr_date_split(d->plan->horizon, &last_year, &month, &day);
  for (size_t k = 0; k < d->goals; k++) {
    const struct lr_reach_goal *goal = &d->goal[k];
    const double *crossed = d->histories->crossed + k * d->histories->count;
    goal_cells(t, goal);
    lr_table_text(t, "quantity", "luminosity");
    goal_cells(t, goal);
    lr_table_text(t, "quantity", "expected");
    date_cells(t, d, lr_plan_dataset_date_of(d->plan, d->days, goal->only_4s, goal->luminosity_m2));
    for (int q = 0; q < 3; q++) {
      goal_cells(t, goal);
      lr_table_text(t, "quantity", QUANTILE[q]);
      lr_table_number(t, "probability", P[q]);
      date_cells(t, d, quantile_date(d, k, P[q]));
    }
    for (int year = first_year; year <= last_year + (by != LR_NO_DATE); year++) {
      int date = year <= last_year ? lr_date_make(year, 12, 31) : by;
      if (date > d->plan->horizon) date = d->plan->horizon;
      goal_cells(t, goal);
      lr_table_text(t, "quantity", "passed");
      lr_table_number(t, "probability", lr_passed_by(crossed, d->histories->count, date));
      lr_cell_date(t, "date", date);
    }
  }
  return t;
}

static void probability_rows(struct lr_table *t, const struct lr_histories *h, const double *sorted, const char *name, double luminosity_m2,
                             double sigmas) {
  for (size_t d = 0; d < h->dates; d++) {
    lr_table_row(t);
    lr_table_text(t, "milestone", name);
    lr_table_number(t, "luminosity_ab", lr_in_unit(luminosity_m2, "ab^-1"));
    lr_cell_date(t, "date", h->date[d]);
    lr_table_number(t, "probability", lr_passed_by(sorted, h->count, h->date[d]));
    if (sigmas > 0) lr_table_number(t, "sigma", sigmas);
  }
}

struct lr_table *lr_table_milestone_probability(const struct lr_reach_dates *d) {
  const struct lr_histories *h = d->histories;
  struct lr_table *t = lr_table_create("milestone_probability", "Probability that a milestone is passed by a date");
  lr_table_column(t, "milestone", LR_TEXT, "", "luminosity, or channel, mass and coupling, and the significance where one is asked for", "scenario");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity of its dataset, empty: no luminosity is enough", "model.md R9");
  lr_table_column(t, "date", LR_DATE, "", "by the end of this day", "");
  lr_table_column(t, "probability", LR_NUMBER, "", "share of the histories", "model.md P23");
  sigma_column(t);
  for (size_t m = 0; m < d->plan->milestones; m++) {
    char name[32];
    snprintf(name, sizeof name, "%g ab^-1", lr_in_unit(d->plan->milestone_m2[m], "ab^-1"));
    probability_rows(t, h, h->reached + m * h->count, name, d->plan->milestone_m2[m], 0);
  }
  for (size_t k = 0; k < d->goals; k++) {
    const struct lr_reach_goal *goal = &d->goal[k];
    char name[128], sigma[32] = "";
    if (!goal->channel) continue;
    if (goal->sigmas > 0) snprintf(sigma, sizeof sigma, ", %g sigma", goal->sigmas);
    snprintf(name, sizeof name, "%s %g GeV, %g%s%s%s", goal->channel->id, goal->mass_GeV, goal->coupling,
             *goal->channel->type->coupling_unit ? " " : "", goal->channel->type->coupling_unit, sigma);
    probability_rows(t, h, h->crossed + k * h->count, name, goal->luminosity_m2, goal->sigmas);
  }
  return t;
}
