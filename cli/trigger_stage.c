// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/trigger_stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 128 };

size_t lr_trigger_stage_list(const struct lr_trigger_stage *stage, struct lr_table *list[LR_TRIGGER_TABLES]) {
  struct lr_table *const all[LR_TRIGGER_TABLES] = {stage->total,  stage->rates,     stage->efficiency, stage->whatif,
                                                   stage->displaced, stage->periods, stage->setups};
  size_t count = 0;
  for (size_t i = 0; i < LR_TRIGGER_TABLES; i++)
    if (all[i]) list[count++] = all[i];
  return count;
}

void lr_trigger_stage_free(struct lr_trigger_stage *stage) {
  struct lr_table *list[LR_TRIGGER_TABLES];
  for (size_t i = lr_trigger_stage_list(stage, list); i-- > 0;) lr_table_free(list[i]);
  memset(stage, 0, sizeof *stage);
}

static size_t luminosities(const struct lr_trigger *trigger, const struct lr_trigger_wish *wish, double *luminosity_m2s) {
  const double last = trigger->path[trigger->setups - 1].state.luminosity_m2s;
  if (!isnan(wish->luminosity_m2s)) {
    *luminosity_m2s = wish->luminosity_m2s;
    return 1;
  }
  if (wish->brief) {
    for (size_t i = 0; i < trigger->setups; i++) luminosity_m2s[i] = trigger->path[i].state.luminosity_m2s;
    return trigger->setups;
  }
  size_t n = wish->steps < MOST ? wish->steps : MOST;
  lr_trigger_ladder(fmin(1e38, last / 10), last, n, luminosity_m2s);
  return n;
}

// Today, which is the first setup beyond the reference, and the end of the path.
static size_t whatif_luminosities(const struct lr_trigger *trigger, const struct lr_trigger_wish *wish, double luminosity_m2s[2]) {
  size_t last = trigger->setups - 1, first = trigger->reference < last ? trigger->reference + 1 : last;
  luminosity_m2s[0] = isnan(wish->luminosity_m2s) ? trigger->path[first].state.luminosity_m2s : wish->luminosity_m2s;
  luminosity_m2s[1] = trigger->path[last].state.luminosity_m2s;
  return isnan(wish->luminosity_m2s) && first < last ? 2 : 1;
}

enum lr_status lr_stage_trigger(const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_trigger_wish *wish,
                                struct lr_trigger_stage *stage, struct lr_error *error) {
  const struct lr_trigger *trigger = &scenario->trigger;
  double at[MOST], whatif[2];
  size_t n = luminosities(trigger, wish, at), tried = whatif_luminosities(trigger, wish, whatif), channels = 0;
  memset(stage, 0, sizeof *stage);
  struct lr_trigger_channel *channel = calloc(scenario->channels + 1, sizeof *channel);
  if (!channel) return lr_error_set(error, LR_E_MEMORY, "no memory for the trigger");
  for (size_t i = 0; i < scenario->channels; i++) {
    const struct lr_channel *c = &scenario->channel[i];
    if (!c->triggers || (wish->channel && strcmp(c->id, wish->channel) != 0)) continue;
    channel[channels++] = (struct lr_trigger_channel){c->id, c->trigger, c->triggers, (enum lr_trigger_combine)c->trigger_combine};
  }
  bool fine = (stage->setups = lr_trigger_setups_table(trigger)) != NULL;
  fine = fine && (stage->rates = lr_trigger_rates_table(trigger, at, n, error)) != NULL;
  fine = fine && (stage->total = lr_trigger_total_table(trigger, at, n, error)) != NULL;
  if (channels) {
    fine = fine && (stage->efficiency = lr_trigger_efficiency_table(trigger, channel, channels, at, n, error)) != NULL;
    fine = fine && (stage->whatif = lr_trigger_whatif_table(trigger, channel, channels, whatif, tried, wish->brief, error)) != NULL;
    fine = fine && (stage->displaced = lr_trigger_displaced_table(trigger, channel, channels, whatif[tried - 1], error)) != NULL;
  }
  if (stage->displaced && !stage->displaced->rows) {
    lr_table_free(stage->displaced);
    stage->displaced = NULL;
  }
  if (days)
    fine = fine && (stage->periods = lr_trigger_periods_table(trigger, &scenario->plan, days, channel, channels, wish->brief, error)) != NULL;
  free(channel);
  if (!fine) return error->status;
  struct lr_table *list[LR_TRIGGER_TABLES];
  for (size_t i = lr_trigger_stage_list(stage, list); i-- > 0;)
    if (!lr_table_ok(list[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables of the trigger");
  return LR_OK;
}
