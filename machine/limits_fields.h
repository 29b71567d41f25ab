// SPDX-License-Identifier: GPL-3.0-or-later
// `limits:` of a scenario to the bounds of an operating point.
#ifndef LR_MACHINE_LIMITS_FIELDS_H
#define LR_MACHINE_LIMITS_FIELDS_H

#include "base/fields.h"
#include "machine/limits.h"

extern const struct lr_field lr_limits_fields[];

// Reads `limits:` into a struct lr_limits, as the `read` of a field. False, with every problem reported, when a figure does
// not fit or an injector is given in part.
bool lr_limits_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

#endif
