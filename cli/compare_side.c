// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/compare_side.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sorted.h"
#include "base/write.h"
#include "cli/loss_stage.h"
#include "cli/reach_stage.h"
#include "cli/stages.h"
#include "projections/operation_table.h"
#include "projections/plan_dates.h"
#include "projections/plan_tables.h"

enum { LUMINOSITY, PERIODS, INTEGRATED, MILESTONES, WATERFALL, PEAK, DATASETS, FAULTS, ELECTRICITY, OPERATION, REACH_MILESTONES, SUMMARY, RISK, BACKGROUNDS, BACKGROUND_DOSE, TRIGGER_SETUPS, TRIGGER_RATES, TRIGGER_TOTAL, TRIGGER_EFFICIENCY,
       TRIGGER_DISPLACED, TRIGGER_PERIODS, REACH };

const struct lr_differ lr_side_differ[] = {
    [LUMINOSITY] = {"machine", NULL, {"ring"}, {"value"}},
    [PERIODS] = {"plan", "periods", {"id"}, {NULL}},
    [INTEGRATED] = {"plan", "integrated", {"date"}, {NULL}},
    [MILESTONES] = {"plan", "milestones", {"luminosity_ab"}, {NULL}},
    [WATERFALL] = {"plan", "waterfall", {"cause"}, {NULL}},
    [PEAK] = {"plan", "peak", {"date"}, {NULL}},
    [DATASETS] = {"plan", "datasets", {"date"}, {NULL}},
    [FAULTS] = {"plan", "faults", {"system"}, {NULL}},
    [ELECTRICITY] = {"plan", "electricity", {"year"}, {NULL}},
    [OPERATION] = {"plan", "operation", {"id"}, {NULL}},
    [REACH_MILESTONES] = {"reach", "reach_milestones", {"channel", "mass_GeV", "coupling", "sigma"},
                          {"luminosity_ab", "expected", "p10", "p50", "p90", "probability"}},
    [SUMMARY] = {"dose", NULL, {"of"}, {"p10", "p50", "p90", "mean"}},
    [RISK] = {"dose", "risk", {"period"}, {NULL}},
    [BACKGROUNDS] = {"dose", "backgrounds", {"detector", "setup", "source"}, {"value", "p10", "p50", "p90"}},
    [BACKGROUND_DOSE] = {"dose", "background_dose", {"detector", "setup"}, {NULL}},
    [TRIGGER_SETUPS] = {"trigger", "trigger_setups", {"id"}, {NULL}},
    [TRIGGER_RATES] = {"trigger", "trigger_rates", {"line", "luminosity"}, {NULL}},
    [TRIGGER_TOTAL] = {"trigger", "trigger_total", {"luminosity"}, {NULL}},
    [TRIGGER_EFFICIENCY] = {"trigger", "trigger_efficiency", {"channel", "mass_GeV", "luminosity"}, {"efficiency", "relative"}},
    [TRIGGER_DISPLACED] = {"trigger", "trigger_displaced", {"channel", "decay_length"}, {NULL}},
    [TRIGGER_PERIODS] = {"trigger", "trigger_periods", {"period", "channel"}, {"rate_out", "dead_time", "efficiency", "relative", "mean_relative"}},
    [REACH] = {"reach", "reach", {"channel", "mass_GeV", "at"}, {"coupling", "continuous"}},
    {NULL, NULL, {NULL}, {NULL}}};

// The rows at the end of a year, and the last one.
static struct lr_table *year_ends(const struct lr_table *table) {
  if (!table) return NULL;
  struct lr_table *t = lr_table_create(table->name, table->title);
  for (size_t j = 0; j < table->columns; j++) {
    const struct lr_column *c = &table->column[j];
    lr_table_column(t, c->name, c->kind, c->unit, c->description, c->source);
  }
  for (size_t i = 0; i < table->rows; i++) {
    const char *date = lr_table_get_text(table, i, "date");
    if (i + 1 < table->rows && !(strlen(date) == 10 && strcmp(date + 4, "-12-31") == 0)) continue;
    lr_table_row(t);
    for (size_t j = 0; j < table->columns; j++) {
      const struct lr_cell *cell = &table->cell[i * table->columns + j];
      if (cell->kind == LR_NUMBER) lr_table_number(t, table->column[j].name, cell->number);
      else lr_table_text(t, table->column[j].name, cell->text);
    }
  }
  return t;
}

static enum lr_status evaluate_machine(const struct lr_side_wish *wish, struct lr_side *s, struct lr_error *error) {
  enum lr_status status = lr_luminosity_evaluate(&s->scenario->machine.collider, &s->luminosity, error);
  if (status == LR_OK && wish->tables) status = lr_stage_luminosity(s->scenario, &s->luminosity, &s->table[LUMINOSITY], error);
  return status;
}

// An ensemble that the plan of another scenario was given, where it would be the same here.
static enum lr_status borrow(const struct lr_scenario *lender, struct lr_scenario *scenario, struct lr_error *error) {
  const struct lr_loss_ensemble *from = &lender->plan_losses.ensemble;
  struct lr_loss_ensemble *to = &scenario->plan_losses.ensemble;
  if (!from->count || to->count || !scenario->has_losses || lender->plan_losses.powered != lr_plan_losses_powered(&scenario->plan, &scenario->losses)) return LR_OK;
  to->event = malloc(from->count * sizeof *to->event);
  if (!to->event) return lr_error_set(error, LR_E_MEMORY, "no memory for %zu beam losses", from->count);
  memcpy(to->event, from->event, from->count * sizeof *to->event);
  to->count = from->count;
  return LR_OK;
}

static enum lr_status evaluate_plan(const struct lr_call *call, struct lr_scenario *scenario, const struct lr_side_wish *wish, struct lr_side *s,
                                    struct lr_error *error) {
  const struct lr_plan *plan = &scenario->plan;
  enum lr_status status = wish->lender ? borrow(wish->lender->scenario, scenario, error) : LR_OK;
  if (status == LR_OK) status = lr_stage_plan(call, scenario, &s->days, &s->histories, error);
  if (status != LR_OK || !wish->tables) return status;
  s->integrated = lr_table_integrated(plan, &s->days, &s->histories);
  struct lr_table *peak = lr_table_peak(plan, &s->days, &s->histories), *datasets = lr_table_datasets(plan, &s->days, &s->histories);
  s->table[PERIODS] = lr_table_periods(plan, &s->days);
  s->table[INTEGRATED] = year_ends(s->integrated);
  s->table[MILESTONES] = lr_table_milestones(plan, &s->days, &s->histories);
  s->table[WATERFALL] = lr_table_waterfall(plan, &s->days, &s->histories);
  s->table[PEAK] = year_ends(peak);
  s->table[DATASETS] = year_ends(datasets);
  if (plan->faults_given || plan->sudden.given) s->table[FAULTS] = lr_table_faults(plan, &s->days, &s->histories);
  if (plan->power.given) s->table[ELECTRICITY] = lr_table_electricity(plan, &s->days, &s->histories);
  s->table[OPERATION] = lr_table_operation(plan, &s->days);
  lr_table_free(peak);
  lr_table_free(datasets);
  return lr_stage_reach_milestones(scenario, &s->days, &s->histories, &s->table[REACH_MILESTONES], NULL, error);
}

static enum lr_status evaluate_losses(const struct lr_call *call, const struct lr_side_wish *wish, struct lr_side *s, struct lr_error *error) {
  struct lr_loss_tables tables = {0};
  s->lent = wish->lender && wish->lender->ensemble.count;
  if (s->lent) s->ensemble = wish->lender->ensemble;
  enum lr_status status = lr_stage_losses(call, s->scenario, s->scenario->has_plan ? &s->days : NULL, 0, &s->ensemble, &tables, error);
  for (size_t i = 0; tables.risk && i < tables.risk->rows; i++)
    s->dose_rad = (i ? s->dose_rad : 0) + lr_table_get(tables.risk, i, "dose_mean");
  if (status == LR_OK && wish->tables) {
    s->table[SUMMARY] = tables.summary;
    s->table[RISK] = tables.risk;
    tables.summary = tables.risk = NULL;
  }
  lr_loss_tables_free(&tables);
  return status;
}

static enum lr_status evaluate_backgrounds(const struct lr_call *call, struct lr_side *s, struct lr_error *error) {
  const struct lr_backgrounds *backgrounds = &s->scenario->backgrounds;
  s->table[BACKGROUNDS] = lr_backgrounds_table(backgrounds, lr_call_seed(call, s->scenario), error);
  if (s->table[BACKGROUNDS]) s->table[BACKGROUND_DOSE] = lr_background_dose_table(backgrounds, error);
  return s->table[BACKGROUND_DOSE] ? LR_OK : LR_E_DOMAIN;
}

static enum lr_status evaluate_trigger(const struct lr_side_wish *wish, struct lr_side *s, struct lr_error *error) {
  struct lr_trigger_stage t;
  enum lr_status status = lr_side_trigger(wish, s, &t, error);
  s->table[TRIGGER_SETUPS] = t.setups;
  s->table[TRIGGER_RATES] = t.rates;
  s->table[TRIGGER_TOTAL] = t.total;
  s->table[TRIGGER_EFFICIENCY] = t.efficiency;
  s->table[TRIGGER_DISPLACED] = t.displaced;
  s->table[TRIGGER_PERIODS] = t.periods;
  return status;
}

enum lr_status lr_side_evaluate(const struct lr_call *call, struct lr_scenario *scenario, const struct lr_side_wish *wish,
                                struct lr_side *side, struct lr_error *error) {
  enum lr_status status = LR_OK;
  *side = (struct lr_side){.scenario = scenario, .dose_rad = NAN};
  if (scenario->has_machine) status = evaluate_machine(wish, side, error);
  if (status == LR_OK && scenario->has_plan) status = evaluate_plan(call, scenario, wish, side, error);
  if (status == LR_OK && wish->losses) status = evaluate_losses(call, wish, side, error);
  if (status == LR_OK && wish->tables && scenario->backgrounds.given) status = evaluate_backgrounds(call, side, error);
  if (status == LR_OK && wish->tables && scenario->trigger.given) status = evaluate_trigger(wish, side, error);
  if (status == LR_OK && wish->tables && scenario->channels) status = lr_side_reach(wish, side, &side->table[REACH], error);
  for (size_t i = 0; status == LR_OK && lr_side_differ[i].group; i++)
    if (side->table[i] && !lr_table_ok(side->table[i])) status = lr_error_set(error, LR_E_MEMORY, "no memory for the tables");
  return status;
}

void lr_side_free(struct lr_side *side) {
  for (size_t i = 0; i < LR_SIDE_TABLES; i++) lr_table_free(side->table[i]);
  lr_table_free(side->integrated);
  if (!side->lent) lr_loss_ensemble_free(&side->ensemble);
  lr_histories_free(&side->histories);
  lr_plan_days_free(&side->days);
  *side = (struct lr_side){0};
}

static bool has_date(const struct lr_side *side, int date) {
  for (size_t d = 0; d < side->histories.dates; d++)
    if (side->histories.date[d] == date) return true;
  return false;
}

static bool passes(const struct lr_side *side, double m2, int by) {
  int day = lr_plan_date_of(&side->scenario->plan, &side->days, m2);
  return day != LR_NO_DATE && day <= by;
}

struct lr_headline_at lr_headline_common(const struct lr_side *a, const struct lr_side *b) {
  struct lr_headline_at at = {LR_NO_DATE, NAN};
  if (!a->scenario->has_plan || !b->scenario->has_plan) return at;
  for (size_t d = 0; d < a->histories.dates; d++)
    if (a->histories.date[d] > at.date && has_date(b, a->histories.date[d])) at.date = a->histories.date[d];
  const struct lr_plan *left = &a->scenario->plan, *right = &b->scenario->plan;
  for (size_t i = 0; i < left->milestones; i++)
    for (size_t k = 0; k < right->milestones; k++) {
      double m2 = left->milestone_m2[i];
      if (right->milestone_m2[k] != m2 || (isfinite(at.milestone_m2) && m2 <= at.milestone_m2)) continue;
      if (lr_plan_reached(left, m2) || lr_plan_reached(right, m2)) continue;  // there is no date of passing
      if (passes(a, m2, at.date) || passes(b, m2, at.date)) at.milestone_m2 = m2;
    }
  return at;
}

static double median_on(const struct lr_histories *h, int date) {
  for (size_t d = 0; d < h->dates; d++)
    if (h->date[d] == date) return lr_sorted_quantile(h->cumulated + d * h->count, h->count, 0.5);
  return NAN;
}

static double share_passed(const struct lr_side *side, double m2, int by) {
  const struct lr_plan *plan = &side->scenario->plan;
  const struct lr_histories *h = &side->histories;
  for (size_t m = 0; m < plan->milestones; m++)
    if (plan->milestone_m2[m] == m2) return lr_passed_by(h->reached + m * h->count, h->count, by);
  return NAN;
}

double lr_headline_value(const struct lr_side *side, const struct lr_headline_at *at, enum lr_headline which) {
  const struct lr_scenario *scenario = side->scenario;
  const struct lr_plan *plan = &scenario->plan;
  bool sums = scenario->has_plan && at->date != LR_NO_DATE, milestone = sums && isfinite(at->milestone_m2);
  switch (which) {
    case LR_HEADLINE_LUMINOSITY: return scenario->has_machine ? lr_in_unit(side->luminosity.luminosity_m2s, lr_headline_unit(which)) : NAN;
    case LR_HEADLINE_EXPECTED: return sums ? lr_in_unit(lr_plan_cumulated(plan, &side->days, at->date), lr_headline_unit(which)) : NAN;
    case LR_HEADLINE_P50: return sums ? lr_in_unit(median_on(&side->histories, at->date), lr_headline_unit(which)) : NAN;
    case LR_HEADLINE_MILESTONE:
      return milestone && passes(side, at->milestone_m2, at->date) ? (double)lr_plan_date_of(plan, &side->days, at->milestone_m2) : NAN;
    case LR_HEADLINE_PROBABILITY: return milestone ? share_passed(side, at->milestone_m2, at->date) : NAN;
    case LR_HEADLINE_DOSE: return side->dose_rad;
    case LR_HEADLINES: break;
  }
  return NAN;
}

const char *lr_headline_words(const struct lr_headline_at *at, enum lr_headline which, char text[64]) {
  char date[16], number[32];
  lr_date_text(at->date, date);
  switch (which) {
    case LR_HEADLINE_LUMINOSITY: return "luminosity";
    case LR_HEADLINE_EXPECTED: snprintf(text, 64, "expected on %s", date); return text;
    case LR_HEADLINE_P50: snprintf(text, 64, "P50 on %s", date); return text;
    case LR_HEADLINE_MILESTONE:
      lr_number_short(lr_in_unit(at->milestone_m2, "ab^-1"), 6, number);
      snprintf(text, 64, "date of %s ab^-1", number);
      return text;
    case LR_HEADLINE_PROBABILITY:
      lr_number_short(lr_in_unit(at->milestone_m2, "ab^-1"), 6, number);
      snprintf(text, 64, "probability of %.20s ab^-1 by %.10s", number, date);
      return text;
    case LR_HEADLINE_DOSE: return "dose of PXD layer 1";
    case LR_HEADLINES: break;
  }
  return "";
}

const char *lr_headline_unit(enum lr_headline which) {
  static const char *const UNITS[] = {"cm^-2 s^-1", "fb^-1", "fb^-1", "d", "", "rad"};
  return which < LR_HEADLINES ? UNITS[which] : "";
}
