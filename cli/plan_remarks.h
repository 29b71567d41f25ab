// SPDX-License-Identifier: GPL-3.0-or-later
// What the days of a plan show of it that its keys did not.
#ifndef LR_CLI_PLAN_REMARKS_H
#define LR_CLI_PLAN_REMARKS_H

#include "cli/call.h"

// Warnings on standard error, each once, unless the call is quiet: a recovery_scale far from 1, a period without any day of electricity,
// tuning that is better than running.
void lr_call_plan_remarks(const struct lr_call *call, const struct lr_plan *plan, const struct lr_plan_days *days);

#endif
