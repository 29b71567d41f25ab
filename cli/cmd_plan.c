// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach plan SCENARIO
#include <stdlib.h>
#include <string.h>

#include "base/progress.h"
#include "cli/reach_stage.h"
#include "cli/stages.h"
#include "projections/hindcast.h"
#include "projections/operation_table.h"
#include "projections/plan_calendar.h"
#include "projections/plan_tables.h"

enum lr_status lr_cmd_plan(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_plan_days days = {0};
  struct lr_histories histories = {0};
  struct lr_table *table[26 + LR_HINDCAST_TABLES] = {NULL};
  size_t count = 0;
  enum lr_status status = lr_call_scenario(call, LR_NEED_PLAN, &scenario, error);
  if (status == LR_OK) status = lr_stage_plan(call, &scenario, &days, &histories, error);
  if (status != LR_OK) goto done;
  table[count++] = lr_table_periods(&scenario.plan, &days);
  table[count++] = lr_table_milestones(&scenario.plan, &days, &histories);
  struct lr_table *reach = NULL, *probability = NULL;
  status = lr_stage_reach_milestones(&scenario, &days, &histories, &reach, &probability, error);
  if (status != LR_OK) goto done;
  if (reach) table[count++] = reach;
  // In text for reading, what fills pages only where it is asked for.
  bool all = call->format != LR_FORMAT_TEXT || call->table || lr_call_option(call, 'd');
  if (all) table[count++] = probability;
  else lr_table_free(probability);
  table[count++] = lr_table_years(&scenario.plan, &days, &histories);
  table[count++] = lr_table_integrated(&scenario.plan, &days, &histories);
  table[count++] = lr_table_peak(&scenario.plan, &days, &histories);
  table[count++] = lr_table_waterfall(&scenario.plan, &days, &histories);
  table[count++] = lr_table_datasets(&scenario.plan, &days, &histories);
  if (histories.variance_epistemic) table[count++] = lr_table_layers(&histories);
  if (scenario.plan.faults_given || scenario.plan.sudden.given) table[count++] = lr_table_faults(&scenario.plan, &days, &histories);
  if (scenario.plan.power.given) table[count++] = lr_table_electricity(&scenario.plan, &days, &histories);
  table[count++] = lr_table_operation(&scenario.plan, &days);
  if (all) table[count++] = lr_table_calendar(&scenario.plan, &days);
  table[count++] = lr_table_priors(&scenario.plan);
  if (scenario.plan.pasts) table[count++] = lr_table_history(&scenario.plan);
  if (scenario.plan.shutdowns) table[count++] = lr_table_shutdowns(&scenario.plan);
  bool daily = call->table && (strcmp(call->table, "daily") == 0 || strcmp(call->table, "losses_daily") == 0);
  if (daily || lr_call_option(call, 'd')) {
    table[count++] = lr_table_daily(&scenario.plan, &days, &histories);
    table[count++] = lr_table_losses_daily(&scenario.plan, &days, &histories);
  }
  if (scenario.update.rows) {
    table[count++] = lr_update_table(&scenario.update);
    table[count++] = lr_update_record_table(&scenario.update);
  }
  if (lr_call_option(call, 'H')) {
    status = lr_hindcast_tables(&scenario.plan, &days, lr_call_seed(call, &scenario), table + count, error);
    count += LR_HINDCAST_TABLES;
    if (status != LR_OK) goto done;
  }
  status = lr_call_print(call, &scenario, (const struct lr_table *const *)table, count, error);
done:
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) lr_table_free(table[i]);
  lr_histories_free(&histories);
  lr_plan_days_free(&days);
  lr_scenario_free(&scenario);
  return status;
}
