// SPDX-License-Identifier: GPL-3.0-or-later
// Systematic uncertainties in a counting limit, in forms that never get worse with more data (model.md R10, R11).
#ifndef LR_PROJECTIONS_SYSTEMATICS_H
#define LR_PROJECTIONS_SYSTEMATICS_H

// The known background whose limit stands for b +- relative b: b + (relative b)^2, the sum of the variances. In the limit of large
// counts this is the prior-averaged CLs with a truncated Gauss. In: b >= 0 [events], relative >= 0.
double lr_background_with_error(double background, double relative);
// Its inverse: the b that gives `events` with that uncertainty.
double lr_background_without_error(double events, double relative);

// Factor on a limit for a relative uncertainty of the signal, 1 / sqrt(1 - (z relative)^2) with z the one-sided quantile of CLs at
// large counts, Phi^-1((1 + CL) / 2). Good to 1 % of the limit up to relative = 20 %. In: 0 <= relative <= 0.4, 0.5 < cl < 1 with
// z relative < 0.9 (else the factor of 0.9).
double lr_signal_widening(double relative, double cl);

#endif
