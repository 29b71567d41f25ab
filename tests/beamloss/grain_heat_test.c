// SPDX-License-Identifier: GPL-3.0-or-later
// Heating in closed form: the model values for three materials and four currents, scalings, and the full model at the centre.
#include "beamloss/grain_heat.h"

#include "tests/beamloss/grains.h"

// Times to the boiling point and for evaporation in us, 300 x 26 um; derived with the same figures, apart from this program. The
// second one is that of the heat of vaporisation alone.
static void test_table(void) {
  static const double current_A[] = {0.1, 0.5, 1.3, 3.6};
  static const double printed[4][TEST_MATERIALS][2] = {{{23, 201}, {12, 34}, {4.7, 19}},
                                                       {{4.6, 40}, {2.5, 6.7}, {0.9, 3.9}},
                                                       {{1.8, 15.5}, {0.9, 2.6}, {0.4, 1.5}},
                                                       {{0.6, 5.6}, {0.3, 0.9}, {0.1, 0.5}}};
  for (int c = 0; c < 4; c++)
    for (int m = 0; m < TEST_MATERIALS; m++) {
      struct lr_grain_heat heat;
      LR_CHECK(lr_grain_heat(&test_material[m], current_A[c], 300e-6, 26e-6, 300, &heat, NULL) == LR_OK);
      double got[] = {heat.boiling_s * 1e6, heat.evaporation_s * 1e6};
      for (int k = 0; k < 2; k++) {
        double value = printed[c][m][k], digit = value >= 10 && value != 15.5 ? 1 : 0.1;
        LR_NEAR(got[k] - value, 0, digit / 2);  // as rounded
      }
    }
}

// A small grain held at the centre of the beam: the full model without radiation warms at the rate of the closed form.
static void test_full_model(void) {
  struct lr_grain grain = test_grain(TEST_GRAPHITE, 0.5);
  struct lr_grain_beam beam = test_beam(300, 26);
  struct lr_grain_model model;
  LR_CHECK(lr_grain_prepare(&grain, &beam, &model, NULL) == LR_OK);
  model.current_A = 1.3;
  struct lr_grain_state state = {.temperature_K = 300, .mass = 1};
  double scaled[LR_GRAIN_STATES], rate[LR_GRAIN_STATES];
  lr_grain_scale(&model, &state, scaled);
  LR_CHECK(lr_grain_rhs(&model, scaled, rate));
  struct lr_grain_heat heat;
  LR_CHECK(lr_grain_heat(&test_material[TEST_GRAPHITE], 1.3, 300e-6, 26e-6, 300, &heat, NULL) == LR_OK);
  LR_NEAR(rate[LR_GRAIN_TEMPERATURE] * model.scale[LR_GRAIN_TEMPERATURE], (3915 - 300) / heat.boiling_s, 1e-4);
}

static void test_scaling(void) {
  struct lr_grain_heat one, two;
  LR_CHECK(lr_grain_heat(&test_material[TEST_SILICA], 1, 100e-6, 10e-6, 300, &one, NULL) == LR_OK);
  LR_CHECK(lr_grain_heat(&test_material[TEST_SILICA], 2, 200e-6, 30e-6, 300, &two, NULL) == LR_OK);
  LR_NEAR(two.boiling_s, 3 * one.boiling_s, 1e-14);
  LR_NEAR(two.evaporation_s, 3 * one.evaporation_s, 1e-14);
  LR_CHECK(lr_grain_heat(&test_material[TEST_SILICA], 0, 1e-4, 1e-5, 300, &one, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_heat(&test_material[TEST_SILICA], 1, 0, 1e-5, 300, &one, NULL) == LR_E_DOMAIN);
  LR_CHECK(lr_grain_heat(&test_material[TEST_SILICA], 1, 1e-4, 1e-5, 3300, &one, NULL) == LR_E_DOMAIN);
}

int main(void) {
  test_table();
  test_full_model();
  test_scaling();
  return lr_test_end();
}
