// SPDX-License-Identifier: GPL-3.0-or-later
// For tests of what is sampled: a check against a computed standard error.
#ifndef LR_TESTS_PROJECTIONS_WITHIN_H
#define LR_TESTS_PROJECTIONS_WITHIN_H

#include "tests/lr_test.h"

// Within three standard errors.
static inline void within3(double value, double wanted, double error, const char *file, int line, const char *what) {
  bool fine = fabs(value - wanted) <= 3 * error;
  lr_test_count(fine, file, line, what);
  if (!fine) fprintf(stderr, "    got %.9g, expected %.9g, off by %.2f standard errors\n", value, wanted, (value - wanted) / error);
}
#define WITHIN3(value, wanted, error) within3((value), (wanted), (error), __FILE__, __LINE__, #value " ~ " #wanted)

#endif
