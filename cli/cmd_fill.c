// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach fill SCENARIO
#include <stdio.h>

#include "cli/fill_stage.h"

enum lr_status lr_cmd_fill(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario, other;
  struct lr_fill_tables tables = {0};
  const char *at = lr_call_option(call, 'A');
  bool has_other = false;
  enum lr_status status = lr_call_scenario(call, LR_NEED_MACHINE | LR_NEED_FILL, &scenario, error);
  if (status == LR_OK && at) {
    struct lr_problems problems = {0};
    status = lr_scenario_load(at, NULL, 0, LR_NEED_MACHINE, &other, &problems, error);
    has_other = true;
    if (!call->quiet || problems.errors) lr_problems_print(&problems, stderr);
    lr_problems_free(&problems);
  }
  if (status == LR_OK) status = lr_stage_fill(call, &scenario, at ? &other.machine : NULL, &tables, error);
  if (status == LR_OK) {
    const struct lr_table *const table[] = {tables.fill, tables.lifetimes, tables.summary};
    status = lr_call_print(call, &scenario, table, 3, error);
  }
  lr_fill_tables_free(&tables);
  if (has_other) lr_scenario_free(&other);
  lr_scenario_free(&scenario);
  return status;
}
