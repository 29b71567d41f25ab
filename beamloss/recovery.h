// SPDX-License-Identifier: GPL-3.0-or-later
// How long a beam loss keeps the machine down (model.md B1): most losses end in a refill, a few quench a magnet or damage a
// collimator and cost hours or days. A mixture of log-normal recovery times.
#ifndef LR_BEAMLOSS_RECOVERY_H
#define LR_BEAMLOSS_RECOVERY_H

#include <stddef.h>

#include "base/error.h"
#include "base/random.h"

struct lr_recovery {
  double probability;  // of this kind of end, given a loss; the probabilities of a mixture sum to 1
  double mean_s;       // mean time until beams are back
  double cv;           // standard deviation over mean, >= 0
};

// Mean and standard deviation of the recovery time [s]. LR_E_DOMAIN: empty, negative, or probabilities that do not sum to 1.
enum lr_status lr_recovery_moments(const struct lr_recovery *kinds, size_t count, double *mean_s, double *spread_s,
                                   struct lr_error *error);

// The recovery time [s] of one kind at a standard normal number: log-normal of the kind's mean and cv.
double lr_recovery_time(const struct lr_recovery *kind, double normal);
// One recovery time [s] of the mixture; always uses two uniform draws of `random`, so that streams stay in step.
double lr_recovery_draw(const struct lr_recovery *kinds, size_t count, struct lr_random *random);

#endif
