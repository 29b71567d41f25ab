// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of [mass, value] in the YAML of a channel.
#ifndef LR_PROJECTIONS_CHANNEL_POINTS_H
#define LR_PROJECTIONS_CHANNEL_POINTS_H

#include "projections/channel_fields.h"

#define LR_GEV_PER_EV 1e-9

enum lr_ordinate { LR_PURE_NUMBER, LR_COUPLING, LR_CROSS_SECTION_fb, LR_MASS_GeV };  // LR_COUPLING: in the unit of the type

struct lr_points_wanted {
  const char *name;  // of the list, in messages
  enum lr_ordinate ordinate;
  size_t room;
  bool above_zero;   // the value, else it may be zero
  double most;       // of the value; 0: no end
  bool rising;       // masses
};

// Reads points with masses in GeV, at least one. Reports every bad pair, at its place; a mass or value that is not one becomes NaN.
// False when there was one.
bool lr_channel_read_points(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                            const struct lr_points_wanted *wanted, struct lr_point *point, size_t *count);

// The id of a part of a channel, into 32 characters: false, with the problem reported, when it is longer.
bool lr_channel_read_id(const struct lr_reading *reading, const struct lr_node *node, char id[32]);

// `trigger:` of a channel, into it.
extern const struct lr_field lr_channel_trigger_fields[];

// `existing:` of a channel: published limits keyed by id.
extern const struct lr_field lr_existing_fields[];
bool lr_existing_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel *channel);

#endif
