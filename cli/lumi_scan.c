// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/lumi_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "machine/luminosity.h"

static const char form[] = "--scan wants KEY=LO:HI[:N][:log] such as beta_y=0.3mm:1mm";

// "0.3mm" or "0.3 mm" to "0.3" and "mm".
static bool split(const char *text, char number[32], char unit[32]) {
  size_t digits = strspn(text, "+-.0123456789");
  // an exponent, but not the unit eV
  if ((text[digits] == 'e' || text[digits] == 'E') && strcspn(text + digits + 1, "+-0123456789") == 0)
    digits += 1 + strspn(text + digits + 1, "+-0123456789");
  const char *rest = text + digits + strspn(text + digits, " ");
  if (!digits || digits >= 32 || strlen(rest) >= 32) return false;
  snprintf(number, 32, "%.*s", (int)digits, text);
  snprintf(unit, 32, "%s", rest);
  for (size_t n = strlen(unit); n > 0 && unit[n - 1] == ' '; n--) unit[n - 1] = '\0';
  return true;
}

// The dimension in which both ends make sense.
static bool read_ends(const char *low, const char *high, struct lr_lumi_scan *scan) {
  char number[2][32], unit[2][32], text[80], reason[160];
  if (!split(low, number[0], unit[0]) || !split(high, number[1], unit[1])) return false;
  if (!*unit[0]) memcpy(unit[0], unit[1], sizeof unit[0]);
  if (!*unit[1]) memcpy(unit[1], unit[0], sizeof unit[1]);
  for (int d = 0; d < LR_DIMENSION_COUNT; d++) {
    double from_SI, to_SI;
    snprintf(text, sizeof text, "%s %s", number[0], unit[0]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &from_SI, reason, sizeof reason)) continue;
    snprintf(text, sizeof text, "%s %s", number[1], unit[1]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &to_SI, reason, sizeof reason)) continue;
    snprintf(text, sizeof text, "1 %s", unit[0]);
    if (!lr_quantity_parse(text, (enum lr_dimension)d, &scan->unit_SI, reason, sizeof reason)) continue;
    memcpy(scan->unit, unit[0], sizeof scan->unit);
    scan->from = from_SI / scan->unit_SI;
    scan->to = to_SI / scan->unit_SI;
    return true;
  }
  return false;
}

static bool is_machine_key(const char *key) {
  for (const struct lr_field *field = lr_machine_fields; field->key; field++)
    if (strcmp(field->key, key) == 0) return true;
  return false;
}

static enum lr_status read_key(const char *key, struct lr_lumi_scan *scan, struct lr_error *error) {
  const char *dot = strrchr(key, '.'), *name = dot ? dot + 1 : key;
  if (!*key || strlen(key) > 120 || strlen(name) >= sizeof scan->name || !*name)
    return lr_error_set(error, LR_E_USAGE, "%s; '%.40s' is no key", form, key);
  snprintf(scan->key, sizeof scan->key, "%.120s", key);
  snprintf(scan->name, sizeof scan->name, "%.*s", (int)sizeof scan->name - 1, name);
  if (strncmp(key, "machine.", 8) == 0) {
    snprintf(scan->path[0], sizeof scan->path[0], "%.120s", key);
  } else if (dot || is_machine_key(key)) {
    snprintf(scan->path[0], sizeof scan->path[0], "machine.%.120s", key);
  } else {
    snprintf(scan->path[0], sizeof scan->path[0], "machine.ler.%.120s", key);
    snprintf(scan->path[1], sizeof scan->path[1], "machine.her.%.120s", key);
  }
  return LR_OK;
}

enum lr_status lr_lumi_scan_read(const char *text, struct lr_lumi_scan *scan, struct lr_error *error) {
  char copy[256], *part[4] = {NULL};
  int parts = 0;
  *scan = (struct lr_lumi_scan){.points = 21};
  if (strlen(text) >= sizeof copy) return lr_error_set(error, LR_E_USAGE, "%s; this is longer", form);
  memcpy(copy, text, strlen(text) + 1);
  char *equals = strchr(copy, '=');
  if (!equals) return lr_error_set(error, LR_E_USAGE, "%s, got '%.100s'", form, text);
  *equals = '\0';
  enum lr_status status = read_key(copy, scan, error);
  if (status) return status;
  for (char *at = equals + 1; at;) {
    if (parts == 4) return lr_error_set(error, LR_E_USAGE, "%s, got '%.100s'", form, text);
    part[parts++] = at;
    at = strchr(at, ':');
    if (at) *at++ = '\0';
  }
  if (parts < 2 || !read_ends(part[0], part[1], scan))
    return lr_error_set(error, LR_E_USAGE, "%s: LO and HI are numbers with units of one kind, got '%.100s'", form, text);
  for (int i = 2; i < parts; i++) {
    double points;
    if (strcmp(part[i], "log") == 0 && i == parts - 1) scan->logarithmic = true;
    else if (i == 2 && lr_number_parse(part[i], &points) && points >= 2 && points <= LR_MOST_SCAN_POINTS &&
             points == floor(points)) scan->points = (int)points;
    else
      return lr_error_set(error, LR_E_USAGE, "%s: '%.40s' is neither 'log' nor a number of points from 2 to %d", form,
                          part[i], LR_MOST_SCAN_POINTS);
  }
  if (scan->from == scan->to) return lr_error_set(error, LR_E_USAGE, "%s: LO and HI are the same", form);
  if (scan->logarithmic && !(scan->from > 0 && scan->to > 0))
    return lr_error_set(error, LR_E_USAGE, "%s: logarithmic steps want LO and HI above 0", form);
  return LR_OK;
}

static double value_at(const struct lr_lumi_scan *scan, int i) {
  double part = (double)i / (scan->points - 1);
  if (i == 0) return scan->from;
  if (i == scan->points - 1) return scan->to;
  if (scan->logarithmic) return scan->from * pow(scan->to / scan->from, part);
  return scan->from + (scan->to - scan->from) * part;
}

static bool follows_blowup(const struct lr_scenario *scenario) { return scenario->has_blowup && scenario->blowup.apply; }

// Sets the key, reads the machine again, lets the blow-up act that the scenario applies.
static enum lr_status machine_at(const struct lr_lumi_scan *scan, const char *value, struct lr_scenario *scenario,
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

static struct lr_table *empty_table(const struct lr_lumi_scan *scan, bool blown_up, bool fitted) {
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

enum lr_status lr_lumi_scan_table(const struct lr_lumi_scan *scan, struct lr_scenario *scenario, struct lr_table **table,
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
    snprintf(value, sizeof value, "%.12g%s%s", value_at(scan, i), *scan->unit ? " " : "", scan->unit);
    if (lr_interrupt_requested()) {
      status = lr_error_set(error, LR_E_INTERRUPTED, "stopped by the user; nothing was written");
      break;
    }
    status = machine_at(scan, value, scenario, machine, error);
    if (status) break;
    status = lr_luminosity_evaluate(&machine->collider, &luminosity, error);
    lr_machine_free(machine);
    if (status) lr_error_context(error, "%s = %s", scan->key, value);
    else add_row(*table, scan->name, value_at(scan, i), &luminosity);
    if (!status && blown_up) status = add_blowup(*table, &scenario->blowup, &machine->collider, &luminosity, error);
  }
  free(machine);
  return status;
}

void lr_lumi_scan_note(const struct lr_lumi_scan *scan, const struct lr_table *t) {
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
