// SPDX-License-Identifier: GPL-3.0-or-later
// Steps from pulse to pulse: the closed form of a relaxing emittance, order of the method, sums kept, refusals.
#include "machine/fill_stretch.h"

#include <math.h>
#include <string.h>

#include "tests/lr_test.h"
#include "tests/machine/fills.h"

static struct lr_fill_model model;
static const double loose[LR_FILL_STATES] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static int at(int ring, int state) { return ring * LR_FILL_PER_RING + state; }

static void begin(struct lr_fill fill, double state[LR_FILL_STATES]) {
  struct lr_error error = {0};
  fill.R_L = 0.9;
  LR_CHECK(lr_fill_prepare(&fill, &model, &error) == LR_OK);
  memset(state, 0, LR_FILL_STATES * sizeof *state);
  for (int r = 0; r < 2; r++) {
    model.ring[r].mode = LR_FILL_PULSED;
    state[at(r, LR_FILL_CHARGE)] = 0.997;
    state[at(r, LR_FILL_EMITTANCE)] = 1.8;
  }
}

// Without losses and blow-up: eps = 1 + (eps0 - 1) e^(-2t/tau), the rest stays.
static void test_closed_form(void) {
  double state[LR_FILL_STATES], tight[LR_FILL_STATES];
  long steps = 0;
  begin(test_bare_fill(), state);
  for (int i = 0; i < LR_FILL_STATES; i++) tight[i] = 1e-8;
  LR_CHECK(lr_fill_stretch(&model, 0.02, 1e-8, tight, state, &steps));
  LR_CHECK(steps >= 1 && steps <= 8);
  LR_NEAR(state[at(0, LR_FILL_EMITTANCE)], 1 + 0.8 * exp(-2 * 0.02 / 46e-3), 1e-7);
  LR_NEAR(state[at(1, LR_FILL_EMITTANCE)], 1 + 0.8 * exp(-2 * 0.02 / 58e-3), 1e-7);
  LR_CHECK(state[at(0, LR_FILL_CHARGE)] == 0.997 && state[at(0, LR_FILL_LOST)] == 0);
}

// One step of half the length has 1/64 of the error of order 5, twice: the sum of both 1/32.
static void test_order(void) {
  double error[3];
  for (int level = 0; level < 3; level++) {
    double state[LR_FILL_STATES], h_s = 0.006 / (1 << level);
    long steps = 0;
    begin(test_bare_fill(), state);
    for (int i = 0; i < 1 << level; i++) LR_CHECK(lr_fill_stretch(&model, h_s, 1, loose, state, &steps));
    LR_CHECK(steps == 1 << level);
    error[level] = fabs(state[at(0, LR_FILL_EMITTANCE)] - (1 + 0.8 * exp(-2 * 0.006 / 46e-3)));
  }
  LR_CHECK(error[0] / error[1] > 25 && error[0] / error[1] < 45);
  LR_CHECK(error[1] / error[2] > 25 && error[1] / error[2] < 45);
}

static void test_sums(void) {
  double state[LR_FILL_STATES];
  long steps = 0;
  begin(test_fill(), state);
  for (int i = 0; i < 1000; i++) LR_CHECK(lr_fill_stretch(&model, 0.02, 1, loose, state, &steps));
  for (int r = 0; r < 2; r++) {
    LR_CHECK(state[at(r, LR_FILL_LOST)] > 1e-3);
    LR_NEAR(state[at(r, LR_FILL_CHARGE)] + state[at(r, LR_FILL_LOST)], 0.997, 1e-13);
  }
}

static void test_refusals(void) {
  double state[LR_FILL_STATES], before[LR_FILL_STATES], none[LR_FILL_STATES] = {0};
  long steps = 0;
  begin(test_fill(), state);
  LR_CHECK(lr_fill_stretch_is_short(&model, 0.04) && !lr_fill_stretch_is_short(&model, 0.05));
  memcpy(before, state, sizeof state);
  LR_CHECK(!lr_fill_stretch(&model, 0.04, 1e-16, none, state, &steps));  // no accuracy is enough
  LR_CHECK(!lr_fill_stretch(&model, 50, 1e-3, loose, state, &steps));    // far out of what is stable: the emittance turns negative
  state[at(0, LR_FILL_EMITTANCE)] = before[at(0, LR_FILL_EMITTANCE)] = -1;
  LR_CHECK(!lr_fill_stretch(&model, 0.01, 1, loose, state, &steps));
  LR_CHECK(memcmp(before, state, sizeof state) == 0 && steps == 0);
}

int main(void) {
  test_closed_form();
  test_order();
  test_sums();
  test_refusals();
  return lr_test_end();
}
