// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_ramp.h"

#include <math.h>

static const char *const NAMES[LR_STATES] = {"current_ler", "current_her", "bunches", "beta_y"};

static bool known(double value) { return isfinite(value) && value > 0; }

// Value in the middle of a day and at its end, on the way to a target with a time constant.
static double relax(double value, double target, double time_s, double constant_s) {
  return constant_s > 0 ? target + (value - target) * exp(-time_s / constant_s) : target;
}

// One value of the state. Held by a knot it goes to the knot's target; let go it goes back to the declared value of the period in
// force, so that its distance from that falls off; never held it is the declared value.
static double one_value(const struct lr_ramp_plan *ramp, int k, double at, int first, int date, double beam_s, struct lr_ramp_state *now) {
  const struct lr_dated *dated = &ramp->knot[k];
  int knot = lr_dated_knot(dated, date);
  double constant_s = k == LR_STATE_BETA_Y ? 0 : ramp->time_constant_s;
  bool hold = knot >= 0 && !isnan(dated->knot[knot].value), let_go = !hold && now->held[k];
  double middle, end, before = now->begun ? now->value[k] : at;
  if (hold) {
    double target = dated->knot[knot].value;
    if (!now->begun && dated->knot[knot].date < first) before = target;
    middle = relax(before, target, beam_s / 2, constant_s);
    end = relax(before, target, beam_s, constant_s);
    now->offset[k] = 0;
  } else {
    double offset = let_go ? before - at : now->offset[k];
    if (offset == 0 || isnan(offset)) offset = 0;  // unknown values stay so
    middle = at + (offset != 0 ? relax(offset, 0, beam_s / 2, constant_s) : 0);
    now->offset[k] = offset != 0 ? relax(offset, 0, beam_s, constant_s) : 0;
    if (fabs(now->offset[k]) < 1e-12 * fabs(at)) now->offset[k] = 0;
    end = at + now->offset[k];
  }
  if (k == LR_STATE_BETA_Y && (hold || let_go) && end < before) now->squeezed_s = 0;
  now->held[k] = hold;
  now->value[k] = end;
  return middle;
}

enum lr_status lr_ramp_day(const struct lr_ramp_plan *ramp, const struct lr_period *period, int first, int date, double beam_s,
                           struct lr_ramp_state *now, struct lr_state *state, double *factor, struct lr_error *error) {
  double ratio[LR_STATES];
  if (!now->begun) *now = (struct lr_ramp_state){.squeezed_s = INFINITY};
  *factor = 1;
  for (int k = 0; k < LR_STATES; k++) {
    double at = known(period->at.value[k]) ? period->at.value[k] : NAN;
    bool away = now->held[k] || now->offset[k] != 0;
    state->value[k] = ramp->given ? one_value(ramp, k, at, first, date, beam_s, now) : at;
    away = away || now->held[k];
    ratio[k] = away && state->value[k] != at ? state->value[k] / at : 1;
    if (away && isnan(ratio[k]))
      return lr_error_set(error, LR_E_INPUT, "period '%s' does not say the %s for which its peak is declared, and plan.ramp changes it: give at: {%s: ...}",
                          period->id, NAMES[k], NAMES[k]);
  }
  now->begun = true;
  if (!ramp->given) return LR_OK;
  double currents = ratio[LR_STATE_CURRENT_LER] * ratio[LR_STATE_CURRENT_HER], bunches = ratio[LR_STATE_BUNCHES];
  *factor = currents / (bunches * ratio[LR_STATE_BETA_Y]);
  if (ramp->specific_exponent != 0) *factor *= pow(currents / (bunches * bunches), -ramp->specific_exponent);
  if (isfinite(now->squeezed_s)) {
    double t = now->squeezed_s + beam_s / 2;
    *factor *= 1 - (ramp->squeeze_s > 0 ? ramp->squeeze_dip * exp(-t / ramp->squeeze_s) : 0);
    now->squeezed_s += beam_s;
  }
  return LR_OK;
}
