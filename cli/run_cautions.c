// SPDX-License-Identifier: GPL-3.0-or-later
// Cautions of the report: how far the plan may be trusted, in plain words.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/record.h"

static double in_fb(double value_m2) { return value_m2 * LR_fb_m2; }

static void caution_efficiency(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_naive_check naive;
  const struct lr_period *best = NULL;
  double mature = lr_plan_best_efficiency(plan, &r->days, &best), least = mature;
  struct lr_text text = {0};
  if (lr_past_naive_check(plan, &naive)) {
    double ratio = naive.predicted_m2 / naive.came_m2;
    if (ratio > 1.25) lr_text_add(&text, "The record does not carry over. ");
    lr_text_add(&text,
                "The best period before %d (%s) recorded %.2f of peak x calendar days; that figure would have predicted %.0f fb⁻¹ for "
                "%d, and %.0f came: %.2f of it.",
                naive.year, naive.best_id, naive.best_efficiency, in_fb(naive.predicted_m2), naive.year, in_fb(naive.came_m2),
                1 / ratio);
    if (ratio > 1.25)
      lr_text_add(&text, " A miss of that size in one year lies outside the bands shown here: their priors are narrower than the record.");
    lr_report_caution(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
  if (!isfinite(mature) || !best) return;
  for (size_t i = 0; i < plan->periods; i++) {
    double efficiency = lr_period_efficiency(&r->days, i);
    if (efficiency > 0.9 * mature) least = fmin(least, efficiency);
  }
  lr_text_add(&text, "The plan assumes %.2f-%.2f of peak x beam time at maturity (first in %s)", least, mature, best->id);
  double past = 0;
  for (size_t i = 0; i < plan->pasts; i++) past = fmax(past, isfinite(lr_past_efficiency(&plan->past[i])) ? lr_past_efficiency(&plan->past[i]) : 0);
  if (past > 0) lr_text_add(&text, ", %.1f times the best past period (%.2f, per calendar day from first collision)", mature / past, past);
  lr_text_add(&text, ". Every long plan that reaches 50 ab⁻¹ assumes 0.46-0.52; PEP-II run 4 reached 0.425 (derived from its dates and sum).");
  lr_report_caution(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

static void caution_kinds(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_text text = {0};
  double sum = NAN;
  if (plan->pasts && lr_past_sum(plan, plan->past[0].id, plan->past[plan->pasts - 1].id, &sum, NULL) == LR_OK)
    lr_text_add(&text, "The periods of the record sum to %.4g fb⁻¹. ", in_fb(sum));
  lr_text_add(&text,
              "All sums here count %s luminosity. Recorded lies 8-14 %% below delivered (known, low confidence), offline sums a few per cent off the online ones, "
              "and the share at the Υ(4S) is 86 %% of all: no kind is added to or subtracted from another here, but the figures of the "
              "record come from several sources (see its table and notes).",
              lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  if (plan->pasts && *plan->past[plan->pasts - 1].note)
    lr_text_add(&text, " Last period, %s: %s.", plan->past[plan->pasts - 1].id, plan->past[plan->pasts - 1].note);
  lr_report_caution(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

// Periods that the plan has after the record ends but before today are forecast, not data.
static void caution_since(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  char end[16];
  if (plan->so_far.as_of == LR_NO_DATE || !plan->periods) return;
  struct lr_text text = {0};
  lr_text_add(&text, "The record ends on %s. All after it is forecast, from period %s on, whatever has run since.",
              lr_date_text(plan->so_far.as_of, end), plan->period[0].id);
  lr_report_caution(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

// The plan stops for sudden losses at a rate of its own; the risk of the detector counts those of `losses.rate`.
static void caution_sudden(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *risk = r->losses.risk;
  if (!risk || !r->faults) return;
  double events = 0, days = 0, downtime_d = 0;
  for (size_t i = 0; i < risk->rows; i++) {
    events += lr_table_get(risk, i, "events");
    days += lr_table_get(risk, i, "days");
    downtime_d += lr_table_get(risk, i, "downtime");
  }
  for (size_t i = 0; i < r->faults->rows; i++) {
    if (strcmp(lr_table_get_text(r->faults, i, "system"), "sudden beam losses") != 0) continue;
    double rate = lr_table_get(r->faults, i, "rate"), recovery_h = lr_table_get(r->faults, i, "recovery");
    if (!(events > 0 && days > 0) || fabs(rate * days / events - 1) < 0.1) continue;
    struct lr_text text = {0};
    lr_text_add(&text,
                "Sudden losses have two rates here: the plan stops for %.2g a beam day (%.2g h each, small ones among them), the risk of the "
                "detector counts %.2g (%.2g h each, repairs in), and that downtime is not taken from the plan. Neither is published; "
                "sudden_losses: {from: losses} gives the plan those of the risk.",
                rate, recovery_h, events / days, 24 * downtime_d / events);
    lr_report_caution(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
}

// Detectors whose background is at its limit below the luminosity that the plan goes to; the plan does not stop for it.
static void caution_backgrounds(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_table *limits = r->losses.background_limits;
  double top = 0;
  for (size_t i = 0; i < r->peak->rows; i++) top = fmax(top, lr_table_get(r->peak, i, "expected"));
  struct lr_text text = {0};
  size_t found = 0;
  for (size_t i = 0; limits && i < limits->rows; i++) {
    double at = lr_table_get(limits, i, "luminosity");
    if (!(at < top && lr_table_get(limits, i, "value") >= 0.999 * lr_table_get(limits, i, "limit"))) continue;
    lr_text_add(&text, "%s%s at %.2g", found++ ? ", " : "Backgrounds by the declared shares are at their limits below the peak of the plan: ",
                lr_table_get_text(limits, i, "detector"), at);
  }
  if (found) {
    lr_text_add(&text, " cm⁻² s⁻¹. The plan does not stop for that; the shares are assumed (see the notes of the backgrounds).");
    lr_report_caution(report, lr_buffer_text(&text.buffer));
  }
  lr_text_free(&text);
}

static void caution_inputs(const struct lr_run_result *r, struct lr_report *report) {
  size_t assumed = 0, silent = 0;
  for (size_t i = 0; i < r->inputs->rows; i++) {
    const char *status = lr_table_get_text(r->inputs, i, "status");
    assumed += strcmp(status, "assumed") == 0;
    silent += !*status;
  }
  struct lr_text text = {0};
  lr_text_add(&text, "%zu of %zu rows of input are assumed", assumed, r->inputs->rows);
  if (silent) lr_text_add(&text, " and %zu say nothing of their status", silent);
  lr_text_add(&text, ": priors and plan factors among them. They are marked in the table of inputs at the end.");
  lr_report_caution(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

void lr_run_cautions(const struct lr_run_result *r, struct lr_report *report) {
  caution_efficiency(r, report);
  caution_kinds(r, report);
  caution_since(r, report);
  caution_sudden(r, report);
  caution_backgrounds(r, report);
  caution_inputs(r, report);
}
