// SPDX-License-Identifier: GPL-3.0-or-later
// `plan:` of a scenario to a struct lr_plan: the record, shutdowns, repeats, and what must agree.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "projections/plan_period_read.h"
#include "projections/plan_remarks.h"

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

int lr_plan_day_in(int year, int day_of_year, bool first) {
  int month = day_of_year / 100, day = day_of_year % 100;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2 && day == 29 && !leap && !first) day = 28;
  return lr_date_make(year, month, day);  // 02-29 of a common year is 03-01
}

static int same_day_in(int date, int years_later, bool first) {
  int year, month, day;
  lr_date_split(date, &year, &month, &day);
  return lr_plan_day_in(year + years_later, 100 * month + day, first);
}

// `left_out`: first run day of the repeat that would end after the horizon.
static bool repeat_last_period(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan, int *left_out) {
  if (!plan->repeat_last || !plan->periods) return true;
  const struct lr_period last = plan->period[plan->periods - 1];
  int gap = 1;  // years from one repetition to the next: the length of the period, rounded up
  while (same_day_in(last.start, gap, true) <= last.end) gap++;
  for (int k = gap; plan->periods < LR_MOST_PERIODS; k += gap) {
    struct lr_period next = last;
    int year, month, day;
    next.start = same_day_in(last.start, k, true);
    next.end = same_day_in(last.end, k, false);
    if (next.end > plan->horizon) {
      *left_out = same_day_in(last.run[0].first, k, true);
      return true;
    }
    next.runs = 0;
    int days = 0;
    for (size_t i = 0; i < last.runs; i++) {
      struct lr_run run = {same_day_in(last.run[i].first, k, true), same_day_in(last.run[i].last, k, false)};
      if (run.first > run.last) continue;  // 02-29 alone
      next.run[next.runs++] = run;
      days += run.last - run.first + 1;
    }
    if (!next.runs) continue;
    next.beam_days = fmin(next.beam_days, days);  // one less without 02-29
    for (size_t i = 0; i < last.knots; i++) next.knot[i].date = last.knots > 1 ? same_day_in(last.knot[i].date, k, false) : 0;
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
  }
  return true;
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
  lr_plan_parts_settle(reading, node, plan);
  lr_plan_periods_read(reading, node, plan);
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
  int left_out = LR_NO_DATE;
  if (!repeat_last_period(reading, node, plan, &left_out) || !lr_plan_parts_check(reading, node, plan)) return false;
  lr_plan_remarks(reading, node, plan, left_out);
  return true;
}
