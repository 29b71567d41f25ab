// SPDX-License-Identifier: GPL-3.0-or-later
// `conditions:` of a scenario.
#include "projections/conditions.h"

#define AT(member) offsetof(struct lr_conditions, member)
#define FACTOR(name, member, doc_) \
  {name, LR_FIELD_QUANTITY, AT(member), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "1.5", .missing = "1", .doc = doc_}
#define SPREAD(name, member, missing_, doc_) \
  {name, LR_FIELD_QUANTITY, AT(member), .dimension = LR_DIM_NUMBER, .low = "0", .high = "0.01", .missing = missing_, .doc = doc_}

const struct lr_field lr_conditions_fields[] = {
    {"pxd", LR_FIELD_CHOICE, AT(pxd), .choices = LR_VERTEXING_WORDS, .missing = "on", .doc = "pixel detector; unless it is on, the three keys below act"},
    FACTOR("displaced", displaced, "efficiency factor of a displaced vertex without a working pixel detector"),
    FACTOR("prompt", prompt, "efficiency factor of searches with prompt tracks without it"),
    {"min_radius", LR_FIELD_QUANTITY, AT(min_radius_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m", .example = "2 mm",
     .doc = "displaced vertices nearer to the beam do not count without it"},
    FACTOR("tracking", tracking, "efficiency factor per track, against the reference analyses"),
    FACTOR("photon", photon, "efficiency factor per photon, against the reference analyses"),
    SPREAD("energy_spread_ler", spread_ler, "0", "relative energy spread of the positron beam"),
    SPREAD("energy_spread_her", spread_her, "0", "relative energy spread of the electron beam"),
    SPREAD("reference_energy_spread_ler", reference_spread_ler, "0", "the same in the reference analyses"),
    SPREAD("reference_energy_spread_her", reference_spread_her, "0", "the same in the reference analyses"),
    {"recoil_resolution", LR_FIELD_QUANTITY, AT(recoil_resolution_GeV), .dimension = LR_DIM_ENERGY, .scale = 1e-9, .low = "0 GeV", .missing = "0 GeV",
     .example = "50 MeV", .doc = "resolution of the detector on a recoil mass; 0: the energy spread does not act"},
    {.key = NULL}};
#undef AT

void lr_conditions_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_conditions *c) {
  static const char *const WORD[] = {"on", "aged", "off"};
  const struct lr_node *pxd = lr_node_child(node, "pxd");
  if (!pxd || c->pxd <= LR_VERTEXING_ON || c->displaced != 1 || c->prompt != 1 || c->min_radius_m > 0) return;
  lr_node_problem(reading->problems, false, lr_node_value(pxd), "'pxd: %s' changes nothing by itself: say displaced, prompt and min_radius, or take the assumed "
                  "ones with base: inputs/conditions/pxd_%s.yaml", WORD[c->pxd], WORD[c->pxd]);
}
