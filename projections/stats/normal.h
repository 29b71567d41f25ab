// SPDX-License-Identifier: GPL-3.0-or-later
// The normal distribution by its logarithms, so that 60 sigma loses no digits. One-sided: p = 1 - Phi(z).
#ifndef LR_PROJECTIONS_STATS_NORMAL_H
#define LR_PROJECTIONS_STATS_NORMAL_H

double lr_normal_cdf(double z);  // Phi(z)
double lr_normal_log_upper(double z);  // ln(1 - Phi(z)), any z
double lr_normal_upper_quantile(double p);  // z with 1 - Phi(z) = p; 0 < p < 1
// z with ln(1 - Phi(z)) = log_p; log_p <= 0. -infinity at 0, +infinity at -infinity.
double lr_normal_z(double log_p);

#endif
