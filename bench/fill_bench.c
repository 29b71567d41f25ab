// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: a fill of 24 h with 100 aborts, top-up averaged, takes under 50 ms on one core at the default tolerance. Prints
// time, steps and the mean luminosity against a tolerance of 1e-12; then one hour pulse by pulse.
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "machine/fill.h"
#include "tests/machine/fills.h"

enum { ABORTS = 100, BATCHES = 10 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static double mean(struct lr_fill fill) {
  struct lr_fill_result result;
  struct lr_error error;
  if (lr_fill_run(&fill, &result, &error)) return NAN;
  lr_fill_result_free(&result);
  return result.mean_m2s;
}

static void bench(const char *name, const struct lr_fill *fill, int batches) {
  double best_ms = INFINITY;
  struct lr_fill_result result = {0};
  for (int i = 0; i < batches; i++) {
    struct lr_error error;
    double start_ms = now_ms();
    if (lr_fill_run(fill, &result, &error)) {
      printf("%s: %s\n", name, error.text);
      return;
    }
    best_ms = fmin(best_ms, now_ms() - start_ms);
    lr_fill_result_free(&result);
  }
  struct lr_fill fine = *fill;
  fine.tolerance = 1e-12;
  printf("%-26s %9.0e %8.2f %8ld %9ld %9.1e %9.1e\n", name, fill->tolerance, best_ms, result.steps, result.restarts,
         fabs(result.mean_m2s / mean(fine) - 1), fmax(result.ring[0].closure, result.ring[1].closure));
}

int main(void) {
  struct lr_fill_event aborts[ABORTS];
  for (int i = 0; i < ABORTS; i++)
    aborts[i] = (struct lr_fill_event){
        .time_s = 86400.0 / ABORTS * (i + 0.5), .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 120};
  printf("%-26s %9s %8s %8s %9s %9s %9s\n", "fill", "tolerance", "ms", "steps", "restarts", "error", "closure");
  struct lr_fill fill = test_fill();
  fill.duration_s = 86400;
  bench("24 h", &fill, BATCHES);
  fill.event = aborts;
  fill.events = ABORTS;
  for (double tolerance = 1e-10; tolerance < 5e-6; tolerance *= 10) {
    fill.tolerance = tolerance;
    bench("24 h, 100 aborts", &fill, BATCHES);
  }
  fill = test_fill();
  bench("1 h", &fill, BATCHES);
  fill.pulsed = true;
  bench("1 h, pulse by pulse", &fill, 1);
  return 0;
}
