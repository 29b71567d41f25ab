// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_parts.h"

#include <math.h>

double lr_dated_at(const struct lr_dated *dated, int date, double otherwise) {
  double value = otherwise;
  for (size_t i = 0; i < dated->knots && dated->knot[i].date <= date; i++) value = dated->knot[i].value;
  return isnan(value) ? otherwise : value;
}
