// SPDX-License-Identifier: GPL-3.0-or-later
// `trigger:` of a scenario.
#ifndef LR_PROJECTIONS_TRIGGER_FIELDS_H
#define LR_PROJECTIONS_TRIGGER_FIELDS_H

#include "base/fields.h"
#include "projections/trigger.h"

extern const struct lr_field lr_trigger_fields[];

// Reads `trigger:` into a struct lr_trigger, as the `read` of a field. False, with every problem reported at its place.
bool lr_trigger_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// `lines:` of a channel against the trigger: each line that it does not have is a problem at its place.
void lr_trigger_lines_check(const struct lr_reading *reading, const struct lr_node *lines, const struct lr_trigger *trigger);

#endif
