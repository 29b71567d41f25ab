// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings about a plan that was read without an error.
#ifndef LR_PROJECTIONS_PLAN_REMARKS_H
#define LR_PROJECTIONS_PLAN_REMARKS_H

#include "projections/plan_part_fields.h"

// `node`: `plan:`. `left_out`: first run day of the repeat of the last period that goes beyond the horizon, LR_NO_DATE: none.
void lr_plan_remarks(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan, int left_out);

#endif
