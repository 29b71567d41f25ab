// SPDX-License-Identifier: GPL-3.0-or-later
// Risk of a period: rates, power, expectation in closed form, Poisson spread, one law of the gates for all events.
#include "beamloss/loss_risk.h"

#include <gsl/gsl_cdf.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "tests/beamloss/losses.h"

static struct lr_error error;
static int day(int year, int month, int d) { return lr_date_make(year, month, d); }

static void rates(void) {
  struct lr_loss_rate rate = {.knots = 1, .knot = {{LR_NO_DATE, 2}}, .reference_bunch_current_A = NAN, .exponent = 1};
  LR_CHECK(lr_loss_rate(&rate, day(1999, 1, 1), 1e-3) == 2 && lr_loss_rate(&rate, day(2040, 1, 1), 0) == 2);
  rate.knots = 2;
  rate.knot[0].date = day(2024, 2, 1);
  rate.knot[1].date = day(2025, 1, 1);
  rate.knot[1].per_s = 5;
  LR_CHECK(lr_loss_rate(&rate, day(2024, 1, 31), 1) == 0 && lr_loss_rate(&rate, day(2024, 2, 1), 1) == 2 && lr_loss_rate(&rate, day(2024, 12, 31), 1) == 2 &&
           lr_loss_rate(&rate, day(2025, 1, 1), 1) == 5);
  rate.reference_bunch_current_A = 0.5e-3;
  rate.exponent = 2;
  LR_NEAR(lr_loss_rate(&rate, day(2025, 1, 1), 1e-3), 20, 1e-14);
  rate.threshold_bunch_current_A = 0.8e-3;
  LR_CHECK(lr_loss_rate(&rate, day(2025, 1, 1), 0.79e-3) == 0);
  LR_NEAR(lr_loss_rate(&rate, day(2025, 1, 1), 0.8e-3), 5 * 2.56, 1e-14);
  struct lr_loss_detector d = {.pxd = LR_PXD_ON, .on_from = LR_NO_DATE, .rate_limit_per_s = 3};
  LR_CHECK(lr_loss_powered(&d, day(2024, 1, 1), 100));
  d.on_from = day(2024, 6, 1);
  LR_CHECK(!lr_loss_powered(&d, day(2024, 5, 31), 0) && lr_loss_powered(&d, day(2024, 6, 1), 0));
  d.pxd = LR_PXD_BY_RATE;
  LR_CHECK(lr_loss_powered(&d, day(2025, 6, 1), 3) && !lr_loss_powered(&d, day(2025, 6, 1), 3.01) && !lr_loss_powered(&d, day(2024, 5, 31), 0));
  d.pxd = LR_PXD_OFF;
  LR_CHECK(!lr_loss_powered(&d, day(2025, 6, 1), 0));
}

// Events made by hand: `count` of one beam loss each, every one with `gates` gates; every second one not observed.
static struct lr_loss_ensemble alike(size_t count, int gates) {
  struct lr_loss_ensemble e = {calloc(2 * count, sizeof *e.event), 2 * count};
  for (size_t i = 0; i < count; i++) {
    e.event[2 * i].lost = 0.5;
    e.event[2 * i].gates.lost = gates;
    e.event[2 * i].gates_expected = gates;
    e.event[2 * i].dose_rad[0] = 3;
    e.event[2 * i].outcome.quench = i % 4 == 0;
    e.event[2 * i].outcome.damage = i % 8 == 0;
    e.event[2 * i].downtime_s = 3600;
    e.event[2 * i + 1].gates.lost = 1000;  // lost nothing: not counted
  }
  return e;
}

static struct lr_risk risk_of(const struct lr_loss_input *in, const struct lr_loss_ensemble *e, double beam_days, size_t index) {
  struct lr_risk_period period = {"p", day(2026, 1, 1), day(2026, 4, 10), beam_days, 1e43};  // 100 days
  struct lr_risk risk;
  LR_CHECK(lr_loss_risk(in, e, 1, NULL, &period, index, &risk, &error) == LR_OK);
  return risk;
}

static void expectation(const struct lr_loss_input *of) {
  struct lr_loss_input in = *of;
  struct lr_loss_ensemble e = alike(16, 7);
  in.rate.knot[0].per_s = 0.1 / LR_DAY_s;
  struct lr_risk r = risk_of(&in, &e, 80, 0);  // 0.1 a day of beams, in 80 of them
  LR_NEAR(r.events, 8, 1e-12);
  LR_NEAR(r.gates_mean, 56, 1e-12);
  LR_NEAR(r.dose_mean_rad, 24, 1e-12);
  LR_NEAR(r.quenches, 2, 1e-12);
  LR_NEAR(r.damages, 1, 1e-12);
  LR_NEAR(r.downtime_s, 8 * 3600, 1e-12);
  LR_CHECK(r.powered_share == 1 && r.days == 80);
  // all events alike: quantiles are those of the Poisson distribution, within the error of 4000 draws
  LR_CHECK(gsl_cdf_poisson_P((unsigned)(r.gates_p10 / 7), 8) > 0.08 && gsl_cdf_poisson_P((unsigned)(r.gates_p90 / 7), 8) > 0.88);
  LR_CHECK(r.gates_p10 == 4 * 7 || r.gates_p10 == 5 * 7);
  LR_CHECK(r.gates_p90 == 11 * 7 || r.gates_p90 == 12 * 7);
  LR_CHECK(r.dose_p10_rad / 3 == r.gates_p10 / 7 && r.dose_p90_rad / 3 == r.gates_p90 / 7);
  struct lr_risk again = risk_of(&in, &e, 80, 0);
  LR_CHECK(memcmp(&again, &r, sizeof r) == 0);
  // many: 1280 quantile widths, also where exp(-mean) has underflowed and in the normal form
  static const double MEAN[] = {100, 690, 740, 5000, 20000};
  for (int k = 0; k < 5; k++) {
    in.rate.knot[0].per_s = MEAN[k] / 80 / LR_DAY_s;
    r = risk_of(&in, &e, 80, 0);
    double n10 = r.gates_p10 / 7, n90 = r.gates_p90 / 7;
    LR_CHECK(n10 < MEAN[k] && n90 > MEAN[k]);
    LR_NEAR((n90 - n10) / sqrt(MEAN[k]), 2 * 1.2816, 0.06);
    LR_NEAR(gsl_cdf_poisson_P((unsigned)n10, MEAN[k]), 0.1, 0.3);  // four sigma of 4000 draws and one step of the smallest
    LR_NEAR(gsl_cdf_poisson_P((unsigned)n90, MEAN[k]), 0.9, 0.035);
  }
  in.rate.knot[0].per_s = 0;
  r = risk_of(&in, &e, 80, 0);
  LR_CHECK(r.events == 0 && r.gates_mean == 0 && r.gates_p90 == 0 && r.dose_p90_rad == 0 && r.downtime_s == 0 && r.powered_share == 0);
  in.rate.knot[0].per_s = 0.1 / LR_DAY_s;
  r = risk_of(&in, &e, 0, 0);  // no beams
  LR_CHECK(r.events == 0 && r.gates_p90 == 0);

  // power: off, by rate, from a date on
  const struct lr_risk powered = risk_of(&in, &e, 80, 0);
  in.detector.pxd = LR_PXD_OFF;
  r = risk_of(&in, &e, 80, 0);
  LR_CHECK(r.gates_mean == 0 && r.gates_p90 == 0 && r.powered_share == 0 && r.dose_mean_rad > 0);
  LR_CHECK(r.dose_p10_rad == powered.dose_p10_rad && r.dose_p90_rad == powered.dose_p90_rad);  // the same numbers are drawn
  in.detector.pxd = LR_PXD_BY_RATE;
  in.detector.rate_limit_per_s = 0.2 / LR_DAY_s;
  LR_NEAR(risk_of(&in, &e, 80, 0).gates_mean, 56, 1e-12);
  in.detector.rate_limit_per_s = 0.05 / LR_DAY_s;
  LR_CHECK(risk_of(&in, &e, 80, 0).gates_mean == 0);
  in.rate.knots = 2;  // more than the limit from the 41st day on: 40 of 100 days with power
  in.rate.knot[0].date = day(2025, 1, 1);
  in.rate.knot[1].date = day(2026, 2, 10);
  in.rate.knot[0].per_s = 0.04 / LR_DAY_s;
  in.rate.knot[1].per_s = 0.1 / LR_DAY_s;
  r = risk_of(&in, &e, 80, 0);
  LR_NEAR(r.events, 0.8 * (40 * 0.04 + 60 * 0.1), 1e-12);
  LR_NEAR(r.powered_share, 1.6 / 7.6, 1e-12);
  LR_NEAR(r.gates_mean, 7 * 0.8 * 1.6, 1e-12);
  in.detector.pxd = LR_PXD_ON;
  in.rate.knots = 1;
  in.rate.knot[0].date = LR_NO_DATE;
  in.rate.knot[0].per_s = 0.1 / LR_DAY_s;
  in.detector.on_from = day(2026, 1, 31);
  r = risk_of(&in, &e, 80, 0);
  LR_NEAR(r.powered_share, 0.7, 1e-12);
  LR_NEAR(r.gates_mean, 56 * 0.7, 1e-12);
  LR_CHECK(gsl_cdf_poisson_P((unsigned)(r.gates_p10 / 7), 5.6) > 0.08 && gsl_cdf_poisson_P((unsigned)(r.gates_p10 / 7) - 1, 5.6) < 0.12);
  LR_CHECK(gsl_cdf_poisson_P((unsigned)(r.gates_p90 / 7), 5.6) > 0.88 && gsl_cdf_poisson_P((unsigned)(r.gates_p90 / 7) - 1, 5.6) < 0.92);
  LR_CHECK(r.dose_p10_rad == powered.dose_p10_rad && r.dose_p90_rad == powered.dose_p90_rad);
  LR_NEAR(r.dose_mean_rad, 24, 1e-12);
  // the bunch current is that of the positron ring
  in.detector.on_from = LR_NO_DATE;
  in.rate.reference_bunch_current_A = in.ring[0].current_A / in.ring[0].bunches / 2;
  in.rate.exponent = 3;
  LR_NEAR(risk_of(&in, &e, 80, 0).events, 64, 1e-12);
  // periods are independent
  r = risk_of(&in, &e, 80, 0);
  struct lr_risk next = risk_of(&in, &e, 80, 1);
  LR_CHECK(next.gates_mean == r.gates_mean && (next.gates_p10 != r.gates_p10 || next.gates_p90 != r.gates_p90 || next.dose_p10_rad != r.dose_p10_rad || r.gates_p10 > 300));

  struct lr_risk_period period[2] = {{"one", day(2026, 1, 1), day(2026, 4, 10), 80, 1e43}, {"two", day(2027, 1, 1), day(2027, 1, 31), 20, NAN}};
  struct lr_risk risks[2] = {r, next};
  struct lr_table *t = lr_loss_risk_table(period, risks, 2);
  LR_CHECK(lr_table_ok(t) && t->rows == 2 && isnan(lr_table_get(t, 1, "gates_per_fb")) && lr_table_get(t, 0, "events") == r.events);
  double all = 7680, first = all * (1 - exp(-r.gates_mean / all)), both = all * (1 - exp(-(r.gates_mean + next.gates_mean) / all));
  LR_NEAR(lr_table_get(t, 0, "gates_per_fb"), first, 1e-9);  // 1e43 m^-2 = 1 fb^-1
  LR_NEAR(lr_table_get(t, 0, "gates_mean") + lr_table_get(t, 1, "gates_mean"), both, 1e-9);
  LR_NEAR(lr_table_get(t, 1, "alive"), 1 - both / all, 1e-9);
  LR_TEXT_IS(lr_table_get_text(t, 1, "start"), "2027-01-01");
  lr_table_free(t);

  for (size_t i = 0; i < e.count; i++) e.event[i].lost = 0;
  struct lr_risk none;
  LR_CHECK(lr_loss_risk(&in, &e, 1, NULL, period, 0, &none, &error) == LR_E_DOMAIN && strstr(error.text, "losses.observed_from"));
  lr_loss_ensemble_free(&e);
}

static double width(const struct lr_risk *r) { return r->gates_p90 - r->gates_p10; }

// All events alike: the law of the gates alone spreads them.
static void one_law_for_all(const struct lr_loss_input *of) {
  enum { COUNT = 16 };
  struct lr_loss_input in = *of;
  in.rate.knot[0].per_s = 0.5 / LR_DAY_s;  // 40 events in 80 days
  in.detector.gate_dose_Gy = (struct lr_prior){LR_LOGUNIFORM, LR_DIM_DOSE, 3, 300, 0};
  in.detector.gate_shape = (struct lr_prior){LR_UNIFORM, LR_DIM_NUMBER, 1, 4, 0};
  struct lr_loss_ensemble e = alike(COUNT, 0);
  double mean = 0, square = 0;
  for (size_t i = 0; i < e.count; i++) {  // each with a law of its own, as events draw it
    struct lr_random random = lr_random_stream(5, 1, i);
    struct lr_gate_law law = {100 * lr_prior_quantile(&in.detector.gate_dose_Gy, lr_random_uniform(&random)), lr_prior_quantile(&in.detector.gate_shape, lr_random_uniform(&random))};
    struct lr_random draws = lr_random_stream(5, 2, i);
    for (int m = 0; m < LR_PXD_MODULES; m++) e.event[i].module_rad[m] = 2000;
    LR_CHECK(lr_gates_lose(&law, e.event[i].module_rad, NULL, true, &draws, &e.event[i].gates, &error) == LR_OK);
    e.event[i].gates_expected = e.event[i].gates.expected;
  }
  enum { MANY = 200000 };
  for (uint64_t i = 0; i < MANY; i++) {  // what the priors give on the mean
    struct lr_random random = lr_random_stream(5, 3, i);
    struct lr_gate_law law = {100 * lr_prior_quantile(&in.detector.gate_dose_Gy, lr_random_uniform(&random)), lr_prior_quantile(&in.detector.gate_shape, lr_random_uniform(&random))};
    double gates = 7680 * lr_gate_loss_probability(&law, 2000);
    mean += gates / MANY;
    square += gates * gates / MANY;
  }
  struct lr_risk_period period = {"p", day(2026, 1, 1), day(2026, 4, 10), 80, 1e43};
  struct lr_risk alone, common, again, fixed, drawn;
  struct lr_risk_laws *laws = NULL, *one = NULL, *same = NULL;
  LR_CHECK(lr_risk_laws_create(&in, &e, 1, LR_RISK_LAWS, &laws, &error) == LR_OK);
  LR_CHECK(lr_loss_risk(&in, &e, 1, NULL, &period, 0, &alone, &error) == LR_OK);
  LR_CHECK(lr_loss_risk(&in, &e, 1, laws, &period, 0, &common, &error) == LR_OK);
  double sum = 0;
  for (size_t l = 0; l < common.laws; l++) sum += common.gates_of_law[l];
  LR_CHECK(common.laws == LR_RISK_LAWS);
  LR_NEAR(sum / LR_RISK_LAWS, common.gates_mean, 1e-12);
  LR_NEAR(common.gates_mean / 40, mean, 3 * sqrt((square - mean * mean) / LR_RISK_LAWS) / mean);
  LR_CHECK(width(&common) > 2 * width(&alone));
  LR_CHECK(common.dose_p10_rad == alone.dose_p10_rad && common.dose_p90_rad == alone.dose_p90_rad && common.events == alone.events);
  LR_CHECK(lr_risk_laws_create(&in, &e, 1, LR_RISK_LAWS, &same, &error) == LR_OK);
  LR_CHECK(lr_loss_risk(&in, &e, 1, same, &period, 0, &again, &error) == LR_OK && memcmp(&again, &common, sizeof again) == 0);

  // alive: the mean over the laws, more than that of the mean law, as those who know nothing of the law would have
  struct lr_risk two[2] = {common, common};
  struct lr_risk_period periods[2] = {period, period};
  struct lr_table *t = lr_loss_risk_table(periods, two, 2);
  double alive = 0;
  for (size_t l = 0; l < common.laws; l++) alive += exp(-2 * common.gates_of_law[l] / 7680) / LR_RISK_LAWS;
  LR_NEAR(lr_table_get(t, 1, "alive"), alive, 1e-12);
  LR_CHECK(alive > 2 * exp(-2 * common.gates_mean / 7680));
  LR_NEAR(lr_table_get(t, 0, "gates_mean") + lr_table_get(t, 1, "gates_mean"), 7680 * (1 - alive), 1e-9);
  // the draws: their mean is that of the formula, and each has what it has left
  double outlived = 0, mean_lost[2] = {0}, all_first = 0, second[LR_RISK_DRAWS];
  LR_CHECK(lr_loss_risk(&in, &e, 1, laws, &period, 1, &two[1], &error) == LR_OK);
  lr_table_free(t);
  t = lr_loss_risk_table(periods, two, 2);
  for (size_t k = 0; k < LR_RISK_DRAWS; k++) {
    double after = two[0].survive[k];
    LR_CHECK(after >= 0 && after <= 1);
    mean_lost[0] += 7680 * (1 - after) / LR_RISK_DRAWS;
    second[k] = 7680 * after * (1 - two[1].survive[k]);
    mean_lost[1] += second[k] / LR_RISK_DRAWS;
    outlived += after * two[1].survive[k] / LR_RISK_DRAWS;
    all_first += after < 0.01;
  }
  LR_NEAR(outlived, alive, 0.01);
  for (size_t i = 0; i < 2; i++) LR_NEAR(mean_lost[i], lr_table_get(t, i, "gates_mean"), 0.02);
  lr_sort(second, LR_RISK_DRAWS);
  LR_NEAR(lr_table_get(t, 1, "gates_p90"), lr_sorted_quantile(second, LR_RISK_DRAWS, 0.9), 1e-12);
  LR_CHECK(all_first > 0.2 * LR_RISK_DRAWS && lr_table_get(t, 1, "gates_p10") < 100);  // where the law kills all at once nothing is left to lose
  lr_table_free(t);

  // a law that is known: each event by itself again, but for the draw of each gate
  in.detector.gate_dose_Gy = fixed_prior(30);
  in.detector.gate_shape = fixed_prior(2);
  const struct lr_gate_law known = {3000, 2};
  for (size_t i = 0; i < e.count; i++) {
    struct lr_random draws = lr_random_stream(5, 2, i);
    for (int m = 0; m < LR_PXD_MODULES; m++) e.event[i].module_rad[m] = 500 + 150. * (double)i;
    LR_CHECK(lr_gates_lose(&known, e.event[i].module_rad, NULL, true, &draws, &e.event[i].gates, &error) == LR_OK);
    e.event[i].gates_expected = e.event[i].gates.expected;
  }
  LR_CHECK(lr_risk_laws_create(&in, &e, 1, 1, &one, &error) == LR_OK);
  LR_CHECK(lr_loss_risk(&in, &e, 1, one, &period, 0, &fixed, &error) == LR_OK);
  LR_CHECK(lr_loss_risk(&in, &e, 1, NULL, &period, 0, &drawn, &error) == LR_OK);
  LR_NEAR(fixed.gates_mean, drawn.gates_mean, 1e-12);
  LR_NEAR(fixed.gates_p10, drawn.gates_p10, 0.01);
  LR_NEAR(fixed.gates_p90, drawn.gates_p90, 0.01);

  e.event[1].lost = 0.5;  // laws of another ensemble
  LR_CHECK(lr_loss_risk(&in, &e, 1, one, &period, 0, &fixed, &error) == LR_E_DOMAIN && strstr(error.text, "for 16 observed events, where there are 17"));
  e.event[1].module_rad[0] = -1;
  lr_risk_laws_free(same);
  same = NULL;
  LR_CHECK(lr_risk_laws_create(&in, &e, 1, 5, &same, &error) == LR_E_DOMAIN && !same && strstr(error.text, "the dose of module 1"));
  LR_CHECK(lr_risk_laws_create(&in, &e, 1, 0, &same, &error) == LR_E_DOMAIN && lr_risk_laws_create(&in, &e, 1, 201, &same, &error) == LR_E_DOMAIN && !same);
  lr_risk_laws_free(laws);
  lr_risk_laws_free(one);
  lr_risk_laws_free(NULL);
  lr_loss_ensemble_free(&e);
}

int main(void) {
  struct lr_loss_input in = losses_good(&LOSSES_ALL);
  rates();
  expectation(&in);
  one_law_for_all(&in);
  lr_loss_input_free(&in);
  losses_clean();
  return lr_test_end();
}
