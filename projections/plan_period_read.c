// SPDX-License-Identifier: GPL-3.0-or-later
// The periods of a plan: each with period_defaults, its runs as dates, and what must agree within and between them.
#include "projections/plan_period_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "projections/plan_from_machine.h"
#include "projections/plan_part_fields.h"

// Keys of which one takes the place of another: a period that says one does not take the other from the defaults. `at` is the
// state of its own peak.
static bool takes_place(const struct lr_node *period, const char *key) {
  static const char *const PLACE[][2] = {{"peak", "machine"},   {"machine", "peak"},       {"trips", "trip_factor"}, {"trip_factor", "trips"},
                                         {"fill", "mean_over_peak"}, {"mean_over_peak", "fill"}, {"machine", "at"}};
  if (lr_node_child(period, key)) return true;
  for (size_t i = 0; i < sizeof PLACE / sizeof *PLACE; i++)
    if (strcmp(PLACE[i][1], key) == 0 && lr_node_child(period, PLACE[i][0])) return true;
  return false;
}

// A period's mapping with the defaults that it does not say itself. False: a key cannot be read. `settled`: what is read agrees.
static bool read_period_with_defaults(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *defaults,
                                      const struct lr_plan *plan, struct lr_period *period, bool *settled) {
  struct lr_node whole = *node;
  size_t room = node->children + (defaults ? defaults->children : 0);
  whole.child = malloc((room + 1) * sizeof(struct lr_node *));
  if (!whole.child) {
    reading->problems->no_memory = true;
    return *settled = false;
  }
  if (node->children) memcpy(whole.child, node->child, node->children * sizeof(struct lr_node *));
  for (size_t i = 0; defaults && i < defaults->children; i++)
    if (!takes_place(node, defaults->child[i]->key)) whole.child[whole.children++] = defaults->child[i];
  bool fine = lr_fields_read(reading, &whole, lr_period_fields, period);
  *settled = lr_period_parts_settle(reading, node, &whole, plan, period);
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
// new year. 02-29 counts in leap years: in others a run that begins there begins on 03-01, one that ends there ends on 02-28.
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
        run.first = lr_plan_day_in(year, -run.first, true);
        run.last = lr_plan_day_in(year + wraps, -run.last, false);
        if (run.first == run.last + 1) continue;  // 02-29 alone, in a common year
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

// Order of time: of the period itself, after the one before (which may have been wrong otherwise), after what is recorded.
static bool check_dates(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan,
                        const struct lr_period *before, const struct lr_period *period) {
  char a[16], b[16];
  bool fine = true;
  if (period->start == LR_NO_DATE || period->end == LR_NO_DATE) return false;
  if (period->end < period->start) {
    lr_node_problem(reading->problems, false, node, "period '%s' ends (%s) before it starts (%s)", period->id,
                    lr_date_text(period->end, a), lr_date_text(period->start, b));
    return false;
  }
  if (before && before->end != LR_NO_DATE && period->start <= before->end) {
    lr_node_problem(reading->problems, false, node, "period '%s' starts (%s) before '%s' ends (%s)", period->id,
                    lr_date_text(period->start, a), before->id, lr_date_text(before->end, b));
    fine = false;
  }
  if (plan->so_far.as_of != LR_NO_DATE && period->start <= plan->so_far.as_of) {
    lr_node_problem(reading->problems, false, node,
                    "period '%s' starts on %s, but recorded_so_far counts all up to %s: it would be counted twice; move "
                    "the start, or recorded_so_far",
                    period->id, lr_date_text(period->start, a), lr_date_text(plan->so_far.as_of, b));
    fine = false;
  }
  return fine;
}

// Days with beam within the runs.
static bool check_days(const struct lr_reading *reading, const struct lr_node *node, struct lr_period *period) {
  if (!resolve_runs(reading, node, period)) return false;
  int run_days = 0;
  for (size_t i = 0; i < period->runs; i++) run_days += period->run[i].last - period->run[i].first + 1;
  if (isnan(period->beam_days)) period->beam_days = run_days;
  if (period->beam_days <= run_days) return true;
  lr_node_problem(reading->problems, false, node,
                  "period '%s': beam_days %g is more than the %d days of its runs: widen the runs or lower beam_days",
                  period->id, period->beam_days, run_days);
  return false;
}

// One source each for the peak and for mean over peak.
static bool check_sources(const struct lr_reading *reading, const struct lr_node *node, const struct lr_period *period) {
  bool fine = true;
  if (!period->knots && !*period->machine) {
    lr_node_problem(reading->problems, false, node, "period '%s' needs 'peak: 6e34 cm^-2 s^-1' or 'machine: FILE'", period->id);
    fine = false;
  }
  if (period->knots && *period->machine) {
    lr_node_problem(reading->problems, false, node, "period '%s' has both 'peak' and 'machine': keep one", period->id);
    fine = false;
  }
  if (isfinite(period->mean_over_peak) && *period->fill) {
    lr_node_problem(reading->problems, false, node, "period '%s' has both 'mean_over_peak' and 'fill': keep one", period->id);
    fine = false;
  }
  if (!isfinite(period->mean_over_peak) && !*period->fill) {
    lr_node_problem(reading->problems, false, node, "period '%s' needs 'mean_over_peak: 0.60' or 'fill: FILE'", period->id);
    fine = false;
  }
  return fine;
}

// A period whose keys can be read is checked in all its parts, so that every problem is said at once.
static bool read_period(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *defaults,
                        const struct lr_plan *plan, const struct lr_period *before, struct lr_period *period) {
  bool settled, read = read_period_with_defaults(reading, node, defaults, plan, period, &settled);
  bool fine = check_dates(reading, node, plan, before, period);
  if (!read) return false;
  if (period->end >= period->start) fine = check_days(reading, node, period) && fine;
  fine = check_sources(reading, node, period) && fine;
  if (!fine || !settled) return false;
  if (*period->machine && !lr_period_take_peak(reading, node, period)) return false;
  return !*period->fill || lr_period_take_mean(reading, node, period);
}

static void check_physics(const struct lr_reading *reading, const struct lr_node *periods, const struct lr_plan *plan) {
  for (size_t p = 0; p < plan->periods; p++)
    if (plan->period[p].beam_days > plan->period[p].startup_days) return;
  const struct lr_period *period = &plan->period[plan->periods - 1];
  lr_node_problem(reading->problems, false, periods,
                  "the plan has no physics day: in no period are there more beam days than startup_days ('%s': %g and %g)", period->id,
                  period->beam_days, period->startup_days);
}

// The order of their starts: a file may add a period between those of its base. One whose start cannot be read stays behind the one that it
// follows.
static void order_in_time(const struct lr_node *periods, const struct lr_node *order[LR_MOST_PERIODS]) {
  int start[LR_MOST_PERIODS], before = LR_NO_DATE;
  for (size_t i = 0; i < periods->children; i++) {
    const struct lr_node *one = periods->child[i], *said = lr_node_value(lr_node_child(one, "start"));
    int date;
    if (said && said->kind == LR_SCALAR && lr_date_parse(said->text, &date)) before = date;
    size_t at = i;
    for (; at > 0 && start[at - 1] > before; at--) {
      start[at] = start[at - 1];
      order[at] = order[at - 1];
    }
    start[at] = before;
    order[at] = one;
  }
}

void lr_plan_periods_read(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan) {
  const struct lr_node *defaults = lr_node_child(node, "period_defaults"), *periods = lr_node_child(node, "periods");
  const struct lr_node *order[LR_MOST_PERIODS];
  const struct lr_period *before = NULL;
  struct lr_period *wrong = NULL;
  size_t errors_before = reading->problems->errors;
  if (!periods || periods->kind != LR_MAPPING) return;
  if (!periods->children || periods->children > LR_MOST_PERIODS) {
    lr_node_problem(reading->problems, false, periods, "'periods' wants 1 to %d periods", LR_MOST_PERIODS);
    return;
  }
  plan->period = calloc(LR_MOST_PERIODS, sizeof *plan->period);
  wrong = calloc(1, sizeof *wrong);  // one that cannot be used: its dates count
  if (!plan->period || !wrong) {
    reading->problems->no_memory = true;
    goto done;
  }
  order_in_time(periods, order);
  for (size_t i = 0; i < periods->children; i++) {
    const struct lr_node *one = order[i];
    struct lr_period *period = &plan->period[plan->periods];
    memset(period, 0, sizeof *period);
    snprintf(period->id, sizeof period->id, "%s", one->key);
    if (one->kind != LR_MAPPING) {
      lr_node_problem(reading->problems, false, one, "period '%s' wants a mapping of keys", one->key);
      continue;
    }
    bool fine = read_period(reading, one, defaults && defaults->kind == LR_MAPPING ? defaults : NULL, plan, before, period);
    if (fine) plan->periods++;
    if (before && before->end != LR_NO_DATE && !(period->end > before->end)) continue;  // the one that ends last counts, right or wrong
    if (!fine) *wrong = *period;
    before = fine ? period : wrong;
  }
  if (reading->problems->errors == errors_before && plan->periods) check_physics(reading, periods, plan);
done:
  free(wrong);
}
