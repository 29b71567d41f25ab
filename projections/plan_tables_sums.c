// SPDX-License-Identifier: GPL-3.0-or-later
// Sums, peaks and dates of a plan: the expectation beside the quantiles of the histories.
#include <math.h>

#include "base/sorted.h"
#include "projections/plan_causes.h"
#include "projections/plan_cells.h"
#include "projections/plan_dates.h"
#include "projections/plan_tables.h"

static struct lr_table *with_quantiles(struct lr_table *table, enum lr_cell_kind kind, const char *unit, const char *what) {
  char text[160];
  snprintf(text, sizeof text, "%s, closed form with the declared factors, sudden losses at an outcome of 1", what);
  lr_table_column(table, "expected", kind, unit, text, "model.md P1, P10");
  const char *const NAMES[] = {"p10", "p50", "p90"};
  for (int i = 0; i < 3; i++) {
    snprintf(text, sizeof text, "%s, %s of the histories drawn from the declared priors", what, NAMES[i]);
    lr_table_column(table, NAMES[i], kind, unit, text, "model.md P11");
  }
  return table;
}

static void quantile_cells(struct lr_table *t, const double *sorted, size_t count, void (*put)(struct lr_table *, const char *, double)) {
  put(t, "p10", lr_sorted_quantile(sorted, count, 0.1));
  put(t, "p50", lr_sorted_quantile(sorted, count, 0.5));
  put(t, "p90", lr_sorted_quantile(sorted, count, 0.9));
}

struct lr_table *lr_table_integrated(const struct lr_plan *plan, const struct lr_plan_days *days,
                                     const struct lr_histories *h) {
  char title[128];
  snprintf(title, sizeof title, "Integrated luminosity (%s) at the end of the day",
           lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  struct lr_table *t = lr_table_create("integrated", title);
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "");
  with_quantiles(t, LR_NUMBER, LR_COLUMN_FB, "integrated luminosity");
  for (size_t d = 0; d < h->dates; d++) {
    lr_table_row(t);
    lr_cell_date(t, "date", h->date[d]);
    lr_cell_fb(t, "expected", lr_plan_cumulated(plan, days, h->date[d]));
    quantile_cells(t, h->cumulated + d * h->count, h->count, lr_cell_fb);
  }
  return t;
}

struct lr_table *lr_table_peak(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  struct lr_table *t = lr_table_create("peak", "Peak luminosity in force");
  lr_table_column(t, "date", LR_DATE, "", "day", "");
  with_quantiles(t, LR_NUMBER, LR_COLUMN_LUMI, "peak luminosity");
  for (size_t d = 0; d < h->dates; d++) {
    lr_table_row(t);
    lr_cell_date(t, "date", h->date[d]);
    lr_cell_lumi(t, "expected", lr_plan_peak_in_force(plan, days, h->date[d]));
    quantile_cells(t, h->peak + d * h->count, h->count, lr_cell_lumi);
  }
  return t;
}

// p10 is the early date: the tenth of the histories that is fastest.
struct lr_table *lr_table_milestones(const struct lr_plan *plan, const struct lr_plan_days *days,
                                     const struct lr_histories *h) {
  char title[128], horizon[16];
  snprintf(title, sizeof title, "Dates of milestones (empty: not before the horizon, %s)", lr_date_text(plan->horizon, horizon));
  struct lr_table *t = lr_table_create("milestones", title);
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity", "scenario");
  with_quantiles(t, LR_DATE, "", "date");
  lr_table_column(t, "probability", LR_NUMBER, "", "share of the histories that pass it before the horizon", "model.md P11");
  lr_table_column(t, "note", LR_TEXT, "", "that it is reached already: the dates are then those of the record, not of passing", "");
  const double P[] = {0.1, 0.5, 0.9};
  const char *const NAME[] = {"p10", "p50", "p90"};
  for (size_t m = 0; m < plan->milestones; m++) {
    const double *sorted = h->reached + m * h->count;
    size_t never = 0;
    for (size_t i = 0; i < h->count; i++) never += isinf(sorted[i]) ? 1 : 0;
    lr_table_row(t);
    lr_table_number(t, "luminosity_ab", lr_in_unit(plan->milestone_m2[m], "ab^-1"));
    lr_cell_date(t, "expected", lr_plan_date_of(plan, days, plan->milestone_m2[m]));
    for (int q = 0; q < 3; q++) {
      double when = lr_sorted_quantile(sorted, h->count, P[q]);
      if (isfinite(when)) lr_cell_date(t, NAME[q], (int)lround(when));
    }
    lr_table_number(t, "probability", 1 - (double)never / (double)h->count);
    if (lr_plan_reached(plan, plan->milestone_m2[m])) lr_table_text(t, "note", lr_note_reached);
  }
  return t;
}

// Sums by dataset. What is recorded so far is split at the Y(4S) as the plan says it, else as the record; the rest of it as that of
// the first period.
struct lr_table *lr_table_datasets(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  char title[128];
  snprintf(title, sizeof title, "Integrated luminosity (%s) by energy at the end of the day, expected", lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  struct lr_table *t = lr_table_create("datasets", title);
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "");
  lr_table_column(t, "on_4s", LR_NUMBER, LR_COLUMN_FB, "at the Y(4S)", "model.md P18");
  lr_table_column(t, "off", LR_NUMBER, LR_COLUMN_FB, "off resonance", "model.md P18");
  lr_table_column(t, "scan", LR_NUMBER, LR_COLUMN_FB, "at other energies", "model.md P18");
  lr_table_column(t, "sum", LR_NUMBER, LR_COLUMN_FB, "of the three", "model.md P10");
  const struct lr_period *first = &plan->period[0];
  double sum[3] = {0}, rest = first->share_off + first->share_scan;
  if (plan->so_far.as_of != LR_NO_DATE) {
    double on = lr_plan_so_far_share_4s(plan);
    sum[0] = plan->so_far.value_m2 * on;
    sum[1] = plan->so_far.value_m2 * (1 - on) * (rest > 0 ? first->share_off / rest : 1);
    sum[2] = plan->so_far.value_m2 * (1 - on) * (rest > 0 ? first->share_scan / rest : 0);
  }
  size_t i = 0;
  for (size_t d = 0; d < h->dates; d++) {
    for (; i < days->days && days->first + (int)i <= h->date[d]; i++) {
      if (days->period[i] < 0) continue;
      const struct lr_period *p = &plan->period[days->period[i]];
      double day_m2 = plan->lumi_kind == LR_DELIVERED ? days->delivered[i] : days->recorded[i];
      sum[0] += day_m2 * p->share_4s;
      sum[1] += day_m2 * p->share_off;
      sum[2] += day_m2 * p->share_scan;
    }
    lr_table_row(t);
    lr_cell_date(t, "date", h->date[d]);
    lr_cell_fb(t, "on_4s", sum[0]);
    lr_cell_fb(t, "off", sum[1]);
    lr_cell_fb(t, "scan", sum[2]);
    lr_cell_fb(t, "sum", sum[0] + sum[1] + sum[2]);
  }
  return t;
}

struct lr_table *lr_table_layers(const struct lr_histories *h) {
  struct lr_table *t = lr_table_create("layers", "Spread of the integrated luminosity by layer, from pairs of histories that share what is epistemic");
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "");
  lr_table_column(t, "sd_epistemic", LR_NUMBER, LR_COLUMN_FB,
                  "standard deviation from what is not known and stays so; empty: below two standard errors of its variance", "model.md P11");
  lr_table_column(t, "sd_epistemic_error", LR_NUMBER, LR_COLUMN_FB,
                  "standard error of it; where it is empty: the standard deviation of two standard errors, above which it would be seen", "model.md P11");
  lr_table_column(t, "sd_aleatory", LR_NUMBER, LR_COLUMN_FB, "from what happens by chance", "model.md P11");
  lr_table_column(t, "sd", LR_NUMBER, LR_COLUMN_FB, "of both", "model.md P11");
  for (size_t d = 0; h->variance_epistemic && d < h->dates; d++) {
    lr_table_row(t);
    lr_cell_date(t, "date", h->date[d]);
    double variance = h->variance_epistemic[d], error = h->error_epistemic[d];
    bool seen = variance >= 2 * error;
    if (seen) lr_cell_fb(t, "sd_epistemic", sqrt(variance));
    lr_cell_fb(t, "sd_epistemic_error", error > 0 ? (seen ? error / (2 * sqrt(variance)) : sqrt(2 * error)) : 0);
    lr_cell_fb(t, "sd_aleatory", sqrt(h->variance_aleatory[d]));
    lr_cell_fb(t, "sd", sqrt(h->variance_epistemic[d] + h->variance_aleatory[d]));
  }
  return t;
}
