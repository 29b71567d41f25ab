// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/channel_fields.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

static const double GEV_PER_EV = 1e-9;
#define AT(member) offsetof(struct lr_channel, member)
#define CHANNEL_OF(target, member) ((struct lr_channel *)(void *)((char *)(target) - AT(member)))

bool lr_channel_read_coupling(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                              double *value) {
  bool pure = !*type->coupling_unit;
  if (!lr_read_quantity(reading, node, pure ? LR_DIM_NUMBER : LR_DIM_PER_ENERGY, value)) return false;
  if (!pure) *value /= GEV_PER_EV;
  return true;
}

// A list of [mass, y]; what y is depends on the caller.
enum ordinate { PURE_NUMBER, COUPLING, CROSS_SECTION_fb, MASS_GeV };

static bool read_points(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel *channel,
                        enum ordinate ordinate, struct lr_point *point, size_t room, size_t *count) {
  *count = 0;
  if (node->kind != LR_LIST || node->children > room) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a list of at most %zu pairs [mass, value]",
                    lr_node_name(node), room);
    return false;
  }
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *pair = node->child[i];
    if (pair->kind != LR_LIST || pair->children != 2) {
      lr_node_problem(reading->problems, false, pair, "'%s' wants pairs [mass, value]", lr_node_name(node));
      return false;
    }
    struct lr_point *p = &point[i];
    if (!lr_read_quantity(reading, pair->child[0], LR_DIM_ENERGY, &p->x)) return false;
    p->x *= GEV_PER_EV;
    bool fine = false;
    switch (ordinate) {
      case PURE_NUMBER: fine = lr_read_quantity(reading, pair->child[1], LR_DIM_NUMBER, &p->y); break;
      case COUPLING: fine = lr_channel_read_coupling(reading, pair->child[1], channel->type, &p->y); break;
      case CROSS_SECTION_fb:
        fine = lr_read_quantity(reading, pair->child[1], LR_DIM_CROSS_SECTION, &p->y);
        p->y /= LR_fb_m2;
        break;
      case MASS_GeV:
        fine = lr_read_quantity(reading, pair->child[1], LR_DIM_ENERGY, &p->y);
        p->y *= GEV_PER_EV;
        break;
    }
    if (!fine) return false;
    (*count)++;
  }
  return true;
}

static bool read_efficiency(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, efficiency);
  const struct lr_node *knots = node->kind == LR_MAPPING ? lr_node_child(node, "knots") : node;
  if (knots) return read_points(reading, knots, channel, PURE_NUMBER, channel->efficiency, LR_CHANNEL_KNOTS, &channel->efficiencies);
  lr_node_problem(reading->problems, false, node, "'efficiency' wants {knots: [[1 GeV, 0.2], ...]}");
  return false;
}

static bool read_anchors(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, anchor);
  const struct lr_node *knots = node->kind == LR_MAPPING ? lr_node_child(node, "knots") : node;
  enum ordinate kind = strcmp(channel->anchor_quantity, "cross_section") == 0 ? CROSS_SECTION_fb : COUPLING;
  if (knots) return read_points(reading, knots, channel, kind, channel->anchor, LR_CHANNEL_KNOTS, &channel->anchors);
  lr_node_problem(reading->problems, false, node, "'anchors' wants {knots: [[mass, limit], ...]}");
  return false;
}

static bool read_vetoes(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, veto);
  return read_points(reading, node, channel, MASS_GeV, channel->veto, LR_CHANNEL_VETOES, &channel->vetoes);
}

static bool read_coupling_max(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, coupling_max);
  return lr_channel_read_coupling(reading, node, channel->type, &channel->coupling_max);
}

// The points need the unit of the channel's coupling: read_existing reads them itself.
static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;
  return true;
}

static const struct lr_field EXISTING[] = {
    {"experiment", LR_FIELD_TEXT, offsetof(struct lr_existing, experiment), .size = 48, .example = "Belle II 2018", .doc = "name for the figure"},
    {"publication", LR_FIELD_TEXT, offsetof(struct lr_existing, publication), .size = 96, .missing = "", .doc = "the experiment's own publication"},
    {"cl", LR_FIELD_QUANTITY, offsetof(struct lr_existing, cl), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "0",
     .doc = "confidence level, 0 = not known"},
    {"luminosity", LR_FIELD_QUANTITY, offsetof(struct lr_existing, luminosity_fb), .dimension = LR_DIM_INTEGRATED,
     .scale = LR_fb_m2, .missing = "0 fb^-1", .doc = "integrated luminosity of the data set, 0 = none"},
    {"model", LR_FIELD_TEXT, offsetof(struct lr_existing, model), .size = 32, .missing = "", .doc = "holds for this model only"},
    {"polygon", LR_FIELD_SWITCH, offsetof(struct lr_existing, polygon), .missing = "no", .doc = "the points surround the excluded area"},
    {"points", LR_FIELD_CUSTOM, offsetof(struct lr_existing, point), .read = read_later, .example = "[[0.1 GeV, 3e-3]]", .wants = "a list of [mass, coupling]",
     .doc = "the limit, thinned"},
    {.key = NULL}};

static bool read_existing(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, existing);
  channel->existings = 0;
  if (node->kind != LR_MAPPING || node->children > LR_CHANNEL_EXISTING) {
    lr_node_problem(reading->problems, false, node, "'existing' wants at most %d published limits keyed by id", LR_CHANNEL_EXISTING);
    return false;
  }
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *one = node->child[i], *points = lr_node_child(one, "points");
    struct lr_existing *existing = &channel->existing[channel->existings];
    *existing = (struct lr_existing){.points = 0};
    snprintf(existing->id, sizeof existing->id, "%.31s", one->key);
    if (!lr_fields_read(reading, one, EXISTING, existing)) return false;  // says so when there are no points
    if (!read_points(reading, points, channel, COUPLING, existing->point, LR_EXISTING_POINTS, &existing->points)) return false;
    const char *source = lr_node_says(one, "source"), *status = lr_node_says(one, "status"), *note = lr_node_says(one, "note");
    snprintf(existing->source, sizeof existing->source, "%s", source ? source : "");
    snprintf(existing->status, sizeof existing->status, "%s", status ? status : "");
    snprintf(existing->note, sizeof existing->note, "%s", note && lr_node_child(one, "note") ? note : "");
    channel->existings++;
  }
  return true;
}

static const struct lr_field REFERENCE[] = {
    {"luminosity", LR_FIELD_QUANTITY, AT(reference_luminosity_fb), .dimension = LR_DIM_INTEGRATED, .scale = LR_fb_m2,
     .low = ">0 fb^-1", .example = "79.7 fb^-1", .doc = "luminosity of the reference analysis"},
    {"cl", LR_FIELD_QUANTITY, AT(reference_cl), .dimension = LR_DIM_NUMBER, .low = "0.5", .high = "0.9999", .example = "90 %",
     .doc = "its confidence level"},
    {"quantity", LR_FIELD_TEXT, AT(anchor_quantity), .size = 16, .choices = "coupling|cross_section", .missing = "coupling", .doc = "what the anchors give: coupling or cross_section"},
    {"anchors", LR_FIELD_CUSTOM, AT(anchor), .read = read_anchors, .wants = "{knots: [[mass, limit], ...]}",
     .example = "{knots: [[0.1 GeV, 3e-3], [8 GeV, 1]]}", .doc = "published limits that fix the background"},
    {"background_shape", LR_FIELD_TEXT, AT(background_shape), .size = 16, .choices = "exponential|power", .missing = "power",
     .doc = "between anchors: exponential (in mass) or power"},
    {.key = NULL}};

const struct lr_field lr_channel_fields[] = {
    {"model", LR_FIELD_TEXT, AT(model), .size = 32, .missing = "", .doc = "variant of the physics"},
    {"caution", LR_FIELD_TEXT, AT(caution), .size = 600, .missing = "", .doc = "printed with every projection of the channel"},
    {"isr", LR_FIELD_TEXT, AT(isr), .size = 8, .choices = "none|all|cut", .missing = "none", .doc = "initial-state radiation: none (Born), all or cut"},
    {"isr_cut", LR_FIELD_QUANTITY, AT(isr_cut), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "largest radiated energy fraction for isr: cut"},
    {"energy", LR_FIELD_QUANTITY, AT(sqrt_s_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .missing = "10.58 GeV", .doc = "centre-of-mass energy"},
    {"mass_min", LR_FIELD_QUANTITY, AT(mass_min_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .example = "0.01 GeV", .doc = "lower end of the curve"},
    {"mass_max", LR_FIELD_QUANTITY, AT(mass_max_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .example = "8 GeV", .doc = "upper end of the curve"},
    {"coupling_max", LR_FIELD_CUSTOM, AT(coupling_max), .read = read_coupling_max, .wants = "a coupling", .example = "1",
     .doc = "largest coupling that counts as a reach"},
    {"cl", LR_FIELD_QUANTITY, AT(cl), .dimension = LR_DIM_NUMBER, .low = "0.5", .high = "0.9999", .missing = "90 %",
     .doc = "confidence level of the projection"},
    {"decay_radius", LR_FIELD_QUANTITY, AT(decay_radius_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .doc = "later decays do not count; 0 = all count"},
    {"efficiency", LR_FIELD_CUSTOM, AT(efficiency), .read = read_efficiency, .wants = "{knots: [[mass, efficiency], ...]}",
     .example = "{knots: [[1 GeV, 0.2]]}", .doc = "signal efficiency"},
    {"reference", LR_FIELD_STRUCT, 0, .fields = REFERENCE, .doc = "the published analysis that fixes the background"},
    {"signal_factor", LR_FIELD_QUANTITY, AT(signal_factor), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .doc = "gain in signal against the reference analysis"},
    {"background_factor", LR_FIELD_QUANTITY, AT(background_factor), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "1",
     .doc = "background against the reference analysis"},
    {"vetoes", LR_FIELD_CUSTOM, AT(veto), .read = read_vetoes, .missing = "", .wants = "a list of [from, to]",
     .example = "[[0.48 GeV, 0.51 GeV]]", .doc = "mass windows without sensitivity"},
    {"existing", LR_FIELD_CUSTOM, AT(existing), .read = read_existing, .missing = "", .fields = EXISTING, .id = "belle2_2018",
     .wants = "published limits keyed by id", .doc = "for the grey areas"},
    {.key = NULL}};
#undef AT

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
  if (!lr_fields_read(reading, node, lr_channel_fields, channel)) return false;
  struct lr_error error = {0};
  if (lr_channel_prepare(channel, &error) == LR_OK) return true;
  const struct lr_node *at = node;  // the key that the message names, if it names one
  for (size_t i = 0; i < node->children && at == node; i++)
    if (strstr(error.text, node->child[i]->key)) at = node->child[i];
  lr_node_problem(reading->problems, false, lr_node_value(at), "channel '%s': %s", node->key, error.text);
  return false;
}
