// SPDX-License-Identifier: GPL-3.0-or-later
// Mean luminosity of fills one after another (model.md P6, P7), where the turnaround scatters and faults end fills early: what the closed
// forms leave out. By renewal and reward it is the luminosity of a fill over the time of fill and turnaround, estimated from a sample.
#ifndef LR_PROJECTIONS_FILL_CYCLE_H
#define LR_PROJECTIONS_FILL_CYCLE_H

#include <stdint.h>

#include "base/error.h"
#include "beamloss/recovery.h"

enum lr_fill_law { LR_FILL_COASTING, LR_FILL_BURNOFF };  // L0 exp(-t/tau), L0 / (1 + t/tau)^2

struct lr_fill_cycle {
  int law;                    // enum lr_fill_law, after the levelling
  double level_s, lifetime_s; // levelled at the initial luminosity for level_s
  double fill_s;              // planned length, levelling included
  double fault_per_s;         // a fault ends a fill; 0 = none
  struct lr_recovery turnaround;  // mean, cv: log-normal; its probability is not used
};
struct lr_fill_estimate {
  double mean, error;   // mean luminosity over initial luminosity, and its standard error
  double early;         // share of the fills that a fault ended
};
// In: number of fills, at least 2. LR_E_DOMAIN: no lifetime, a fill without length, a negative time, rate or spread.
enum lr_status lr_fill_cycle_sample(const struct lr_fill_cycle *cycle, size_t fills, uint64_t seed, struct lr_fill_estimate *estimate,
                                    struct lr_error *error);

#endif
