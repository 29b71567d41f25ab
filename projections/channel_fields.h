// SPDX-License-Identifier: GPL-3.0-or-later
// `channels:` and `reach:` of a scenario.
#ifndef LR_PROJECTIONS_CHANNEL_FIELDS_H
#define LR_PROJECTIONS_CHANNEL_FIELDS_H

#include "base/fields.h"
#include "projections/channel.h"

extern const struct lr_field lr_channel_fields[];

// Reads one channel, `channels.<id>`, and prepares it (solves its background from the anchors). False, with the problems
// reported, when it is not one.
bool lr_channel_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel *channel);

enum { LR_MOST_REACH_POINTS = 16 };
struct lr_reach_wish {
  double luminosity_fb[LR_MOST_REACH_POINTS];
  size_t luminosities;
  int date[LR_MOST_REACH_POINTS];
  size_t dates;
  long masses;  // points of a curve
};
extern const struct lr_field lr_reach_fields[];

#endif
