// SPDX-License-Identifier: GPL-3.0-or-later
// What a search is optimised for before any data (Punzi, physics/0308063): discovery at `sigmas` (a) with a probability, or a limit
// at a confidence level, of `cl`. (model.md S6)
#ifndef LR_PROJECTIONS_STATS_PUNZI_H
#define LR_PROJECTIONS_STATS_PUNZI_H

#include "base/error.h"

// Figure of merit efficiency / (a/2 + sqrt B). In: 0 <= efficiency <= 1, B in events, a > 0.
enum lr_status lr_punzi_merit(double efficiency, double background, double sigmas, double *merit,
                              struct lr_error *error);
// Smallest signal [events] by the Gaussian form (eq. 6) and by the improved one that follows the Poisson sums (eq. 7).
enum lr_status lr_punzi_gauss(double background, double sigmas, double cl, double *s_min, struct lr_error *error);
enum lr_status lr_punzi_improved(double background, double sigmas, double cl, double *s_min, struct lr_error *error);
// Without an approximation: n_critical is the smallest n with P(N >= n | B) <= 1 - Phi(a) (at least 1), and
// P(N >= n_critical | s_min + B) = CL.
enum lr_status lr_punzi_exact(double background, double sigmas, double cl, double *s_min, double *n_critical,
                              struct lr_error *error);

#endif
