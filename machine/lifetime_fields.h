// SPDX-License-Identifier: GPL-3.0-or-later
// `lifetime:` of a ring to the inputs of its lifetimes.
#ifndef LR_MACHINE_LIFETIME_FIELDS_H
#define LR_MACHINE_LIFETIME_FIELDS_H

#include "base/fields.h"
#include "machine/lifetime.h"

extern const struct lr_field lr_lifetime_fields[];

// Nothing given: every process but radiative Bhabha (effective cross-section of 170 mb) is left out of the budget.
struct lr_lifetime_input lr_lifetime_none(void);

// Reads `lifetime:` into a struct lr_lifetime_input, as the `read` of a field. False, with every problem reported, when a
// figure does not fit, a pair stands without its other half or the table of optics cannot serve. The table that it names
// belongs to the caller, also then: lr_lifetime_input_free.
bool lr_lifetime_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Frees the table of optics and forgets it.
void lr_lifetime_input_free(struct lr_lifetime_input *input);

#endif
