// SPDX-License-Identifier: GPL-3.0-or-later
// Upper limits with the background averaged over a prior (hybrid CLs): F(s) = integral of pi(beta) P(N <= n | s + beta), and
// F(s_up) = (1 - CL) F(0). Integrated over s the same F is the posterior of a flat prior in s with the background
// marginalised: the Bayesian limit is the same number. Limits in events. (model.md S4)
#ifndef LR_PROJECTIONS_STATS_HYBRID_H
#define LR_PROJECTIONS_STATS_HYBRID_H

#include "base/error.h"

// gamma: mean b, standard deviation rel b. truncated Gauss: mean b and deviation rel b before it is cut at zero.
// log-normal: median b, one sigma is a factor 1 + rel.
enum lr_prior { LR_PRIOR_GAMMA, LR_PRIOR_TRUNCATED_GAUSS, LR_PRIOR_LOG_NORMAL };

struct lr_averaged {
  double background, relative_error;  // events; 0 to 10, 0: known
  enum lr_prior prior;
};

// ln F(s) for a count n. In: n >= 0, s >= 0 (events), arguments as above (not checked).
double lr_averaged_log_cdf(const struct lr_averaged *window, double n, double s);
// Smallest n with F(0) >= Phi(sigmas).
enum lr_status lr_hybrid_quantile_count(const struct lr_averaged *window, double sigmas, double *n,
                                        struct lr_error *error);
enum lr_status lr_hybrid_observed(const struct lr_averaged *window, double n_obs, double cl, double *s_up,
                                  struct lr_error *error);
// Limit at the quantile count above, which goes to *n: the bands are ranked by counts, that is by p-values.
enum lr_status lr_hybrid_expected(const struct lr_averaged *window, double sigmas, double cl, double *n, double *s_up,
                                  struct lr_error *error);

#endif
