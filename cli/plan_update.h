// SPDX-License-Identifier: GPL-3.0-or-later
// --as-of and --recorded: a plan updated with what has happened since it was made.
#ifndef LR_CLI_PLAN_UPDATE_H
#define LR_CLI_PLAN_UPDATE_H

#include "cli/call.h"
#include "projections/plan_update.h"

// Nothing without the options. Else conditions the plan of the scenario: its sums begin at the day, its histories take the rows of
// update->epistemic (`count` of them), update->rows > 0. Says on stderr when the record lies far outside the priors.
// --recorded alone takes the end of the last row for the day; --as-of alone the history of the plan, which must hold all days since
// on which the plan runs. Status: as lr_plan_update; LR_E_USAGE: no date; LR_E_IO. To be freed even after a failure.
enum lr_status lr_call_update(const struct lr_call *call, struct lr_scenario *scenario, size_t count, struct lr_update *update,
                              struct lr_error *error);

#endif
