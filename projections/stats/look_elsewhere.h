// SPDX-License-Identifier: GPL-3.0-or-later
// Local and global significance of a search at many masses. One-sided. (model.md S8)
#ifndef LR_PROJECTIONS_STATS_LOOK_ELSEWHERE_H
#define LR_PROJECTIONS_STATS_LOOK_ELSEWHERE_H

#include "base/error.h"

// Number of independent windows, at least 1: the integral of dm / (width x sigma(m)), sigma linear between its values at the two
// ends of the masses. In: 0 < low < high and sigma > 0 in one unit; width > 0 in sigma, such as 2 sqrt(2 ln 2) = 2.355.
enum lr_status lr_windows_number(double low, double high, double sigma_low, double sigma_high, double width,
                                 double *windows, struct lr_error *error);

// p of the best of `windows` (>= 1, real) independent windows: 1 - (1 - p)^N, and back. As significances.
enum lr_status lr_global_z(double local_z, double windows, double *global_z, struct lr_error *error);
enum lr_status lr_local_z(double global_z, double windows, double *local_z, struct lr_error *error);

// By upcrossings (Gross and Vitells, arXiv:1005.1891): p <= 1 - Phi(Z) + N0 exp(-(Z^2 - c0) / 2), N0 the mean number of times
// that q0 along the masses passes the level c0 upwards, found at a low level such as c0 = 0.5. A bound: p above 1 counts as 1.
enum lr_status lr_global_z_upcrossings(double local_z, double upcrossings, double level, double *global_z,
                                       struct lr_error *error);

#endif
