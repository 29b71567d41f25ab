// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger along a plan: currents of the plan or of the path, the channel that loses most, means by hand.
#include "projections/trigger_plan.h"

#include "tests/projections/event_plans.h"
#include "tests/projections/triggers.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 575 fb^-1, as_of: 2026-03-31, kind: recorded}\n"
    "  period_defaults: {mean_over_peak: 0.7, availability: 0.8, trip_factor: 1, recording_efficiency: 0.9}\n"
    "  periods:\n"
    "    low: {start: 2026-04-01, end: 2027-03-31, peak: 6e34 cm^-2 s^-1, at: {current_ler: 1.7 A, current_her: 1.3 A}}\n"
    "    high: {start: 2027-04-01, end: 2028-03-31, peak: 8e35 cm^-2 s^-1, luminosity_cap: 6e35 cm^-2 s^-1}\n";

static void periods(const struct lr_trigger *t) {
  const struct lr_trigger_use tracks[] = {{"two_track", 0.9, 0, 0}}, photon[] = {{"single_photon_05", 0.8, 0, 0}};
  const struct lr_trigger_channel channel[] = {{"tracks", tracks, 1, LR_TRIGGER_BEST, NAN}, {"photon", photon, 1, LR_TRIGGER_BEST, NAN}};
  struct planned p = planned_well(PLAN);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_error error = {0};
  struct lr_trigger tight = *t;
  tight.budget_Hz = 14e3;
  struct lr_table *all = lr_trigger_periods_table(&tight, &p.plan, &days, channel, 2, false, &error);
  struct lr_table *brief = lr_trigger_periods_table(&tight, &p.plan, &days, channel, 2, true, &error);
  LR_CHECK(lr_table_ok(all) && all->rows == 4 && lr_table_ok(brief) && brief->rows == 2);
  LR_NEAR(lr_table_get(all, 0, "current_ler"), 1.7, 1e-12);  // of the plan
  LR_NEAR(lr_table_get(all, 0, "currents_ratio"), 1.7 * 1.3 / (1.32 * 1.1), 1e-12);
  LR_NEAR(lr_table_get(all, 0, "peak"), 6e34, 1e-9);
  LR_NEAR(lr_table_get(all, 2, "peak"), 6e35, 1e-9);  // the cap
  struct lr_trigger_state state = lr_trigger_state_at(&tight, 6e39);
  LR_NEAR(lr_table_get(all, 2, "current_her"), state.current_A[1], 1e-12);  // not in the plan: of the path
  struct lr_trigger_efficiency e;
  LR_CHECK(lr_trigger_channel_efficiency(&tight, &state, photon, 1, LR_TRIGGER_BEST, NAN, &e, &error) == LR_OK && e.value < 0.8);
  LR_NEAR(lr_table_get(all, 3, "efficiency"), e.value, 1e-12);
  LR_NEAR(lr_table_get(all, 3, "relative"), e.value / 0.8, 1e-12);
  LR_TEXT_IS(lr_table_get_text(brief, 0, "channel"), "tracks");  // nothing is lost: the first
  LR_TEXT_IS(lr_table_get_text(brief, 1, "channel"), "photon");  // the one that loses most
  // means: `low` loses nothing
  LR_NEAR(lr_table_get(all, 1, "mean_relative"), 1, 1e-12);
  double mean, low = 0, high = 0;
  int last = days.first + (int)days.days - 1, end = p.plan.period[0].end;
  for (size_t i = 0; i < days.days; i++)
    *(days.period[i] ? &high : &low) += days.recorded[i];
  double kept = lr_table_get(all, 3, "mean_relative");
  LR_CHECK(kept >= e.value / 0.8 - 1e-12 && kept < 1);  // the peak climbs: it is not all at the end
  LR_CHECK(lr_trigger_exposure(&tight, &days, days.first, last, &channel[1], &mean, &error) == LR_OK);
  LR_NEAR(mean, (low + high * kept) / (low + high), 1e-12);
  LR_CHECK(lr_trigger_exposure(&tight, &days, end + 1, last + 1000, &channel[1], &mean, &error) == LR_OK);
  LR_NEAR(mean, kept, 1e-12);
  LR_CHECK(lr_trigger_exposure(&tight, &days, last, last, &channel[1], &mean, &error) == LR_OK);
  LR_NEAR(mean, e.value / 0.8, 1e-9);
  LR_CHECK(lr_trigger_exposure(&tight, &days, last + 1, last + 9, &channel[1], &mean, &error) == LR_OK && isnan(mean));
  const struct lr_trigger_use wrong[] = {{"two_tracks", 0.9, 0, 0}};
  const struct lr_trigger_channel bad = {"bad", wrong, 1, LR_TRIGGER_BEST, NAN};
  LR_CHECK(lr_trigger_exposure(&tight, &days, days.first, last, &bad, &mean, &error) == LR_E_INPUT);
  LR_CHECK(lr_trigger_periods_table(&tight, &p.plan, &days, &bad, 1, false, &error) == NULL && error.status == LR_E_INPUT);
  lr_table_free(all);
  lr_table_free(brief);
  brief = lr_trigger_periods_table(t, &p.plan, &days, NULL, 0, true, &error);  // without channels: the rates alone
  LR_CHECK(lr_table_ok(brief) && brief->rows == 2 && lr_table_get(brief, 1, "rate_out") > 10 && isnan(lr_table_get(brief, 1, "efficiency")));
  lr_table_free(brief);
  lr_plan_days_free(&days);
  planned_free(&p);
}

int main(void) {
  struct lr_trigger t;
  trigger_shipped(&t);
  periods(&t);
  return lr_test_end();
}
