// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of `losses:` and what must agree in it.
#include "beamloss/loss_fields.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "beamloss/abort.h"
#include "beamloss/loss_source_fields.h"

#define AT(member) offsetof(struct lr_loss_monitor, member)
static const struct lr_field MONITOR[] = {
    {"at", LR_FIELD_TEXT, AT(at), .size = sizeof((struct lr_loss_monitor *)0)->at, .missing = "detector", .example = "PMD06V1",
     .doc = "detector: the diamonds at the collision point; else the aperture whose losses it sees"},
    {"threshold", LR_FIELD_QUANTITY, AT(threshold_Gy), .dimension = LR_DIM_DOSE, .low = ">0 Gy", .missing = "",
     .example = "4 mrad", .doc = "detector: dose in the window that asks for an abort"},
    {"threshold_particles", LR_FIELD_QUANTITY, AT(threshold_particles), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "",
     .example = "1e9", .doc = "elsewhere: particles lost there in the window"},
    {"window", LR_FIELD_QUANTITY, AT(window_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "10 us", .doc = "of the moving sum"},
    {"sampling", LR_FIELD_QUANTITY, AT(sampling_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "2.5 us",
     .doc = "period of the readings"},
    {"saturation", LR_FIELD_QUANTITY, AT(saturation_Gy_s), .dimension = LR_DIM_DOSE_RATE, .low = ">0 Gy/s", .missing = "",
     .example = "140 krad/s", .doc = "largest rate that it reads: more is recorded as this"},
    {"logic", LR_FIELD_PRIOR, AT(logic_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "0 us", .example = "2 us",
     .doc = "time of its decision"},
    {"link", LR_FIELD_PRIOR, AT(link_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "0 us", .example = "7.5 us",
     .doc = "time of the request on its way to the kicker"},
    {.key = NULL}};
#undef AT

static bool read_monitors(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_abort *abort = target;
  const struct lr_keyed keyed = {MONITOR, abort->monitor, sizeof *abort->monitor, sizeof abort->monitor->id, LR_LOSS_MOST_MONITORS};
  abort->monitors = lr_keyed_read(reading, node, &keyed);
  for (size_t i = 0; i < abort->monitors; i++) {
    struct lr_loss_monitor *monitor = &abort->monitor[i];
    if (isnan(monitor->saturation_Gy_s)) monitor->saturation_Gy_s = INFINITY;
    double samples = floor(monitor->window_s / monitor->sampling_s + 1e-9);
    if (monitor->window_s > 0 && monitor->sampling_s > 0 && !(samples >= 1 && samples <= LR_MOST_SAMPLES))
      lr_node_problem(reading->problems, false, lr_node_child(node, monitor->id), "the window of monitor '%s' holds %g samples; 1 to %d are possible",
                      monitor->id, monitor->window_s / monitor->sampling_s, (int)LR_MOST_SAMPLES);
    bool detector = strcmp(monitor->at, "detector") == 0;
    const struct lr_node *at = lr_node_child(node, monitor->id);
    if (lr_node_child(at, detector ? "threshold" : "threshold_particles") && !lr_node_child(at, detector ? "threshold_particles" : "threshold"))
      continue;
    lr_node_problem(reading->problems, false, lr_node_child(node, monitor->id), "monitor '%s' at %s wants '%s', and that alone",
                    monitor->id, monitor->at, detector ? "threshold: 4 mrad" : "threshold_particles: 1e9");
  }
  return true;
}

#define AT(member) offsetof(struct lr_loss_abort, member)
static const struct lr_field ABORT[] = {
    {"gaps", LR_FIELD_COUNT, AT(gaps), .low = "1", .high = "64", .missing = "2", .doc = "abort gaps in a turn, at equal distances"},
    {"gap", LR_FIELD_QUANTITY, AT(gap_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "200 ns", .doc = "length of a gap, without bunches"},
    {"kicker_rise", LR_FIELD_QUANTITY, AT(kicker_rise_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "200 ns",
     .doc = "until the kicker is at full field"},
    {"monitors", LR_FIELD_CUSTOM, 0, .read = read_monitors, .fields = MONITOR, .id = "diamonds", .wants = "monitors keyed by id",
     .doc = "the first that asks for an abort gets it; {}: no abort"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_loss_detector, member)
static const struct lr_field DETECTOR[] = {
    {"pxd", LR_FIELD_CHOICE, AT(pxd), .choices = LR_PXD_POLICIES, .missing = "on",
     .doc = "powered or not; by_rate: off in times with more losses than rate_limit"},
    {"rate_limit", LR_FIELD_QUANTITY, AT(rate_limit_per_s), .dimension = LR_DIM_RATE, .low = "0 /day", .missing = "",
     .example = "0.2 /day", .doc = "with by_rate"},
    {"on_from", LR_FIELD_DATE, AT(on_from), .missing = "", .doc = "first day with power; before it the detector is off"},
    {"diamond_factor", LR_FIELD_PRIOR, AT(diamond_factor), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .example = "{dist: lognormal, median: 1, sigma: 1.1}", .doc = "dose in layer 1 over that of the diamonds"},
    {"radial_exponent", LR_FIELD_PRIOR, AT(radial_exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "10", .missing = "1",
     .doc = "p: dose falls as r^-p between the layers"},
    {"azimuthal", LR_FIELD_PRIOR, AT(azimuthal), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "a of 1 + a cos(phi - phi0); phi0 is drawn"},
    {"asymmetry", LR_FIELD_PRIOR, AT(asymmetry), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "0",
     .doc = "b: modules on one side get 1 + b, on the other 1 - b; which side is drawn"},
    {"gate_dose", LR_FIELD_PRIOR, AT(gate_dose_Gy), .dimension = LR_DIM_DOSE, .low = ">0 Gy",
     .example = "{dist: loguniform, low: 0.1 krad, high: 10 krad}", .doc = "D0: dose at which a powered gate dies with 63 %"},
    {"gate_shape", LR_FIELD_PRIOR, AT(gate_shape), .dimension = LR_DIM_NUMBER, .low = ">0", .missing = "1",
     .doc = "b of 1 - exp(-(D/D0)^b)"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_recovery, member)
static const struct lr_field RECOVERY[] = {
    {"mean", LR_FIELD_QUANTITY, AT(mean_s), .dimension = LR_DIM_TIME, .low = ">0 s", .example = "30 min", .doc = "mean time until beams are back"},
    {"cv", LR_FIELD_QUANTITY, AT(cv), .dimension = LR_DIM_NUMBER, .low = "0", .high = "10", .missing = "0.5",
     .doc = "standard deviation over mean, log-normal"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_loss_outcomes, member)
const struct lr_field lr_loss_outcomes_fields[] = {
    {"quench_energy", LR_FIELD_PRIOR, AT(quench_eV), .dimension = LR_DIM_ENERGY, .low = ">0 J",
     .example = "{dist: loguniform, low: 1 J, high: 1 kJ}", .doc = "energy lost on the ir elements that quenches the final focus"},
    {"damage_energy", LR_FIELD_PRIOR, AT(damage_eV), .dimension = LR_DIM_ENERGY, .low = ">0 J",
     .example = "{dist: loguniform, low: 1 kJ, high: 30 kJ}", .doc = "energy lost on one collimator that damages it"},
    {"refill", LR_FIELD_STRUCT, AT(recovery[LR_END_REFILL]), .fields = RECOVERY, .doc = "down-time of any event"},
    {"quench", LR_FIELD_STRUCT, AT(recovery[LR_END_QUENCH]), .fields = RECOVERY, .doc = "down-time of a quench"},
    {"damage", LR_FIELD_STRUCT, AT(recovery[LR_END_DAMAGE]), .fields = RECOVERY, .doc = "down-time of a damaged collimator"},
    {.key = NULL}};
#undef AT

static bool read_per_day(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_rate *rate = target;
  const struct lr_node *value = lr_node_value(node);
  rate->knots = 0;
  if (value->kind != LR_LIST) {
    if (!lr_read_quantity(reading, node, LR_DIM_RATE, &rate->knot[0].per_s)) return false;
    rate->knot[0].date = LR_NO_DATE;
    rate->knots = 1;
    if (rate->knot[0].per_s >= 0) return true;
    lr_node_problem(reading->problems, false, value, "'events' cannot be negative");
    return false;
  }
  bool fine = value->children > 0 && value->children <= LR_LOSS_MOST_KNOTS;
  for (size_t i = 0; fine && i < value->children; i++) {
    const struct lr_node *pair = lr_node_value(value->child[i]);
    if (pair->kind != LR_LIST || pair->children != 2) fine = false;
    else if (!lr_read_date(reading, pair->child[0], &rate->knot[i].date) ||
             !lr_read_quantity(reading, pair->child[1], LR_DIM_RATE, &rate->knot[i].per_s)) return false;
    else fine = rate->knot[i].per_s >= 0 && (!i || rate->knot[i].date > rate->knot[i - 1].date);
  }
  if (fine) rate->knots = value->children;
  else
    lr_node_problem(reading->problems, false, value, "'events' wants a rate, or up to %d pairs [date, rate] in order of date",
                    LR_LOSS_MOST_KNOTS);
  return fine;
}

#define AT(member) offsetof(struct lr_loss_rate, member)
const struct lr_field lr_loss_rate_fields[] = {
    {"events", LR_FIELD_CUSTOM, 0, .read = read_per_day, .wants = "a rate, or a list of [date, rate]", .example = "0.1 /day",
     .doc = "sudden losses per day of beams, from each date on"},
    {"reference_bunch_current", LR_FIELD_QUANTITY, AT(reference_bunch_current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .example = "0.7 mA", .doc = "bunch current of the positron ring at which that rate holds; without it the rate does not depend on it"},
    {"exponent", LR_FIELD_QUANTITY, AT(exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "10", .missing = "1",
     .doc = "rate ~ (bunch current / reference)^exponent"},
    {"threshold_bunch_current", LR_FIELD_QUANTITY, AT(threshold_bunch_current_A), .dimension = LR_DIM_CURRENT, .low = "0 A", .missing = "0 A",
     .doc = "no losses below it"},
    {.key = NULL}};
#undef AT

static bool read_first_loss(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_loss_observed *observed = target;
  const struct lr_node *value = lr_node_value(node);
  bool fine = value->kind == LR_LIST && value->children > 0 && value->children <= LR_LOSS_MOST_APERTURES;
  observed->first_losses = 0;
  for (size_t i = 0; fine && i < value->children; i++)
    fine = lr_read_text(reading, value->child[i], observed->first_loss[observed->first_losses++], sizeof *observed->first_loss);
  if (!fine) lr_node_problem(reading->problems, false, value, "'first_loss' wants a list of apertures, such as [PMD06V1, PMD06V2]");
  return fine;
}

#define AT(member) offsetof(struct lr_loss_observed, member)
static const struct lr_field OBSERVED[] = {
    {"shortest", LR_FIELD_QUANTITY, AT(shortest_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = "", .example = "10 us",
     .doc = "duration of a loss at least, first to last particle"},
    {"longest", LR_FIELD_QUANTITY, AT(longest_s), .dimension = LR_DIM_TIME, .low = ">0 s", .missing = "", .example = "50 us",
     .doc = "duration at most"},
    {"first_loss", LR_FIELD_CUSTOM, 0, .read = read_first_loss, .missing = "", .wants = "a list of apertures",
     .example = "[PMD06V1, PMD06V2]", .doc = "where the first loss was seen"},
    {"events", LR_FIELD_COUNT, AT(events), .low = "1", .high = "50", .missing = "1", .doc = "events that together took gates_share"},
    {"losses_seen", LR_FIELD_COUNT, AT(losses_seen), .low = "1", .high = "1000", .missing = "", .example = "20",
     .doc = "sudden losses seen with the PXD on, of which those were the worst; without it as many as `events`"},
    {"gates_share", LR_FIELD_QUANTITY, AT(gates_share), .dimension = LR_DIM_NUMBER, .low = ">0", .high = "1", .missing = "",
     .example = "2 %", .doc = "part of the PXD lost in them"},
    {"factor", LR_FIELD_QUANTITY, AT(factor), .dimension = LR_DIM_NUMBER, .low = ">1", .high = "100", .missing = "2",
     .doc = "accepted when the gates lost agree within this factor"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_loss_input, member)
const struct lr_field lr_loss_fields[] = {
    {"events", LR_FIELD_COUNT, AT(events), .low = "1", .high = "10000000", .missing = "2000", .doc = "events of the ensemble"},
    {"turns", LR_FIELD_COUNT, AT(turns), .low = "1", .high = "500", .missing = "30",
     .doc = "turns that an event is followed: an arc from when it begins to act, a grain from its first loss or its end"},
    {"particles", LR_FIELD_COUNT, AT(particles), .low = "16", .high = "1000000", .missing = "1000", .doc = "macro-particles of the train"},
    {"tolerance", LR_FIELD_QUANTITY, AT(tolerance), .dimension = LR_DIM_NUMBER, .low = "1e-11", .high = "1e-3", .missing = "1e-6",
     .doc = "relative, of the equations of a grain"},
    {"observed_from", LR_FIELD_QUANTITY, AT(observed_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "<1", .missing = "1 %",
     .doc = "lost part of the beam from which an event counts as a sudden loss, as the rate and the calibration mean it"},
    {"ler_share", LR_FIELD_PRIOR, AT(ler_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "1",
     .example = "{dist: beta, a: 9, b: 1}", .doc = "probability that an event is in the positron ring"},
    {"dust_share", LR_FIELD_PRIOR, AT(dust_share), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "1",
     .example = "{dist: uniform, low: 0, high: 1}", .doc = "probability that dust starts it; else an arc"},
    {"softening", LR_FIELD_PRIOR, AT(softening_m), .dimension = LR_DIM_LENGTH, .low = ">0 m", .example = "50 um",
     .doc = "a: size of the charge that kicks the beam"},
    {"offset_x", LR_FIELD_PRIOR, AT(offset_x_m), .dimension = LR_DIM_LENGTH, .low = "0 m", .missing = "0 m",
     .doc = "horizontal distance of that charge from the beam"},
    {"ler", LR_FIELD_CUSTOM, AT(ring[LR_LOSS_LER]), .read = lr_loss_ring_read, .fields = lr_loss_ring_fields, .missing = "",
     .wants = "a mapping", .doc = "the positron ring"},
    {"her", LR_FIELD_CUSTOM, AT(ring[LR_LOSS_HER]), .read = lr_loss_ring_read, .fields = lr_loss_ring_fields, .missing = "",
     .wants = "a mapping", .doc = "the electron ring"},
    {"materials", LR_FIELD_CUSTOM, 0, .read = lr_loss_read_materials, .fields = lr_material_fields, .id = "graphite",
     .wants = "materials keyed by id", .missing = "", .doc = "what grains are made of"},
    {"dust", LR_FIELD_CUSTOM, AT(dust), .read = lr_loss_read_dust, .fields = lr_loss_dust_fields, .missing = "", .wants = "a mapping",
     .doc = "grains that fall or are thrown into the beam"},
    {"arc", LR_FIELD_STRUCT, AT(arc), .fields = lr_loss_arc_fields, .missing = "", .doc = "an arc or a burst of gas beside the beam"},
    {"abort", LR_FIELD_STRUCT, AT(abort), .fields = ABORT, .doc = "monitors and kicker"},
    {"detector", LR_FIELD_STRUCT, AT(detector), .fields = DETECTOR, .doc = "pixel detector and diamonds"},
    {"outcomes", LR_FIELD_STRUCT, AT(outcomes), .fields = lr_loss_outcomes_fields, .doc = "quench, damage, down-time"},
    {"rate", LR_FIELD_STRUCT, AT(rate), .fields = lr_loss_rate_fields, .doc = "how often"},
    {"observed", LR_FIELD_STRUCT, AT(observed), .fields = OBSERVED, .missing = "", .in_defaults = -1,
     .doc = "what was seen, for the calibration of the priors"},
    {.key = NULL}};
#undef AT

static void need(const struct lr_reading *reading, const struct lr_node *node, const char *key, const char *why) {
  if (!lr_node_child(node, key)) lr_node_problem(reading->problems, false, node, "'%s' is missing in losses: %s", key, why);
}

// An aperture that a monitor sits at must be one of a ring.
static void check_monitors(const struct lr_reading *reading, const struct lr_node *node, const struct lr_loss_input *input) {
  const struct lr_node *monitors = lr_node_child(lr_node_child(node, "abort"), "monitors");
  for (size_t i = 0; i < input->abort.monitors; i++) {
    const struct lr_loss_monitor *monitor = &input->abort.monitor[i];
    bool found = strcmp(monitor->at, "detector") == 0;
    for (int r = 0; r < LR_LOSS_RINGS; r++)
      for (size_t k = 0; k < input->ring[r].apertures; k++) found = found || strcmp(input->ring[r].aperture[k].id, monitor->at) == 0;
    if (!found)
      lr_node_problem(reading->problems, false, lr_node_child(lr_node_child(monitors, monitor->id), "at"),
                      "monitor '%s' is at '%s', which is no aperture of a ring, nor 'detector'", monitor->id, monitor->at);
  }
}

static void check_observed(const struct lr_reading *reading, const struct lr_node *node, struct lr_loss_input *input) {
  struct lr_loss_observed *observed = &input->observed;
  observed->given = node != NULL;
  if (node && observed->longest_s < observed->shortest_s)
    lr_node_problem(reading->problems, false, node, "'longest' is shorter than 'shortest'");
  if (observed->losses_seen < 0) observed->losses_seen = observed->events;
  const struct lr_node *seen = lr_node_child(node, "losses_seen");
  if (seen && observed->losses_seen >= 1 && observed->losses_seen < observed->events)
    lr_node_problem(reading->problems, false, seen, "'losses_seen' must be at least the %ld of 'events', which are the worst of them", observed->events);
  for (size_t i = 0; i < observed->first_losses; i++) {
    bool found = false;
    for (int r = 0; r < LR_LOSS_RINGS; r++)
      for (size_t k = 0; k < input->ring[r].apertures; k++) found = found || strcmp(input->ring[r].aperture[k].id, observed->first_loss[i]) == 0;
    if (!found)
      lr_node_problem(reading->problems, false, lr_node_child(node, "first_loss"), "'%s' is no aperture of a ring", observed->first_loss[i]);
  }
}

static void complete_ring(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *machine, int r,
                          struct lr_loss_ring_input *ring) {
  const struct lr_ring *of = machine ? r == LR_LOSS_HER ? &machine->her : &machine->ler : NULL;
  if (machine && isnan(ring->bunches)) ring->bunches = machine->bunches;
  if (of && isnan(ring->energy_eV)) ring->energy_eV = of->energy_eV;
  if (of && isnan(ring->current_A))
    ring->current_A = isfinite(of->current_A) ? of->current_A
                                              : of->bunch_population * machine->bunches * LR_E_C * lr_revolution_frequency(machine);
  const char *lacks = isnan(ring->current_A) ? "current" : isnan(ring->bunches) ? "bunches" : isnan(ring->energy_eV) ? "energy" : NULL;
  if (lacks)
    lr_node_problem(reading->problems, false, node, "'%s' lacks '%s', and there is no machine that gives it", lr_node_name(node), lacks);
}

bool lr_loss_read(const struct lr_reading *reading, const struct lr_node *node, const struct lr_collider *machine,
                  struct lr_loss_input *input) {
  static const char *const RINGS[] = {"ler", "her"};
  memset(input, 0, sizeof *input);
  size_t before = reading->problems->errors;
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'losses' wants a mapping of keys; a file is taken in by 'base: FILE'");
    return false;
  }
  lr_fields_read(reading, node, lr_loss_fields, input);
  double low, high;
  for (int r = 0; r < LR_LOSS_RINGS; r++)
    if (input->ring[r].given) complete_ring(reading, lr_node_child(node, RINGS[r]), machine, r, &input->ring[r]);
  lr_prior_support(&input->ler_share, &low, &high);
  if (high > 0) need(reading, node, "ler", "ler_share gives events to it");
  if (low < 1) need(reading, node, "her", "ler_share gives events to it");
  lr_prior_support(&input->dust_share, &low, &high);
  if (high > 0) need(reading, node, "dust", "dust_share asks for it");
  if (low < 1) need(reading, node, "arc", "dust_share asks for it");
  if (high > 0 && lr_node_child(node, "dust")) lr_loss_check_dust(reading, node, input);
  check_monitors(reading, node, input);
  for (int r = 0; r < LR_LOSS_RINGS; r++)
    if (input->ring[r].given && (double)input->abort.gaps * input->abort.gap_s >= lr_loss_ring_end(&input->ring[r]) / LR_C_m_s)
      lr_node_problem(reading->problems, false, lr_node_child(lr_node_child(node, "abort"), "gap"), "%ld gaps of this length leave no beam in a turn of the %s",
                      input->abort.gaps, RINGS[r]);
  check_observed(reading, lr_node_child(node, "observed"), input);
  if (input->detector.pxd == LR_PXD_BY_RATE && isnan(input->detector.rate_limit_per_s))
    lr_node_problem(reading->problems, false, lr_node_child(node, "detector"), "pxd: by_rate needs 'rate_limit: 0.2 /day'");
  input->given = reading->problems->errors == before;
  return input->given;
}

void lr_loss_input_free(struct lr_loss_input *input) {
  for (int r = 0; r < LR_LOSS_RINGS; r++) {
    lr_twiss_free(input->ring[r].optics);
    input->ring[r].optics = NULL;
  }
}
