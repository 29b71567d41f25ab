// SPDX-License-Identifier: GPL-3.0-or-later
// A table in other units, for figures.
#include <string.h>

#include "base/table.h"

struct lr_table *lr_table_scaled(const struct lr_table *table, const char *unit, double factor, const char *new_unit) {
  struct lr_table *copy = lr_table_create(table->name, table->title);
  for (size_t j = 0; copy && j < table->columns; j++) {
    const struct lr_column *column = &table->column[j];
    bool scaled = column->kind == LR_NUMBER && strcmp(column->unit, unit) == 0;
    lr_table_column(copy, column->name, column->kind, scaled ? new_unit : column->unit, column->description, column->source);
  }
  for (size_t i = 0; copy && i < table->rows; i++) {
    lr_table_row(copy);
    for (size_t j = 0; j < table->columns; j++) {
      const struct lr_column *column = &table->column[j];
      const struct lr_cell *cell = &table->cell[i * table->columns + j];
      bool scaled = column->kind == LR_NUMBER && strcmp(column->unit, unit) == 0;
      if (cell->kind == LR_NUMBER) lr_table_number(copy, column->name, cell->number * (scaled ? factor : 1));
      else lr_table_text(copy, column->name, cell->text);
    }
  }
  return copy;
}
