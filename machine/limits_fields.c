// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/limits_fields.h"

#include <math.h>
#include <string.h>

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

// A number and a unit that base/units.h does not know.
static bool read_named(const struct lr_reading *reading, const struct lr_node *node, const char *wants,
                       const char *const names[3], const double factors[3], void *target) {
  char text[64], number[64];
  double value;
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  size_t digits = strspn(text, "+-.0123456789eE");
  const char *unit = text + digits + strspn(text + digits, " ");
  snprintf(number, sizeof number, "%.*s", (int)digits, text);
  for (int i = 0; i < 3; i++)
    if (strcmp(unit, names[i]) == 0 && lr_number_parse(number, &value))
      return keep(reading, node, value * factors[i], INFINITY, target);
  lr_node_problem(reading->problems, false, lr_node_value(node), "'%s' wants %s, got '%.60s'", lr_node_name(node), wants,
                  text);
  return false;
}

#define CHARGE "a charge such as '3 nC'"
static bool read_charge(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_named(reading, node, CHARGE, (const char *const[]){"nC", "pC", "C"}, (const double[]){1e-9, 1e-12, 1}, target);
}

#define POWER "a power such as '9 MW'"
static bool read_power(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  return read_named(reading, node, POWER, (const char *const[]){"MW", "kW", "W"}, (const double[]){1e6, 1e3, 1}, target);
}

#define AT(member) offsetof(struct lr_limits_ring, member)
static const struct lr_field RING[] = {
    {"current", LR_FIELD_CUSTOM, AT(current_A), .read = read_current, .missing = "", .wants = "a current above 0 A",
     .example = "3.6 A", .doc = "total current at most"},
    {"beam_beam", LR_FIELD_CUSTOM, AT(beam_beam), .read = read_number, .missing = "", .wants = "a number above 0",
     .example = "0.05", .doc = "vertical beam-beam parameter at most, from the luminosity (M6)"},
    {"bunch_current", LR_FIELD_CUSTOM, AT(bunch_current_A), .read = read_current, .missing = "",
     .wants = "a current above 0 A", .example = "1.5 mA", .doc = "bunch current at most: transverse mode coupling"},
    {"microwave", LR_FIELD_CUSTOM, AT(microwave_A), .read = read_current, .missing = "", .wants = "a current above 0 A",
     .example = "2.9 mA", .doc = "bunch current where the energy spread begins to grow"},
    {"electron_cloud", LR_FIELD_CUSTOM, AT(electron_cloud_A), .read = read_current, .missing = "", .wants = "a current above 0 A",
     .example = "2.9 mA", .doc = "bunch current of the electron-cloud threshold at this bunch spacing"},
    {"lifetime", LR_FIELD_CUSTOM, AT(lifetime_s), .read = read_time, .missing = "", .wants = "a time above 0 s",
     .example = "8 min", .doc = "lifetime at the operating point"},
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
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_limits, member)
const struct lr_field lr_limits_fields[] = {
    {"ler", LR_FIELD_STRUCT, AT(ler), .fields = RING, .missing = "", .doc = "of the positron ring"},
    {"her", LR_FIELD_STRUCT, AT(her), .fields = RING, .missing = "", .doc = "of the electron ring"},
    {"background", LR_FIELD_CUSTOM, AT(background_m2s), .read = read_luminosity, .missing = "",
     .wants = "a luminosity above 0", .example = "2.8e35 cm^-2 s^-1",
     .doc = "luminosity up to which backgrounds are acceptable"},
    {.key = NULL}};
#undef AT

static bool whole_injector(const struct lr_reading *reading, const struct lr_node *ring) {
  static const char *const KEYS[] = {"bunch_charge", "bunches_per_pulse", "pulse_rate", "efficiency"};
  int given = 0;
  const char *missing = "";
  for (int i = 0; i < 4; i++) {
    if (lr_node_child(ring, KEYS[i])) given++;
    else missing = KEYS[i];
  }
  if (given == 0 || given == 4) return true;
  lr_node_problem(reading->problems, false, ring,
                  "the injector of %s lacks '%s': give bunch_charge, bunches_per_pulse, pulse_rate and efficiency, or none",
                  lr_node_name(ring), missing);
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
  if (ler && !whole_injector(reading, ler)) fine = false;
  if (her && !whole_injector(reading, her)) fine = false;
  limits->given = fine;
  return fine;
}
