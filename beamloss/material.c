// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/material.h"

#include <math.h>
#include <string.h>

// A number and exactly this unit, which base/units.h does not know.
static bool read_with_unit(const struct lr_reading *reading, const struct lr_node *node, const char *unit,
                           double *target) {
  char text[64], number[64];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  size_t digits = strspn(text, "+-.0123456789eE");
  snprintf(number, sizeof number, "%.*s", (int)digits, text);
  const char *given = text + digits + strspn(text + digits, " ");
  if (strcmp(given, unit) == 0 && lr_number_parse(number, target) && *target > 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants a number above 0 in %s, got '%.60s'",
                  lr_node_name(node), unit, text);
  return false;
}

static bool read_density(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "kg/m3", target);
}

static bool read_stopping(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "MeV cm2/g", target);
}

static bool read_heat_capacity(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "J/kg/K", target);
}

static bool read_kelvin(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "K", target);
}

static bool read_joule_per_kg(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "J/kg", target);
}

static bool read_molar_mass(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "kg/mol", target);
}

static bool read_grammage(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_with_unit(reading, node, "g/cm2", target);
}

#define AT(member) offsetof(struct lr_material, member)
const struct lr_field lr_material_fields[] = {
    {"density", LR_FIELD_CUSTOM, AT(density_kg_m3), .read = read_density, .example = "2210 kg/m3",
     .wants = "a density such as '2210 kg/m3'", .doc = "of the grain"},
    {"z_over_a", LR_FIELD_QUANTITY, AT(Z_over_A), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "1.1",
     .example = "0.4995", .doc = "atomic number over atomic mass, for knock-on electrons"},
    {"stopping_power", LR_FIELD_CUSTOM, AT(stopping_MeV_cm2_g), .read = read_stopping, .example = "1.45 MeV cm2/g",
     .wants = "a stopping power such as '1.45 MeV cm2/g'", .doc = "restricted: the energy that stays in the grain"},
    {"heat_capacity", LR_FIELD_CUSTOM, AT(heat_capacity_J_kgK), .read = read_heat_capacity, .example = "1900 J/kg/K",
     .wants = "a heat capacity such as '1900 J/kg/K'", .doc = "mean from room temperature to the boiling point"},
    {"boiling_point", LR_FIELD_CUSTOM, AT(boiling_K), .read = read_kelvin, .example = "3915 K",
     .wants = "a temperature such as '3915 K'", .doc = "at one atmosphere (sublimation point for graphite)"},
    {"heat_of_vaporisation", LR_FIELD_CUSTOM, AT(vaporisation_J_kg), .read = read_joule_per_kg,
     .example = "59.5e6 J/kg", .wants = "a heat such as '59.5e6 J/kg'",
     .doc = "heat that evaporation takes, also the slope of the vapour pressure"},
    {"molar_mass", LR_FIELD_CUSTOM, AT(molar_mass_kg), .read = read_molar_mass, .example = "0.012011 kg/mol",
     .wants = "a molar mass such as '0.012011 kg/mol'", .doc = "of what evaporates"},
    {"work_function", LR_FIELD_QUANTITY, AT(work_function_eV), .dimension = LR_DIM_ENERGY, .low = ">0 eV",
     .high = "20 eV", .example = "4.6 eV", .doc = "for thermionic emission"},
    {"emissivity", LR_FIELD_QUANTITY, AT(emissivity), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "1",
     .example = "0.85", .doc = "for thermal radiation"},
    {"radiation_length", LR_FIELD_CUSTOM, AT(radiation_length_g_cm2), .read = read_grammage, .example = "42.7 g/cm2",
     .wants = "a radiation length such as '42.7 g/cm2'", .doc = "for scattering of the beam in the grain"},
    {.key = NULL}};
#undef AT

enum lr_status lr_material_check(const struct lr_material *material, struct lr_error *error) {
  const struct {
    const char *name;
    double value, most;
  } figures[] = {{"density", material->density_kg_m3, INFINITY},
                 {"Z/A", material->Z_over_A, 1.1},
                 {"stopping power", material->stopping_MeV_cm2_g, INFINITY},
                 {"heat capacity", material->heat_capacity_J_kgK, INFINITY},
                 {"boiling point", material->boiling_K, INFINITY},
                 {"heat of vaporisation", material->vaporisation_J_kg, INFINITY},
                 {"molar mass", material->molar_mass_kg, INFINITY},
                 {"work function", material->work_function_eV, INFINITY},
                 {"emissivity", material->emissivity, 1},
                 {"radiation length", material->radiation_length_g_cm2, INFINITY}};
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
    if (isfinite(figures[i].value) && figures[i].value > 0 && figures[i].value <= figures[i].most) continue;
    return lr_error_set(error, LR_E_DOMAIN, "material '%s': the %s cannot be %g", material->name, figures[i].name,
                        figures[i].value);
  }
  return LR_OK;
}
