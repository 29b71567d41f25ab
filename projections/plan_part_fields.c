// SPDX-License-Identifier: GPL-3.0-or-later
// The field tables of the parts of a plan: faults, sudden losses, ramps, detector, electricity.
#include "projections/plan_part_fields.h"

#include <string.h>

#include "base/constants.h"
#include "beamloss/loss_fields.h"
#include "projections/dated_fields.h"

#define MOST_RATE "1440 /day"  // one a minute: more is no running
#define OF_TIME .dimension = LR_DIM_TIME, .low = "0 s"
#define PART .dimension = LR_DIM_NUMBER, .low = "0", .high = "1"

#define DATED(name, ...)                                                                                  \
  static bool read_##name(const struct lr_reading *reading, const struct lr_node *node, void *target) {   \
    return lr_dated_read(reading, node, &(const struct lr_dated_wish){__VA_ARGS__}, target);              \
  }
DATED(factor, .dimension = LR_DIM_NUMBER, .low = "0", .high = "1000")
DATED(rates, .dimension = LR_DIM_RATE, .low = "0 /day", .high = MOST_RATE)
DATED(currents, .dimension = LR_DIM_CURRENT, .low = ">0 A", .may_return = true)
DATED(bunches, .dimension = LR_DIM_NUMBER, .low = "1", .may_return = true)
DATED(beta, .dimension = LR_DIM_LENGTH, .low = ">0 m", .may_return = true)
DATED(cap, .dimension = LR_DIM_POWER, .scale = LR_E_C, .low = "0 MW", .days_of_year = true)
DATED(budget, .dimension = LR_DIM_ELECTRICITY, .scale = LR_E_C, .low = "0 GWh")
DATED(money, .dimension = LR_DIM_NUMBER, .low = "0")

// In place of `rate`: its inverse.
static bool read_mtbf(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double mtbf_s, *rate_per_s = target;
  if (node->parent && lr_node_child(node->parent, "rate")) {
    lr_node_problem(reading->problems, false, node, "'mtbf' and 'rate' say the same thing twice: keep one");
    return false;
  }
  if (!lr_read_quantity(reading, node, LR_DIM_TIME, &mtbf_s)) return false;
  if (mtbf_s >= 60) {
    *rate_per_s = 1 / mtbf_s;
    return true;
  }
  lr_node_problem(reading->problems, false, lr_node_value(node), "'mtbf' must be at least 1 min, got '%.60s'", lr_node_value(node)->text);
  return false;
}

#define AT(member) offsetof(struct lr_fault, member)
const struct lr_field lr_fault_fields[] = {
    {"rate", LR_FIELD_QUANTITY, AT(rate_per_s), .dimension = LR_DIM_RATE, .low = "0 /day", .high = MOST_RATE, .missing = "",
     .in_defaults = 1, .example = "1.5 /day", .doc = "faults while running at top luminosity"},
    {"mtbf", LR_FIELD_CUSTOM, AT(rate_per_s), .read = read_mtbf, .missing = "", .wants = "a time from 1 min", .example = "16 h",
     .doc = "instead of rate: mean time at top luminosity between faults of this system (not the scheduled time per fault of P9)"},
    {"current_exponent", LR_FIELD_QUANTITY, AT(current_exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "10", .missing = "0",
     .doc = "rate ~ (current of the positron ring / reference_current)^exponent"},
    {"reference_current", LR_FIELD_QUANTITY, AT(reference_current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .example = "1.3 A", .doc = "current at which the rate holds"},
    {"recovery", LR_FIELD_QUANTITY, AT(recovery.mean_s), OF_TIME, .example = "20 min", .doc = "mean time without beam"},
    {"recovery_cv", LR_FIELD_QUANTITY, AT(recovery.cv), .dimension = LR_DIM_NUMBER, .low = "0", .high = "100", .missing = "1",
     .doc = "its standard deviation over its mean (log-normal)"},
    {"tuning", LR_FIELD_QUANTITY, AT(tuning_s), OF_TIME, .missing = "0 s", .doc = "time after the refill at tuning_level"},
    {"tuning_level", LR_FIELD_QUANTITY, AT(tuning_level), PART, .missing = "", .example = "80 %", .doc = "part of the top luminosity in tuning"},
    {"factor", LR_FIELD_CUSTOM, AT(factor), .read = read_factor, .missing = "", .wants = "a factor, or a list of [date, factor]",
     .example = "[[2028-01-01, 0.5]]", .doc = "of the rate, from dates on: mitigation; without it 1"},
    {.key = NULL}};
#undef AT

bool lr_faults_read(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_plan *plan = (struct lr_plan *)((char *)target - offsetof(struct lr_plan, fault));
  const struct lr_keyed keyed = {lr_fault_fields, plan->fault, sizeof *plan->fault, sizeof plan->fault->id, LR_MOST_FAULTS};
  size_t before = reading->problems->errors;
  plan->faults_given = lr_keyed_read(reading, node, &keyed);
  return reading->problems->errors == before;
}

#define AT(member) offsetof(struct lr_recovery, member)
static const struct lr_field END[] = {
    {"probability", LR_FIELD_QUANTITY, AT(probability), PART, .missing = "", .example = "97 %", .doc = "that a loss ends so; of refill: what the others leave"},
    {"recovery", LR_FIELD_QUANTITY, AT(mean_s), OF_TIME, .example = "30 min", .doc = "mean time without beam"},
    {"cv", LR_FIELD_QUANTITY, AT(cv), .dimension = LR_DIM_NUMBER, .low = "0", .high = "100", .missing = "1",
     .doc = "its standard deviation over its mean (log-normal)"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_sudden_losses, member)
static const struct lr_field STEP_BACK[] = {
    {"level", LR_FIELD_QUANTITY, AT(step_back_level), PART, .example = "70 %", .doc = "part of the luminosity that is run after damage"},
    {"time", LR_FIELD_QUANTITY, AT(step_back_s), OF_TIME, .example = "7 days", .doc = "beam time for which it is"},
    {.key = NULL}};

static bool read_from(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  char text[16] = "";
  bool *from_losses = target;
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  *from_losses = strcmp(text, "losses") == 0;
  if (!*from_losses) {
    lr_node_problem(reading->problems, false, lr_node_value(node), "'from' wants 'losses', got '%.60s'", text);
    return false;
  }
  const struct lr_node *losses = lr_node_child(reading->document->root, "losses");
  if (losses && losses->kind == LR_MAPPING) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node),
                  "'from: losses' needs 'losses:' in the scenario: take it in by 'base: FILE', or give 'rate', 'refill', 'quench' and 'damage' here");
  return false;
}

const struct lr_field lr_sudden_fields[] = {
    {"from", LR_FIELD_CUSTOM, AT(from_losses), .read = read_from, .missing = "", .wants = "losses", .example = "losses",
     .doc = "instead of rate, reference_bunch_current, exponent, the ends, dose and gates: those of `losses:` of the scenario"},
    {"rate", LR_FIELD_CUSTOM, AT(rate_per_s), .read = read_rates, .missing = "", .in_defaults = 1, .wants = "a rate, or a list of [date, rate]",
     .example = "0.5 /day", .doc = "sudden losses while running"},
    {"reference_bunch_current", LR_FIELD_QUANTITY, AT(reference_bunch_current_A), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "",
     .example = "0.7 mA", .doc = "bunch current of the positron ring at which the rate holds; without it the rate does not depend on it"},
    {"exponent", LR_FIELD_QUANTITY, AT(exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "10", .missing = "1",
     .doc = "rate ~ (bunch current / reference)^exponent"},
    {"factor", LR_FIELD_CUSTOM, AT(factor), .read = read_factor, .missing = "", .wants = "a factor, or a list of [date, factor]",
     .example = "[[2026-01-01, 0.3]]", .doc = "of the rate, from dates on: mitigation; without it 1"},
    {"outcome", LR_FIELD_PRIOR, AT(outcome), .low = "0", .missing = "1", .wants = "a distribution",
     .example = "{dist: lognormal, median: 1, sigma: 0.7}", .doc = "factor of the rate that is not known, once a history"},
    {"refill", LR_FIELD_STRUCT, AT(end[LR_END_REFILL]), .fields = END, .missing = "", .doc = "losses after which beams are refilled"},
    {"quench", LR_FIELD_STRUCT, AT(end[LR_END_QUENCH]), .fields = END, .missing = "", .doc = "losses that quench a final-focus magnet"},
    {"damage", LR_FIELD_STRUCT, AT(end[LR_END_DAMAGE]), .fields = END, .missing = "", .doc = "losses that damage a collimator"},
    {"tuning", LR_FIELD_QUANTITY, AT(tuning_s), OF_TIME, .missing = "0 s", .doc = "time after the refill at tuning_level"},
    {"tuning_level", LR_FIELD_QUANTITY, AT(tuning_level), PART, .missing = "", .example = "80 %", .doc = "part of the top luminosity in tuning"},
    {"step_back", LR_FIELD_STRUCT, 0, .fields = STEP_BACK, .missing = "", .doc = "lower luminosity after damage"},
    {"dose", LR_FIELD_QUANTITY, AT(dose_Gy), .dimension = LR_DIM_DOSE, .low = "0 Gy", .missing = "", .example = "5 mrad",
     .doc = "mean in layer 1 from one loss"},
    {"gates", LR_FIELD_QUANTITY, AT(gates), PART, .missing = "", .example = "0.1 %", .doc = "mean share of the gates that one loss costs"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_ramp_plan, member)
#define KNOTS .missing = "", .wants = "a value, or a list of [date, value]; the value `plan`: that of the period again"
static const struct lr_field SQUEEZE[] = {
    {"dip", LR_FIELD_QUANTITY, AT(squeeze_dip), PART, .example = "40 %", .doc = "part of the luminosity lost at once"},
    {"recovery", LR_FIELD_QUANTITY, AT(squeeze_s), OF_TIME, .example = "14 days", .doc = "beam time in which it comes back, as exp(-t / recovery)"},
    {.key = NULL}};
const struct lr_field lr_ramp_fields[] = {
    {"current_ler", LR_FIELD_CUSTOM, AT(knot[LR_STATE_CURRENT_LER]), .read = read_currents, KNOTS,
     .example = "[[2027-02-01, 1.8 A], [2030-01-01, plan]]", .doc = "current of the positron ring from dates on"},
    {"current_her", LR_FIELD_CUSTOM, AT(knot[LR_STATE_CURRENT_HER]), .read = read_currents, KNOTS, .example = "[[2027-02-01, 1.4 A]]",
     .doc = "current of the electron ring"},
    {"bunches", LR_FIELD_CUSTOM, AT(knot[LR_STATE_BUNCHES]), .read = read_bunches, KNOTS, .example = "[[2027-02-01, 2346]]",
     .doc = "bunches in a ring"},
    {"beta_y", LR_FIELD_CUSTOM, AT(knot[LR_STATE_BETA_Y]), .read = read_beta, KNOTS, .example = "[[2028-02-01, 0.6 mm]]",
     .doc = "vertical beta function at the IP"},
    {"time_constant", LR_FIELD_QUANTITY, AT(time_constant_s), OF_TIME, .missing = "0 days",
     .doc = "beam time in which currents and bunches come near to their knot, by a factor e; 0: at once"},
    {"squeeze", LR_FIELD_STRUCT, 0, .fields = SQUEEZE, .missing = "", .doc = "lower luminosity after beta_y went down"},
    {"specific_exponent", LR_FIELD_QUANTITY, AT(specific_exponent), .dimension = LR_DIM_NUMBER, .low = "0", .high = "2", .missing = "0",
     .doc = "specific luminosity ~ (product of bunch currents)^-exponent"},
    {.key = NULL}};
#undef AT

static bool read_pxd(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  char text[16] = "";
  if (!lr_read_text(reading, node, text, sizeof text)) return false;
  *(bool *)target = strcmp(text, "off") == 0;
  if (*(bool *)target || strcmp(text, "on") == 0) return true;
  lr_node_problem(reading->problems, false, lr_node_value(node), "'pxd' wants on or off, got '%.60s'", text);
  return false;
}

#define AT(member) offsetof(struct lr_detector_plan, member)
const struct lr_field lr_detector_fields[] = {
    {"pxd", LR_FIELD_CUSTOM, AT(pxd_off), .read = read_pxd, .missing = "on", .wants = "on|off", .doc = "pixel detector: off, no gate is lost"},
    {"dead_time", LR_FIELD_QUANTITY, AT(dead_time), PART, .missing = "0 %", .doc = "share of the time in which the readout is dead"},
    {"injection_veto", LR_FIELD_QUANTITY, AT(injection_veto), PART, .missing = "0 %", .doc = "share of the time that the injection veto takes"},
    {"hv_ramp", LR_FIELD_QUANTITY, AT(hv_ramp_s), OF_TIME, .missing = "0 min", .doc = "after each refill until data are taken; the refill is not recorded either"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_power_plan, member)
#define POWER .dimension = LR_DIM_POWER, .scale = LR_E_C, .low = "0 MW"
#define PER_CURRENT .dimension = LR_DIM_POWER_PER_CURRENT, .scale = LR_E_C, .low = "0 MW/A"
const struct lr_field lr_power_fields[] = {
    {"off", LR_FIELD_QUANTITY, AT(off_W), POWER, .example = "10 MW", .doc = "power without beam operation; also for the time of a run day beyond beam_days"},
    {"base", LR_FIELD_QUANTITY, AT(base_W), POWER, .example = "35 MW", .doc = "power with the machine on, without beam"},
    {"ler", LR_FIELD_QUANTITY, AT(per_current_W_A[0]), PER_CURRENT, .missing = "0 MW/A", .doc = "on top of base, per current of the positron ring"},
    {"her", LR_FIELD_QUANTITY, AT(per_current_W_A[1]), PER_CURRENT, .missing = "0 MW/A", .doc = "on top of base, per current of the electron ring"},
    {"cap", LR_FIELD_CUSTOM, AT(cap_W), .read = read_cap, .missing = "", .wants = "a power, or a list of [MM-DD, power]",
     .example = "[[04-01, 68.04 MW], [07-01, 26.88 MW], [10-01, 68.04 MW]]", .doc = "a day on which running takes more has no beam"},
    {"budget", LR_FIELD_CUSTOM, AT(budget_J), .read = read_budget, .missing = "", .wants = "an amount of electricity, or a list of [first day of a year, amount]",
     .example = "300 GWh", .doc = "of a year: beams stop when the rest of the year without them would use what is left"},
    {"cost_budget", LR_FIELD_CUSTOM, AT(cost_budget), .read = read_money, .missing = "", .wants = "money, or a list of [first day of a year, money]",
     .example = "6e9", .doc = "the same as money, at `price`"},
    {"price", LR_FIELD_QUANTITY, AT(price_per_J), .dimension = LR_DIM_NUMBER, .scale = 1 / 3.6e6, .low = ">0", .missing = "", .example = "20",
     .doc = "money per kWh"},
    {"currency", LR_FIELD_TEXT, AT(currency), .size = sizeof((struct lr_power_plan *)0)->currency, .missing = "JPY", .doc = "of price and cost_budget"},
    {"year_begins", LR_FIELD_CHOICE, AT(first_month), .choices = "april|january", .missing = "april", .doc = "first month of the budget's year"},
    {.key = NULL}};
#undef AT

#define AT(state) (state) * sizeof(double)
const struct lr_field lr_state_fields[] = {
    {"current_ler", LR_FIELD_QUANTITY, AT(LR_STATE_CURRENT_LER), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "", .example = "2.08 A",
     .doc = "current of the positron ring"},
    {"current_her", LR_FIELD_QUANTITY, AT(LR_STATE_CURRENT_HER), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = "", .example = "1.48 A",
     .doc = "current of the electron ring"},
    {"bunches", LR_FIELD_QUANTITY, AT(LR_STATE_BUNCHES), .dimension = LR_DIM_NUMBER, .low = "1", .missing = "", .example = "2346",
     .doc = "bunches in a ring"},
    {"beta_y", LR_FIELD_QUANTITY, AT(LR_STATE_BETA_Y), .dimension = LR_DIM_LENGTH, .low = ">0 m", .missing = "", .example = "0.8 mm",
     .doc = "vertical beta function at the IP"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_period, member)
const struct lr_field lr_sharing_fields[] = {
    {"4S", LR_FIELD_QUANTITY, AT(share_4s), PART, .missing = "", .example = "86 %", .doc = "at the Y(4S)"},
    {"off", LR_FIELD_QUANTITY, AT(share_off), PART, .missing = "", .example = "10.5 %", .doc = "below it, off resonance; without it what the others leave"},
    {"scan", LR_FIELD_QUANTITY, AT(share_scan), PART, .missing = "", .example = "3.5 %", .doc = "scans and other energies; without it none"},
    {.key = NULL}};
#undef AT
