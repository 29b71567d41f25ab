// SPDX-License-Identifier: GPL-3.0-or-later
// The test header: checks that print both values, count, and make the process fail. One process per *_test.c file.
//
//   int main(void) { LR_CHECK(n == 3); LR_NEAR(x, 1.5, 1e-9); return lr_test_end(); }
//
// Property tests draw from lr_test_random(), seeded by LR_TEST_SEED (printed on failure), so a failure can be repeated.
#ifndef LR_TESTS_LR_TEST_H
#define LR_TESTS_LR_TEST_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int lr_test_passed, lr_test_failed;
static uint64_t lr_test_state = 20261122;

static inline void lr_test_count(int ok, const char *file, int line, const char *what) {
  if (ok) {
    lr_test_passed++;
  } else {
    lr_test_failed++;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
  }
}

// |value - expected| <= tolerance * |expected|; `expected` = 0 makes the tolerance absolute. NaN fails.
static inline void lr_test_near(double value, double expected, double tolerance, const char *file, int line,
                                const char *what) {
  double room = tolerance * (expected != 0 ? fabs(expected) : 1);
  int ok = fabs(value - expected) <= room;
  lr_test_count(ok, file, line, what);
  if (!ok)
    fprintf(stderr, "    got %.15g, expected %.15g, off by %.3g of %.3g allowed\n", value, expected,
            fabs(value - expected), room);
}

static inline void lr_test_same_text(const char *a, const char *b, const char *file, int line, const char *what) {
  int ok = a && b && strcmp(a, b) == 0;
  lr_test_count(ok, file, line, what);
  if (!ok) fprintf(stderr, "    got      '%s'\n    expected '%s'\n", a ? a : "(null)", b ? b : "(null)");
}

#define LR_CHECK(condition) lr_test_count((condition) ? 1 : 0, __FILE__, __LINE__, #condition)
#define LR_NEAR(value, expected, tolerance) \
  lr_test_near((value), (expected), (tolerance), __FILE__, __LINE__, #value " ~ " #expected)
#define LR_TEXT_IS(a, b) lr_test_same_text((a), (b), __FILE__, __LINE__, #a " is " #b)

// splitmix64, uniform in (0, 1): for choosing test points only
static inline double lr_test_random(void) {
  uint64_t z = (lr_test_state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  return ((double)(z >> 12) + 0.5) / 4503599627370496.0;
}
static inline double lr_test_between(double low, double high) { return low + (high - low) * lr_test_random(); }
static inline double lr_test_log_between(double low, double high) {
  return low * exp(log(high / low) * lr_test_random());
}
static inline void lr_test_seed_from_environment(void) {
  const char *seed = getenv("LR_TEST_SEED");
  if (seed) lr_test_state = strtoull(seed, NULL, 10);
}

static inline int lr_test_end(void) {
  printf("%d passed, %d failed\n", lr_test_passed, lr_test_failed);
  if (lr_test_passed + lr_test_failed == 0) {
    fprintf(stderr, "no check ran: a test that cannot fail is a defect\n");
    return 1;
  }
  return lr_test_failed ? 1 : 0;
}

#endif
