// SPDX-License-Identifier: GPL-3.0-or-later
// Limits from the q~ statistic without asymptotic formulas: one counting window whose background has a side measurement.
// Every outcome (n, aux) is taken with its probability and its profiled q~, ties included (model.md S12):
//   POISSON: m ~ Pois(beta / (rel^2 b)); GAUSS: x ~ N(beta, rel b), beta >= 0. n ~ Pois(s + beta).
#ifndef LR_PROJECTIONS_STATS_QTILDE_ENSEMBLE_H
#define LR_PROJECTIONS_STATS_QTILDE_ENSEMBLE_H

#include "base/error.h"
#include "projections/stats/likelihood.h"

struct lr_ensemble {
  enum lr_like_constraint constraint;  // POISSON or GAUSS
  double background;                   // b [events], above 0 to 1e6
  double rel;                          // relative error of b, 0.001 to 10
  double step;                         // GAUSS: x in cells of this width [sigma] around b, at their centres; 0: continuous
};

// q~_s of an outcome: n counted, side measurement `aux` in events of background (x, or m rel^2 b).
double lr_ensemble_q(const struct lr_ensemble *ensemble, double s, double n, double aux);

// P(q~_s >= q) when the signal is `s_true` and the background `beta`; outcomes within 1e-10 of q count as ties.
double lr_ensemble_tail(const struct lr_ensemble *ensemble, double s, double q, double s_true, double beta);

// Expected limits [events] at -2 .. +2 sigma of the background-only ensemble at beta = b: for each s the quantile is that of
// q~_s, and the limit is the s at which CLs there is 1 - CL. Status: LR_E_DOMAIN outside the ranges, LR_E_CONVERGE.
enum lr_status lr_ensemble_expected(const struct lr_ensemble *ensemble, double cl, double ul[5], struct lr_error *error);

// Observed limit [events] with n counted and the side measurement at b: ensembles at the background profiled at s and at 0.
enum lr_status lr_ensemble_observed(const struct lr_ensemble *ensemble, double n, double cl, double *ul, struct lr_error *error);

#endif
