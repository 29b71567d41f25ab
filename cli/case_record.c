// SPDX-License-Identifier: GPL-3.0-or-later
// What a case may ask of the record of past periods.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/constants.h"
#include "cli/case_expect.h"
#include "projections/record.h"
#include "projections/record_range.h"

static enum lr_status naive(const struct lr_plan *plan, const char *year, double *value_m2, struct lr_error *error) {
  struct lr_naive_check check;
  char text[16];
  bool known = lr_past_naive_check(plan, &check);
  snprintf(text, sizeof text, "%d", check.year);
  if (!known || strcmp(text, year) != 0)
    return lr_error_set(error, LR_E_DOMAIN, "the naive forecast is that of the last year of the record, not of '%s'", year);
  *value_m2 = check.predicted_m2;
  return LR_OK;
}

enum lr_status lr_case_record(const struct lr_plan *plan, const struct lr_expect *expect, double *value_SI, const char **unit,
                              struct lr_error *error) {
  const struct lr_past_range range = {expect->subject, expect->part}, other = {expect->other[0], expect->other[1]};
  int days = 0;
  enum lr_status status;
  switch (expect->kind) {
    case LR_EXPECT_SUM:
      *unit = "m^-2";
      return lr_past_sum(plan, range.first, range.last, value_SI, error);
    case LR_EXPECT_PEAK:
      *unit = "m^-2 s^-1";
      return lr_past_peak(plan, range, value_SI, error);
    case LR_EXPECT_STOP:
      *unit = "s";
      status = lr_past_stop(plan, range.first, range.last, expect->change != NULL, &days, error);
      *value_SI = days * LR_DAY_s;
      return status;
    case LR_EXPECT_NAIVE:
      *unit = "m^-2";
      return naive(plan, expect->subject, value_SI, error);
    case LR_EXPECT_DIFFERENCE:
      *unit = "m^-2";
      return lr_past_difference(plan, range, other, value_SI, error);
    case LR_EXPECT_SHARE:
      *unit = "";
      return lr_past_ratio(plan, range, other, value_SI, error);
    default:
      break;
  }
  *unit = "";
  *value_SI = NAN;
  for (size_t i = 0; i < plan->pasts; i++)
    if (strcmp(plan->past[i].id, expect->subject) == 0) *value_SI = lr_past_efficiency(&plan->past[i]);
  return isfinite(*value_SI) ? LR_OK
                             : lr_error_set(error, LR_E_DOMAIN, "the record gives no efficiency of '%s'", expect->subject);
}
