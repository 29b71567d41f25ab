// SPDX-License-Identifier: GPL-3.0-or-later
// The order of particles against a sort by comparison.
#include "machine/track/order.h"

#include <float.h>

#include "tests/lr_test.h"

enum { MOST = 3000 };

static int by_z(const void *a, const void *b) {  // head first, then by place
  const struct lr_track_order *p = a, *q = b;
  if (p->z_m != q->z_m) return p->z_m > q->z_m ? -1 : 1;
  return p->place < q->place ? -1 : p->place > q->place;
}

static void same(struct lr_track_order *order, size_t count) {
  static struct lr_track_order wanted[MOST], spare[MOST];
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) wanted[i] = order[i];
  qsort(wanted, count, sizeof *wanted, by_z);
  lr_track_order_sort(order, spare, count);
  for (size_t i = 0; i < count; i++) wrong += order[i].place != wanted[i].place || memcmp(&order[i].z_m, &wanted[i].z_m, sizeof(double)) != 0;
  LR_CHECK(wrong == 0);
}

int main(void) {
  static struct lr_track_order order[MOST];
  for (size_t count = 1; count <= MOST; count = 3 * count + 1) {
    for (size_t i = 0; i < count; i++) order[i] = (struct lr_track_order){lr_test_between(-6e-3, 6e-3), (uint32_t)i};
    same(order, count);
    for (size_t i = 0; i < count; i++) order[i] = (struct lr_track_order){floor(lr_test_between(-4, 4)), (uint32_t)i};  // many are equal
    same(order, count);
  }
  const double edge[] = {0., -0., 0., -0., DBL_MAX, -DBL_MAX, DBL_MIN, -DBL_MIN, 5e-324, -5e-324, 1, -1, 1 + DBL_EPSILON, 1, 256, -256};
  size_t edges = sizeof edge / sizeof *edge;
  for (size_t i = 0; i < edges; i++) order[i] = (struct lr_track_order){edge[i], (uint32_t)i};
  same(order, edges);
  for (size_t i = 0; i < MOST; i++) order[i] = (struct lr_track_order){7e-3, (uint32_t)i};  // all are equal
  same(order, MOST);
  lr_track_order_sort(order, order, 0);
  return lr_test_end();
}
