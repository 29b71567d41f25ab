// SPDX-License-Identifier: GPL-3.0-or-later
// A closed form that a case may ask for: its keys with their dimension, its results with their unit.
#ifndef LR_CLI_CASE_FORMULA_H
#define LR_CLI_CASE_FORMULA_H

#include "base/error.h"
#include "base/units.h"

enum { LR_FORMULA_KEYS = 12, LR_FORMULA_RESULTS = 3 };

struct lr_formula {
  const char *name;
  struct {
    const char *key;
    enum lr_dimension dimension;
  } key[LR_FORMULA_KEYS + 1];
  struct {
    const char *name, *unit;
  } result[LR_FORMULA_RESULTS];
  enum lr_status (*evaluate)(const double *in, double *out, struct lr_error *error);  // SI, in the order of the keys
};

extern const struct lr_formula lr_formulas_displaced[], lr_formulas_loss[], lr_formulas_plan[], lr_formulas_statistics[];  // ended by a row without a name

#endif
