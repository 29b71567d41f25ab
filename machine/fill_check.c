// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fill_check.h"

#include <math.h>

#include "base/constants.h"
#include "machine/bunch_length.h"

static const char *const ring_name[LR_FILL_RINGS] = {"ler", "her"};
static const double most_aborts = 5e4;  // expected; lr_fill_events refuses twice as many

// ---- currents ----

// A current at which the bunch has no length by its law: beyond the end of a Haissinski curve, or where a law becomes zero.
static void check_current(const struct lr_reading *reading, const struct lr_node *key,
                          const struct lr_collider *collider, int r, double current_A) {
  const struct lr_ring *ring = r ? &collider->her : &collider->ler;
  const struct lr_bunch_length *law = &ring->bunch_length;
  double bunch_A = current_A / collider->bunches, sigma_z_m;
  if (!key || !(current_A >= 0) || !(collider->bunches > 0)) return;
  if (lr_bunch_length_evaluate(law, bunch_A, &sigma_z_m, NULL) == LR_OK) return;
  if (law->model == LR_BUNCH_LENGTH_HAISSINSKI && !(law->curve.end_A > 0)) return;  // why there is no curve has been said
  if (law->model == LR_BUNCH_LENGTH_HAISSINSKI && law->curve.end_A > 0)
    lr_node_problem(
        reading->problems, false, lr_node_value(key),
        "'%s': %.4g A in %g bunches is %.4g mA a bunch, beyond the bunch-length curve of machine.%s, which was solved "
        "up to %.4g mA: at most %.4g A here, or more bunches, or another bunch_length model",
        lr_node_name(key), current_A, collider->bunches, bunch_A * 1e3, ring_name[r], law->curve.end_A * 1e3,
        law->curve.end_A * collider->bunches);
  else
    lr_node_problem(
        reading->problems, false, lr_node_value(key),
        "'%s': at %.4g mA a bunch the bunch_length of machine.%s is not positive: a current that its law reaches, or "
        "another law",
        lr_node_name(key), bunch_A * 1e3, ring_name[r]);
}

// ---- events ----

struct event_input {
  double time_s, recovery_s, current_A[LR_FILL_RINGS];
  int kind, rings;
};
#define AT(member) offsetof(struct event_input, member)
static const struct lr_field EVENT[] = {
    {"at", LR_FIELD_QUANTITY, AT(time_s), .dimension = LR_DIM_TIME, .low = "0 s"},
    {"kind", LR_FIELD_CHOICE, AT(kind), .choices = "abort|refill|step", .example = "abort"},
    {"rings", LR_FIELD_CHOICE, AT(rings), .choices = "both|ler|her", .missing = "both"},
    {"recovery", LR_FIELD_QUANTITY, AT(recovery_s), .dimension = LR_DIM_TIME, .low = "0 s", .missing = ""},
    {"ler", LR_FIELD_QUANTITY, AT(current_A[LR_FILL_LER]), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = ""},
    {"her", LR_FIELD_QUANTITY, AT(current_A[LR_FILL_HER]), .dimension = LR_DIM_CURRENT, .low = ">0 A", .missing = ""},
    {.key = NULL}};
#undef AT

static void refuse(const struct lr_reading *reading, const struct lr_node *row, const char *key, const char *kind) {
  const struct lr_node *node = lr_node_child(row, key);
  if (node)
    lr_node_problem(reading->problems, false, node, "'%s' is not of an event of the kind '%s': take it out", key, kind);
}

// Keys that fit the kind of an event.
static void check_kind(const struct lr_reading *reading, const struct lr_node *row, const struct event_input *in,
                       const struct lr_collider *collider) {
  static const char *const KINDS[] = {"abort", "refill", "step"};
  bool abort = in->kind == LR_FILL_ABORT, step = in->kind == LR_FILL_STEP;
  if (in->kind < 0) return;  // reported
  if (!abort) refuse(reading, row, "recovery", KINDS[in->kind]);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    if (step)
      check_current(reading, lr_node_child(row, ring_name[r]), collider, r, in->current_A[r]);
    else
      refuse(reading, row, ring_name[r], KINDS[in->kind]);
  }
  if (step) refuse(reading, row, "rings", "step");
  if (abort && !lr_node_child(row, "recovery"))
    lr_node_problem(reading->problems, false, row, "an abort needs 'recovery', such as 'recovery: 30 min'");
  if (step && !lr_node_child(row, "ler") && !lr_node_child(row, "her"))
    lr_node_problem(reading->problems, false, row, "a step needs 'ler' or 'her', its new current, such as 'ler: 1 A'");
}

static void read_event(const struct lr_reading *reading, const struct lr_node *row, const struct lr_node **before,
                       double *before_s, struct lr_fill_input *input) {
  struct event_input in;
  const struct lr_node *at = lr_node_child(row, "at");
  double end_s = input->fill.duration_s;
  if (row->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, row, "'events' wants %s", LR_FILL_EVENTS_WANTED);
    return;
  }
  lr_fields_read(reading, row, EVENT, &in);
  check_kind(reading, row, &in, &input->fill.collider);
  if (in.time_s < *before_s)
    lr_node_problem(reading->problems, false, lr_node_value(at),
                    "events must stand in order of time: %g min comes after %g min (line %d)", in.time_s / 60,
                    *before_s / 60, (*before)->line);
  if (in.time_s > end_s)
    lr_node_problem(
        reading->problems, false, lr_node_value(at),
        "this event, at %g min, would come after the end of the fill at %g min: an earlier time, a longer 'duration', "
        "or without the event",
        in.time_s / 60, end_s / 60);
  if (in.time_s >= *before_s) {
    *before = lr_node_value(at);
    *before_s = in.time_s;
  }
  bool step = in.kind == LR_FILL_STEP;
  input->event[input->events++] = (struct lr_fill_event){.time_s = in.time_s,
                                                         .kind = (enum lr_fill_event_kind)in.kind,
                                                         .ring = {!step && in.rings != 2, !step && in.rings != 1},
                                                         .recovery_s = in.kind == LR_FILL_ABORT ? in.recovery_s : 0,
                                                         .current_A = {in.current_A[0], in.current_A[1]}};
}

void lr_fill_check_events(const struct lr_reading *reading, const struct lr_node *list, struct lr_fill_input *input) {
  const struct lr_node *before = list;
  double before_s = 0;
  if (!list) return;
  if (list->kind != LR_LIST || list->children > LR_FILL_LISTED) {
    lr_node_problem(reading->problems, false, list, "'events' wants %s, at most %d", LR_FILL_EVENTS_WANTED,
                    LR_FILL_LISTED);
    return;
  }
  for (size_t i = 0; i < list->children; i++) read_event(reading, list->child[i], &before, &before_s, input);
}

// ---- the rest ----

// The value of a key of a mapping in a ring, NULL when it is not written.
static const struct lr_node *written(const struct lr_node *node, int r, const char *mapping, const char *key) {
  const struct lr_node *ring = lr_node_child(node, ring_name[r]);
  return lr_node_child(mapping ? lr_node_child(ring, mapping) : ring, key);
}

static void check_shares(const struct lr_reading *reading, const struct lr_node *node, const struct lr_fill *fill) {
  double ler = fill->ring[LR_FILL_LER].pulse_share, her = fill->ring[LR_FILL_HER].pulse_share;
  if (!(ler >= 0 && ler <= 1 && her >= 0 && her <= 1) || ler + her <= 1) return;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_node *key = written(node, r, "injection", "share"),
                         *other = written(node, 1 - r, "injection", "share");
    if (!key || (other && r == 0)) continue;  // both are written: at the second
    double own = r ? her : ler;
    lr_node_problem(
        reading->problems, false, lr_node_value(key),
        "share of the pulses: %g %% here and %g %% for the %s%s are more than 100 %% together: at most %g %% here, or "
        "less there",
        own * 100, (r ? ler : her) * 100, ring_name[1 - r], other ? "" : " (not given: the default)",
        100 - (r ? ler : her) * 100);
  }
}

static void check_veto(const struct lr_reading *reading, const struct lr_node *node, const struct lr_fill *fill) {
  const struct lr_node *veto = lr_node_child(node, "veto");
  if (veto && fill->veto_s * fill->repetition_Hz > 1 && isfinite(fill->veto_s * fill->repetition_Hz))
    lr_node_problem(reading->problems, false, lr_node_value(veto),
                    "'veto' of %g ms is longer than the %g ms from pulse to pulse ('repetition' of %g Hz): the "
                    "detector would never "
                    "see; at most %g ms, or a lower repetition",
                    fill->veto_s * 1e3, 1e3 / fill->repetition_Hz, fill->repetition_Hz, 1e3 / fill->repetition_Hz);
}

static void check_gas(const struct lr_reading *reading, const struct lr_node *node, int r,
                      const struct lr_fill_ring *ring) {
  static const char *const DOSES[] = {"dose", "dose_reference"};
  const struct lr_node *key = written(node, r, "gas", "conditioning");
  if (!key || !(ring->conditioning_exponent > 0)) return;
  const char *missing[2] = {NULL, NULL};
  int count = 0;
  for (int i = 0; i < 2; i++)
    if (!written(node, r, "gas", DOSES[i])) missing[count++] = DOSES[i];
  if (count)
    lr_node_problem(reading->problems, false, lr_node_value(key),
                    "'conditioning' needs '%s'%s%s%s beside it, such as '%s: 1000 A h'; or 'conditioning: 0'",
                    missing[0], count > 1 ? " and '" : "", count > 1 ? missing[1] : "", count > 1 ? "'" : "",
                    missing[0]);
}

void lr_fill_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_fill_input *input) {
  const struct lr_fill *fill = &input->fill;
  check_shares(reading, node, fill);
  check_veto(reading, node, fill);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    const struct lr_fill_ring *ring = &fill->ring[r];
    check_gas(reading, node, r, ring);
    check_current(reading, written(node, r, NULL, "target_current"), &fill->collider, r, ring->target_current_A);
    check_current(reading, written(node, r, NULL, "initial_current"), &fill->collider, r, ring->initial_current_A);
    check_current(reading, written(node, r, "lifetime_touschek", "current"), &fill->collider, r,
                  ring->touschek_current_A);
  }
  const struct lr_node *aborts = lr_node_child(lr_node_child(node, "aborts"), "per_day");
  double apart_s = LR_DAY_s / input->aborts_per_day + input->abort_recovery_s;
  if (aborts && input->aborts_per_day > 0 && fill->duration_s / apart_s > most_aborts)
    lr_node_problem(
        reading->problems, false, lr_node_value(aborts),
        "'per_day': some %.3g aborts in the fill are more than the %g that it takes: fewer, or a shorter 'duration'",
        fill->duration_s / apart_s, most_aborts);
}
