// SPDX-License-Identifier: GPL-3.0-or-later
// `channels:` of a scenario: the keys of a channel and of its counting windows.
#include "projections/channel_fields.h"

#include <string.h>

#include "base/constants.h"
#include "projections/channel_points.h"

#define AT(member) offsetof(struct lr_channel, member)
#define CHANNEL_OF(target, member) ((struct lr_channel *)(void *)((char *)(target) - AT(member)))
#define IN_MODE(member) offsetof(struct lr_channel_mode, member)
#define MODE_OF(target, member) ((struct lr_channel_mode *)(void *)((char *)(target) - IN_MODE(member)))

// `{knots: [...]}`, with source and status beside it, or the bare list.
static bool read_knots(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type,
                       const struct lr_points_wanted *wanted, struct lr_point *point, size_t *count) {
  const struct lr_node *knots = node->kind == LR_MAPPING ? lr_node_child(node, "knots") : node;
  if (knots) return lr_channel_read_points(reading, knots, type, wanted, point, count);
  lr_node_problem(reading->problems, false, node, "'%s' wants {knots: [[mass, value], ...]}", node->key);
  return false;
}

static bool read_efficiency(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel_mode *mode = MODE_OF(target, efficiency);
  const struct lr_points_wanted wanted = {"efficiency", LR_PURE_NUMBER, LR_CHANNEL_KNOTS, true, 1, true};
  return read_knots(reading, node, mode->type, &wanted, mode->efficiency, &mode->efficiencies);
}

static bool read_background(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel_mode *mode = MODE_OF(target, background);
  mode->background_given = true;
  const struct lr_points_wanted wanted = {"background", LR_PURE_NUMBER, LR_CHANNEL_KNOTS, false, 0, true};
  return read_knots(reading, node, mode->type, &wanted, mode->background, &mode->backgrounds);
}

static bool read_anchors(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel_mode *mode = MODE_OF(target, anchor);
  if (!*mode->anchor_quantity) return true;  // not known in which unit: that has been reported
  enum lr_ordinate kind = strcmp(mode->anchor_quantity, "cross_section") == 0 ? LR_CROSS_SECTION_fb
                          : strcmp(mode->anchor_quantity, "branching") == 0   ? LR_PURE_NUMBER
                                                                              : LR_COUPLING;
  const char *status = node->kind == LR_MAPPING ? lr_node_says(node, "status") : NULL;
  snprintf(mode->anchor_status, sizeof mode->anchor_status, "%.15s", status ? status : "");
  const struct lr_points_wanted wanted = {"anchors", kind, LR_CHANNEL_KNOTS, true, 0, true};
  return read_knots(reading, node, mode->type, &wanted, mode->anchor, &mode->anchors);
}

static bool read_windows(const struct lr_reading *reading, const struct lr_node *node, const struct lr_channel_type *type, struct lr_point *veto,
                         size_t *vetoes) {
  static const struct lr_points_wanted WANTED = {"vetoes", LR_MASS_GeV, LR_CHANNEL_VETOES, true, 0, false};
  *vetoes = 0;
  if (node->kind == LR_LIST && !node->children) return true;  // none
  bool fine = lr_channel_read_points(reading, node, type, &WANTED, veto, vetoes);
  for (size_t i = 0; i < *vetoes; i++)
    if (veto[i].x > 0 && veto[i].y > 0 && veto[i].y <= veto[i].x) {
      lr_node_problem(reading->problems, false, node->child[i], "'vetoes' wants windows [from, to] with 'to' above 'from'");
      fine = false;
    }
  return fine;
}

static bool read_vetoes(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel_mode *mode = MODE_OF(target, veto);
  return read_windows(reading, node, mode->type, mode->veto, &mode->vetoes);
}

static bool find_kind(const struct lr_reading *reading, const struct lr_node *node, struct lr_channel_mode *mode, const char *id) {
  const char *const *ids = mode->type->mode_ids;
  for (size_t i = 0; ids && ids[i]; i++)
    if (strcmp(ids[i], id) == 0) {
      mode->kind = i;
      return true;
    }
  const char *nearest = ids ? lr_text_nearest(id, ids) : NULL;
  lr_node_problem(reading->problems, false, node, "'%s' has no final state '%.40s'%s%s%s", mode->type->id, id, nearest ? "; did you mean '" : "",
                  nearest ? nearest : "", nearest ? "'?" : "");
  return false;
}

static bool read_kind(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel_mode *mode = MODE_OF(target, kind_id);
  if (!lr_read_text(reading, node, mode->kind_id, sizeof mode->kind_id)) return false;
  return find_kind(reading, node, mode, mode->kind_id);
}

static const struct lr_field DISPLACEMENT[] = {
    {"min_radius", LR_FIELD_QUANTITY, offsetof(struct lr_displacement, min_radius_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .example = "0.5 mm", .doc = "vertices nearer to the beam do not count"},
    {"scale", LR_FIELD_QUANTITY, offsetof(struct lr_displacement, scale_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m", .example = "15 cm",
     .doc = "the efficiency of a vertex falls as exp(-r/scale); 0 = it does not"},
    {"max_radius", LR_FIELD_QUANTITY, offsetof(struct lr_displacement, max_radius_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .example = "60 cm", .doc = "vertices farther out do not count; 0 = all do"},
    {"theta_min", LR_FIELD_QUANTITY, offsetof(struct lr_displacement, theta_min_rad), .dimension = LR_DIM_ANGLE, .low = "0 deg", .high = "180 deg",
     .missing = "0 deg", .example = "17 deg", .doc = "least polar angle in the laboratory"},
    {"theta_max", LR_FIELD_QUANTITY, offsetof(struct lr_displacement, theta_max_rad), .dimension = LR_DIM_ANGLE, .low = "0 deg", .high = "180 deg",
     .missing = "0 deg", .example = "150 deg", .doc = "largest polar angle; 0 = every angle counts"},
    {.key = NULL}};

static const struct lr_field REFERENCE[] = {
    {"publication", LR_FIELD_TEXT, IN_MODE(publication), .size = 96, .missing = "", .example = "PRL 130 (2023) 231801, arXiv:2212.03066",
     .doc = "the analysis, as it is cited"},
    {"luminosity", LR_FIELD_QUANTITY, IN_MODE(reference_luminosity_fb), .dimension = LR_DIM_INTEGRATED, .scale = LR_fb_m2, .low = ">0 fb^-1",
     .example = "79.7 fb^-1", .doc = "luminosity of the reference analysis"},
    {"cl", LR_FIELD_QUANTITY, IN_MODE(reference_cl), .dimension = LR_DIM_NUMBER, .low = "50 %", .high = "99.99 %", .example = "90 %",
     .doc = "its confidence level"},
    {"model", LR_FIELD_TEXT, IN_MODE(reference_model), .size = 32, .missing = "", .doc = "model in which the anchors are read, whatever the model of the projection; default: the first of the type"},
    {"quantity", LR_FIELD_TEXT, IN_MODE(anchor_quantity), .size = 16, .choices = "coupling|cross_section|branching", .missing = "coupling",
     .doc = "what the anchors give: coupling, cross_section or branching (fraction of the parents)"},
    {"anchors", LR_FIELD_CUSTOM, IN_MODE(anchor), .read = read_anchors, .wants = "{knots: [[mass, limit], ...]}", .missing = "",
     .example = "{knots: [[0.1 GeV, 3e-3], [8 GeV, 1]]}", .doc = "published limits that fix the background"},
    {"background_shape", LR_FIELD_TEXT, IN_MODE(background_shape), .size = 16, .choices = "exponential|power", .missing = "power",
     .doc = "between anchors: exponential (in mass) or power"},
    {.key = NULL}};

// The rows that stand in a mode, or at the top of a channel with one mode; `base` is where the mode begins.
#define MODE_ROWS(base) \
  {"efficiency", LR_FIELD_CUSTOM, (base) + IN_MODE(efficiency), .read = read_efficiency, .missing = "", .wants = "{knots: [[mass, efficiency], ...]}", \
   .example = "{knots: [[1 GeV, 0.2]]}", .doc = "signal efficiency"}, \
  {"reference", LR_FIELD_STRUCT, (base), .fields = REFERENCE, .missing = "", .doc = "the published analysis that fixes the background"}, \
  {"background", LR_FIELD_CUSTOM, (base) + IN_MODE(background), .read = read_background, .missing = "", .wants = "{knots: [[mass, events], ...]}", \
   .example = "{knots: [[1 GeV, 2e-3]]}", .doc = "background events per window and fb^-1, in place of the anchors of a reference"}, \
  {"displacement", LR_FIELD_STRUCT, (base) + IN_MODE(displacement), .fields = DISPLACEMENT, .missing = "", .doc = "where a displaced vertex counts"}

static const struct lr_field MODE[] = {
    {"kind", LR_FIELD_CUSTOM, IN_MODE(kind_id), .read = read_kind, .missing = "", .wants = "a final state of the channel", .example = "kplus_mumu",
     .doc = "final state, where the id of the mode is not one"},
    {"title", LR_FIELD_TEXT, IN_MODE(title), .size = 48, .missing = "", .doc = "name for tables"},
    {"luminosity", LR_FIELD_QUANTITY, IN_MODE(luminosity_fb), .dimension = LR_DIM_INTEGRATED, .scale = LR_fb_m2, .low = "0 fb^-1", .missing = "0 fb^-1",
     .example = "711 fb^-1", .doc = "a data set of its own, such as that of Belle, added as it stands; 0 = that of the projection"},
    {"share", LR_FIELD_QUANTITY, IN_MODE(share), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1", .doc = "factor on the signal of this mode"},
    MODE_ROWS(0),
    {"vetoes", LR_FIELD_CUSTOM, IN_MODE(veto), .read = read_vetoes, .missing = "", .wants = "a list of [from, to]",
     .example = "[[0.48 GeV, 0.51 GeV]]", .doc = "mass windows where this mode does not look"},
    {.key = NULL}};

static bool read_modes(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, mode);
  if (node->kind != LR_MAPPING || !node->children || node->children > LR_CHANNEL_MODES) {
    lr_node_problem(reading->problems, false, node, "'modes' wants 1 to %d counting windows keyed by id", LR_CHANNEL_MODES);
    return false;
  }
  bool fine = true;
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *one = node->child[i];
    struct lr_channel_mode *mode = &channel->mode[i];
    lr_channel_mode_init(channel, i);
    if (!lr_channel_read_id(reading, one, mode->id)) fine = false;
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "mode '%.40s' wants a mapping of keys", one->key);
      fine = false;
      continue;
    }
    if (!lr_fields_read(reading, one, MODE, mode)) fine = false;
    if (channel->type->mode_ids && !lr_node_child(one, "kind") && !find_kind(reading, one, mode, mode->id)) fine = false;
  }
  channel->modes = node->children;
  return fine;
}

static bool read_vetoes_of_all(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, veto);
  return read_windows(reading, node, channel->type, channel->veto, &channel->vetoes);
}

static bool read_existing(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return lr_existing_read(reading, node, CHANNEL_OF(target, existing));
}

static bool read_coupling_min(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, coupling_min);
  return lr_channel_read_coupling(reading, node, channel->type, &channel->coupling_min);
}

static bool read_coupling_max(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, coupling_max);
  return lr_channel_read_coupling(reading, node, channel->type, &channel->coupling_max);
}

static bool read_parameters(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, parameter);
  const struct lr_channel_parameter *known = channel->type->parameters;
  const char *names[LR_CHANNEL_PARAMETERS + 1] = {NULL};
  bool fine = node->kind == LR_MAPPING;
  if (!fine) lr_node_problem(reading->problems, false, node, "'parameters' wants a mapping such as {alpha_d: 0.1}");
  for (size_t i = 0; known && known[i].name; i++) names[i] = known[i].name;
  for (size_t k = 0; node->kind == LR_MAPPING && k < node->children; k++) {
    const struct lr_node *one = node->child[k];
    size_t i = 0;
    while (names[i] && strcmp(names[i], one->key) != 0) i++;
    if (!names[i]) {
      const char *nearest = lr_text_nearest(one->key, names);
      lr_node_problem(reading->problems, false, one, "'%s' has no parameter '%.40s'%s%s%s", channel->type->id, one->key,
                      nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
      fine = false;
      continue;
    }
    double value;
    if (!lr_read_quantity(reading, one, known[i].dimension, &value)) {
      fine = false;
      continue;
    }
    if (known[i].dimension == LR_DIM_ENERGY) value *= LR_GEV_PER_EV;
    if (!(value >= known[i].low && value <= known[i].high)) {
      lr_node_problem(reading->problems, false, lr_node_value(one), "'%s' must lie from %.6g to %.6g%s", one->key, known[i].low, known[i].high,
                      known[i].dimension == LR_DIM_ENERGY ? " GeV" : known[i].dimension == LR_DIM_LENGTH ? " m" : "");
      fine = false;
      continue;
    }
    channel->parameter[i] = value;
  }
  return fine;
}

#define SHARE(name, member, missing_, doc_) \
  {name, LR_FIELD_QUANTITY, AT(member), .dimension = LR_DIM_NUMBER, .low = "0", .missing = missing_, .doc = doc_}
static const struct lr_field SYSTEMATICS[] = {
    {"signal", LR_FIELD_QUANTITY, AT(systematic.signal), .dimension = LR_DIM_NUMBER, .low = "0", .high = "40 %", .missing = "0",
     .doc = "relative uncertainty of the signal efficiency"},
    SHARE("background", systematic.background, "0", "relative uncertainty of the background at the reference luminosity, falling as L^-1/2 (sidebands)"),
    SHARE("background_floor", systematic.background_floor, "0", "part of it that stays however many data there are"),
    {.key = NULL}};
static const struct lr_field SPLIT[] = {
    SHARE("luminosity", split.luminosity, "1", "share that grows with the luminosity"),
    SHARE("beam", split.beam, "0", "share that grows with current x pressure x time"),
    SHARE("time", split.time, "0", "share that grows with the hours of data taking"),
    {"at_luminosity", LR_FIELD_QUANTITY, AT(split.reference_m2s), .dimension = LR_DIM_LUMINOSITY, .low = "0 cm^-2 s^-1", .missing = "0 cm^-2 s^-1",
     .example = "8e33 cm^-2 s^-1", .doc = "mean luminosity of the reference while data were taken, against which hours and currents count; 0 = not known"},
    {"at_currents", LR_FIELD_QUANTITY, AT(split.reference_A2), .dimension = LR_DIM_CURRENT_SQUARED, .low = "0 mA^2", .missing = "0 mA^2",
     .example = "1e6 mA^2", .doc = "product of both currents at the reference; 0 = not known"},
    {.key = NULL}};
#undef SHARE

const struct lr_field lr_channel_fields[] = {
    {"model", LR_FIELD_TEXT, AT(model), .size = 32, .missing = "", .doc = "variant of the physics"},
    {"caution", LR_FIELD_TEXT, AT(caution), .size = 900, .missing = "", .doc = "printed with every projection of the channel"},
    {"isr", LR_FIELD_TEXT, AT(isr), .size = 8, .choices = "none|all|cut", .missing = "none", .doc = "initial-state radiation: none (Born), all or cut"},
    {"isr_cut", LR_FIELD_QUANTITY, AT(isr_cut), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "largest radiated energy fraction for isr: cut"},
    {"energy", LR_FIELD_QUANTITY, AT(sqrt_s_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .missing = "10.58 GeV", .doc = "centre-of-mass energy"},
    {"mass_min", LR_FIELD_QUANTITY, AT(mass_min_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .example = "0.01 GeV", .doc = "lower end of the curve"},
    {"mass_max", LR_FIELD_QUANTITY, AT(mass_max_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV",
     .example = "8 GeV", .doc = "upper end of the curve"},
    {"mass2", LR_FIELD_QUANTITY, AT(mass2_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = "0 GeV", .missing = "0 GeV",
     .doc = "second mass of channels that have one"},
    {"parameters", LR_FIELD_CUSTOM, AT(parameter), .read = read_parameters, .missing = "", .wants = "parameters of the model keyed by name",
     .doc = "of the model, such as {alpha_d: 0.1}"},
    {"coupling_min", LR_FIELD_CUSTOM, AT(coupling_min), .read = read_coupling_min, .missing = "", .wants = "a coupling",
     .doc = "smallest coupling that is looked at, for channels with two edges"},
    {"coupling_max", LR_FIELD_CUSTOM, AT(coupling_max), .read = read_coupling_max, .wants = "a coupling", .example = "1",
     .doc = "largest coupling that counts as a reach"},
    {"cl", LR_FIELD_QUANTITY, AT(cl), .dimension = LR_DIM_NUMBER, .low = "50 %", .high = "99.99 %", .missing = "90 %",
     .doc = "confidence level of the projection"},
    {"decay_radius", LR_FIELD_QUANTITY, AT(decay_radius_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .doc = "later decays do not count; 0 = all count"},
    {"resolution", LR_FIELD_QUANTITY, AT(resolution), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "width of the signal window relative to the mass, for the number of independent windows; 0 = not known"},
    MODE_ROWS(AT(mode)),
    {"modes", LR_FIELD_CUSTOM, AT(mode), .read = read_modes, .missing = "", .fields = MODE, .id = "kplus_mumu",
     .in_defaults = -1,
     .wants = "counting windows keyed by id", .doc = "several final states or data sets in place of one"},
    {"systematics", LR_FIELD_STRUCT, 0, .fields = SYSTEMATICS, .missing = "", .doc = "relative uncertainties"},
    {"split", LR_FIELD_STRUCT, 0, .fields = SPLIT, .missing = "", .doc = "where the background comes from at the conditions of the reference"},
    {"trigger", LR_FIELD_STRUCT, 0, .fields = lr_channel_trigger_fields, .missing = "", .doc = "how the trigger selects the signal"},
    {"signal_factor", LR_FIELD_QUANTITY, AT(signal_factor), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .doc = "gain in signal against the reference analysis"},
    {"background_factor", LR_FIELD_QUANTITY, AT(background_factor), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "1",
     .doc = "background against the reference analysis"},
    {"gain", LR_FIELD_QUANTITY, AT(gain), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .doc = "of analyses to come: divides the limit on the signal; 1 = none"},
    {"vetoes", LR_FIELD_CUSTOM, AT(veto), .read = read_vetoes_of_all, .missing = "", .wants = "a list of [from, to]",
     .example = "[[0.48 GeV, 0.51 GeV]]", .doc = "mass windows without sensitivity"},
    {"existing", LR_FIELD_CUSTOM, AT(existing), .read = read_existing, .missing = "", .fields = lr_existing_fields, .id = "belle2_2018",
     .wants = "published limits keyed by id", .doc = "for the grey areas"},
    {.key = NULL}};
#undef AT
