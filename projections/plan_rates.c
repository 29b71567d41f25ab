// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_rates.h"

#include <math.h>

enum lr_status lr_fault_rate(const struct lr_fault *fault, const struct lr_state *state, int date, bool mitigated, double *per_s,
                             struct lr_error *error) {
  *per_s = fault->rate_per_s * (mitigated ? lr_dated_at(&fault->factor, date, 1) : 1);
  if (fault->current_exponent == 0 || isnan(fault->current_exponent)) return LR_OK;
  double current_A = state->value[LR_STATE_CURRENT_LER];
  if (!(current_A > 0))
    return lr_error_set(error, LR_E_INPUT, "the rate of fault '%s' follows the current, which the period does not say: give at: {current_ler: ...}",
                        fault->id);
  *per_s *= pow(current_A / fault->reference_current_A, fault->current_exponent);
  return LR_OK;
}

enum lr_status lr_sudden_rate(const struct lr_sudden_losses *sudden, const struct lr_state *state, int date, bool mitigated, double *per_s,
                              struct lr_error *error) {
  *per_s = 0;
  if (!sudden->given) return LR_OK;
  *per_s = lr_dated_at(&sudden->rate_per_s, date, 0) * (mitigated ? lr_dated_at(&sudden->factor, date, 1) : 1);
  bool follows = isfinite(sudden->reference_bunch_current_A) && sudden->reference_bunch_current_A > 0 && isfinite(sudden->exponent) && sudden->exponent != 0;
  bool threshold = sudden->threshold_bunch_current_A > 0;
  if (*per_s == 0 || (!follows && !threshold)) return LR_OK;
  double bunch_A = state->value[LR_STATE_CURRENT_LER] / state->value[LR_STATE_BUNCHES];
  if (!(bunch_A > 0))
    return lr_error_set(error, LR_E_INPUT, "the rate of sudden losses follows the bunch current, which the period does not say: give at: "
                                           "{current_ler: ..., bunches: ...}");
  if (threshold && bunch_A < sudden->threshold_bunch_current_A) *per_s = 0;
  else if (follows) *per_s *= pow(bunch_A / sudden->reference_bunch_current_A, sudden->exponent);
  return LR_OK;
}
