// SPDX-License-Identifier: GPL-3.0-or-later
// Upper limits by the asymptotic CLs of q~ (Cowan, Cranmer, Gross, Vitells, arXiv:1007.1727) for one counting window with a
// known or a measured background. Low where events are few: at 90 % the median by 41 % (b = 0), 19 (1), 13 (3), 7.4 (10), 4.4
// (30), 2.4 (100), the -2 sigma band by 85, 53, 26, 14, 11, 6; projections/poisson_cls.h is right there. Limits in events.
// (model.md S3)
#ifndef LR_PROJECTIONS_STATS_ASYMPTOTIC_H
#define LR_PROJECTIONS_STATS_ASYMPTOTIC_H

#include "base/error.h"
#include "projections/stats/profile.h"

enum { LR_ASYMPTOTIC_FEW = 10 };  // background events below which a table says that the limits are low

// Expected limit at `sigmas` of the background-only ensemble (2: weak end), from the Asimov data set.
enum lr_status lr_asymptotic_expected(const struct lr_counting *window, double sigmas, double cl, double *s_up,
                                      struct lr_error *error);
// Observed limit for n_obs; the side measurement is at its expectation, the Asimov data set has the background fitted at s = 0.
enum lr_status lr_asymptotic_observed(const struct lr_counting *window, double n_obs, double cl, double *s_up,
                                      struct lr_error *error);

#endif
