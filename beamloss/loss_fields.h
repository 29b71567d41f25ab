// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the reader of `losses:`: the tables and checks of a ring.
#ifndef LR_BEAMLOSS_LOSS_FIELDS_H
#define LR_BEAMLOSS_LOSS_FIELDS_H

#include "beamloss/loss_input.h"

extern const struct lr_field lr_loss_ring_fields[];
// Of `rate:` into a struct lr_loss_rate, of `outcomes:` into a struct lr_loss_outcomes; a run plan takes them too.
extern const struct lr_field lr_loss_rate_fields[], lr_loss_outcomes_fields[];

// A mapping keyed by id, each child read by `fields` into the next place of an array of `most` items of `size` bytes that begin
// with their id (a text of `id_size`). Returns the number read; every problem is reported.
struct lr_keyed {
  const struct lr_field *fields;
  void *item;
  size_t size, id_size, most;
};
size_t lr_keyed_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_keyed *keyed);

bool lr_loss_ring_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

#endif
