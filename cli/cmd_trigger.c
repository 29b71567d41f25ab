// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach trigger SCENARIO
#include <math.h>

#include "cli/stages.h"
#include "cli/reach_stage.h"
#include "cli/trigger_stage.h"

enum lr_status lr_cmd_trigger(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_plan_days days = {0};
  struct lr_trigger_stage stage = {0};
  struct lr_table *list[LR_TRIGGER_TABLES];
  struct lr_trigger_wish wish = {.luminosity_m2s = NAN, .steps = 10, .channel = lr_call_option(call, 'c'),
                                 .brief = call->format == LR_FORMAT_TEXT && !call->table};
  enum lr_status status = lr_call_scenario(call, LR_NEED_TRIGGER | LR_NEED_CHANNELS, &scenario, error);
  if (status == LR_OK) status = lr_stage_quantity(call, 'L', "luminosity", LR_DIM_LUMINOSITY, &wish.luminosity_m2s, error);
  if (status == LR_OK && !isnan(wish.luminosity_m2s) && !(wish.luminosity_m2s > 0))
    status = lr_error_set(error, LR_E_USAGE, "--luminosity must be above zero");
  if (status == LR_OK && wish.channel) {
    const struct lr_channel *channel = lr_stage_channel(&scenario, wish.channel, error);
    if (!channel) status = LR_E_USAGE;
    else if (!channel->triggers)
      status = lr_error_set(error, LR_E_INPUT, "channel '%s' names no line of the trigger: add 'trigger: {lines: {two_track: 0.9}}' to it", wish.channel);
  }
  if (status == LR_OK && scenario.has_plan) status = lr_stage_expect(call, &scenario, &days, error);
  if (status == LR_OK) status = lr_stage_trigger(&scenario, scenario.has_plan ? &days : NULL, &wish, &stage, error);
  if (status == LR_OK) {
    size_t count = lr_trigger_stage_list(&stage, list);
    status = lr_call_print(call, &scenario, (const struct lr_table *const *)list, count, error);
  }
  lr_trigger_stage_free(&stage);
  lr_plan_days_free(&days);
  lr_scenario_free(&scenario);
  return status;
}
