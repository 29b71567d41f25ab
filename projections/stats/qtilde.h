// SPDX-License-Identifier: GPL-3.0-or-later
// Asymptotic limits and discovery from a binned likelihood (arXiv:1007.1727; model.md S11): the q~ statistic, CLs, expected
// bands from the Asimov data set by p-values (never by ranking limits). Limits are signal strengths.
#ifndef LR_PROJECTIONS_STATS_QTILDE_H
#define LR_PROJECTIONS_STATS_QTILDE_H

#include "projections/stats/likelihood.h"

// Expected limits at -2 .. +2 sigma of the background-only ensemble (ul[2]: median, ul[4]: the weak end) from the Asimov
// data set of the nominal background: root of sqrt(q_A(mu)) = z(1 - (1-CL) Phi(N)) + N. In: 0.5 <= cl < 1.
// Status: LR_E_DOMAIN also when no mu is excluded (a signal that may vanish within its own uncertainty); LR_E_CONVERGE.
enum lr_status lr_qtilde_expected(struct lr_like_work *work, double cl, double ul[5], struct lr_error *error);

// Observed limit: the mu at which CLs(q~_mu) = 1 - CL, with the Asimov data set of the background-only fit to the data
// (of the nominal background where that has counts in a bin without background).
enum lr_status lr_qtilde_observed(struct lr_like_work *work, const struct lr_like_data *data, double cl, double *ul, struct lr_error *error);

// q~_mu of the data; 0 where the best mu is above.
enum lr_status lr_qtilde(struct lr_like_work *work, const struct lr_like_data *data, double mu, double *q, struct lr_error *error);
// CLs of q~ = q where the Asimov data set has q_A; log_cls in place of an underflow.
double lr_qtilde_log_cls(double q, double q_asimov);

// Discovery: Z = sqrt(q_0), 0 when the best mu is not above 0. Status: LR_E_DOMAIN for counts in a bin without background,
// which no Z in this approximation describes.
enum lr_status lr_discovery_observed(struct lr_like_work *work, const struct lr_like_data *data, double *z, struct lr_error *error);
// The median Z that a signal of strength mu gives, from its Asimov data set.
enum lr_status lr_discovery_expected(struct lr_like_work *work, double mu, double *z, struct lr_error *error);

#endif
