// SPDX-License-Identifier: GPL-3.0-or-later
// --as-of and --recorded: a plan updated with what has happened since it was made.
#ifndef LR_CLI_PLAN_UPDATE_H
#define LR_CLI_PLAN_UPDATE_H

#include "cli/call.h"
#include "projections/plan_update.h"

// Nothing without --as-of and --recorded (of the verb plan) and without the keys of plan.update, over which the options stand. Else
// conditions the plan of the scenario: its sums begin at the day, its histories take `count` rows of scenario->update. Says on
// stderr when the record lies far outside the priors. A file alone takes the end of its last row for the day; a day alone the
// history of the plan, which must hold all days since on which the plan runs. Status: as lr_plan_update; LR_E_USAGE: no date; LR_E_IO.
enum lr_status lr_call_update(const struct lr_call *call, struct lr_scenario *scenario, size_t count,
                              struct lr_error *error);

// The file that plan.update names, read once: what is wrong with it is a problem of the scenario.
void lr_update_file_check(const struct lr_document *document, const struct lr_plan *plan, struct lr_problems *problems);

#endif
