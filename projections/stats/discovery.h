// SPDX-License-Identifier: GPL-3.0-or-later
// Significance of an excess over a known or measured background, one-sided, local. (model.md S7)
#ifndef LR_PROJECTIONS_STATS_DISCOVERY_H
#define LR_PROJECTIONS_STATS_DISCOVERY_H

#include "base/error.h"
#include "projections/stats/profile.h"

// Root of the profile likelihood ratio q0 at n counts (real numbers are fine), negative when n < b. With n = s + b and a known
// background this is Z_A = sqrt(2 ((s+b) ln(1 + s/b) - s)), arXiv:1007.1727 eq. 97.
// Status: LR_E_DOMAIN when b = 0: without background any event is infinitely significant.
enum lr_status lr_discovery_z(const struct lr_counting *window, double n, double *z, struct lr_error *error);
// s / sqrt(b + (rel b)^2).
enum lr_status lr_discovery_simple(const struct lr_counting *window, double signal, double *z, struct lr_error *error);
// Z of the p-value P(N >= n | b), background known; -infinity at n = 0, where p = 1; +infinity at b = 0 and n > 0.
enum lr_status lr_discovery_exact(double background, double n, double *z, struct lr_error *error);
// Signal whose expected significance (n = s + b) is z > 0. Status also LR_E_CONVERGE: no signal up to 1e9 events does.
enum lr_status lr_discovery_signal(const struct lr_counting *window, double z, double *signal, struct lr_error *error);

#endif
