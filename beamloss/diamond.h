// SPDX-License-Identifier: GPL-3.0-or-later
// Diamond sensors on the beam pipe: what they would have read for a dose in the PXD (model.md B22). They decide the abort;
// here doses are only converted.
#ifndef LR_BEAMLOSS_DIAMOND_H
#define LR_BEAMLOSS_DIAMOND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

// Largest rate that the read-out shows [rad/s]: 140 krad/s, Bacher et al., NIM A 997, 165157 (read at second hand). 1.41 rad
// in a turn of 10.06 us.
double lr_diamond_saturation_rad_s(void);

struct lr_diamond_reading {
  double dose_rad;      // that it got
  double recorded_rad;  // that it shows
  bool lower_bound;     // it was saturated in a turn at least: what it shows is a lower bound
};

// In: mean dose of layer 1 in each turn [rad], factor k = D_L1 / D_diamond (> 0; no published value, drawn by the caller:
// log-normal about 1 is assumed), time of a turn, largest rate. LR_E_DOMAIN: k or the times not positive, a negative dose.
// The sensors sit outside the length of the PXD modules: one factor for all of them is assumed.
enum lr_status lr_diamond_record(const double *dose_l1_rad, size_t turns, double factor, double turn_s,
                                 double saturation_rad_s, struct lr_diamond_reading *reading, struct lr_error *error);

#endif
