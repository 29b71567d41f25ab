// SPDX-License-Identifier: GPL-3.0-or-later
// `backgrounds.setups:` of a scenario.
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "beamloss/backgrounds_fields.h"

#define PRESSURE "a pressure such as '48 nPa'"
static bool read_pressure(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  static const struct {
    const char *name;
    double factor;
  } UNITS[] = {{"nPa", 1e-9}, {"uPa", 1e-6}, {"Pa", 1}};
  char text[64], number[64];
  double value;
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  size_t digits = strspn(text, "+-.0123456789eE");
  const char *unit = text + digits + strspn(text + digits, " ");
  snprintf(number, sizeof number, "%.*s", (int)digits, text);
  for (int i = 0; i < 3; i++)
    if (strcmp(unit, UNITS[i].name) == 0 && lr_number_parse(number, &value) && value >= 0) {
      *(double *)target = value * UNITS[i].factor;
      return true;
    }
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants %s, not negative, got '%.60s'",
                  lr_node_name(node), PRESSURE, text);
  return false;
}

#define AT(member) offsetof(struct lr_background_ring, member)
static const struct lr_field RING[] = {
    {"current", LR_FIELD_QUANTITY, AT(current_A), .dimension = LR_DIM_CURRENT, .low = "0 A", .example = "0.73 A",
     .doc = "total current; 0 A: no beam"},
    {"pressure", LR_FIELD_CUSTOM, AT(pressure_Pa), .read = read_pressure, .missing = "", .wants = PRESSURE,
     .example = "88 nPa", .doc = "effective pressure in the pipe, 3 P_gauge - 2 P_base; or give gauge_pressure"},
    {"gauge_pressure", LR_FIELD_CUSTOM, AT(gauge_pressure_Pa), .read = read_pressure, .missing = "", .wants = PRESSURE,
     .example = "30 nPa", .doc = "mean at the cold-cathode gauges, in place of pressure"},
    {"base_pressure", LR_FIELD_CUSTOM, AT(base_pressure_Pa), .read = read_pressure, .missing = "", .wants = PRESSURE,
     .example = "5 nPa", .doc = "pressure without beam; where it is not given all of the pressure follows the current"},
    {"sigma_x", LR_FIELD_QUANTITY, AT(sigma_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "0.3 mm", .doc = "horizontal size, for sizes: volume"},
    {"sigma_y", LR_FIELD_QUANTITY, AT(sigma_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "30 um", .doc = "vertical size, for sizes: volume or vertical"},
    {"sigma_z", LR_FIELD_QUANTITY, AT(sigma_z_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "6 mm", .doc = "bunch length, for sizes: volume"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_background_setup, member)
const struct lr_field lr_background_setup_fields[] = {
    {"bunches", LR_FIELD_QUANTITY, AT(bunches), .dimension = LR_DIM_NUMBER, .low = ">0", .example = "1174",
     .doc = "in each ring"},
    {"luminosity", LR_FIELD_QUANTITY, AT(luminosity_m2s), .dimension = LR_DIM_LUMINOSITY, .low = "0 cm^-2 s^-1",
     .example = "2.6e34 cm^-2 s^-1", .doc = "luminosity; 0: beams do not collide"},
    {"ler", LR_FIELD_STRUCT, AT(ler), .fields = RING, .doc = "the positron ring"},
    {"her", LR_FIELD_STRUCT, AT(her), .fields = RING, .doc = "the electron ring"},
    {.key = NULL}};
#undef AT

static void gather(const struct lr_node *node, struct lr_background_setup *setup, bool *any) {
  for (size_t i = 0; i < node->children; i++) {
    const struct lr_node *child = node->child[i];
    if (child->kind == LR_MAPPING && !lr_node_child(child, "value")) {
      gather(child, setup, any);
      continue;
    }
    if (strcmp(child->key, "source") == 0 || strcmp(child->key, "status") == 0 || strcmp(child->key, "note") == 0)
      continue;
    const char *status = lr_node_says(child, "status"), *source = lr_node_says(child, "source");
    if (!status) status = "";
    status = *any ? lr_background_weaker(status, setup->status) : status;
    if (status != setup->status) snprintf(setup->status, sizeof setup->status, "%s", status);
    *any = true;
    size_t used = strlen(setup->source);
    if (source && !strstr(setup->source, source))
      snprintf(setup->source + used, sizeof setup->source - used, "%s%s", used ? "; " : "", source);
  }
}

static bool finish_ring(const struct lr_reading *reading, const struct lr_node *node, struct lr_background_ring *ring) {
  bool gauge = lr_node_child(node, "gauge_pressure") != NULL, given = lr_node_child(node, "pressure") != NULL;
  const struct lr_node *base = lr_node_child(node, "base_pressure");
  if (!base) ring->base_pressure_Pa = 0;
  if (gauge && given) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "gauge_pressure"),
                    "'gauge_pressure' and 'pressure' say the same thing twice: give one");
    return false;
  }
  if (!gauge) ring->gauge_pressure_Pa = NAN;
  if (gauge) ring->pressure_Pa = lr_effective_pressure(ring->gauge_pressure_Pa, ring->base_pressure_Pa);
  if (!gauge && !given) {
    ring->pressure_Pa = ring->base_pressure_Pa;
    if (ring->current_A == 0) return true;
    lr_node_problem(reading->problems, false, node,
                    "'pressure' is missing in %s: add 'pressure: 48 nPa' or 'gauge_pressure'", lr_node_name(node));
    return false;
  }
  if (ring->pressure_Pa >= ring->base_pressure_Pa) return true;
  lr_node_problem(reading->problems, false, base, "'base_pressure' is above the pressure with beam");
  return false;
}

void lr_background_setups_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_backgrounds *b) {
  if (node->children > LR_BG_MOST_SETUPS)
    lr_node_problem(reading->problems, false, node, "'setups' wants at most %d setups keyed by id", LR_BG_MOST_SETUPS);
  for (size_t i = 0; i < node->children && i < LR_BG_MOST_SETUPS; i++) {
    const struct lr_node *one = node->child[i];
    struct lr_background_setup *setup = &b->setup[b->setups++];
    size_t before = reading->problems->errors;
    if (strlen(one->key) >= sizeof setup->id)
      lr_node_problem(reading->problems, false, one, "the name of a setup has at most %zu characters",
                      sizeof setup->id - 1);
    snprintf(setup->id, sizeof setup->id, "%s", one->key);
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "the setup '%.31s' wants a mapping of keys", one->key);
      continue;
    }
    if (!lr_fields_read(reading, one, lr_background_setup_fields, setup)) continue;
    bool fine = finish_ring(reading, lr_node_child(one, "ler"), &setup->ler);
    fine = finish_ring(reading, lr_node_child(one, "her"), &setup->her) && fine;
    double driver[LR_BG_FITTED];
    struct lr_error why;
    if (fine && before == reading->problems->errors && lr_background_drivers(setup, b->sizes, driver, &why))
      lr_node_problem(reading->problems, false, one, "%s", why.text);
    bool any = false;
    gather(one, setup, &any);
  }
}

int lr_background_setup_find(const struct lr_reading *reading, const struct lr_node *node,
                             const struct lr_backgrounds *b) {
  char id[64];
  const char *known[LR_BG_MOST_SETUPS + 1] = {NULL};
  if (!lr_read_text(reading, node, id, sizeof id)) return -1;
  for (int s = 0; s < b->setups; s++) {
    known[s] = b->setup[s].id;
    if (strcmp(id, known[s]) == 0) return s;
  }
  const char *nearest = lr_text_nearest(id, known);
  lr_node_problem(reading->problems, false, lr_node_value(node), "there is no setup '%.60s'%s%s%s", id,
                  nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
  return -1;
}
