// SPDX-License-Identifier: GPL-3.0-or-later
// `trigger:` of a channel: the lines that select its signal.
#include "projections/channel_points.h"

#define AT(member) offsetof(struct lr_channel, member)
#define CHANNEL_OF(target, member) ((struct lr_channel *)(void *)((char *)(target) - AT(member)))
#define IN_USE(member) offsetof(struct lr_trigger_use, member)
static const struct lr_field USE[] = {
    {"value", LR_FIELD_QUANTITY, IN_USE(efficiency), .dimension = LR_DIM_NUMBER, .example = "92 %", .doc = "efficiency for selected events"},
    {"mass_min", LR_FIELD_QUANTITY, IN_USE(mass_min_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = "0 GeV", .missing = "0 GeV",
     .doc = "the line does not see smaller masses; 0 = no bound"},
    {"mass_max", LR_FIELD_QUANTITY, IN_USE(mass_max_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = "0 GeV", .missing = "0 GeV",
     .example = "8.34 GeV", .doc = "nor larger ones; 0 = no bound"},
    {.key = NULL}};

// Bounds of the mass stand beside `value` in the mapping of a line.
static bool read_use(const struct lr_reading *reading, const struct lr_node *node, struct lr_trigger_use *use) {
  if (node->kind != LR_MAPPING || !lr_node_child(node, "value")) return lr_read_quantity(reading, node, LR_DIM_NUMBER, &use->efficiency);
  return lr_fields_read(reading, node, USE, use);
}

static bool read_lines(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_channel *channel = CHANNEL_OF(target, trigger);
  if (node->kind != LR_MAPPING || node->children > LR_MOST_TRIGGER_USES) {
    lr_node_problem(reading->problems, false, node, "'lines' wants at most %d trigger lines with their efficiency: {two_track: 0.92}", LR_MOST_TRIGGER_USES);
    return false;
  }
  bool fine = true;
  channel->triggers = 0;
  for (size_t i = 0; i < node->children; i++) {
    struct lr_trigger_use *use = &channel->trigger[channel->triggers++];
    const struct lr_node *one = node->child[i];
    use->mass_min_GeV = use->mass_max_GeV = 0;
    if (!lr_channel_read_id(reading, one, use->line)) fine = false;
    if (!read_use(reading, one, use)) {
      fine = false;
      continue;
    }
    if (!(use->efficiency > 0 && use->efficiency <= 1)) {
      lr_node_problem(reading->problems, false, lr_node_value(one), "the efficiency of '%s' must lie above 0 and up to 1", use->line);
      fine = false;
    }
    if (use->mass_max_GeV > 0 && !(use->mass_max_GeV > use->mass_min_GeV)) {
      lr_node_problem(reading->problems, false, lr_node_child(one, "mass_max"), "'mass_max' of '%s' must lie above its 'mass_min'", use->line);
      fine = false;
    }
  }
  return fine;
}

const struct lr_field lr_channel_trigger_fields[] = {
    {"combine", LR_FIELD_CHOICE, AT(trigger_combine), .choices = LR_TRIGGER_COMBINES, .missing = "best", .doc = "the best line alone, or lines independent of each other"},
    {"lines", LR_FIELD_CUSTOM, AT(trigger), .read = read_lines, .fields = USE, .id = "two_track", .wants = "trigger lines keyed by id",
     .example = "{two_track: 0.92}", .doc = "lines that select the signal, with their efficiency for selected events, or {value, mass_min, mass_max}"},
    {.key = NULL}};
