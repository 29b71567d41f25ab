// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: 10,000 events of a scenario of the positron ring, 1000 macro-particles, dust and arcs, take under 20 s on two cores.
// Prints the time of an event, for two threads and for one, and by mechanism.
#include <stdio.h>
#include <time.h>

#include "tests/beamloss/losses.h"

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void bench(const char *name, const struct lr_loss_input *input, size_t events, int jobs) {
  struct lr_loss_ensemble ensemble;
  struct lr_error error;
  double start_s = now_s(), turns = 0, observed = 0;
  if (lr_loss_ensemble_run(input, events, 1, true, jobs, NULL, &ensemble, &error)) {
    printf("%-34s %s\n", name, error.text);
    return;
  }
  double took_s = now_s() - start_s;
  for (size_t i = 0; i < events; i++) {
    turns += (double)ensemble.event[i].turns;
    observed += lr_loss_event_observed(input, &ensemble.event[i]);
  }
  printf("%-34s %8zu %4d %9.2f %9.3f %10.1f %9.3f\n", name, events, jobs, took_s, took_s * 1e3 / (double)events, turns / (double)events, observed / (double)events);
  lr_loss_ensemble_free(&ensemble);
}

int main(void) {
  struct lr_loss_input input = losses_good(&LOSSES);
  input.turns = 30;
  input.particles = 1000;
  input.dust_share = (struct lr_prior){LR_UNIFORM, LR_DIM_NUMBER, 0, 1, 0};
  input.ring[LR_LOSS_LER].damping_turns = 50;
  printf("%-34s %8s %4s %9s %9s %10s %9s\n", "events of the positron ring", "events", "jobs", "s", "ms/event", "turns", "observed");
  bench("dust and arcs", &input, 10000, 2);
  bench("dust and arcs", &input, 2000, 1);
  input.dust_share = fixed_prior(1);
  bench("dust", &input, 2000, 1);
  input.dust_share = fixed_prior(0);
  bench("arcs", &input, 2000, 1);
  lr_loss_input_free(&input);
  losses_clean();
  return 0;
}
