// SPDX-License-Identifier: GPL-3.0-or-later
// `limits:` of a scenario to the bounds of an operating point.
#ifndef LR_MACHINE_LIMITS_FIELDS_H
#define LR_MACHINE_LIMITS_FIELDS_H

#include "base/fields.h"
#include "machine/limits.h"

extern const struct lr_field lr_limits_fields[];

// A number and a unit that base/units.h does not know: one of three names with its factor to SI. `wants` says what, for the
// message. False, with the problem reported, when it is none.
bool lr_limits_read_named(const struct lr_reading *reading, const struct lr_node *node, const char *wants,
                          const char *const names[3], const double factors[3], double *value);

// `collimators:` into a struct lr_limit_figure: the sum of beta times kick factor [V/C]; the fields are those of one of them.
extern const struct lr_field lr_limits_collimator_fields[];
bool lr_limits_read_collimators(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Reads `limits:` into a struct lr_limits, as the `read` of a field. False, with every problem reported, when a figure does
// not fit, or an injector or the cavities are given in part.
bool lr_limits_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Reads pairs [bunch spacing, bunch current]. False, with the problem reported.
bool lr_limits_read_cloud(const struct lr_reading *reading, const struct lr_node *node, struct lr_limits_cloud *cloud);

#endif
