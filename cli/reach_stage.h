// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of the reach: the goals of a scenario or of a call, and their tables.
#ifndef LR_CLI_REACH_STAGE_H
#define LR_CLI_REACH_STAGE_H

#include "cli/call.h"
#include "projections/reach_dates.h"

enum { LR_MOST_GOALS = 64 };

// The milestones of `reach:`, solved. In: room for LR_MOST_REACH_MILESTONES goals. A milestone whose channel is not there is
// left out: the reader has reported it where that is an error.
enum lr_status lr_stage_reach_goals(const struct lr_scenario *scenario, struct lr_reach_goal *goal, size_t *goals, struct lr_error *error);

// As lr_stage_plan, with the dates of further goals, which are brought to the conditions of the plan (R15). The caller frees days and histories, also after a failure.
enum lr_status lr_stage_plan_dates(const struct lr_call *call, struct lr_scenario *scenario, struct lr_reach_goal *goal,
                                   size_t goals, struct lr_plan_days *days, struct lr_histories *histories, struct lr_error *error);

// Table `reach_milestones` of the milestones of `reach:`, from histories of lr_stage_plan, NULL without any; and, where `probability`
// is not NULL, the table `milestone_probability` of these and of those of the plan.
enum lr_status lr_stage_reach_milestones(const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                         const struct lr_histories *histories, struct lr_table **table, struct lr_table **probability,
                                         struct lr_error *error);

// Tables of `reach`: curves (`reach`), `gain_table`, `limits_by`, `expressed`, `reach_map` (no rows where no channel has one); with the options of the verb where the call is one of it.
// `days` may be NULL (no plan). *table is freed by the caller, also after a failure.
enum lr_reach_kind { LR_REACH_CURVES, LR_REACH_GAINS, LR_REACH_LIMITS_BY, LR_REACH_EXPRESSED, LR_REACH_MAP };
enum lr_status lr_stage_reach_table(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                    enum lr_reach_kind kind, struct lr_table **table, struct lr_error *error);
// Table `reach_at_dates` of all channels at their best masses and the dates of `reach:`. `histories` may be NULL.
enum lr_status lr_stage_reach_at_dates(const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_histories *histories,
                                       struct lr_table **table, struct lr_error *error);

// The channel of that id in the scenario; NULL: LR_E_USAGE with the nearest name.
const struct lr_channel *lr_stage_channel(const struct lr_scenario *scenario, const char *id, struct lr_error *error);
// A quantity among the options of the call; NaN when it was not given. Status: LR_E_USAGE.
enum lr_status lr_stage_quantity(const struct lr_call *call, int key, const char *name, enum lr_dimension dimension, double *value,
                                 struct lr_error *error);

#endif
