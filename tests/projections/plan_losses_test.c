// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan takes from the beam losses of its scenario: counts of the ends, means, samples, rates; then its days and histories.
#include "projections/plan_losses.h"

#include "tests/projections/plans.h"

enum { EVENTS = 400 };

static struct lr_loss_event event[EVENTS];

static struct lr_loss_input losses_of(void) {
  struct lr_loss_input input = {.given = true, .observed_share = 0.01};
  input.rate = (struct lr_loss_rate){.knots = 2, .reference_bunch_current_A = 0.7e-3, .exponent = 2, .threshold_bunch_current_A = 0.1e-3};
  input.rate.knot[0].date = LR_NO_DATE;
  input.rate.knot[0].per_s = 2.0 / 86400;
  input.rate.knot[1].date = lr_date_make(2027, 1, 1);
  input.rate.knot[1].per_s = 1.0 / 86400;
  const double mean_s[] = {1800, 4 * 3600, 3 * 86400};
  for (int k = 0; k < LR_END_KINDS; k++) input.outcomes.recovery[k] = (struct lr_recovery){NAN, mean_s[k], 0.5 * (k + 1)};
  return input;
}

static void taken(void) {
  struct lr_loss_input input = losses_of();
  struct lr_loss_ensemble ensemble = {event, EVENTS};
  size_t seen[LR_END_KINDS] = {0}, observed = 0, count = 0;
  double dose = 0, gates = 0;
  for (size_t i = 0; i < EVENTS; i++) {
    event[i] = (struct lr_loss_event){.id = i + 1, .lost = lr_test_random() < 0.3 ? 0.001 : lr_test_between(0.02, 1), .dose_rad = {lr_test_between(0, 3), 7}};
    double u = lr_test_random();
    event[i].outcome.end = u < 0.9 ? LR_END_REFILL : u < 0.97 ? LR_END_QUENCH : LR_END_DAMAGE;
    event[i].gates.lost = (int)lr_test_between(0, 20);
    if (!lr_loss_event_observed(&input, &event[i])) continue;
    seen[event[i].outcome.end]++;
    observed++;
    dose += event[i].dose_rad[0] / 100;
    gates += event[i].gates.lost / 7680.;  // 40 modules of 192 gates
  }
  struct planned p = planned_well(
      "losses: {rate: {events: 1 /day}, outcomes: {quench_energy: 1 J, damage_energy: 1 kJ, refill: {mean: 30 min}, quench: {mean: 3 h}, damage: {mean: 2 days}}}\n"
      "plan:\n"
      "  refill: 20 min\n"
      "  sudden_losses: {from: losses, factor: 0.5, step_back: {level: 70 %, time: 7 days}}\n"
      "  period_defaults: {mean_over_peak: 1, ramp: flat, at: {current_ler: 1.4 A, current_her: 1 A, bunches: 2000, beta_y: 1 mm}}\n"
      "  periods: {x: {start: 2026-01-01, end: 2027-12-31, peak: 4e34 cm^-2 s^-1}}\n");
  struct lr_error error = {0};
  struct lr_plan_days days;
  struct lr_loss_sample *sample = NULL;
  LR_CHECK(lr_plan_expect(&p.plan, &days, &error) == LR_E_INPUT && strstr(error.text, "`losses`"));  // never the reader's own ends
  LR_CHECK(lr_plan_take_losses(&p.plan, &input, &ensemble, &sample, &count, &error) == LR_OK);
  const struct lr_sudden_losses *sudden = &p.plan.sudden;
  LR_CHECK(count == observed && observed > 200 && seen[LR_END_DAMAGE] > 0);
  for (int k = 0; k < LR_END_KINDS; k++) {
    LR_NEAR(sudden->end[k].probability, (double)seen[k] / (double)observed, 1e-14);
    LR_CHECK(sudden->end[k].mean_s == input.outcomes.recovery[k].mean_s && sudden->end[k].cv == input.outcomes.recovery[k].cv);
  }
  LR_NEAR(sudden->dose_Gy, dose / (double)observed, 1e-13);
  LR_NEAR(sudden->gates, gates / (double)observed, 1e-13);
  size_t at = 0;
  for (size_t i = 0; i < EVENTS; i++) {
    if (!lr_loss_event_observed(&input, &event[i])) continue;
    LR_CHECK(sample[at].end == (int)event[i].outcome.end && sample[at].dose_Gy == event[i].dose_rad[0] * 0.01);
    at++;
  }
  days = expected(&p.plan);
  LR_NEAR(days.day[0].sudden_per_s, 0.5 * 2.0 / 86400, 1e-14);  // 1.4 A in 2000 bunches is the reference
  LR_NEAR(days.day[days.days - 1].sudden_per_s, 0.5 * 1.0 / 86400, 1e-14);
  struct lr_histories h;
  struct lr_history_wish wish = {.count = 400, .seed = 3, .loss = sample, .losses = count};
  LR_CHECK(lr_plan_histories(&p.plan, &days, &wish, NULL, &h, NULL) == LR_OK);
  double mean = 0, square = 0, sudden_losses = 0, drawn_dose = 0;
  const double *end = h.cumulated + (h.dates - 1) * h.count;
  for (size_t k = 0; k < h.count; k++) mean += end[k] / (double)h.count, square += end[k] * end[k] / (double)h.count;
  for (size_t i = 0; i < h.days; i++) sudden_losses += h.day[i].sudden, drawn_dose += h.day[i].dose_Gy;
  double error_of_mean = sqrt((square - mean * mean) / (double)h.count);
  LR_NEAR((mean - days.cumulated[days.days - 1]) / error_of_mean, 0, 3.5);
  LR_NEAR(drawn_dose / sudden_losses, sudden->dose_Gy, 0.01);
  lr_histories_free(&h);
  lr_plan_days_free(&days);
  free(sample);
  for (size_t i = 0; i < EVENTS; i++) event[i].lost = 0;  // none is observed
  LR_CHECK(lr_plan_take_losses(&p.plan, &input, &ensemble, &sample, &count, &error) == LR_E_DOMAIN && strstr(error.text, "none of the 400 events"));
  free(sample);
  // powered where neither says off
  LR_CHECK(lr_plan_losses_powered(&p.plan, &input) == (input.detector.pxd != LR_PXD_OFF));
  p.plan.detector.given = p.plan.detector.pxd_off = true;
  LR_CHECK(!lr_plan_losses_powered(&p.plan, &input));
  planned_free(&p);
}

int main(void) {
  lr_test_seed_from_environment();
  taken();
  return lr_test_end();
}
