// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of epistemic probabilities: random, antithetic, Sobol; and the closed form at a row against histories that share it.
#include "projections/epistemic.h"

#include "projections/uptime.h"
#include "tests/projections/event_plans.h"

static struct lr_period period;

static double *rows(const struct lr_plan *plan, size_t count, uint64_t seed, int sampling) {
  double *u = malloc(count * lr_epistemic_factors(plan) * sizeof *u);
  LR_CHECK(lr_epistemic_draw(plan, count, seed, sampling, u, NULL) == LR_OK);
  int inside = 1;
  for (size_t i = 0; i < count * lr_epistemic_factors(plan); i++) inside = inside && u[i] > 0 && u[i] < 1;
  LR_CHECK(inside);
  return u;
}

static void draws(void) {
  enum { N = 1024, BINS = 32 };
  struct lr_plan plan = event_plan(&period, 10);
  plan.shutdowns = 3;
  const size_t factors = lr_epistemic_factors(&plan);
  LR_CHECK(factors == LR_EPISTEMIC_SLIP + 3);
  for (int sampling = LR_SAMPLING_RANDOM; sampling <= LR_SAMPLING_ANTITHETIC; sampling++) {
    double *u = rows(&plan, N, 9, sampling), *few = rows(&plan, N / 3, 9, sampling), *other = rows(&plan, N, 10, sampling);
    LR_CHECK(memcmp(u, few, N / 3 * factors * sizeof *u) == 0);  // row h depends on h and the seed only
    LR_CHECK(memcmp(u, other, N * factors * sizeof *u) != 0);
    int paired = 1, uneven = 0;
    for (size_t k = 0; k < factors; k++) {
      int bin[BINS] = {0};
      for (size_t h = 0; h < N; h++) {
        bin[(int)(u[h * factors + k] * BINS)]++;
        if (h % 2) paired = paired && u[h * factors + k] == 1 - u[(h - 1) * factors + k];
      }
      for (int b = 0; b < BINS; b++) uneven = uneven || abs(bin[b] - N / BINS) > 2;
    }
    LR_CHECK(paired == (sampling == LR_SAMPLING_ANTITHETIC));
    LR_CHECK(uneven == (sampling != LR_SAMPLING_SOBOL));  // Sobol fills each cell alike, a shift moves one over an edge
    free(u);
    free(few);
    free(other);
  }
}

// Three ways to sample give one mean of what is efficiency x outcome; the even ones come closer.
static void samplings(void) {
  enum { N = 2048 };
  struct lr_plan plan = event_plan(&period, 20);
  plan.efficiency = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.12, 0};
  plan.ramp_speed = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 1, 0.3, 0};
  sudden_losses(&plan, 2);
  plan.sudden.outcome = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 1, 0.7, 0};
  struct lr_plan_days days = expected(&plan);
  double mean[3] = {0}, error = 0;
  for (int s = 0; s < 3; s++) {
    double *u = rows(&plan, N, 1, s), value[N];
    for (size_t h = 0; h < N; h++) value[h] = lr_epistemic_expect(&plan, &days, u + h * lr_epistemic_factors(&plan), plan.horizon);
    mean[s] = sample_of(value, N).mean;
    error = sample_of(value, N).error;
    free(u);
  }
  WITHIN3(mean[LR_SAMPLING_RANDOM], mean[LR_SAMPLING_SOBOL], error);
  WITHIN3(mean[LR_SAMPLING_ANTITHETIC], mean[LR_SAMPLING_SOBOL], error * 0.3);
  lr_plan_days_free(&days);
}

// All histories at one row: their mean is the closed form there. A slip, a speed, a rate of losses, at a date in between and the last.
static void at_a_row(void) {
  enum { N = 3000 };
  static struct lr_period two[2];
  struct lr_plan plan = event_plan(&two[0], 40);
  event_plan(&two[1], 50);
  two[1].start += 60, two[1].end += 60, two[1].run[0].first += 60, two[1].run[0].last += 60;
  two[1].knot[0].peak_m2s = 3e38;
  two[1].luminosity_cap_m2s = 2.5e38;
  plan.periods = 2;
  plan.horizon = two[1].end + 40;
  plan.refill_s = 1200;
  plan.faults_given = 1;
  plan.fault[0] = fault_of(2, 3600, 1);
  plan.efficiency = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 1, 0.12, 0};
  plan.ramp_speed = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 1, 0.3, 0};
  plan.year = (struct lr_prior){LR_NORMAL, LR_DIM_NUMBER, 0.95, 0.05, 0};
  plan.shutdowns = 1;
  plan.shutdown[0] = (struct lr_shutdown){"S", two[0].end + 1, two[1].start - 1, true, {LR_EXPONENTIAL, LR_DIM_TIME, 10 * DAY, 0, 0}};
  sudden_losses(&plan, 2);
  plan.sudden.outcome = (struct lr_prior){LR_LOGNORMAL, LR_DIM_NUMBER, 1, 0.7, 0};
  struct lr_plan_days days = expected(&plan);
  const double ROW[][5] = {{0.5, 0.5, 0.5, 0.5, 0.001}, {0.3, 0.8, 0.5, 0.9, 0.8}, {0.9, 0.1, 0.5, 0.2, 0.4}};
  LR_NEAR(lr_epistemic_expect(&plan, &days, ROW[0], plan.horizon), lr_plan_cumulated(&plan, &days, plan.horizon) * 0.95, 1e-9);
  LR_CHECK(lr_epistemic_expect(&plan, &days, ROW[1], days.first - 1) == 0);
  for (size_t r = 0; r < 3; r++) {
    double *u = malloc(N * sizeof ROW[0]);
    for (size_t h = 0; h < N; h++) memcpy(u + 5 * h, ROW[r], sizeof ROW[0]);
    struct lr_histories h = histories_of(&plan, &days, &(struct lr_history_wish){.count = N, .seed = 4, .epistemic = u});
    for (size_t d = 0; d < h.dates; d++) {
      struct sample s = sample_of(h.cumulated + d * N, N);
      WITHIN3(s.mean, lr_epistemic_expect(&plan, &days, ROW[r], h.date[d]), s.error + 1e-12 * s.mean);
    }
    lr_histories_free(&h);
    free(u);
  }
  // twice the peaks where a cap allows: its share of the ratio
  struct lr_epistemic e;
  lr_epistemic_read(&plan, ROW[0], &e);
  double climb = lr_epistemic_climb(days.day[80].uncapped_m2s, lr_epistemic_first_peak(&plan, &days));
  LR_NEAR(climb, log(3), 1e-15);
  e.speed = 0.5;
  LR_NEAR(lr_epistemic_peak_ratio(&e, &days.day[80], climb), sqrt(3) / 2.5, 1e-14);
  e.speed = 2;
  LR_NEAR(lr_epistemic_peak_ratio(&e, &days.day[80], climb), 1, 1e-15);
  e.ceiling_m2s = 2e38;
  LR_NEAR(lr_epistemic_peak_ratio(&e, &days.day[80], climb), 2 / 2.5, 1e-15);
  LR_CHECK(lr_epistemic_climb(0.9e38, 1e38) == 0 && lr_epistemic_peak(&e, 1e38, 0) == 1e38);
  lr_plan_days_free(&days);
}

// A ramp of the state is a climb as any other: speed and ceiling act day by day on the peak that it makes, before the cap of the period.
static void ramped(void) {
  struct lr_plan plan = event_plan(&period, 200);
  plan.ramp.given = true;
  plan.ramp.time_constant_s = 20 * DAY;
  for (int k = 0; k < LR_STATES; k++) period.at.value[k] = 1;
  plan.ramp.knot[LR_STATE_CURRENT_LER] = (struct lr_dated){.knots = 2, .knot = {{period.start + 20, 2}, {period.start + 120, 4}}};
  struct lr_plan_days days = expected(&plan);
  LR_CHECK(days.day[199].uncapped_m2s > 3.9e38 && days.day[100].uncapped_m2s < 2e38);
  const double SPEED[] = {1, 0.5, 1.5}, CEILING[] = {INFINITY, 1.7e38, 2.5e38};
  for (int k = 0; k < 9; k++) {
    plan.ramp_speed = fixed_prior(SPEED[k / 3]);
    plan.ceiling = fixed_prior(CEILING[k % 3]);
    struct lr_histories h = histories_of(&plan, &days, &(struct lr_history_wish){.count = 2, .seed = 1});
    double sum = 0, half[LR_EPISTEMIC_SLIP] = {0.5, 0.5, 0.5, 0.5};
    for (size_t i = 0; i < 200; i++) {
      double peak = fmin(1e38 * pow(days.day[i].uncapped_m2s / 1e38, SPEED[k / 3]), CEILING[k % 3]);
      sum += peak * DAY;
      LR_CHECK(h.day[i].delivered_m2 <= CEILING[k % 3] * DAY * (1 + 1e-12));
      LR_NEAR(h.day[i].delivered_m2, peak * DAY, 1e-12);
    }
    LR_NEAR(lr_epistemic_expect(&plan, &days, half, plan.horizon), sum, 1e-12);
    for (size_t d = 0; d < h.dates; d++) LR_CHECK(h.peak[2 * d + 1] <= CEILING[k % 3]);
    LR_NEAR(h.peak[2 * h.dates - 1], fmin(1e38 * pow(days.day[199].uncapped_m2s / 1e38, SPEED[k / 3]), CEILING[k % 3]), 1e-12);
    lr_histories_free(&h);
  }
  lr_plan_days_free(&days);
}

int main(void) {
  draws();
  ramped();
  samplings();
  at_a_row();
  return lr_test_end();
}
