// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: cells of each kind, growth, look-ups.
#include "base/table.h"

#include "tests/lr_test.h"

int main(void) {
  struct lr_table *t = lr_table_create("name", "Title");
  for (int i = 0; i < 20; i++) {
    char name[16];
    snprintf(name, sizeof name, "c%d", i);
    lr_table_column(t, name, i == 1 ? LR_TEXT : i == 2 ? LR_DATE : LR_NUMBER, i ? "m" : "", "what", NULL);
  }
  for (int r = 0; r < 1000; r++) {
    lr_table_row(t);
    lr_table_number(t, "c0", r);
    if (r % 2) lr_table_text(t, "c1", "odd");
    lr_table_text(t, "c2", "2026-02-01");
    lr_table_number(t, "c19", r ? 1. / r : INFINITY);
    lr_table_number(t, "c3", NAN);
  }
  LR_CHECK(lr_table_ok(t) && t->rows == 1000 && t->columns == 20);
  LR_CHECK(lr_table_find(t, "c19") == 19 && lr_table_find(t, "none") == -1);
  for (size_t r = 0; r < 1000; r++) LR_CHECK(lr_table_get(t, r, "c0") == (double)r);
  LR_TEXT_IS(lr_table_get_text(t, 1, "c1"), "odd");
  LR_TEXT_IS(lr_table_get_text(t, 2, "c1"), "");
  LR_CHECK(lr_table_cell(t, 2, "c1")->kind == LR_EMPTY && lr_table_cell(t, 2, "c2")->kind == LR_DATE);
  LR_CHECK(lr_table_cell(t, 0, "c19")->kind == LR_EMPTY && isnan(lr_table_get(t, 0, "c19")) && isnan(lr_table_get(t, 5, "c3")));
  LR_CHECK(isnan(lr_table_get(t, 1, "c1")) && !*lr_table_get_text(t, 1, "c0"));
  LR_CHECK(!lr_table_cell(t, 1000, "c0") && !lr_table_cell(t, 0, "none") && isnan(lr_table_get(t, 1000, "c0")));
  lr_table_text(t, "c0", "text after number");
  lr_table_text(t, "c0", "and again");
  LR_TEXT_IS(lr_table_get_text(t, 999, "c0"), "and again");
  lr_table_text(t, "c0", NULL);
  lr_table_number(t, "c1", 3);
  LR_CHECK(lr_table_get(t, 999, "c1") == 3);
  lr_table_free(t);
  lr_table_free(NULL);
  LR_CHECK(!lr_table_ok(NULL));
  return lr_test_end();
}
