// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/diamond.h"

#include <math.h>

double lr_diamond_saturation_rad_s(void) { return 140e3; }

enum lr_status lr_diamond_record(const double *dose_l1_rad, size_t turns, double factor, double turn_s,
                                 double saturation_rad_s, struct lr_diamond_reading *reading, struct lr_error *error) {
  if (!(factor > 0) || !(turn_s > 0) || !(saturation_rad_s > 0))
    return lr_error_set(error, LR_E_DOMAIN, "PXD over diamond, time of a turn and largest rate must be above 0");
  struct lr_diamond_reading sum = {0};
  double most_rad = saturation_rad_s * turn_s;
  for (size_t i = 0; i < turns; i++) {
    double dose = dose_l1_rad[i] / factor;
    if (!(dose >= 0)) return lr_error_set(error, LR_E_DOMAIN, "the dose of turn %zu is negative or no number", i + 1);
    sum.dose_rad += dose;
    sum.recorded_rad += fmin(dose, most_rad);
    sum.lower_bound = sum.lower_bound || dose > most_rad;
  }
  *reading = sum;
  return LR_OK;
}
