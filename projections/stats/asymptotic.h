// SPDX-License-Identifier: GPL-3.0-or-later
// Upper limits by the asymptotic CLs of q~ (Cowan, Cranmer, Gross, Vitells, arXiv:1007.1727) for one counting window with a
// known or a measured background. 8 to 30 % low below b ~ 100; at b = 0 wrong (1.353 in place of 2.303 at 90 %): use
// projections/poisson_cls.h there. Limits in events. (model.md S3)
#ifndef LR_PROJECTIONS_STATS_ASYMPTOTIC_H
#define LR_PROJECTIONS_STATS_ASYMPTOTIC_H

#include "base/error.h"
#include "projections/stats/profile.h"

// Expected limit at `sigmas` of the background-only ensemble (2: weak end), from the Asimov data set.
enum lr_status lr_asymptotic_expected(const struct lr_counting *window, double sigmas, double cl, double *s_up,
                                      struct lr_error *error);
// Observed limit for n_obs; the side measurement is at its expectation, the Asimov data set has the background fitted at s = 0.
enum lr_status lr_asymptotic_observed(const struct lr_counting *window, double n_obs, double cl, double *s_up,
                                      struct lr_error *error);

#endif
