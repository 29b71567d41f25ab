// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_tables.h"

#include <math.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/record.h"

static const char FB[] = "fb^-1", LUMI[] = "cm^-2 s^-1";

static void put_date(struct lr_table *table, const char *column, int date) {
  char text[16];
  if (date != LR_NO_DATE) lr_table_text(table, column, lr_date_text(date, text));
}

static void put_lumi(struct lr_table *table, const char *column, double value_m2s) {
  lr_table_number(table, column, lr_in_unit(value_m2s, LUMI));
}

static void put_fb(struct lr_table *table, const char *column, double value_m2) {
  lr_table_number(table, column, lr_in_unit(value_m2, FB));
}

static struct lr_table *with_quantiles(struct lr_table *table, enum lr_cell_kind kind, const char *unit, const char *what) {
  char text[160];
  snprintf(text, sizeof text, "%s, closed form with the declared factors", what);
  lr_table_column(table, "expected", kind, unit, text, "model.md P1, P10");
  const char *const NAMES[] = {"p10", "p50", "p90"};
  for (int i = 0; i < 3; i++) {
    snprintf(text, sizeof text, "%s, %s of the histories drawn from the declared priors", what, NAMES[i]);
    lr_table_column(table, NAMES[i], kind, unit, text, "model.md P11");
  }
  return table;
}

struct lr_table *lr_table_periods(const struct lr_plan *plan, const struct lr_plan_days *days) {
  struct lr_table *t = lr_table_create("periods", "Periods of the plan: closed-form expectation with the declared factors");
  lr_table_column(t, "id", LR_TEXT, "", "period", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day", "scenario");
  lr_table_column(t, "peak", LR_NUMBER, LUMI, "peak luminosity at the end of the period", "scenario");
  lr_table_column(t, "beam_days", LR_NUMBER, "", "days with beam", "scenario");
  lr_table_column(t, "delivered", LR_NUMBER, FB, "delivered luminosity", "model.md P1");
  lr_table_column(t, "recorded", LR_NUMBER, FB, "recorded luminosity", "model.md P1");
  lr_table_column(t, "cumulated", LR_NUMBER, FB, "sum at the end of the period, of the plan's kind", "model.md P10");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "recorded over peak x beam days", "model.md P12");
  lr_table_column(t, "note", LR_TEXT, "", "remark", "scenario");
  for (size_t i = 0; i < plan->periods; i++) {
    const struct lr_period *p = &plan->period[i];
    struct lr_plan_sum sum = lr_plan_sum(days, i);
    lr_table_row(t);
    lr_table_text(t, "id", p->id);
    put_date(t, "start", p->start);
    put_date(t, "end", p->end);
    put_lumi(t, "peak", lr_period_peak(p));
    lr_table_number(t, "beam_days", p->beam_days);
    put_fb(t, "delivered", sum.delivered_m2);
    put_fb(t, "recorded", sum.recorded_m2);
    put_fb(t, "cumulated", lr_plan_cumulated(plan, days, p->end));
    lr_table_number(t, "efficiency", lr_period_efficiency(plan, days, i));
    lr_table_text(t, "note", *p->note ? p->note : NULL);
  }
  return t;
}

struct lr_table *lr_table_integrated(const struct lr_plan *plan, const struct lr_plan_days *days,
                                     const struct lr_histories *h) {
  char title[128];
  snprintf(title, sizeof title, "Integrated luminosity (%s) at the end of the day",
           lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  struct lr_table *t = lr_table_create("integrated", title);
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "");
  with_quantiles(t, LR_NUMBER, FB, "integrated luminosity");
  for (size_t d = 0; d < h->dates; d++) {
    const double *sorted = h->cumulated + d * h->count;
    lr_table_row(t);
    put_date(t, "date", h->date[d]);
    put_fb(t, "expected", lr_plan_cumulated(plan, days, h->date[d]));
    put_fb(t, "p10", lr_sorted_quantile(sorted, h->count, 0.1));
    put_fb(t, "p50", lr_sorted_quantile(sorted, h->count, 0.5));
    put_fb(t, "p90", lr_sorted_quantile(sorted, h->count, 0.9));
  }
  return t;
}

struct lr_table *lr_table_peak(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  (void)days;
  struct lr_table *t = lr_table_create("peak", "Peak luminosity in force");
  lr_table_column(t, "date", LR_DATE, "", "day", "");
  with_quantiles(t, LR_NUMBER, LUMI, "peak luminosity");
  for (size_t d = 0; d < h->dates; d++) {
    const double *sorted = h->peak + d * h->count;
    lr_table_row(t);
    put_date(t, "date", h->date[d]);
    put_lumi(t, "expected", lr_plan_peak(plan, h->date[d]));
    put_lumi(t, "p10", lr_sorted_quantile(sorted, h->count, 0.1));
    put_lumi(t, "p50", lr_sorted_quantile(sorted, h->count, 0.5));
    put_lumi(t, "p90", lr_sorted_quantile(sorted, h->count, 0.9));
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
  const double P[] = {0.1, 0.5, 0.9};
  const char *const NAME[] = {"p10", "p50", "p90"};
  for (size_t m = 0; m < plan->milestones; m++) {
    const double *sorted = h->reached + m * h->count;
    size_t never = 0;
    for (size_t i = 0; i < h->count; i++) never += isinf(sorted[i]) ? 1 : 0;
    lr_table_row(t);
    lr_table_number(t, "luminosity_ab", lr_in_unit(plan->milestone_m2[m], "ab^-1"));
    put_date(t, "expected", lr_plan_date_of(plan, days, plan->milestone_m2[m]));
    for (int q = 0; q < 3; q++) {
      double when = lr_sorted_quantile(sorted, h->count, P[q]);
      if (isfinite(when)) put_date(t, NAME[q], (int)lround(when));
    }
    lr_table_number(t, "probability", 1 - (double)never / (double)h->count);
  }
  return t;
}

struct lr_table *lr_table_history(const struct lr_plan *plan) {
  struct lr_table *t = lr_table_create("history", "The record: past periods as data");
  lr_table_column(t, "id", LR_TEXT, "", "period", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day", "scenario");
  lr_table_column(t, "peak", LR_NUMBER, LUMI, "highest luminosity of the period", "scenario");
  lr_table_column(t, "recorded", LR_NUMBER, FB, "integrated luminosity of the period", "scenario");
  lr_table_column(t, "cumulated", LR_NUMBER, FB, "sum of the periods so far, one kind only", "");
  lr_table_column(t, "kind", LR_TEXT, "", "kind of luminosity", "scenario");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "over peak x days from first collision", "model.md P12");
  double sum = 0;
  int kind = -1;
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *p = &plan->past[i];
    lr_table_row(t);
    lr_table_text(t, "id", p->id);
    put_date(t, "start", p->start);
    put_date(t, "end", p->end);
    put_lumi(t, "peak", p->peak_m2s);
    put_fb(t, "recorded", p->recorded_m2);
    lr_table_text(t, "kind", lr_lumi_kind_name((enum lr_lumi_kind)p->kind));
    lr_table_number(t, "efficiency", lr_past_efficiency(p));
    if (!isfinite(p->recorded_m2)) continue;
    if (kind >= 0 && p->kind != kind) sum = NAN;  // kinds are not added up
    kind = p->kind;
    sum += p->recorded_m2;
    put_fb(t, "cumulated", sum);
  }
  return t;
}

struct lr_table *lr_table_shutdowns(const struct lr_plan *plan) {
  struct lr_table *t = lr_table_create("shutdowns", "Long shutdowns of the plan");
  lr_table_column(t, "id", LR_TEXT, "", "shutdown", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day, as planned", "scenario");
  lr_table_column(t, "slip", LR_TEXT, "", "prior of the slip of its end", "scenario");
  for (size_t i = 0; i < plan->shutdowns; i++) {
    char words[160];
    lr_prior_words(&plan->shutdown[i].slip, words, sizeof words);
    lr_table_row(t);
    lr_table_text(t, "id", plan->shutdown[i].id);
    put_date(t, "start", plan->shutdown[i].start);
    put_date(t, "end", plan->shutdown[i].end);
    lr_table_text(t, "slip", plan->shutdown[i].has_slip ? words : "none");
  }
  return t;
}

struct lr_table *lr_table_priors(const struct lr_plan *plan) {
  struct lr_table *t = lr_table_create("priors", "What the histories draw");
  lr_table_column(t, "factor", LR_TEXT, "", "what is drawn", "");
  lr_table_column(t, "layer", LR_TEXT, "", "epistemic: once a history; aleatory: fresh each year", "model.md P11");
  lr_table_column(t, "prior", LR_TEXT, "", "distribution", "scenario");
  const struct {
    const char *name, *layer;
    const struct lr_prior *prior;
  } ROWS[] = {{"speed of the ramp of the peak", "epistemic", &plan->ramp_speed},
              {"level of the efficiency", "epistemic", &plan->efficiency},
              {"ceiling of the peak luminosity", "epistemic", &plan->ceiling},
              {"year to year", "aleatory", &plan->year},
              {"random faults", "aleatory", &plan->faults}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    char words[160];
    lr_prior_words(ROWS[i].prior, words, sizeof words);
    bool none = ROWS[i].prior->distribution == LR_FIXED && (ROWS[i].prior->a == 1 || ROWS[i].prior->a >= 1e44);
    lr_table_row(t);
    lr_table_text(t, "factor", ROWS[i].name);
    lr_table_text(t, "layer", ROWS[i].layer);
    lr_table_text(t, "prior", none ? "none declared: not varied" : words);
  }
  return t;
}

// From peak x beam time down to what is recorded, each loss in fb^-1, summed over the plan's own periods (no repeats).
struct lr_table *lr_table_waterfall(const struct lr_plan *plan) {
  static const char *const CAUSES[] = {"ideal: peak luminosity all beam days", "start-up days", "below the peak (ramp, decay)",
                                       "machine studies and tuning", "hardware down", "trips and refills",
                                       "detector not recording", "recorded"};
  enum { CAUSE_COUNT = sizeof CAUSES / sizeof *CAUSES };
  double value[CAUSE_COUNT] = {0};
  for (size_t i = 0; i < plan->periods; i++) {
    const struct lr_period *p = &plan->period[i];
    if (p->repeated) continue;
    double after = lr_period_peak(p) * p->beam_days * LR_DAY_s;
    double physics_days = fmax(0, p->beam_days - p->startup_days);
    value[0] += after;
    double factor[] = {p->beam_days > 0 ? physics_days / p->beam_days : 0, 0, 1 - p->study_fraction, p->availability,
                       p->trip_factor, p->recording_efficiency};
    double others = factor[2] * factor[3] * factor[4] * after * factor[0];
    factor[1] = others > 0 ? lr_period_delivered(p) / others : 0;
    for (int k = 0; k < 6; k++) {
      double left = after * factor[k];
      value[k + 1] -= after - left;
      after = left;
    }
    value[7] += after;
  }
  struct lr_table *t = lr_table_create("waterfall", "From the ideal to the recorded luminosity, all written periods");
  lr_table_column(t, "cause", LR_TEXT, "", "what takes luminosity away", "");
  lr_table_column(t, "luminosity_fb", LR_NUMBER, FB, "luminosity lost (negative) or standing", "model.md P1");
  for (int k = 0; k < CAUSE_COUNT; k++) {
    lr_table_row(t);
    lr_table_text(t, "cause", CAUSES[k]);
    put_fb(t, "luminosity_fb", value[k]);
  }
  return t;
}

struct lr_table *lr_table_daily(const struct lr_plan *plan, const struct lr_plan_days *days) {
  struct lr_table *t = lr_table_create("daily", "Expected luminosity day by day (closed form)");
  lr_table_column(t, "date", LR_DATE, "", "day", "");
  lr_table_column(t, "period", LR_TEXT, "", "period", "");
  lr_table_column(t, "delivered", LR_NUMBER, FB, "delivered on the day", "model.md P1, P10");
  lr_table_column(t, "recorded", LR_NUMBER, FB, "recorded on the day", "model.md P1, P10");
  lr_table_column(t, "cumulated", LR_NUMBER, FB, "sum at the end of the day, of the plan's kind", "model.md P10");
  for (size_t i = 0; i < days->days; i++) {
    lr_table_row(t);
    put_date(t, "date", days->first + (int)i);
    lr_table_text(t, "period", days->period[i] >= 0 ? plan->period[days->period[i]].id : NULL);
    put_fb(t, "delivered", days->delivered[i]);
    put_fb(t, "recorded", days->recorded[i]);
    put_fb(t, "cumulated", days->cumulated[i]);
  }
  return t;
}
