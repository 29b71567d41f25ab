// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_update_record.h"

#include <math.h>
#include <stdio.h>

#include "base/constants.h"

static enum lr_status at_row(const struct lr_update_wish *wish, const struct lr_recorded_row *row,
                             struct lr_error *error, const char *what) {
  char start[16], end[16];
  lr_date_text(row->start, start);
  lr_date_text(row->end, end);
  if (row->line)
    return lr_error_set(error, LR_E_INPUT, "%s:%d: the row from %s to %s %s", wish->name, row->line, start, end, what);
  return lr_error_set(error, LR_E_INPUT, "past period '%s' (%s to %s) %s", row->id, start, end, what);
}

// Highest peak that the plan declares or the record has [m^-2 s^-1].
static double highest_peak(const struct lr_plan *plan) {
  double peak = 0;  // fmax passes over what is not known
  for (size_t p = 0; p < plan->periods; p++) peak = fmax(peak, lr_period_peak(&plan->period[p]));
  for (size_t i = 0; i < plan->pasts; i++) peak = fmax(peak, plan->past[i].peak_m2s);
  return peak;
}

// A row above what the highest peak gives when it holds every second is a slip of the pen.
static enum lr_status possible(const struct lr_plan *plan, const struct lr_update_wish *wish,
                               const struct lr_recorded_row *row, struct lr_error *error) {
  char what[320];
  double peak_m2s = highest_peak(plan), most_m2 = LR_MOST_OVER_PEAK * peak_m2s * LR_DAY_s * (row->end - row->start + 1);
  if (!(peak_m2s > 0) || row->recorded_m2 <= most_m2) return LR_OK;
  snprintf(what, sizeof what,
           "has %.4g fb^-1, more than the %.4g fb^-1 of the highest peak of the plan and its history (%.3g cm^-2 s^-1) "
           "held all the time, and 20 %% on it: check number and unit",
           row->recorded_m2 * LR_fb_m2, most_m2 * LR_fb_m2, peak_m2s / 1e4);
  return at_row(wish, row, error, what);
}

void lr_update_note_open(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish, size_t first,
                         size_t count, struct lr_update *update) {
  for (size_t i = 0; i < plan->shutdowns; i++) {
    const struct lr_shutdown *shutdown = &plan->shutdown[i];
    bool planned = false, came = false;
    for (size_t d = 0; d < days->days && days->first + (int)d <= wish->as_of; d++)
      planned = planned || (days->first + (int)d > shutdown->end && days->period[d] >= 0);
    for (size_t r = first; r < first + count; r++)
      came = came || (wish->row[r].end > shutdown->end && wish->row[r].recorded_m2 > 0);
    if (shutdown->end < days->first || !planned || came) continue;
    snprintf(update->open, sizeof update->open, "%s", shutdown->id);
    update->open_end = shutdown->end;
  }
}

enum lr_status lr_update_rows(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish,
                              size_t *first, size_t *count, struct lr_error *error) {
  char what[320], a[16], b[16];
  int before = plan->so_far.as_of;
  *first = *count = 0;
  if (before != LR_NO_DATE && wish->as_of <= before)
    return lr_error_set(error, LR_E_INPUT,
                        "the plan counts all up to %s (recorded_so_far): an update wants a later day, got %s",
                        lr_date_text(before, a), lr_date_text(wish->as_of, b));
  for (size_t i = 0; i < wish->rows; i++) {
    const struct lr_recorded_row *row = &wish->row[i];
    if (before != LR_NO_DATE && row->end <= before) {
      *first = i + 1;
      continue;
    }
    if (row->start > wish->as_of) break;
    if (before != LR_NO_DATE && row->start <= before) {
      snprintf(what, sizeof what, "begins before %s, up to which recorded_so_far counts: split it there",
               lr_date_text(before, a));
      return at_row(wish, row, error, what);
    }
    if (row->end > wish->as_of) {
      snprintf(what, sizeof what, "goes beyond %s: split it there, or take --as-of %s", lr_date_text(wish->as_of, a),
               lr_date_text(row->end, b));
      return at_row(wish, row, error, what);
    }
    if (row->kind != plan->lumi_kind) {
      snprintf(what, sizeof what,
               "is of kind '%s', the plan sums '%s': the kinds differ by several per cent and are not mixed",
               lr_lumi_kind_name((enum lr_lumi_kind)row->kind), lr_lumi_kind_name((enum lr_lumi_kind)plan->lumi_kind));
      return at_row(wish, row, error, what);
    }
    if (possible(plan, wish, row, error) != LR_OK) return LR_E_INPUT;
    ++*count;
  }
  int open = LR_NO_DATE, closed = LR_NO_DATE;  // days on which the plan runs and no row says what came
  for (size_t i = 0, r = *first; i < days->days && days->first + (int)i <= wish->as_of; i++) {
    int date = days->first + (int)i;
    while (r < *first + *count && wish->row[r].end < date) r++;
    bool covered = r < *first + *count && wish->row[r].start <= date;
    if (days->period[i] < 0 || covered) continue;
    if (open == LR_NO_DATE) open = date;
    closed = date;
  }
  if (open != LR_NO_DATE)
    return lr_error_set(error, LR_E_INPUT,
                        "%s does not say what was recorded on days between %s and %s, on which the plan runs: add a "
                        "row (0 where nothing came)",
                        wish->name, lr_date_text(open, a), lr_date_text(closed, b));
  return LR_OK;
}

enum lr_status lr_update_years(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish,
                               size_t first, size_t count, struct lr_update *update, struct lr_error *error) {
  int from = days->first;
  for (size_t r = first; from <= wish->as_of;) {
    int year, month, day;
    struct lr_update_year *now = &update->year[update->years];
    if (update->years == LR_UPDATE_YEARS)
      return lr_error_set(error, LR_E_DOMAIN, "an update holds at most %d years", LR_UPDATE_YEARS);
    lr_date_split(from, &year, &month, &day);
    *now = (struct lr_update_year){.year = year, .from = from, .to = lr_date_make(year, 12, 31)};
    for (; r < first + count && wish->row[r].start <= now->to; r++) {
      now->recorded_m2 += wish->row[r].recorded_m2;
      while (wish->row[r].end > now->to) now->to = lr_date_make(++year, 12, 31);
    }
    if (now->to > wish->as_of) now->to = wish->as_of;
    from = now->to + 1;
    double expected = lr_plan_cumulated(plan, days, now->to) - lr_plan_cumulated(plan, days, now->from - 1);
    now->p50_m2 = expected;  // until the draws have it
    update->recorded_m2 += now->recorded_m2;
    if (expected > 0 || now->recorded_m2 > 0) update->years++;
  }
  return LR_OK;
}
