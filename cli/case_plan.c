// SPDX-License-Identifier: GPL-3.0-or-later
// Expectations of the plan.
#include <math.h>

#include "cli/case_expect.h"

enum lr_status lr_case_plan(struct lr_case_desk *desk, const struct lr_expect *expect, double *value, const char **unit,
                            struct lr_error *error) {
  const struct lr_plan *plan = &desk->scenario.plan;
  char reason[96], text[16];
  int date;
  if (!desk->has_days) {
    enum lr_status status = lr_plan_expect(plan, &desk->days, error);
    if (status != LR_OK) return status;
    desk->has_days = true;
  }
  if (expect->kind == LR_EXPECT_CUMULATED) {
    lr_date_parse(expect->subject, &date);
    if (date > plan->horizon || (plan->so_far.as_of != LR_NO_DATE && date < plan->so_far.as_of))
      return lr_error_set(error, LR_E_DOMAIN, "the plan does not cover %s (its horizon is %s)", expect->subject,
                          lr_date_text(plan->horizon, text));
    *unit = "m^-2";
    *value = lr_plan_cumulated(plan, &desk->days, date);
    return LR_OK;
  }
  if (expect->kind == LR_EXPECT_RECORDING) {
    lr_date_parse(expect->subject, &date);
    size_t day = (size_t)(date - desk->days.first);
    if (date < desk->days.first || day >= desk->days.days || desk->days.period[day] < 0)
      return lr_error_set(error, LR_E_DOMAIN, "there is no beam on %s", expect->subject);
    *unit = "";
    *value = desk->days.day[day].recorded;
    return LR_OK;
  }
  double luminosity = 0;
  lr_quantity_parse(expect->subject, LR_DIM_INTEGRATED, &luminosity, reason, sizeof reason);
  date = lr_plan_date_of(plan, &desk->days, luminosity);
  *unit = "";
  *value = date == LR_NO_DATE ? NAN : lr_date_year(date);
  if (date != LR_NO_DATE || expect->kind == LR_EXPECT_NEVER) return LR_OK;
  return lr_error_set(error, LR_E_DOMAIN, "the plan does not reach %s before its horizon, %s", expect->subject,
                      lr_date_text(plan->horizon, text));
}
