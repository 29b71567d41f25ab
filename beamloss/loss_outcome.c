// SPDX-License-Identifier: GPL-3.0-or-later
#include "beamloss/loss_outcome.h"

#include <math.h>

const char *lr_loss_end_name(enum lr_loss_end end) {
  static const char *const NAMES[LR_END_KINDS] = {"refill", "quench", "damage"};
  return NAMES[end];
}

enum lr_status lr_loss_outcome(const struct lr_loss_deposit *deposit, const struct lr_loss_thresholds *thresholds,
                               const struct lr_recovery recovery[LR_END_KINDS], struct lr_random *random,
                               struct lr_loss_outcome *outcome, struct lr_error *error) {
  if (!(thresholds->quench_J > 0) || !(thresholds->quench_particles > 0) || !(thresholds->damage_J > 0))
    return lr_error_set(error, LR_E_DOMAIN, "thresholds of quench and damage must be above 0");
  if (!(deposit->ir_J >= 0) || !(deposit->ir_particles >= 0) || !(deposit->collimator_J >= 0))
    return lr_error_set(error, LR_E_DOMAIN, "what a loss leaves cannot be negative");
  for (int i = 0; i < LR_END_KINDS; i++)
    if (!(recovery[i].mean_s >= 0) || !(recovery[i].cv >= 0))
      return lr_error_set(error, LR_E_DOMAIN, "recovery from %s: mean and cv cannot be negative",
                          lr_loss_end_name((enum lr_loss_end)i));
  struct lr_loss_outcome out = {.end = LR_END_REFILL};
  out.quench = deposit->ir_J >= thresholds->quench_J || deposit->ir_particles >= thresholds->quench_particles;
  out.damage = deposit->collimator_J >= thresholds->damage_J;
  if (out.quench) out.end = LR_END_QUENCH;
  if (out.damage && !(out.quench && recovery[LR_END_QUENCH].mean_s > recovery[LR_END_DAMAGE].mean_s))
    out.end = LR_END_DAMAGE;
  out.downtime_s = lr_recovery_time(&recovery[out.end], lr_random_normal(random));
  *outcome = out;
  return LR_OK;
}

enum lr_status lr_loss_mixture(const size_t seen[LR_END_KINDS], const struct lr_recovery recovery[LR_END_KINDS],
                               struct lr_recovery mixture[LR_END_KINDS], struct lr_error *error) {
  double all = 0;
  for (int i = 0; i < LR_END_KINDS; i++) all += (double)seen[i];
  if (!(all > 0)) return lr_error_set(error, LR_E_DOMAIN, "there is no loss to learn the kinds of end from");
  for (int i = 0; i < LR_END_KINDS; i++) {
    mixture[i] = recovery[i];
    mixture[i].probability = (double)seen[i] / all;
  }
  return LR_OK;
}
