// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of the record: peaks, stops, differences of one kind, shares and steps between kinds.
#include "projections/record_range.h"

#include "tests/projections/plans.h"

static const char RECORD[] =
    "plan:\n"
    "  history:\n"
    "    a: {start: 2020-01-01, end: 2020-04-10, peak: 2e34 cm^-2 s^-1, recorded: 50 fb^-1, kind: recorded}\n"
    "    b: {start: 2021-01-01, end: 2021-04-21, peak: 5e34 cm^-2 s^-1, recorded: 80 fb^-1, kind: recorded}\n"
    "    c: {start: 2022-01-01, first_collision: 2022-01-21, end: 2022-04-11, recorded: 30 fb^-1, kind: recorded}\n"
    "    d: {start: 2022-10-01, end: 2022-10-11, peak: 4e34 cm^-2 s^-1, recorded: 40 fb^-1, kind: offline}\n"
    "    e: {start: 2023-10-01, end: 2023-10-11, recorded: 0 fb^-1, kind: recorded}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.8, mean_over_peak: 0.5, beam_days: 100}\n";

static struct lr_past_range of(const char *first, const char *last) { return (struct lr_past_range){first, last}; }

int main(void) {
  struct planned p = planned_well(RECORD);
  const struct lr_plan *plan = &p.plan;
  struct lr_error error;
  double x = -1;
  int days = -1;
  LR_CHECK(lr_past_peak(plan, of("a", "e"), &x, &error) == LR_OK);
  LR_NEAR(x, 5e38, 1e-14);
  LR_CHECK(lr_past_peak(plan, of("c", "d"), &x, &error) == LR_OK);
  LR_NEAR(x, 4e38, 1e-14);
  x = -1;
  LR_CHECK(lr_past_peak(plan, of("c", "c"), &x, &error) == LR_E_DOMAIN && strstr(error.text, "no peak"));
  LR_CHECK(lr_past_peak(plan, of("b", "a"), &x, &error) == LR_E_DOMAIN && lr_past_peak(plan, of("a", "2026"), &x, &error) == LR_E_DOMAIN);
  LR_CHECK(x == -1);

  LR_CHECK(lr_past_stop(plan, "b", "c", false, &days, &error) == LR_OK && days == 255);  // 21 April to 1 January
  LR_CHECK(lr_past_stop(plan, "b", "c", true, &days, &error) == LR_OK && days == 275);
  LR_CHECK(lr_past_stop(plan, "e", "2026", false, &days, &error) == LR_OK && days == 813);
  days = -1;
  LR_CHECK(lr_past_stop(plan, "e", "2026", true, &days, &error) == LR_E_DOMAIN && strstr(error.text, "planned"));
  LR_CHECK(lr_past_stop(plan, "c", "b", false, &days, &error) == LR_E_DOMAIN && strstr(error.text, "does not follow"));
  LR_CHECK(lr_past_stop(plan, "2026", "a", false, &days, &error) == LR_E_DOMAIN && strstr(error.text, "no past period '2026'"));
  LR_CHECK(lr_past_stop(plan, "a", "x", false, &days, &error) == LR_E_DOMAIN && strstr(error.text, "no period 'x'"));
  LR_CHECK(days == -1);

  LR_CHECK(lr_past_difference(plan, of("a", "c"), of("b", "b"), &x, &error) == LR_OK);
  LR_NEAR(x, 80e43, 1e-13);
  x = -1;
  LR_CHECK(lr_past_difference(plan, of("a", "c"), of("d", "d"), &x, &error) == LR_E_DOMAIN && strstr(error.text, "not subtracted"));
  LR_CHECK(lr_past_difference(plan, of("a", "d"), of("a", "a"), &x, &error) == LR_E_DOMAIN && strstr(error.text, "not added"));
  LR_CHECK(x == -1);
  LR_CHECK(lr_past_ratio(plan, of("a", "a"), of("a", "c"), &x, &error) == LR_OK);
  LR_NEAR(x, 50.0 / 160, 1e-13);
  LR_CHECK(lr_past_ratio(plan, of("d", "d"), of("b", "b"), &x, &error) == LR_OK);  // a step between kinds
  LR_NEAR(x, 0.5, 1e-13);
  x = -1;
  LR_CHECK(lr_past_ratio(plan, of("a", "a"), of("e", "e"), &x, &error) == LR_E_DOMAIN && x == -1);
  LR_CHECK(lr_past_ratio(plan, of("a", "a"), of("x", "x"), &x, &error) == LR_E_DOMAIN && x == -1);
  planned_free(&p);
  return lr_test_end();
}
