// SPDX-License-Identifier: GPL-3.0-or-later
// What the observed facts say about the priors: approximate Bayesian computation on an ensemble (model.md B34).
#ifndef LR_BEAMLOSS_LOSS_CALIBRATION_H
#define LR_BEAMLOSS_LOSS_CALIBRATION_H

#include "beamloss/loss_ensemble.h"

// Events of the ensemble are draws of the prior predictive distribution. Accepted are those that look like what was observed (ring of
// the first losses, duration, place of the first loss); then, for the law of the gates, (D0, b) drawn anew whose expected gates, summed over the worst `events` of
// `losses_seen` accepted events, agree with the observed share within the factor. Only D0 over the dose for a lost particle is seen so.
// Out: table "calibration": parameter, unit, of, prior_p10, prior_p50, prior_p90, p10, p50, p90, events, distance, chance, says;
// table "facts": fact, observed, prior_share.
// Status: LR_E_DOMAIN when no event is accepted, LR_E_MEMORY.
enum lr_status lr_loss_calibrate(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, uint64_t seed,
                                 struct lr_table **calibration, struct lr_table **facts, struct lr_error *error);

// Two-sample distance of Kolmogorov and Smirnov of sorted samples, and the chance of one at least as large when both are of one
// distribution (asymptotic; within 10 % for more than 20 values).
double lr_ks_distance(const double *a, size_t count_a, const double *b, size_t count_b);
double lr_ks_chance(double distance, size_t count_a, size_t count_b);

#endif
