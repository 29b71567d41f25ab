// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the reader of `losses:`: what starts a loss.
#ifndef LR_BEAMLOSS_LOSS_SOURCE_FIELDS_H
#define LR_BEAMLOSS_LOSS_SOURCE_FIELDS_H

#include "beamloss/loss_input.h"

extern const struct lr_field lr_loss_dust_fields[], lr_loss_arc_fields[];

bool lr_loss_read_materials(const struct lr_reading *reading, const struct lr_node *node, void *target);  // struct lr_loss_input
bool lr_loss_read_dust(const struct lr_reading *reading, const struct lr_node *node, void *target);       // struct lr_loss_dust

// The mixture of materials in `dust`, when all of `losses` is read: each must be there, and have all its figures.
void lr_loss_check_dust(const struct lr_reading *reading, const struct lr_node *losses, struct lr_loss_input *input);

#endif
