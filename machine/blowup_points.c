// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/blowup_points.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"

enum { MOST_BYTES = 1 << 20, MOST_LINE = 1024, MOST_COLUMNS = LR_BLOWUP_MOST_COLUMNS };

enum column { BETA_Y, LER, HER, SPECIFIC, ERROR_PERCENT, LABEL, KIND, STATUS, COLUMNS };
static const char *const COLUMN_NAMES[COLUMNS] = {"beta_y_mm",
                                                  "bunch_current_ler_mA",
                                                  "bunch_current_her_mA",
                                                  "specific_luminosity_1e31",
                                                  "error_percent",
                                                  "label",
                                                  "kind",
                                                  "status"};
enum { NEEDED = SPECIFIC + 1 };

struct table {
  const char *name;
  int line;
  int column[MOST_COLUMNS];  // enum column of a field, -1 = passed over
  size_t columns;  // 0 until the heading row is read
};

static void trim(char **text) {
  *text += strspn(*text, " \t");
  size_t length = strlen(*text);
  while (length && strchr(" \t\r", (*text)[length - 1])) (*text)[--length] = '\0';
}

bool lr_blowup_split_row(char *line, char *field[MOST_COLUMNS], size_t *fields) {
  for (*fields = 0; *fields < MOST_COLUMNS;) {
    line += strspn(line, " \t");
    bool quoted = *line == '"';
    if (quoted) line++;
    field[(*fields)++] = line;
    line += strcspn(line, quoted ? "\"" : ",");
    if (quoted) {
      if (!*line) return false;
      *line++ = '\0';
      line += strspn(line, " \t\r");
      if (*line && *line != ',') return false;
    }
    bool more = *line == ',';
    *line = '\0';
    if (!quoted) trim(&field[*fields - 1]);
    if (!more) return true;
    line++;
  }
  return false;
}

static enum lr_status read_heading(struct table *t, char *const *field, size_t fields, struct lr_error *error) {
  bool seen[COLUMNS] = {false};
  for (size_t i = 0; i < fields; i++) {
    t->column[i] = -1;
    for (int c = 0; c < COLUMNS; c++) {
      if (strcmp(field[i], COLUMN_NAMES[c]) != 0) continue;
      if (seen[c])
        return lr_error_set(error, LR_E_INPUT, "%s:%d: column '%s' stands twice", t->name, t->line, field[i]);
      seen[c] = true;
      t->column[i] = c;
    }
  }
  for (int c = 0; c < NEEDED; c++)
    if (!seen[c])
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the heading row has no column '%s'", t->name, t->line,
                          COLUMN_NAMES[c]);
  t->columns = fields;
  return LR_OK;
}

static bool known_status(const char *text) {
  static const char *const WORDS[] = {"read", "known", "derived", "assumed"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
    if (strcmp(text, WORDS[i]) == 0) return true;
  return false;
}

static enum lr_status read_word(const struct table *t, int column, const char *text, struct lr_blowup_point *point,
                                struct lr_error *error) {
  char *target = column == LABEL ? point->label : column == KIND ? point->kind : point->status;
  size_t size = column == LABEL ? sizeof point->label : column == KIND ? sizeof point->kind : sizeof point->status;
  size_t length = strlen(text);
  if (column == STATUS && length && !known_status(text))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: status '%.40s' is none of read, known, derived, assumed", t->name,
                        t->line, text);
  if (length >= size)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s '%.40s..' has more than %zu bytes", t->name, t->line,
                        COLUMN_NAMES[column], text, size - 1);
  if (length) memcpy(target, text, length + 1);
  return LR_OK;
}

static enum lr_status read_number(const struct table *t, int column, const char *text, struct lr_blowup_point *point,
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

static enum lr_status read_row(const struct table *t, char *const *field, size_t fields,
                               struct lr_blowup_points *points, struct lr_error *error) {
  if (fields != t->columns)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the row has %zu fields, the heading %zu", t->name, t->line, fields,
                        t->columns);
  if (points->count == LR_BLOWUP_MOST_POINTS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d points", t->name, t->line, LR_BLOWUP_MOST_POINTS);
  struct lr_blowup_point point = {.kind = "measured", .status = "known", .relative_error = NAN, .line = t->line};
  for (size_t i = 0; i < fields; i++) {
    if (t->column[i] < 0) continue;
    enum lr_status status = t->column[i] < LABEL ? read_number(t, t->column[i], field[i], &point, error)
                                                 : read_word(t, t->column[i], field[i], &point, error);
    if (status) return status;
  }
  points->point[points->count++] = point;
  return LR_OK;
}

enum lr_status lr_blowup_points_parse(const char *name, const char *text, struct lr_blowup_points *points,
                                      struct lr_error *error) {
  struct table t = {.name = name};
  points->count = 0;
  snprintf(points->name, sizeof points->name, "%s", name);
  for (const char *at = text; *at;) {
    char copy[MOST_LINE], *field[MOST_COLUMNS];
    size_t length = strcspn(at, "\n"), fields;
    t.line++;
    if (length >= sizeof copy)
      return lr_error_set(error, LR_E_INPUT, "%s:%d: the line has more than %d bytes", name, t.line, MOST_LINE - 1);
    memcpy(copy, at, length);
    copy[length] = '\0';
    at += length + (at[length] == '\n');
    const char *begin = copy + strspn(copy, " \t\r");
    if (!*begin || *begin == '#') continue;
    if (!lr_blowup_split_row(copy, field, &fields))
      return lr_error_set(error, LR_E_INPUT, "%s:%d: quotes do not match, or there are more than %d fields", name,
                          t.line, MOST_COLUMNS);
    enum lr_status status =
        t.columns ? read_row(&t, field, fields, points, error) : read_heading(&t, field, fields, error);
    if (status) return status;
  }
  if (!points->count) return lr_error_set(error, LR_E_INPUT, "%s:%d: there is no point", name, t.line);
  return LR_OK;
}

enum lr_status lr_blowup_points_read(const char *path, struct lr_blowup_points *points, struct lr_error *error) {
  char *text = NULL;
  size_t length = 0;
  struct stat about;
  points->count = 0;
  if (stat(path, &about) == 0 && (!S_ISREG(about.st_mode) || about.st_size > MOST_BYTES))
    return lr_error_set(error, LR_E_INPUT, "%s: is no table of points: a plain file of %d bytes at most", path,
                        MOST_BYTES);
  enum lr_status status = lr_file_read(path, &text, &length, error);
  if (!status && strlen(text) != length) status = lr_error_set(error, LR_E_INPUT, "%s: is no text", path);
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
