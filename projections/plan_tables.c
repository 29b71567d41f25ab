// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan says, and what its periods come to.
#include "projections/plan_tables.h"

#include <math.h>

#include "projections/plan_cells.h"
#include "projections/record.h"

struct lr_table *lr_table_periods(const struct lr_plan *plan, const struct lr_plan_days *days) {
  struct lr_table *t = lr_table_create("periods", "Periods of the plan: closed-form expectation with the declared factors, sudden losses at an outcome of 1");
  lr_table_column(t, "id", LR_TEXT, "", "period", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day", "scenario");
  lr_table_column(t, "peak", LR_NUMBER, LR_COLUMN_LUMI, "highest peak luminosity that is run, with ramp and cap", "model.md P10, P15");
  lr_table_column(t, "beam_days", LR_NUMBER, "", "scheduled days with beam, those cut for electricity included", "scenario");
  lr_table_column(t, "delivered", LR_NUMBER, LR_COLUMN_FB, "delivered luminosity", "model.md P1");
  lr_table_column(t, "recorded", LR_NUMBER, LR_COLUMN_FB, "recorded luminosity", "model.md P1");
  lr_table_column(t, "cumulated", LR_NUMBER, LR_COLUMN_FB, "sum at the end of the period, of the plan's kind", "model.md P10");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "recorded over peak x beam time that came", "model.md P12");
  lr_table_column(t, "uptime", LR_NUMBER, "", "delivered over what is delivered when nothing fails", "model.md P13, P14");
  lr_table_column(t, "recovery_scale", LR_NUMBER, "", "of the recovery times of the faults, so that the declared uptime is left", "model.md P13");
  lr_table_column(t, "days_cut", LR_NUMBER, "", "days without electricity", "model.md P17");
  lr_table_column(t, "peak_declared", LR_NUMBER, LR_COLUMN_LUMI, "peak luminosity at the end of the period as it is declared, without ramp and cap", "scenario");
  lr_table_column(t, "note", LR_TEXT, "", "remark", "scenario");
  for (size_t i = 0; i < plan->periods; i++) {
    const struct lr_period *p = &plan->period[i];
    struct lr_plan_sum sum = lr_plan_sum(days, i);
    lr_table_row(t);
    lr_table_text(t, "id", p->id);
    lr_cell_date(t, "start", p->start);
    lr_cell_date(t, "end", p->end);
    lr_cell_lumi(t, "peak", lr_period_peak_run(days, i));
    lr_table_number(t, "beam_days", p->beam_days);
    lr_cell_fb(t, "delivered", sum.delivered_m2);
    lr_cell_fb(t, "recorded", sum.recorded_m2);
    lr_cell_fb(t, "cumulated", lr_plan_cumulated(plan, days, p->end));
    lr_table_number(t, "efficiency", lr_period_efficiency(days, i));
    lr_table_number(t, "uptime", sum.potential_m2 > 0 ? sum.delivered_m2 / sum.potential_m2 : NAN);
    lr_table_number(t, "recovery_scale", plan->faults_given || plan->sudden.given ? sum.recovery_scale : NAN);
    lr_table_number(t, "days_cut", sum.days_cut);
    lr_cell_lumi(t, "peak_declared", lr_period_peak(p));
    lr_table_text(t, "note", *p->note ? p->note : NULL);
  }
  return t;
}

struct lr_table *lr_table_history(const struct lr_plan *plan) {
  struct lr_table *t = lr_table_create("history", "The record: past periods as data");
  lr_table_column(t, "id", LR_TEXT, "", "period", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day", "scenario");
  lr_table_column(t, "peak", LR_NUMBER, LR_COLUMN_LUMI, "highest luminosity of the period", "scenario");
  lr_table_column(t, "recorded", LR_NUMBER, LR_COLUMN_FB, "integrated luminosity of the period", "scenario");
  lr_table_column(t, "cumulated", LR_NUMBER, LR_COLUMN_FB, "sum of the periods so far, one kind only", "");
  lr_table_column(t, "kind", LR_TEXT, "", "kind of luminosity", "scenario");
  lr_table_column(t, "efficiency", LR_NUMBER, "", "over peak x days from first collision", "model.md P12");
  double sum = 0;
  int kind = -1;
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *p = &plan->past[i];
    lr_table_row(t);
    lr_table_text(t, "id", p->id);
    lr_cell_date(t, "start", p->start);
    lr_cell_date(t, "end", p->end);
    lr_cell_lumi(t, "peak", p->peak_m2s);
    lr_cell_fb(t, "recorded", p->recorded_m2);
    lr_table_text(t, "kind", lr_lumi_kind_name((enum lr_lumi_kind)p->kind));
    lr_table_number(t, "efficiency", lr_past_efficiency(p));
    if (!isfinite(p->recorded_m2)) continue;
    if (kind >= 0 && p->kind != kind) sum = NAN;  // kinds are not added up
    kind = p->kind;
    sum += p->recorded_m2;
    lr_cell_fb(t, "cumulated", sum);
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
    lr_cell_date(t, "start", plan->shutdown[i].start);
    lr_cell_date(t, "end", plan->shutdown[i].end);
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
              {"rate of sudden losses", "epistemic", &plan->sudden.outcome},
              {"year to year", "aleatory", &plan->year},
              {"random faults", "aleatory", &plan->faults}};
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    char words[160];
    if (ROWS[i].prior == &plan->sudden.outcome && !plan->sudden.given) continue;
    lr_prior_words(ROWS[i].prior, words, sizeof words);
    bool none = ROWS[i].prior->distribution == LR_FIXED && (ROWS[i].prior->a == 1 || ROWS[i].prior->a >= 1e44);
    lr_table_row(t);
    lr_table_text(t, "factor", ROWS[i].name);
    lr_table_text(t, "layer", ROWS[i].layer);
    bool events = ROWS[i].prior == &plan->faults && (plan->faults_given || plan->sudden.given);
    lr_table_text(t, "prior", !none ? words : events ? "none beside the faults, which come event by event" : "none declared: not varied");
  }
  return t;
}
