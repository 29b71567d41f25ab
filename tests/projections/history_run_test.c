// SPDX-License-Identifier: GPL-3.0-or-later
// Whole histories of a plan with everything in it: the mean is the closed form, losses add up, the same bits for any number of threads,
// electricity, data at the Y(4S), the two layers.
#include "projections/history_run.h"

#include "tests/projections/event_plans.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 575 fb^-1, as_of: 2025-12-31, kind: recorded, on_4s: 86 %}\n"
    "  horizon: 2028-12-31\n"
    "  milestones: [600 fb^-1, 700 fb^-1, 10 ab^-1]\n"
    "  refill: 20 min\n"
    "  detector: {pxd: on, dead_time: 3 %, injection_veto: 4 %, hv_ramp: 5 min}\n"
    "  faults:\n"
    "    rf: {rate: 2 /day, recovery: 30 min, recovery_cv: 1.5, tuning: 30 min, tuning_level: 80 %, factor: [[2027-01-01, 0.5]]}\n"
    "    magnet: {rate: 0.1 /day, recovery: 8 h, recovery_cv: 1}\n"
    "  sudden_losses: {rate: 0.5 /day, refill: {probability: 97 %, recovery: 30 min, cv: 1}, quench: {probability: 2 %, recovery: 4 h, cv: 1},\n"
    "                  damage: {probability: 1 %, recovery: 1 days, cv: 0.5}, step_back: {level: 70 %, time: 7 days}, dose: 5 mrad, gates: 0.1 %%s}\n"
    "  power: {off: 10 MW, base: 35 MW, ler: 4 MW/A, her: 6 MW/A%s}\n"
    "  period_defaults: {mean_over_peak: 0.7, startup_days: 10, study_fraction: 10 %, maintenance: 8 h, energy_sharing: {4S: 90 %, off: 10 %},\n"
    "                    at: {current_ler: 1.5 A, current_her: 1.2 A, bunches: 2346, beta_y: 0.8 mm}, runs: [[02-15, 06-30], [10-01, 12-20]]}\n"
    "  periods:\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 5e34 cm^-2 s^-1}\n"
    "    2027: {start: 2027-01-01, end: 2027-12-31, peak: 10e34 cm^-2 s^-1, beam_days: 180}\n"
    "    2028: {start: 2028-01-01, end: 2028-12-31, peak: 15e34 cm^-2 s^-1, luminosity_cap: 12e34 cm^-2 s^-1}\n";
static const char PRIORS[] =
    "  shutdowns: {LS: {start: 2027-07-01, end: 2027-09-30, slip: {dist: exponential, mean: 20 days}}}\n"
    "  priors:\n"
    "    ramp_speed: {dist: lognormal, median: 0.8187, sigma: 0.35}\n"
    "    efficiency: {dist: normal, mean: 1, sigma: 0.12}\n"
    "    ceiling: {dist: triangular, low: 6e34 cm^-2 s^-1, mode: 30e34 cm^-2 s^-1, high: 63e34 cm^-2 s^-1}\n"
    "    year: {dist: normal, mean: 1, sigma: 0.10}\n";

static struct planned plan_with(const char *sudden, const char *power, const char *rest) {
  char yaml[8000];
  size_t used = 0;
  const char *more[] = {sudden, power};
  int k = 0;
  for (const char *at = PLAN; *at; at++)
    if (at[0] == '%' && at[1] == 's') {
      used += (size_t)snprintf(yaml + used, sizeof yaml - used, "%s", more[k++]);
      at++;
    } else {
      yaml[used++] = *at;
    }
  snprintf(yaml + used, sizeof yaml - used, "%s", rest);
  return planned_well(yaml);
}

static void means(void) {
  enum { N = 4000, BATCHES = 20 };
  struct planned p = plan_with("", "", "");
  struct lr_plan_days days = expected(&p.plan);
  struct lr_histories h = histories_of(&p.plan, &days, &(struct lr_history_wish){.count = N, .seed = 1});
  for (size_t d = 0; d < h.dates; d++) {
    struct sample s = sample_of(h.cumulated + d * N, N);
    WITHIN3(s.mean, lr_plan_cumulated(&p.plan, &days, h.date[d]), s.error + 1e-13 * s.mean);
  }
  lr_histories_free(&h);
  // energy, from batches
  double energy[BATCHES], expected_J = 0;
  for (size_t d = 0; d < days.days; d++) expected_J += days.day[d].energy_J;
  for (int b = 0; b < BATCHES; b++) {
    h = histories_of(&p.plan, &days, &(struct lr_history_wish){.count = N / BATCHES, .seed = 2 + (uint64_t)b});
    energy[b] = 0;
    for (size_t d = 0; d < h.days; d++) energy[b] += h.day[d].energy_J;
    LR_NEAR(h.energy_J, energy[b], 1e-12);
    lr_histories_free(&h);
  }
  struct sample s = sample_of(energy, BATCHES);
  WITHIN3(s.mean, expected_J, s.error);
  LR_CHECK(s.error < 2e-4 * expected_J);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// Ideal less all losses is what was recorded, on each day; days add up to the sums; bands are in order.
static void waterfall(void) {
  enum { N = 700 };
  struct planned p = plan_with(", outcome: {dist: lognormal, median: 1, sigma: 0.7}", "", PRIORS);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_histories h = histories_of(&p.plan, &days, &(struct lr_history_wish){.count = N, .seed = 1});
  double recorded = 575e43, worst = 0, by_cause[LR_CAUSES + 2] = {0};
  int ordered = 1;
  LR_CHECK(h.causes == LR_CAUSES + 2 && h.first == days.first && h.days == days.days);
  for (size_t d = 0; d < h.days; d++) {
    const struct lr_history_day *day = &h.day[d];
    double rest = day->ideal_m2;
    for (size_t c = 0; c < h.causes; c++) {
      rest -= h.lost_m2[d * h.causes + c];
      by_cause[c] += h.lost_m2[d * h.causes + c];
    }
    if (day->ideal_m2 > 0) worst = fmax(worst, fabs(rest - day->recorded_m2) / day->ideal_m2);
    recorded += day->recorded_m2;
    ordered = ordered && day->p10_m2 <= day->p50_m2 && day->p50_m2 <= day->p90_m2 && day->recorded_m2 <= day->delivered_m2 && day->up_s <= day->beam_s;
    if (d) ordered = ordered && day->p10_m2 >= h.day[d - 1].p10_m2 && day->p50_m2 >= h.day[d - 1].p50_m2 && day->p90_m2 >= h.day[d - 1].p90_m2;
  }
  LR_CHECK(worst < 1e-12);
  LR_CHECK(ordered);
  LR_NEAR(recorded, at_the_end(&h).mean, 1e-12);
  for (size_t c = 0; c < h.causes; c++) LR_CHECK(c == LR_CAUSE_FACTORS || c == LR_CAUSE_PRIORS || by_cause[c] > 0);
  LR_CHECK(by_cause[LR_CAUSE_FACTORS] == 0 && by_cause[LR_CAUSE_PRIORS] != 0);
  for (int c = 0; c < LR_CAUSES; c++) LR_CHECK(*lr_cause_words(c));
  lr_histories_free(&h);
  lr_plan_days_free(&days);
  planned_free(&p);
}

static void same_bits(void) {
  enum { N = 600, T = 40 };
  struct planned p = plan_with(", outcome: {dist: lognormal, median: 1, sigma: 0.7}", "", PRIORS);
  struct lr_plan_days days = expected(&p.plan);
  const double CROSSING[] = {650e43, 520e43, 1e46};
  const bool ONLY[] = {false, true, true};
  for (int sampling = 0; sampling < 3; sampling++) {
    struct lr_history_wish wish = {.count = N, .seed = 3, .jobs = 1, .sampling = sampling, .twins = T, .crossing_m2 = CROSSING, .crossing_4s = ONLY, .crossings = 3};
    struct lr_histories one = histories_of(&p.plan, &days, &wish);
    const int JOBS[] = {2, 7};
    for (int j = 0; j < 2; j++) {
      wish.jobs = JOBS[j];
      struct lr_histories h = histories_of(&p.plan, &days, &wish);
      LR_CHECK(memcmp(one.cumulated, h.cumulated, one.dates * N * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.reached, h.reached, one.milestones * N * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.crossed, h.crossed, one.crossings * N * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.day, h.day, one.days * sizeof *h.day) == 0);
      LR_CHECK(memcmp(one.lost_m2, h.lost_m2, one.days * one.causes * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.variance_epistemic, h.variance_epistemic, one.dates * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.variance_aleatory, h.variance_aleatory, one.dates * sizeof(double)) == 0);
      LR_CHECK(memcmp(one.error_epistemic, h.error_epistemic, one.dates * sizeof(double)) == 0);
      lr_histories_free(&h);
    }
    lr_histories_free(&one);
  }
  lr_plan_days_free(&days);
  planned_free(&p);
}

// Energy of each day from the time with stored beam; a budget stops the beam on the days of the closed form.
static void electricity(void) {
  for (int k = 0; k < 2; k++) {
    struct planned p = plan_with("", k ? ", budget: 200 GWh, year_begins: january" : "", "");
    struct lr_plan_days days = expected(&p.plan);
    struct lr_histories h = histories_of(&p.plan, &days, &(struct lr_history_wish){.count = 50, .seed = 2});
    size_t cut = 0;
    for (size_t d = 0; d < h.days; d++) {
      const struct lr_plan_day *day = &days.day[d];
      const struct lr_history_day *got = &h.day[d];
      double run_W = 35e6 + 4e6 * 1.5 + 6e6 * 1.2, wanted = 10e6 * day->idle_s + run_W * (day->startup_s + got->up_s) + 35e6 * (got->beam_s - got->up_s);
      LR_NEAR(got->energy_J, wanted, 1e-12);
      if (day->cut) LR_CHECK(got->recorded_m2 == 0 && got->energy_J == 10e6 * DAY);
      cut += day->cut;
    }
    LR_CHECK(k ? cut > 20 : cut == 0);
    lr_histories_free(&h);
    lr_plan_days_free(&days);
    planned_free(&p);
  }
}

// Nothing fails, nothing is spread: crossings at the day of the plan; data at the Y(4S) by the shares of record and periods.
static void crossings(void) {
  static struct lr_period period;
  struct lr_plan plan = event_plan(&period, 50);
  plan.so_far = (struct lr_recorded){100e43, period.start - 1, LR_DELIVERED, 0.5};
  period.share_4s = 0.75;
  double day_m2 = 1e38 * DAY;
  const double CROSSING[] = {100e43 + 9.5 * day_m2, 50e43 + 0.75 * 9.5 * day_m2, 50e43 + 0.75 * 9.5 * day_m2, 50e43, 1e48};
  const bool ONLY[] = {false, true, false, true, true};
  struct lr_plan_days days = expected(&plan);
  for (int known = 1; known >= 0; known--) {
    if (!known) plan.so_far.share_4s = NAN;
    struct lr_histories h = histories_of(&plan, &days, &(struct lr_history_wish){.count = 2, .seed = 1, .crossing_m2 = CROSSING, .crossing_4s = ONLY, .crossings = 5});
    LR_CHECK(h.crossed[0] == period.start + 9);
    LR_CHECK(h.crossed[2] == (known ? period.start + 9 : period.start - 1));  // 86 % of 100 fb^-1 is more
    LR_CHECK(h.crossed[4] == period.start - 1 && h.crossed[6] == period.start - 1 && isinf(h.crossed[8]));
    lr_histories_free(&h);
  }
  lr_plan_days_free(&days);
}

// A plan with one layer only has the variance of that layer.
static void layers(void) {
  enum { N = 1500 };
  static struct lr_period period;
  for (int k = 0; k < 3; k++) {
    struct lr_plan plan = event_plan(&period, 100);
    plan.faults_given = k == 1;
    plan.fault[0] = fault_of(3, HOUR, 1.5);
    if (k != 1) plan.efficiency = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.1, 0};
    if (k == 2) plan.year = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.2, 0};
    struct lr_plan_days days = expected(&plan);
    struct lr_histories h = histories_of(&plan, &days, &(struct lr_history_wish){.count = N, .seed = 1, .twins = N});
    double sigma = at_the_end(&h).sigma, epistemic = h.variance_epistemic[h.dates - 1], aleatory = h.variance_aleatory[h.dates - 1];
    double error = h.error_epistemic[h.dates - 1], unit = pow(1e38 * 100 * DAY, 2);
    LR_CHECK(h.variance_epistemic[0] == 0 && h.variance_aleatory[0] == 0 && h.error_epistemic[0] == 0);  // before any beam
    if (k == 0) LR_CHECK(fabs(aleatory) < 1e-12 * epistemic);
    if (k == 0) LR_NEAR(sqrt(epistemic), sigma, 1e-9);
    if (k == 1) LR_CHECK(epistemic == 0 && error == 0);
    // the error of a covariance of two alike with correlation r: sqrt((1 + r^2) / n) of the variance
    if (k != 1) LR_NEAR(error / (epistemic + aleatory), sqrt((1 + pow(epistemic / (epistemic + aleatory), 2)) / N), 0.15);
    if (k == 1) LR_NEAR(sqrt(aleatory), sigma, 4 / sqrt(2. * N));
    if (k == 2) WITHIN3(epistemic / unit, 0.01 * 1.04, error / unit);
    if (k == 2) LR_NEAR(sqrt(aleatory) / (1e38 * 100 * DAY), 0.2, 0.08);
    lr_histories_free(&h);
    lr_plan_days_free(&days);
  }
}

int main(void) {
  means();
  waterfall();
  same_bits();
  electricity();
  crossings();
  layers();
  return lr_test_end();
}
