// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of [mass, value] in the YAML of a channel.
#ifndef LR_PROJECTIONS_CHANNEL_POINTS_H
#define LR_PROJECTIONS_CHANNEL_POINTS_H

#include "projections/channel_fields.h"

#define LR_GEV_PER_EV 1e-9

enum lr_ordinate { LR_PURE_NUMBER, LR_COUPLING, LR_CROSS_SECTION_fb, LR_MASS_GeV };  // LR_COUPLING: in the unit of the type

// Reads at most `room` points with masses in GeV. Reports every bad pair; false when there was one.
bool lr_channel_read_points(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                            enum lr_ordinate ordinate, struct lr_point *point, size_t room, size_t *count);

// `existing:` of a channel: published limits keyed by id.
extern const struct lr_field lr_existing_fields[];
bool lr_existing_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel *channel);

#endif
