// SPDX-License-Identifier: GPL-3.0-or-later
// The run plan in the report, in the words of a run meeting: what it delivers, what takes the most, faults and recovery, dates,
// electricity, what is assumed. Every number is computed.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/plan_dates.h"
#include "projections/operation_table.h"

static void put(struct lr_report *report, struct lr_text *text) {
  if (text->buffer.length) lr_report_paragraph(report, lr_buffer_text(&text->buffer));
  lr_text_free(text);
}

// "183 fb⁻¹", "9.41 ab⁻¹".
static void add_sum(struct lr_text *text, double fb) {
  if (fabs(fb) >= 1000) lr_text_add(text, "%.3g ab⁻¹", fb / 1000);
  else lr_text_add(text, "%.3g fb⁻¹", fb);
}

static void say_years(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *t = r->years;
  struct lr_text text = {0};
  int said = 0;
  for (size_t i = 0; i < t->rows && said < 5; i++) {
    double recorded = lr_table_get(t, i, "recorded");
    if (!(recorded > 0)) continue;
    lr_text_add(&text, "%s", said == 0 ? "With every declared factor met, the plan records " : ", ");
    add_sum(&text, recorded);
    lr_text_add(&text, " in %.0f (%.0f days%s)", lr_table_get(t, i, "year"), lr_table_get(t, i, "physics_days"), said ? "" : " after start-up");
    said++;
  }
  if (said) {
    size_t last = t->rows - 1;
    lr_text_add(&text, ". At the end of %.0f the sum stands at ", lr_table_get(t, last, "year"));
    add_sum(&text, lr_table_get(t, last, "cumulated"));
    lr_text_add(&text, "; half of the histories are above ");
    add_sum(&text, lr_table_get(t, last, "p50"));
    lr_text_add(&text, ", one in ten below ");
    add_sum(&text, lr_table_get(t, last, "p10"));
    lr_text_add(&text, ", one in ten above ");
    add_sum(&text, lr_table_get(t, last, "p90"));
    lr_text_add(&text, ".");
  } else {
    lr_text_add(&text, "The plan records nothing.");
  }
  if (r->layers && r->layers->rows) {
    size_t last = r->layers->rows - 1;
    lr_text_add(&text, " On %s the standard deviation is ", lr_table_get_text(r->layers, last, "date"));
    double epistemic = lr_table_get(r->layers, last, "sd_epistemic");
    if (isfinite(epistemic)) add_sum(&text, epistemic);
    else lr_text_add(&text, "too small to be seen");
    lr_text_add(&text, " from what is not known (ramp, efficiency, ceiling, slips) and ");
    add_sum(&text, lr_table_get(r->layers, last, "sd_aleatory"));
    lr_text_add(&text, " from what differs from year to year.");
  }
  put(report, &text);
}

// The first three causes of a column, the largest loss first; *total: the first row.
static size_t largest(const struct lr_table *t, const char *column, size_t row[3]) {
  size_t count = 0;
  for (size_t i = 1; i + 1 < t->rows; i++) {
    double loss = lr_table_get(t, i, column);
    if (!(loss < 0) || strcmp(lr_table_get_text(t, i, "cause"), "delivered") == 0) continue;
    size_t k = count < 3 ? count++ : 3;
    for (; k > 0 && loss < lr_table_get(t, row[k - 1], column); k--)
      if (k < 3) row[k] = row[k - 1];
    if (k < 3) row[k] = i;
  }
  return count;
}

static void say_causes(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *t = r->waterfall;
  static const char *const COLUMN[] = {"luminosity_fb", "histories_fb"};
  size_t row[2][3], count[2];
  struct lr_text text = {0};
  for (int k = 0; k < 2; k++) count[k] = largest(t, COLUMN[k], row[k]);
  double ideal = lr_table_get(t, 0, COLUMN[0]), recorded = lr_table_get(t, t->rows - 1, COLUMN[0]);
  if (!(ideal > 0) || !count[0]) return;
  lr_text_add(&text, "Of the peak luminosity for all beam time of the written periods, ");
  add_sum(&text, ideal);
  lr_text_add(&text, ", %.0f %% are recorded. What takes the most:", 100 * recorded / ideal);
  for (size_t i = 0; i < count[0]; i++) {
    double loss = -lr_table_get(t, row[0][i], COLUMN[0]);
    lr_text_add(&text, "%s %s, ", i ? ";" : "", lr_table_get_text(t, row[0][i], "cause"));
    add_sum(&text, loss);
    lr_text_add(&text, " (%.0f %%)", 100 * loss / ideal);
  }
  bool same = count[0] == count[1];
  for (size_t i = 0; i < count[0] && same; i++) same = row[0][i] == row[1][i];
  if (!same && count[1]) {
    lr_text_add(&text, ". In the mean of the histories:");
    for (size_t i = 0; i < count[1]; i++) {
      lr_text_add(&text, "%s %s, ", i ? ";" : "", lr_table_get_text(t, row[1][i], "cause"));
      add_sum(&text, -lr_table_get(t, row[1][i], COLUMN[1]));
    }
  }
  lr_text_add(&text, ".");
  put(report, &text);
}

static void say_operation(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_operation o, first = {0};
  struct lr_text text = {0};
  const char *id = "";
  double low = INFINITY, high = 0, declared = NAN;
  for (size_t p = 0; p < plan->periods; p++) {
    if (plan->period[p].repeated) continue;
    lr_operation_of(plan, &r->days, p, &o);
    if (!(o.scheduled_s > 0)) continue;
    if (!*id) first = o, id = plan->period[p].id, declared = plan->period[p].declared_uptime ? plan->period[p].availability * plan->period[p].trip_factor : NAN;
    low = fmin(low, o.availability);
    high = fmax(high, o.availability);
  }
  if (!*id) return;
  lr_text_add(&text, "Of the scheduled physics time of %s, %.0f days, %.0f %% are at full luminosity; the machine is available for %.0f %% of it",
              id, first.scheduled_s / LR_DAY_s, 100 * first.efficiency, 100 * first.availability);
  if (high - low > 0.005) lr_text_add(&text, " (over all periods %.0f to %.0f %%)", 100 * low, 100 * high);
  if (isfinite(declared) && isfinite(first.faults))
    lr_text_add(&text, ". Declared are %.0f %% as availability × trip factor: the recovery times are scaled to leave that of the luminosity, refills and tuning included", 100 * declared);
  if (isfinite(first.faults)) {
    lr_text_add(&text, ". It has %.0f faults, sudden losses among them: MTBF %.1f h, MTTR %.1f h, %.1f h from a fault to full luminosity", first.faults,
                first.mtbf_s / 3600, first.mttr_s / 3600, first.turnaround_s / 3600);
    size_t worst = 0;
    for (size_t i = 1; r->faults && i < r->faults->rows; i++)
      if (lr_table_get(r->faults, i, "lost_fb") > lr_table_get(r->faults, worst, "lost_fb")) worst = i;
    if (r->faults && r->faults->rows && lr_table_get(r->faults, worst, "lost_fb") > 0) {
      lr_text_add(&text, ". Of what fails, %s costs the most: ", lr_table_get_text(r->faults, worst, "system"));
      add_sum(&text, lr_table_get(r->faults, worst, "lost_fb"));
      lr_text_add(&text, " a year, %.0f times a year with %.2g h without beam each", lr_table_get(r->faults, worst, "number"), lr_table_get(r->faults, worst, "recovery"));
    }
    lr_text_add(&text, ".");
  } else {
    lr_text_add(&text, ", as declared. The plan names no faults: what fails, how often and for how long is not in it.");
  }
  put(report, &text);
}

static void say_goal(const struct lr_run_result *r, const struct lr_table *t, size_t row, struct lr_text *text) {
  static const char *const COLUMN[] = {"p50", "p10", "p90"}, *const WORDS[] = {" half of the histories by ", "one in ten by ", "nine in ten by "};
  char horizon[16];
  const char *expected = lr_table_get_text(t, row, "expected");
  double probability = lr_table_get(t, row, "probability");
  lr_date_text(r->scenario.plan.horizon, horizon);
  if (strcmp(lr_table_get_text(t, row, "note"), lr_note_reached) == 0) {
    lr_text_add(text, "reached already. ");
    return;
  }
  lr_text_add(text, "%s%s; ", *expected ? "expected on " : "not expected before ", *expected ? expected : horizon);
  if (!(probability > 0)) {
    lr_text_add(text, "no history passes it before %s. ", horizon);
    return;
  }
  bool any = false;
  for (int q = 0; q < 3; q++) {
    const char *date = lr_table_get_text(t, row, COLUMN[q]);
    if (!*date) continue;
    lr_text_add(text, "%s%s%s", any ? ", " : "", WORDS[q] + (q == 0), date);
    any = true;
  }
  lr_text_add(text, "%s%.0f %% before %s. ", any ? "; " : "", 100 * probability, horizon);
}

static void say_dates(const struct lr_run_result *r, struct lr_report *report) {
  struct lr_text text = {0};
  for (size_t m = 0; m < r->milestones->rows; m++) {
    lr_text_add(&text, "%g ab⁻¹: ", lr_table_get(r->milestones, m, "luminosity_ab"));
    say_goal(r, r->milestones, m, &text);
  }
  put(report, &text);
  const struct lr_table *t = r->reach_milestones;
  for (size_t k = 0; t && k < t->rows; k++) {
    const struct lr_channel_type *type = lr_channel_type_find(lr_table_get_text(t, k, "channel"));
    double luminosity = lr_table_get(t, k, "luminosity_ab");
    if (!type) continue;
    double sigma = lr_table_get(t, k, "sigma");
    lr_text_add(&text, "%s at %g GeV: ", type->title, lr_table_get(t, k, "mass_GeV"));
    if (sigma > 0) lr_text_add(&text, "found with %g sigma, in the median, at %s = ", sigma, type->coupling_symbol);
    else lr_text_add(&text, "the expected limit passes %s = ", type->coupling_symbol);
    lr_text_number(&text, lr_table_get(t, k, "coupling"), 2);
    lr_text_add(&text, "%s", *type->coupling_unit ? " " : "");
    lr_text_unit(&text, type->coupling_unit);
    if (isfinite(luminosity)) {
      lr_text_add(&text, " with %.3g ab⁻¹%s: ", luminosity, strcmp(type->dataset, "4S") == 0 ? " at the Υ(4S)" : "");
      say_goal(r, t, k, &text);
    } else {
      lr_text_add(&text, " never: %s. ", lr_table_get_text(t, k, "note"));
    }
  }
  if (t && t->rows) lr_text_add(&text, "No gain in analysis is in these; what the channels leave open stands among the cautions.");
  put(report, &text);
}

static void say_electricity(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *t = r->electricity;
  struct lr_text text = {0};
  if (!t) {
    lr_report_paragraph(report, "The plan says nothing of electricity: no day is cut for the want of it, and no cost is known.");
    return;
  }
  size_t most = 0, years_cut = 0;
  double cut = 0, cut_fb = 0, cost = 0, energy = 0;
  for (size_t i = 0; i < t->rows; i++) {
    if (lr_table_get(t, i, "energy") > lr_table_get(t, most, "energy")) most = i;
    energy += lr_table_get(t, i, "energy");
    cut += lr_table_get(t, i, "days_cut");
    cut_fb += lr_table_get(t, i, "cut_fb");
    cost += lr_table_get(t, i, "cost");
    years_cut += lr_table_get(t, i, "days_cut") > 0;
  }
  lr_text_add(&text, "The plan takes %.0f GWh", energy);
  if (cost > 0) {
    lr_text_add(&text, ", at a cost of ");
    lr_text_number(&text, cost, 3);
    lr_text_add(&text, " %s", r->scenario.plan.power.currency);
  }
  lr_text_add(&text, ". The year from %s takes the most, %.0f GWh", lr_table_get_text(t, most, "year"), lr_table_get(t, most, "energy"));
  double budget = lr_table_get(t, most, "budget");
  if (isfinite(budget)) lr_text_add(&text, " of a budget of %.0f GWh", budget);
  if (cut > 0) {
    lr_text_add(&text, ". In %zu %s the electricity does not suffice: %.0f days are cut, and with them ", years_cut, years_cut == 1 ? "year" : "years", cut);
    add_sum(&text, cut_fb);
    lr_text_add(&text, ".");
  } else {
    lr_text_add(&text, ". No day is cut.");
  }
  put(report, &text);
}

static void say_assumed(const struct lr_run_result *r, struct lr_report *report) {
  size_t rows = 0, assumed = 0, silent = 0, priors = 0;
  struct lr_text text = {0};
  for (size_t i = 0; i < r->inputs->rows; i++) {
    if (strncmp(lr_table_get_text(r->inputs, i, "input"), "plan.", 5) != 0) continue;
    const char *status = lr_table_get_text(r->inputs, i, "status");
    rows++;
    assumed += strcmp(status, "assumed") == 0;
    silent += !*status;
  }
  for (size_t i = 0; i < r->priors->rows; i++) priors += strncmp(lr_table_get_text(r->priors, i, "prior"), "none", 4) != 0;
  const bool events = r->scenario.plan.faults_given || r->scenario.plan.sudden.given;
  if (!rows) return;
  lr_text_add(&text, "%zu of the %zu figures of the plan are assumed", assumed, rows);
  if (silent) lr_text_add(&text, ", %zu do not say what they rest on", silent);
  lr_text_add(&text, ". The histories draw %zu of %zu factors from declared priors; what has none is not varied, and the spread knows nothing of it%s.", priors, r->priors->rows,
              events ? " (faults and sudden losses come event by event)" : "");
  if (r->scenario.plan.sudden.from_losses)
    lr_text_add(&text, " Rate, ends and recoveries of the sudden losses are those of the section on beam losses, and so are their assumptions.");
  put(report, &text);
}

void lr_run_plan_report(const struct lr_run_result *r, struct lr_report *report) {
  static const char *const PERIODS[] = {"id", "start", "end", "peak", "beam_days", "delivered", "recorded", "cumulated", "efficiency", "note", NULL};
  lr_report_section(report, "The run plan: what it delivers");
  say_years(r, report);
  lr_run_put_figure(report, r, "luminosity");
  lr_run_put_figure(report, r, "luminosity_log");
  lr_report_table(report, r->years, NULL);
  lr_report_section(report, "What takes luminosity away");
  say_causes(r, report);
  lr_run_put_figure(report, r, "waterfall");
  say_operation(r, report);
  lr_report_table(report, r->operation, NULL);
  if (r->faults) lr_report_table(report, r->faults, NULL);
  lr_report_section(report, "Dates");
  say_dates(r, report);
  lr_run_put_figure(report, r, "milestones");
  lr_run_put_figure(report, r, "milestone_probability");
  lr_report_table(report, r->milestones, NULL);
  if (r->reach_milestones) lr_report_table(report, r->reach_milestones, NULL);
  lr_report_section(report, "Calendar and electricity");
  say_electricity(r, report);
  lr_run_put_figure(report, r, "calendar");
  lr_run_put_figure(report, r, "power");
  if (r->electricity) lr_report_table(report, r->electricity, NULL);
  lr_report_section(report, "What the plan assumes");
  say_assumed(r, report);
  lr_run_put_columns(report, r->periods, PERIODS);
  lr_report_table(report, r->priors, NULL);
  if (r->shutdowns->rows) lr_report_table(report, r->shutdowns, NULL);
}
