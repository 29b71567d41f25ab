// SPDX-License-Identifier: GPL-3.0-or-later
// `reach:` of a scenario: which curves and dates are wanted.
#include "base/constants.h"
#include "base/date.h"
#include "projections/channel_fields.h"

static bool read_luminosities(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_reach_wish *wish = target;
  bool fine = node->kind == LR_LIST && node->children <= LR_MOST_REACH_POINTS;
  wish->luminosities = 0;
  for (size_t i = 0; fine && i < node->children; i++) {
    double value;
    if (!lr_read_quantity(reading, node->child[i], LR_DIM_INTEGRATED, &value)) return false;
    fine = value > 0;
    wish->luminosity_fb[wish->luminosities++] = value * LR_fb_m2;
  }
  if (!fine)
    lr_node_problem(reading->problems, false, node, "'luminosities' wants at most %d luminosities above zero: [1 ab^-1, 50 ab^-1]",
                    LR_MOST_REACH_POINTS);
  return fine;
}

static bool read_dates(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_reach_wish *wish = (struct lr_reach_wish *)(void *)((char *)target - offsetof(struct lr_reach_wish, date));
  bool fine = node->kind == LR_LIST && node->children <= LR_MOST_REACH_POINTS;
  wish->dates = 0;
  for (size_t i = 0; fine && i < node->children; i++)
    if (!lr_read_date(reading, node->child[i], &wish->date[wish->dates++])) return false;
  if (!fine)
    lr_node_problem(reading->problems, false, node, "'dates' wants at most %d dates: [2030-12-31]", LR_MOST_REACH_POINTS);
  return fine;
}

#define AT(member) offsetof(struct lr_reach_milestone, member)
#define MILESTONE_OF(target, member) ((struct lr_reach_milestone *)(void *)((char *)(target) - AT(member)))

// The channel must be one of the scenario, where the scenario names any.
static bool read_channel(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_reach_milestone *milestone = MILESTONE_OF(target, channel);
  const struct lr_node *channels = reading->document ? lr_node_child(reading->document->root, "channels") : NULL;
  if (!lr_read_text(reading, node, milestone->channel, sizeof milestone->channel)) return false;
  milestone->type = lr_channel_read_type(reading, node, milestone->channel);
  if (!milestone->type) return false;
  if (!channels || channels->kind != LR_MAPPING || !channels->children || lr_node_child(channels, milestone->channel)) return true;
  lr_node_problem(reading->problems, false, node, "the scenario has no channel '%s': add 'base: inputs/channels/%s.yaml'",
                  milestone->channel, milestone->channel);
  return false;
}

static bool read_coupling(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_reach_milestone *milestone = MILESTONE_OF(target, coupling);
  if (!milestone->type) return true;  // that has been reported
  if (!lr_channel_read_coupling(reading, node, milestone->type, &milestone->coupling)) return false;
  if (milestone->coupling > 0) return true;
  lr_node_problem(reading->problems, false, node, "'coupling' must be above zero");
  return false;
}

static const struct lr_field MILESTONE[] = {
    {"channel", LR_FIELD_CUSTOM, AT(channel), .read = read_channel, .wants = "the id of a channel", .example = "zp_invisible", .doc = "the search"},
    {"mass", LR_FIELD_QUANTITY, AT(mass_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = ">0 GeV", .example = "1 GeV",
     .doc = "mass of the new particle"},
    {"coupling", LR_FIELD_CUSTOM, AT(coupling), .read = read_coupling, .wants = "a coupling in the unit of the channel", .example = "2e-3",
     .doc = "coupling that the expected limit is to pass, or that is to be found"},
    {"sigma", LR_FIELD_CHOICE, AT(sigma), .choices = LR_REACH_SIGMA_WORDS, .missing = "none", .doc = "median significance with which the coupling is to be found; none: the expected limit passes it"},
    {.key = NULL}};

static bool read_milestones(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_reach_wish *wish = (struct lr_reach_wish *)(void *)((char *)target - offsetof(struct lr_reach_wish, milestone));
  bool fine = true;
  wish->milestones = 0;
  if (node->kind != LR_LIST || node->children > LR_MOST_REACH_MILESTONES) {
    lr_node_problem(reading->problems, false, node, "'milestones' wants a list of at most %d: [{channel: zp_invisible, mass: 1 GeV, coupling: 2e-3}]",
                    LR_MOST_REACH_MILESTONES);
    return false;
  }
  for (size_t i = 0; i < node->children; i++) {
    if (node->child[i]->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, node->child[i], "a milestone of the reach wants {channel: ID, mass: MASS, coupling: COUPLING}, and may have sigma: 3 or 5");
      fine = false;
      continue;
    }
    struct lr_reach_milestone *milestone = &wish->milestone[wish->milestones];
    *milestone = (struct lr_reach_milestone){.type = NULL};
    if (lr_fields_read(reading, node->child[i], MILESTONE, milestone)) wish->milestones++;
    else fine = false;
  }
  return fine;
}

const struct lr_field lr_reach_fields[] = {
    {"luminosities", LR_FIELD_CUSTOM, offsetof(struct lr_reach_wish, luminosity_fb), .read = read_luminosities, .missing = "",
     .wants = "a list of integrated luminosities", .example = "[1 ab^-1, 5 ab^-1, 10 ab^-1, 50 ab^-1]", .doc = "curves at these luminosities"},
    {"dates", LR_FIELD_CUSTOM, offsetof(struct lr_reach_wish, date), .read = read_dates, .missing = "", .wants = "a list of dates",
     .example = "[2030-12-31]", .doc = "curves at these dates of the plan"},
    {"milestones", LR_FIELD_CUSTOM, offsetof(struct lr_reach_wish, milestone), .read = read_milestones, .missing = "", .wants = "a list of {channel, mass, coupling, sigma}",
     .example = "[{channel: zp_invisible, mass: 1 GeV, coupling: 5e-3}]",
     .doc = "dates wanted at which the expected limit of a channel passes a coupling; with sigma: 3 or sigma: 5, at which a signal of that coupling is found, in the median, with that significance"},
    {"masses", LR_FIELD_COUNT, offsetof(struct lr_reach_wish, masses), .low = "2", .high = "2000", .missing = "60",
     .doc = "points of a curve"},
    {.key = NULL}};
