// SPDX-License-Identifier: GPL-3.0-or-later
// Exact Poisson CLs upper limits on a signal over a known background (A. Read, J. Phys. G 28 (2002) 2693): s_up(n, b)
// is the s at which P(N <= n | s + b) = (1 - CL) P(N <= n | b). For a known background it is also the Bayesian limit
// with a flat prior in s. Every limit is in events. Backgrounds and counts: 0 to 1e9; 0 < CL < 1. (model.md S1, S2)
#ifndef LR_PROJECTIONS_POISSON_CLS_H
#define LR_PROJECTIONS_POISSON_CLS_H

#include "base/error.h"

// ln P(N <= n | mean), continued to real n by the regularised incomplete gamma function Q(n + 1, mean). No underflow.
// In: n >= 0, mean >= 0.
double lr_poisson_log_cdf(double n, double mean);
// ln P(N >= n | mean), likewise; 0 at n = 0, -infinity at mean = 0 above.
double lr_poisson_log_tail(double n, double mean);

// Observed limit s_up(n, b). In: n >= 0 (events, real values are continued), b >= 0 (events).
// Status: LR_E_DOMAIN outside the ranges above.
enum lr_status lr_cls_observed(double n, double background, double cl, double *s_up, struct lr_error *error);

// Smallest n with P(N <= n | b) >= Phi(sigmas), the count at a quantile of the background-only ensemble.
enum lr_status lr_cls_quantile_count(double background, double sigmas, double *n, struct lr_error *error);

// Expected limit at the quantile Phi(sigmas): s_up at the count above; sigmas = 0 is the median, +2 the weak end. It is
// a step function of b: with more data the median can get worse for a while (use the continuous form for dates).
enum lr_status lr_cls_expected_quantile(double background, double sigmas, double cl, double *s_up,
                                        struct lr_error *error);

// The five bands at once, out[k] at k - 2 sigma.
enum lr_status lr_cls_expected_bands(double background, double cl, double out[5], struct lr_error *error);

// Mean over n of s_up(n, b). Above b ~ 1000 the sum runs in steps of a third of sqrt(b), which leaves no visible error
// because the terms are a smooth peak.
enum lr_status lr_cls_expected_mean(double background, double cl, double *s_up, struct lr_error *error);

// "Exact Asimov" expected limit: s_up at n = b, continued by the incomplete gamma function (arXiv:2009.07249). Smooth,
// and s_up(b L) / L falls with L always: the form for dates.
enum lr_status lr_cls_expected_continuous(double background, double cl, double *s_up, struct lr_error *error);

// Inverse of the continuous form: the background at which the expected limit is s_up events.
// Status: LR_E_DOMAIN when s_up is below -ln(1 - CL), the limit without any background.
enum lr_status lr_cls_background_for(double s_up, double cl, double *background, struct lr_error *error);

#endif
