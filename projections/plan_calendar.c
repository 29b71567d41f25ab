// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_calendar.h"

#include "base/constants.h"
#include "base/sorted.h"
#include "projections/plan_cells.h"

const char *lr_day_state_name(enum lr_day_state state) {
  static const char *const NAMES[LR_DAY_STATES] = {"no beam", "shutdown", "start-up", "physics", "cut"};
  return NAMES[state];
}

enum lr_day_state lr_plan_day_state(const struct lr_plan *plan, const struct lr_plan_days *days, size_t i) {
  const struct lr_plan_day *day = &days->day[i];
  int date = days->first + (int)i;
  if (day->cut) return LR_DAY_CUT;
  if (day->period >= 0 && day->beam_s + day->startup_s > 0) return day->startup_s > day->beam_s ? LR_DAY_STARTUP : LR_DAY_PHYSICS;
  for (size_t k = 0; k < plan->shutdowns; k++)
    if (date >= plan->shutdown[k].start && date <= plan->shutdown[k].end) return LR_DAY_SHUTDOWN;
  return LR_DAY_NO_BEAM;
}

struct lr_table *lr_table_calendar(const struct lr_plan *plan, const struct lr_plan_days *days) {
  struct lr_table *t = lr_table_create("calendar", "Calendar of the plan");
  lr_table_column(t, "year", LR_NUMBER, "", "calendar year", "");
  lr_table_column(t, "start", LR_DATE, "", "first day", "scenario");
  lr_table_column(t, "end", LR_DATE, "", "last day", "scenario");
  lr_table_column(t, "days", LR_NUMBER, "", "calendar days", "");
  lr_table_column(t, "state", LR_TEXT, "", "physics; start-up; no beam; shutdown: one of the long ones; cut: scheduled, but without electricity", "model.md P10, P17");
  for (size_t i = 0, next; i < days->days; i = next) {
    enum lr_day_state state = lr_plan_day_state(plan, days, i);
    int start = days->first + (int)i, year, month, of_month;
    char text[16];
    lr_date_split(start, &year, &month, &of_month);
    int end = lr_date_make(year, 12, 31);
    for (next = i + 1; next < days->days && days->first + (int)next <= end; next++)
      if (lr_plan_day_state(plan, days, next) != state) break;
    lr_table_row(t);
    lr_table_number(t, "year", year);
    lr_table_text(t, "start", lr_date_text(start, text));
    lr_table_text(t, "end", lr_date_text(days->first + (int)next - 1, text));
    lr_table_number(t, "days", (double)(next - i));
    lr_table_text(t, "state", lr_day_state_name(state));
  }
  return t;
}

struct lr_table *lr_table_years(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  struct lr_table *t = lr_table_create("years", "What the years bring");
  lr_table_column(t, "year", LR_NUMBER, "", "calendar year", "");
  lr_table_column(t, "physics_days", LR_NUMBER, "", "beam time after start-up, in days", "model.md P10");
  lr_table_column(t, "days_cut", LR_NUMBER, "", "days without electricity", "model.md P17");
  lr_table_column(t, "delivered", LR_NUMBER, LR_COLUMN_FB, "delivered in the year, closed form", "model.md P1, P13");
  lr_table_column(t, "recorded", LR_NUMBER, LR_COLUMN_FB, "recorded in the year, closed form", "model.md P1, P13");
  lr_table_column(t, "cumulated", LR_NUMBER, LR_COLUMN_FB, "sum at the end of the year, of the plan's kind, closed form", "model.md P10");
  lr_table_column(t, "p10", LR_NUMBER, LR_COLUMN_FB, "the same, P10 of the histories", "model.md P11");
  lr_table_column(t, "p50", LR_NUMBER, LR_COLUMN_FB, "the same, P50 of the histories", "model.md P11");
  lr_table_column(t, "p90", LR_NUMBER, LR_COLUMN_FB, "the same, P90 of the histories", "model.md P11");
  for (size_t i = 0; i < days->days;) {
    int year, month, of_month, cut = 0;
    double beam_s = 0, delivered_m2 = 0, recorded_m2 = 0;
    lr_date_split(days->first + (int)i, &year, &month, &of_month);
    int end = lr_date_make(year, 12, 31) < plan->horizon ? lr_date_make(year, 12, 31) : plan->horizon;
    for (; i < days->days && days->first + (int)i <= end; i++) {
      beam_s += days->day[i].beam_s;
      cut += days->day[i].cut;
      delivered_m2 += days->delivered[i];
      recorded_m2 += days->recorded[i];
    }
    lr_table_row(t);
    lr_table_number(t, "year", year);
    lr_table_number(t, "physics_days", beam_s / LR_DAY_s);
    lr_table_number(t, "days_cut", cut);
    lr_cell_fb(t, "delivered", delivered_m2);
    lr_cell_fb(t, "recorded", recorded_m2);
    lr_cell_fb(t, "cumulated", lr_plan_cumulated(plan, days, end));
    for (size_t d = 0; d < h->dates; d++) {
      if (h->date[d] != end) continue;
      const double *sorted = h->cumulated + d * h->count;
      lr_cell_fb(t, "p10", lr_sorted_quantile(sorted, h->count, 0.1));
      lr_cell_fb(t, "p50", lr_sorted_quantile(sorted, h->count, 0.5));
      lr_cell_fb(t, "p90", lr_sorted_quantile(sorted, h->count, 0.9));
    }
  }
  return t;
}
