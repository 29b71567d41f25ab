// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_parts.h"

#include <math.h>

int lr_dated_knot(const struct lr_dated *dated, int date) {
  int found = -1;
  for (size_t i = 0; i < dated->knots && (dated->knot[i].date == LR_NO_DATE || dated->knot[i].date <= date); i++) found = (int)i;
  return found;
}

double lr_dated_at(const struct lr_dated *dated, int date, double otherwise) {
  int k = lr_dated_knot(dated, date);
  return k < 0 || isnan(dated->knot[k].value) ? otherwise : dated->knot[k].value;
}
