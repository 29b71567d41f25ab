// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/background_points.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/csv.h"
#include "base/files.h"
#include "base/units.h"
#include "beamloss/nnls.h"

enum { MOST_BYTES = 1 << 20 };
enum column { DETECTOR, VALUE, ERROR, SETUP, DRIVER };  // from DRIVER on: members of the setup
static const char *const NAMES[] = {"detector",
                                    "value",
                                    "error",
                                    "setup",
                                    "current_ler_A",
                                    "current_her_A",
                                    "bunches",
                                    "pressure_ler_nPa",
                                    "pressure_her_nPa",
                                    "luminosity_1e34",
                                    "sigma_x_ler_um",
                                    "sigma_y_ler_um",
                                    "sigma_z_ler_mm",
                                    "sigma_x_her_um",
                                    "sigma_y_her_um",
                                    "sigma_z_her_mm",
                                    NULL};
#define AT(member) offsetof(struct lr_background_setup, member)
static const struct {
  size_t offset;
  double factor;
  bool must;  // be known of a point
} DRIVERS[] = {{AT(ler.current_A), 1, true},      {AT(her.current_A), 1, true},      {AT(bunches), 1, true},
               {AT(ler.pressure_Pa), 1e-9, true}, {AT(her.pressure_Pa), 1e-9, true}, {AT(luminosity_m2s), 1e38, true},
               {AT(ler.sigma_x_m), 1e-6, false},  {AT(ler.sigma_y_m), 1e-6, false},  {AT(ler.sigma_z_m), 1e-3, false},
               {AT(her.sigma_x_m), 1e-6, false},  {AT(her.sigma_y_m), 1e-6, false},  {AT(her.sigma_z_m), 1e-3, false}};
#undef AT
enum { DRIVER_COUNT = sizeof DRIVERS / sizeof *DRIVERS };

static double *member(struct lr_background_setup *setup, int driver) {
  return (double *)((char *)setup + DRIVERS[driver].offset);
}

static enum lr_status unknown(const struct lr_csv *csv, const char *what, const char *got, const char *const *known,
                              struct lr_error *error) {
  const char *nearest = lr_text_nearest(got, known);
  return lr_error_set(error, LR_E_INPUT, "%s:%d: there is no %s '%.40s'%s%s%s", csv->name, csv->line, what, got,
                      nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

static enum lr_status find_setup(const struct lr_csv *csv, const struct lr_backgrounds *b, const char *id,
                                 struct lr_background_setup *setup, struct lr_error *error) {
  const char *known[LR_BG_MOST_SETUPS + 1] = {NULL};
  for (int s = 0; s < b->setups; s++) {
    known[s] = b->setup[s].id;
    if (strcmp(id, known[s]) != 0) continue;
    *setup = b->setup[s];
    return LR_OK;
  }
  return unknown(csv, "setup", id, known, error);
}

static enum lr_status find_detector(const struct lr_csv *csv, const struct lr_backgrounds *b, const char *id,
                                    int *detector, struct lr_error *error) {
  const char *known[LR_BG_MOST_DETECTORS + 1] = {NULL};
  for (int d = 0; d < b->detectors; d++) {
    known[d] = b->detector[d].id;
    if (strcmp(id, known[d]) == 0) *detector = d;
  }
  return *detector >= 0 ? LR_OK : unknown(csv, "detector", id, known, error);
}

static enum lr_status read_number(const struct lr_csv *csv, int column, const char *text, double *value,
                                  struct lr_error *error) {
  if (lr_number_parse(text, value) && *value >= 0 && (column != ERROR || *value > 0)) return LR_OK;
  return lr_error_set(error, LR_E_INPUT, "%s:%d: %s wants a number %s, not '%.40s'", csv->name, csv->line,
                      NAMES[column], column == ERROR ? "above 0" : "of at least 0", text);
}

static enum lr_status read_row(const struct lr_csv *csv, const int *column, const struct lr_backgrounds *b,
                               struct lr_background_points *points, struct lr_error *error) {
  if (points->count == LR_BG_MOST_POINTS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d points", csv->name, csv->line, LR_BG_MOST_POINTS);
  struct lr_background_point point = {.detector = -1, .line = csv->line};
  for (int i = 0; i < DRIVER_COUNT; i++) *member(&point.setup, i) = NAN;
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < csv->fields && !status; i++)  // the setup first: columns of its own go over it
    if (column[i] == SETUP && *csv->field[i]) status = find_setup(csv, b, csv->field[i], &point.setup, error);
  for (size_t i = 0; i < csv->fields && !status; i++) {
    const char *text = csv->field[i];
    if (column[i] == DETECTOR) status = find_detector(csv, b, text, &point.detector, error);
    if (column[i] == VALUE) status = read_number(csv, VALUE, text, &point.value, error);
    if (column[i] == ERROR) status = read_number(csv, ERROR, text, &point.error, error);
    if (column[i] < DRIVER || !*text) continue;
    double value;
    status = read_number(csv, column[i], text, &value, error);
    if (!status) *member(&point.setup, column[i] - DRIVER) = value * DRIVERS[column[i] - DRIVER].factor;
  }
  for (int i = 0; i < DRIVER_COUNT && !status; i++)
    if (DRIVERS[i].must && isnan(*member(&point.setup, i)))
      status = lr_error_set(error, LR_E_INPUT, "%s:%d: neither %s nor a setup that has it is given", csv->name,
                            csv->line, NAMES[DRIVER + i]);
  double driver[LR_BG_FITTED];
  struct lr_error why;
  snprintf(point.setup.id, sizeof point.setup.id, "line %d", csv->line);
  if (!status && lr_background_drivers(&point.setup, b->sizes, driver, &why))
    status = lr_error_set(error, LR_E_INPUT, "%s:%d: %s", csv->name, csv->line, why.text);
  if (!status) points->point[points->count++] = point;
  return status;
}

enum lr_status lr_background_points_parse(const char *name, const char *text, const struct lr_backgrounds *backgrounds,
                                          struct lr_background_points *points, struct lr_error *error) {
  struct lr_csv csv = lr_csv_begin(name, text);
  int column[LR_CSV_MOST_FIELDS];
  bool heading = true;
  enum lr_status status;
  points->count = 0;
  snprintf(points->name, sizeof points->name, "%s", name);
  while ((status = lr_csv_next(&csv, error)) == LR_OK && csv.fields) {
    status = heading ? lr_csv_heading(&csv, NAMES, SETUP, true, column, error)
                     : read_row(&csv, column, backgrounds, points, error);
    if (status) return status;
    heading = false;
  }
  if (!status && !points->count) return lr_error_set(error, LR_E_INPUT, "%s:%d: there is no point", name, csv.line);
  return status;
}

enum lr_status lr_background_points_read(const char *path, const struct lr_backgrounds *backgrounds,
                                         struct lr_background_points *points, struct lr_error *error) {
  char *text = NULL;
  points->count = 0;
  enum lr_status status = lr_file_read_table(path, "table of points", MOST_BYTES, &text, error);
  if (!status) status = lr_background_points_parse(path, text, backgrounds, points, error);
  free(text);
  return status;
}

// The message of the fit names columns by number: here they have names.
static enum lr_status explain(const struct lr_background_points *points, const char *detector, const int *source,
                              int terms, struct lr_error *why, struct lr_error *error) {
  char names[160] = "";
  for (int k = 0; k < terms; k++) {
    size_t used = strlen(names);
    snprintf(names + used, sizeof names - used, "%s%d %s", k ? ", " : "", k,
             lr_background_source_name((enum lr_background_source)source[k]));
  }
  return lr_error_set(error, why->status == LR_E_DOMAIN ? LR_E_INPUT : why->status,
                      "%s: detector '%s': %s (columns: %s)", points->name, detector, why->text, names);
}

enum lr_status lr_background_fit_points(const struct lr_backgrounds *backgrounds,
                                        const struct lr_background_points *points, int detector,
                                        struct lr_background_fit *fit, struct lr_error *error) {
  double(*driver)[LR_BG_FITTED] = calloc(LR_BG_MOST_POINTS, sizeof *driver);
  double *a = calloc((size_t)LR_BG_MOST_POINTS * LR_BG_FITTED, sizeof *a), *b = calloc(LR_BG_MOST_POINTS, sizeof *b);
  struct lr_background_fit out = {.points = 0};
  enum lr_status status = driver && a && b ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory");
  size_t rows = 0;
  int source[LR_BG_FITTED];
  bool seen[LR_BG_FITTED] = {false};
  for (size_t i = 0; i < points->count && !status; i++) {
    if (points->point[i].detector != detector) continue;
    status = lr_background_drivers(&points->point[i].setup, backgrounds->sizes, driver[rows], error);
    for (int k = 0; k < LR_BG_FITTED && !status; k++) seen[k] = seen[k] || driver[rows][k] > 0;
    b[rows++] = points->point[i].value / points->point[i].error;
  }
  if (status) goto done;
  for (int k = 0; k < LR_BG_FITTED; k++)
    if (seen[k]) source[out.terms++] = k;
  const size_t columns = (size_t)out.terms;
  for (size_t i = 0, row = 0; i < points->count; i++) {
    if (points->point[i].detector != detector) continue;
    for (size_t c = 0; c < columns; c++) a[row * columns + c] = driver[row][source[c]] / points->point[i].error;
    row++;
  }
  struct lr_nnls found;
  struct lr_error why = {0};
  status = lr_nnls_solve(a, b, rows, columns, &found, &why);
  if (status) {
    status = explain(points, backgrounds->detector[detector].id, source, out.terms, &why, error);
    goto done;
  }
  out.points = (int)rows;
  out.chi2 = found.residual2;
  for (int k = 0; k < LR_BG_FITTED; k++) out.coefficient[k] = out.error[k] = out.low[k] = out.high[k] = NAN;
  for (size_t c = 0; c < columns; c++) {
    out.coefficient[source[c]] = found.x[c];
    out.error[source[c]] = found.error[c];
    out.low[source[c]] = found.low[c];
    out.high[source[c]] = found.high[c];
  }
  *fit = out;
done:
  free(driver);
  free(a);
  free(b);
  return status;
}
