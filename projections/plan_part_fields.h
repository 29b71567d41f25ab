// SPDX-License-Identifier: GPL-3.0-or-later
// Field tables of the parts of `plan:` beside its periods, and what must agree within and between them.
#ifndef LR_PROJECTIONS_PLAN_PART_FIELDS_H
#define LR_PROJECTIONS_PLAN_PART_FIELDS_H

#include "projections/plan.h"

// Of plan: into members of struct lr_plan.
extern const struct lr_field lr_fault_fields[], lr_sudden_fields[], lr_ramp_fields[], lr_detector_fields[], lr_power_fields[];
// Of a period: `at` into a struct lr_state, `energy_sharing` into the shares of the period (NaN = not said).
extern const struct lr_field lr_state_fields[], lr_sharing_fields[];
bool lr_faults_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// After the field tables, before the periods: what each part must say, `given`, and the defaults that follow from other keys.
bool lr_plan_parts_settle(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan);
// The same for a period; `node` is its mapping in the file, `whole` that with period_defaults in it.
bool lr_period_parts_settle(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *whole,
                            const struct lr_plan *plan, struct lr_period *period);
// Once all periods are known (also those of repeat_last): the states that ramps and power need.
bool lr_plan_parts_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan);

#endif
