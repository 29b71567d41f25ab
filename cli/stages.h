// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of the main route that several verbs share.
#ifndef LR_CLI_STAGES_H
#define LR_CLI_STAGES_H

#include "cli/call.h"
#include "machine/luminosity.h"
#include "projections/histories.h"

// How many histories: those of --histories where the verb has it, else of the scenario. Status: LR_E_USAGE.
enum lr_status lr_stage_histories(const struct lr_call *call, const struct lr_scenario *scenario, size_t *count, struct lr_error *error);
// Expectation of the plan. Where its sudden losses come from `losses`, those are evaluated first, with progress, and kept in the
// scenario. The caller frees the days, also after a failure.
enum lr_status lr_stage_expect(const struct lr_call *call, struct lr_scenario *scenario, struct lr_plan_days *days, struct lr_error *error);
// Expectation and histories of the plan, with progress. The caller frees both, also after a failure.
enum lr_status lr_stage_plan(const struct lr_call *call, struct lr_scenario *scenario, struct lr_plan_days *days,
                             struct lr_histories *histories, struct lr_error *error);

// Published limits of the channels, for the figures and as a table.
struct lr_table *lr_stage_existing(const struct lr_scenario *scenario);
// Expected luminosity of each dataset at dates of the plan.
struct lr_table *lr_stage_reach_dates(const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                      const struct lr_histories *histories);

// The table of the luminosity; with `blowup: {apply: yes}` it says which emittances stand in it. *table is freed by the caller.
enum lr_status lr_stage_luminosity(const struct lr_scenario *scenario, const struct lr_luminosity *luminosity,
                                   struct lr_table **table, struct lr_error *error);
// The levers of the operating point; those of the currents follow a blow-up that is applied.
enum lr_status lr_stage_levers(const struct lr_scenario *scenario, struct lr_table **table, struct lr_error *error);

#endif
