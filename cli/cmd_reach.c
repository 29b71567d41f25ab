// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach reach SCENARIO
#include <string.h>

#include "cli/reach_stage.h"
#include "cli/stages.h"

// A table that was asked for without the option that makes it.
static enum lr_status check_table(const struct lr_call *call, struct lr_error *error) {
  static const struct {
    const char *table, *option;
    int key;
  } MADE[] = {{"gain_table", "gains", 'G'}, {"limits_by", "limits-by", 'B'}, {"expressed", "expressed", 'E'}, {"reach_map", "map", 'P'}};
  for (size_t i = 0; call->table && i < sizeof MADE / sizeof MADE[0]; i++)
    if (strcmp(call->table, MADE[i].table) == 0 && !lr_call_option(call, MADE[i].key))
      return lr_error_set(error, LR_E_USAGE, "the table '%s' is made with --%s: give it too", call->table, MADE[i].option);
  return LR_OK;
}

enum lr_status lr_cmd_reach(const struct lr_call *call, struct lr_error *error) {
  static const int OPTION[] = {0, 'G', 'B', 'E', 'P'};  // the table of each is wanted with it
  static const enum lr_reach_kind KIND[] = {LR_REACH_CURVES, LR_REACH_GAINS, LR_REACH_LIMITS_BY, LR_REACH_EXPRESSED, LR_REACH_MAP};
  enum { TABLES = sizeof KIND / sizeof KIND[0] };
  struct lr_scenario scenario = {0};
  struct lr_plan_days days = {0};
  struct lr_table *table[TABLES] = {NULL};
  size_t tables = 0;
  enum lr_status status = check_table(call, error);
  if (status == LR_OK) status = lr_call_scenario(call, LR_NEED_CHANNELS, &scenario, error);
  if (status == LR_OK && scenario.has_plan) status = lr_stage_expect(call, &scenario, &days, error);
  for (size_t i = 0; i < TABLES && status == LR_OK; i++)
    if (!OPTION[i] || lr_call_option(call, OPTION[i]))
      status = lr_stage_reach_table(call, &scenario, scenario.has_plan ? &days : NULL, KIND[i], &table[tables++], error);
  if (status == LR_OK) status = lr_call_print(call, &scenario, (const struct lr_table *const *)table, tables, error);
  for (size_t i = 0; i < TABLES; i++) lr_table_free(table[i]);
  lr_plan_days_free(&days);
  lr_scenario_free(&scenario);
  return status;
}
