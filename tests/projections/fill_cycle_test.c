// SPDX-License-Identifier: GPL-3.0-or-later
// Fills one after another against the closed forms of the best fill (P6, P7): turnarounds that scatter change nothing in the mean, other
// lengths of the fill give less; faults that end fills against the integral over their times.
#include "tests/projections/fill_cycle.h"

#include "projections/formulas.h"
#include "tests/projections/event_plans.h"

enum { N = 100000 };

static struct fill_estimate sample(struct fill_cycle cycle, uint64_t seed) {
  struct fill_estimate estimate = {NAN, NAN, NAN};
  LR_CHECK(fill_cycle_sample(&cycle, N, seed, &estimate, NULL) == LR_OK);
  return estimate;
}

// At the best length the sample has the mean of the closed form; a fill of another length has less.
static void best(struct fill_cycle cycle, double length_s, double mean) {
  cycle.fill_s = length_s;
  for (int spread = 0; spread < 2; spread++) {
    cycle.turnaround.cv = spread;  // as wide as an exponential
    struct fill_estimate at = sample(cycle, 3 + (uint64_t)spread);
    WITHIN3(at.mean, mean, at.error + 1e-12);
    LR_CHECK(at.early == 0 && at.error < 5e-3 && (at.error > 1e-6) == spread);
  }
  cycle.turnaround.cv = 0;
  cycle.fill_s = length_s * 1.1;
  LR_CHECK(sample(cycle, 1).mean < mean);
  cycle.fill_s = length_s * 0.9;
  LR_CHECK(sample(cycle, 1).mean < mean);
}

static void closed_forms(void) {
  struct lr_best_fill closed;
  LR_CHECK(lr_coasting_best(1.5 * HOUR, 180, &closed, NULL) == LR_OK);
  LR_NEAR(closed.mean, 0.7807, 1e-4);
  best((struct fill_cycle){.law = FILL_COASTING, .lifetime_s = 1.5 * HOUR, .turnaround = {1, 180, 0}}, closed.length_s, closed.mean);
  LR_CHECK(lr_burnoff_best(10 * HOUR, 3 * HOUR, &closed, NULL) == LR_OK);
  LR_NEAR(closed.mean, 0.4175, 1e-4);
  best((struct fill_cycle){.law = FILL_BURNOFF, .lifetime_s = 10 * HOUR, .turnaround = {1, 3 * HOUR, 0}}, closed.length_s, closed.mean);
  LR_CHECK(lr_levelled_best(5 * HOUR, 10 * HOUR, 3 * HOUR, &closed, NULL) == LR_OK);
  best((struct fill_cycle){.law = FILL_BURNOFF, .level_s = 5 * HOUR, .lifetime_s = 10 * HOUR, .turnaround = {1, 3 * HOUR, 0}},
       closed.length_s + 5 * HOUR, closed.mean);
}

// Coasting fills that faults end: integral of exp(-t/tau) exp(-rate t), length (1 - exp(-rate t))/rate.
static void faults(void) {
  struct fill_cycle cycle = {.law = FILL_COASTING, .lifetime_s = 1.5 * HOUR, .fill_s = HOUR, .fault_per_s = 1. / HOUR, .turnaround = {1, 0.5 * HOUR, 1}};
  struct fill_estimate got = sample(cycle, 5);
  double rate = 1 / 1.5 + 1, light = -expm1(-rate) / rate, length = -expm1(-1.);
  WITHIN3(got.mean, light / (length + 0.5), got.error);
  WITHIN3(got.early, -expm1(-1.), sqrt(0.25 / N));
  cycle.fault_per_s = -1;
  LR_CHECK(fill_cycle_sample(&cycle, N, 1, &got, NULL) == LR_E_DOMAIN);
  cycle.fault_per_s = 0;
  LR_CHECK(fill_cycle_sample(&cycle, 1, 1, &got, NULL) == LR_E_DOMAIN);
}

int main(void) {
  closed_forms();
  faults();
  return lr_test_end();
}
