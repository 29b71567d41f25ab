// SPDX-License-Identifier: GPL-3.0-or-later
// P16: rates by date, mitigation, currents, and what is said when a current is not known.
#include "projections/plan_rates.h"

#include "tests/lr_test.h"

static void faults(void) {
  struct lr_fault fault = {.id = "rf", .rate_per_s = 2e-5, .factor = {.knot = {{100, 0.5}, {200, NAN}, {300, 0}}, .knots = 3}};
  struct lr_state state = {{2.6, 2, 2000, 1e-3}}, nothing = {{NAN, NAN, NAN, NAN}};
  double rate;
  const struct { int date; double factor; } AT[] = {{99, 1}, {100, 0.5}, {199, 0.5}, {200, 1}, {300, 0}, {9999, 0}};
  for (size_t i = 0; i < sizeof AT / sizeof *AT; i++) {
    LR_CHECK(lr_fault_rate(&fault, &nothing, AT[i].date, true, &rate, NULL) == LR_OK && rate == 2e-5 * AT[i].factor);
    LR_CHECK(lr_fault_rate(&fault, &nothing, AT[i].date, false, &rate, NULL) == LR_OK && rate == 2e-5);
  }
  fault.current_exponent = 2;
  fault.reference_current_A = 1.3;
  LR_CHECK(lr_fault_rate(&fault, &state, 0, true, &rate, NULL) == LR_OK);
  LR_NEAR(rate, 8e-5, 1e-14);
  struct lr_error error = {0};
  LR_CHECK(lr_fault_rate(&fault, &nothing, 0, true, &rate, &error) == LR_E_INPUT && strstr(error.text, "'rf'") && strstr(error.text, "at: {"));
}

static void sudden(void) {
  struct lr_sudden_losses s = {.given = true, .rate_per_s = {.knot = {{10, 4e-6}, {20, 8e-6}}, .knots = 2}, .factor = {.knot = {{15, 0.25}}, .knots = 1},
                               .reference_bunch_current_A = 0.5e-3, .exponent = 3};
  struct lr_state state = {{2, 2, 2000, 1e-3}}, nothing = {{NAN, NAN, NAN, NAN}};
  double rate;
  LR_CHECK(lr_sudden_rate(&s, &nothing, 9, true, &rate, NULL) == LR_OK && rate == 0);
  LR_CHECK(lr_sudden_rate(&s, &state, 10, true, &rate, NULL) == LR_OK);
  LR_NEAR(rate, 4e-6 * 8, 1e-14);
  LR_CHECK(lr_sudden_rate(&s, &state, 25, true, &rate, NULL) == LR_OK);
  LR_NEAR(rate, 0.25 * 8e-6 * 8, 1e-14);
  LR_CHECK(lr_sudden_rate(&s, &state, 25, false, &rate, NULL) == LR_OK);
  LR_NEAR(rate, 8e-6 * 8, 1e-14);
  s.threshold_bunch_current_A = 1.1e-3;
  LR_CHECK(lr_sudden_rate(&s, &state, 25, true, &rate, NULL) == LR_OK && rate == 0);
  LR_CHECK(lr_sudden_rate(&s, &nothing, 25, true, &rate, NULL) == LR_E_INPUT);
  s.threshold_bunch_current_A = 0;
  s.exponent = NAN;
  LR_CHECK(lr_sudden_rate(&s, &nothing, 25, true, &rate, NULL) == LR_OK && rate == 2e-6);
  s.given = false;
  LR_CHECK(lr_sudden_rate(&s, &state, 25, true, &rate, NULL) == LR_OK && rate == 0);
}

int main(void) {
  faults();
  sudden();
  return lr_test_end();
}
