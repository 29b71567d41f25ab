// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static char *copy_text(struct lr_table *table, const char *text) {
  char *copy = strdup(text ? text : "");
  if (!copy) table->failed = true;
  return copy;
}

struct lr_table *lr_table_create(const char *name, const char *title) {
  struct lr_table *table = calloc(1, sizeof *table);
  if (!table) return NULL;
  table->name = copy_text(table, name);
  table->title = copy_text(table, title);
  return table;
}

void lr_table_free(struct lr_table *table) {
  if (!table) return;
  for (size_t i = 0; i < table->columns; i++) {
    free(table->column[i].name);
    free(table->column[i].unit);
    free(table->column[i].description);
    free(table->column[i].source);
  }
  for (size_t i = 0; i < table->rows * table->columns; i++) free(table->cell[i].text);
  free(table->column);
  free(table->cell);
  free(table->name);
  free(table->title);
  free(table);
}

void lr_table_rename(struct lr_table *table, const char *name) {
  free(table->name);
  table->name = copy_text(table, name);
}

bool lr_table_ok(const struct lr_table *table) { return table && !table->failed; }

void lr_table_column(struct lr_table *table, const char *name, enum lr_cell_kind kind, const char *unit,
                     const char *description, const char *source) {
  if (!table || table->failed) return;
  if (table->rows) LR_BUG("a column was added to a table that has rows");
  if (table->columns == table->column_room) {
    size_t room = table->column_room ? 2 * table->column_room : 8;
    struct lr_column *grown = realloc(table->column, room * sizeof *grown);
    if (!grown) {
      table->failed = true;
      return;
    }
    table->column = grown;
    table->column_room = room;
  }
  struct lr_column *column = &table->column[table->columns++];
  column->kind = kind;
  column->name = copy_text(table, name);
  column->unit = copy_text(table, unit);
  column->description = copy_text(table, description);
  column->source = copy_text(table, source);
}

void lr_table_row(struct lr_table *table) {
  if (!table || table->failed) return;
  if (table->rows == table->row_room) {
    size_t room = table->row_room ? 2 * table->row_room : 16;
    struct lr_cell *grown = realloc(table->cell, room * table->columns * sizeof *grown);
    if (!grown) {
      table->failed = true;
      return;
    }
    table->cell = grown;
    table->row_room = room;
  }
  memset(table->cell + table->rows * table->columns, 0, table->columns * sizeof *table->cell);
  table->rows++;
}

struct lr_table *lr_tables_find(struct lr_table *const *table, size_t tables, const char *name) {
  for (size_t i = 0; i < tables; i++)
    if (table[i] && strcmp(table[i]->name, name) == 0) return table[i];
  return NULL;
}

int lr_table_find(const struct lr_table *table, const char *column) {
  for (size_t i = 0; table && i < table->columns; i++)
    if (strcmp(table->column[i].name, column) == 0) return (int)i;
  return -1;
}

static struct lr_cell *last_cell(struct lr_table *table, const char *column) {
  if (!table || table->failed) return NULL;
  int i = lr_table_find(table, column);
  if (i < 0) LR_BUG("a cell was set in a column that the table does not have");
  if (!table->rows) LR_BUG("a cell was set before the first row");
  return &table->cell[(table->rows - 1) * table->columns + (size_t)i];
}

void lr_table_number(struct lr_table *table, const char *column, double value) {
  struct lr_cell *cell = last_cell(table, column);
  if (!cell || !isfinite(value)) return;
  cell->kind = LR_NUMBER;
  cell->number = value;
}

void lr_table_text(struct lr_table *table, const char *column, const char *text) {
  struct lr_cell *cell = last_cell(table, column);
  if (!cell || !text) return;
  enum lr_cell_kind kind = table->column[lr_table_find(table, column)].kind;
  free(cell->text);
  cell->text = copy_text(table, text);
  cell->kind = kind == LR_DATE ? LR_DATE : LR_TEXT;
}

const struct lr_cell *lr_table_cell(const struct lr_table *table, size_t row, const char *column) {
  int i = lr_table_find(table, column);
  if (i < 0 || row >= table->rows) return NULL;
  return &table->cell[row * table->columns + (size_t)i];
}

double lr_table_get(const struct lr_table *table, size_t row, const char *column) {
  const struct lr_cell *cell = lr_table_cell(table, row, column);
  return cell && cell->kind == LR_NUMBER ? cell->number : NAN;
}

const char *lr_table_get_text(const struct lr_table *table, size_t row, const char *column) {
  const struct lr_cell *cell = lr_table_cell(table, row, column);
  return cell && cell->text ? cell->text : "";
}
