// SPDX-License-Identifier: GPL-3.0-or-later
// Where the currents of a fill settle: losses against what the injector can.
#ifndef LR_MACHINE_FILL_BALANCE_H
#define LR_MACHINE_FILL_BALANCE_H

#include "machine/fill_model.h"

struct lr_fill_balance {
  double settled[LR_FILL_RINGS];  // charge: the target, or below it where the losses meet the injector's full rate
  double limit[LR_FILL_RINGS];    // charge at which they meet, the other ring at `settled`; INFINITY = no losses,
                                  // 0 = losses and no injection, NaN = none within the range of the model
};

// The balance loss(n) = rate of each ring (model.md M23), with the losses of the model at equilibrium emittances and at the
// doses of `state`. In: charges in units of the state. Valid: losses that grow with the charge; with a steeper blow-up, where
// the Touschek losses fall again, one of the charges of balance.
void lr_fill_balance(const struct lr_fill_model *model, const double state[LR_FILL_STATES], struct lr_fill_balance *balance);

#endif
