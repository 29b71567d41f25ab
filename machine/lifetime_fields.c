// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/lifetime_fields.h"

#include <math.h>
#include <string.h>

#include "machine/limits_rows.h"

static const double effective_cross_section_m2 = 170e-31;

struct named {
  const char *name;
  double factor;
};
static const struct named PRESSURES[] = {{"Pa", 1},       {"uPa", 1e-6},          {"nPa", 1e-9},
                                         {"mbar", 100},   {"Torr", 101325. / 760}, {"nTorr", 101325e-9 / 760}};
static const struct named CURRENTS[] = {{"A", 1}, {"mA", 1e-3}};

static double factor_of(const struct named *list, size_t count, const char *name, size_t length) {
  for (size_t i = 0; i < count; i++)
    if (strlen(list[i].name) == length && memcmp(list[i].name, name, length) == 0) return list[i].factor;
  return NAN;
}

// A number and a unit that base/units.h does not know; not negative.
static bool read_measure(const struct lr_reading *reading, const struct lr_node *node, const char *wants, double *value,
                         char *unit, size_t size) {
  char text[64], number[64];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  size_t digits = strspn(text, "+-.0123456789eE");
  snprintf(number, sizeof number, "%.*s", (int)digits, text);
  snprintf(unit, size, "%s", text + digits + strspn(text + digits, " "));
  if (lr_number_parse(number, value) && *value >= 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants %s, not negative, got '%.60s'",
                  lr_node_name(node), wants, text);
  return false;
}

static bool unit_problem(const struct lr_reading *reading, const struct lr_node *node, const char *wants,
                         const char *unit) {
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants %s, got %s%s%s", lr_node_name(node), wants,
                  *unit ? "the unit '" : "no unit", unit, *unit ? "'" : "");
  return false;
}

#define PRESSURE "a pressure such as '10 nPa' or '1 nTorr'"
#define PRESSURE_PER_CURRENT "a pressure per current such as '100 nPa/A'"
#define TEMPERATURE "a temperature such as '300 K'"

static bool read_pressure(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  char unit[64];
  double value, factor;
  if (!read_measure(reading, node, PRESSURE, &value, unit, sizeof unit)) return false;
  factor = factor_of(PRESSURES, sizeof PRESSURES / sizeof *PRESSURES, unit, strlen(unit));
  if (isnan(factor)) return unit_problem(reading, node, PRESSURE, unit);
  *(double *)target = value * factor;
  return true;
}

static bool read_pressure_per_current(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  char unit[64];
  double value;
  if (!read_measure(reading, node, PRESSURE_PER_CURRENT, &value, unit, sizeof unit)) return false;
  size_t length = strcspn(unit, "/");
  const char *current = unit[length] ? unit + length + 1 : "";
  double factor = factor_of(PRESSURES, sizeof PRESSURES / sizeof *PRESSURES, unit, length) /
                  factor_of(CURRENTS, sizeof CURRENTS / sizeof *CURRENTS, current, strlen(current));
  if (isnan(factor)) return unit_problem(reading, node, PRESSURE_PER_CURRENT, unit);
  *(double *)target = value * factor;
  return true;
}

static bool read_temperature(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  char unit[64];
  double value;
  if (!read_measure(reading, node, TEMPERATURE, &value, unit, sizeof unit)) return false;
  if (strcmp(unit, "K") != 0) return unit_problem(reading, node, TEMPERATURE, unit);
  *(double *)target = value;
  if (value > 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be above 0 K", lr_node_name(node));
  return false;
}

#define GAS "H2, N2, CO or a list of [Z, atoms in the mean molecule]"

static bool read_element(const struct lr_reading *reading, const struct lr_node *row, struct lr_gas *gas) {
  if (row->kind == LR_LIST && row->children == 2 && gas->elements < LR_GAS_ELEMENTS) {
    double Z, atoms;
    if (!lr_read_quantity(reading, row->child[0], LR_DIM_NUMBER, &Z) ||
        !lr_read_quantity(reading, row->child[1], LR_DIM_NUMBER, &atoms))
      return false;
    gas->element[gas->elements].Z = Z;
    gas->element[gas->elements].atoms = atoms;
    gas->elements++;
    if (Z >= 1 && Z <= 100 && atoms > 0) return true;
  }
  lr_node_problem(reading->problems, false, row, "'gas' wants %s: Z in 1 to 100, atoms above 0, at most %d rows", GAS,
                  LR_GAS_ELEMENTS);
  return false;
}

static bool read_gas(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  static const struct {
    const char *name;
    int elements;
    double Z[2], atoms[2];
  } NAMED[] = {{"H2", 1, {1}, {2}}, {"N2", 1, {7}, {2}}, {"CO", 2, {6, 8}, {1, 1}}};
  struct lr_gas *gas = target;
  gas->elements = 0;
  const struct lr_node *value = lr_node_value(node);
  if (value->kind == LR_LIST && value->children > 0) {
    for (size_t i = 0; i < value->children; i++)
      if (!read_element(reading, value->child[i], gas)) return false;
    return true;
  }
  for (size_t i = 0; value->kind == LR_SCALAR && i < sizeof NAMED / sizeof *NAMED; i++) {
    if (strcmp(value->text, NAMED[i].name) != 0) continue;
    gas->elements = NAMED[i].elements;
    for (int j = 0; j < NAMED[i].elements; j++) {
      gas->element[j].Z = NAMED[i].Z[j];
      gas->element[j].atoms = NAMED[i].atoms[j];
    }
    return true;
  }
  lr_node_problem(reading->problems, false, value, "'gas' wants %s", GAS);
  return false;
}

// The file holds what a Touschek average wants; how long it may be is known with the ring.
static bool read_optics(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_lifetime_input *input = target;
  char text[512], path[4096];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  const struct lr_node *name = lr_node_value(node);
  struct lr_error error = {0};
  if (!lr_node_file(name, "optics", path, sizeof path)) {
    lr_node_problem(reading->problems, false, name, "the name of the optics file is too long");
    return false;
  }
  enum lr_status status = lr_twiss_read(path, &input->twiss, &error);
  if (!status) status = lr_twiss_require(input->twiss, LR_TWISS_FOR_TOUSCHEK, LR_TWISS_WITH_TOUSCHEK, &error);
  if (!status && input->twiss->value[LR_TWISS_S][input->twiss->rows - 1] <= input->twiss->value[LR_TWISS_S][0])
    status = lr_error_set(&error, LR_E_INPUT, "%s: an average over the ring wants two places at different s_m",
                          input->twiss->name);
  if (status) lr_node_problem(reading->problems, false, name, "%s", error.text);
  return status == LR_OK;
}

#define AT(member) offsetof(struct lr_lifetime_input, member)
const struct lr_field lr_lifetime_fields[] = {
    {"momentum_acceptance", LR_FIELD_QUANTITY, AT(momentum_acceptance), .dimension = LR_DIM_NUMBER, .low = "1e-6",
     .high = "<0.1", .missing = "", .example = "0.9 %", .doc = "relative momentum deviation that survives"},
    {"energy_spread", LR_FIELD_QUANTITY, AT(energy_spread), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "<0.05",
     .missing = "", .example = "7.53e-4", .doc = "relative energy spread, rms"},
    {"touschek", LR_FIELD_CHOICE, AT(touschek_form), .choices = "piwinski|bruck", .missing = "piwinski",
     .doc = "form of the Touschek rate; bruck is its limit for flat beams"},
    {"momentum_compaction", LR_FIELD_QUANTITY, AT(momentum_compaction), .dimension = LR_DIM_NUMBER, .low = ">0",
     .missing = "", .example = "3.2e-4", .doc = "for the mean dispersion, alpha_p C / (2 pi)"},
    {"mean_beta_x", LR_FIELD_QUANTITY, AT(mean_beta_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "10.8 m", .doc = "ring average; without it C / (2 pi tune_x)"},
    {"mean_beta_y", LR_FIELD_QUANTITY, AT(mean_beta_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "10.3 m", .doc = "ring average; without it C / (2 pi tune_y)"},
    {"mean_eta_x", LR_FIELD_QUANTITY, AT(mean_eta_x_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "",
     .example = "0.15 m", .doc = "ring average of the dispersion, in place of momentum_compaction"},
    {"optics", LR_FIELD_CUSTOM, 0, .read = read_optics, .missing = "", .wants = "the name of a file", .example = "ler_optics.csv",
     .doc = "file of the optics along the ring, for the Touschek rate in place of ring averages: columns s_m, beta_x_m, "
            "beta_y_m, any of alpha_x, eta_x_m, eta_px and the same for y, acceptance (local), element, status, source"},
    {"gas", LR_FIELD_CUSTOM, AT(gas), .read = read_gas, .missing = "CO", .wants = GAS,
     .doc = "residual gas; serves when pressure_base is given"},
    {"pressure_base", LR_FIELD_CUSTOM, AT(gas.pressure_base_Pa), .read = read_pressure, .missing = "", .example = "10 nPa",
     .wants = PRESSURE, .doc = "ring average of the pressure without beam"},
    {"pressure_per_current", LR_FIELD_CUSTOM, AT(gas.pressure_per_current_Pa_A), .read = read_pressure_per_current,
     .missing = "0 nPa/A", .wants = PRESSURE_PER_CURRENT, .doc = "rise with the current, at the reference dose"},
    {"pressure_conditioning", LR_FIELD_QUANTITY, AT(gas.conditioning), .dimension = LR_DIM_NUMBER, .low = "0",
     .missing = "1", .doc = "factor on the rise now; falls as the walls are cleaned"},
    {"temperature", LR_FIELD_CUSTOM, AT(gas.temperature_K), .read = read_temperature, .missing = "300 K",
     .wants = TEMPERATURE, .doc = "of the residual gas"},
    {"gas_beta_y", LR_FIELD_QUANTITY, AT(gas_beta_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "23 m", .doc = "mean beta_y where gas scatters; without it mean_beta_y"},
    {"aperture_x", LR_FIELD_QUANTITY, AT(aperture_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "10 mm", .doc = "half aperture at the narrowest place, horizontal"},
    {"aperture_x_beta", LR_FIELD_QUANTITY, AT(aperture_x_beta_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .missing = "", .example = "400 m", .doc = "beta_x there"},
    {"aperture_y", LR_FIELD_QUANTITY, AT(aperture_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "13.5 mm", .doc = "half aperture at the narrowest place, vertical"},
    {"aperture_y_beta", LR_FIELD_QUANTITY, AT(aperture_y_beta_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .missing = "", .example = "2900 m", .doc = "beta_y there"},
    {"bhabha", LR_FIELD_CHOICE, AT(bhabha_model), .choices = "effective|cut|no_cut", .missing = "effective",
     .doc = "beam-size effect: an effective cross-section, a cut at sigma_y of the opposite beam, or none"},
    {"bhabha_cross_section", LR_FIELD_QUANTITY, AT(bhabha_cross_section_m2), .dimension = LR_DIM_CROSS_SECTION,
     .low = ">0 mb", .high = "1000 mb", .missing = "170 mb", .doc = "effective; 120 to 240 mb are arguable",
     .source = "derived from the design lifetimes of 28 and 20 min (known)"},
    {"damping_time", LR_FIELD_QUANTITY, AT(damping_time_s), .dimension = LR_DIM_TIME, .low = ">0 s", .missing = "",
     .example = "45.7 ms", .doc = "of the transverse amplitude"},
    {"damping_time_energy", LR_FIELD_QUANTITY, AT(damping_time_energy_s), .dimension = LR_DIM_TIME, .low = ">0 s",
     .missing = "", .example = "22.8 ms", .doc = "of the longitudinal amplitude"},
    {.key = NULL}};
#undef AT

struct lr_lifetime_input lr_lifetime_none(void) {
  return (struct lr_lifetime_input){.momentum_acceptance = NAN,
                                    .energy_spread = NAN,
                                    .momentum_compaction = NAN,
                                    .mean_beta_x_m = NAN,
                                    .mean_beta_y_m = NAN,
                                    .mean_eta_x_m = NAN,
                                    .gas = {.pressure_base_Pa = NAN, .conditioning = 1, .temperature_K = 300},
                                    .gas_beta_y_m = NAN,
                                    .aperture_x_m = NAN,
                                    .aperture_x_beta_m = NAN,
                                    .aperture_y_m = NAN,
                                    .aperture_y_beta_m = NAN,
                                    .bhabha_cross_section_m2 = effective_cross_section_m2,
                                    .damping_time_s = NAN,
                                    .damping_time_energy_s = NAN};
}

void lr_lifetime_input_free(struct lr_lifetime_input *input) {
  lr_twiss_free(input->twiss);
  input->twiss = NULL;
}

static bool both(const struct lr_reading *reading, const struct lr_node *node, const char *first, const char *second) {
  bool has_first = lr_node_child(node, first), has_second = lr_node_child(node, second);
  if (has_first == has_second) return true;
  lr_node_problem(reading->problems, false, node, "'%s' needs '%s' beside it", has_first ? first : second,
                  has_first ? second : first);
  return false;
}

bool lr_lifetime_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_lifetime_input *input = target;
  *input = lr_lifetime_none();
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'lifetime' wants a mapping of keys such as momentum_acceptance");
    return false;
  }
  bool fine = lr_fields_read(reading, node, lr_lifetime_fields, input);
  fine = both(reading, node, "aperture_x", "aperture_x_beta") && fine;
  fine = both(reading, node, "aperture_y", "aperture_y_beta") && fine;
  static const char *const OF_THE_GAS[] = {"gas", "pressure_per_current", "pressure_conditioning"};
  for (size_t i = 0; i < 3; i++)
    if (lr_node_child(node, OF_THE_GAS[i])) fine = both(reading, node, OF_THE_GAS[i], "pressure_base") && fine;
  if (!lr_node_child(node, "pressure_base")) input->gas.elements = 0;
  bool first = true;
  for (const struct lr_field *field = lr_lifetime_fields; field->key; field++) {
    const struct lr_node *child = lr_node_child(node, field->key);
    if (!child || field->type == LR_FIELD_CHOICE) continue;
    const char *said = lr_node_says(child, "status");
    const char *word = first ? (said ? said : "") : lr_limits_weaker(input->status, said ? said : "");
    if (word != input->status) snprintf(input->status, sizeof input->status, "%s", word);
    first = false;
  }
  return fine;
}
