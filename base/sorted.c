// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sorted.h"

#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

void lr_sort(double *value, size_t count) {
  if (count > 1) qsort(value, count, sizeof *value, ascending);
}

double lr_sorted_quantile(const double *sorted, size_t count, double p) {
  if (!count) return NAN;
  double place = p * (double)(count - 1);
  size_t below = (size_t)floor(place);
  if (below + 1 >= count) return sorted[count - 1];
  double t = place - (double)below;
  if (t == 0 || sorted[below + 1] == sorted[below]) return sorted[below];  // infinity less infinity is none
  return sorted[below] + t * (sorted[below + 1] - sorted[below]);  // infinite when the upper one is
}
