// SPDX-License-Identifier: GPL-3.0-or-later
// The operating point in `run`: its limits, its knobs, the vertical offset scan, luminosity against beta_y*.
#include <math.h>
#include <string.h>

#include "base/units.h"
#include "cli/lumi_scan.h"
#include "cli/run.h"
#include "cli/stages.h"
#include "machine/limits_rows.h"
#include "plots/figures.h"

enum { OFFSET_POINTS = 41, BETA_POINTS = 25 };

// The weakest `status` written in a node or below it, `word` among them; NULL: none is.
static const char *weakest_below(const struct lr_node *node, const char *word) {
  for (size_t i = 0; node && i < node->children; i++) {
    const struct lr_node *child = node->child[i];
    if (child->kind == LR_SCALAR && child->key && strcmp(child->key, "status") == 0)
      word = word ? lr_limits_weaker(word, child->text) : child->text;
    word = weakest_below(child, word);
  }
  return word;
}

// The injector of the limits is that of the fill: its losses follow the current.
static void settle_injectors(struct lr_run_result *r) {
  for (int her = 0; her < 2; her++) {
    struct lr_limit_figure *figure = her ? &r->scenario.limits.her.settled_A : &r->scenario.limits.ler.settled_A;
    double limit_A = r->fill.current_limit_A[her];
    if (!(isfinite(limit_A) && limit_A > 0)) continue;
    const char *word = weakest_below(lr_document_find(r->scenario.document, her ? "fill.her" : "fill.ler"), NULL);
    figure->value = limit_A;
    snprintf(figure->status, sizeof figure->status, "%s", word ? word : "");
    snprintf(figure->source, sizeof figure->source, "the fill of the scenario: table fill_summary");
  }
}

enum lr_status lr_run_point_evaluate(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_collider *collider = &r->scenario.machine.collider;
  if (r->scenario.limits.given) {
    struct lr_limits_found found;
    if (r->scenario.has_fill) settle_injectors(r);
    const struct lr_machine_input *machine = &r->scenario.machine;
    enum lr_status status = lr_limits_evaluate(collider, &r->luminosity, &r->scenario.limits,
                                               (const struct lr_lifetime_input *const[]){&machine->lifetime_ler, &machine->lifetime_her},
                                               &found, error);
    if (status != LR_OK) return status;
    r->limits = lr_run_keep(r, lr_limits_table(&found));
  }
  struct lr_table *levers;
  enum lr_status status = lr_stage_levers(&r->scenario, &levers, error);
  if (status != LR_OK) return status;
  r->levers = lr_run_keep(r, levers);
  status = lr_offset_scan_evaluate(collider, OFFSET_POINTS, 3, &r->scan, error);
  if (status != LR_OK) return status;
  r->offset_scan = lr_run_keep(r, lr_offset_scan_table(&r->scan));
  r->offset_fit = lr_run_keep(r, lr_offset_fit_table(&r->scan));
  return LR_OK;
}

enum lr_status lr_run_point_scan_beta(struct lr_run_result *r, struct lr_error *error) {
  const struct lr_collider *collider = &r->scenario.machine.collider;
  struct lr_scan_axis scan;
  struct lr_table *table = NULL;
  char wish[96];
  double low_mm = 1e3 * fmin(collider->ler.beta_y_m, collider->her.beta_y_m);
  double high_mm = 1e3 * fmax(collider->ler.beta_y_m, collider->her.beta_y_m);
  snprintf(wish, sizeof wish, "beta_y=%.4gmm:%.4gmm:%d", 0.3 * low_mm, 1.5 * high_mm, BETA_POINTS);
  enum lr_status status = lr_scan_axis_read(wish, &scan, error);
  if (status == LR_OK) status = lr_lumi_scan_table(&scan, &r->scenario, &table, error);
  r->beta_scan = lr_run_keep(r, table);
  return status;
}

static enum lr_status draw_levers(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128];
  struct lr_run_figure *figure;
  snprintf(title, sizeof title, "What each knob does to the luminosity: %.70s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "levers", title, provenance, &figure);
  enum lr_status status = lr_figure_tornado(&style, r->levers, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Change of the luminosity for each knob 10 %% higher and lower, one at a time. A knob that may be zero moves by 0.1 of "
           "the unit that its row names. The bunch length follows the bunch current; %s",
           r->scenario.has_blowup && r->scenario.blowup.apply
               ? "so do the vertical emittances, by the blow-up of the scenario; they do not follow the optics, so that what smaller "
                 "beams bring is likely less."
               : "emittances do not: beam-beam blow-up is not in it, and what more current or smaller beams bring is likely less.");
  snprintf(figure->description, sizeof figure->description, "Two bars a knob, the strongest knob above.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_offset_scan(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128], note[96];
  struct lr_run_figure *figure;
  const struct lr_offset_scan *scan = &r->scan;
  double width_um = scan->width_m * 1e6, sum_um = scan->sum_y_m * 1e6;
  snprintf(title, sizeof title, "Vertical offset scan: %.80s", r->scenario.machine.name);
  snprintf(note, sizeof note, "width of the fit %.3g µm, Σ_y %.3g µm", width_um, sum_um);
  struct lr_figure_style style = lr_run_figure_begin(r, "offset_scan", title, provenance, &figure);
  struct lr_scan_figure what = {.scan = r->offset_scan, .note = note};
  enum lr_status status = lr_figure_scan(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Luminosity against the vertical offset of the beams, with the Gaussian fitted to it. Its width is %.4g µm, %.3f times "
           "the convolved size at the waist (Σ_y = %.4g µm): the hourglass makes a scan wider, the crab waist narrower again. Rigid "
           "beams: no beam-beam deflection, no blow-up during the scan, no noise.",
           width_um, width_um / sum_um, sum_um);
  snprintf(figure->description, sizeof figure->description, "Points of the scan with a Gaussian through them.");
  return lr_run_figure_draw(figure, status, error);
}

static enum lr_status draw_beta_scan(struct lr_run_result *r, struct lr_error *error) {
  char provenance[160], title[128], note[96];
  struct lr_run_figure *figure;
  double ler_mm = 1e3 * r->scenario.machine.collider.ler.beta_y_m, her_mm = 1e3 * r->scenario.machine.collider.her.beta_y_m;
  if (fabs(ler_mm / her_mm - 1) < 1e-9) snprintf(note, sizeof note, "operating point: %.4g mm", ler_mm);
  else snprintf(note, sizeof note, "operating point: %.4g mm (LER), %.4g mm (HER)", ler_mm, her_mm);
  snprintf(title, sizeof title, "Luminosity against beta_y*: %.80s", r->scenario.machine.name);
  struct lr_figure_style style = lr_run_figure_begin(r, "scan_beta_y", title, provenance, &figure);
  struct lr_scan_figure what = {.scan = r->beta_scan, .note = note};
  enum lr_status status = lr_figure_scan(&style, &what, &figure->script, error);
  snprintf(figure->caption, sizeof figure->caption,
           "Luminosity against the vertical beta at the collision point, the same in both rings; emittances, currents, bunch "
           "lengths and crab waist as at the operating point. What a smaller beta costs in aperture, lifetime and beam-beam blow-up "
           "is not in it. The table scan has the beam-beam parameters beside.");
  snprintf(figure->description, sizeof figure->description, "One falling curve.");
  return lr_run_figure_draw(figure, status, error);
}

enum lr_status lr_run_point_draw(struct lr_run_result *r, struct lr_error *error) {
  enum lr_status status = draw_levers(r, error);
  if (status == LR_OK) status = draw_offset_scan(r, error);
  if (status == LR_OK) status = draw_beta_scan(r, error);
  return status;
}

void lr_run_put_columns(struct lr_report *report, const struct lr_table *table, const char *const *names) {
  struct lr_table *t = lr_table_create(table->name, table->title);
  for (const char *const *name = names; *name; name++) {
    const struct lr_column *column = &table->column[lr_table_find(table, *name)];
    lr_table_column(t, column->name, column->kind, column->unit, column->description, column->source);
  }
  for (size_t row = 0; row < table->rows; row++) {
    lr_table_row(t);
    for (const char *const *name = names; *name; name++) {
      const struct lr_cell *cell = lr_table_cell(table, row, *name);
      if (cell->kind == LR_NUMBER) lr_table_number(t, *name, cell->number);
      else lr_table_text(t, *name, cell->text);
    }
  }
  lr_report_table(report, lr_table_ok(t) ? t : table, NULL);
  lr_table_free(t);
}

void lr_run_point_report(const struct lr_run_result *r, struct lr_report *report) {
  static const char *const LIMITS[] = {"limit", "ring", "value", "bound", "unit", "margin", "side", "formula", "status", NULL};
  static const char *const LEVERS[] = {"knob", "ring", "value", "unit", "dlnL_dlnp", "per", "held", NULL};
  lr_report_section(report, "The operating point");
  lr_run_put_figure(report, r, "luminosity_factors");
  lr_report_table(report, r->lumi, NULL);
  if (r->limits && r->limits->rows) {
    lr_report_paragraph(report,
                        "What the operating point runs into. Margin: bound over value, less one; for a least bound value over bound, less "
                        "one; negative: beyond it. A limit without a bound in the scenario, or that lacks another figure, "
                        "has no margin. The status is the weakest of the figures behind the bound; their sources stand with the inputs "
                        "and in limits.csv.");
    lr_run_put_columns(report, r->limits, LIMITS);
  }
  lr_run_put_figure(report, r, "levers");
  lr_run_put_columns(report, r->levers, LEVERS);
  lr_run_put_figure(report, r, "offset_scan");
  lr_report_table(report, r->offset_fit, NULL);
  lr_run_put_figure(report, r, "scan_beta_y");
  if (r->bunch_length) lr_run_bunch_length_report(r, report);
}
