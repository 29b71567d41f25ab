// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_calendar.h"

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
