// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/recovery.h"

#include <math.h>

enum lr_status lr_recovery_moments(const struct lr_recovery *kinds, size_t count, double *mean_s, double *spread_s,
                                   struct lr_error *error) {
  double sum = 0, mean = 0, square = 0;
  for (size_t i = 0; i < count; i++) {
    const struct lr_recovery *kind = &kinds[i];
    if (!(kind->probability >= 0) || !(kind->mean_s >= 0) || !(kind->cv >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "recovery %zu: probability, mean and cv cannot be negative", i + 1);
    sum += kind->probability;
    mean += kind->probability * kind->mean_s;
    square += kind->probability * kind->mean_s * kind->mean_s * (1 + kind->cv * kind->cv);
  }
  if (!(fabs(sum - 1) < 1e-9))
    return lr_error_set(error, LR_E_DOMAIN, "the probabilities of the recoveries sum to %g, not to 1", sum);
  *mean_s = mean;
  *spread_s = sqrt(fmax(0, square - mean * mean));
  return LR_OK;
}

double lr_recovery_time(const struct lr_recovery *kind, double normal) {
  double variance = log1p(kind->cv * kind->cv);
  return kind->mean_s * exp(sqrt(variance) * normal - variance / 2);
}

double lr_recovery_draw(const struct lr_recovery *kinds, size_t count, struct lr_random *random) {
  double which = lr_random_uniform(random), normal = lr_random_normal(random);
  size_t i = 0;
  while (i + 1 < count && which > kinds[i].probability) which -= kinds[i++].probability;
  return lr_recovery_time(&kinds[i], normal);
}
