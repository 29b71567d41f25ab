// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/dated_fields.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int lr_day_of_year(const char *text) {
  if (strlen(text) != 5 || text[2] != '-') return 0;
  for (int i = 0; i < 5; i++)
    if (i != 2 && !isdigit((unsigned char)text[i])) return 0;
  int month = atoi(text), day = atoi(text + 3), year, m, d;
  if (month < 1 || month > 12 || day < 1) return 0;
  lr_date_split(lr_date_make(2000, month, day), &year, &m, &d);  // a leap year
  return m == month && d == day ? 100 * month + day : 0;
}

// In: an end of a range such as ">0 A". Is the value on its wrong side?
static bool beyond(const char *end, enum lr_dimension dimension, int side, double value) {
  char reason[96];
  double limit;
  if (!end) return false;
  bool open = *end == '>' || *end == '<';
  if (!lr_quantity_parse(end + open, dimension, &limit, reason, sizeof reason)) LR_BUG("the range of a dated field cannot be read");
  return side * value < side * limit || (open && value == limit);
}

static bool read_value(const struct lr_reading *reading, const struct lr_node *node, const struct lr_dated_wish *wish, double *value) {
  const struct lr_node *text = lr_node_value(node);
  if (wish->may_return && text->kind == LR_SCALAR && strcmp(text->text, "plan") == 0) {
    *value = NAN;
    return true;
  }
  if (!lr_read_quantity(reading, node, wish->dimension, value)) return false;
  bool low = beyond(wish->low, wish->dimension, 1, *value), high = beyond(wish->high, wish->dimension, -1, *value);
  if (low || high) {
    const char *end = low ? wish->low : wish->high;
    bool open = *end == '>' || *end == '<';
    lr_node_problem(reading->problems, false, text, "'%s' must be %s %s, got '%.60s'", lr_node_name(node),
                    open ? low ? "above" : "below" : low ? "at least" : "at most", end + open, text->text);
    return false;
  }
  if (wish->scale != 0) *value *= wish->scale;
  return true;
}

static bool read_when(const struct lr_reading *reading, const struct lr_node *node, const struct lr_dated_wish *wish, int *date) {
  if (!wish->days_of_year) return lr_read_date(reading, node, date);
  const struct lr_node *text = lr_node_value(node);
  *date = text->kind == LR_SCALAR ? lr_day_of_year(text->text) : 0;
  if (*date) return true;
  lr_node_problem(reading->problems, false, text, "'%s' wants days of the year as MM-DD, such as 07-01, got '%.60s'", lr_node_name(node),
                  text->kind == LR_SCALAR ? text->text : "a list");
  return false;
}

static bool nothing(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

bool lr_dated_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_dated_wish *wish,
                   struct lr_dated *dated) {
  static const struct lr_field FIGURE[] = {{"value", LR_FIELD_CUSTOM, .read = nothing}, {.key = NULL}};
  const struct lr_node *value = lr_node_value(node);
  size_t most = LR_MOST_KNOTS - (wish->days_of_year ? 1 : 0), first = wish->days_of_year ? 1 : 0;
  dated->knots = 0;
  if (value->kind != LR_LIST) {
    dated->knot[0].date = LR_NO_DATE;
    if (!read_value(reading, node, wish, &dated->knot[0].value)) return false;
    dated->knots = 1;
    return true;
  }
  char unused;
  bool fine = value == node || lr_fields_read(reading, node, FIGURE, &unused);
  if (!value->children || value->children > most) {
    lr_node_problem(reading->problems, false, value, "'%s' wants %s, or 1 to %zu pairs [%s, value] in order of time", lr_node_name(node),
                    lr_dimension_words(wish->dimension), most, wish->days_of_year ? "MM-DD" : "date");
    return false;
  }
  for (size_t i = 0; i < value->children; i++) {
    const struct lr_node *pair = lr_node_value(value->child[i]);
    if (pair->kind != LR_LIST || pair->children != 2) {
      lr_node_problem(reading->problems, false, pair, "'%s' wants pairs such as [%s, %s]", lr_node_name(node),
                      wish->days_of_year ? "07-01" : "2026-02-01", lr_dimension_example(wish->dimension));
      fine = false;
      continue;
    }
    int date = LR_NO_DATE;
    double number = NAN;
    bool read = read_when(reading, pair->child[0], wish, &date);
    read = read_value(reading, pair->child[1], wish, &number) && read;
    fine = fine && read;
    if (read && dated->knots && date <= dated->knot[first + dated->knots - 1].date) {
      lr_node_problem(reading->problems, false, lr_node_value(pair->child[0]),
                      "'%s': its knots are out of order: '%.60s' does not come after the one before", lr_node_name(node),
                      lr_node_value(pair->child[0])->text);
      fine = false;
    }
    if (!read) continue;
    dated->knot[first + dated->knots].date = date;
    dated->knot[first + dated->knots++].value = number;
  }
  if (!fine) dated->knots = 0;
  if (fine && wish->days_of_year) {
    dated->knot[0].date = LR_NO_DATE;
    dated->knot[0].value = dated->knot[dated->knots++].value;
  }
  return fine;
}
