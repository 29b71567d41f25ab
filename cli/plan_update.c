// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plan_update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"

enum { MOST_BYTES = 1 << 20, LEAST_DRAWS = 20000, DRAWS_A_ROW = 4 };

enum lr_status lr_call_update(const struct lr_call *call, struct lr_scenario *scenario, size_t count, struct lr_update *update,
                              struct lr_error *error) {
  const char *as_of = lr_call_option(call, 'A'), *file = lr_call_option(call, 'R');
  struct lr_recorded_rows rows = {0};
  struct lr_plan *plan = &scenario->plan;
  struct lr_update_wish wish = {.name = file ? file : "the history of the plan", .from_history = !file, .count = count, .seed = lr_call_seed(call, scenario),
                                .jobs = call->jobs, .as_of = LR_NO_DATE};
  char *text = NULL, caution[512];
  enum lr_status status = LR_OK;
  memset(update, 0, sizeof *update);
  if (!as_of && !file) return LR_OK;
  if (as_of && !lr_date_parse(as_of, &wish.as_of))
    return lr_error_set(error, LR_E_USAGE, "--as-of wants a date such as 2026-06-30, got '%s'", as_of);
  if (file) {
    status = lr_file_read_table(file, "record", MOST_BYTES, &text, error);
    if (status == LR_OK) status = lr_recorded_read(file, text, &rows, error);
    if (status == LR_OK && !as_of) wish.as_of = rows.row[rows.rows - 1].end;
  } else {
    status = lr_recorded_of_history(plan, wish.as_of, &rows, error);
  }
  if (status != LR_OK) goto done;
  wish.row = rows.row;
  wish.rows = rows.rows;
  wish.draws = count * DRAWS_A_ROW > LEAST_DRAWS ? count * DRAWS_A_ROW : LEAST_DRAWS;
  status = lr_plan_update(plan, &wish, update, error);
  if (status == LR_E_INPUT && !file) lr_error_context(error, "--as-of without --recorded FILE");
  if (status != LR_OK) goto done;
  scenario->as_of = wish.as_of;
  lr_update_caution(update, caution, sizeof caution);
  if (*caution && !call->quiet) fprintf(stderr, "warning: %s\n", caution);
done:
  free(text);
  lr_recorded_free(&rows);
  return status;
}
