// SPDX-License-Identifier: GPL-3.0-or-later
// Rates of faults and sudden losses on a day of a plan (model.md P13, P16).
#ifndef LR_PROJECTIONS_PLAN_RATES_H
#define LR_PROJECTIONS_PLAN_RATES_H

#include "projections/plan.h"

// While running at top luminosity [1/s], in this state of the machine; `mitigated`: times the factor of the date.
// LR_E_INPUT: the rate follows a current that the state does not say.
enum lr_status lr_fault_rate(const struct lr_fault *fault, const struct lr_state *state, int date, bool mitigated, double *per_s,
                             struct lr_error *error);
// The same of sudden losses, at an outcome of 1; 0 where they are not given.
enum lr_status lr_sudden_rate(const struct lr_sudden_losses *sudden, const struct lr_state *state, int date, bool mitigated, double *per_s,
                              struct lr_error *error);

#endif
