// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the trigger: sums that agree between them, and the periods of a plan with their currents.
#include "projections/trigger_tables.h"

#include "base/units.h"
#include "tests/projections/event_plans.h"
#include "tests/projections/triggers.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 575 fb^-1, as_of: 2026-03-31, kind: recorded}\n"
    "  period_defaults: {mean_over_peak: 0.7, availability: 0.8, trip_factor: 1, recording_efficiency: 0.9}\n"
    "  periods:\n"
    "    low: {start: 2026-04-01, end: 2027-03-31, peak: 6e34 cm^-2 s^-1, at: {current_ler: 1.7 A, current_her: 1.3 A}}\n"
    "    high: {start: 2027-04-01, end: 2028-03-31, peak: 8e35 cm^-2 s^-1, luminosity_cap: 6e35 cm^-2 s^-1}\n";

static void sums(const struct lr_trigger *t) {
  const double at[] = {1e38, 8e39, 3e40};
  struct lr_error error = {0};
  struct lr_table *rates = lr_trigger_rates_table(t, at, 3, &error), *total = lr_trigger_total_table(t, at, 3, &error);
  LR_CHECK(lr_table_ok(rates) && lr_table_ok(total) && total->rows == 3 && rates->rows == 3 * 8);  // displaced_vertex is off
  for (size_t k = 0; k < 3; k++) {
    double out = 0, wanted = 0;
    for (size_t i = 0; i < rates->rows; i++) {
      if (lr_table_get(rates, i, "luminosity") != lr_in_unit(at[k], "cm^-2 s^-1")) continue;
      out += lr_table_get(rates, i, "rate_out");
      wanted += lr_table_get(rates, i, "rate_own");
      LR_NEAR(lr_table_get(rates, i, "rate_own") / lr_table_get(rates, i, "prescale"), lr_table_get(rates, i, "rate_out"), 1e-12);
    }
    LR_NEAR(out, lr_table_get(total, k, "rate_out"), 1e-12);
    LR_NEAR(wanted, lr_table_get(total, k, "rate_wanted"), 1e-12);
    LR_NEAR(lr_table_get(total, k, "rate_physics") + lr_table_get(total, k, "rate_background"), out, 1e-9);
  }
  LR_CHECK(lr_table_get(total, 2, "rate_wanted") > 30 && lr_table_get(total, 2, "dead_time") > 1);  // beyond what prescales can hold
  LR_CHECK(lr_table_get(total, 1, "dead_time") < 1);
  struct lr_table *setups = lr_trigger_setups_table(t);
  LR_CHECK(lr_table_ok(setups) && setups->rows == t->setups);
  LR_TEXT_IS(lr_table_get_text(setups, 0, "id"), "reference");
  LR_NEAR(lr_table_get(setups, 0, "luminosity"), 4e34, 1e-12);
  lr_table_free(setups);
  lr_table_free(rates);
  lr_table_free(total);
}

static void periods(const struct lr_trigger *t) {
  const struct lr_trigger_use tracks[] = {{"two_track", 0.9}}, photon[] = {{"single_photon_05", 0.8}};
  const struct lr_trigger_channel channel[] = {{"tracks", tracks, 1, LR_TRIGGER_BEST}, {"photon", photon, 1, LR_TRIGGER_BEST}};
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
  LR_CHECK(lr_trigger_channel_efficiency(&tight, &state, photon, 1, LR_TRIGGER_BEST, &e, &error) == LR_OK && e.value < 0.8);
  LR_NEAR(lr_table_get(all, 3, "efficiency"), e.value, 1e-12);
  LR_NEAR(lr_table_get(all, 3, "relative"), e.value / 0.8, 1e-12);
  LR_TEXT_IS(lr_table_get_text(brief, 0, "channel"), "tracks");  // nothing is lost: the first
  LR_TEXT_IS(lr_table_get_text(brief, 1, "channel"), "photon");  // the one that loses most
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
  sums(&t);
  periods(&t);
  return lr_test_end();
}
