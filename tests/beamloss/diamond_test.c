// SPDX-License-Identifier: GPL-3.0-or-later
// Diamond readings: conversion, saturation, what is refused.
#include "beamloss/diamond.h"

#include "tests/lr_test.h"

int main(void) {
  const double turn_s = 10.0613e-6, most = lr_diamond_saturation_rad_s();
  struct lr_diamond_reading r;
  struct lr_error error;
  LR_NEAR(most * turn_s, 1.41, 2e-3);  // rad in a turn
  const double small[] = {0.2, 1.0, 0}, large[] = {0.2, 9, 1};
  LR_CHECK(lr_diamond_record(small, 3, 2, turn_s, most, &r, &error) == LR_OK);
  LR_NEAR(r.dose_rad, 0.6, 1e-14);
  LR_NEAR(r.recorded_rad, 0.6, 1e-14);
  LR_CHECK(!r.lower_bound);
  LR_CHECK(lr_diamond_record(large, 3, 1, turn_s, most, &r, &error) == LR_OK);
  LR_NEAR(r.dose_rad, 10.2, 1e-14);
  LR_NEAR(r.recorded_rad, 0.2 + most * turn_s + 1, 1e-14);
  LR_CHECK(r.lower_bound && r.recorded_rad < r.dose_rad);
  LR_CHECK(lr_diamond_record(large, 0, 1, turn_s, most, &r, &error) == LR_OK && r.dose_rad == 0 && !r.lower_bound);
  const double bad[] = {1, -1}, none[] = {NAN};
  LR_CHECK(lr_diamond_record(bad, 2, 1, turn_s, most, &r, &error) == LR_E_DOMAIN && strstr(error.text, "turn 2"));
  LR_CHECK(lr_diamond_record(none, 1, 1, turn_s, most, &r, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_diamond_record(small, 3, 0, turn_s, most, &r, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_diamond_record(small, 3, 1, -1, most, &r, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_diamond_record(small, 3, 1, turn_s, NAN, &r, &error) == LR_E_DOMAIN);
  return lr_test_end();
}
