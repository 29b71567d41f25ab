// SPDX-License-Identifier: GPL-3.0-or-later
// What a case may ask of the trigger.
#include <string.h>

#include "cli/case_expect.h"
#include "projections/trigger.h"

enum lr_status lr_case_trigger(const struct lr_trigger *trigger, const struct lr_expect *expect, double *value_SI, const char **unit,
                               struct lr_error *error) {
  double luminosity_m2s, tracks_Hz = 0;
  struct lr_trigger_rates rates;
  enum lr_status status = lr_expect_argument(expect, "luminosity", LR_DIM_LUMINOSITY, &luminosity_m2s, error);
  if (status != LR_OK) return status;
  if (!trigger->given) return lr_error_set(error, LR_E_INPUT, "the scenario has no trigger");
  struct lr_trigger_state state = lr_trigger_state_at(trigger, luminosity_m2s);
  status = lr_trigger_rates(trigger, &state, &rates, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < trigger->lines; i++)
    if (trigger->line[i].tracks) tracks_Hz += rates.line[i].own_background_Hz;
  const struct {
    const char *name;
    double value_Hz;
  } QUANTITIES[] = {{"per_nb", luminosity_m2s * 1e-37}, {"rate_wanted", rates.wanted_Hz},         {"rate_out", rates.out_Hz},
                    {"rate_physics", rates.physics_Hz}, {"rate_background", rates.background_Hz}, {"track_background", tracks_Hz},
                    {"budget", trigger->budget_Hz}};
  *unit = "Hz";
  for (size_t i = 0; i < sizeof QUANTITIES / sizeof *QUANTITIES; i++) {
    if (strcmp(QUANTITIES[i].name, expect->subject) != 0) continue;
    *value_SI = QUANTITIES[i].value_Hz;
    return LR_OK;
  }
  return lr_error_set(error, LR_E_INPUT,
                      "the trigger has no quantity '%s': per_nb, rate_wanted, rate_out, rate_physics, rate_background, track_background or budget",
                      expect->subject);
}
