// SPDX-License-Identifier: GPL-3.0-or-later
// The second method beside the closed forms of the best fill (model.md P6, P7): fills one after another, whose turnaround scatters and
// which faults end early. By renewal and reward it is the luminosity of a fill over the time of fill and turnaround, estimated from a sample.
#ifndef LR_TESTS_PROJECTIONS_FILL_CYCLE_H
#define LR_TESTS_PROJECTIONS_FILL_CYCLE_H

#include <math.h>
#include <stdint.h>

#include "base/error.h"
#include "beamloss/fast_normal.h"
#include "beamloss/recovery.h"

enum fill_law { FILL_COASTING, FILL_BURNOFF };  // L0 exp(-t/tau), L0 / (1 + t/tau)^2

struct fill_cycle {
  int law;                    // enum fill_law, after the levelling
  double level_s, lifetime_s; // levelled at the initial luminosity for level_s
  double fill_s;              // planned length, levelling included
  double fault_per_s;         // a fault ends a fill; 0 = none
  struct lr_recovery turnaround;  // mean, cv: log-normal; its probability is not used
};
struct fill_estimate {
  double mean, error;   // mean luminosity over initial luminosity, and its standard error
  double early;         // share of the fills that a fault ended
};
enum { STREAM_FILLS = 7 };

// Integral of L / L0 from the beginning of a fill.
static inline double delivered_to(const struct fill_cycle *c, double time_s) {
  double level_s = fmin(time_s, c->level_s), rest_s = time_s - level_s;
  if (c->law == FILL_COASTING) return level_s - c->lifetime_s * expm1(-rest_s / c->lifetime_s);
  return level_s + rest_s / (1 + rest_s / c->lifetime_s);
}

// In: number of fills, at least 2. LR_E_DOMAIN: no lifetime, a fill without length, a negative time, rate or spread.
static inline enum lr_status fill_cycle_sample(const struct fill_cycle *c, size_t fills, uint64_t seed, struct fill_estimate *estimate,
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
  *estimate = (struct fill_estimate){mean, sqrt(fmax(0, variance) / n) / (time / n), (double)early / n};
  return LR_OK;
}

#endif
