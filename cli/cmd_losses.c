// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach losses SCENARIO
#include <errno.h>
#include <stdlib.h>

#include "cli/loss_stage.h"
#include "cli/stages.h"

static enum lr_status print_event(const struct lr_call *call, const struct lr_scenario *scenario, const char *wanted, struct lr_error *error) {
  char *end;
  errno = 0;
  long id = strtol(wanted, &end, 10);
  if (errno || *end || end == wanted || id < 1) return lr_error_set(error, LR_E_USAGE, "--event wants the number of an event, from 1 on, got '%s'", wanted);
  struct lr_trace_tables trace = {0};
  enum lr_status status = lr_stage_loss_event(call, scenario, (uint64_t)id, &trace, error);
  const struct lr_table *const table[] = {trace.event, trace.turns, trace.elements, trace.abort, trace.dose_map, trace.trajectory};
  if (status == LR_OK) status = lr_call_print(call, scenario, table, 6, error);
  lr_trace_tables_free(&trace);
  return status;
}

static enum lr_status print_ensemble(const struct lr_call *call, struct lr_scenario *scenario, struct lr_error *error) {
  struct lr_loss_ensemble ensemble = {0};
  struct lr_loss_tables tables = {0};
  struct lr_plan_days days = {0};
  int with = (lr_call_option(call, 'a') ? LR_LOSS_WITH_VARIANTS : 0) | (lr_call_option(call, 'c') ? LR_LOSS_WITH_CALIBRATION : 0);
  enum lr_status status = LR_OK;
  if ((with & LR_LOSS_WITH_CALIBRATION) && !scenario->losses.observed.given)
    return lr_error_set(error, LR_E_INPUT, "the scenario has no losses.observed: there is nothing to calibrate with");
  if (scenario->has_plan) status = lr_stage_expect(call, scenario, &days, error);
  if (status == LR_OK) status = lr_stage_losses(call, scenario, scenario->has_plan ? &days : NULL, with, &ensemble, &tables, error);
  if (status == LR_OK) {
    const struct lr_table *const all[] = {tables.summary, tables.risk, tables.variants, tables.steps, tables.facts, tables.calibration, tables.events};
    const struct lr_table *table[8];
    size_t count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
      if (all[i]) table[count++] = all[i];
    status = lr_call_print(call, scenario, table, count, error);
  }
  lr_plan_days_free(&days);
  lr_loss_tables_free(&tables);
  lr_loss_ensemble_free(&ensemble);
  return status;
}

static enum lr_status print_backgrounds(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_error *error) {
  const struct lr_backgrounds *backgrounds = &scenario->backgrounds;
  struct lr_table *table[4] = {NULL};
  size_t count = 0;
  if (!backgrounds->given)
    return lr_error_set(error, LR_E_INPUT, "the scenario has no 'backgrounds': add 'base: ../losses/backgrounds_superkekb.yaml' to it, or --set base=inputs/losses/backgrounds_superkekb.yaml");
  enum lr_status status = (table[count] = lr_backgrounds_table(backgrounds, lr_call_seed(call, scenario), error)) ? LR_OK : LR_E_DOMAIN;
  if (status == LR_OK && backgrounds->path != LR_BG_NO_PATH)
    status = (table[++count] = lr_background_limits_table(backgrounds, error)) ? LR_OK : LR_E_DOMAIN;
  if (status == LR_OK) status = (table[++count] = lr_background_dose_table(backgrounds, error)) ? LR_OK : LR_E_DOMAIN;
  if (status == LR_OK) {
    table[++count] = lr_background_fit_table(backgrounds);
    status = lr_table_ok(table[count]) ? lr_call_print(call, scenario, (const struct lr_table *const *)table, count + (table[count]->rows > 0), error)
                                       : lr_error_set(error, LR_E_MEMORY, "no memory for the table of the fit");
  }
  for (size_t i = 0; i < 4; i++) lr_table_free(table[i]);
  return status;
}

enum lr_status lr_cmd_losses(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  const char *event = lr_call_option(call, 'e');
  bool steady = lr_call_option(call, 'b');
  enum lr_status status = lr_call_scenario(call, steady ? 0 : LR_NEED_LOSSES, &scenario, error);
  if (status == LR_OK && steady) status = print_backgrounds(call, &scenario, error);
  else if (status == LR_OK) status = event ? print_event(call, &scenario, event, error) : print_ensemble(call, &scenario, error);
  lr_scenario_free(&scenario);
  return status;
}
