// SPDX-License-Identifier: GPL-3.0-or-later
// Two tables of the same name, number by number: what `compare` shows.
#ifndef LR_CLI_DIFFERENCES_H
#define LR_CLI_DIFFERENCES_H

#include "base/table.h"

enum { LR_DIFFER_KEYS = 4, LR_DIFFER_VALUES = 8 };

struct lr_differ {                       // how a table is read
  const char *group;                     // machine, plan, dose, trigger, reach
  const char *prefix;                    // quantities are "prefix.column"; NULL: the text in the column `quantity`, with ".column" behind it where
                                         // there is more than one value
  const char *key[LR_DIFFER_KEYS];       // columns that say which row it is: texts, dates or numbers
  const char *value[LR_DIFFER_VALUES];   // columns of numbers or dates to compare; none: all that are no key
};

struct lr_difference {
  const char *group;
  char quantity[72], key[128], unit[32];  // unit of a date's change: d
  bool date, has_a, has_b;
  double a, b;                            // days for dates
};

struct lr_differences {
  struct lr_difference *row;
  size_t count, room;
  bool failed;  // memory ran out
};

// Appends the comparison of two tables; one that is NULL is empty on that side. Rows in the order of a, what only b has behind them; a
// number that neither side has is no row.
void lr_differences_add(struct lr_differences *differences, const struct lr_differ *how, const struct lr_table *a, const struct lr_table *b);
void lr_differences_free(struct lr_differences *differences);

// One side only, or apart by more than rounding (1e-12 of the larger).
bool lr_difference_differs(const struct lr_difference *row);
// The row of a quantity (and key, NULL: the first); NULL: there is none.
const struct lr_difference *lr_differences_find(const struct lr_differences *differences, const char *quantity, const char *key);

// Table `differences`: quantity, group, key, unit, a, b, change (b - a), relative (b/a - 1). `all` false: only rows that differ.
struct lr_table *lr_differences_table(const struct lr_differences *differences, bool all);
// Table `compared`: group, rows, same, differ, only_a, only_b; a row `all` at the end.
struct lr_table *lr_differences_counts(const struct lr_differences *differences);

#endif
