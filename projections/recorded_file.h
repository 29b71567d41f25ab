// SPDX-License-Identifier: GPL-3.0-or-later
// What was recorded since a plan was made, as CSV (model.md P21):
//
//   start,end,recorded_fb,kind                       needed; both days included
//   id,peak_cm2s,status,source,note                  may stand as well, in any order
//   2025-11-05,2025-12-20,9.5,recorded
//   2026-02-15,2026-03-31,20.1,recorded
//
// peak_cm2s is kept as data (table history); the weights of the update do not use it.
// Rows in order of time, none over another. Each must be of the kind that the plan sums.
#ifndef LR_PROJECTIONS_RECORDED_FILE_H
#define LR_PROJECTIONS_RECORDED_FILE_H

#include "projections/plan.h"

struct lr_recorded_row {
  char id[32], note[128];  // id "": none
  int start, end, kind;
  double recorded_m2, peak_m2s;  // peak NaN = not known
  int line;  // in the file; 0: from the history of the plan
};

struct lr_recorded_rows {
  struct lr_recorded_row *row;
  size_t rows;
};

// In: name for messages, text of the file. Status: LR_E_INPUT "NAME:LINE: what is wrong", LR_E_MEMORY. To be freed even after a failure.
enum lr_status lr_recorded_read(const char *name, const char *text, struct lr_recorded_rows *rows,
                                struct lr_error *error);
// The past periods of a plan that end up to a day, after all that recorded_so_far counts.
enum lr_status lr_recorded_of_history(const struct lr_plan *plan, int as_of, struct lr_recorded_rows *rows,
                                      struct lr_error *error);
void lr_recorded_free(struct lr_recorded_rows *rows);

#endif
