// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: a grain is followed in about 1 ms on one core at a tolerance of 1e-6 (2 ms of it, turn by turn, memory used again).
// Grains, sizes and currents over the whole range of the priors. Prints time, steps and how far a history is off from one at 1e-9:
// the median and the worst hundredth of the free electrons at the end, and the share of outcomes that differ.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/beamloss/grains.h"

enum { GRAINS = 1000, TURNS = 200 };

struct history {
  double electrons, peak;
  enum lr_grain_outcome outcome;
};

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static bool follow(double rtol, struct history *history, double *ms, double *steps, double *worst_ms) {
  struct lr_grain_run *run = NULL;
  struct lr_error error = {0};
  double start_ms = now_ms();
  *steps = *worst_ms = 0;
  lr_test_state = 1;
  for (int i = 0; i < GRAINS; i++) {
    struct lr_grain grain = test_grain(i % TEST_MATERIALS, lr_test_log_between(5, 200));
    grain.start_v_m_s = -(i % 2 ? lr_test_log_between(1, 100) : sqrt(2 * 9.81 * lr_test_between(0, 45e-3)));
    grain.start_charge_e = i % 4 < 2 ? 0 : -lr_test_log_between(1e6, 1e10);
    grain.retention_per_s = lr_test_log_between(1e4, 1e8);
    struct lr_grain_beam beam = test_beam(lr_test_between(150, 400), lr_test_between(15, 50));
    beam.charge_sign = i % 10 ? 1 : -1;
    double current_A = lr_test_between(0.05, 3.6), before_ms = now_ms();
    struct lr_grain_settings settings = {.rtol = rtol};
    enum lr_status status = run ? lr_grain_run_reset(run, &grain, &beam, &settings, &error)
                                : lr_grain_run_open(&run, &grain, &beam, &settings, &error);
    history[i].peak = 0;
    for (int turn = 1; !status && turn <= TURNS; turn++) {
      struct lr_grain_state states[4];
      double times_s[4];
      for (int k = 0; k < 4; k++) times_s[k] = (turn - 1 + 0.25 * (k + 1)) * test_turn_s;
      status = lr_grain_run_advance(run, turn * test_turn_s, current_A, 4, times_s, states, &error);
      for (int k = 0; k < 4 && !status; k++) history[i].peak = fmax(history[i].peak, states[k].electrons);
    }
    if (status) {
      printf("grain %d: %s\n", i, error.text);
      lr_grain_run_close(run);
      return false;
    }
    history[i].electrons = lr_grain_run_state(run).electrons;
    history[i].outcome = lr_grain_run_summary(run)->outcome;
    *steps += (double)lr_grain_run_summary(run)->steps / GRAINS;
    *worst_ms = fmax(*worst_ms, now_ms() - before_ms);
  }
  *ms = (now_ms() - start_ms) / GRAINS;
  lr_grain_run_close(run);
  return true;
}

int main(void) {
  static struct history fine[GRAINS], coarse[GRAINS];
  static double off[GRAINS];
  double ms, steps, worst_ms;
  if (!follow(1e-9, fine, &ms, &steps, &worst_ms)) return 1;
  printf("%9s %9s %9s %7s %10s %10s %9s\n", "tolerance", "ms", "worst ms", "steps", "median off", "99 % off",
         "outcomes");
  printf("%9.0e %9.3f %9.2f %7.0f\n", 1e-9, ms, worst_ms, steps);
  for (double rtol = 1e-8; rtol < 2e-5; rtol *= 10) {
    int differ = 0;
    if (!follow(rtol, coarse, &ms, &steps, &worst_ms)) return 1;
    for (int i = 0; i < GRAINS; i++) {
      off[i] = fabs(coarse[i].peak - fine[i].peak) / fmax(fine[i].peak, 1e6);
      differ += coarse[i].outcome != fine[i].outcome;
    }
    qsort(off, GRAINS, sizeof *off, by_size);
    printf("%9.0e %9.3f %9.2f %7.0f %10.1e %10.1e %9d\n", rtol, ms, worst_ms, steps, off[GRAINS / 2],
           off[GRAINS * 99 / 100], differ);
  }
  return 0;
}
