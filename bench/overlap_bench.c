// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: one overlap at a tolerance of 1e-9 takes under 50 us on one core. Prints evaluations, time and error against
// a grid of tolerance 1e-13. Alone:
//   gcc -std=c17 -D_GNU_SOURCE -O2 -fno-math-errno -I. bench/overlap_bench.c machine/ring.c machine/bunch_length.c
//       machine/overlap_problem.c machine/overlap.c base/error.c -lm -o overlap_bench
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "machine/overlap.h"
#include "tests/machine/colliders.h"

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

// Best of several batches: what the code takes when nothing else disturbs it.
static double time_us(struct lr_collider collider, struct lr_overlap *out) {
  enum { BATCHES = 20, CALLS = 200 };
  double best_us = INFINITY;
  struct lr_error error;
  for (int i = 0; i < BATCHES; i++) {
    double start_us = now_us();
    for (int j = 0; j < CALLS; j++)
      if (lr_overlap_evaluate(&collider, 1e-9, out, &error)) return NAN;
    best_us = fmin(best_us, (now_us() - start_us) / CALLS);
  }
  return best_us;
}

static void bench(const char *name, struct lr_collider collider, double crab_ler, double crab_her) {
  collider.ler.crab_waist = crab_ler;
  collider.her.crab_waist = crab_her;
  struct lr_overlap fine = {0}, out = {0};
  struct lr_error error;
  double us = time_us(collider, &out);
  if (lr_overlap_evaluate(&collider, 1e-13, &fine, &error)) us = NAN;
  printf("%-24s %11.0f %9.1f %9.1e %9.1e\n", name, (double)out.evaluations, us, out.relative_error,
         fabs(out.luminosity_m2 / fine.luminosity_m2 - 1));
}

int main(void) {
  printf("%-24s %11s %9s %9s %9s\n", "set", "evaluations", "us", "estimate", "error");
  bench("design", test_design_peer(), 0, 0);
  bench("design, crab 100/100", test_design_peer(), 1, 1);
  bench("2022-06", test_2022(), 0, 0);
  bench("2022-06, crab 80/40", test_2022(), 0.8, 0.4);
  bench("FCC-ee Z", test_fcc_z(), 0, 0);
  bench("FCC-ee Z, crab 97/97", test_fcc_z(), 0.97, 0.97);
  bench("LHC", test_lhc(), 0, 0);
  bench("round, beta = sigma_z", test_round(0.01, 0.01), 0, 0);
  bench("round, 100 beta = s_z", test_round(0.001, 0.1), 0, 0);
  return 0;
}
