// SPDX-License-Identifier: GPL-3.0-or-later
// A row among the limits that were found.
#ifndef LR_TESTS_MACHINE_LIMITS_FOUND_H
#define LR_TESTS_MACHINE_LIMITS_FOUND_H

#include "machine/limits.h"
#include "tests/lr_test.h"

// NULL: there is none.
static const struct lr_limit *find(const struct lr_limits_found *found, const char *name, const char *ring) {
  for (int i = 0; i < found->count; i++)
    if (strcmp(found->limit[i].name, name) == 0 && strcmp(found->limit[i].ring, ring) == 0) return &found->limit[i];
  return NULL;
}

#endif
