// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/series.h"

#include <math.h>

static double covariance(const double *value, size_t count, double mean, size_t lag) {
  double sum = 0;
  for (size_t i = 0; i + lag < count; i++) sum += (value[i] - mean) * (value[i + lag] - mean);
  return sum / (double)count;
}

struct lr_track_quantity lr_track_series_mean(const double *value, size_t count, double *time) {
  double mean = 0;
  for (size_t i = 0; i < count; i++) mean += (value[i] - mean) / (double)(i + 1);
  if (time) *time = NAN;
  if (count < 4) return (struct lr_track_quantity){mean, NAN};
  double variance = covariance(value, count, mean, 0);
  if (!(variance > 0)) {
    if (time) *time = 1;
    return (struct lr_track_quantity){mean, 0};
  }
  double sum = 0, last = INFINITY;
  for (size_t lag = 0; lag + 1 < count / 2; lag += 2) {
    double pair = covariance(value, count, mean, lag) + covariance(value, count, mean, lag + 1);
    if (pair <= 0) break;
    last = fmin(last, pair);
    sum += last;
  }
  double tau = fmax(2 * sum / variance - 1, 1);  // 1 + 2 sum of correlations
  if (time) *time = tau;
  return (struct lr_track_quantity){mean, sqrt(variance * tau / (double)count)};
}
