// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/shipped_channels.h"

#include <string.h>
#include <unistd.h>

#include "base/files.h"
#include "projections/channel.h"

static const char *const OF_ONE[] = {"efficiency", "reference", "background", "displacement", NULL};

static bool says_all(const struct lr_node *mapping, const char *const *keys) {
  for (; *keys; keys++)
    if (!lr_node_child(mapping, *keys)) return false;
  return true;
}

static bool window_is_whole(const struct lr_node *window) {
  static const char *const REFERENCE[] = {"luminosity", "cl", "anchors", NULL};
  return lr_node_child(window, "efficiency") &&
         (lr_node_child(window, "background") || says_all(lr_node_child(window, "reference"), REFERENCE));
}

// Does it say all that a channel must say, or was a key taken away from a file that lies underneath already?
static bool stands_alone(const struct lr_node *channel) {
  static const char *const KEYS[] = {"mass_min", "mass_max", "coupling_max", NULL};
  const struct lr_node *modes = lr_node_child(channel, "modes");
  if (channel->removed) return true;
  if (!says_all(channel, KEYS)) return false;
  if (!modes || modes->kind != LR_MAPPING) return window_is_whole(channel);
  for (size_t i = 0; i < modes->children; i++)
    if (!window_is_whole(modes->child[i])) return false;
  return modes->children > 0;
}

// What of a window the scenario says itself, before the file goes underneath.
struct said {
  char path[200];  // of the window
  bool anchors, background;
};

static struct said said_of(const struct lr_node *window) {
  struct said said = {.anchors = lr_node_child(lr_node_child(window, "reference"), "anchors") != NULL,
                      .background = lr_node_child(window, "background") != NULL};
  lr_node_path(window, said.path, sizeof said.path);
  return said;
}

static bool take_away(struct lr_document *document, const char *window, const char *key) {
  char path[240];
  snprintf(path, sizeof path, "%.200s.%.30s", window, key);
  return lr_document_put(document, path, NULL) != LR_E_MEMORY;
}

static bool add_one(struct lr_document *document, const struct lr_node *channel, const char *path, struct lr_problems *problems) {
  struct said said[1 + LR_CHANNEL_MODES];
  const struct lr_node *modes = lr_node_child(channel, "modes");
  bool of_one[sizeof OF_ONE / sizeof *OF_ONE] = {false}, fine = true;
  size_t windows = 0;
  if (channel) said[windows++] = said_of(channel);
  for (size_t i = 0; modes && modes->kind == LR_MAPPING && i < modes->children && windows <= LR_CHANNEL_MODES; i++)
    said[windows++] = said_of(modes->child[i]);
  for (size_t i = 0; OF_ONE[i]; i++) of_one[i] = lr_node_child(channel, OF_ONE[i]) != NULL;
  if (lr_document_load_under(document, path, problems) == LR_E_MEMORY) return false;
  for (size_t i = 0; modes && OF_ONE[i]; i++)
    if (!of_one[i]) fine = fine && take_away(document, said[0].path, OF_ONE[i]);
  for (size_t i = 0; i < windows; i++) {  // beside both, the reader says that one of the two fixes it
    if (said[i].background && !said[i].anchors) fine = fine && take_away(document, said[i].path, "reference.anchors");
    if (said[i].anchors && !said[i].background) fine = fine && take_away(document, said[i].path, "background");
  }
  return fine;
}

bool lr_shipped_channels_add(struct lr_document *document, bool all, struct lr_problems *problems) {
  const char *data = lr_data_folder();
  const struct lr_node *listed = lr_node_child(document->root, "channels");
  bool none = !listed || listed->kind != LR_MAPPING || !listed->children, fine = true;
  for (size_t i = 0; data && fine && lr_channel_type_at(i); i++) {
    const char *id = lr_channel_type_at(i)->id;
    const struct lr_node *said = none ? NULL : lr_node_child(lr_node_child(document->root, "channels"), id);
    if (none ? !all : !said || said->kind != LR_MAPPING || stands_alone(said)) continue;
    struct lr_buffer path = {0};
    lr_buffer_print(&path, "%s/inputs/channels/%s.yaml", data, id);
    if (path.failed) fine = false;
    else if (access(path.text, R_OK) == 0) fine = add_one(document, said, path.text, problems);
    lr_buffer_free(&path);
  }
  return fine;
}
