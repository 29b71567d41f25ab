// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach lumi SCENARIO
#include "cli/call.h"
#include "machine/luminosity.h"

enum lr_status lr_cmd_lumi(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_luminosity luminosity;
  struct lr_table *table[2] = {NULL, NULL};
  size_t count = 0;
  enum lr_status status = lr_call_scenario(call, LR_NEED_MACHINE, &scenario, error);
  if (status != LR_OK) goto done;
  const struct lr_collider *collider = &scenario.machine.collider;
  status = lr_luminosity_evaluate(collider, &luminosity, error);
  if (status != LR_OK) {
    lr_error_context(error, "luminosity of '%s'", *scenario.machine.name ? scenario.machine.name : call->argument[0]);
    goto done;
  }
  table[count++] = lr_luminosity_table(collider, &luminosity);
  if (lr_call_option(call, 'F')) table[count++] = lr_luminosity_factors_table(&luminosity);
  status = lr_call_print(call, &scenario, (const struct lr_table *const *)table, count, error);
done:
  for (size_t i = 0; i < 2; i++) lr_table_free(table[i]);
  lr_scenario_free(&scenario);
  return status;
}
