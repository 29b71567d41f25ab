// SPDX-License-Identifier: GPL-3.0-or-later
// Grains for tests: the materials, the beam and the start behind the model values.
#ifndef LR_TESTS_BEAMLOSS_GRAINS_H
#define LR_TESTS_BEAMLOSS_GRAINS_H

#include "beamloss/grain_run.h"
#include "tests/lr_test.h"

static const double test_turn_s = 10.06132e-6;

enum { TEST_GRAPHITE, TEST_SILICA, TEST_COPPER, TEST_MATERIALS };
static const struct lr_material test_material[TEST_MATERIALS] = {
    {"graphite", 2210, 0.4995, 1.45, 1900, 3915, 59.5e6, 0.012011, 4.6, 0.85, 42.7},
    {"silica", 2200, 0.4993, 1.40, 1200, 3220, 9.6e6, 0.06008, 5.0, 0.80, 27.05},
    {"copper", 8960, 0.4564, 1.20, 450, 2835, 4.73e6, 0.063546, 4.65, 0.30, 12.86}};

static inline struct lr_grain test_grain(int material, double radius_um) {
  return lr_grain_falling(&test_material[material], radius_um * 1e-6, 45e-3);
}

static inline struct lr_grain_beam test_beam(double sigma_x_um, double sigma_y_um) {
  return lr_grain_beam_default(sigma_x_um * 1e-6, sigma_y_um * 1e-6, test_turn_s, 1);
}

// Follows a grain turn by turn at a constant current until its outcome, or `most_s`. False when something failed.
static inline int test_follow(struct lr_grain_run *run, double current_A, double most_s) {
  struct lr_error error = {0};
  enum lr_status status = LR_OK;
  for (int turn = 1; !status && lr_grain_run_summary(run)->outcome == LR_GRAIN_IN_FLIGHT && turn * test_turn_s < most_s;
       turn++)
    status = lr_grain_run_advance(run, turn * test_turn_s, current_A, 0, NULL, NULL, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return status == LR_OK;
}

static inline struct lr_grain_run *test_open(const struct lr_grain *grain, const struct lr_grain_beam *beam,
                                             double rtol) {
  struct lr_grain_run *run = NULL;
  struct lr_error error = {0};
  struct lr_grain_settings settings = {.rtol = rtol};
  enum lr_status status = lr_grain_run_open(&run, grain, beam, &settings, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return run;
}

#endif
