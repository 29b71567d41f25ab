// SPDX-License-Identifier: GPL-3.0-or-later
// Terms of -ln L: the count of a bin, and the side measurements of bins and nuisances.
#ifndef LR_PROJECTIONS_STATS_LIKELIHOOD_TERMS_H
#define LR_PROJECTIONS_STATS_LIKELIHOOD_TERMS_H

#include "projections/stats/likelihood.h"

// nu - n + n ln(n/nu): half the deviance of a count n where nu is expected; a series where both are close, without cancellation.
double lr_like_deviance(double n, double nu);

// The statistical factor gamma of a bin that minimises -ln L at given signal and background: the positive root of a quadratic.
double lr_like_gamma(enum lr_like_constraint constraint, double rel, double n, double signal, double background, double aux);
// Term of its side measurement `aux`, and the second derivative in gamma.
double lr_like_bin_constraint(enum lr_like_constraint constraint, double rel, double gamma, double aux, double *second);
// Term of the side measurement of a nuisance, with slope and curvature; INFINITY where it allows no such theta.
double lr_like_nuisance_constraint(const struct lr_like_nuisance *nuisance, double theta, double aux, double *first, double *second);

#endif
