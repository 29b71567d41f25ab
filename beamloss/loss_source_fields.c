// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_source_fields.h"

#include <math.h>
#include <string.h>

#include "beamloss/loss_fields.h"

bool lr_loss_read_materials(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_input *input = target;
  const struct lr_keyed keyed = {lr_material_fields, input->material, sizeof *input->material, sizeof input->material->name,
                                 LR_LOSS_MOST_MATERIALS};
  size_t before = reading->problems->errors;
  input->materials = lr_keyed_read(reading, node, &keyed);
  if (reading->problems->errors != before) return false;
  for (size_t i = 0; i < input->materials; i++) {
    struct lr_error error = {0};
    if (lr_material_check(&input->material[i], &error) != LR_OK)
      lr_node_problem(reading->problems, false, lr_node_child(node, input->material[i].name), "%s", error.text);
  }
  return reading->problems->errors == before;
}

// Weights are checked against the materials later, when both are read.
static bool read_mixture(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  if (node->kind == LR_MAPPING && node->children) return true;
  lr_node_problem(reading->problems, false, node, "'mixture' wants weights keyed by material, such as {graphite: 1, silica: 1}");
  return false;
}

#define AT(member) offsetof(struct lr_loss_dust, member)
const struct lr_field lr_loss_dust_fields[] = {
    {"mixture", LR_FIELD_CUSTOM, 0, .read = read_mixture, .wants = "weights keyed by material",
     .example = "{graphite: 1, silica: 1, copper: 1}", .doc = "relative probability of each material"},
    {"radius", LR_FIELD_PRIOR, AT(radius_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .example = "{dist: loguniform, low: 5 um, high: 200 um}", .doc = "of a grain"},
    {"neutral_share", LR_FIELD_QUANTITY, AT(neutral_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "1",
     .doc = "part of the grains that start without charge"},
    {"charge", LR_FIELD_PRIOR, AT(charge), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "0",
     .example = "{dist: loguniform, low: 1e6, high: 1e10}", .doc = "electrons on the others, from the electron cloud"},
    {"launched_share", LR_FIELD_QUANTITY, AT(launched_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "part of the grains that are thrown; the others fall"},
    {"fall", LR_FIELD_PRIOR, AT(fall_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "45 mm",
     .example = "{dist: uniform, low: 0 mm, high: 45 mm}", .doc = "height that a falling grain has fallen when it comes to the beam"},
    {"speed", LR_FIELD_PRIOR, AT(speed_m_s), .dimension = LR_DIM_SPEED, .low = ">0 m/s", .missing = "10 m/s",
     .example = "{dist: loguniform, low: 1 m/s, high: 100 m/s}", .doc = "of a thrown grain, towards the beam"},
    {"retention", LR_FIELD_PRIOR, AT(retention_per_s), .dimension = LR_DIM_RATE, .low = "0 Hz", .missing = "0 Hz",
     .example = "{dist: loguniform, low: 1e4 Hz, high: 1e8 Hz}", .doc = "nu_ret: rate at which a grain loses its charge again"},
    {"electron_share", LR_FIELD_PRIOR, AT(electron_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1",
     .example = "{dist: loguniform, low: 1e-5, high: 1e-2}", .doc = "eta: share of the free electrons that acts on the beam"},
    {"strength", LR_FIELD_PRIOR, AT(strength_eV_m3), .dimension = LR_DIM_STRESS, .low = ">0 MPa", .missing = "1e12 MPa",
     .example = "{dist: loguniform, low: 10 MPa, high: 200 MPa}",
     .doc = "stress of its own charge at which a grain breaks up: no more charge than that acts on the beam"},
    {"charge_cap", LR_FIELD_PRIOR, AT(charge_cap), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1e30",
     .example = "{dist: lognormal, median: 3e10, sigma: 1.1}", .doc = "net electrons that act on the beam at most"},
    {"start_height", LR_FIELD_QUANTITY, AT(start_height_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .high = "10 mm", .missing = "0.3 mm",
     .doc = "above the beam, where its equations begin; it falls freely to there"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_loss_arc, member)
const struct lr_field lr_loss_arc_fields[] = {
    {"charge", LR_FIELD_PRIOR, AT(charge), .dimension = LR_DIM_NUMBER, .low = "0", .example = "{dist: lognormal, median: 3e10, sigma: 1.1}",
     .doc = "net electrons at the peak"},
    {"rise", LR_FIELD_PRIOR, AT(rise_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "{dist: loguniform, low: 1 us, high: 50 us}",
     .doc = "time constant of the rise"},
    {"fall", LR_FIELD_PRIOR, AT(fall_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "{dist: loguniform, low: 10 us, high: 500 us}",
     .doc = "time constant of the fall"},
    {"height", LR_FIELD_PRIOR, AT(height_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "60 um",
     .doc = "of the charge above the beam"},
    {.key = NULL}};
#undef AT

bool lr_loss_read_dust(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  if (node->kind == LR_MAPPING) return lr_fields_read(reading, node, lr_loss_dust_fields, target);
  lr_node_problem(reading->problems, false, node, "'dust' wants a mapping of keys such as radius");
  return false;
}

void lr_loss_check_dust(const struct lr_reading *reading, const struct lr_node *losses, struct lr_loss_input *input) {
  const struct lr_node *mixture = lr_node_child(lr_node_child(losses, "dust"), "mixture");
  const char *names[LR_LOSS_MOST_MATERIALS + 1];
  double sum = 0;
  size_t before = reading->problems->errors;
  if (!mixture || mixture->kind != LR_MAPPING) return;
  for (size_t i = 0; i < input->materials; i++) names[i] = input->material[i].name;
  names[input->materials] = NULL;
  for (size_t k = 0; k < mixture->children; k++) {
    const struct lr_node *child = mixture->child[k];
    if (strcmp(child->key, "source") == 0 || strcmp(child->key, "status") == 0 || strcmp(child->key, "note") == 0) continue;
    size_t i = 0;
    while (i < input->materials && strcmp(names[i], child->key) != 0) i++;
    if (i == input->materials) {
      const char *nearest = lr_text_nearest(child->key, names);
      lr_node_problem(reading->problems, false, child, "there is no material '%.40s' in losses.materials%s%s%s", child->key,
                      nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
      continue;
    }
    if (!lr_read_quantity(reading, child, LR_DIM_NUMBER, &input->dust.weight[i])) continue;
    if (input->dust.weight[i] < 0) lr_node_problem(reading->problems, false, lr_node_value(child), "the weight of '%s' cannot be negative", child->key);
    sum += input->dust.weight[i];
  }
  if (!(sum > 0) && reading->problems->errors == before) lr_node_problem(reading->problems, false, mixture, "the weights of the mixture sum to 0");
}
