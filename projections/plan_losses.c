// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_losses.h"

#include <stdlib.h>

static const double Gy_PER_RAD = 0.01;

bool lr_plan_losses_powered(const struct lr_plan *plan, const struct lr_loss_input *input) {
  return input->detector.pxd != LR_PXD_OFF && !(plan->detector.given && plan->detector.pxd_off);
}

enum lr_status lr_plan_take_losses(struct lr_plan *plan, const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble,
                                   struct lr_loss_sample **sample, size_t *count, struct lr_error *error) {
  _Static_assert((int)LR_LOSS_MOST_KNOTS <= (int)LR_MOST_KNOTS, "a rate of `losses` fits into a plan");
  struct lr_sudden_losses *sudden = &plan->sudden;
  const struct lr_loss_rate *rate = &input->rate;
  size_t seen[LR_END_KINDS] = {0};
  *count = 0;
  *sample = malloc((ensemble->count + 1) * sizeof **sample);
  if (!*sample) return lr_error_set(error, LR_E_MEMORY, "no memory for the beam losses of the plan");
  sudden->dose_Gy = sudden->gates = 0;
  for (size_t i = 0; i < ensemble->count; i++) {
    const struct lr_loss_event *event = &ensemble->event[i];
    if (!lr_loss_event_observed(input, event)) continue;
    struct lr_loss_sample one = {(int)event->outcome.end, event->dose_rad[0] * Gy_PER_RAD, (double)event->gates.lost / (LR_PXD_MODULES * LR_PXD_GATES)};
    seen[one.end]++;
    sudden->dose_Gy += one.dose_Gy;
    sudden->gates += one.gates;
    (*sample)[(*count)++] = one;
  }
  if (!*count)
    return lr_error_set(error, LR_E_DOMAIN, "plan.sudden_losses come from `losses`, but none of the %zu events lost the share of the beam that counts as a sudden "
                        "loss (losses.observed_from): more losses.events may have some", ensemble->count);
  sudden->dose_Gy /= (double)*count;
  sudden->gates /= (double)*count;
  sudden->rate_per_s.knots = rate->knots;
  for (size_t i = 0; i < rate->knots; i++) {
    sudden->rate_per_s.knot[i].date = rate->knot[i].date;
    sudden->rate_per_s.knot[i].value = rate->knot[i].per_s;
  }
  sudden->reference_bunch_current_A = rate->reference_bunch_current_A;
  sudden->threshold_bunch_current_A = rate->threshold_bunch_current_A;
  sudden->exponent = rate->exponent;
  sudden->taken = true;
  return lr_loss_mixture(seen, input->outcomes.recovery, sudden->end, error);
}
