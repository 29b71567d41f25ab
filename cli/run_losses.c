// SPDX-License-Identifier: GPL-3.0-or-later
// Beam losses and steady backgrounds in `run`: tables, figures, sections of the report.
#include <math.h>
#include <string.h>

#include "cli/loss_stage.h"
#include "cli/run.h"
#include "plots/figures.h"
#include "plots/loss_figures.h"

static struct lr_table *keep_as(struct lr_run_result *r, const char *name, struct lr_table *table) {
  if (table) lr_table_rename(table, name);
  return table ? lr_run_keep(r, table) : NULL;
}

static enum lr_status evaluate_backgrounds(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_backgrounds *backgrounds = &r->scenario.backgrounds;
  struct lr_loss_run *l = &r->losses;
  l->backgrounds = lr_backgrounds_table(backgrounds, lr_call_seed(r->call, &r->scenario), error);
  if (!l->backgrounds) return LR_E_DOMAIN;
  lr_run_keep(r, l->backgrounds);
  if (backgrounds->path != LR_BG_NO_PATH) {
    l->background_limits = lr_background_limits_table(backgrounds, error);
    if (!l->background_limits) return LR_E_DOMAIN;
    lr_run_keep(r, l->background_limits);
  }
  l->background_dose = lr_background_dose_table(backgrounds, error);
  if (!l->background_dose) return LR_E_DOMAIN;
  lr_run_keep(r, l->background_dose);
  return LR_OK;
}

enum lr_status lr_run_losses_evaluate(struct lr_run_result *r, struct lr_error *error) {
  struct lr_loss_run *l = &r->losses;
  enum lr_status status = LR_OK;
  if (r->scenario.backgrounds.given) status = evaluate_backgrounds(r, error);
  if (status != LR_OK || !r->scenario.has_losses) return status;
  struct lr_loss_ensemble ensemble = {0};
  struct lr_loss_tables tables = {0};
  struct lr_trace_tables trace = {0};
  status = lr_stage_losses(r->call, &r->scenario, &r->days, LR_LOSS_WITH_VARIANTS | LR_LOSS_WITH_CALIBRATION, &ensemble, &tables, error);
  uint64_t id = status == LR_OK ? lr_loss_typical(&r->scenario.losses, &ensemble) : 1;
  if (status == LR_OK) status = lr_stage_loss_event(r->call, &r->scenario, id, &trace, error);
  l->events = ensemble.count;
  for (size_t i = 0; i < ensemble.count; i++) l->observed += lr_loss_event_observed(&r->scenario.losses, &ensemble.event[i]);
  lr_loss_ensemble_free(&ensemble);
  l->summary = keep_as(r, "loss_summary", tables.summary);
  l->ensemble = keep_as(r, "loss_events", tables.events);
  l->risk = keep_as(r, "loss_risk", tables.risk);
  l->variants = keep_as(r, "abort_variants", tables.variants);
  l->steps = keep_as(r, "abort_steps", tables.steps);
  l->facts = keep_as(r, "loss_facts", tables.facts);
  l->calibration = keep_as(r, "loss_calibration", tables.calibration);
  l->event = keep_as(r, "loss_event", trace.event);
  l->turns = keep_as(r, "loss_turns", trace.turns);
  l->elements = keep_as(r, "loss_elements", trace.elements);
  l->trajectory = keep_as(r, "loss_trajectory", trace.trajectory);
  l->dose_map = keep_as(r, "loss_dose_map", trace.dose_map);
  l->abort = keep_as(r, "loss_abort", trace.abort);
  l->id = id;
  l->sigma_y_um = trace.sigma_y_um;
  l->boiling_K = trace.boiling_K;
  l->turn_us = trace.turn_us;
  l->circumference_m = trace.circumference_m;
  l->source_m = trace.source_m;
  return status;
}

// A figure whose script is made by then drawn; caption and description are said first, as they hold numbers of the moment.
struct picture {
  const char *name, *title, *caption, *description;
};

static enum lr_status draw(struct lr_run_result *r, const struct picture *picture, enum lr_status (*make)(const struct lr_run_result *, const struct lr_figure_style *, struct lr_text *, struct lr_error *),
                           struct lr_error *error) {
  char provenance[160];
  struct lr_run_figure *figure;
  struct lr_figure_style style = lr_run_figure_begin(r, picture->name, picture->title, provenance, &figure);
  snprintf(figure->caption, sizeof figure->caption, "%s", picture->caption);
  snprintf(figure->description, sizeof figure->description, "%s", picture->description);
  return lr_run_figure_draw(figure, make(r, &style, &figure->script, error), error);
}

#define MAKER(name, call)                                                                                                             \
  static enum lr_status make_##name(const struct lr_run_result *r, const struct lr_figure_style *style, struct lr_text *script,       \
                                    struct lr_error *error) {                                                                         \
    const struct lr_loss_run *l = &r->losses;                                                                                         \
    return call;                                                                                                                      \
  }
MAKER(turns, lr_figure_loss_turns(style, l->turns, l->abort, script, error))
MAKER(dose_map, lr_figure_dose_map(style, l->dose_map, true, script, error))
MAKER(distributions, lr_figure_loss_distributions(style, l->ensemble, script, error))
MAKER(abort, lr_figure_abort(style, l->steps, l->turn_us, script, error))
MAKER(risk, lr_figure_risk(style, l->risk, r->scenario.losses.detector.pxd == LR_PXD_OFF  ? "PXD off"
                                           : r->scenario.losses.detector.pxd == LR_PXD_ON ? "PXD on"
                                                                                          : "PXD on below a rate of losses",
                           script, error))
MAKER(backgrounds, lr_figure_backgrounds(style, l->backgrounds_drawn, script, error))

static enum lr_status make_elements(const struct lr_run_result *r, const struct lr_figure_style *style, struct lr_text *script,
                                    struct lr_error *error) {
  const struct lr_loss_run *l = &r->losses;
  const struct lr_loss_elements_figure what = {l->elements, NULL, l->circumference_m, NAN, l->source_m};
  return lr_figure_loss_elements(style, &what, script, error);
}

static enum lr_status make_grain(const struct lr_run_result *r, const struct lr_figure_style *style, struct lr_text *script,
                                 struct lr_error *error) {
  const struct lr_loss_run *l = &r->losses;
  const struct lr_grain_figure what = {l->trajectory, l->sigma_y_um, l->boiling_K, l->turn_us};
  return lr_figure_grain(style, &what, script, error);
}

static bool has_number(const struct lr_table *table, const char *column, double above) {
  for (size_t i = 0; table && i < table->rows; i++)
    if (lr_table_get(table, i, column) > above) return true;
  return false;
}

// The figure stacks sources: the rows of the sum would count twice.
static struct lr_table *without_totals(const struct lr_table *table) {
  static const char *const TEXTS[] = {"detector", "setup", "source", "unit"}, *const NUMBERS[] = {"value", "limit"};
  struct lr_table *t = lr_table_create(table->name, table->title);
  for (int k = 0; k < 4; k++) lr_table_column(t, TEXTS[k], LR_TEXT, "", "", "");
  for (int k = 0; k < 2; k++) lr_table_column(t, NUMBERS[k], LR_NUMBER, "", "", "");
  for (size_t i = 0; i < table->rows; i++) {
    if (strcmp(lr_table_get_text(table, i, "source"), "total") == 0) continue;
    lr_table_row(t);
    for (int k = 0; k < 4; k++) lr_table_text(t, TEXTS[k], lr_table_get_text(table, i, TEXTS[k]));
    for (int k = 0; k < 2; k++) lr_table_number(t, NUMBERS[k], lr_table_get(table, i, NUMBERS[k]));
  }
  return t;
}

static enum lr_status draw_event(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_loss_run *l = &r->losses;
  char title[128], caption[600];
  snprintf(title, sizeof title, "Beam loss %llu turn by turn", (unsigned long long)l->id);
  struct picture picture = {"loss_turns", title, caption, "Panels against turn: stored charge, losses, charge at the source, dose."};
  snprintf(caption, sizeof caption, "Event %llu, near the typical dose of those observed: stored and dumped beam, loss in each turn, net charge at the source, "
           "dose of layer 1 so far. `lumireach losses SCENARIO --event %llu` prints it in full.", (unsigned long long)l->id, (unsigned long long)l->id);
  enum lr_status status = draw(r, &picture, make_turns, error);
  if (status == LR_OK && has_number(l->elements, "lost", 0)) {
    picture = (struct picture){"loss_elements", "Where the beam was lost", "Part of the beam lost at each aperture, in the same event. Half gaps are assumed, not those of a run.", "A stem an aperture along the ring."};
    status = draw(r, &picture, make_elements, error);
  }
  if (status == LR_OK && has_number(l->trajectory, "temperature", 0)) {
    picture = (struct picture){"loss_grain", "The grain of that event", "Height above the beam (band: one and three sigma), temperature with the boiling point, charge, mass, vapour and free electrons.", "Panels against time."};
    status = draw(r, &picture, make_grain, error);
  }
  if (status == LR_OK && has_number(l->dose_map, "dose", 0)) {
    picture = (struct picture){"loss_dose_map", "Dose and gates lost in the pixel detector", "The 40 modules in the same event: dose, and gates lost of 192 each. How a loss spreads over the modules is assumed: no map is published.", "A cell a module, darker with less dose."};
    status = draw(r, &picture, make_dose_map, error);
  }
  return status;
}

enum lr_status lr_run_losses_draw(struct lr_run_result *r, struct lr_error *error) {
  struct lr_loss_run *l = &r->losses;
  enum lr_status status = LR_OK;
  struct picture picture;
  if (l->summary && has_number(l->ensemble, "lost_fraction", 0)) {
    picture = (struct picture){"loss_distributions", "What a beam loss does", "Part of the events with at least so much lost beam, dose in layer 1, lost gates, down-time; all events drawn, those without any loss included. The spread is that of the priors, most of them assumed.", "Four falling curves."};
    status = draw(r, &picture, make_distributions, error);
    if (status == LR_OK) status = draw_event(r, error);
  }
  if (status == LR_OK && has_number(l->steps, "p50", 0)) {
    picture = (struct picture){"abort_steps", "From the first loss to the kicker", "Median of each step, with its 5 to 95 %, of the aborted events: monitors as given, a request that takes 2 us in all, and a loss monitor beside the first loss. Latencies are assumed.", "A bar a variant, divided at its steps."};
    status = draw(r, &picture, make_abort, error);
  }
  if (status == LR_OK && l->risk && has_number(l->risk, "events", 0)) {
    picture = (struct picture){"loss_risk", "What sudden losses cost in each period", "Expected gates lost and dose of layer 1 with P10 to P90 over numbers and kinds of events and over a law of the gates common to all events; the dose for a lost particle is still drawn for each event. Only gates that are alive can die, and nothing is replaced. The rate of losses is an assumed input; the bunch current is that of the scenario's machine in all periods (it stands just below the 0.7 mA quoted), and down-time is not fed back into the plan.", "Bars a period with a running sum."};
    status = draw(r, &picture, make_risk, error);
  }
  if (status == LR_OK && l->backgrounds) {
    l->backgrounds_drawn = without_totals(l->backgrounds);
    picture = (struct picture){"backgrounds", "Steady backgrounds against the limits", "Each detector at each setup, over its limit, by source. The split between sources is assumed, the measured sums are from memory.", "Stacked bars; the limit is a line at one."};
    status = lr_table_ok(l->backgrounds_drawn) ? draw(r, &picture, make_backgrounds, error) : lr_error_set(error, LR_E_MEMORY, "no memory for the figure of the backgrounds");
    lr_table_free(l->backgrounds_drawn);
    l->backgrounds_drawn = NULL;
  }
  return status;
}

// Mean of a quantity over the observed events, NaN when it is not there.
static double observed_mean(const struct lr_table *summary, const char *quantity, const char *column) {
  for (size_t i = 0; i < summary->rows; i++)
    if (strcmp(lr_table_get_text(summary, i, "quantity"), quantity) == 0 && strcmp(lr_table_get_text(summary, i, "of"), "observed") == 0)
      return lr_table_get(summary, i, column);
  return NAN;
}

static void losses_words(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_loss_run *l = &r->losses;
  char text[900];
  snprintf(text, sizeof text,
           "%zu events were drawn from the declared priors; %zu of them (%.0f %%) lose at least %.3g %% of the beam and count as a sudden loss. Of "
           "those the median loses %.0f %% of the beam and gives layer 1 of the PXD %.3g rad (P10 to P90: %.2g to %.3g rad); %.0f %% "
           "quench a final-focus magnet, %.0f %% damage a collimator; the mean number of gates lost is %.0f (%.2g %% of the detector), the median %.0f.",
           l->events, l->observed, 100. * (double)l->observed / (double)l->events, 100 * r->scenario.losses.observed_share,
           100 * observed_mean(l->summary, "lost_fraction", "p50"), observed_mean(l->summary, "dose_l1", "p50"), observed_mean(l->summary, "dose_l1", "p10"),
           observed_mean(l->summary, "dose_l1", "p90"), 100 * observed_mean(l->summary, "quench", "mean"), 100 * observed_mean(l->summary, "damage", "mean"),
           observed_mean(l->summary, "gates", "mean"), 100 * observed_mean(l->summary, "gates", "mean") * lr_pxd_gate_fraction(),
           observed_mean(l->summary, "gates", "p50"));
  lr_report_paragraph(report, text);
}

// Of the observed events alone; the file of the table has all.
static void put_summary(struct lr_report *report, const struct lr_table *summary) {
  static const char *const NUMBERS[] = {"p10", "p50", "p90", "mean"};
  struct lr_table *t = lr_table_create(summary->name, "What an observed beam loss does: quantiles over the events");
  lr_table_column(t, "quantity", LR_TEXT, "", "", "");
  lr_table_column(t, "unit", LR_TEXT, "", "", "");
  for (int k = 0; k < 4; k++) lr_table_column(t, NUMBERS[k], LR_NUMBER, "", "", "model.md B32");
  lr_table_column(t, "description", LR_TEXT, "", "", "");
  for (size_t i = 0; i < summary->rows; i++) {
    if (strcmp(lr_table_get_text(summary, i, "of"), "observed") != 0) continue;
    lr_table_row(t);
    lr_table_text(t, "quantity", lr_table_get_text(summary, i, "quantity"));
    lr_table_text(t, "unit", lr_table_get_text(summary, i, "unit"));
    for (int k = 0; k < 4; k++) lr_table_number(t, NUMBERS[k], lr_table_get(summary, i, NUMBERS[k]));
    lr_table_text(t, "description", lr_table_get_text(summary, i, "description"));
  }
  if (lr_table_ok(t)) lr_report_table(report, t, NULL);
  lr_table_free(t);
}

void lr_run_losses_report(const struct lr_run_result *r, struct lr_report *report) {
  static const char *const RISK[] = {"period", "events", "powered", "gates_mean", "gates_p10", "gates_p90", "alive", "dose_mean", "gates_per_fb", "dose_per_fb", "downtime", NULL};
  static const char *const CALIBRATION[] = {"parameter", "unit", "of", "events", "prior_p10", "prior_p50", "prior_p90", "p10", "p50", "p90", "says", NULL};
  const struct lr_loss_run *l = &r->losses;
  if (l->summary) {
    lr_report_section(report, "Sudden beam losses");
    if (l->observed) losses_words(r, report);
    lr_report_paragraph(report,
                        "Rates, lost charge, abort latencies, collimator gaps, the spread of the dose and the damage threshold of the gates are not published: they "
                        "are priors marked assumed, and these figures are what they imply, not a measurement.");
    lr_run_put_figure(report, r, "loss_distributions");
    put_summary(report, l->summary);
    if (l->risk) {
      lr_run_put_figure(report, r, "loss_risk");
      lr_run_put_columns(report, l->risk, RISK);
    }
    lr_run_put_figure(report, r, "loss_turns");
    lr_run_put_figure(report, r, "loss_elements");
    lr_run_put_figure(report, r, "loss_grain");
    lr_run_put_figure(report, r, "loss_dose_map");
    lr_report_table(report, l->event, NULL);
    lr_run_put_figure(report, r, "abort_steps");
    if (l->variants) lr_report_table(report, l->variants, NULL);
    if (l->facts) {
      lr_report_paragraph(report,
                          "What the observed facts say about the priors: events are kept that last as long and begin where they were seen to, and laws of the gates "
                          "that give the loss of gates that was seen in the worst of those with the PXD on. Where prior and kept values agree, the facts say "
                          "nothing. The threshold of the gates and the dose for a lost particle are known only in their ratio.");
      lr_report_table(report, l->facts, NULL);
      lr_run_put_columns(report, l->calibration, CALIBRATION);
    }
  }
  if (!l->backgrounds) return;
  lr_report_section(report, "Steady backgrounds");
  lr_report_paragraph(report,
                      "The shipped shares of all detectors are those that bring the drift chamber (CDC) to half of its limit, with nothing from the electron ring; for the "
                      "TOP this contradicts the publication (values above its limit where about half is said), as the input file notes.");
  lr_run_put_figure(report, r, "backgrounds");
  if (l->background_limits) lr_report_table(report, l->background_limits, NULL);
  if (l->background_dose->rows) lr_report_table(report, l->background_dose, NULL);
}
