// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach lumi SCENARIO
#include <stdlib.h>

#include "cli/call.h"
#include "cli/lumi_scan.h"
#include "cli/stages.h"
#include "machine/limits.h"
#include "machine/luminosity.h"
#include "machine/offset_scan.h"

enum { MOST_TABLES = 12, SCAN_POINTS = 41 };

struct tables {
  struct lr_table *table[MOST_TABLES];
  size_t count;
};

static enum lr_status add_limits(const struct lr_scenario *scenario, const struct lr_luminosity *luminosity,
                                 struct tables *out, struct lr_error *error) {
  if (!scenario->limits.given)
    return lr_error_set(error, LR_E_INPUT,
                        "the scenario has no 'limits': add 'base: ../limits/superkekb.yaml' to it (beside other bases in a "
                        "list), or --set base=inputs/limits/superkekb.yaml, or bounds of your own");
  struct lr_limits_found found;
  enum lr_status status = lr_limits_evaluate(&scenario->machine.collider, luminosity, &scenario->limits,
                                             (const struct lr_lifetime_input *const[]){&scenario->machine.lifetime_ler,
                                                                                       &scenario->machine.lifetime_her},
                                             &found, error);
  if (status == LR_OK) out->table[out->count++] = lr_limits_table(&found);
  return status;
}

static enum lr_status add_offset_scan(const struct lr_collider *collider, struct tables *out, struct lr_error *error) {
  struct lr_offset_scan *scan = calloc(1, sizeof *scan);
  if (!scan) return lr_error_set(error, LR_E_MEMORY, "no memory for the offset scan");
  enum lr_status status = lr_offset_scan_evaluate(collider, SCAN_POINTS, 3, scan, error);
  if (status == LR_OK) {
    out->table[out->count++] = lr_offset_scan_table(scan);
    out->table[out->count++] = lr_offset_fit_table(scan);
  }
  free(scan);
  return status;
}

static enum lr_status add_blowup(const struct lr_scenario *scenario, struct tables *out, struct lr_error *error) {
  const struct lr_collider *collider = &scenario->machine.collider;
  if (!scenario->has_blowup)
    return lr_error_set(error, LR_E_INPUT,
                        "the scenario has no 'blowup': add {points: FILE} with five points of one optics at least, "
                        "{emittance_y0: .., product: .., exponent: ..} or {curve: FILE}");
  enum lr_status status = lr_blowup_table(&scenario->blowup, collider, &out->table[out->count], error);
  if (status == LR_OK) out->count++;
  if (status == LR_OK) status = lr_blowup_curve_table(&scenario->blowup, collider, &out->table[out->count++], error);
  return status;
}

static enum lr_status add_bunch_length(const struct lr_scenario *scenario, struct tables *out, struct lr_error *error) {
  const struct lr_collider *collider = &scenario->machine.collider;
  const struct lr_bunch_length_measured *measured = &scenario->bunch_length_measured;
  enum lr_status status = lr_bunch_length_table(collider, measured, &out->table[out->count], error);
  if (status == LR_OK) out->count++;
  if (status == LR_OK) status = lr_bunch_length_luminosity_table(collider, measured, &out->table[out->count++], error);
  return status;
}

static enum lr_status evaluate(const struct lr_call *call, struct lr_scenario *scenario, const struct lr_scan_axis *scan,
                               struct tables *out, struct lr_error *error) {
  struct lr_luminosity luminosity;
  const struct lr_collider *collider = &scenario->machine.collider;
  enum lr_status status = lr_luminosity_evaluate(collider, &luminosity, error);
  if (status != LR_OK) return status;
  status = lr_stage_luminosity(scenario, &luminosity, &out->table[out->count++], error);
  if (status != LR_OK) return status;
  if (lr_call_option(call, 'F')) out->table[out->count++] = lr_luminosity_factors_table(&luminosity);
  if (lr_call_option(call, 'l')) status = add_limits(scenario, &luminosity, out, error);
  if (status == LR_OK && lr_call_option(call, 'k')) status = lr_stage_levers(scenario, &out->table[out->count++], error);
  if (status == LR_OK && lr_call_option(call, 'y')) status = add_offset_scan(collider, out, error);
  if (status == LR_OK && lr_call_option(call, 'b')) status = add_blowup(scenario, out, error);
  if (status == LR_OK && lr_call_option(call, 'z')) status = add_bunch_length(scenario, out, error);
  if (status == LR_OK && scan) {
    status = lr_lumi_scan_table(scan, scenario, &out->table[out->count++], error);
    if (status == LR_OK && !call->quiet) lr_lumi_scan_note(scan, out->table[out->count - 1]);
  }
  return status;
}

enum lr_status lr_cmd_lumi(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario = {0};
  struct tables tables = {{NULL}, 0};
  struct lr_scan_axis scan;
  const char *wish = lr_call_option(call, 'x');
  enum lr_status status = wish ? lr_scan_axis_read(wish, &scan, error) : LR_OK;
  if (status != LR_OK) return status;
  status = lr_call_scenario(call, LR_NEED_MACHINE, &scenario, error);
  if (status == LR_OK) {
    status = evaluate(call, &scenario, wish ? &scan : NULL, &tables, error);
    if (status != LR_OK)
      lr_error_context(error, "luminosity of '%s'", *scenario.machine.name ? scenario.machine.name : call->argument[0]);
  }
  if (status == LR_OK)
    status = lr_call_print(call, &scenario, (const struct lr_table *const *)tables.table, tables.count, error);
  for (size_t i = 0; i < tables.count; i++) lr_table_free(tables.table[i]);
  lr_scenario_free(&scenario);
  return status;
}
