// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/tails.h"

#include <gsl/gsl_sf_expint.h>

#include "machine/quantum_lifetime.h"
#include "tests/lr_test.h"
#include "tests/machine/track_rings.h"

static struct lr_track_run *make(long particles, long turns, double damping, double aperture_sigma, uint64_t seed) {
  struct lr_track_ring ring[2];
  struct lr_track_run *run = NULL;
  track_rings(ring);
  for (int k = 0; k < 3; k++) ring[0].damping[k] = damping;
  ring[0].aperture_m[1] = aperture_sigma * sqrt(ring[0].emittance_m[1] * ring[0].beta_m[1]);
  struct lr_track_input input = {.particles = particles, .turns = turns, .average = turns};  // no slices: no collision
  LR_CHECK(lr_track_run_create(ring, track_half_angle_rad, 1, &input, seed, &run, NULL) == LR_OK);
  return run;
}

static size_t edge(double amplitude) {
  size_t i = 0;
  while (i + 1 < LR_TRACK_TAIL_EDGES && lr_track_tail_edge(i) < amplitude - 1e-9) i++;
  return i;
}

static void edges(void) {
  for (size_t i = 1; i < LR_TRACK_TAIL_EDGES; i++) LR_CHECK(lr_track_tail_edge(i) > lr_track_tail_edge(i - 1));
  LR_NEAR(lr_track_tail_edge(LR_TRACK_TAIL_EDGES - 1), 110, 1e-12);
  for (int a = 0; a <= 20; a++) LR_NEAR(lr_track_tail_edge(edge(a)), a, 1e-12);
}

// Without collision a beam is Gaussian, the flux is the quantum lifetime of M18, and particles come to an amplitude after the
// mean time of a random walk in a parabola: T = (tau / 2) (Ei(xi) - ln xi - gamma).
static void gauss(void) {
  const double DAMPING = 2e-3;
  const long TURNS = 24000;
  struct lr_track_run *run = make(1024, TURNS, DAMPING, INFINITY, 5);
  struct lr_track_tails *tails;
  struct lr_track_tail tail;
  LR_CHECK(lr_track_tails_create(run, 1000, &tails, NULL) == LR_OK);
  LR_CHECK(lr_track_run_step(run, TURNS, 2, NULL) == LR_OK);
  for (int plane = 0; plane < 2; plane++) {
    LR_CHECK(lr_track_tails_read(tails, 0, plane, &tail, NULL) == LR_OK);
    LR_CHECK(fabs(tail.emittance_ratio - 1) < 0.02);
    LR_NEAR(tail.survival[0], 1, 1e-12);
    for (double a = 1; a < 4.3; a += 0.5) {
      size_t i = edge(a);
      double expected = exp(-a * a / 2), pull = (tail.survival[i] - expected) / tail.survival_error[i];
      LR_CHECK(fabs(pull) < 4);
      if (a > 3.9) continue;
      LR_CHECK(tail.survival_error[i] < 0.1 * expected);
      double rate;
      struct lr_track_quantity flux = lr_track_tail_flux(&tail, i, DAMPING);
      if (a * a <= 2) continue;
      LR_CHECK(lr_quantum_rate(a, 1 / DAMPING, &rate, NULL) == LR_OK);
      LR_CHECK(fabs(flux.value - rate) < 4 * flux.error);
      LR_CHECK(flux.error < 0.15 * rate);
    }
    size_t i = edge(3.6);
    // one look a turn sees the walk as if the edge were 0.583 steps further out (Siegmund, Adv. Appl. Prob. 11 (1979) 701)
    double seen = 3.6 + 0.583 * sqrt(2 * DAMPING), xi = seen * seen / 2;
    double time = (gsl_sf_expint_Ei(xi) - log(xi) - 0.5772156649) / (2 * DAMPING);
    struct lr_track_rate counted = lr_track_poisson_rate(tail.passed[i], tail.risk[i]);
    LR_CHECK(tail.passed[i] > 300);
    LR_CHECK(counted.high - counted.low < 0.12 * counted.value);
    LR_CHECK(fabs(counted.value - 1 / time) < 3 * (counted.high - counted.low) / 2);
  }
  lr_track_tails_free(tails);
  lr_track_run_free(run);
}

// The same bits for any threads and steps.
static void same_bits(void) {
  struct lr_track_run *a = make(1100, 600, 2e-3, INFINITY, 7), *b = make(1100, 600, 2e-3, INFINITY, 7);
  struct lr_track_tails *of_a, *of_b;
  struct lr_track_tail one, two;
  LR_CHECK(lr_track_tails_create(a, 100, &of_a, NULL) == LR_OK && lr_track_tails_create(b, 100, &of_b, NULL) == LR_OK);
  LR_CHECK(lr_track_run_step(a, 600, 1, NULL) == LR_OK);
  for (int i = 0; i < 7; i++) LR_CHECK(lr_track_run_step(b, 90, 2, NULL) == LR_OK);
  for (int plane = 0; plane < 2; plane++) {
    LR_CHECK(lr_track_tails_read(of_a, 0, plane, &one, NULL) == LR_OK && lr_track_tails_read(of_b, 0, plane, &two, NULL) == LR_OK);
    LR_CHECK(memcmp(&one, &two, sizeof one) == 0);
    LR_CHECK(one.turns == 500);
  }
  LR_CHECK(one.passed[edge(1)] > 100);
  struct lr_track_tails *late;
  LR_CHECK(lr_track_tails_create(a, 500, &late, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_track_tails_read(of_a, 1, 0, &one, NULL) == LR_E_DOMAIN);  // the beam that is not tracked
  lr_track_tails_free(of_a);
  lr_track_tails_free(of_b);
  lr_track_run_free(a);
  lr_track_run_free(b);
}

static void lost_particles(void) {
  struct lr_track_run *run = make(600, 4000, 2e-3, 3, 3);
  struct lr_track_tails *tails;
  struct lr_track_tail tail;
  size_t losses;
  LR_CHECK(lr_track_tails_create(run, 0, &tails, NULL) == LR_OK);
  LR_CHECK(lr_track_run_step(run, 4000, 2, NULL) == LR_OK);
  lr_track_run_losses(run, 0, &losses);
  LR_CHECK(losses > 100 && losses < 600);
  LR_CHECK(lr_track_tails_read(tails, 0, 1, &tail, NULL) == LR_OK);
  // nobody comes to 4 sigma, and the turns at risk of it are those that particles lived: the sum over turns of the living but the first
  const struct lr_track_sums *sums = lr_track_run_sums(run, 0);
  double lived = 0;
  for (int n = 1; n < 4000; n++) lived += sums[n].sum[LR_TRACK_ALIVE];
  LR_CHECK(tail.passed[edge(4.5)] == 0);
  LR_NEAR(tail.risk[edge(4.5)], lived, 1e-12);
  lr_track_tails_free(tails);
  lr_track_run_free(run);
}

static void poisson(void) {
  struct lr_track_rate r = lr_track_poisson_rate(0, 10);
  LR_CHECK(r.value == 0 && r.low == 0);
  LR_NEAR(r.high, 0.1841, 1e-3);  // -ln(0.1587) / 10
  r = lr_track_poisson_rate(10, 1);
  LR_NEAR(r.low, 6.891, 1e-3);  // table of Garwood intervals, 68.27 %
  LR_NEAR(r.high, 14.267, 1e-3);
  LR_CHECK(isnan(lr_track_poisson_rate(3, 0).value));
}

int main(void) {
  edges();
  gauss();
  same_bits();
  lost_particles();
  poisson();
  return lr_test_end();
}
