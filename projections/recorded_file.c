// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/recorded_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/csv.h"
#include "base/units.h"

enum column { START, END, RECORDED, KIND, ID, PEAK, STATUS, SOURCE, NOTE, COLUMNS };
static const char *const NAMES[] = {"start",     "end",    "recorded_fb", "kind", "id",
                                    "peak_cm2s", "status", "source",      "note", NULL};

void lr_recorded_free(struct lr_recorded_rows *rows) {
  free(rows->row);
  memset(rows, 0, sizeof *rows);
}

static struct lr_recorded_row *add_row(struct lr_recorded_rows *rows) {
  struct lr_recorded_row *grown = realloc(rows->row, (rows->rows + 1) * sizeof *grown);
  if (!grown) return NULL;
  rows->row = grown;
  grown += rows->rows++;
  memset(grown, 0, sizeof *grown);
  return grown;
}

static enum lr_status bad(const struct lr_csv *csv, struct lr_error *error, const char *column, const char *got,
                          const char *wants) {
  return lr_error_set(error, LR_E_INPUT, "%s:%d: '%s' wants %s, got '%.60s'", csv->name, csv->line, column, wants, got);
}

static int kind_of(const char *text) {
  for (int kind = LR_DELIVERED; kind <= LR_GOOD_4S; kind++)
    if (strcmp(text, lr_lumi_kind_name((enum lr_lumi_kind)kind)) == 0) return kind;
  return -1;
}

static enum lr_status read_row(const struct lr_csv *csv, const int *column, struct lr_recorded_rows *rows,
                               struct lr_error *error) {
  const char *field[COLUMNS] = {NULL};
  char before[16];
  for (size_t i = 0; i < csv->fields; i++)
    if (column[i] >= 0) field[column[i]] = csv->field[i];
  struct lr_recorded_row *row = add_row(rows);
  if (!row) return lr_error_set(error, LR_E_MEMORY, "no memory for '%s'", csv->name);
  row->line = csv->line;
  row->peak_m2s = NAN;
  if (!lr_date_parse(field[START], &row->start))
    return bad(csv, error, "start", field[START], "a date such as 2026-02-15");
  if (!lr_date_parse(field[END], &row->end)) return bad(csv, error, "end", field[END], "a date such as 2026-03-31");
  if (row->end < row->start)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the row ends (%s) before it starts (%s)", csv->name, csv->line,
                        field[END], field[START]);
  if (rows->rows > 1 && row->start <= row[-1].end)
    return lr_error_set(error, LR_E_INPUT,
                        "%s:%d: the row starts on %s, the one of line %d ends on %s: rows stand in order of time and "
                        "no day in two of them",
                        csv->name, csv->line, field[START], row[-1].line, lr_date_text(row[-1].end, before));
  if (!lr_number_parse(field[RECORDED], &row->recorded_m2) || row->recorded_m2 < 0)
    return bad(csv, error, "recorded_fb", field[RECORDED], "a number of fb^-1, 0 or more");
  row->recorded_m2 /= LR_fb_m2;
  row->kind = kind_of(field[KIND]);
  if (row->kind < 0) return bad(csv, error, "kind", field[KIND], "one of " LR_LUMI_KINDS);
  if (field[PEAK] && *field[PEAK]) {
    if (!lr_number_parse(field[PEAK], &row->peak_m2s) || row->peak_m2s <= 0)
      return bad(csv, error, "peak_cm2s", field[PEAK], "a number of cm^-2 s^-1 such as 5.1e34");
    row->peak_m2s *= 1e4;
  }
  if (field[STATUS] && *field[STATUS] && !lr_csv_status_word(field[STATUS]))
    return bad(csv, error, "status", field[STATUS], "one of read, known, derived, assumed");
  if (field[ID]) snprintf(row->id, sizeof row->id, "%s", field[ID]);
  if (field[NOTE]) snprintf(row->note, sizeof row->note, "%s", field[NOTE]);
  return LR_OK;
}

enum lr_status lr_recorded_read(const char *name, const char *text, struct lr_recorded_rows *rows,
                                struct lr_error *error) {
  struct lr_csv csv = lr_csv_begin(name, text);
  int column[LR_CSV_MOST_FIELDS];
  memset(rows, 0, sizeof *rows);
  enum lr_status status = lr_csv_next(&csv, error);
  if (status == LR_OK && !csv.fields)
    return lr_error_set(
        error, LR_E_INPUT,
        "%s:1: the file is empty: it wants the heading start,end,recorded_fb,kind and a row for each time of running",
        name);
  if (status == LR_OK) status = lr_csv_heading(&csv, NAMES, 4, false, column, error);
  while (status == LR_OK) {
    status = lr_csv_next(&csv, error);
    if (status != LR_OK || !csv.fields) break;
    status = read_row(&csv, column, rows, error);
  }
  if (status == LR_OK && !rows->rows)
    status = lr_error_set(error, LR_E_INPUT, "%s:%d: there is no row below the heading", name, csv.line);
  return status;
}

enum lr_status lr_recorded_of_history(const struct lr_plan *plan, int as_of, struct lr_recorded_rows *rows,
                                      struct lr_error *error) {
  memset(rows, 0, sizeof *rows);
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *past = &plan->past[i];
    if (past->end > as_of || (plan->so_far.as_of != LR_NO_DATE && past->start <= plan->so_far.as_of) ||
        !isfinite(past->recorded_m2))
      continue;
    struct lr_recorded_row *row = add_row(rows);
    if (!row) return lr_error_set(error, LR_E_MEMORY, "no memory for the record");
    row->start = past->start;
    row->end = past->end;
    row->kind = past->kind;
    row->recorded_m2 = past->recorded_m2;
    row->peak_m2s = past->peak_m2s;
    snprintf(row->id, sizeof row->id, "%s", past->id);
  }
  return LR_OK;
}
