// SPDX-License-Identifier: GPL-3.0-or-later
// The table `limit` of a counting window, by one method after the name of --method.
#ifndef LR_CLI_LIMIT_ROWS_H
#define LR_CLI_LIMIT_ROWS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/table.h"

// What a method can use beside the background; the options of the verb in the same order are in cmd_limit.c.
enum lr_limit_use {
  LR_LIMIT_ERROR = 1,
  LR_LIMIT_CONSTRAINT = 2,
  LR_LIMIT_OBSERVED = 4,
  LR_LIMIT_SIGNAL = 8,
  LR_LIMIT_EFFICIENCY = 16,
  LR_LIMIT_SIGNIFICANCE = 32,
  LR_LIMIT_WINDOWS = 64,
  LR_LIMIT_UPCROSSINGS = 128,
  LR_LIMIT_LEVEL = 256
};

struct lr_limit_request {
  double background, relative_error;  // events; relative
  const char *constraint;  // "" = the default of the method
  double observed, signal, windows, upcrossings;  // NaN: not given
  double level;                                   // of q0, for the upcrossings
  double efficiency, significance, cl;
};

struct lr_limit_method {
  const char *name;
  int uses, wants;  // of enum lr_limit_use; wanted: one of them must be given (0: none)
  enum lr_status (*rows)(const struct lr_limit_request *request, struct lr_table *table, struct lr_error *error);
};

extern const struct lr_limit_method lr_limit_methods[];  // ended by a row without a name

struct lr_table *lr_limit_table_create(void);

#endif
