// SPDX-License-Identifier: GPL-3.0-or-later
// `machine:` of a scenario to a collider.
#ifndef LR_MACHINE_COLLIDER_FIELDS_H
#define LR_MACHINE_COLLIDER_FIELDS_H

#include "base/fields.h"
#include "machine/collider.h"
#include "machine/lifetime.h"

struct lr_machine_input {
  char name[128];
  struct lr_collider collider;
  double published_luminosity_m2s;  // what the record or the design says; NaN = not given
  bool luminosity_is_input;         // an input was computed back from it: it is no check
  struct lr_lifetime_input lifetime_ler, lifetime_her;  // lr_lifetime_none() without `lifetime:`
  bool has_lifetime;                                    // one of the rings has it
  bool same;                                            // her is ler again, and so are its tables
};

extern const struct lr_field lr_machine_fields[];

// Reads `machine:`. False, with every problem reported, when it does not make a collider; nothing is left to free then.
bool lr_machine_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_machine_input *machine);

// Frees the tables of optics. A copy of the struct shares them: free one of the two. Zeros are fine.
void lr_machine_free(struct lr_machine_input *machine);

#endif
