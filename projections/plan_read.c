// SPDX-License-Identifier: GPL-3.0-or-later
// `plan:` of a scenario to a struct lr_plan: periods with their defaults, the record, shutdowns, and what must agree.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "projections/plan.h"
#include "projections/plan_from_machine.h"

// A period's mapping with the defaults that it does not say itself.
static bool read_period_with_defaults(const struct lr_reading *reading, const struct lr_node *node,
                                      const struct lr_node *defaults, struct lr_period *period) {
  struct lr_node whole = *node;
  size_t room = node->children + (defaults ? defaults->children : 0);
  whole.child = malloc((room + 1) * sizeof(struct lr_node *));
  if (!whole.child) {
    reading->problems->no_memory = true;
    return false;
  }
  if (node->children) memcpy(whole.child, node->child, node->children * sizeof(struct lr_node *));
  bool has_peak = lr_node_child(node, "peak") || lr_node_child(node, "machine");
  bool has_mean = lr_node_child(node, "mean_over_peak") || lr_node_child(node, "fill");
  bool has_trips = lr_node_child(node, "trips") || lr_node_child(node, "trip_factor");
  for (size_t i = 0; defaults && i < defaults->children; i++) {
    const char *key = defaults->child[i]->key;
    bool is_peak = strcmp(key, "peak") == 0 || strcmp(key, "machine") == 0;
    bool is_trips = strcmp(key, "trips") == 0 || strcmp(key, "trip_factor") == 0;
    bool is_mean = strcmp(key, "mean_over_peak") == 0 || strcmp(key, "fill") == 0;
    if (lr_node_child(node, key) || (has_peak && is_peak) || (has_trips && is_trips) || (has_mean && is_mean)) continue;
    whole.child[whole.children++] = defaults->child[i];
  }
  bool fine = lr_fields_read(reading, &whole, lr_period_fields, period);
  free(whole.child);
  return fine;
}

static int earlier_run(const void *a, const void *b) {
  const struct lr_run *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

static bool bad_runs(const struct lr_reading *reading, const struct lr_node *node, const char *id, const char *why) {
  const struct lr_node *runs = lr_node_child(node, "runs");
  lr_node_problem(reading->problems, false, runs ? runs : node, "period '%s': %s", id, why);
  return false;
}

// Runs as dates, in order of time, cut to the period. MM-DD stands for that day of each year; [11-01, 02-15] goes over the
// new year.
static bool resolve_runs(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period) {
  struct lr_run wanted[LR_MOST_RUNS];
  size_t count = period->runs;
  memcpy(wanted, period->run, sizeof wanted);
  period->runs = 0;
  if (!count) {
    period->run[period->runs++] = (struct lr_run){period->start, period->end};
    return true;
  }
  int first_year, last_year, month, day;
  lr_date_split(period->start, &first_year, &month, &day);
  lr_date_split(period->end, &last_year, &month, &day);
  for (size_t i = 0; i < count; i++) {
    bool yearly = wanted[i].first < 0 && wanted[i].last < 0;  // read_runs saw to it that both are MM-DD
    size_t before = period->runs;
    for (int year = yearly ? first_year - 1 : last_year; year <= last_year; year++) {
      struct lr_run run = wanted[i];
      if (yearly) {
        int wraps = -run.first > -run.last;
        run.first = lr_date_make(year, -run.first / 100, -run.first % 100);
        run.last = lr_date_make(year + wraps, -run.last / 100, -run.last % 100);
      }
      if (run.first > run.last) return bad_runs(reading, node, period->id, "a run ends before it begins");
      if (run.last < period->start || run.first > period->end) continue;
      if (run.first < period->start) run.first = period->start;
      if (run.last > period->end) run.last = period->end;
      if (period->runs == LR_MOST_RUNS) return bad_runs(reading, node, period->id, "more than 16 runs");
      period->run[period->runs++] = run;
    }
    if (period->runs == before) return bad_runs(reading, node, period->id, "a run lies outside the period");
  }
  qsort(period->run, period->runs, sizeof *period->run, earlier_run);
  for (size_t i = 1; i < period->runs; i++)
    if (period->run[i].first <= period->run[i - 1].last) return bad_runs(reading, node, period->id, "its runs overlap");
  return true;
}

static bool check_period(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan,
                         struct lr_period *period, bool said_beam_days) {
  char a[16], b[16];
  if (period->end < period->start) {
    lr_node_problem(reading->problems, false, node, "period '%s' ends (%s) before it starts (%s)", period->id,
                    lr_date_text(period->end, a), lr_date_text(period->start, b));
    return false;
  }
  if (!resolve_runs(reading, node, period)) return false;
  int run_days = 0;
  for (size_t i = 0; i < period->runs; i++) run_days += period->run[i].last - period->run[i].first + 1;
  if (!said_beam_days) period->beam_days = run_days;
  if (period->beam_days > run_days) {
    lr_node_problem(reading->problems, false, node,
                    "period '%s': beam_days %g is more than the %d days of its runs: widen the runs or lower beam_days",
                    period->id, period->beam_days, run_days);
    return false;
  }
  if (!period->knots && !*period->machine) {
    lr_node_problem(reading->problems, false, node, "period '%s' needs 'peak: 6e34 cm^-2 s^-1' or 'machine: FILE'", period->id);
    return false;
  }
  if (isfinite(period->mean_over_peak) && *period->fill) {
    lr_node_problem(reading->problems, false, node, "period '%s' has both 'mean_over_peak' and 'fill': keep one", period->id);
    return false;
  }
  if (period->knots && *period->machine) {
    lr_node_problem(reading->problems, false, node, "period '%s' has both 'peak' and 'machine': keep one", period->id);
    return false;
  }
  if (plan->periods && period->start <= plan->period[plan->periods - 1].end) {
    lr_node_problem(reading->problems, false, node, "period '%s' starts (%s) before '%s' ends (%s)", period->id,
                    lr_date_text(period->start, a), plan->period[plan->periods - 1].id,
                    lr_date_text(plan->period[plan->periods - 1].end, b));
    return false;
  }
  if (plan->so_far.as_of != LR_NO_DATE && period->start <= plan->so_far.as_of) {
    lr_node_problem(reading->problems, false, node,
                    "period '%s' starts on %s, but recorded_so_far counts all up to %s: it would be counted twice; move "
                    "the start, or recorded_so_far",
                    period->id, lr_date_text(period->start, a), lr_date_text(plan->so_far.as_of, b));
    return false;
  }
  return true;
}

static void read_periods(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan) {
  const struct lr_node *defaults = lr_node_child(node, "period_defaults"), *periods = lr_node_child(node, "periods");
  if (!periods || periods->kind != LR_MAPPING) return;
  if (!periods->children || periods->children > LR_MOST_PERIODS) {
    lr_node_problem(reading->problems, false, periods, "'periods' wants 1 to %d periods", LR_MOST_PERIODS);
    return;
  }
  plan->period = calloc(LR_MOST_PERIODS, sizeof *plan->period);
  if (!plan->period) {
    reading->problems->no_memory = true;
    return;
  }
  for (size_t i = 0; i < periods->children; i++) {
    const struct lr_node *one = periods->child[i];
    struct lr_period *period = &plan->period[plan->periods];
    memset(period, 0, sizeof *period);
    snprintf(period->id, sizeof period->id, "%s", one->key);
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "period '%s' wants a mapping of keys", one->key);
      continue;
    }
    if (!read_period_with_defaults(reading, one, defaults && defaults->kind == LR_MAPPING ? defaults : NULL, period)) continue;
    bool said = isfinite(period->beam_days);
    if (!check_period(reading, one, plan, period, said)) continue;
    if (*period->machine && !lr_period_take_peak(reading, one, period)) continue;
    if (*period->fill && !lr_period_take_mean(reading, one, period)) continue;
    if (!isfinite(period->mean_over_peak)) {
      lr_node_problem(reading->problems, false, one, "period '%s' needs 'mean_over_peak: 0.60' or 'fill: FILE'", period->id);
      continue;
    }
    plan->periods++;
  }
}

static void read_past(const struct lr_reading *reading, const struct lr_node *history, struct lr_plan *plan) {
  if (!history || history->kind != LR_MAPPING || !history->children) return;
  plan->past = calloc(history->children, sizeof *plan->past);
  if (!plan->past) {
    reading->problems->no_memory = true;
    return;
  }
  for (size_t i = 0; i < history->children; i++) {
    struct lr_past *past = &plan->past[plan->pasts];
    if (history->child[i]->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, history->child[i], "a past period wants a mapping of keys");
      continue;
    }
    if (!lr_fields_read(reading, history->child[i], lr_past_fields, past)) continue;
    snprintf(past->id, sizeof past->id, "%s", history->child[i]->key);
    if (past->first_collision == LR_NO_DATE) past->first_collision = past->start;
    if (past->end < past->start || past->first_collision < past->start || past->first_collision > past->end) {
      lr_node_problem(reading->problems, false, history->child[i], "past period '%s': its dates are out of order", past->id);
      continue;
    }
    plan->pasts++;
  }
}

static bool runs_through(const struct lr_period *period, const struct lr_shutdown *shutdown) {
  for (size_t r = 0; r < period->runs && period->beam_days > 0; r++)
    if (period->run[r].first <= shutdown->end && period->run[r].last >= shutdown->start) return true;
  return false;
}

static void read_shutdowns(const struct lr_reading *reading, const struct lr_node *shutdowns, struct lr_plan *plan) {
  if (!shutdowns || shutdowns->kind != LR_MAPPING) return;
  if (shutdowns->children > LR_MOST_SHUTDOWNS) {
    lr_node_problem(reading->problems, false, shutdowns, "'shutdowns' holds at most %d", LR_MOST_SHUTDOWNS);
    return;
  }
  for (size_t i = 0; i < shutdowns->children; i++) {
    struct lr_shutdown *shutdown = &plan->shutdown[plan->shutdowns];
    if (shutdowns->child[i]->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, shutdowns->child[i], "a shutdown wants a mapping of keys");
      continue;
    }
    if (!lr_fields_read(reading, shutdowns->child[i], lr_shutdown_fields, shutdown)) continue;
    snprintf(shutdown->id, sizeof shutdown->id, "%s", shutdowns->child[i]->key);
    if (shutdown->end < shutdown->start ||
        (plan->shutdowns && shutdown->start <= plan->shutdown[plan->shutdowns - 1].end)) {
      lr_node_problem(reading->problems, false, shutdowns->child[i], "shutdown '%s': its dates are out of order", shutdown->id);
      continue;
    }
    for (size_t p = 0; p < plan->periods; p++)
      if (runs_through(&plan->period[p], shutdown)) {
        lr_node_problem(reading->problems, false, shutdowns->child[i], "shutdown '%s' lies over the runs of period '%s'",
                        shutdown->id, plan->period[p].id);
        break;
      }
    plan->shutdowns++;
  }
}

static int same_day_in(int date, int years_later) {
  int year, month, day;
  lr_date_split(date, &year, &month, &day);
  if (month == 2 && day == 29) day = 28;
  return lr_date_make(year + years_later, month, day);
}

static bool repeat_last_period(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan) {
  if (!plan->repeat_last || !plan->periods) return true;
  const struct lr_period last = plan->period[plan->periods - 1];
  int gap = 1;  // years from one repetition to the next: the length of the period, rounded up
  while (same_day_in(last.start, gap) <= last.end) gap++;
  for (int k = gap; plan->periods < LR_MOST_PERIODS; k += gap) {
    struct lr_period next = last;
    int year, month, day;
    next.start = same_day_in(last.start, k);
    next.end = same_day_in(last.end, k);
    if (next.end > plan->horizon) return true;
    for (size_t i = 0; i < last.runs; i++)
      next.run[i] = (struct lr_run){same_day_in(last.run[i].first, k), same_day_in(last.run[i].last, k)};
    for (size_t i = 0; i < last.knots; i++) next.knot[i].date = last.knots > 1 ? same_day_in(last.knot[i].date, k) : 0;
    lr_date_split(next.start, &year, &month, &day);
    snprintf(next.id, sizeof next.id, "%d", year);
    snprintf(next.note, sizeof next.note, "repeats %s", last.id);
    next.repeated = true;
    for (size_t i = 0; i < plan->shutdowns; i++)
      if (runs_through(&next, &plan->shutdown[i])) {
        lr_node_problem(reading->problems, false, lr_node_child(node, "repeat_last"),
                        "repeat_last would run through shutdown '%s' in %d: write the periods out up to its end",
                        plan->shutdown[i].id, year);
        return false;
      }
    plan->period[plan->periods++] = next;
  }  return true;
}

bool lr_plan_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan) {
  size_t errors_before = reading->problems->errors;
  memset(plan, 0, sizeof *plan);
  if (node->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, node, "'plan' wants a mapping of keys; a file is taken in by 'base: FILE'");
    return false;
  }
  lr_fields_read(reading, node, lr_plan_fields, plan);
  if (!plan->milestones) {
    const double usual[] = {1e46, 5e46, 1e47, 5e47};
    memcpy(plan->milestone_m2, usual, sizeof usual);
    plan->milestones = 4;
  }
  if (plan->so_far.as_of != LR_NO_DATE && plan->so_far.kind >= 0 && plan->lumi_kind >= 0 && plan->so_far.kind != plan->lumi_kind)
    lr_node_problem(reading->problems, false, lr_node_child(node, "recorded_so_far"),
                    "recorded_so_far is of kind '%s' but the plan sums '%s': the kinds differ by several per cent and are not added; "
                    "give both in the same kind",
                    lr_lumi_kind_name((enum lr_lumi_kind)plan->so_far.kind),
                    lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
  read_past(reading, lr_node_child(node, "history"), plan);
  read_periods(reading, node, plan);
  read_shutdowns(reading, lr_node_child(node, "shutdowns"), plan);
  if (reading->problems->errors != errors_before || !plan->periods) return false;
  int last = plan->period[plan->periods - 1].end;
  if (plan->horizon == LR_NO_DATE) plan->horizon = last;
  if (plan->horizon < last) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "horizon"), "the horizon lies before the end of period '%s'",
                    plan->period[plan->periods - 1].id);
    return false;
  }
  if (plan->horizon - plan->period[0].start > 200 * 366) {
    lr_node_problem(reading->problems, false, node, "the plan covers more than 200 years");
    return false;
  }
  return repeat_last_period(reading, node, plan);
}
