// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/series.h"

#include <math.h>

// A bunch swings with its tunes: covariances of turns change their sign, and pairs of them end the sum at once. Means of batches
// longer than a swing do not.
enum { MOST_BATCHES = 128 };

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
  double batch[MOST_BATCHES];
  size_t size = (count + MOST_BATCHES - 1) / MOST_BATCHES, batches = count / size;
  for (size_t b = 0; b < batches; b++) {
    batch[b] = 0;
    for (size_t i = 0; i < size; i++) batch[b] += (value[b * size + i] - mean) / (double)size;
  }
  double sum = 0, last = INFINITY, spread = covariance(batch, batches, 0, 0);
  for (size_t lag = 0; lag + 1 < batches / 2; lag += 2) {
    double pair = covariance(batch, batches, 0, lag) + covariance(batch, batches, 0, lag + 1);
    if (pair <= 0) break;
    last = fmin(last, pair);
    sum += last;
  }
  double square = fmax(2 * sum - spread, spread) / (double)batches;
  if (time) *time = square * (double)count / variance;
  return (struct lr_track_quantity){mean, sqrt(square)};
}
