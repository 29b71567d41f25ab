// SPDX-License-Identifier: GPL-3.0-or-later
// How a loss ends (model.md B25): the beam is refilled, or a final-focus magnet (QCS) quenches, or a collimator is damaged;
// and the time until beams are back, from the recovery of that kind (B1).
#ifndef LR_BEAMLOSS_LOSS_OUTCOME_H
#define LR_BEAMLOSS_LOSS_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "beamloss/recovery.h"

enum lr_loss_end { LR_END_REFILL, LR_END_QUENCH, LR_END_DAMAGE, LR_END_KINDS };
// "refill", "quench", "damage"; static storage.
const char *lr_loss_end_name(enum lr_loss_end end);

// No threshold is published: all assumed, drawn by the caller. INFINITY: never.
struct lr_loss_thresholds {
  double quench_J;          // energy in the elements of the interaction region at which a magnet quenches
  double quench_particles;  // the same as lost particles; what is reached first counts
  double damage_J;          // energy on one collimator at which its head is damaged
};

// What the loss left where.
struct lr_loss_deposit {
  double ir_J, ir_particles;  // in the elements of the interaction region
  double collimator_J;        // on the collimator that got most
};

struct lr_loss_outcome {
  bool quench, damage;
  enum lr_loss_end end;  // the one of the longest mean recovery among those that happened
  double downtime_s;
};

// In: mean and cv of the recovery of each kind (their probabilities are not used: the loss decides). Always uses one
// normal draw. LR_E_DOMAIN: a threshold not above 0, a negative deposit, a negative mean or cv.
enum lr_status lr_loss_outcome(const struct lr_loss_deposit *deposit, const struct lr_loss_thresholds *thresholds,
                               const struct lr_recovery recovery[LR_END_KINDS], struct lr_random *random,
                               struct lr_loss_outcome *outcome, struct lr_error *error);

// The recoveries as a mixture: probabilities from how often each end was seen in an ensemble, for the plan (B1).
// LR_E_DOMAIN: no event at all.
enum lr_status lr_loss_mixture(const size_t seen[LR_END_KINDS], const struct lr_recovery recovery[LR_END_KINDS],
                               struct lr_recovery mixture[LR_END_KINDS], struct lr_error *error);

#endif
