// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/twiss.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/files.h"
#include "base/units.h"

enum { MOST_BYTES = 16 << 20 };
enum { ELEMENT = LR_TWISS_NUMBERS, STATUS, SOURCE, COLUMNS };

#define LR_TWISS_NAME(name, column) column,
static const char *const NAMES[COLUMNS + 1] = {LR_TWISS_LIST(LR_TWISS_NAME) "element", "status", "source", NULL};
#undef LR_TWISS_NAME

void lr_twiss_free(struct lr_twiss *twiss) {
  if (!twiss) return;
  for (int c = 0; c < LR_TWISS_NUMBERS; c++) free(twiss->value[c]);
  free(twiss->line);
  free(twiss->element);
  free(twiss->status);
  free(twiss->source);
  free(twiss->by_name);
  free(twiss->words);
  free(twiss);
}

struct reader {
  struct lr_csv csv;
  struct lr_twiss *twiss;
  size_t words;  // bytes in use
  int column[LR_CSV_MOST_FIELDS];
  bool heading;
  size_t last[LR_TWISS_NUMBERS];  // row that gave s or a phase last, + 1; 0: none
};

// Room for as many rows as there are lines left.
static bool make_room(struct reader *r) {
  struct lr_twiss *t = r->twiss;
  size_t room = 1;
  for (const char *at = r->csv.at; *at && room < LR_TWISS_MOST_ROWS; at++) room += *at == '\n';
  bool fine = true;
  for (size_t i = 0; i < r->csv.columns; i++) {
    int c = r->column[i];
    if (c < LR_TWISS_NUMBERS) fine = (t->value[c] = calloc(room, sizeof *t->value[c])) && fine;
  }
  t->line = calloc(room, sizeof *t->line);
  t->element = calloc(room, sizeof *t->element);
  t->status = calloc(room, sizeof *t->status);
  t->source = calloc(room, sizeof *t->source);
  return fine && t->line && t->element && t->status && t->source;
}

static enum lr_status read_text(struct reader *r, int column, const char *text, struct lr_error *error) {
  struct lr_twiss *t = r->twiss;
  if (column == STATUS && *text && !lr_csv_status_word(text))
    return lr_error_set(error, LR_E_INPUT, "%s:%d: status '%.40s' is none of read, known, derived, assumed", t->name,
                        r->csv.line, text);
  const char **target = column == ELEMENT ? t->element : column == STATUS ? t->status : t->source;
  size_t size = strlen(text) + 1;
  target[t->rows] = memcpy(t->words + r->words, text, size);
  r->words += size;
  return LR_OK;
}

static bool never_falls(int column) {
  return column == LR_TWISS_S || column == LR_TWISS_NU_X || column == LR_TWISS_NU_Y;
}

static enum lr_status read_number(struct reader *r, int column, const char *text, struct lr_error *error) {
  struct lr_twiss *t = r->twiss;
  double value = NAN;
  const char *wants = column == LR_TWISS_BETA_X || column == LR_TWISS_BETA_Y ? "a number above 0"
                      : column == LR_TWISS_ACCEPTANCE                        ? "a number from 1e-6 to below 0.5"
                                                                             : "a number";
  bool fine = *text ? lr_number_parse(text, &value) : column != LR_TWISS_S;
  if (column == LR_TWISS_BETA_X || column == LR_TWISS_BETA_Y || column == LR_TWISS_ACCEPTANCE)
    fine = fine && !(value <= 0) && !(column == LR_TWISS_ACCEPTANCE && (value < 1e-6 || value >= 0.5));
  if (!fine)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: %s wants %s, not '%.40s'", t->name, r->csv.line, NAMES[column], wants,
                        text);
  t->value[column][t->rows] = value;
  if (!never_falls(column) || isnan(value)) return LR_OK;
  size_t before = r->last[column];
  r->last[column] = t->rows + 1;
  if (!before || t->value[column][before - 1] <= value) return LR_OK;
  const char *here = t->element[t->rows], *there = t->element[before - 1];
  return lr_error_set(error, LR_E_INPUT, "%s:%d: %s = %.10g%s%.40s%s decreases: line %d%s%.40s%s has %.10g", t->name,
                      r->csv.line, NAMES[column], value, *here ? " of '" : "", here, *here ? "'" : "", t->line[before - 1],
                      *there ? ", '" : "", there, *there ? "'," : "", t->value[column][before - 1]);
}

static enum lr_status read_row(struct reader *r, struct lr_error *error) {
  struct lr_twiss *t = r->twiss;
  if (t->rows == LR_TWISS_MOST_ROWS)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: more than %d rows", t->name, r->csv.line, LR_TWISS_MOST_ROWS);
  t->line[t->rows] = r->csv.line;
  t->element[t->rows] = t->status[t->rows] = t->source[t->rows] = "";
  for (int numbers = 0; numbers < 2; numbers++)  // the texts first: messages about a number name the element
    for (size_t i = 0; i < r->csv.fields; i++) {
      if ((r->column[i] < LR_TWISS_NUMBERS) != numbers) continue;
      enum lr_status status = numbers ? read_number(r, r->column[i], r->csv.field[i], error)
                                      : read_text(r, r->column[i], r->csv.field[i], error);
      if (status) return status;
    }
  t->rows++;
  return LR_OK;
}

struct named {
  const char *element;
  size_t row;
};

static int in_order(const void *a, const void *b) {
  const struct named *first = a, *second = b;
  int order = strcmp(first->element, second->element);
  return order ? order : (first->row > second->row) - (first->row < second->row);
}

static enum lr_status sort_names(struct lr_twiss *t, struct lr_error *error) {
  struct named *named = malloc(t->rows * sizeof *named);
  t->by_name = malloc(t->rows * sizeof *t->by_name);
  enum lr_status status = LR_OK;
  if (!named || !t->by_name) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the optics of '%s'", t->name);
    goto done;
  }
  for (size_t i = 0; i < t->rows; i++) named[i] = (struct named){t->element[i], i};
  qsort(named, t->rows, sizeof *named, in_order);
  size_t twice = t->rows;  // the first row, in the file, that says a name again
  int before = 0;
  for (size_t i = 0; i < t->rows; i++) {
    t->by_name[i] = named[i].row;
    if (!i || !*named[i].element || strcmp(named[i].element, named[i - 1].element) != 0 || named[i].row >= twice) continue;
    twice = named[i].row;
    before = t->line[named[i - 1].row];
  }
  if (twice < t->rows)
    status = lr_error_set(error, LR_E_INPUT, "%s:%d: element '%.60s' stands twice: line %d has it too", t->name,
                          t->line[twice], t->element[twice], before);
done:
  free(named);
  return status;
}

static enum lr_status read_rows(struct reader *r, struct lr_error *error) {
  enum lr_status status;
  while ((status = lr_csv_next(&r->csv, error)) == LR_OK && r->csv.fields) {
    status = r->heading ? lr_csv_heading(&r->csv, NAMES, LR_TWISS_S + 1, false, r->column, error) : read_row(r, error);
    if (!status && r->heading && !make_room(r))
      status = lr_error_set(error, LR_E_MEMORY, "no memory for the optics of '%s'", r->twiss->name);
    if (status) return status;
    r->heading = false;
  }
  if (status) return status;
  if (!r->twiss->rows) return lr_error_set(error, LR_E_INPUT, "%s:%d: there is no row", r->twiss->name, r->csv.line);
  return sort_names(r->twiss, error);
}

enum lr_status lr_twiss_parse(const char *name, const char *text, struct lr_twiss **twiss, struct lr_error *error) {
  struct lr_twiss *t = calloc(1, sizeof *t);
  *twiss = NULL;
  if (t) t->words = malloc(strlen(text) + 1);  // each text has its comma or line end: room for the zero
  if (!t || !t->words) {
    lr_twiss_free(t);
    return lr_error_set(error, LR_E_MEMORY, "no memory for the optics of '%s'", name);
  }
  snprintf(t->name, sizeof t->name, "%s", name);
  struct reader reader = {.csv = lr_csv_begin(t->name, text), .twiss = t, .heading = true};
  enum lr_status status = read_rows(&reader, error);
  if (status) lr_twiss_free(t);
  else *twiss = t;
  return status;
}

enum lr_status lr_twiss_read(const char *path, struct lr_twiss **twiss, struct lr_error *error) {
  char *text = NULL;
  *twiss = NULL;
  enum lr_status status = lr_file_read_table(path, "table of optics", MOST_BYTES, &text, error);
  if (!status) status = lr_twiss_parse(path, text, twiss, error);
  free(text);
  return status;
}

enum lr_status lr_twiss_require(const struct lr_twiss *twiss, unsigned needed, unsigned whole, struct lr_error *error) {
  for (int c = 0; c < LR_TWISS_NUMBERS; c++) {
    bool must = needed >> c & 1u;
    if (!twiss->value[c]) {
      if (!must) continue;
      return lr_error_set(error, LR_E_INPUT, "%s: there is no column '%s'", twiss->name, NAMES[c]);
    }
    for (size_t i = 0; (must || (whole >> c & 1u)) && i < twiss->rows; i++)
      if (isnan(twiss->value[c][i]))
        return lr_error_set(error, LR_E_INPUT, "%s:%d: %s is not given: it must stand in every row%s", twiss->name,
                            twiss->line[i], NAMES[c], must ? "" : ", or in none");
  }
  return LR_OK;
}

bool lr_twiss_find(const struct lr_twiss *twiss, const char *element, size_t *row) {
  size_t low = 0, high = twiss->rows;
  while (*element && low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(element, twiss->element[twiss->by_name[middle]]);
    if (order == 0) {
      *row = twiss->by_name[middle];
      return true;
    }
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return false;
}

struct lr_optics_table lr_twiss_optics(const struct lr_twiss *twiss) {
  double *const *v = twiss->value;
  return (struct lr_optics_table){.points = twiss->rows,
                                  .s_m = v[LR_TWISS_S],
                                  .beta_x_m = v[LR_TWISS_BETA_X],
                                  .alpha_x = v[LR_TWISS_ALPHA_X],
                                  .eta_x_m = v[LR_TWISS_ETA_X],
                                  .eta_px = v[LR_TWISS_ETA_PX],
                                  .beta_y_m = v[LR_TWISS_BETA_Y],
                                  .alpha_y = v[LR_TWISS_ALPHA_Y],
                                  .eta_y_m = v[LR_TWISS_ETA_Y],
                                  .eta_py = v[LR_TWISS_ETA_PY],
                                  .acceptance = v[LR_TWISS_ACCEPTANCE]};
}
