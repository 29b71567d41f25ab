// SPDX-License-Identifier: GPL-3.0-or-later
// Several counting windows in one limit (model.md R12, R14): the single counting experiment that stands for them, and the
// significance of a discovery. Every window has its own signal and known background; all numbers are expected events.
#ifndef LR_PROJECTIONS_COUNTING_WINDOWS_H
#define LR_PROJECTIONS_COUNTING_WINDOWS_H

#include <stddef.h>

#include "base/error.h"

struct lr_window {
  double signal, background;
};

// Expected log-likelihood ratio of one window for data without signal, q = 2 (s - b ln(1 + s/b)): rises with s, falls with b, adds
// up over windows. 2 s without background.
double lr_window_information(double signal, double background);

// The single experiment that stands for all windows together: the same sum of q and the same skewness of the sum of events with
// weights s/(s + b). Of one window, or of windows with one s/b, it is their sum. Out: *signal, *background [events].
void lr_windows_match(const struct lr_window *window, size_t windows, double *signal, double *background);

// Upper limit on s over b: the continuous form, and at a quantile of the background-only ensemble. Above 1e9 background events
// (to 1e300) both grow as sqrt(b). Status: LR_E_DOMAIN for b < 0, cl outside 0..1.
enum lr_status lr_limit_continuous(double background, double cl, double *signal, struct lr_error *error);
enum lr_status lr_limit_quantile(double background, double sigmas, double cl, double *signal, struct lr_error *error);
// The quantile without the steps of whole counts, for a matched experiment whose counts are no whole numbers: the count is continued
// as in S1; at 0 sigma it is the continuous form, and the others lie beyond it.
enum lr_status lr_limit_quantile_smooth(double background, double sigmas, double cl, double *signal, struct lr_error *error);

// At least 1 where the median significance is `sigmas`: the sum over windows of min(q0, s sigmas^2 / 3) / sigmas^2 with
// q0 = 2 ((s + b) ln(1 + s/b) - s), Z_A = sqrt(q0) (arXiv:1007.1727 eq. 97), so that three events are expected at least. `per_event`: expected events
// for one event of each window's signal, where a declared gain has multiplied it; NULL: 1.
double lr_windows_discovery(const struct lr_window *window, const double *per_event, size_t windows, double sigmas);

#endif
