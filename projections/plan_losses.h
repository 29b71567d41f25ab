// SPDX-License-Identifier: GPL-3.0-or-later
// `sudden_losses: {from: losses}` of a plan: what it needs of the beam losses of the scenario.
#ifndef LR_PROJECTIONS_PLAN_LOSSES_H
#define LR_PROJECTIONS_PLAN_LOSSES_H

#include "beamloss/loss_ensemble.h"
#include "projections/histories.h"

// Into plan->sudden: rate by date, reference and threshold of the bunch current and the exponent from losses.rate; the ends as they
// were seen in the observed events of the ensemble, with the recoveries of losses.outcomes; mean dose and share of the gates. `sample`:
// the observed events, *count of them, to be freed by the caller.
// Status: LR_E_DOMAIN (no event is observed), LR_E_MEMORY.
enum lr_status lr_plan_take_losses(struct lr_plan *plan, const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble,
                                   struct lr_loss_sample **sample, size_t *count, struct lr_error *error);

// Is the PXD powered in the losses of the plan?
bool lr_plan_losses_powered(const struct lr_plan *plan, const struct lr_loss_input *input);

#endif
