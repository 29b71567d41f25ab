// SPDX-License-Identifier: GPL-3.0-or-later
// `bunch_length:` of a ring to its law, and the wakes that a law follows from.
#ifndef LR_MACHINE_BUNCH_LENGTH_FIELDS_H
#define LR_MACHINE_BUNCH_LENGTH_FIELDS_H

#include "base/fields.h"
#include "machine/collider.h"

extern const struct lr_field lr_bunch_length_fields[];

// Reads `bunch_length:` (a length, or a mapping with its model) into a struct lr_bunch_length, as the `read` of a field.
// False, with every problem reported, when it does not make a law. The curve of haissinski is still empty.
bool lr_bunch_length_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Fills the curve of the model haissinski (else nothing is done) from the wakes that `node`, which lr_bunch_length_read has
// read, names: up to bunch_current_A at least, up to twice that where the equation can be solved.
// False, with the problem reported at `at` (NULL: at the wake file, else the node), when that is not so.
bool lr_bunch_length_complete(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *at,
                              const struct lr_collider *collider, double bunch_current_A, struct lr_ring *ring);

#endif
