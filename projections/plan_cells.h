// SPDX-License-Identifier: GPL-3.0-or-later
// Cells that the tables of a plan share.
#ifndef LR_PROJECTIONS_PLAN_CELLS_H
#define LR_PROJECTIONS_PLAN_CELLS_H

#include "base/date.h"
#include "base/table.h"
#include "base/units.h"

#define LR_COLUMN_FB "fb^-1"
#define LR_COLUMN_LUMI "cm^-2 s^-1"

static inline void lr_cell_date(struct lr_table *table, const char *column, int date) {
  char text[16];
  if (date != LR_NO_DATE) lr_table_text(table, column, lr_date_text(date, text));
}
static inline void lr_cell_lumi(struct lr_table *table, const char *column, double value_m2s) {
  lr_table_number(table, column, lr_in_unit(value_m2s, LR_COLUMN_LUMI));
}
static inline void lr_cell_fb(struct lr_table *table, const char *column, double value_m2) {
  lr_table_number(table, column, lr_in_unit(value_m2, LR_COLUMN_FB));
}

#endif
