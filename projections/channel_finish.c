// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the figures of a channel as problems at the keys of its YAML.
#include <stdio.h>
#include <string.h>

#include "projections/channel_check.h"

struct place {
  const struct lr_reading *reading;
  const struct lr_node *node;  // of the channel
  size_t first;                // problems from here on are those of the reader
  bool fine;                   // the reader found none
};

static bool is_at(const struct lr_problem *problem, const struct lr_node *node) {
  return !problem->warning && problem->line == node->line && problem->column == node->column && problem->file && node->source &&
         strcmp(problem->file, node->source->path) == 0;
}

static bool reported(const struct place *place, const struct lr_node *node) {
  const struct lr_problems *problems = place->reading->problems;
  for (size_t i = place->first; i < problems->count; i++)
    if (is_at(&problems->item[i], node)) return true;
  for (size_t i = 0; i < node->children; i++)
    if (reported(place, node->child[i])) return true;
  return false;
}

// The node of a key; where it does not stand, the last mapping on the way to it, with *stands false.
static const struct lr_node *find(const struct lr_node *node, const char *path, bool *stands) {
  *stands = true;
  while (*path) {
    char key[64];
    size_t length = strcspn(path, ".");
    snprintf(key, sizeof key, "%.*s", (int)length, path);
    const struct lr_node *child = lr_node_child(node, key);
    if (!child) {
      *stands = false;
      return node;
    }
    node = child;
    path += length + (path[length] == '.');
  }
  return node;
}

static void say(void *target, const struct lr_channel_fault *fault) {
  const struct place *place = target;
  bool stands;
  const struct lr_node *node = find(place->node, fault->path, &stands);
  if (!place->fine && !stands && (!fault->missing || node->kind != LR_MAPPING)) return;  // why it is not there has been said
  if (!place->fine && stands && reported(place, node)) return;
  const struct lr_node *knots = node->kind == LR_MAPPING && lr_node_child(node, "knots") ? lr_node_child(node, "knots") : node;
  if (fault->point && knots->kind == LR_LIST && fault->point <= knots->children) node = knots->child[fault->point - 1];
  lr_node_problem(place->reading->problems, false, lr_node_value(node), "%s", fault->text);
}

bool lr_channel_finish(const struct lr_reading *reading, const struct lr_node *node, size_t first, bool fine, struct lr_channel *channel) {
  struct place place = {reading, node, first, fine};
  if (!fine) {
    lr_channel_check(channel, say, &place);
    return false;
  }
  return lr_channel_prepare_saying(channel, say, &place, NULL) == LR_OK;
}
