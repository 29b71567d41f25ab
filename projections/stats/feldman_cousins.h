// SPDX-License-Identifier: GPL-3.0-or-later
// Feldman-Cousins intervals for a signal over a known background (Phys. Rev. D 57 (1998) 3873, physics/9711021): counts are
// accepted in the order of P(n | mu + b) / P(n | best mu + b), best mu = max(0, n - b). Signals in events. Backgrounds to
// 1000, counts to 10000. (model.md S5)
#ifndef LR_PROJECTIONS_STATS_FELDMAN_COUSINS_H
#define LR_PROJECTIONS_STATS_FELDMAN_COUSINS_H

#include "base/error.h"

struct lr_fc_interval {
  // upper: the largest of the raw ones at this background and at the larger multiples of 0.01, so that it does not rise with b, as in
  // the published tables; without the steps it would be up to 0.006 higher
  double lower, upper_raw, upper;
};

// Interval for n observed. Status: LR_E_DOMAIN outside the ranges, n not whole, CL not between 0 and 1.
enum lr_status lr_feldman_cousins(double n, double background, double cl, struct lr_fc_interval *interval,
                                  struct lr_error *error);

#endif
