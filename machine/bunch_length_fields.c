// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/bunch_length_fields.h"

#include <math.h>
#include <string.h>

#include "machine/bunch_length.h"

struct law {
  struct lr_bunch_length law;
  struct lr_wake wake;  // without its table
};

// The file is read when the ring is known (lr_bunch_length_complete): here its name must only be a text.
static bool read_wake_name(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  char text[512];
  return lr_read_text(reading, node, text, sizeof text);
}

#define AT(member) offsetof(struct lr_wake_resonator, member)
static const struct lr_field RESONATOR[] = {
    {"shunt", LR_FIELD_QUANTITY, AT(shunt_ohm), .dimension = LR_DIM_IMPEDANCE, .low = ">0 ohm", .doc = "shunt impedance"},
    {"frequency", LR_FIELD_QUANTITY, AT(frequency_Hz), .dimension = LR_DIM_RATE, .low = ">0 Hz",
     .example = "10 GHz", .doc = "of the resonance"},
    {"quality", LR_FIELD_QUANTITY, AT(quality), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .doc = "Q; broad band: about 1; not 0.5, the aperiodic limit"},
    {.key = NULL}};
#undef AT
#define AT(member) offsetof(struct lr_wake_wall, member)
static const struct lr_field WALL[] = {
    {"length", LR_FIELD_QUANTITY, AT(length_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "3016 m",
     .doc = "of the pipe"},
    {"radius", LR_FIELD_QUANTITY, AT(radius_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "45 mm",
     .doc = "of its round section"},
    {"conductivity", LR_FIELD_QUANTITY, AT(conductivity_S_m), .dimension = LR_DIM_CONDUCTIVITY, .low = ">0 S/m",
     .doc = "of its metal"},
    {"cut", LR_FIELD_QUANTITY, AT(cut_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .doc = "distance behind the charge from which the long-range form holds; 0: where the near part of the pipe ends"},
    {.key = NULL}};
#undef AT

static bool is_remark(const struct lr_node *node) {
  return strcmp(node->key, "source") == 0 || strcmp(node->key, "status") == 0 || strcmp(node->key, "note") == 0;
}

// Mappings keyed by id, each read by `fields` into an element of `array`. All problems of all of them are reported.
static bool read_parts(const struct lr_reading *reading, const struct lr_node *node, const struct lr_field *fields,
                       void *array, size_t size, size_t *count) {
  bool fine = true;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of such keyed by id", lr_node_name(node));
    return false;
  }
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *part = node->child[i];
    if (is_remark(part)) continue;
    if (*count == LR_WAKE_MOST) {
      lr_node_problem(reading->problems, false, part, "'%s' wants %d at most", lr_node_name(node), LR_WAKE_MOST);
      return false;
    }
    if (part->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, part, "'%s' wants a mapping of keys such as %s", part->key, fields[0].key);
      fine = false;
      continue;
    }
    fine = lr_fields_read(reading, part, fields, (char *)array + size * (*count)++) && fine;
  }
  return fine;
}

static bool read_resonators(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_wake *wake = target;
  bool fine = read_parts(reading, node, RESONATOR, wake->resonator, sizeof *wake->resonator, &wake->resonators);
  for (size_t i = 0; fine && i < node->children; i++) {
    const struct lr_node *quality = lr_node_child(node->child[i], "quality");
    double Q;
    if (!quality || !lr_read_quantity(reading, quality, LR_DIM_NUMBER, &Q) || fabs(2 * Q - 1) >= 1e-6) continue;
    lr_node_problem(reading->problems, false, lr_node_value(quality), "a 'quality' of 0.5 is the aperiodic limit: take 0.50001");
    fine = false;
  }
  return fine;
}

static bool read_walls(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_wake *wake = target;
  return read_parts(reading, node, WALL, wake->wall, sizeof *wake->wall, &wake->walls);
}

#define AT(member) offsetof(struct law, law.member)
const struct lr_field lr_bunch_length_fields[] = {
    {"model", LR_FIELD_CHOICE, AT(model), .choices = "given|linear|cubic|haissinski",
     .doc = "law of the bunch length against the bunch current"},
    {"zero_current", LR_FIELD_QUANTITY, AT(length_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .example = "4.6 mm", .doc = "bunch length at zero current"},
    {"slope", LR_FIELD_QUANTITY, AT(slope_m_A), .dimension = LR_DIM_LENGTH_PER_CURRENT, .low = "0 m/A", .missing = "",
     .doc = "linear: lengthening per bunch current"},
    {"k", LR_FIELD_QUANTITY, AT(k_per_A), .dimension = LR_DIM_PER_CURRENT, .low = "0 /A", .missing = "",
     .doc = "cubic: (s/s0)^3 - (s/s0) = k I_b"},
    {"energy_spread", LR_FIELD_QUANTITY, AT(energy_spread), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "<0.1",
     .missing = "", .example = "7.527e-4",
     .doc = "haissinski: energy spread at zero current; else that of the ring, or from its momentum compaction"},
    {"threshold", LR_FIELD_QUANTITY, AT(threshold_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .example = "1 mA", .doc = "haissinski: bunch current of the microwave threshold"},
    {"spread_slope", LR_FIELD_QUANTITY, AT(spread_slope_per_A), .dimension = LR_DIM_PER_CURRENT, .low = "0 /A",
     .missing = "0 /A", .doc = "haissinski: relative growth of the energy spread above the threshold"},
    {"wake", LR_FIELD_CUSTOM, 0, .read = read_wake_name, .missing = "", .wants = "the name of a file",
     .example = "superkekb_ler_2021.dat",
     .doc = "haissinski: file of two columns, z [m] behind the charge and W [V/pC], W < 0 a loss; wakes add up, one at least"},
    {"resonators", LR_FIELD_CUSTOM, offsetof(struct law, wake), .read = read_resonators, .missing = "", .fields = RESONATOR,
     .id = "broad_band", .wants = "resonators keyed by id", .doc = "haissinski: wakes of resonators, 8 at most"},
    {"walls", LR_FIELD_CUSTOM, offsetof(struct law, wake), .read = read_walls, .missing = "", .fields = WALL, .id = "pipe",
     .wants = "walls keyed by id", .doc = "haissinski: resistive walls of round pipes, 8 at most"},
    {"inductance", LR_FIELD_QUANTITY, offsetof(struct law, wake.inductance_H), .dimension = LR_DIM_INDUCTANCE, .low = "0 H",
     .missing = "0 nH", .doc = "haissinski: W = L c^2 delta'(s)"},
    {"resistance", LR_FIELD_QUANTITY, offsetof(struct law, wake.resistance_ohm), .dimension = LR_DIM_IMPEDANCE, .low = "0 ohm",
     .missing = "0 kohm", .doc = "haissinski: W = R c delta(s)"},
    {.key = NULL}};
#undef AT

static bool has_wake(const struct lr_node *node, const struct lr_wake *wake) {
  return lr_node_child(node, "wake") || wake->resonators || wake->walls || wake->inductance_H > 0 || wake->resistance_ohm > 0;
}

// The keys that spread_of takes it from.
static bool has_spread(const struct lr_node *node) {
  const struct lr_node *ring = node->parent, *lifetime = ring ? lr_node_child(ring, "lifetime") : NULL;
  const struct lr_node *places[] = {node, ring, lifetime};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (places[i] && (lr_node_child(places[i], "energy_spread") || (i && lr_node_child(places[i], "momentum_compaction"))))
      return true;
  return false;
}

bool lr_bunch_length_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_bunch_length *length = target;
  *length = (struct lr_bunch_length){
      .model = LR_BUNCH_LENGTH_GIVEN, .slope_m_A = NAN, .k_per_A = NAN, .energy_spread = NAN, .threshold_A = NAN};
  if (node->kind != LR_MAPPING || lr_node_child(node, "value")) {
    if (!lr_read_quantity(reading, node, LR_DIM_LENGTH, &length->length_m)) return false;
    if (length->length_m > 0) return true;
    lr_node_problem(reading->problems, false, lr_node_value(node), "'bunch_length' must be above 0 m");
    return false;
  }
  struct law read = {.law.model = LR_BUNCH_LENGTH_GIVEN};
  bool fine = lr_fields_read(reading, node, lr_bunch_length_fields, &read);
  *length = read.law;
  const struct lr_node *model = lr_node_value(lr_node_child(node, "model"));
  const struct {
    enum lr_bunch_length_model model;
    bool missing;
    const char *needs;
  } NEEDS[] = {
      {LR_BUNCH_LENGTH_LINEAR, !lr_node_child(node, "slope"), "'slope'"},
      {LR_BUNCH_LENGTH_CUBIC, !lr_node_child(node, "k"), "'k'"},
      {LR_BUNCH_LENGTH_HAISSINSKI, !has_spread(node), "'energy_spread', here or in its ring (there 'momentum_compaction' will do)"},
      {LR_BUNCH_LENGTH_HAISSINSKI, fine && !has_wake(node, &read.wake),
       "'wake', 'resonators', 'walls', 'inductance' or 'resistance', one at least"},
  };
  for (size_t i = 0; i < sizeof NEEDS / sizeof *NEEDS; i++) {
    if (length->model != NEEDS[i].model || !NEEDS[i].missing) continue;
    lr_node_problem(reading->problems, false, node, "the bunch length model '%s' needs %s", model->text, NEEDS[i].needs);
    fine = false;
  }
  return fine;
}

// Of the ring, or from its bunch length and momentum compaction at zero current: sigma_z = C alpha_p sigma_delta / (2 pi nu_s).
static double spread_of(const struct lr_ring *ring, double circumference_m) {
  if (isfinite(ring->energy_spread)) return ring->energy_spread;
  return ring->bunch_length.length_m / lr_bunch_length_zero_current(circumference_m, ring->momentum_compaction, 1, ring->tune_s);
}

bool lr_bunch_length_complete(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *at,
                              const struct lr_collider *collider, double bunch_current_A, struct lr_ring *ring) {
  if (ring->bunch_length.model != LR_BUNCH_LENGTH_HAISSINSKI) return true;
  const struct lr_node *name = lr_node_value(lr_node_child(node, "wake"));
  const char *way_out = at ? ": lower this current, or give the bunch length by another model" : "";
  if (!at) at = name ? name : node;
  if (!isfinite(ring->tune_s) || ring->tune_s <= 0) {
    lr_node_problem(reading->problems, false, node, "the bunch length model 'haissinski' needs 'tune_s' of the ring");
    return false;
  }
  if (isnan(ring->bunch_length.energy_spread)) ring->bunch_length.energy_spread = spread_of(ring, collider->circumference_m);
  if (!isfinite(ring->bunch_length.energy_spread)) {
    lr_node_problem(reading->problems, false, node, "the bunch length model 'haissinski' needs an 'energy_spread': it cannot "
                    "come from a momentum compaction of 0");
    return false;
  }
  struct law read = {.law.model = LR_BUNCH_LENGTH_GIVEN};
  struct lr_wake_table *table = NULL;
  struct lr_error error = {0};
  enum lr_status status = LR_OK;
  char path[4096];
  if (!lr_fields_read(reading, node, lr_bunch_length_fields, &read)) return false;
  if (name && !lr_node_file(name, "wakes", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the wake file is too long");
    return false;
  }
  if (name) status = lr_wake_table_read(path, &table, &error);
  read.wake.table = table;
  if (!status)
    status = lr_bunch_length_tabulate(&ring->bunch_length, &read.wake, ring->energy_eV, ring->tune_s,
                                      collider->circumference_m, bunch_current_A, 2 * bunch_current_A, &error);
  lr_wake_table_free(table);
  if (status) lr_node_problem(reading->problems, false, at, "%s%s", error.text, way_out);
  return status == LR_OK;
}
