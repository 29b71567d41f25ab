// SPDX-License-Identifier: GPL-3.0-or-later
// Claim: the beam of one loss event, 2000 macro-particles over 10 to 20 turns with 7 apertures, monitors and abort, takes
// under 1.5 ms on one core. Prints the time of an event and macro-particles x turns x elements per second.
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "beamloss/loss_turn.h"
#include "tests/beamloss/loss_optics.h"

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static void bench(const char *name, size_t particles, int turns, double net_electrons, double feedback, bool with_abort) {
  enum { EVENTS = 200 };
  struct lr_error error;
  struct lr_loss_ring ring;
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  struct lr_train train;
  struct lr_abort *abort = NULL;
  struct lr_monitor monitor = {.name = "diamond", .kind = LR_MONITOR_DOSE, .dose_factor = 1, .threshold = 4e-5, .window_s = 10e-6,
                               .sampling_s = 2.5e-6, .saturation_per_s = 1400, .logic_s = 2e-6, .link_s = 7.5e-6};
  if (lr_loss_ring_build(&setup, &ring, &error) || lr_train_create(particles, &train, &error)) return;
  struct lr_abort_kicker kicker = lr_abort_kicker_of(&ring, &TWO_GAPS, 0.2e-6);
  if (lr_abort_create(&ring, &monitor, 1, &kicker, &abort, &error)) return;
  struct steady_source source = {0, net_electrons, 60e-6};
  struct lr_train_charge charge = steady_charge(&source);
  struct lr_train_beam beam = ler_beam();
  beam.feedback = feedback;
  double start_ms = now_ms(), passes = 0, stored = 0;
  for (uint64_t event = 0; event < EVENTS; event++) {
    struct lr_train_start start = {particles, LER_EMITTANCE_Y_m, TWO_GAPS, lr_random_stream(1, 1, event)};
    struct lr_random random = lr_random_stream(1, 2, event);
    if (lr_train_restart(&train, &ring, &start, &error)) break;
    if (with_abort && lr_abort_restart(abort, &ring, &monitor, 1, &kicker, &error)) break;
    for (int n = 0; n < turns; n++) {
      passes += (double)train.stored;
      if (lr_loss_turn(&train, &ring, &beam, &charge, &random, with_abort ? abort : NULL, 8e13 / (double)particles, &error)) break;
    }
    stored += (double)train.stored / (double)particles / EVENTS;
  }
  double ms = now_ms() - start_ms;
  printf("%-34s %9zu %6d %9.3f %12.1f %14.3g %8.3f\n", name, particles, turns, ms / EVENTS, ms * 1e6 / passes,
         passes * (double)ring.elements / ms * 1e3, stored);
  lr_abort_free(abort);
  lr_train_free(&train);
}

int main(void) {
  printf("%-34s %9s %6s %9s %12s %14s %8s\n", "event", "particles", "turns", "ms/event", "ns/pass", "passes*elem/s", "stored");
  bench("no kick, no loss", 2000, 15, 0, 1, false);
  bench("1e10, hardly a loss", 2000, 15, 1e10, 1, false);
  bench("1e10, feedback", 2000, 15, 1e10, 0.98, false);
  bench("3e10, slow loss", 2000, 15, 3e10, 1, false);
  bench("3e10, slow loss, abort", 2000, 15, 3e10, 1, true);
  bench("1e11, fast loss, abort", 2000, 15, 1e11, 1, true);
  bench("start of a train only", 2000, 0, 0, 1, false);
  bench("3e10, slow loss", 200000, 10, 3e10, 1, false);
  return 0;
}
