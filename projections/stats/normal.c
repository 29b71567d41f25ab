// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/stats/normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/constants.h"

double lr_normal_cdf(double z) { return 0.5 * erfc(-z / sqrt(2)); }

double lr_normal_log_upper(double z) {
  if (z < 0) return log1p(-0.5 * erfc(-z / sqrt(2)));
  if (z < 25) return log(0.5 * erfc(z / sqrt(2)));
  double tail = z;  // continued fraction of Mills' ratio; 12 levels are exact to 1e-16 above 25
  for (int k = 12; k > 0; k--) tail = z + k / tail;
  return -0.5 * z * z - 0.5 * log(2 * LR_PI) - log(tail);
}

double lr_normal_upper_quantile(double p) { return gsl_cdf_ugaussian_Qinv(p); }

double lr_normal_z(double log_p) {
  if (log_p >= 0) return -INFINITY;
  if (isinf(log_p)) return INFINITY;
  if (log_p > -0.6931471805599453) return gsl_cdf_ugaussian_Pinv(-expm1(log_p));
  if (log_p > -650) return gsl_cdf_ugaussian_Qinv(exp(log_p));
  double z = sqrt(-2 * log_p);
  for (int i = 0; i < 8; i++) z += (lr_normal_log_upper(z) - log_p) / (z + 1 / z);  // slope: Mills' ratio
  return z;
}
