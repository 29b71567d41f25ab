// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/lumi_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/luminosity.h"

static bool follows_blowup(const struct lr_scenario *scenario) { return scenario->has_blowup && scenario->blowup.apply; }

// Sets the key, reads the machine again, lets the blow-up act that the scenario applies.
static enum lr_status machine_at(const struct lr_scan_axis *scan, const char *value, struct lr_scenario *scenario,
                                 struct lr_machine_input *machine, struct lr_error *error) {
  struct lr_problems problems = {0};
  const struct lr_node *her = lr_document_find(scenario->document, "machine.her");
  bool same = her && her->kind == LR_SCALAR;
  enum lr_status status = LR_OK;
  for (int i = 0; i < 2 && status == LR_OK; i++) {
    char assignment[320];
    if (!*scan->path[i] || (i == 1 && same)) continue;
    snprintf(assignment, sizeof assignment, "%s=%s", scan->path[i], value);
    status = lr_document_set(scenario->document, assignment, &problems);
  }
  struct lr_reading reading = {scenario->document, &problems};
  struct lr_error reason = {0};
  *machine = (struct lr_machine_input){0};
  if (status == LR_OK) {
    const struct lr_node *node = lr_node_child(scenario->document->root, "machine");
    if (!lr_machine_read(&reading, node, machine)) status = problems.no_memory ? LR_E_MEMORY : LR_E_INPUT;
  }
  if (status == LR_OK && follows_blowup(scenario)) {
    status = lr_blowup_apply(&scenario->blowup, &machine->collider, &reason);
    if (status) lr_error_set(error, status, "%s", reason.text);
    if (status) lr_error_context(error, "the scan of '%s' does not get past %s", scan->key, value);
  } else if (status) {
    lr_problems_print(&problems, stderr);
    lr_error_set(error, status, "the scan of '%s' does not get past %s", scan->key, value);
  }
  lr_problems_free(&problems);
  return status;
}

static struct lr_table *empty_table(const struct lr_scan_axis *scan, bool blown_up, bool fitted) {
  char title[256];
  snprintf(title, sizeof title, "Luminosity against %s", scan->key);
  struct lr_table *t = lr_table_create("scan", title);
  lr_table_column(t, scan->name, LR_NUMBER, scan->unit, scan->key, "");
  lr_table_column(t, "luminosity", LR_NUMBER, "cm^-2 s^-1", "full overlap", "model.md M2");
  lr_table_column(t, "R_L", LR_NUMBER, "", "luminosity / luminosity_no_hourglass", "model.md M3");
  static const char *const XI[][2] = {{"xi_y_nominal_ler", "model.md M4"},   {"xi_y_nominal_her", "model.md M4"},
                                      {"xi_y_hourglass_ler", "model.md M5"}, {"xi_y_hourglass_her", "model.md M5"},
                                      {"xi_y_luminosity_ler", "model.md M6"}, {"xi_y_luminosity_her", "model.md M6"}};
  for (int i = 0; i < 6; i++) lr_table_column(t, XI[i][0], LR_NUMBER, "", "of the ring that feels it", XI[i][1]);
  lr_table_column(t, "specific_luminosity", LR_NUMBER, "cm^-2 s^-1 mA^-2", "L / (bunches I_b+ I_b-)", "model.md M7");
  if (!blown_up) return t;
  lr_table_column(t, "emittance_y_ler", LR_NUMBER, "pm", "by the blow-up of the scenario", "model.md M13");
  lr_table_column(t, "emittance_y_her", LR_NUMBER, "pm", "by the blow-up of the scenario", "model.md M13");
  lr_table_column(t, "blowup_extrapolation", LR_NUMBER, "", "product of the bunch currents over the highest of the points, or "
                  "the lowest below it; 1: inside; empty: no points", "model.md M13");
  if (fitted)
    lr_table_column(t, "blowup_optics", LR_TEXT, "", "own: the points are of this beta_y; else of which, carried over to this one",
                    "model.md M13");
  return t;
}

static void add_row(struct lr_table *t, const char *name, double value, const struct lr_luminosity *l) {
  lr_table_row(t);
  lr_table_number(t, name, value);
  lr_table_number(t, "luminosity", l->luminosity_m2s * 1e-4);
  lr_table_number(t, "R_L", l->R_L);
  lr_table_number(t, "xi_y_nominal_ler", l->xi_ler.xi_y_nominal);
  lr_table_number(t, "xi_y_nominal_her", l->xi_her.xi_y_nominal);
  lr_table_number(t, "xi_y_hourglass_ler", l->xi_ler.xi_y_hourglass);
  lr_table_number(t, "xi_y_hourglass_her", l->xi_her.xi_y_hourglass);
  lr_table_number(t, "xi_y_luminosity_ler", l->xi_ler.xi_y_luminosity);
  lr_table_number(t, "xi_y_luminosity_her", l->xi_her.xi_y_luminosity);
  lr_table_number(t, "specific_luminosity", l->specific_luminosity_m2sA2 * 1e-10);
}

static enum lr_status add_blowup(struct lr_table *t, const struct lr_blowup_input *blowup, const struct lr_collider *collider,
                                 const struct lr_luminosity *l, struct lr_error *error) {
  struct lr_blowup_prediction law;
  enum lr_status status = lr_blowup_at(blowup, l->ler.bunch_current_A, l->her.bunch_current_A, &law, error);
  if (status) return status;
  lr_table_number(t, "emittance_y_ler", collider->ler.emittance_y_m * 1e12);
  lr_table_number(t, "emittance_y_her", collider->her.emittance_y_m * 1e12);
  lr_table_number(t, "blowup_extrapolation", blowup->fitted ? law.extrapolation : NAN);
  if (!blowup->fitted) return LR_OK;
  char text[64];
  snprintf(text, sizeof text, "carried over from beta_y %.4g mm", blowup->beta_y_m * 1e3);
  bool own = fabs(collider->ler.beta_y_m / blowup->beta_y_m - 1) < 1e-3 && fabs(collider->her.beta_y_m / blowup->beta_y_m - 1) < 1e-3;
  lr_table_text(t, "blowup_optics", own ? "own" : text);
  return LR_OK;
}

enum lr_status lr_lumi_scan_table(const struct lr_scan_axis *scan, struct lr_scenario *scenario, struct lr_table **table,
                                  struct lr_error *error) {
  struct lr_machine_input *machine = calloc(1, sizeof *machine);
  bool blown_up = follows_blowup(scenario);
  *table = empty_table(scan, blown_up, blown_up && scenario->blowup.fitted);
  if (!machine || !lr_table_ok(*table)) {
    free(machine);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the scan");
  }
  enum lr_status status = LR_OK;
  if (blown_up && strcmp(scan->name, "emittance_y") == 0)
    status = lr_error_set(error, LR_E_INPUT,
                          "a scan of '%s' changes nothing while blowup.apply is yes: the blow-up gives the vertical emittances; "
                          "--set blowup.apply=no, or a scan of a current",
                          scan->key);
  for (int i = 0; i < scan->points && status == LR_OK; i++) {
    char value[80];
    struct lr_luminosity luminosity;
    snprintf(value, sizeof value, "%.12g%s%s", lr_scan_axis_value(scan, i), *scan->unit ? " " : "", scan->unit);
    if (lr_interrupt_requested()) {
      status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
      break;
    }
    status = machine_at(scan, value, scenario, machine, error);
    if (status) break;
    status = lr_luminosity_evaluate(&machine->collider, &luminosity, error);
    lr_machine_free(machine);
    if (status) lr_error_context(error, "%s = %s", scan->key, value);
    else add_row(*table, scan->name, lr_scan_axis_value(scan, i), &luminosity);
    if (!status && blown_up) status = add_blowup(*table, &scenario->blowup, &machine->collider, &luminosity, error);
  }
  free(machine);
  return status;
}

void lr_lumi_scan_note(const struct lr_scan_axis *scan, const struct lr_table *t) {
  bool carried = false, changes = false, marked = lr_table_find(t, "blowup_optics") >= 0;
  for (size_t row = 0; row < t->rows; row++) {
    if (marked) carried = carried || strcmp(lr_table_get_text(t, row, "blowup_optics"), "own") != 0;
    for (size_t c = 1; c < t->columns && row > 0; c++) {
      if (t->column[c].kind != LR_NUMBER) continue;
      double here = lr_table_get(t, row, t->column[c].name), first = lr_table_get(t, 0, t->column[c].name);
      changes = changes || fabs(here - first) > 1e-12 * fabs(first) || isnan(here) != isnan(first);
    }
  }
  if (carried)
    fprintf(stderr, "note: the points of the blow-up are of another beta_y than rows of this scan: it is carried over to them (column "
                    "blowup_optics), which no measurement supports\n");
  if (!changes) fprintf(stderr, "note: '%s' changes nothing in this scan: no column depends on it here\n", scan->key);
}
