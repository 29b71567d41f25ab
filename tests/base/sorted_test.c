// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting against counting, quantiles by hand and by counting, infinite values.
#include "base/sorted.h"

#include <math.h>

#include "base/random.h"
#include "tests/lr_test.h"

static void sorting(void) {
  enum { N = 500 };
  for (uint64_t k = 0; k < 40; k++) {
    double v[N], was[N];
    struct lr_random random = lr_random_stream(3, 1, k);
    size_t count = k * 12 + (k > 1);
    for (size_t i = 0; i < count; i++) was[i] = v[i] = floor(20 * lr_random_uniform(&random)) - 10;  // many of them equal
    if (count > 2) was[2] = v[2] = INFINITY;
    lr_sort(v, count);
    for (size_t i = 0; i < count; i++) {
      size_t before = 0, after = 0;
      LR_CHECK(!i || v[i - 1] <= v[i]);
      for (size_t j = 0; j < count; j++) {
        before += was[j] == v[i];
        after += v[j] == v[i];
      }
      LR_CHECK(before == after && before > 0);
    }
    for (size_t i = 0; i < count; i++)  // value i is the quantile i/(count - 1)
      if (count > 1) LR_CHECK(lr_sorted_quantile(v, count, (double)i / (double)(count - 1)) >= v[i ? i - 1 : 0] && lr_sorted_quantile(v, count, (double)i / (double)(count - 1)) <= v[i + 1 < count ? i + 1 : i]);
  }
}

static void quantiles(void) {
  const double v[] = {1, 2, 4, 8, INFINITY, INFINITY};
  LR_NEAR(lr_sorted_quantile(v, 6, 0), 1, 0);
  LR_NEAR(lr_sorted_quantile(v, 6, 0.3), 3, 1e-15);
  LR_NEAR(lr_sorted_quantile(v, 6, 0.6), 8, 0);
  LR_CHECK(lr_sorted_quantile(v, 6, 0.61) == INFINITY && lr_sorted_quantile(v, 6, 0.9) == INFINITY && lr_sorted_quantile(v, 6, 1) == INFINITY);
  LR_CHECK(isnan(lr_sorted_quantile(v, 0, 0.5)) && lr_sorted_quantile(v, 1, 0.9) == 1);
  LR_NEAR(lr_sorted_quantile(v, 4, 0.5), 3, 1e-15);
  LR_NEAR(lr_sorted_quantile(v, 4, 0.9), 6.8, 1e-15);
  LR_NEAR(lr_sorted_quantile(v, 4, 1), 8, 0);
  lr_sort(NULL, 0);
}

int main(void) {
  sorting();
  quantiles();
  return lr_test_end();
}
