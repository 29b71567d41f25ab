// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: everything that leaves a stage for a person. Named columns with unit, description and source; cells that
// are numbers, texts or nothing. Numbers stand in the unit of the column ("" = a pure number, or the row's own `unit` cell).
//
//   struct lr_table *t = lr_table_create("milestones", "Milestones of integrated luminosity");
//   lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "integrated luminosity", "");
//   lr_table_column(t, "expected", LR_DATE, "", "date by the closed form", "model.md P1");
//   lr_table_row(t);                        // a new row of empty cells
//   lr_table_number(t, "luminosity_ab", 50);
//   lr_table_text(t, "expected", "2043-09-21");
//
// An allocation that fails marks the table (lr_table_ok), so that a builder can check once, at the end.
#ifndef LR_BASE_TABLE_H
#define LR_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum lr_cell_kind { LR_EMPTY, LR_NUMBER, LR_TEXT, LR_DATE };  // LR_DATE: an ISO date, kept as text

struct lr_column {
  char *name, *unit, *description, *source;
  enum lr_cell_kind kind;
};

struct lr_cell {
  enum lr_cell_kind kind;
  double number;  // valid for LR_NUMBER; always finite
  char *text;     // valid for LR_TEXT and LR_DATE; owned by the table
};

struct lr_table {
  char *name, *title;
  size_t columns, rows;
  struct lr_column *column;
  struct lr_cell *cell;  // rows x columns, row by row
  bool failed;           // memory ran out while it was built
  size_t column_room, row_room;
};

struct lr_table *lr_table_create(const char *name, const char *title);
void lr_table_free(struct lr_table *table);  // NULL is fine
void lr_table_rename(struct lr_table *table, const char *name);  // where it stands beside others of its name
bool lr_table_ok(const struct lr_table *table);  // false: NULL or memory ran out
void lr_table_column(struct lr_table *table, const char *name, enum lr_cell_kind kind, const char *unit,
                     const char *description, const char *source);
void lr_table_row(struct lr_table *table);
// Fill a cell of the last row. A number that is not finite stays an empty cell (null), an unknown column is a bug.
void lr_table_number(struct lr_table *table, const char *column, double value);
void lr_table_text(struct lr_table *table, const char *column, const char *text);  // NULL: empty cell

struct lr_table *lr_tables_find(struct lr_table *const *table, size_t tables, const char *name);  // among several, some NULL; or NULL
int lr_table_find(const struct lr_table *table, const char *column);  // index, or -1
const struct lr_cell *lr_table_cell(const struct lr_table *table, size_t row, const char *column);
// Number in a cell, NaN if the cell is empty or a text.
double lr_table_get(const struct lr_table *table, size_t row, const char *column);
// Text in a cell, "" if it is empty or a number.
const char *lr_table_get_text(const struct lr_table *table, size_t row, const char *column);

// A copy whose columns in `unit` are multiplied by `factor` and said to be in `new_unit`; NULL or failed: no memory.
struct lr_table *lr_table_scaled(const struct lr_table *table, const char *unit, double factor, const char *new_unit);

#endif
