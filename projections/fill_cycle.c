// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/fill_cycle.h"

#include <math.h>

#include "beamloss/fast_normal.h"

enum { STREAM_FILLS = 7 };

// Integral of L / L0 from the beginning of a fill.
static double delivered_to(const struct lr_fill_cycle *c, double time_s) {
  double level_s = fmin(time_s, c->level_s), rest_s = time_s - level_s;
  if (c->law == LR_FILL_COASTING) return level_s - c->lifetime_s * expm1(-rest_s / c->lifetime_s);
  return level_s + rest_s / (1 + rest_s / c->lifetime_s);
}

enum lr_status lr_fill_cycle_sample(const struct lr_fill_cycle *c, size_t fills, uint64_t seed, struct lr_fill_estimate *estimate,
                                    struct lr_error *error) {
  if (!(c->lifetime_s > 0) || !(c->fill_s > 0) || !(c->level_s >= 0) || !(c->fault_per_s >= 0) || !(c->turnaround.mean_s >= 0) ||
      !(c->turnaround.cv >= 0) || fills < 2)
    return lr_error_set(error, LR_E_DOMAIN, "fills: lifetime and length must be above zero, other times, rates and spreads not negative, and at "
                                            "least 2 fills");
  double light = 0, time = 0, light2 = 0, time2 = 0, both = 0;
  size_t early = 0;
  for (size_t i = 0; i < fills; i++) {
    double u[4];
    lr_random_four(seed, STREAM_FILLS, i, 0, u);
    double wait_s = c->fault_per_s > 0 ? -log(u[0]) / c->fault_per_s : INFINITY, length_s = fmin(wait_s, c->fill_s);
    double got = delivered_to(c, length_s), took_s = length_s + lr_recovery_time(&c->turnaround, lr_normal_quantile(u[1]));
    early += wait_s < c->fill_s;
    light += got;
    time += took_s;
    light2 += got * got;
    time2 += took_s * took_s;
    both += got * took_s;
  }
  double n = (double)fills, mean = light / time;
  double variance = (light2 - 2 * mean * both + mean * mean * time2) / n;  // of light - mean x time of a fill, whose mean is 0
  *estimate = (struct lr_fill_estimate){mean, sqrt(fmax(0, variance) / n) / (time / n), (double)early / n};
  return LR_OK;
}
