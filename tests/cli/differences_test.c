// SPDX-License-Identifier: GPL-3.0-or-later
// Two tables number by number: what is paired with what, dates in days, one side only, signs.
#include "cli/differences.h"

#include "base/date.h"
#include "tests/lr_test.h"

static const struct lr_differ HOW = {"plan", "milestones", {"luminosity_ab", "who"}, {NULL}};

static struct lr_table *milestones(void) {
  struct lr_table *t = lr_table_create("milestones", "");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "", "");
  lr_table_column(t, "who", LR_TEXT, "", "", "");
  lr_table_column(t, "expected", LR_DATE, "", "", "");
  lr_table_column(t, "probability", LR_NUMBER, "%", "", "");
  lr_table_column(t, "note", LR_TEXT, "", "", "");
  return t;
}

static void row(struct lr_table *t, double lumi, const char *who, const char *date, double probability, const char *note) {
  lr_table_row(t);
  lr_table_number(t, "luminosity_ab", lumi);
  lr_table_text(t, "who", who);
  lr_table_text(t, "expected", date);
  lr_table_number(t, "probability", probability);
  lr_table_text(t, "note", note);
}

static void pairs(void) {
  struct lr_table *a = milestones(), *b = milestones();
  row(a, 1, "x", "2027-01-01", 90, "a");
  row(a, 5, "x", "2031-01-01", 80, NULL);
  row(a, 10, "y", "2036-03-01", NAN, NULL);
  row(b, 2, "x", "2029-01-01", 70, NULL);  // b alone
  row(b, 10, "y", NULL, NAN, NULL);        // never there
  row(b, 1, "x", "2026-12-30", 90 * (1 + 1e-14), "b");
  struct lr_differences d = {0}, back = {0}, none = {0};
  lr_differences_add(&d, &HOW, a, b);
  lr_differences_add(&back, &HOW, b, a);
  lr_differences_add(&none, &HOW, a, a);
  LR_CHECK(!d.failed && d.count == 7);
  const struct lr_difference *r = lr_differences_find(&d, "milestones.expected", "1 ab^-1, x");
  LR_CHECK(r && r->date && r->has_a && r->has_b && r->b - r->a == -2 && lr_difference_differs(r));
  LR_TEXT_IS(r->unit, "d");
  r = lr_differences_find(&d, "milestones.probability", "1 ab^-1, x");
  LR_CHECK(r && !lr_difference_differs(r));  // rounding
  LR_TEXT_IS(r->unit, "%");
  r = lr_differences_find(&d, "milestones.expected", "10 ab^-1, y");
  LR_CHECK(r && r->has_a && !r->has_b && lr_difference_differs(r));
  r = lr_differences_find(&d, "milestones.probability", "2 ab^-1, x");
  LR_CHECK(r && !r->has_a && r->has_b && r->b == 70);
  LR_CHECK(!lr_differences_find(&d, "milestones.note", NULL) && !lr_differences_find(&d, "milestones.probability", "10 ab^-1, y"));
  for (size_t i = 0; i < d.count; i++) {  // B against A: the other sign
    const struct lr_difference *o = lr_differences_find(&back, d.row[i].quantity, d.row[i].key);
    LR_CHECK(o && o->has_a == d.row[i].has_b && o->has_b == d.row[i].has_a);
    if (o && o->has_a && o->has_b) LR_CHECK(o->b - o->a == -(d.row[i].b - d.row[i].a));
  }
  for (size_t i = 0; i < none.count; i++) LR_CHECK(!lr_difference_differs(&none.row[i]));
  struct lr_table *some = lr_differences_table(&d, false), *all = lr_differences_table(&d, true), *counts = lr_differences_counts(&d);
  LR_CHECK(all->rows == 7 && some->rows == 6);
  LR_TEXT_IS(lr_table_get_text(all, 0, "a"), "2027-01-01");
  LR_NEAR(lr_table_get(all, 0, "change"), -2, 0);
  LR_CHECK(isnan(lr_table_get(all, 0, "relative")));  // of a date
  LR_CHECK(counts->rows == 2);
  LR_TEXT_IS(lr_table_get_text(counts, 1, "group"), "all");
  LR_CHECK(lr_table_get(counts, 1, "rows") == 7 && lr_table_get(counts, 1, "same") == 1 && lr_table_get(counts, 1, "differ") == 1);
  LR_CHECK(lr_table_get(counts, 1, "only_a") == 3 && lr_table_get(counts, 1, "only_b") == 2);
  struct lr_table *nothing = lr_differences_table(&none, false);
  LR_CHECK(nothing->rows == 0);
  LR_CHECK(strncmp(nothing->title, "No difference: all 5 numbers", 28) == 0);
  struct lr_table *const tables[] = {a, b, some, all, counts, nothing};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) lr_table_free(tables[i]);
  lr_differences_free(&d);
  lr_differences_free(&back);
  lr_differences_free(&none);
}

// Rows named by a quantity, with the unit in the row; the same key twice; a whole table on one side.
static void quantities(void) {
  const struct lr_differ one = {"machine", NULL, {"ring"}, {"value"}}, two = {"machine", NULL, {"ring"}, {"value", "error"}};
  struct lr_table *t = lr_table_create("luminosity", "");
  lr_table_column(t, "quantity", LR_TEXT, "", "", "");
  lr_table_column(t, "ring", LR_TEXT, "", "", "");
  lr_table_column(t, "value", LR_NUMBER, "", "", "");
  lr_table_column(t, "error", LR_NUMBER, "", "", "");
  lr_table_column(t, "unit", LR_TEXT, "", "", "");
  const char *const RINGS[] = {"", "ler", "ler"};
  for (int i = 0; i < 3; i++) {
    lr_table_row(t);
    lr_table_text(t, "quantity", i ? "xi" : "luminosity");
    lr_table_text(t, "ring", RINGS[i]);
    lr_table_number(t, "value", i + 1);
    lr_table_number(t, "error", 0);
    lr_table_text(t, "unit", "um");
  }
  struct lr_differences d = {0};
  lr_differences_add(&d, &one, t, t);
  lr_differences_add(&d, &two, t, NULL);
  lr_differences_add(&d, &one, NULL, NULL);
  LR_CHECK(d.count == 9);
  for (size_t i = 0; i < 3; i++) LR_CHECK(d.row[i].a == (double)i + 1 && d.row[i].b == (double)i + 1);
  LR_TEXT_IS(d.row[0].quantity, "luminosity");
  LR_TEXT_IS(d.row[0].key, "");
  LR_TEXT_IS(d.row[1].unit, "um");
  LR_TEXT_IS(d.row[4].quantity, "luminosity.error");
  LR_CHECK(d.row[8].has_a && !d.row[8].has_b);
  struct lr_table *all = lr_differences_table(&d, true);
  LR_CHECK(isnan(lr_table_get(all, 8, "change")) && isnan(lr_table_get(all, 8, "b")) && lr_table_get(all, 8, "a") == 0);
  lr_table_free(all);
  lr_differences_free(&d);
  lr_table_free(t);
}

int main(void) {
  pairs();
  quantities();
  return lr_test_end();
}
