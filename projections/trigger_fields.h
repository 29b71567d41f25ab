// SPDX-License-Identifier: GPL-3.0-or-later
// `trigger:` of a scenario.
#ifndef LR_PROJECTIONS_TRIGGER_FIELDS_H
#define LR_PROJECTIONS_TRIGGER_FIELDS_H

#include "base/fields.h"
#include "projections/trigger.h"

extern const struct lr_field lr_trigger_fields[];

// Reads `trigger:` into a struct lr_trigger, as the `read` of a field. False, with every problem reported at its place.
bool lr_trigger_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// A list {line: efficiency, ..} or {line: {value: .., status: ..}, ..} as a channel has it, into `use` (the rest is emptied).
// `trigger` NULL or not given: names of lines are not checked.
bool lr_trigger_uses_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_trigger *trigger,
                          struct lr_trigger_use use[LR_MOST_TRIGGER_USES]);

#endif
