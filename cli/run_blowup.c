// SPDX-License-Identifier: GPL-3.0-or-later
// The vertical blow-up in `run`: what the law or curve is, what it rests on, and how far it is carried beyond that.
#include <math.h>
#include <string.h>

#include "cli/run.h"
#include "plots/figures.h"

static struct lr_table *reach_table(void) {
  struct lr_table *t = lr_table_create("blowup_reach", "Vertical blow-up: how far the law or curve is carried");
  lr_table_column(t, "point", LR_TEXT, "", "operating point, target, or period of the plan", "");
  lr_table_column(t, "machine", LR_TEXT, "", "machine", "");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "of the two bunch currents", "");
  lr_table_column(t, "extrapolation", LR_NUMBER, "",
                  "product over the highest of the points, or the lowest below it; 1: inside; empty: no points",
                  "model.md M13");
  lr_table_column(t, "extrapolated", LR_TEXT, "", "yes: beyond the points or the curve; not known: there are none", "");
  lr_table_column(t, "emittance_y_ler", LR_NUMBER, "pm", "by law or curve; empty beyond a curve", "model.md M13");
  lr_table_column(t, "emittance_y_her", LR_NUMBER, "pm", "by law or curve, with the sharing assumed", "model.md M13");
  lr_table_column(t, "relative_error", LR_NUMBER, "", "1 sigma of these, from the fit alone", "model.md M13");
  lr_table_column(t, "given_ler", LR_NUMBER, "pm", "vertical emittance of that machine as given", "");
  lr_table_column(t, "given_her", LR_NUMBER, "pm", "vertical emittance of that machine as given", "");
  lr_table_column(t, "beta_y_ler", LR_NUMBER, "mm", "optics there; those of the law are in table blowup", "");
  return t;
}

static enum lr_status add_reach(struct lr_table *t, const struct lr_blowup_input *blowup, const char *point,
                                const char *name, const struct lr_collider *c, double given_ler_m, double given_her_m,
                                struct lr_error *error) {
  struct lr_ring_state ler, her;
  struct lr_blowup_prediction law;
  enum lr_status status = lr_ring_evaluate(c, &c->ler, &ler, error);
  if (status == LR_OK) status = lr_ring_evaluate(c, &c->her, &her, error);
  if (status == LR_OK) status = lr_blowup_at(blowup, ler.bunch_current_A, her.bunch_current_A, &law, error);
  if (status != LR_OK) return lr_error_context(error, "blow-up at '%s'", name);
  bool known = blowup->fitted || blowup->tabulated;
  lr_table_row(t);
  lr_table_text(t, "point", point);
  lr_table_text(t, "machine", name);
  lr_table_number(t, "product", law.product_A2 * 1e6);
  lr_table_number(t, "extrapolation", known ? law.extrapolation : NAN);
  lr_table_text(t, "extrapolated", !known ? "not known" : law.extrapolated ? "yes" : "no");
  lr_table_number(t, "emittance_y_ler", law.emittance_y_ler_m * 1e12);
  lr_table_number(t, "emittance_y_her", law.emittance_y_her_m * 1e12);
  lr_table_number(t, "relative_error", blowup->fitted ? law.relative_error : NAN);
  lr_table_number(t, "given_ler", given_ler_m * 1e12);
  lr_table_number(t, "given_her", given_her_m * 1e12);
  lr_table_number(t, "beta_y_ler", c->ler.beta_y_m * 1e3);
  return LR_OK;
}

// Machines that periods of the plan name; those that cannot be read have been reported when the plan was.
static enum lr_status add_periods(struct lr_table *t, const struct lr_scenario *scenario, struct lr_error *error) {
  const struct lr_node *periods = lr_document_find(scenario->document, "plan.periods");
  struct lr_problems problems = {0};
  const struct lr_reading reading = {scenario->document, &problems};
  enum lr_status status = LR_OK;
  for (size_t i = 0; periods && i < periods->children && status == LR_OK; i++) {
    const struct lr_node *name = lr_node_value(lr_node_child(periods->child[i], "machine"));
    struct lr_machine_input machine;
    char point[80];
    if (!name || name->kind != LR_SCALAR || strcmp(name->text, "scenario") == 0) continue;
    if (!lr_scenario_machine_file(&reading, name, &machine)) continue;
    const struct lr_collider *c = &machine.collider;
    snprintf(point, sizeof point, "period %.60s", periods->child[i]->key);
    status = add_reach(t, &scenario->blowup, point, machine.name, c, c->ler.emittance_y_m, c->her.emittance_y_m, error);
  }
  lr_problems_free(&problems);
  return status;
}

enum lr_status lr_run_blowup_evaluate(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_scenario *scenario = &r->scenario;
  const struct lr_blowup_input *blowup = &scenario->blowup;
  const struct lr_collider *collider = &scenario->machine.collider, *target = &scenario->target.collider;
  struct lr_table *table = NULL, *curve = NULL, *reach = reach_table();
  enum lr_status status = lr_blowup_table(blowup, collider, &table, error);
  if (table) r->blowup = lr_run_keep(r, table);
  if (status == LR_OK) status = lr_blowup_curve_table(blowup, collider, &curve, error);
  if (curve) r->blowup_curve = lr_run_keep(r, curve);
  r->blowup_reach = lr_run_keep(r, reach);
  if (blowup->fitted || blowup->tabulated) r->blowup_points = lr_run_keep(r, lr_blowup_points_table(blowup));
  r->specific = lr_run_keep(r, lr_blowup_specific_table(blowup));
  if (blowup->fitted) r->blowup_covariance = lr_run_keep(r, lr_blowup_covariance_table(blowup));
  if (status == LR_OK)
    status = add_reach(reach, blowup, "operating point", scenario->machine.name, collider, blowup->given_emittance_m[0],
                       blowup->given_emittance_m[1], error);
  if (status == LR_OK && scenario->has_target)
    status = add_reach(reach, blowup, "target", scenario->target.name, target, target->ler.emittance_y_m,
                       target->her.emittance_y_m, error);
  return status == LR_OK ? add_periods(reach, scenario, error) : status;
}

static enum lr_status draw_specific(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  const struct lr_blowup_input *blowup = &r->scenario.blowup;
  snprintf(title, sizeof title, "Specific luminosity: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "specific_luminosity", title, provenance, &figure);
  const struct lr_specific_figure what = {.line = r->blowup_curve,
                                          .points = r->specific,
                                          .line_words = blowup->tabulated ? "blow-up curve, with the optics here"
                                                        : blowup->fitted  ? "fitted law, with the optics here"
                                                                          : "law as given, with the optics here"};
  enum lr_status status = lr_figure_specific_luminosity(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Specific luminosity against the product of the two bunch currents. The line is the overlap integral with the emittances of the "
           "blow-up and the optics here; circles are what tracking gave, with the statistical error and half the difference of what the two beams "
           "see (open: not converged; cross: no current, the overlap of the emittances as given).%s",
           blowup->beside.count ? " Measured points are records of several dates, currents and settings: they lie below the simulation, which knows "
                                  "no coupling errors, no orbit jitter and no wakes unless it is told. That gap is not explained by it." : "");
  snprintf(figure->description, sizeof figure->description, "A falling or level line with points; measured ones have their labels.");
  return lr_run_figure_draw(figure, status, error);
}

enum lr_status lr_run_blowup_draw(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  const struct lr_blowup_input *blowup = &r->scenario.blowup;
  const struct lr_blowup_curve *curve = &blowup->curve;
  snprintf(title, sizeof title, "Vertical blow-up: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "blowup", title, provenance, &figure);
  struct lr_blowup_figure what = {
      .curve = r->blowup_curve, .points = r->blowup_points, .given_pm = blowup->given_emittance_m[0] * 1e12};
  if (blowup->fitted) {
    what.low = blowup->fit.product_low_A2 * 1e6;
    what.high = blowup->fit.product_high_A2 * 1e6;
    what.law = "law, within the points";
    what.rests_on = blowup->fit.errors_given ? "points of the fit" : "points of the fit, errors from their scatter";
  } else if (blowup->tabulated) {
    what.low = curve->product_A2[0] * 1e6;
    what.high = curve->product_A2[curve->count - 1] * 1e6;
    what.law = "curve";
    what.rests_on = "its rows";
  } else {
    what.law = "law as given: no points";
  }
  enum lr_status status = lr_figure_blowup(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Vertical emittance of the LER against the product of the two bunch currents. %s The emittances in the "
           "luminosity are %s.",
           blowup->fitted
               ? "Each point is the emittance that its specific luminosity stands for, at the sharing assumed; the law "
                 "is dashed beyond them, and the band is that of the fit alone."
           : blowup->tabulated ? "The curve is interpolated between its rows and ends with them."
                               : "The law was given: there are no points to say where it holds.",
           blowup->apply ? "those of the blow-up (apply)" : "those given, not those of the blow-up");
  snprintf(figure->description, sizeof figure->description,
           "A rising curve with points; the operating point is marked.");
  status = lr_run_figure_draw(figure, status, error);
  return status == LR_OK ? draw_specific(r, error) : status;
}

void lr_run_blowup_report(const struct lr_run_result *r, struct lr_report *report) {
  const struct lr_blowup_input *blowup = &r->scenario.blowup;
  static const char *const REACH[] = {
      "point",          "product",   "extrapolation", "emittance_y_ler", "emittance_y_her",
      "relative_error", "given_ler", "given_her",     "beta_y_ler",      NULL};
  struct lr_text text = {0};
  lr_report_section(report, "Vertical blow-up");
  if (blowup->fitted)
    lr_text_add(&text,
                "Law ε_y = ε_y0 [1 + (P/P0)^n] of the product P of the bunch currents, fitted to %zu points of the "
                "kind \"%s\" at β_y* %.3g mm "
                "from %s. ",
                blowup->fit.points, blowup->kind, blowup->beta_y_m * 1e3, blowup->points);
  else if (blowup->tabulated)
    lr_text_add(&text, "Curve of %zu rows from %s. ", blowup->curve.count, blowup->curve_file);
  else
    lr_text_add(&text,
                "Law ε_y = ε_y0 [1 + (P/P0)^n] of the product P of the bunch currents, with parameters as given: no "
                "points stand behind it. ");
  if (!blowup->tabulated || !blowup->curve.has_her)
    lr_text_add(&text,
                "The emittance of the HER is taken as %.3g times that of the LER: an assumption, since a specific "
                "luminosity fixes "
                "the convolved size alone. ",
                blowup->her_over_ler);
  lr_text_add(
      &text,
      blowup->apply
          ? "It acts (apply: yes): the vertical emittances of the operating point, of its scans and of the levers of "
            "the "
            "currents follow it."
          : "It does not act (apply: no): the emittances of the operating point are those in collision, as given.");
  lr_report_paragraph(report, lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  lr_run_put_figure(report, r, "blowup");
  lr_run_put_figure(report, r, "specific_luminosity");
  if (r->specific && r->specific->rows) lr_report_table(report, r->specific, NULL);
  lr_report_table(report, r->blowup, NULL);
  lr_run_put_columns(report, r->blowup_reach, REACH);
  if (r->blowup_covariance) lr_report_table(report, r->blowup_covariance, NULL);
  if (blowup->fitted) lr_report_table(report, r->blowup_points, NULL);
}
