// SPDX-License-Identifier: GPL-3.0-or-later
// A channel of a scenario, read as a whole.
#include "projections/channel_check.h"
#include "projections/channel_fields.h"

const struct lr_channel_type *lr_channel_read_type(const struct lr_reading *reading, const struct lr_node *node, const char *id) {
  const struct lr_channel_type *type = lr_channel_type_find(id);
  if (type) return type;
  const char *known[32];
  size_t count = 0;
  while (count < 31 && lr_channel_type_at(count)) {
    known[count] = lr_channel_type_at(count)->id;
    count++;
  }
  known[count] = NULL;
  const char *nearest = lr_text_nearest(id, known);
  lr_node_problem(reading->problems, false, node, "there is no channel '%.60s'%s%s%s", id, nearest ? "; did you mean '" : "",
                  nearest ? nearest : "", nearest ? "'?" : "");
  return NULL;
}

bool lr_channel_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel *channel) {
  const struct lr_channel_type *type = lr_channel_read_type(reading, node, node->key);
  if (!type) return false;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "channel '%s' wants a mapping of keys", node->key);
    return false;
  }
  lr_channel_init(channel, type);
  size_t first = reading->problems->count;
  bool fine = lr_fields_read(reading, node, lr_channel_fields, channel);
  static const char *const OF_ONE[] = {"efficiency", "reference", "background", "displacement"};
  for (size_t i = 0; lr_node_child(node, "modes") && i < sizeof OF_ONE / sizeof OF_ONE[0]; i++)
    if (lr_node_child(node, OF_ONE[i])) {
      lr_node_problem(reading->problems, false, lr_node_child(node, OF_ONE[i]), "'%s' stands beside 'modes': it belongs into each of them", OF_ONE[i]);
      fine = false;
    }
  return lr_channel_finish(reading, node, first, fine, channel);
}
