// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_fields.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "machine/bunch_length_fields.h"
#include "machine/fill_check.h"
#include "machine/fill_model.h"

static const double ABOVE_TARGET = 1.01;  // injection pulse by pulse goes past the target

#define AT(member) offsetof(struct lr_fill_ring, member)
static const struct lr_field TOUSCHEK[] = {
    {"at", LR_FIELD_QUANTITY, AT(touschek_lifetime_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "10 min",
     .doc = "lifetime at the current and emittance below"},
    {"current", LR_FIELD_QUANTITY, AT(touschek_current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .doc = "current of that lifetime; without it the target"},
    {"emittance_y", LR_FIELD_QUANTITY, AT(touschek_emittance_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "46.2 pm", .doc = "vertical emittance of that lifetime; without it that of the equilibrium, blow-up in, at the currents of the lifetimes"},
    {.key = NULL}};
static const struct lr_field GAS[] = {
    {"rate", LR_FIELD_QUANTITY, AT(gas_rate_per_s), .dimension = LR_DIM_RATE, .low = "0 /s", .missing = "0 /h",
     .doc = "loss rate at the pressure without beam"},
    {"rate_per_current", LR_FIELD_QUANTITY, AT(gas_rate_per_sA), .dimension = LR_DIM_RATE_PER_CURRENT,
     .low = "0 /h/A", .missing = "0 /h/A", .doc = "what each ampere adds, at the reference dose"},
    {"conditioning", LR_FIELD_QUANTITY, AT(conditioning_exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "5",
     .missing = "0", .doc = "a: the part that the beam makes falls as (dose / reference)^-a"},
    {"dose", LR_FIELD_QUANTITY, AT(dose_start_As), .dimension = LR_DIM_CHARGE, .low = ">0 C", .missing = "",
     .example = "1000 A h", .doc = "integrated current before the fill; with conditioning"},
    {"dose_reference", LR_FIELD_QUANTITY, AT(dose_reference_As), .dimension = LR_DIM_CHARGE, .low = ">0 C", .missing = "",
     .example = "1000 A h", .doc = "integrated current at which rate_per_current holds; with conditioning"},
    {.key = NULL}};
static const struct lr_field BLOWUP[] = {
    {"product", LR_FIELD_QUANTITY, AT(blowup_product_A2), .dimension = LR_DIM_CURRENT_SQUARED, .low = ">0 A^2",
     .doc = "P0 of eps_eq = emittance_y0 (1 + (I_b+ I_b- / P0)^n), bunch currents"},
    {"exponent", LR_FIELD_QUANTITY, AT(blowup_exponent), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "20",
     .example = "1.2", .doc = "n"},
    {.key = NULL}};
static const struct lr_field INJECTION[] = {
    {"charge", LR_FIELD_QUANTITY, AT(bunch_charge_C), .dimension = LR_DIM_CHARGE, .low = "0 C",
     .doc = "of an injected bunch, before losses at injection"},
    {"bunches", LR_FIELD_QUANTITY, AT(bunches_per_pulse), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "2",
     .doc = "per pulse of the injector"},
    {"share", LR_FIELD_QUANTITY, AT(pulse_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "50 %",
     .doc = "part of the pulses that this ring gets; both together at most 100 %"},
    {"efficiency", LR_FIELD_QUANTITY, AT(efficiency), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1",
     .example = "60 %", .doc = "captured part of the charge"},
    {.key = NULL}};
static const struct lr_field RING[] = {
    {"target_current", LR_FIELD_QUANTITY, AT(target_current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .doc = "current to hold; without it that of the machine"},
    {"initial_current", LR_FIELD_QUANTITY, AT(initial_current_A), .dimension = LR_DIM_CURRENT, .low = "0 A", .missing = "",
     .doc = "without it the target"},
    {"lifetime_other", LR_FIELD_QUANTITY, AT(other_lifetime_s), .dimension = LR_DIM_TIME, .low = ">0 s", .missing = "",
     .example = "10 h", .doc = "of all losses that do not change; without it none"},
    {"lifetime_touschek", LR_FIELD_STRUCT, 0, .fields = TOUSCHEK, .missing = "",
     .doc = "scales with the bunch, the emittance and the bunch length; without it none"},
    {"gas", LR_FIELD_STRUCT, 0, .fields = GAS, .missing = "", .doc = "beam-gas losses; without it none"},
    {"bhabha", LR_FIELD_QUANTITY, AT(bhabha_cross_section_m2), .dimension = LR_DIM_CROSS_SECTION, .low = "0 mb",
     .high = "1000 mb", .missing = "170 mb", .doc = "effective cross-section of radiative Bhabha scattering; 0 mb: none, as for protons",
     .source = "derived from the design lifetimes of 28 and 20 min (known)"},
    {"emittance_y0", LR_FIELD_QUANTITY, AT(emittance_y0_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "",
     .example = "30 pm", .doc = "vertical, without blow-up; without it that of the machine"},
    {"blowup", LR_FIELD_STRUCT, 0, .fields = BLOWUP, .missing = "", .doc = "vertical, beam-beam; without it none"},
    {"damping_time_y", LR_FIELD_QUANTITY, AT(damping_time_y_s), .dimension = LR_DIM_TIME, .low = ">0 s", .missing = "",
     .example = "46 ms",
     .doc = "of the vertical amplitude; without it that of the ring's lifetime, else 46 ms (ler) and 58 ms (her)"},
    {"injection", LR_FIELD_STRUCT, 0, .fields = INJECTION, .missing = "", .doc = "without it none"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_fill_input, member)
static const struct lr_field ABORTS[] = {
    {"per_day", LR_FIELD_QUANTITY, AT(aborts_per_day), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1e5",
     .example = "2", .doc = "mean number in a day of beams; times drawn from the seed"},
    {"recovery", LR_FIELD_QUANTITY, AT(abort_recovery_s), .dimension = LR_DIM_TIME, .low = "0 s",
     .example = "30 min", .doc = "time without injection after each"},
    {.key = NULL}};

static bool read_ring(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  if (node->kind == LR_MAPPING) return lr_fields_read(reading, node, RING, target);
  lr_node_problem(reading->problems, false, node, "'%s' wants a mapping of keys such as injection", lr_node_name(node));
  return false;
}

static bool read_samples(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double value;
  if (!lr_read_quantity(reading, node, LR_DIM_NUMBER, &value)) return false;
  if (value == floor(value) && value >= 2 && value <= 1e5) {
    *(int *)target = (int)value;
    return true;
  }
  lr_node_problem(reading->problems, false, lr_node_value(node), "'samples' wants a whole number from 2 to 100000");
  return false;
}

static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)reading, (void)node, (void)target;  // by lr_fill_check_events, when the duration is known
  return true;
}

const struct lr_field lr_fill_fields[] = {
    {"duration", LR_FIELD_QUANTITY, AT(fill.duration_s), .dimension = LR_DIM_TIME, .low = ">0 s", .high = "366 days",
     .missing = "8 h", .doc = "length of the fill, recoveries in"},
    {"samples", LR_FIELD_CUSTOM, AT(fill.outputs), .read = read_samples, .missing = "241", .wants = "a whole number",
     .doc = "rows of the table, both ends in, 2 to 100000"},
    {"tolerance", LR_FIELD_QUANTITY, AT(fill.tolerance), .dimension = LR_DIM_NUMBER, .low = "1e-13", .high = "1e-3",
     .missing = "1e-8", .doc = "relative, of the integrator"},
    {"top_up", LR_FIELD_SWITCH, AT(fill.top_up), .missing = "yes",
     .doc = "no: coast once the target is reached, until the next refill"},
    {"pulsed", LR_FIELD_SWITCH, AT(fill.pulsed), .missing = "no",
     .doc = "yes: top-up pulse by pulse; no: averaged, injection makes up for the losses"},
    {"hysteresis", LR_FIELD_QUANTITY, AT(fill.hysteresis), .dimension = LR_DIM_NUMBER, .low = "0", .high = "50 %",
     .missing = "0.5 %", .doc = "pulsed: injection begins this far below the target"},
    {"veto", LR_FIELD_QUANTITY, AT(fill.veto_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "0 ms",
     .doc = "detector blind after each pulse"},
    {"repetition", LR_FIELD_QUANTITY, AT(fill.repetition_Hz), .dimension = LR_DIM_RATE, .low = "0 Hz", .high = "10 kHz",
     .missing = "50 Hz", .doc = "of the injector, both rings together"},
    {"overlap", LR_FIELD_SWITCH, AT(fill.overlap), .missing = "no",
     .doc = "yes: the exact overlap at each row beside the luminosity of the model"},
    {"ler", LR_FIELD_CUSTOM, AT(fill.ring[LR_FILL_LER]), .read = read_ring, .fields = RING, .missing = "",
     .wants = "a mapping", .doc = "the positron ring"},
    {"her", LR_FIELD_CUSTOM, AT(fill.ring[LR_FILL_HER]), .read = read_ring, .fields = RING, .missing = "",
     .wants = "a mapping", .doc = "the electron ring"},
    {"events", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .wants = LR_FILL_EVENTS_WANTED,
     .doc = "aborts, refills and steps; rings: ler, her or both"},
    {"aborts", LR_FIELD_STRUCT, 0, .fields = ABORTS, .missing = "", .doc = "beside those listed; without it none"},
    {.key = NULL}};
#undef AT

static void complete_ring(struct lr_fill_ring *ring, const struct lr_fill_ring *missing, double damping_time_s) {
  if (isnan(ring->target_current_A)) ring->target_current_A = missing->target_current_A;
  if (isnan(ring->other_lifetime_s)) ring->other_lifetime_s = INFINITY;
  if (isnan(ring->touschek_lifetime_s)) ring->touschek_lifetime_s = INFINITY;
  if (isnan(ring->blowup_product_A2)) ring->blowup_product_A2 = INFINITY;
  if (isnan(ring->blowup_exponent)) ring->blowup_exponent = missing->blowup_exponent;
  if (isnan(ring->bunch_charge_C)) ring->bunch_charge_C = 0;
  if (isnan(ring->efficiency)) ring->efficiency = missing->efficiency;
  if (isnan(ring->damping_time_y_s)) ring->damping_time_y_s = damping_time_s;
  if (isnan(ring->damping_time_y_s)) ring->damping_time_y_s = missing->damping_time_y_s;
}

struct wish {  // of a current in a fill
  double current_A;
  const struct lr_node *node;
};

static void wish_for(struct wish *most, double current_A, const struct lr_node *node) {
  if (node && current_A > most->current_A) *most = (struct wish){current_A, node};
}

// A curve of bunch lengths made for the current of the machine is made again when the fill goes further.
static void reach_currents(const struct lr_reading *reading, const struct lr_node *node, int r,
                           struct lr_fill_input *input) {
  static const char *const RINGS[] = {"ler", "her"};
  struct lr_collider *collider = &input->fill.collider;
  struct lr_ring *ring = r ? &collider->her : &collider->ler;
  if (ring->bunch_length.model != LR_BUNCH_LENGTH_HAISSINSKI) return;
  const struct lr_fill_ring *wanted = &input->fill.ring[r];
  const struct lr_node *said = lr_node_child(node, RINGS[r]), *events = lr_node_child(node, "events");
  struct wish most = {0, NULL};
  wish_for(&most, wanted->target_current_A, lr_node_child(said, "target_current"));
  wish_for(&most, wanted->initial_current_A, lr_node_child(said, "initial_current"));
  wish_for(&most, wanted->touschek_current_A, lr_node_child(lr_node_child(said, "lifetime_touschek"), "current"));
  for (size_t i = 0; events && i < events->children; i++) {  // not yet read: what is wrong in them is reported later
    const struct lr_node *step = lr_node_child(events->child[i], RINGS[r]), *value = step ? lr_node_value(step) : NULL;
    double current_A;
    char reason[96];
    if (value && value->kind == LR_SCALAR && lr_quantity_parse(value->text, LR_DIM_CURRENT, &current_A, reason, sizeof reason))
      wish_for(&most, current_A, step);
  }
  double bunch_current_A = ABOVE_TARGET * most.current_A / collider->bunches;
  if (bunch_current_A <= ring->bunch_length.curve.end_A) return;
  const struct lr_node *machine = lr_node_child(reading->document->root, "machine"), *of = lr_node_child(machine, RINGS[r]);
  if (of && of->kind == LR_SCALAR) of = lr_node_child(machine, "ler");  // her: same
  lr_bunch_length_complete(reading, lr_node_child(of, "bunch_length"), lr_node_value(most.node), collider,
                                  bunch_current_A, ring);
}

bool lr_fill_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_machine_input *machine,
                  struct lr_fill_input *input) {
  memset(input, 0, sizeof *input);
  const struct lr_collider *collider = &machine->collider;
  struct lr_fill missing = lr_fill_default(collider);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_ring *optics = r ? &collider->her : &collider->ler;
    if (!isfinite(optics->current_A))
      missing.ring[r].target_current_A =
          optics->bunch_population * collider->bunches * LR_E_C * lr_revolution_frequency(collider);
    missing.ring[r].bhabha_cross_section_m2 = optics->particle == LR_ELECTRON ? 170e-31 : 0;  // as the key
  }
  size_t errors_before = reading->problems->errors;
  lr_fields_read(reading, node, lr_fill_fields, input);  // what is wrong in itself; what does not fit together: below
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_node *ring = lr_node_child(node, r ? "her" : "ler");
    const struct lr_lifetime_input *lifetime = r ? &machine->lifetime_her : &machine->lifetime_ler;
    if (!ring || ring->kind != LR_MAPPING) input->fill.ring[r] = missing.ring[r];
    if (!lr_node_child(ring, "bhabha"))
      input->fill.ring[r].bhabha_cross_section_m2 = missing.ring[r].bhabha_cross_section_m2;
    complete_ring(&input->fill.ring[r], &missing.ring[r], lifetime->damping_time_s);
  }
  if (!lr_node_child(node, "aborts")) input->aborts_per_day = input->abort_recovery_s = 0;
  input->fill.collider = *collider;
  reach_currents(reading, node, LR_FILL_LER, input);
  reach_currents(reading, node, LR_FILL_HER, input);
  lr_fill_check_events(reading, lr_node_child(node, "events"), input);
  lr_fill_check(reading, node, input);
  if (reading->problems->errors > errors_before || reading->problems->no_memory) return false;
  input->fill.R_L = 1;  // the overlap is for later
  input->fill.event = input->events ? input->event : NULL;
  input->fill.events = input->events;
  struct lr_fill_model model;
  struct lr_error error = {0};
  enum lr_status status = lr_fill_prepare(&input->fill, &model, &error);
  if (status != LR_OK) lr_node_problem(reading->problems, false, node, "%s", error.text);
  input->fill.R_L = NAN;
  input->fill.event = NULL;  // the input may be copied
  input->fill.events = 0;
  return status == LR_OK;
}
