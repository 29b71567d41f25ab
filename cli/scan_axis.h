// SPDX-License-Identifier: GPL-3.0-or-later
// What --scan says: a key of the machine and the values that it takes.
#ifndef LR_CLI_SCAN_AXIS_H
#define LR_CLI_SCAN_AXIS_H

#include <stdbool.h>

#include "base/error.h"

enum { LR_MOST_SCAN_POINTS = 1001 };

struct lr_scan_axis {
  char key[160];      // as the user wrote it
  char path[2][192];  // keys that are set; the second is "" when one is
  char name[64];      // last word of the key: the column
  char unit[32];      // as written
  double unit_SI, from, to;  // ends in `unit`
  int points;
  bool logarithmic;
};

// Reads KEY=LO:HI[:N][:log], N points (default 21, 2 to 1001) with both ends. KEY is a key of `machine` (beta_y: of both
// rings, ler.beta_y, bunches) or a full one (machine.ler.beta_y). Status: LR_E_USAGE with what is wrong.
enum lr_status lr_scan_axis_read(const char *text, struct lr_scan_axis *scan, struct lr_error *error);

// Value i of the axis, in its unit.
double lr_scan_axis_value(const struct lr_scan_axis *scan, int i);

#endif
