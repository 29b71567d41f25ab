// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach reach SCENARIO
#include "cli/call.h"
#include "cli/stages.h"

enum lr_status lr_cmd_reach(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_plan_days days = {0};
  struct lr_table *reach = NULL;
  enum lr_status status = lr_call_scenario(call, LR_NEED_CHANNELS, &scenario, error);
  if (status == LR_OK && scenario.has_plan) status = lr_stage_expect(call, &scenario, &days, error);
  if (status == LR_OK) status = lr_stage_reach(call, &scenario, scenario.has_plan ? &days : NULL, &reach, error);
  if (status == LR_OK) status = lr_call_print(call, &scenario, (const struct lr_table *const *)&reach, 1, error);
  lr_table_free(reach);
  lr_plan_days_free(&days);
  lr_scenario_free(&scenario);
  return status;
}
