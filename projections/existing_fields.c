// SPDX-License-Identifier: GPL-3.0-or-later
// `existing:` of a channel.
#include <string.h>

#include "base/constants.h"
#include "projections/channel_points.h"

// The points need the unit of the channel's coupling: read_existing reads them itself.
static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

const struct lr_field lr_existing_fields[] = {
    {"kind", LR_FIELD_TEXT, offsetof(struct lr_existing, kind), .size = 12, .choices = "limit|projection|band", .missing = "limit",
     .doc = "limit; projection: of others, not a measurement; band: a favoured region"},
    {"experiment", LR_FIELD_TEXT, offsetof(struct lr_existing, experiment), .size = 48, .example = "Belle II 2018", .doc = "name for the figure"},
    {"publication", LR_FIELD_TEXT, offsetof(struct lr_existing, publication), .size = 96, .missing = "", .doc = "the experiment's own publication"},
    {"cl", LR_FIELD_QUANTITY, offsetof(struct lr_existing, cl), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "0",
     .doc = "confidence level, 0 = not known"},
    {"luminosity", LR_FIELD_QUANTITY, offsetof(struct lr_existing, luminosity_fb), .dimension = LR_DIM_INTEGRATED,
     .scale = LR_fb_m2, .low = "0 fb^-1", .missing = "0 fb^-1", .doc = "integrated luminosity of the data set, 0 = none"},
    {"model", LR_FIELD_TEXT, offsetof(struct lr_existing, model), .size = 32, .missing = "", .doc = "holds for this model only"},
    {"polygon", LR_FIELD_SWITCH, offsetof(struct lr_existing, polygon), .missing = "no", .doc = "the points surround the excluded area"},
    {"points", LR_FIELD_CUSTOM, offsetof(struct lr_existing, point), .read = read_later, .example = "[[0.1 GeV, 3e-3]]", .wants = "a list of [mass, coupling]",
     .doc = "the limit, thinned"},
    {.key = NULL}};

static void copy_text(char *text, size_t size, const char *from) { snprintf(text, size, "%s", from ? from : ""); }

static bool read_one(const struct lr_reading *reading, const struct lr_node *one, const struct lr_channel_type *type, struct lr_existing *existing) {
  const struct lr_node *points = lr_node_child(one, "points");
  *existing = (struct lr_existing){.points = 0};
  bool fine = lr_channel_read_id(reading, one, existing->id);
  if (one->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, one, "the published limit '%.40s' wants a mapping of keys", one->key);
    return false;
  }
  if (!lr_fields_read(reading, one, lr_existing_fields, existing)) fine = false;  // says so when there are no points
  // a curve goes from left to right; an outline does not, and projections of others may be one
  const struct lr_points_wanted wanted = {.name = "points", .ordinate = LR_COUPLING, .room = LR_EXISTING_POINTS, .above_zero = true,
                                          .rising = !existing->polygon && strcmp(existing->kind, "limit") == 0};
  if (points && !lr_channel_read_points(reading, points, type, &wanted, existing->point, &existing->points)) fine = false;
  copy_text(existing->source, sizeof existing->source, lr_node_says(one, "source"));
  copy_text(existing->status, sizeof existing->status, lr_node_says(one, "status"));
  copy_text(existing->note, sizeof existing->note, lr_node_child(one, "note") ? lr_node_says(one, "note") : NULL);
  return fine;
}

bool lr_existing_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel *channel) {
  channel->existings = 0;
  if (node->kind != LR_MAPPING || node->children > LR_CHANNEL_EXISTING) {
    lr_node_problem(reading->problems, false, node, "'existing' wants at most %d published limits keyed by id", LR_CHANNEL_EXISTING);
    return false;
  }
  bool fine = true;
  for (size_t i = 0; i < node->children; i++)
    if (!read_one(reading, node->child[i], channel->type, &channel->existing[channel->existings++])) fine = false;
  return fine;
}
