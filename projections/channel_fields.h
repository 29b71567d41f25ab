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

// The type of that id; NULL, with the nearest name reported at the node, when there is none.
const struct lr_channel_type *lr_channel_read_type(const struct lr_reading *reading, const struct lr_node *node, const char *id);
// A coupling of that type: a pure number or an inverse energy [unit of the type].
bool lr_channel_read_coupling(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                              double *value);

enum { LR_MOST_REACH_POINTS = 16, LR_MOST_REACH_MILESTONES = 16 };
#define LR_REACH_SIGMA_WORDS "none|3|5"
struct lr_reach_milestone {  // date wanted at which the limit passes a coupling, or a signal of it would be found
  char channel[48];
  int sigma;  // index in LR_REACH_SIGMA_WORDS
  const struct lr_channel_type *type;
  double mass_GeV, coupling;
};
struct lr_reach_wish {
  double luminosity_fb[LR_MOST_REACH_POINTS];
  size_t luminosities;
  int date[LR_MOST_REACH_POINTS];
  size_t dates;
  long masses;  // points of a curve
  struct lr_reach_milestone milestone[LR_MOST_REACH_MILESTONES];
  size_t milestones;
};
extern const struct lr_field lr_reach_fields[];

#endif
