// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/plan_update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"

enum { MOST_BYTES = 1 << 20, LEAST_DRAWS = 20000, DRAWS_A_ROW = 4 };

// The file that is asked for, by the option or by the scenario, whose own names are relative to it; "": none.
static enum lr_status recorded_file(const struct lr_scenario *scenario, const char *option, char *path, size_t size,
                                    struct lr_error *error) {
  *path = '\0';
  if (option) {
    if ((size_t)snprintf(path, size, "%s", option) >= size)
      return lr_error_set(error, LR_E_USAGE, "the name given to --recorded is too long");
    return LR_OK;
  }
  const struct lr_node *name =
      *scenario->plan.update.recorded_file ? lr_document_find(scenario->document, "plan.update.recorded_file") : NULL;
  if (name && !lr_node_file(lr_node_value(name), "plans", path, size))
    return lr_error_set(error, LR_E_INPUT, "the name in plan.update.recorded_file is too long");
  return LR_OK;
}

enum lr_status lr_call_update(const struct lr_call *call, struct lr_scenario *scenario, size_t count,
                              struct lr_error *error) {
  bool options = strcmp(call->command->name, "plan") == 0;
  const char *as_of = options ? lr_call_option(call, 'A') : NULL;
  char file[4096], caution[LR_CAUTION_SIZE], *text = NULL;
  struct lr_recorded_rows rows = {0};
  struct lr_plan *plan = &scenario->plan;
  enum lr_status status = recorded_file(scenario, options ? lr_call_option(call, 'R') : NULL, file, sizeof file, error);
  struct lr_update_wish wish = {.name = *file ? file : "the history of the plan",
                                .from_history = !*file,
                                .count = count,
                                .seed = lr_call_seed(call, scenario),
                                .jobs = call->jobs,
                                .as_of = plan->update.as_of};
  if (status != LR_OK) return status;
  if (as_of && !lr_date_parse(as_of, &wish.as_of))
    return lr_error_set(error, LR_E_USAGE, "--as-of wants a date such as 2026-06-30, got '%s'", as_of);
  if (!*file && wish.as_of == LR_NO_DATE) return LR_OK;
  if (*file) {
    status = lr_file_read_table(file, "record of luminosity", MOST_BYTES, &text, error);
    if (status == LR_OK) status = lr_recorded_read(file, text, &rows, error);
    if (status == LR_OK && wish.as_of == LR_NO_DATE) wish.as_of = rows.row[rows.rows - 1].end;
  } else {
    status = lr_recorded_of_history(plan, wish.as_of, &rows, error);
  }
  if (status != LR_OK) goto done;
  wish.row = rows.row;
  wish.rows = rows.rows;
  wish.draws = count * DRAWS_A_ROW > LEAST_DRAWS ? count * DRAWS_A_ROW : LEAST_DRAWS;
  status = lr_plan_update(plan, &wish, &scenario->update, error);
  if (status == LR_E_INPUT && !*file)
    lr_error_context(error, "a day to update to, without a file of what was recorded (--recorded)");
  if (status != LR_OK) goto done;
  scenario->as_of = wish.as_of;
  lr_update_caution(&scenario->update, caution, sizeof caution);
  if (*caution && !call->quiet) fprintf(stderr, "warning: %s\n", caution);
done:
  free(text);
  lr_recorded_free(&rows);
  return status;
}

void lr_update_file_check(const struct lr_document *document, const struct lr_plan *plan,
                          struct lr_problems *problems) {
  const struct lr_node *name =
      *plan->update.recorded_file ? lr_document_find(document, "plan.update.recorded_file") : NULL;
  struct lr_recorded_rows rows = {0};
  struct lr_error error = {0};
  char path[4096], *text = NULL;
  if (!name) return;
  if (!lr_node_file(lr_node_value(name), "plans", path, sizeof path)) {
    lr_node_problem(problems, false, name, "the name of the file is too long");
    return;
  }
  enum lr_status status = lr_file_read_table(path, "record of luminosity", MOST_BYTES, &text, &error);
  if (status == LR_OK) status = lr_recorded_read(path, text, &rows, &error);
  if (status == LR_E_MEMORY)
    problems->no_memory = true;
  else if (status != LR_OK)
    lr_node_problem(problems, false, lr_node_value(name), "%s", error.text);
  lr_recorded_free(&rows);
  free(text);
}
