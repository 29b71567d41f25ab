// SPDX-License-Identifier: GPL-3.0-or-later
// Summary, key numbers and cautions of the report, in words that a run meeting can read out.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/run.h"
#include "projections/record.h"
#include "projections/reach.h"

static double in_ab(double value_m2) { return value_m2 * LR_fb_m2 / 1000; }
static double in_fb(double value_m2) { return value_m2 * LR_fb_m2; }

static void add_lumi(struct lr_text *text, double value_m2s) {
  lr_text_number(text, lr_in_unit(value_m2s, "cm^-2 s^-1"), 3);
  lr_text_add(text, " cm⁻² s⁻¹");
}

static const char *date_or_never(const struct lr_table *t, size_t row, const char *column) {
  const char *text = lr_table_get_text(t, row, column);
  return *text ? text : "not before the horizon";
}

static void say_plan(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_text text = {0};
  char day[16], horizon[16];
  lr_date_text(plan->horizon, horizon);
  const char *kind = lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind);
  if (plan->so_far.as_of != LR_NO_DATE)
    lr_text_add(&text, "Up to %s %.4g fb⁻¹ were %s. ", lr_date_text(plan->so_far.as_of, day), in_fb(plan->so_far.value_m2), kind);
  lr_text_add(&text, "With every declared factor met, the plan \"%s\" passes ", *plan->name ? plan->name : r->scenario.name);
  for (size_t m = 0; m < r->milestones->rows; m++) {
    const char *date = lr_table_get_text(r->milestones, m, "expected");
    lr_text_add(&text, "%s%g ab⁻¹ %s%s", m == 0 ? "" : m + 1 == r->milestones->rows ? " and " : ", ",
                lr_table_get(r->milestones, m, "luminosity_ab"), *date ? "on " : "never before ", *date ? date : horizon);
  }
  lr_text_add(&text, ". ");
  size_t last = r->milestones->rows ? r->milestones->rows - 1 : 0;
  if (r->milestones->rows) {
    double target = lr_table_get(r->milestones, last, "luminosity_ab");
    double probability = lr_table_get(r->milestones, last, "probability");
    lr_text_add(&text, "Of %zu histories drawn from the declared priors, %.0f %% pass %g ab⁻¹ before %s", r->histories.count,
                100 * probability, target, horizon);
    if (probability > 0.1)
      lr_text_add(&text, " (P10 %s, P50 %s, P90 %s)", date_or_never(r->milestones, last, "p10"),
                  date_or_never(r->milestones, last, "p50"), date_or_never(r->milestones, last, "p90"));
    lr_text_add(&text, ".");
  }
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);

  // The two need not agree: say by how much where the expectation passes the largest milestone, or at the horizon.
  int when = r->milestones->rows ? lr_plan_date_of(plan, &r->days, plan->milestone_m2[last]) : LR_NO_DATE;
  if (when == LR_NO_DATE) when = plan->horizon;
  for (size_t d = 0; d + 1 < r->histories.dates; d++) {
    if (r->histories.date[d] > when || r->histories.date[d + 1] <= when) continue;
    const double *sorted = r->histories.cumulated + d * r->histories.count;
    lr_text_add(&text,
                "Expectation and histories are two statements. At the start of %s the expectation stands at %.3g ab⁻¹, the "
                "histories at %.3g ab⁻¹ (P50; P10 %.3g, P90 %.3g): the priors allow a slower ramp, a lower ceiling and a longer "
                "shutdown than the plan says, and hardly a faster one.",
                lr_date_text(r->histories.date[d], day), in_ab(lr_plan_cumulated(plan, &r->days, r->histories.date[d])),
                in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.5)),
                in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.1)),
                in_ab(lr_sorted_quantile(sorted, r->histories.count, 0.9)));
    lr_report_summary(report, lr_buffer_text(&text.buffer));
    break;
  }
  lr_text_free(&text);
}

static void say_machine(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_machine_input *machine = &r->scenario.machine;
  struct lr_text text = {0};
  lr_text_add(&text, "At the operating point \"%s\" the overlap of the two beams gives ", machine->name);
  add_lumi(&text, r->luminosity.luminosity_m2s);
  lr_text_add(&text, " (hourglass factor R_L %.3f; vertical beam-beam parameters from the luminosity %.4f in the LER, %.4f in the HER).",
              r->luminosity.R_L, r->luminosity.xi_ler.xi_y_luminosity, r->luminosity.xi_her.xi_y_luminosity);
  if (isfinite(machine->published_luminosity_m2s)) {
    lr_text_add(&text, " Published: ");
    add_lumi(&text, machine->published_luminosity_m2s);
    if (machine->luminosity_is_input)
      lr_text_add(&text, "; the vertical emittance was computed back from it, so that this is no check.");
    else
      lr_text_add(&text, ", ratio %.3f.", r->luminosity.luminosity_m2s / machine->published_luminosity_m2s);
  }
  lr_report_summary(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

static void say_reach(const struct lr_run_result *r, struct lr_report *report) {
  for (size_t i = 0; i < r->scenario.channels; i++) {
    const struct lr_channel *channel = &r->scenario.channel[i];
    struct lr_reach_point now, then;
    double today = in_fb(r->scenario.plan.so_far.value_m2), goal = 0;
    for (size_t k = 0; k < r->scenario.reach.luminosities; k++) goal = fmax(goal, r->scenario.reach.luminosity_fb[k]);
    double mass = fmax(channel->mass_min_GeV, fmin(1, channel->mass_max_GeV));
    if (!(today > 0) || !(goal > 0)) continue;
    if (lr_reach_solve(channel, mass, today, &now, NULL) != LR_OK || lr_reach_solve(channel, mass, goal, &then, NULL) != LR_OK ||
        !now.has || !then.has)
      continue;
    struct lr_text text = {0};
    lr_text_add(&text, "%s: at %g GeV the expected limit on %s falls from ", channel->type->title, mass, channel->type->coupling_symbol);
    lr_text_number(&text, now.continuous, 2);
    lr_text_add(&text, " with today's %.4g fb⁻¹ to ", today);
    lr_text_number(&text, then.continuous, 2);
    lr_text_add(&text, " ");
    lr_text_unit(&text, channel->type->coupling_unit);
    lr_text_add(&text, "%swith %g ab⁻¹ (%.0f %% CL), a factor %.2g; the search is %s there, without any gain in analysis.",
                *channel->type->coupling_unit ? " " : "", goal / 1000, 100 * channel->cl, now.continuous / then.continuous,
                then.regime);
    lr_report_summary(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
}

static void tiles(const struct lr_run_result *r, struct lr_report *report) {
  struct lr_text value = {0}, note = {0}, label = {0};
  add_lumi(&value, r->luminosity.luminosity_m2s);
  lr_report_tile(report, "Luminosity at the operating point", lr_buffer_text(&value.buffer), r->scenario.machine.name);
  lr_text_free(&value);
  for (size_t m = 0; m < r->milestones->rows; m++) {
    double target = lr_table_get(r->milestones, m, "luminosity_ab");
    if (m + 3 < r->milestones->rows) continue;  // the last three
    const char *date = lr_table_get_text(r->milestones, m, "expected");
    lr_text_add(&label, "%g ab⁻¹ expected", target);
    lr_text_add(&note, "histories: P10 %s, P50 %s, P90 %s", date_or_never(r->milestones, m, "p10"),
                date_or_never(r->milestones, m, "p50"), date_or_never(r->milestones, m, "p90"));
    lr_report_tile(report, lr_buffer_text(&label.buffer), *date ? date : "never", lr_buffer_text(&note.buffer));
    lr_text_free(&label);
    lr_text_free(&note);
  }
}

static void caution_efficiency(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_naive_check naive;
  const struct lr_period *best = NULL;
  double mature = lr_plan_best_efficiency(plan, &best), least = mature;
  struct lr_text text = {0};
  if (lr_past_naive_check(plan, &naive)) {
    lr_text_add(&text,
                "The record does not carry over. The best period before %d (%s) recorded %.2f of peak x days; that figure would have "
                "predicted %.0f fb⁻¹ for %d, and %.0f came: %.1f times less.",
                naive.year, naive.best_id, naive.best_efficiency, in_fb(naive.predicted_m2), naive.year, in_fb(naive.came_m2),
                naive.predicted_m2 / naive.came_m2);
    lr_report_caution(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
  if (!isfinite(mature) || !best) return;
  for (size_t i = 0; i < plan->periods; i++) {
    double efficiency = lr_period_efficiency(&plan->period[i]);
    if (efficiency > 0.9 * mature) least = fmin(least, efficiency);
  }
  lr_text_add(&text, "The plan assumes %.2f-%.2f of peak x beam days at maturity (best: %s)", least, mature, best->id);
  double past = 0;
  for (size_t i = 0; i < plan->pasts; i++) past = fmax(past, isfinite(lr_past_efficiency(&plan->past[i])) ? lr_past_efficiency(&plan->past[i]) : 0);
  if (past > 0) lr_text_add(&text, ", %.1f times the best past period (%.2f)", mature / past, past);
  lr_text_add(&text, ". Every long plan that reaches 50 ab⁻¹ assumes 0.46-0.52; PEP-II run 4 reached 0.425.");
  lr_report_caution(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
}

static void caution_kinds(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_plan *plan = &r->scenario.plan;
  struct lr_text text = {0};
  double sum = NAN;
  if (plan->pasts && lr_past_sum(plan, plan->past[0].id, plan->past[plan->pasts - 1].id, &sum, NULL) == LR_OK)
    lr_text_add(&text, "The periods of the record sum to %.4g fb⁻¹. ", in_fb(sum));
  lr_text_add(&text, "All sums here count %s luminosity. Delivered, recorded, offline and good-quality Υ(4S) luminosity differ by 3-7 %% "
              "from one another; none is subtracted from another here.",
              lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  lr_report_caution(report, lr_buffer_text(&text.buffer));
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

static void caution_channels(const struct lr_run_result *r, struct lr_report *report) {
  for (size_t i = 0; i < r->scenario.channels; i++) {
    const struct lr_channel *channel = &r->scenario.channel[i];
    struct lr_text text = {0};
    lr_text_add(&text, "%s: the background is solved from %zu published limit%s at %.4g fb⁻¹ through the exact cross-section, with an "
                "assumed efficiency and a%s shape of background between them; only background over efficiency squared has a "
                "meaning. No systematic floor and no gain in analysis are included.",
                channel->type->title, channel->anchors, channel->anchors == 1 ? "" : "s", channel->reference_luminosity_fb,
                strcmp(channel->background_shape, "exponential") == 0 ? "n exponential" : " power-law");
    double low = INFINITY, high = 0;
    for (size_t k = 0; k < r->shape->rows; k++)
      if (strcmp(lr_table_get_text(r->shape, k, "channel"), channel->type->id) == 0) {
        low = fmin(low, lr_table_get(r->shape, k, "ratio"));
        high = fmax(high, lr_table_get(r->shape, k, "ratio"));
      }
    if (high > 0)
      lr_text_add(&text, " Shape check against an older published curve: published over model runs from %.2f to %.2f over the "
                  "masses (table below); where it is near one, the model grants the newer analysis no gain and is likely too weak.",
                  low, high);
    lr_report_caution(report, lr_buffer_text(&text.buffer));
    lr_text_free(&text);
  }
}

void lr_run_words(const struct lr_run_result *r, struct lr_report *report) {
  say_plan(r, report);
  say_machine(r, report);
  say_reach(r, report);
  tiles(r, report);
  caution_efficiency(r, report);
  caution_kinds(r, report);
  caution_channels(r, report);
  caution_inputs(r, report);
}
