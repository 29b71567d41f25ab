// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/fast_normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

// x/q as a ratio of polynomials in q^2, q = p - 1/2, |q| <= 0.475: interpolation at Chebyshev points of q^2.
static const double OVER[] = {2.50662827463610312, -28.6164365809090351, 118.768892150740246,
                              -213.183683120153609, 147.899927632006135, -20.8399124229306053};
static const double UNDER[] = {1.0, -12.4635040155934787, 58.130775510474048,
                               -123.47054137082225, 113.569377465852377, -32.1392232192426142};

double lr_normal_quantile(double p) {
  double q = p - 0.5, t = q * q;
  if (!(t <= 0.475 * 0.475)) return gsl_cdf_ugaussian_Pinv(p);
  double over = OVER[0] + t * (OVER[1] + t * (OVER[2] + t * (OVER[3] + t * (OVER[4] + t * OVER[5]))));
  double under = UNDER[0] + t * (UNDER[1] + t * (UNDER[2] + t * (UNDER[3] + t * (UNDER[4] + t * UNDER[5]))));
  return q * over / under;
}

void lr_normal_fill(struct lr_random *random, double *out, size_t count) {
  const double scale = 67108864;  // 2^26
  for (size_t i = 0; i < count; i += 2) {
    double u = lr_random_uniform(random) * scale, high = floor(u);
    out[i] = lr_normal_quantile((high + 0.5) / scale);
    if (i + 1 < count) out[i + 1] = lr_normal_quantile(u - high);
  }
}
