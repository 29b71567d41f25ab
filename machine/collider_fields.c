// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/collider_fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/constants.h"
#include "machine/bunch_length_fields.h"
#include "machine/lifetime_fields.h"

static const double MOST_TURN = 1.001;  // length of a table of optics over the circumference

// What a ring is read into: the collider has no room for the inputs of lifetimes.
struct ring_input {
  double ibs_growth_x, ibs_growth_y;
  struct lr_ring ring;
  struct lr_lifetime_input lifetime;
};

#define AT(member) offsetof(struct ring_input, ring.member)
static const struct lr_field RING[] = {
    {"energy", LR_FIELD_QUANTITY, AT(energy_eV), .dimension = LR_DIM_ENERGY, .low = ">0 GeV", .doc = "beam energy"},
    {"particle", LR_FIELD_CHOICE, AT(particle), .choices = "electron|proton", .missing = "electron",
     .doc = "electron stands for positrons too"},
    {"current", LR_FIELD_QUANTITY, AT(current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .in_defaults = 1, .example = "1.321 A", .doc = "total current of the ring; or give bunch_population"},
    {"bunch_population", LR_FIELD_QUANTITY, AT(bunch_population), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "",
     .example = "3.69e10", .doc = "particles per bunch, in place of the current"},
    {"beta_x", LR_FIELD_QUANTITY, AT(beta_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "80 mm",
     .doc = "horizontal beta function at the IP"},
    {"beta_y", LR_FIELD_QUANTITY, AT(beta_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "1 mm",
     .doc = "vertical beta function at the IP"},
    {"emittance_x", LR_FIELD_QUANTITY, AT(emittance_x_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "4.01 nm",
     .doc = "horizontal emittance, in collision"},
    {"emittance_y", LR_FIELD_QUANTITY, AT(emittance_y_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .example = "46.2 pm", .doc = "vertical emittance, in collision"},
    {"ibs_growth_x", LR_FIELD_QUANTITY, offsetof(struct ring_input, ibs_growth_x), .dimension = LR_DIM_NUMBER, .low = "1",
     .missing = "1", .doc = "factor of intra-beam scattering on emittance_x, when that was given without it"},
    {"ibs_growth_y", LR_FIELD_QUANTITY, offsetof(struct ring_input, ibs_growth_y), .dimension = LR_DIM_NUMBER, .low = "1",
     .missing = "1", .doc = "the same for emittance_y"},
    {"bunch_length", LR_FIELD_CUSTOM, AT(bunch_length), .read = lr_bunch_length_read, .fields = lr_bunch_length_fields, .example = "4.6 mm",
     .wants = "a length, or {model: linear, zero_current: 5.4466 mm, slope: 1.7642 mm/mA}, or "
              "{model: cubic, zero_current: 4.6 mm, k: 0.480 /mA}, or "
              "{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat} or with "
              "resonators, walls, inductance, resistance",
     .doc = "bunch length in collision"},
    {"crab_waist", LR_FIELD_QUANTITY, AT(crab_waist), .dimension = LR_DIM_NUMBER, .low = "-2", .high = "2", .missing = "0 %",
     .doc = "crab-waist ratio, 100 % = full; wants a crossing angle"},
    {"waist_shift", LR_FIELD_QUANTITY, AT(waist_shift_m), .dimension = LR_DIM_LENGTH, .missing = "0 mm",
     .doc = "vertical waist along the beam's own axis, from the IP"},
    {"chromatic_size_y", LR_FIELD_QUANTITY, AT(chromatic_size_y_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 nm",
     .doc = "vertical size that chromatic x-y coupling at the IP adds in quadrature"},
    {"roll", LR_FIELD_QUANTITY, AT(roll_rad), .dimension = LR_DIM_ANGLE, .low = "-0.2 rad", .high = "0.2 rad", .missing = "0 mrad",
     .doc = "turn of the profile at the IP, from x towards y, the same sense for both rings"},
    {"tune_x", LR_FIELD_QUANTITY, AT(tune_x), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "", .example = "44.525",
     .doc = "horizontal tune"},
    {"tune_y", LR_FIELD_QUANTITY, AT(tune_y), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "", .example = "46.589",
     .doc = "vertical tune"},
    {"tune_s", LR_FIELD_QUANTITY, AT(tune_s), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "", .example = "0.0233",
     .doc = "synchrotron tune, a magnitude"},
    {"damping_x", LR_FIELD_QUANTITY, AT(damping_x), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "",
     .example = "2.203e-4", .doc = "horizontal damping rate of the amplitude per turn, T0 / tau; without it from lifetime.damping_time"},
    {"damping_y", LR_FIELD_QUANTITY, AT(damping_y), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "",
     .example = "2.203e-4", .doc = "the same, vertical"},
    {"damping_s", LR_FIELD_QUANTITY, AT(damping_s), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "",
     .example = "4.4033e-4", .doc = "the same, longitudinal; without it from lifetime.damping_time_energy"},
    {"energy_spread", LR_FIELD_QUANTITY, AT(energy_spread), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "<0.05", .missing = "",
     .example = "7.527e-4", .doc = "relative energy spread, rms; without it that of lifetime, else of a haissinski bunch_length"},
    {"momentum_compaction", LR_FIELD_QUANTITY, AT(momentum_compaction), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "<1",
     .missing = "", .example = "3.2e-4", .doc = "for tracking with an RF voltage; without it that of lifetime"},
    {"chromaticity_x", LR_FIELD_QUANTITY, AT(chromaticity_x), .dimension = LR_DIM_NUMBER, .low = "-1000", .high = "1000",
     .missing = "0", .doc = "d tune_x / d delta, for tracking"},
    {"chromaticity_y", LR_FIELD_QUANTITY, AT(chromaticity_y), .dimension = LR_DIM_NUMBER, .low = "-1000", .high = "1000",
     .missing = "0", .doc = "d tune_y / d delta, for tracking"},
    {"coupling_r1", LR_FIELD_QUANTITY, AT(coupling[0]), .dimension = LR_DIM_NUMBER, .low = "-1", .high = "1", .missing = "0",
     .doc = "x-y coupling at the IP, for tracking: R1"},
    {"coupling_r2", LR_FIELD_QUANTITY, AT(coupling[1]), .dimension = LR_DIM_LENGTH, .low = "-10 m", .high = "10 m",
     .missing = "0 mm", .doc = "R2"},
    {"coupling_r3", LR_FIELD_QUANTITY, AT(coupling[2]), .dimension = LR_DIM_PER_LENGTH, .low = "-1000 m^-1", .high = "1000 m^-1",
     .missing = "0 m^-1", .doc = "R3"},
    {"coupling_r4", LR_FIELD_QUANTITY, AT(coupling[3]), .dimension = LR_DIM_NUMBER, .low = "-1000", .high = "1000", .missing = "0",
     .doc = "R4"},
    {"rf_voltage", LR_FIELD_QUANTITY, AT(rf_voltage_V), .dimension = LR_DIM_VOLTAGE, .low = ">0 MV", .missing = "",
     .example = "9.4 MV", .doc = "of all cavities: tracking then has the RF bucket in place of linear synchrotron motion; wants harmonic, "
                                 "momentum_compaction and damping_s"},
    {"harmonic", LR_FIELD_QUANTITY, AT(harmonic), .dimension = LR_DIM_NUMBER, .low = "1", .missing = "", .example = "5120",
     .doc = "RF periods in a turn"},
    {"lifetime", LR_FIELD_CUSTOM, offsetof(struct ring_input, lifetime), .read = lr_lifetime_read, .fields = lr_lifetime_fields,
     .missing = "", .in_defaults = -1, .wants = "a mapping", .doc = "what the lifetimes of the beam follow from"},
    {.key = NULL}};
#undef AT

static bool read_ring(const struct lr_reading *reading, const struct lr_node *node, struct lr_ring *ring,
                      struct lr_lifetime_input *lifetime, bool *has_lifetime) {
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys such as energy and current",
                    lr_node_name(node));
    return false;
  }
  struct ring_input input = {.lifetime = lr_lifetime_none()};
  bool fine = lr_fields_read(reading, node, RING, &input);
  *ring = input.ring;
  ring->emittance_x_m *= input.ibs_growth_x;
  ring->emittance_y_m *= input.ibs_growth_y;
  *lifetime = input.lifetime;
  *has_lifetime = *has_lifetime || lr_node_child(node, "lifetime");
  const struct lr_node *current = lr_node_child(node, "current"), *population = lr_node_child(node, "bunch_population");
  if (current && population)
    lr_node_problem(reading->problems, false, population,
                    "'current' (line %d) and 'bunch_population' say the same thing twice: keep one, set the other to null",
                    current->line);
  if (!current && !population)
    lr_node_problem(reading->problems, false, node, "'current' is missing in %s: add 'current: 1.321 A'",
                    lr_node_name(node));
  return fine && !current != !population;
}

static bool read_first_ring(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_machine_input *machine = target;
  return read_ring(reading, node, &machine->collider.ler, &machine->lifetime_ler, &machine->has_lifetime);
}

// `her: same` is the other ring again.
static bool read_second_ring(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_machine_input *machine = target;
  if (node->kind == LR_SCALAR && strcmp(node->text, "same") == 0) {
    machine->same = true;  // filled in by lr_machine_read
    return true;
  }
  return read_ring(reading, node, &machine->collider.her, &machine->lifetime_her, &machine->has_lifetime);
}

#define AT(member) offsetof(struct lr_machine_input, member)
const struct lr_field lr_machine_fields[] = {
    {"name", LR_FIELD_TEXT, AT(name), .size = sizeof((struct lr_machine_input *)0)->name, .missing = "",
     .example = "SuperKEKB 8 June 2022", .doc = "name of the machine set"},
    {"circumference", LR_FIELD_QUANTITY, AT(collider.circumference_m), .dimension = LR_DIM_LENGTH, .low = ">0 m",
     .example = "3016.315 m", .doc = "circumference of the rings"},
    {"crossing_angle", LR_FIELD_QUANTITY, AT(collider.crossing_angle_rad), .dimension = LR_DIM_ANGLE, .low = "0 mrad",
     .high = "<1 rad", .missing = "0 mrad", .doc = "full crossing angle"},
    {"bunches", LR_FIELD_QUANTITY, AT(collider.bunches), .dimension = LR_DIM_NUMBER, .low = "1", .example = "2249",
     .doc = "colliding bunch pairs"},
    {"jitter_y", LR_FIELD_QUANTITY, AT(collider.jitter_y_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 nm",
     .doc = "rms vertical offset from crossing to crossing that the orbit feedback leaves"},
    {"vertical_angle", LR_FIELD_QUANTITY, AT(collider.vertical_angle_rad), .dimension = LR_DIM_ANGLE, .low = "-0.2 rad",
     .high = "0.2 rad", .missing = "0 mrad", .doc = "full vertical crossing angle: ler climbs against her along s"},
    {"offset_x", LR_FIELD_QUANTITY, AT(collider.offset_x_m), .dimension = LR_DIM_LENGTH, .missing = "0 um",
     .doc = "horizontal offset of her against ler at the IP"},
    {"offset_y", LR_FIELD_QUANTITY, AT(collider.offset_y_m), .dimension = LR_DIM_LENGTH, .missing = "0 um",
     .doc = "vertical offset of her against ler at the IP"},
    {"ler", LR_FIELD_CUSTOM, 0, .read = read_first_ring, .fields = RING, .wants = "a ring",
     .doc = "the positron ring"},
    {"her", LR_FIELD_CUSTOM, 0, .read = read_second_ring, .fields = RING, .wants = "a ring, or same",
     .doc = "the electron ring; 'same' for a symmetric collider"},
    {"published_luminosity", LR_FIELD_QUANTITY, AT(published_luminosity_m2s), .dimension = LR_DIM_LUMINOSITY,
     .low = ">0 cm^-2 s^-1", .missing = "", .doc = "what the record or the design says"},
    {"luminosity_is_input", LR_FIELD_SWITCH, AT(luminosity_is_input), .missing = "no",
     .doc = "yes when an input was computed back from it, so that it is no check"},
    {.key = NULL}};
#undef AT

// The bunch lengths that follow from wakes. The curve goes to twice the bunch current of the scenario.
static bool tabulate(const struct lr_reading *reading, const struct lr_node *ring_node,
                     const struct lr_collider *collider, struct lr_ring *ring) {
  double charge_rate_A = LR_E_C * lr_revolution_frequency(collider);  // current of one circulating particle
  double bunch_current_A = isfinite(ring->current_A) ? ring->current_A / collider->bunches
                                                     : ring->bunch_population * charge_rate_A;
  return lr_bunch_length_complete(reading, lr_node_child(ring_node, "bunch_length"), NULL, collider, bunch_current_A, ring);
}

void lr_machine_free(struct lr_machine_input *machine) {
  lr_lifetime_input_free(&machine->lifetime_ler);
  if (machine->same) machine->lifetime_her.twiss = NULL;
  lr_lifetime_input_free(&machine->lifetime_her);
}

// A table may hold one period of the ring, never more than a turn.
static bool check_optics(const struct lr_reading *reading, const struct lr_node *ring_node,
                         const struct lr_lifetime_input *lifetime, double circumference_m) {
  const struct lr_twiss *twiss = lifetime->twiss;
  if (!twiss) return true;
  const double *s_m = twiss->value[LR_TWISS_S];
  double length_m = s_m[twiss->rows - 1] - s_m[0];
  if (length_m <= MOST_TURN * circumference_m) return true;
  lr_node_problem(reading->problems, false, lr_node_value(lr_node_child(lr_node_child(ring_node, "lifetime"), "optics")),
                  "%s:%d: the optics go over %.7g m, the ring has a circumference of %.7g m", twiss->name,
                  twiss->line[twiss->rows - 1], length_m, circumference_m);
  return false;
}

static bool check_crab_waist(const struct lr_reading *reading, const struct lr_node *ring_node, const struct lr_ring *ring,
                             const struct lr_collider *collider) {
  if (ring->crab_waist == 0 || collider->crossing_angle_rad > 0) return true;
  const struct lr_node *crab = lr_node_child(ring_node, "crab_waist");
  lr_node_problem(reading->problems, false, crab ? lr_node_value(crab) : ring_node,
                  "'crab_waist' wants a crossing angle above 0: set it to 0 %% for a head-on collision");
  return false;
}

// What tracking wants of a ring, from where else it may stand.
static void fill_in(const struct lr_lifetime_input *lifetime, double circumference_m, struct lr_ring *ring) {
  double turn_s = circumference_m / LR_C_m_s;
  if (isnan(ring->damping_x)) ring->damping_x = turn_s / lifetime->damping_time_s;
  if (isnan(ring->damping_y)) ring->damping_y = turn_s / lifetime->damping_time_s;
  if (isnan(ring->damping_s)) ring->damping_s = turn_s / lifetime->damping_time_energy_s;
  if (isnan(ring->energy_spread)) ring->energy_spread = lifetime->energy_spread;
  if (isnan(ring->energy_spread) && ring->bunch_length.model == LR_BUNCH_LENGTH_HAISSINSKI)
    ring->energy_spread = ring->bunch_length.energy_spread;
  if (isnan(ring->momentum_compaction)) ring->momentum_compaction = lifetime->momentum_compaction;
}

static bool complete(const struct lr_reading *reading, const struct lr_node *node, struct lr_machine_input *machine) {
  struct lr_collider *collider = &machine->collider;
  struct lr_ring *rings[] = {&collider->ler, &collider->her};
  const struct lr_lifetime_input *lifetimes[] = {&machine->lifetime_ler, &machine->lifetime_her};
  bool fine = true;
  for (int r = 0; r < (machine->same ? 1 : 2); r++) {
    const struct lr_node *ring_node = lr_node_child(node, r ? "her" : "ler");
    fill_in(lifetimes[r], collider->circumference_m, rings[r]);
    fine = tabulate(reading, ring_node, collider, rings[r]) && fine;
    fine = check_optics(reading, ring_node, lifetimes[r], collider->circumference_m) && fine;
    fine = check_crab_waist(reading, ring_node, rings[r], collider) && fine;
  }
  if (!machine->same) return fine;
  collider->her = collider->ler;
  machine->lifetime_her = machine->lifetime_ler;
  return fine;
}

bool lr_machine_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_machine_input *machine) {
  memset(machine, 0, sizeof *machine);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'machine' wants a mapping of keys; a file is taken in by 'base: FILE'");
    return false;
  }
  if (lr_fields_read(reading, node, lr_machine_fields, machine) && complete(reading, node, machine)) return true;
  lr_machine_free(machine);
  return false;
}
