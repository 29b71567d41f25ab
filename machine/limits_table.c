// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits.h"

struct lr_table *lr_limits_table(const struct lr_limits_found *found) {
  struct lr_table *t = lr_table_create("limits", "Limits of the operating point, the nearest first");
  lr_table_column(t, "limit", LR_TEXT, "", "what", "");
  lr_table_column(t, "ring", LR_TEXT, "", "whose; empty where it has none", "");
  lr_table_column(t, "value", LR_NUMBER, "", "here, in the unit of the row", "model.md M26");
  lr_table_column(t, "bound", LR_NUMBER, "", "in the unit of the row", "model.md M26");
  lr_table_column(t, "unit", LR_TEXT, "", "unit of value and bound", "");
  lr_table_column(t, "margin", LR_NUMBER, "", "bound / value - 1, for a least bound value / bound - 1; negative: beyond it",
                  "model.md M26");
  lr_table_column(t, "side", LR_TEXT, "", "most: the value may not pass the bound; least: may not fall below it", "");
  lr_table_column(t, "formula", LR_TEXT, "", "of the value, or of the bound where it has one", "");
  lr_table_column(t, "status", LR_TEXT, "", "the weakest of the figures behind the bound", "");
  lr_table_column(t, "source", LR_TEXT, "", "of the figures behind the bound", "");
  for (int i = 0; i < found->count; i++) {
    const struct lr_limit *l = &found->limit[i];
    lr_table_row(t);
    lr_table_text(t, "limit", l->name);
    lr_table_text(t, "ring", l->ring);
    lr_table_number(t, "value", l->value);
    lr_table_number(t, "bound", l->bound);
    lr_table_text(t, "unit", l->unit);
    lr_table_number(t, "margin", l->margin);
    lr_table_text(t, "side", l->least ? "least" : "most");
    lr_table_text(t, "formula", l->formula);
    lr_table_text(t, "status", *l->status ? l->status : NULL);
    lr_table_text(t, "source", *l->source ? l->source : NULL);
  }
  return t;
}
