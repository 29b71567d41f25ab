// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits_fields.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

static bool keep(const struct lr_reading *reading, const struct lr_node *node, double value, double most, void *target) {
  struct lr_limit_figure *figure = target;
  if (!(value > 0 && value <= most)) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' must be above 0%s", lr_node_name(node),
                    isfinite(most) ? " and at most 100 %" : "");
    return false;
  }
  const char *status = lr_node_says(node, "status"), *source = lr_node_says(node, "source");
  figure->value = value;
  snprintf(figure->status, sizeof figure->status, "%s", status ? status : "");
  snprintf(figure->source, sizeof figure->source, "%s", source ? source : "");
  return true;
}

// One reader a dimension: a field says which by its function.
#define READER(name, dimension, most)                                                                     \
  static bool read_##name(const struct lr_reading *reading, const struct lr_node *node, void *target) {   \
    double value;                                                                                         \
    return lr_read_quantity(reading, node, dimension, &value) && keep(reading, node, value, most, target); \
  }
READER(current, LR_DIM_CURRENT, INFINITY)
READER(number, LR_DIM_NUMBER, INFINITY)
READER(part, LR_DIM_NUMBER, 1)
READER(time, LR_DIM_TIME, INFINITY)
READER(rate, LR_DIM_RATE, INFINITY)
READER(energy, LR_DIM_ENERGY, INFINITY)
READER(luminosity, LR_DIM_LUMINOSITY, INFINITY)
static bool read_power(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double value;
  return lr_read_quantity(reading, node, LR_DIM_POWER, &value) && keep(reading, node, value * LR_E_C, INFINITY, target);
}

bool lr_limits_read_named(const struct lr_reading *reading, const struct lr_node *node, const char *wants,
                          const char *const names[3], const double factors[3], double *value) {
  char text[64], number[64];
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  size_t digits = strspn(text, "+-.0123456789eE");
  const char *unit = text + digits + strspn(text + digits, " ");
  snprintf(number, sizeof number, "%.*s", (int)digits, text);
  for (int i = 0; i < 3; i++) {
    if (strcmp(unit, names[i]) != 0 || !lr_number_parse(number, value)) continue;
    *value *= factors[i];
    return true;
  }
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants %s, got '%.60s'", lr_node_name(node), wants,
                  text);
  return false;
}

#define NAMED_READER(name, wants, first, second, third, factor1, factor2, factor3)                                   \
  static bool read_##name(const struct lr_reading *reading, const struct lr_node *node, void *target) {              \
    double value;                                                                                                    \
    return lr_limits_read_named(reading, node, wants, (const char *const[]){first, second, third},                   \
                                (const double[]){factor1, factor2, factor3}, &value) &&                              \
           keep(reading, node, value, INFINITY, target);                                                             \
  }
#define CHARGE "a charge such as '3 nC'"
#define POWER "a power such as '9 MW'"
#define VOLTAGE "a voltage such as '9.4 MV'"
// One current, or pairs: then the figure holds the first current, and lr_limits_read puts the pairs beside.
static bool read_cloud(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_limits_cloud cloud;
  if (lr_node_value(node)->kind != LR_LIST) return read_current(reading, node, target);
  return lr_limits_read_cloud(reading, node, &cloud) && keep(reading, node, cloud.current_A[0], INFINITY, target);
}

NAMED_READER(charge, CHARGE, "nC", "pC", "C", 1e-9, 1e-12, 1)
NAMED_READER(voltage, VOLTAGE, "MV", "kV", "V", 1e6, 1e3, 1)

#define AT(member) offsetof(struct lr_limits_ring, member)
static const struct lr_field RING[] = {
    {"current", LR_FIELD_CUSTOM, AT(current_A), .read = read_current, .missing = "", .wants = "a current above 0 A",
     .example = "3.6 A", .doc = "total current at most"},
    {"beam_beam", LR_FIELD_CUSTOM, AT(beam_beam), .read = read_number, .missing = "", .wants = "a number above 0",
     .example = "0.05", .doc = "vertical beam-beam parameter at most, from the luminosity (M6)"},
    {"bunch_current", LR_FIELD_CUSTOM, AT(bunch_current_A), .read = read_current, .missing = "",
     .wants = "a current above 0 A", .example = "1.5 mA", .doc = "bunch current at most: transverse mode coupling"},
    {"collimators", LR_FIELD_CUSTOM, AT(beta_kick_V_C), .read = lr_limits_read_collimators, .missing = "",
     .fields = lr_limits_collimator_fields, .id = "D02V1", .wants = "collimators keyed by id",
     .doc = "in place of bunch_current: the cap follows from them and tune_s (M28)"},
    {"microwave", LR_FIELD_CUSTOM, AT(microwave_A), .read = read_current, .missing = "", .wants = "a current above 0 A",
     .example = "2.9 mA", .doc = "bunch current where the energy spread begins to grow"},
    {"electron_cloud", LR_FIELD_CUSTOM, AT(electron_cloud_A), .read = read_cloud, .missing = "",
     .wants = "a current above 0 A, or [[4 ns, 0.6 mA], [6 ns, 0.9 mA]]", .example = "0.7 mA",
     .doc = "bunch current of the electron-cloud threshold; pairs: against the bunch spacing, taken at circumference / (c bunches)"},
    {"least_coupling", LR_FIELD_CUSTOM, AT(least_coupling), .read = read_part, .missing = "", .wants = "a part, up to 100 %",
     .example = "0.27 %", .doc = "emittance_y over emittance_x at least"},
    {"lifetime", LR_FIELD_CUSTOM, AT(lifetime_s), .read = read_time, .missing = "", .wants = "a time above 0 s",
     .example = "8 min", .doc = "lifetime at the operating point; without it that of the budget from lifetime of the ring"},
    {"least_lifetime", LR_FIELD_CUSTOM, AT(least_lifetime_s), .read = read_time, .missing = "",
     .wants = "a time above 0 s", .example = "6 min", .doc = "lifetime at least"},
    {"bunch_charge", LR_FIELD_CUSTOM, AT(bunch_charge_C), .read = read_charge, .missing = "", .wants = CHARGE,
     .example = "3 nC", .doc = "injector: charge of a bunch"},
    {"bunches_per_pulse", LR_FIELD_CUSTOM, AT(bunches_per_pulse), .read = read_number, .missing = "",
     .wants = "a number above 0", .example = "2", .doc = "injector: bunches in a pulse"},
    {"pulse_rate", LR_FIELD_CUSTOM, AT(pulse_rate_Hz), .read = read_rate, .missing = "", .wants = "a rate above 0",
     .example = "25 Hz", .doc = "injector: pulses for this ring"},
    {"efficiency", LR_FIELD_CUSTOM, AT(efficiency), .read = read_part, .missing = "", .wants = "a part, up to 100 %",
     .example = "60 %", .doc = "injector: captured part"},
    {"energy_loss", LR_FIELD_CUSTOM, AT(energy_loss_eV), .read = read_energy, .missing = "",
     .wants = "an energy above 0", .example = "1.761 MeV", .doc = "energy lost in a turn, U0"},
    {"damping_time", LR_FIELD_CUSTOM, AT(damping_time_s), .read = read_time, .missing = "", .wants = "a time above 0 s",
     .example = "22.8 ms", .doc = "longitudinal damping time of the amplitude: gives U0 where energy_loss is not given"},
    {"beam_power", LR_FIELD_CUSTOM, AT(beam_power_W), .read = read_power, .missing = "", .wants = POWER,
     .example = "9 MW", .doc = "what the cavities can give to the beam at most"},
    {"cavities", LR_FIELD_CUSTOM, AT(cavities), .read = read_number, .missing = "", .wants = "a number above 0",
     .example = "22", .doc = "with power_per_cavity, in place of beam_power: how many there are"},
    {"power_per_cavity", LR_FIELD_CUSTOM, AT(cavity_power_W), .read = read_power, .missing = "", .wants = POWER,
     .example = "400 kW", .doc = "what one cavity can give to the beam at most"},
    {"rf_voltage", LR_FIELD_CUSTOM, AT(rf_voltage_V), .read = read_voltage, .missing = "", .wants = VOLTAGE,
     .example = "9.4 MV", .doc = "of all cavities"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_limits, member)
const struct lr_field lr_limits_fields[] = {
    {"ler", LR_FIELD_STRUCT, AT(ler), .fields = RING, .missing = "", .doc = "of the positron ring"},
    {"her", LR_FIELD_STRUCT, AT(her), .fields = RING, .missing = "", .doc = "of the electron ring"},
    {"background", LR_FIELD_CUSTOM, AT(background_m2s), .read = read_luminosity, .missing = "",
     .wants = "a luminosity above 0", .example = "2.8e35 cm^-2 s^-1",
     .doc = "luminosity up to which backgrounds are acceptable"},
    {"power_contract", LR_FIELD_CUSTOM, AT(power_contract_W), .read = read_power, .missing = "", .wants = POWER,
     .example = "68.04 MW", .doc = "power that the site may draw at most"},
    {"site_power_fixed", LR_FIELD_CUSTOM, AT(site_power_fixed_W), .read = read_power, .missing = "", .wants = POWER,
     .example = "30 MW", .doc = "what the site draws without the power to the beams"},
    {"rf_efficiency", LR_FIELD_CUSTOM, AT(rf_efficiency), .read = read_part, .missing = "", .wants = "a part, up to 100 %",
     .example = "50 %", .doc = "power to the beams over the power from the grid that makes it"},
    {"harmonic_number", LR_FIELD_CUSTOM, AT(harmonic_number), .read = read_number, .missing = "", .wants = "a number above 0",
     .example = "5120", .doc = "RF periods in a turn"},
    {.key = NULL}};
#undef AT

// All of the keys or none.
static bool whole(const struct lr_reading *reading, const struct lr_node *ring, const char *what, const char *const *keys) {
  int given = 0, all = 0;
  const char *missing = "";
  for (; keys[all]; all++) {
    if (lr_node_child(ring, keys[all])) given++;
    else missing = keys[all];
  }
  if (given == 0 || given == all) return true;
  struct lr_buffer names = {0};
  for (int i = 0; i < all; i++) lr_buffer_print(&names, "%s%s", keys[i], i + 2 < all ? ", " : i + 2 == all ? " and " : "");
  lr_node_problem(reading->problems, false, ring, "%s of %s lacks '%s': give %s, or none", what, lr_node_name(ring), missing,
                  lr_buffer_text(&names));
  lr_buffer_free(&names);
  return false;
}

bool lr_limits_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_limits *limits = target;
  *limits = lr_limits_none();
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node,
                    "'limits' wants a mapping of bounds; a file is taken in by 'base: FILE'");
    return false;
  }
  bool fine = lr_fields_read(reading, node, lr_limits_fields, limits);
  const struct lr_node *ler = lr_node_child(node, "ler"), *her = lr_node_child(node, "her");
  static const char *const INJECTOR[] = {"bunch_charge", "bunches_per_pulse", "pulse_rate", "efficiency", NULL};
  static const char *const CAVITIES[] = {"cavities", "power_per_cavity", NULL};
  for (int i = 0; i < 2; i++) {
    const struct lr_node *ring = i ? her : ler;
    if (!ring) continue;
    const struct lr_node *cloud = lr_node_child(ring, "electron_cloud");
    if (fine && cloud && lr_node_value(cloud)->kind == LR_LIST) fine = lr_limits_read_cloud(reading, cloud, &limits->cloud[i]);
    fine = whole(reading, ring, "the injector", INJECTOR) && fine;
    fine = whole(reading, ring, "the RF", CAVITIES) && fine;
  }
  limits->given = fine;
  return fine;
}
