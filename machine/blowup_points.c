// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_points.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/csv.h"
#include "base/files.h"

enum { MOST_BYTES = 1 << 20 };

enum column { BETA_Y, LER, HER, SPECIFIC, ERROR_PERCENT, LABEL, KIND, STATUS, COLUMNS };
static const char *const COLUMN_NAMES[COLUMNS + 1] = {
    "beta_y_mm", "bunch_current_ler_mA", "bunch_current_her_mA", "specific_luminosity_1e31", "error_percent", "label",
    "kind",      "status",               NULL};
enum { NEEDED = SPECIFIC + 1 };

static enum lr_status read_word(const struct lr_csv *t, int column, const char *text, struct lr_blowup_point *point,
                                struct lr_error *error) {
  char *target = column == LABEL ? point->label : column == KIND ? point->kind : point->status;
  size_t size = column == LABEL ? sizeof point->label : column == KIND ? sizeof point->kind : sizeof point->status;
  size_t length = strlen(text);
  if (column == STATUS && length && !lr_csv_status_word(text))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: status '%.40s' is none of read, known, derived, assumed", t->name,
                        t->line, text);
  if (length >= size)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s '%.40s..' has more than %zu bytes", t->name, t->line,
                        COLUMN_NAMES[column], text, size - 1);
  if (length) memcpy(target, text, length + 1);
  return LR_OK;
}

static enum lr_status read_number(const struct lr_csv *t, int column, const char *text, struct lr_blowup_point *point,
                                  struct lr_error *error) {
  if (column == ERROR_PERCENT && !*text) return LR_OK;
  char *end = NULL;
  double value = strtod(text, &end);
  if (end == text || *end || !(value > 0) || !isfinite(value))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s wants a number above 0, not '%.40s'", t->name, t->line,
                        COLUMN_NAMES[column], text);
  if (column == BETA_Y)
    point->beta_y_m = value * 1e-3;
  else if (column == LER)
    point->bunch_current_ler_A = value * 1e-3;
  else if (column == HER)
    point->bunch_current_her_A = value * 1e-3;
  else if (column == SPECIFIC)
    point->specific_luminosity_m2sA2 = value * 1e31 * 1e4 * 1e6;
  else
    point->relative_error = value * 0.01;
  return LR_OK;
}

static enum lr_status read_row(const struct lr_csv *t, const int *column, struct lr_blowup_points *points,
                               struct lr_error *error) {
  if (points->count == LR_BLOWUP_MOST_POINTS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d points", t->name, t->line, LR_BLOWUP_MOST_POINTS);
  struct lr_blowup_point point = {.kind = "measured", .status = "known", .relative_error = NAN, .line = t->line};
  for (size_t i = 0; i < t->fields; i++) {
    if (column[i] < 0) continue;
    enum lr_status status = column[i] < LABEL ? read_number(t, column[i], t->field[i], &point, error)
                                              : read_word(t, column[i], t->field[i], &point, error);
    if (status) return status;
  }
  points->point[points->count++] = point;
  return LR_OK;
}

enum lr_status lr_blowup_points_parse(const char *name, const char *text, struct lr_blowup_points *points,
                                      struct lr_error *error) {
  struct lr_csv t = lr_csv_begin(name, text);
  int column[LR_CSV_MOST_FIELDS];
  bool heading = true;
  enum lr_status status;
  points->count = 0;
  snprintf(points->name, sizeof points->name, "%s", name);
  while ((status = lr_csv_next(&t, error)) == LR_OK && t.fields) {
    status = heading ? lr_csv_heading(&t, COLUMN_NAMES, NEEDED, true, column, error) : read_row(&t, column, points, error);
    if (status) break;
    heading = false;
  }
  if (!status && !points->count) return lr_error_set(error, LR_E_INPUT, "%s:%d: there is no point", name, t.line);
  return status;
}

enum lr_status lr_blowup_points_read(const char *path, struct lr_blowup_points *points, struct lr_error *error) {
  char *text = NULL;
  points->count = 0;
  enum lr_status status = lr_file_read_table(path, "table of points", MOST_BYTES, &text, error);
  if (!status) status = lr_blowup_points_parse(path, text, points, error);
  free(text);
  return status;
}

void lr_blowup_points_select(const struct lr_blowup_points *all, const char *kind, double beta_y_m,
                             struct lr_blowup_points *selected) {
  memcpy(selected->name, all->name, sizeof selected->name);
  selected->count = 0;
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->point[i].kind, kind) == 0 && fabs(all->point[i].beta_y_m - beta_y_m) <= 1e-6 * beta_y_m)
      selected->point[selected->count++] = all->point[i];
}
