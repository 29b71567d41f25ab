// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/differences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/write.h"

static const double rounding = 1e-12;

static bool is_key(const struct lr_differ *how, const char *column) {
  for (int i = 0; i < LR_DIFFER_KEYS && how->key[i]; i++)
    if (strcmp(how->key[i], column) == 0) return true;
  return !how->prefix && strcmp(column, "quantity") == 0;
}

// The columns to compare: those named, or all numbers and dates of either table that are no key.
static size_t columns_of(const struct lr_differ *how, const struct lr_table *a, const struct lr_table *b, const char *column[64]) {
  size_t count = 0;
  for (int i = 0; i < LR_DIFFER_VALUES && how->value[i]; i++) column[count++] = how->value[i];
  if (count) return count;
  const struct lr_table *const both[] = {a, b};
  for (int side = 0; side < 2; side++)
    for (size_t i = 0; both[side] && i < both[side]->columns && count < 64; i++) {
      const struct lr_column *c = &both[side]->column[i];
      bool known = is_key(how, c->name) || (c->kind != LR_NUMBER && c->kind != LR_DATE);
      for (size_t k = 0; k < count; k++) known = known || strcmp(column[k], c->name) == 0;
      if (!known) column[count++] = c->name;
    }
  return count;
}

// "zp_invisible, 1 GeV, 50 ab^-1"
static void key_of(const struct lr_differ *how, const struct lr_table *t, size_t row, char *text, size_t size) {
  size_t used = 0;
  *text = '\0';
  for (int i = 0; i < LR_DIFFER_KEYS && how->key[i] && used < size; i++) {
    const struct lr_cell *cell = lr_table_cell(t, row, how->key[i]);
    char number[32], part[96];
    if (!cell || cell->kind == LR_EMPTY) continue;
    if (cell->kind == LR_NUMBER) {
      const char *unit = t->column[lr_table_find(t, how->key[i])].unit;
      lr_number_short(cell->number, 6, number);
      snprintf(part, sizeof part, "%s%s%s", number, *unit ? " " : "", unit);
    } else {
      snprintf(part, sizeof part, "%s", cell->text);
    }
    if (!*part) continue;
    int wrote = snprintf(text + used, size - used, "%s%s", used ? ", " : "", part);
    used += wrote > 0 ? (size_t)wrote : 0;
  }
}

static struct lr_difference *append(struct lr_differences *d) {
  if (d->failed) return NULL;
  if (d->count == d->room) {
    size_t room = d->room ? 2 * d->room : 256;
    struct lr_difference *grown = realloc(d->row, room * sizeof *grown);
    if (!grown) {
      d->failed = true;
      return NULL;
    }
    d->row = grown;
    d->room = room;
  }
  d->row[d->count] = (struct lr_difference){0};
  return &d->row[d->count++];
}

static bool value_of(const struct lr_table *t, size_t row, const char *column, double *value, bool *date) {
  const struct lr_cell *cell = t && row != SIZE_MAX ? lr_table_cell(t, row, column) : NULL;
  int day;
  if (!cell || cell->kind == LR_EMPTY) return false;
  *date = cell->kind == LR_DATE;
  if (*date && lr_table_find(t, "note") >= 0 && strncmp(lr_table_get_text(t, row, "note"), "reached already", 15) == 0) return false;  // no date of passing
  if (cell->kind == LR_NUMBER) *value = cell->number;
  else if (*date && lr_date_parse(cell->text, &day)) *value = day;
  else return false;
  return true;
}

// All values of one row of a and its twin in b (SIZE_MAX: there is none on that side).
static void add_row(struct lr_differences *d, const struct lr_differ *how, const char *const *column, size_t columns, const struct lr_table *a,
                    size_t row_a, const struct lr_table *b, size_t row_b) {
  const struct lr_table *named = row_a != SIZE_MAX ? a : b;
  size_t row = row_a != SIZE_MAX ? row_a : row_b;
  for (size_t i = 0; i < columns; i++) {
    struct lr_difference r = {.group = how->group, .a = NAN, .b = NAN};
    r.has_a = value_of(a, row_a, column[i], &r.a, &r.date);
    r.has_b = value_of(b, row_b, column[i], &r.b, &r.date);
    if (!r.has_a && !r.has_b) continue;
    if (how->prefix) snprintf(r.quantity, sizeof r.quantity, "%.31s.%.39s", how->prefix, column[i]);
    else snprintf(r.quantity, sizeof r.quantity, "%.31s%s%.38s", lr_table_get_text(named, row, "quantity"), columns > 1 ? "." : "", columns > 1 ? column[i] : "");
    key_of(how, named, row, r.key, sizeof r.key);
    int at = lr_table_find(named, column[i]);
    const char *unit = at >= 0 ? named->column[at].unit : "";
    if (!*unit) unit = lr_table_get_text(named, row, "unit");
    snprintf(r.unit, sizeof r.unit, "%s", r.date ? "d" : unit);
    struct lr_difference *kept = append(d);
    if (kept) *kept = r;
  }
}

static bool same_row(const struct lr_differ *how, const struct lr_table *a, size_t i, const struct lr_table *b, size_t j) {
  char left[128], right[128];
  if (!how->prefix && strcmp(lr_table_get_text(a, i, "quantity"), lr_table_get_text(b, j, "quantity")) != 0) return false;
  key_of(how, a, i, left, sizeof left);
  key_of(how, b, j, right, sizeof right);
  return strcmp(left, right) == 0;
}

void lr_differences_add(struct lr_differences *d, const struct lr_differ *how, const struct lr_table *a, const struct lr_table *b) {
  const char *column[64];
  size_t columns = columns_of(how, a, b, column), rows_a = a ? a->rows : 0, rows_b = b ? b->rows : 0;
  bool *taken = calloc(rows_b + 1, sizeof *taken);  // a key that stands twice is paired in order
  if (!taken) d->failed = true;
  for (size_t i = 0; i < rows_a && taken; i++) {
    size_t j = 0;
    while (j < rows_b && (taken[j] || !same_row(how, a, i, b, j))) j++;
    if (j < rows_b) taken[j] = true;
    add_row(d, how, column, columns, a, i, b, j < rows_b ? j : SIZE_MAX);
  }
  for (size_t j = 0; j < rows_b && taken; j++)
    if (!taken[j]) add_row(d, how, column, columns, a, SIZE_MAX, b, j);
  free(taken);
}

void lr_differences_free(struct lr_differences *d) {
  free(d->row);
  *d = (struct lr_differences){0};
}

bool lr_difference_differs(const struct lr_difference *r) {
  if (r->has_a != r->has_b) return true;
  return fabs(r->b - r->a) > rounding * fmax(fabs(r->a), fabs(r->b));
}

const struct lr_difference *lr_differences_find(const struct lr_differences *d, const char *quantity, const char *key) {
  for (size_t i = 0; i < d->count; i++)
    if (strcmp(d->row[i].quantity, quantity) == 0 && (!key || strcmp(d->row[i].key, key) == 0)) return &d->row[i];
  return NULL;
}

static void put(struct lr_table *t, const char *column, const struct lr_difference *r, bool has, double value) {
  char text[16];
  if (!has) return;
  if (r->date) lr_table_text(t, column, lr_date_text((int)value, text));
  else lr_table_number(t, column, value);
}

struct lr_table *lr_differences_table(const struct lr_differences *d, bool all) {
  char title[160];
  size_t differ = 0;
  for (size_t i = 0; i < d->count; i++) differ += lr_difference_differs(&d->row[i]);
  if (!differ) snprintf(title, sizeof title, "No difference: all %zu numbers are the same", d->count);
  else snprintf(title, sizeof title, "Differences: %zu numbers differ, %zu are the same%s", differ, d->count - differ,
                all || differ == d->count ? "" : " (--all shows them)");
  struct lr_table *t = lr_table_create("differences", title);
  lr_table_column(t, "quantity", LR_TEXT, "", "what: a quantity, or table.column", "");
  lr_table_column(t, "group", LR_TEXT, "", "machine, plan, dose, trigger or reach", "");
  lr_table_column(t, "key", LR_TEXT, "", "ring, period, date, milestone, channel ..", "");
  lr_table_column(t, "unit", LR_TEXT, "", "of a, b and change; d: dates, their change in days", "");
  lr_table_column(t, "a", LR_NUMBER, "", "in A; empty: not there, never, or reached already", "");
  lr_table_column(t, "b", LR_NUMBER, "", "in B; empty: not there, never, or reached already", "");
  lr_table_column(t, "change", LR_NUMBER, "", "b - a, from the same random numbers", "model.md P26");
  lr_table_column(t, "relative", LR_NUMBER, "", "b / a - 1", "model.md P26");
  for (size_t i = 0; i < d->count; i++) {
    const struct lr_difference *r = &d->row[i];
    if (!all && !lr_difference_differs(r)) continue;
    lr_table_row(t);
    lr_table_text(t, "quantity", r->quantity);
    lr_table_text(t, "group", r->group);
    lr_table_text(t, "key", r->key);
    lr_table_text(t, "unit", r->unit);
    put(t, "a", r, r->has_a, r->a);
    put(t, "b", r, r->has_b, r->b);
    if (!r->has_a || !r->has_b) continue;
    lr_table_number(t, "change", r->b - r->a);
    if (!r->date && r->a != 0) lr_table_number(t, "relative", r->b / r->a - 1);
  }
  return t;
}

static void count_row(struct lr_table *t, const struct lr_differences *d, const char *group) {
  double rows = 0, differ = 0, only_a = 0, only_b = 0;
  for (size_t i = 0; i < d->count; i++) {
    const struct lr_difference *r = &d->row[i];
    if (group && strcmp(r->group, group) != 0) continue;
    rows++;
    only_a += r->has_a && !r->has_b;
    only_b += r->has_b && !r->has_a;
    differ += r->has_a && r->has_b && lr_difference_differs(r);
  }
  lr_table_row(t);
  lr_table_text(t, "group", group ? group : "all");
  lr_table_number(t, "rows", rows);
  lr_table_number(t, "same", rows - differ - only_a - only_b);
  lr_table_number(t, "differ", differ);
  lr_table_number(t, "only_a", only_a);
  lr_table_number(t, "only_b", only_b);
}

struct lr_table *lr_differences_counts(const struct lr_differences *d) {
  static const char *const COLUMNS[][2] = {{"rows", "numbers compared"}, {"same", "the same on both sides"}, {"differ", "on both sides, not the same"},
                                           {"only_a", "A alone has it"}, {"only_b", "B alone has it"}};
  struct lr_table *t = lr_table_create("compared", "What was compared");
  lr_table_column(t, "group", LR_TEXT, "", "machine, plan, dose, trigger, reach; all", "");
  for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) lr_table_column(t, COLUMNS[i][0], LR_NUMBER, "", COLUMNS[i][1], "");
  for (size_t i = 0; i < d->count; i++) {
    bool first = true;
    for (size_t k = 0; k < i; k++) first = first && strcmp(d->row[k].group, d->row[i].group) != 0;
    if (first) count_row(t, d, d->row[i].group);
  }
  count_row(t, d, NULL);
  return t;
}
