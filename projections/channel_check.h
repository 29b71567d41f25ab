// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the figures of a channel: all of it, each with the key that it belongs to.
#ifndef LR_PROJECTIONS_CHANNEL_CHECK_H
#define LR_PROJECTIONS_CHANNEL_CHECK_H

#include "base/fields.h"
#include "projections/channel.h"

struct lr_channel_fault {
  char path[96];   // key below the channel, such as "modes.kplus_mumu.background"
  bool missing;    // the key does not stand
  size_t point;    // of the list at that key, from 1; 0: the key as a whole
  char text[400];  // a message, with the channel and its mode in front
};
typedef void (*lr_channel_say)(void *target, const struct lr_channel_fault *fault);

// Says every fault of the figures; returns how many there are. NaN is a fault of its own figure only.
size_t lr_channel_check(const struct lr_channel *channel, lr_channel_say say, void *target);

// As lr_channel_prepare; says every fault, also of anchors that no background can give.
enum lr_status lr_channel_prepare_saying(struct lr_channel *channel, lr_channel_say say, void *target, struct lr_error *error);

// The end of reading a channel from a mapping: checks it, and prepares it when all could be read (`fine`). Faults become problems at
// their keys; what the reader has reported since `first`, a count of reading->problems, is not said again. False: there is a problem.
bool lr_channel_finish(const struct lr_reading *reading, const struct lr_node *node, size_t first, bool fine, struct lr_channel *channel);

#endif
