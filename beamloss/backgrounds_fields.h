// SPDX-License-Identifier: GPL-3.0-or-later
// `backgrounds:` of a scenario.
#ifndef LR_BEAMLOSS_BACKGROUNDS_FIELDS_H
#define LR_BEAMLOSS_BACKGROUNDS_FIELDS_H

#include "base/fields.h"
#include "beamloss/backgrounds.h"

extern const struct lr_field lr_backgrounds_fields[];

// Reads `backgrounds:` into a struct lr_backgrounds, as the `read` of a field; fits the file of points, where one is named.
// False, with every problem reported at its place.
bool lr_backgrounds_read(const struct lr_reading *reading, const struct lr_node *node, void *target);

// Inside that reader: the setups, and the index of the setup that a scalar names (-1: none, reported with the nearest name).
extern const struct lr_field lr_background_setup_fields[];
void lr_background_setups_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_backgrounds *backgrounds);
int lr_background_setup_find(const struct lr_reading *reading, const struct lr_node *node, const struct lr_backgrounds *backgrounds);

#endif
