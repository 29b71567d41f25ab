// SPDX-License-Identifier: GPL-3.0-or-later
// Slices that are too few: the ripple of a row of Gaussians, the bounds at measured points, and what a run says of it.
#include "machine/track/coarse.h"

#include "base/constants.h"
#include "tests/machine/track_runs.h"

static struct lr_track_coarse judge(const struct lr_track_ring *ring, double half_angle, enum lr_track_slicing slicing, size_t count) {
  struct lr_track_coarse out = {0};
  LR_CHECK(lr_track_slices_coarse(ring, half_angle, slicing, count, &out, &error) == LR_OK);
  return out;
}

// Equal distances h: exp(-2 pi^2 sigma^2 / h^2) is half the ripple of a sum of Gaussians over its mean, taken point by point.
static void test_ripple(void) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  double means = 0.2 * (1 - 0.2 * 0.2 / 12);  // sigma: those of slices 0.2 sigma wide lie that much closer
  double h = means * sqrt(ring[1].emittance_m[2] * ring[1].beta_m[2]) * tan(LR_TEST_HALF_ANGLE) / sqrt(ring[1].emittance_m[0] * ring[1].beta_m[0]);
  double on = 0, between = 0;
  for (int k = -40; k <= 40; k++) on += exp(-pow(k * h, 2) / 2), between += exp(-pow((k + 0.5) * h, 2) / 2);
  LR_NEAR(judge(&ring[1], LR_TEST_HALF_ANGLE, LR_TRACK_EQUAL_WIDTH, 50).beat, (on - between) / (on + between) / 2, 0.003);
}

static void test_bounds(void) {
  struct lr_track_ring ring[2];
  lr_test_bbws(ring);
  static const struct {
    enum lr_track_slicing slicing;
    size_t count;
    bool fine;
  } all[] = {{LR_TRACK_SHATILOV, 2, false}, {LR_TRACK_SHATILOV, 30, false}, {LR_TRACK_SHATILOV, 50, true}, {LR_TRACK_SHATILOV, 100, true},
             {LR_TRACK_EQUAL_WIDTH, 60, false}, {LR_TRACK_EQUAL_WIDTH, 64, false}, {LR_TRACK_EQUAL_WIDTH, 80, true}, {LR_TRACK_EQUAL_CHARGE, 60, false},
             {LR_TRACK_EQUAL_CHARGE, 100, true}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    struct lr_track_coarse c = judge(&ring[1], LR_TEST_HALF_ANGLE, all[i].slicing, all[i].count);
    if ((c.wanted == 0) != all[i].fine) fprintf(stderr, "    slicing %d, %zu: %g %g\n", (int)all[i].slicing, all[i].count, c.beat, c.step_y);
    LR_CHECK((c.wanted == 0) == all[i].fine);
    if (!c.wanted) continue;
    LR_CHECK(judge(&ring[1], LR_TEST_HALF_ANGLE, all[i].slicing, (size_t)c.wanted).wanted == 0);
    LR_CHECK(judge(&ring[1], LR_TEST_HALF_ANGLE, all[i].slicing, (size_t)c.wanted - 1).wanted == c.wanted);
  }
  // head on a bunch shorter than beta_y is one slice or a few; one as long as beta_y wants more
  struct lr_track_ring round = ring[0];
  round.beta_m[1] = 0.02;
  LR_CHECK(judge(&round, 0, LR_TRACK_SHATILOV, 1).wanted == 0);
  round.beta_m[1] = sqrt(round.emittance_m[2] * round.beta_m[2]);
  LR_CHECK(judge(&round, 0, LR_TRACK_SHATILOV, 2).wanted > 2 && judge(&round, 0, LR_TRACK_SHATILOV, 7).wanted == 0);
  round.beta_m[1] = 1e-9;
  LR_CHECK(judge(&round, 0, LR_TRACK_SHATILOV, 7).wanted == LR_TRACK_MOST_SLICES + 1);
}

// Turns enough, slices too few: not converged, of the beam that is cut.
static void test_run(void) {
  for (int few = 0; few < 2; few++) {
    struct lr_track_ring ring[2];
    damped(ring, 0.02);
    struct lr_track_input input = plain_input(500, 400, few ? 10 : 60);
    input.average = 200;
    input.kick = false;
    struct lr_track_run *run = create(ring, &input, 4);
    struct lr_track_result result;
    LR_CHECK(lr_track_run_step(run, 400, 2, &error) == LR_OK && lr_track_run_result(run, &result, &error) == LR_OK);
    LR_CHECK(result.converged == !few && result.drift_sigma <= 3);
    LR_CHECK((result.slices[1].wanted > 10) == few && result.slices[0].beat == 0 && result.slices[1].beat > 0);
    lr_track_run_free(run);
  }
}

int main(void) {
  test_ripple();
  test_bounds();
  test_run();
  return lr_test_end();
}
