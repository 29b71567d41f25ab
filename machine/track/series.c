// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/track/series.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/constants.h"

// Covariances about the mean of a short series are too small, as the mean goes with the series. Cosine waves over it are
// orthogonal to the mean and nearly so to each other; swings with a tune and noise of turns are far above the slowest of them.
enum { FEWEST_WAVES = 4, MOST_WAVES = 24 };
static const double LEAST_MEMORIES = 2, ONE_SIGMA = 0.8413447460685429, MOST_SIGMA = 37;

// Wave j = 1, 2, ..: sqrt(2/n) sum of (value - mean) cos(pi j (i + 1/2) / n).
static double wave(const double *value, size_t count, double mean, size_t j) {
  double sum = 0, step = LR_PI * (double)j / (double)count;
  for (size_t i = 0; i < count; i++) sum += (value[i] - mean) * cos(step * ((double)i + 0.5));
  return sum * sqrt(2 / (double)count);
}

// Variance of the mean over that of wave j, exact for a correlation exp(-t / memory).
static double of_wave(double count, double memory, size_t j) {
  double length = count / memory, w = LR_PI * (double)j / length, left = exp(-length);
  double ends_mean = memory > 0 ? (1 - left) / length : 0;
  double ends_wave = memory > 0 ? 2 * (1 - (j % 2 ? -left : left)) / (1 + w * w) / length : 0;
  return (memory > 0 ? 1 + w * w : 1) * (1 - ends_mean) / (1 - ends_wave) / count;
}

struct lr_track_quantity lr_track_series_mean(const double *value, size_t count, double memory, double *drift) {
  double mean = 0, n = (double)count;
  for (size_t i = 0; i < count; i++) mean += (value[i] - mean) / (double)(i + 1);
  if (drift) *drift = NAN;
  if (count < 2 * FEWEST_WAVES || !(memory >= 0) || n < LEAST_MEMORIES * memory) return (struct lr_track_quantity){mean, NAN};
  double wanted = fmin(fmax(n / (2 * fmax(memory, 1)), FEWEST_WAVES), MOST_WAVES);
  size_t waves = (size_t)fmin(wanted, n / 2);
  double first = 0, sum = 0;
  for (size_t j = 1; j <= waves; j++) {
    double w = wave(value, count, mean, j), square = w * w * of_wave(n, memory, j);
    if (j == 1) first = copysign(sqrt(square), -w);
    sum += square;
  }
  double others = (sum - first * first) / (double)(waves - 1);
  if (drift && fabs(first) > 0) {
    double chance = others > 0 ? gsl_cdf_tdist_Q(fabs(first) / sqrt(others), (double)waves - 1) : 0;
    *drift = copysign(chance > 0 ? fmin(gsl_cdf_ugaussian_Qinv(chance), MOST_SIGMA) : MOST_SIGMA, first);
  } else if (drift) {
    *drift = 0;
  }
  return (struct lr_track_quantity){mean, gsl_cdf_tdist_Pinv(ONE_SIGMA, (double)waves) * sqrt(sum / (double)waves)};
}
