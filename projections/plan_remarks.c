// SPDX-License-Identifier: GPL-3.0-or-later
// What in a plan is no error, but surely not what was meant: a what-if that the declared uptime absorbs, half a declaration, a last
// year that is left out. Warnings, each once.
#include "projections/plan_remarks.h"

#include <string.h>

// Is the key in this period, or in what all periods take?
static const struct lr_node *said(const struct lr_node *plan, const struct lr_node *period, const char *key) {
  const struct lr_node *own = lr_node_child(period, key);
  return own ? own : lr_node_child(lr_node_child(plan, "period_defaults"), key);
}

static const struct lr_node *said_trips(const struct lr_node *plan, const struct lr_node *period) {
  const struct lr_node *factor = said(plan, period, "trip_factor");
  return factor ? factor : said(plan, period, "trips");
}

static bool has_beam(const struct lr_plan *plan, const char *id) {
  for (size_t p = 0; p < plan->periods; p++)
    if (strcmp(plan->period[p].id, id) == 0) return plan->period[p].beam_days > 0;
  return false;
}

// Does this source itself declare the uptime of a period? Then it is a plan of its own, no what-if over one.
static bool declares(const struct lr_node *plan, const struct lr_source *source) {
  const struct lr_node *periods = lr_node_child(plan, "periods");
  for (size_t i = 0; periods && i < periods->children; i++) {
    const struct lr_node *available = said(plan, periods->child[i], "availability"), *trips = said_trips(plan, periods->child[i]);
    if ((available && lr_node_value(available)->source == source) || (trips && lr_node_value(trips)->source == source)) return true;
  }
  return false;
}

// Was it laid over the plan: by --set, or by the scenario over its bases?
static bool laid_over(const struct lr_reading *reading, const struct lr_node *plan, const struct lr_node *node) {
  const struct lr_source *source = node ? lr_node_value(node)->source : NULL;
  if (!source) return false;
  if (strncmp(source->path, "--set ", 6) == 0) return true;
  return reading->document->sources && source == reading->document->source[0] && !declares(plan, source);
}

// The first key of what fails that was laid over the plan, or that took a system away.
static const struct lr_node *laid_over_faults(const struct lr_reading *reading, const struct lr_node *node) {
  static const char *const KEYS[] = {"rate", "mtbf", "recovery", "recovery_cv", "tuning", "tuning_level"};
  const struct lr_node *faults = lr_node_child(node, "faults");
  for (size_t i = 0; faults && i < faults->children; i++)
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
      if (laid_over(reading, node, lr_node_child(faults->child[i], KEYS[k]))) return lr_node_child(faults->child[i], KEYS[k]);
  if (faults && laid_over(reading, node, faults->removed)) return faults->removed;
  if (laid_over(reading, node, lr_node_child(node, "refill"))) return lr_node_child(node, "refill");
  const struct lr_node *rate = lr_node_child(lr_node_child(node, "sudden_losses"), "rate");
  return laid_over(reading, node, rate) ? rate : NULL;
}

static void remark_absorbed(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan) {
  bool declared = false;
  for (size_t p = 0; p < plan->periods; p++) declared = declared || (plan->period[p].declared_uptime && plan->period[p].beam_days > 0);
  const struct lr_node *key = declared ? laid_over_faults(reading, node) : NULL;
  char path[256];
  if (!key) return;
  lr_node_problem(reading->problems, true, key,
                  "%s changes no luminosity of a period that declares its uptime: the declared availability x trip_factor stands, the recovery "
                  "times are scaled to it (recovery_scale); use 'factor' for a what-if, or leave availability and trip_factor out of the periods",
                  lr_node_path(key, path, sizeof path));
}

static void remark_half(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan) {
  const struct lr_node *periods = lr_node_child(node, "periods");
  if (!plan->faults_given && !plan->sudden.given) return;
  for (size_t i = 0; periods && i < periods->children; i++) {
    const struct lr_node *period = periods->child[i], *available = said(node, period, "availability"), *trips = said_trips(node, period);
    if (!available == !trips || said(node, period, "fill") || !has_beam(plan, period->key)) continue;
    lr_node_problem(reading->problems, true, available ? available : trips,
                    "period '%s' has '%s' but no '%s', which then counts as 1: beside faults give both, or neither, so that the faults act as "
                    "they are written",
                    period->key, available ? "availability" : trips->key, available ? "trip_factor" : "availability");
    return;
  }
}

static void remark_left_out(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan, int left_out) {
  char end[16], from[16];
  if (left_out == LR_NO_DATE || left_out > plan->horizon) return;
  lr_node_problem(reading->problems, true, lr_node_child(node, "repeat_last"),
                  "repeat_last makes whole periods: the one from %s on would end after the horizon, %s, and is left out; no beam is planned from then on. "
                  "Put the horizon at its end, or write the period out",
                  lr_date_text(left_out, from), lr_date_text(plan->horizon, end));
}

void lr_plan_remarks(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan, int left_out) {
  remark_absorbed(reading, node, plan);
  remark_half(reading, node, plan);
  remark_left_out(reading, node, plan, left_out);
}
