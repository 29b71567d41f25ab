// SPDX-License-Identifier: GPL-3.0-or-later
// The field tables of `plan:` and the readers of its single values.
#include <string.h>

#include "projections/dated_fields.h"
#include "projections/formulas.h"
#include "projections/histories.h"
#include "projections/plan_part_fields.h"

static const struct lr_node *item(const struct lr_node *list, size_t i) { return lr_node_value(list->child[i]); }

// 'MM-DD' is kept as -(100 month + day) until the years of the period are known.
static bool read_day(const struct lr_reading *reading, const struct lr_node *node, int *day) {
  int of_year = node->kind == LR_SCALAR ? lr_day_of_year(node->text) : 0;
  *day = -of_year;
  return of_year || lr_read_date(reading, node, day);
}

static bool read_runs(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_period *period = (struct lr_period *)((char *)target - offsetof(struct lr_period, run));
  bool fine = node->kind == LR_LIST && node->children > 0 && node->children <= LR_MOST_RUNS;
  period->runs = 0;
  for (size_t i = 0; fine && i < node->children; i++) {
    const struct lr_node *pair = item(node, i);
    struct lr_run *run = &period->run[i];
    if (pair->kind != LR_LIST || pair->children != 2) fine = false;
    else if (!read_day(reading, item(pair, 0), &run->first) || !read_day(reading, item(pair, 1), &run->last)) return false;
    else if ((run->first < 0) != (run->last < 0)) fine = false;
    else period->runs++;
  }
  if (!fine)
    lr_node_problem(reading->problems, false, node,
                    "'runs' wants up to %d pairs [first day, last day], as dates or as MM-DD: [[02-15, 07-01], [10-08, 12-22]]",
                    LR_MOST_RUNS);
  return fine;
}

static bool read_peak(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_period *period = (struct lr_period *)((char *)target - offsetof(struct lr_period, knot));
  period->knots = 0;
  const struct lr_node *value = lr_node_value(node);
  if (value->kind != LR_LIST) {
    if (!lr_read_quantity(reading, node, LR_DIM_LUMINOSITY, &period->knot[0].peak_m2s)) return false;
    if (period->knot[0].peak_m2s < 0) {
      lr_node_problem(reading->problems, false, value, "'peak' cannot be negative");
      return false;
    }
    period->knot[0].date = 0;
    period->knots = 1;
    return true;
  }
  bool fine = value->children > 0 && value->children <= LR_MOST_KNOTS;
  for (size_t i = 0; fine && i < value->children; i++) {
    const struct lr_node *pair = item(value, i);
    struct lr_peak_knot *knot = &period->knot[i];
    if (pair->kind != LR_LIST || pair->children != 2) fine = false;
    else if (!lr_read_date(reading, item(pair, 0), &knot->date) ||
             !lr_read_quantity(reading, item(pair, 1), LR_DIM_LUMINOSITY, &knot->peak_m2s)) return false;
    else fine = knot->peak_m2s >= 0 && (i == 0 || knot->date > period->knot[i - 1].date);
  }
  if (fine) period->knots = value->children;
  else
    lr_node_problem(reading->problems, false, value,
                    "'peak' wants a luminosity or up to %d knots [date, luminosity] in rising order of date", LR_MOST_KNOTS);
  return fine;
}

struct trips {
  double mtbf_s, recovery_s, refill_s, damage_probability, damage_recovery_s;
};

#define AT(member) offsetof(struct trips, member)
static const struct lr_field TRIPS[] = {
    {"mtbf", LR_FIELD_QUANTITY, AT(mtbf_s), .dimension = LR_DIM_TIME, .low = ">0 h", .example = "2.4 h",
     .doc = "mean time between trips at top current"},
    {"recovery", LR_FIELD_QUANTITY, AT(recovery_s), .dimension = LR_DIM_TIME, .low = "0 h", .example = "0.5 h",
     .doc = "time without beam after a trip"},
    {"refill", LR_FIELD_QUANTITY, AT(refill_s), .dimension = LR_DIM_TIME, .low = "0 h", .example = "0.5 h",
     .doc = "linear refill of both beams"},
    {"damage_probability", LR_FIELD_QUANTITY, AT(damage_probability), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1",
     .missing = "0 %", .doc = "share of trips that quench or damage"},
    {"damage_recovery", LR_FIELD_QUANTITY, AT(damage_recovery_s), .dimension = LR_DIM_TIME, .low = "0 h", .missing = "0 h",
     .doc = "time without beam after such a trip"},
    {.key = NULL}};
#undef AT

static bool read_trips(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  double *trip_factor = target;
  struct trips trips;
  struct lr_error error = {0};
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'trips' wants {mtbf: 2.4 h, recovery: 0.5 h, refill: 0.5 h}");
    return false;
  }
  if (node->parent && lr_node_child(node->parent, "trip_factor")) {
    lr_node_problem(reading->problems, false, node, "'trips' and 'trip_factor' say the same thing twice: keep one");
    return false;
  }
  if (!lr_fields_read(reading, node, TRIPS, &trips)) return false;
  if (lr_topup_with_damage(trips.mtbf_s, trips.recovery_s, trips.refill_s, trips.damage_probability, trips.damage_recovery_s,
                           trip_factor, &error) == LR_OK)
    return true;
  lr_node_problem(reading->problems, false, node, "'trips': %s", error.text);
  return false;
}

#define AT(member) offsetof(struct lr_period, member)
#define FRACTION .dimension = LR_DIM_NUMBER, .low = "0", .high = "1"
const struct lr_field lr_period_fields[] = {
    {"start", LR_FIELD_DATE, AT(start), .doc = "first day"},
    {"end", LR_FIELD_DATE, AT(end), .example = "2026-06-30", .doc = "last day"},
    {"runs", LR_FIELD_CUSTOM, AT(run), .read = read_runs, .missing = "", .wants = "pairs of days, dates or MM-DD",
     .example = "[[02-15, 07-01], [10-08, 12-22]]",
     .doc = "when beams run; without it the whole period; a 02-29 counts in leap years: else a run ends on 02-28, or begins on 03-01"},
    {"peak", LR_FIELD_CUSTOM, AT(knot), .read = read_peak, .missing = "", .wants = "a luminosity, or knots [date, luminosity]",
     .in_defaults = 1, .example = "6e34 cm^-2 s^-1", .doc = "peak luminosity at the end of the period"},
    {"machine", LR_FIELD_TEXT, AT(machine), .size = sizeof((struct lr_period *)0)->machine, .missing = "",
     .example = "../machines/step_1e35.yaml",
     .doc = "instead of peak: the file whose machine gives it ('scenario': the machine of this scenario)"},
    {"ramp", LR_FIELD_CHOICE, AT(ramp), .choices = "linear|flat", .missing = "linear",
     .doc = "shape within the period; its mean is mean_over_peak"},
    {"beam_days", LR_FIELD_QUANTITY, AT(beam_days), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "", .example = "140",
     .doc = "scheduled days with beam; without it the days of the runs"},
    {"startup_days", LR_FIELD_QUANTITY, AT(startup_days), .dimension = LR_DIM_NUMBER, .low = "0", .missing = "0",
     .doc = "beam days before physics"},
    {"study_fraction", LR_FIELD_QUANTITY, AT(study_fraction), FRACTION, .missing = "0 %",
     .doc = "share of machine studies and tuning"},
    {"maintenance", LR_FIELD_QUANTITY, AT(maintenance_s), .dimension = LR_DIM_TIME, .low = "0 h", .high = "14 days", .missing = "0 h",
     .doc = "time of maintenance in 14 days of beam"},
    {"availability", LR_FIELD_QUANTITY, AT(availability), FRACTION, .missing = "", .in_defaults = 1, .example = "0.85",
     .doc = "hardware availability; may be missing when the plan has faults or sudden losses"},
    {"trip_factor", LR_FIELD_QUANTITY, AT(trip_factor), FRACTION, .missing = "1",
     .doc = "what trips, refills and top-up leave"},
    {"trips", LR_FIELD_CUSTOM, AT(trip_factor), .read = read_trips, .fields = TRIPS, .missing = "", .wants = "a mapping", .in_defaults = -1,
     .doc = "instead of trip_factor: computed from times (P4, P5)"},
    {"fill", LR_FIELD_TEXT, AT(fill), .size = sizeof((struct lr_period *)0)->fill, .missing = "",
     .example = "../scenarios/fill_2022-06.yaml",
     .doc = "instead of mean_over_peak: the file whose machine and fill give it (trips in the fill: leave trip_factor at 1)"},
    {"mean_over_peak", LR_FIELD_QUANTITY, AT(mean_over_peak), FRACTION, .missing = "", .in_defaults = 1, .example = "0.60",
     .doc = "mean luminosity in physics over the peak"},
    {"recording_efficiency", LR_FIELD_QUANTITY, AT(recording_efficiency), FRACTION, .missing = "", .example = "0.9",
     .doc = "recorded over delivered; without it from `detector`, or 1"},
    {"luminosity_cap", LR_FIELD_QUANTITY, AT(luminosity_cap_m2s), .dimension = LR_DIM_LUMINOSITY, .low = ">0 cm^-2 s^-1", .missing = "",
     .example = "2.8e35 cm^-2 s^-1", .doc = "highest luminosity that is run: backgrounds, detector"},
    {"at", LR_FIELD_STRUCT, AT(at), .fields = lr_state_fields, .missing = "", .in_defaults = -1,
     .doc = "state for which the peak is declared; with `machine` that of the machine"},
    {"energy_sharing", LR_FIELD_STRUCT, 0, .fields = lr_sharing_fields, .missing = "", .in_defaults = -1,
     .doc = "shares of the recorded luminosity, sum 1; without it those of Belle II to 2024: 86.06 %, 10.53 %, 3.41 %"},
    {"note", LR_FIELD_TEXT, AT(note), .size = sizeof((struct lr_period *)0)->note, .missing = "", .doc = "a remark"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_past, member)
const struct lr_field lr_past_fields[] = {
    {"start", LR_FIELD_DATE, AT(start), .example = "2024-10-09", .doc = "first day"},
    {"end", LR_FIELD_DATE, AT(end), .example = "2024-12-27", .doc = "last day"},
    {"first_collision", LR_FIELD_DATE, AT(first_collision), .missing = "", .doc = "first collision; without it the first day"},
    {"peak", LR_FIELD_QUANTITY, AT(peak_m2s), .dimension = LR_DIM_LUMINOSITY, .low = "0 cm^-2 s^-1", .missing = "",
     .doc = "highest luminosity of the period"},
    {"recorded", LR_FIELD_QUANTITY, AT(recorded_m2), .dimension = LR_DIM_INTEGRATED, .low = "0 fb^-1", .missing = "",
     .example = "160 fb^-1", .doc = "integrated luminosity of the period, of the kind said"},
    {"kind", LR_FIELD_CHOICE, AT(kind), .choices = LR_LUMI_KINDS, .doc = "kind of the luminosity", .example = "recorded"},
    {"pilot", LR_FIELD_SWITCH, AT(pilot), .missing = "no", .doc = "a pilot run: data, but not for the calibration"},
    {"note", LR_FIELD_TEXT, AT(note), .size = sizeof((struct lr_past *)0)->note, .missing = "", .doc = "a remark"},
    {.key = NULL}};
#undef AT

static bool read_slip(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_shutdown *shutdown = (struct lr_shutdown *)((char *)target - offsetof(struct lr_shutdown, slip));
  shutdown->has_slip = lr_prior_read(reading, node, LR_DIM_TIME, &shutdown->slip);
  return shutdown->has_slip;
}

#define AT(member) offsetof(struct lr_shutdown, member)
const struct lr_field lr_shutdown_fields[] = {
    {"start", LR_FIELD_DATE, AT(start), .example = "2026-07-01", .doc = "first day"},
    {"end", LR_FIELD_DATE, AT(end), .example = "2026-09-30", .doc = "last day, as planned"},
    {"slip", LR_FIELD_CUSTOM, AT(slip), .read = read_slip, .missing = "", .wants = "a distribution of times",
     .example = "{dist: exponential, mean: 1 year}", .doc = "how much later it ends; the days with beam that it takes come later, in the seasons of the plan"},
    {.key = NULL}};
#undef AT

#define AT(member) offsetof(struct lr_plan, member)
static const struct lr_field PRIORS[] = {
    {"ramp_speed", LR_FIELD_PRIOR, AT(ramp_speed), .missing = "1", .wants = "a distribution",
     .example = "{dist: lognormal, median: 0.8187, sigma: 0.35}", .doc = "speed of the ramp of the peak, 1 = as planned"},
    {"efficiency", LR_FIELD_PRIOR, AT(efficiency), .missing = "1", .wants = "a distribution",
     .example = "{dist: normal, mean: 1, sigma: 0.12}", .doc = "level of the running efficiency, 1 = as planned"},
    {"ceiling", LR_FIELD_PRIOR, AT(ceiling), .dimension = LR_DIM_LUMINOSITY, .missing = "1e41 cm^-2 s^-1", .wants = "a distribution",
     .example = "{dist: triangular, low: 15e34 cm^-2 s^-1, mode: 45e34 cm^-2 s^-1, high: 63e34 cm^-2 s^-1}",
     .doc = "highest peak luminosity that can be reached"},
    {"year", LR_FIELD_PRIOR, AT(year), .missing = "1", .wants = "a distribution",
     .example = "{dist: normal, mean: 1, sigma: 0.10}", .doc = "year-to-year spread, fresh each year"},
    {"faults", LR_FIELD_PRIOR, AT(faults), .missing = "1", .wants = "a distribution",
     .example = "{dist: normal, mean: 1, sigma: 0.01}", .doc = "random faults, fresh each year (P8)"},
    {.key = NULL}};

static bool read_milestones(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  struct lr_plan *plan = (struct lr_plan *)((char *)target - offsetof(struct lr_plan, milestone_m2));
  plan->milestones = 0;
  bool fine = node->kind == LR_LIST && node->children > 0 && node->children <= LR_MOST_MILESTONES;
  for (size_t i = 0; fine && i < node->children; i++) {
    if (!lr_read_quantity(reading, node->child[i], LR_DIM_INTEGRATED, &plan->milestone_m2[i])) return false;
    fine = plan->milestone_m2[i] > (i ? plan->milestone_m2[i - 1] : 0);
    plan->milestones = i + 1;
  }
  if (!fine)
    lr_node_problem(reading->problems, false, node, "'milestones' wants up to %d rising integrated luminosities: [1 ab^-1, 50 ab^-1]",
                    LR_MOST_MILESTONES);
  return fine;
}

static const struct lr_field RECORDED[] = {
    {"value", LR_FIELD_QUANTITY, offsetof(struct lr_recorded, value_m2), .dimension = LR_DIM_INTEGRATED, .low = "0 fb^-1",
     .example = "575 fb^-1", .doc = "integrated luminosity so far"},
    {"as_of", LR_FIELD_DATE, offsetof(struct lr_recorded, as_of), .example = "2024-12-31", .doc = "at the end of this day"},
    {"kind", LR_FIELD_CHOICE, offsetof(struct lr_recorded, kind), .choices = LR_LUMI_KINDS, .example = "recorded",
     .doc = "kind of luminosity"},
    {"on_4s", LR_FIELD_QUANTITY, offsetof(struct lr_recorded, share_4s), .dimension = LR_DIM_NUMBER, .low = "0", .high = "1", .missing = "",
     .example = "86 %", .doc = "share of it at the Y(4S)"},
    {.key = NULL}};

// Mappings keyed by id are read by lr_plan_read itself, once all of the plan is known.
static bool read_later(const struct lr_reading *reading, const struct lr_node *node, void *target) {
  (void)target;
  if (node->kind == LR_MAPPING) return true;
  lr_node_problem(reading->problems, false, node, "'%s' wants a mapping keyed by id", lr_node_name(node));
  return false;
}

const struct lr_field lr_plan_fields[] = {
    {"name", LR_FIELD_TEXT, AT(name), .size = sizeof((struct lr_plan *)0)->name, .missing = "", .example = "baseline",
     .doc = "name of the plan"},
    {"lumi_kind", LR_FIELD_CHOICE, AT(lumi_kind), .choices = "delivered|recorded", .missing = "recorded",
     .doc = "kind of luminosity that the sums count"},
    {"recorded_so_far", LR_FIELD_STRUCT, AT(so_far), .fields = RECORDED, .missing = "", .doc = "where the sums begin"},
    {"horizon", LR_FIELD_DATE, AT(horizon), .missing = "", .example = "2050-12-31", .doc = "last day looked at; without it the end of the last period"},
    {"repeat_last", LR_FIELD_SWITCH, AT(repeat_last), .missing = "no",
     .doc = "the last period again, year by year; one that would end after the horizon is left out"},
    {"milestones", LR_FIELD_CUSTOM, AT(milestone_m2), .read = read_milestones, .missing = "", .wants = "a list of integrated luminosities",
     .example = "[1 ab^-1, 5 ab^-1, 10 ab^-1, 50 ab^-1]", .doc = "sums whose dates are wanted"},
    {"history", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = lr_past_fields, .id = "2024c",
     .wants = "past periods keyed by id", .doc = "the record, as data"},
    {"period_defaults", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .wants = "keys of a period",
     .doc = "taken by every period that does not say otherwise"},
    {"periods", LR_FIELD_CUSTOM, 0, .read = read_later, .fields = lr_period_fields, .id = "2026ab", .wants = "periods keyed by id",
     .example = "{2026ab: {start: 2026-02-01, end: 2026-06-30, ...}}", .doc = "periods to come; each begins after the one before it has ended"},
    {"shutdowns", LR_FIELD_CUSTOM, 0, .read = read_later, .missing = "", .fields = lr_shutdown_fields, .id = "LS2",
     .wants = "shutdowns keyed by id", .doc = "long shutdowns"},
    {"update", LR_FIELD_STRUCT, AT(update), .fields = lr_update_fields, .missing = "", .in_defaults = -1,
     .doc = "what has happened since the plan was made (P21)"},
    {"hindcast", LR_FIELD_STRUCT, AT(hindcast), .fields = lr_hindcast_fields, .missing = "", .doc = "calibration on the record, and what it would have predicted"},
    {"refill", LR_FIELD_QUANTITY, AT(refill_s), .dimension = LR_DIM_TIME, .low = "0 min", .missing = "20 min", .source = "assumed",
     .doc = "linear refill of both beams after a fault or a sudden loss"},
    {"faults", LR_FIELD_CUSTOM, AT(fault), .read = lr_faults_read, .missing = "", .fields = lr_fault_fields, .id = "rf",
     .in_defaults = -1, .wants = "faults keyed by id", .doc = "what stops the beams, by system (P13)"},
    {"sudden_losses", LR_FIELD_STRUCT, AT(sudden), .fields = lr_sudden_fields, .missing = "", .in_defaults = -1,
     .doc = "losses of the beam within turns (P14, P16)"},
    {"ramp", LR_FIELD_STRUCT, AT(ramp), .fields = lr_ramp_fields, .missing = "", .in_defaults = -1,
     .doc = "what is run in place of the states `at` of the periods (P15)"},
    {"detector", LR_FIELD_STRUCT, AT(detector), .fields = lr_detector_fields, .missing = "", .in_defaults = -1,
     .doc = "what it does not record"},
    {"power", LR_FIELD_STRUCT, AT(power), .fields = lr_power_fields, .missing = "", .in_defaults = -1, .doc = "electricity (P17)"},
    {"sampling", LR_FIELD_CHOICE, AT(sampling), .choices = LR_SAMPLINGS, .missing = "random",
     .doc = "how the histories draw what is constant in a history"},
    {"priors", LR_FIELD_STRUCT, 0, .fields = PRIORS, .missing = "", .doc = "what is uncertain, for the histories"},
    {.key = NULL}};
#undef AT
