// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach reach SCENARIO
#include "cli/reach_stage.h"
#include "cli/stages.h"

enum lr_status lr_cmd_reach(const struct lr_call *call, struct lr_error *error) {
  static const int OPTION[] = {0, 'G', 'B', 'E'};  // the table of each is wanted with it
  static const enum lr_reach_kind KIND[] = {LR_REACH_CURVES, LR_REACH_GAINS, LR_REACH_LIMITS_BY, LR_REACH_EXPRESSED};
  enum { TABLES = sizeof KIND / sizeof KIND[0] };
  struct lr_scenario scenario;
  struct lr_plan_days days = {0};
  struct lr_table *table[TABLES] = {NULL};
  size_t tables = 0;
  enum lr_status status = lr_call_scenario(call, LR_NEED_CHANNELS, &scenario, error);
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
