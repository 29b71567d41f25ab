// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/trigger_stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sorted.h"
#include "projections/reach_gain.h"

enum { MOST = 128, MOST_MASSES = 2 * LR_MOST_TRIGGER_USES + 1 };

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

// The luminosity at which the lines want twice the budget, at most ten times the last setup; 0 where not even the budget is passed by then.
static double end_of_prescales(const struct lr_trigger *trigger, double last_m2s) {
  struct lr_error unused = {0};
  struct lr_trigger_rates rates = {.wanted_Hz = 0};
  double at = last_m2s;
  while (at < 10 * last_m2s && rates.wanted_Hz < 2 * trigger->budget_Hz) {
    const struct lr_trigger_state state = lr_trigger_state_at(trigger, at *= 1.02);
    if (lr_trigger_rates(trigger, &state, &rates, &unused) != LR_OK) return 0;
  }
  return rates.wanted_Hz > trigger->budget_Hz ? at : 0;
}

static size_t luminosities(const struct lr_trigger *trigger, const struct lr_trigger_wish *wish, double *luminosity_m2s) {
  const double last = trigger->path[trigger->setups - 1].state.luminosity_m2s;
  if (wish->fixed) {
    memcpy(luminosity_m2s, wish->fixed_m2s, wish->fixed * sizeof *luminosity_m2s);
    return wish->fixed;
  }
  if (!isnan(wish->luminosity_m2s)) {
    *luminosity_m2s = wish->luminosity_m2s;
    return 1;
  }
  if (wish->brief) {
    for (size_t i = 0; i < trigger->setups; i++) luminosity_m2s[i] = trigger->path[i].state.luminosity_m2s;
    return trigger->setups;
  }
  size_t n = wish->steps < MOST ? wish->steps : MOST, more = n + wish->beyond < MOST ? wish->beyond : MOST - n;
  lr_trigger_ladder(fmin(1e38, last / 10), last, n, luminosity_m2s);
  const double end = more && n ? end_of_prescales(trigger, last) : 0;
  if (!(end > 0)) return n;
  lr_trigger_ladder(last, end, more + 1, luminosity_m2s + n - 1);  // the first is the last setup again
  return n + more;
}

// Today, which is the first setup beyond the reference, and the end of the path.
static size_t whatif_luminosities(const struct lr_trigger *trigger, const struct lr_trigger_wish *wish, double luminosity_m2s[2]) {
  if (wish->fixed) {
    luminosity_m2s[0] = wish->fixed_m2s[wish->fixed - 1];
    return 1;
  }
  size_t last = trigger->setups - 1, first = trigger->reference < last ? trigger->reference + 1 : last;
  luminosity_m2s[0] = isnan(wish->luminosity_m2s) ? trigger->path[first].state.luminosity_m2s : wish->luminosity_m2s;
  luminosity_m2s[1] = trigger->path[last].state.luminosity_m2s;
  return isnan(wish->luminosity_m2s) && first < last ? 2 : 1;
}

// Masses [GeV] at which a channel has other lines than at `mass`: the middle of each piece of its range between the bounds of its lines,
// but of the piece that `mass` lies in. Room for MOST_MASSES. Returns how many.
static size_t other_masses(const struct lr_channel *c, double mass, double *other) {
  double edge[MOST_MASSES + 1] = {c->mass_min_GeV, c->mass_max_GeV};
  size_t edges = 2, count = 0;
  for (size_t i = 0; i < c->triggers; i++) {
    const double bound[2] = {c->trigger[i].mass_min_GeV, c->trigger[i].mass_max_GeV};
    for (int k = 0; k < 2; k++)
      if (bound[k] > c->mass_min_GeV && bound[k] < c->mass_max_GeV) edge[edges++] = bound[k];
  }
  lr_sort(edge, edges);
  for (size_t i = 0; i + 1 < edges; i++)
    if (edge[i + 1] > edge[i] && !(mass >= edge[i] && mass <= edge[i + 1])) other[count++] = (edge[i] + edge[i + 1]) / 2;
  return count;
}

// The channel as another scenario has it, where that has one of the type.
static const struct lr_channel *twin_of(const struct lr_scenario *other, const struct lr_channel *channel) {
  for (size_t k = 0; other && k < other->channels; k++)
    if (other->channel[k].type == channel->type) return &other->channel[k];
  return channel;
}

// The channels that name lines, each at its shown mass, and in *whatif behind each the same at its other masses. The caller frees both.
static enum lr_status channels_of(const struct lr_scenario *scenario, const struct lr_trigger_wish *wish, struct lr_trigger_channel **shown, size_t *channels,
                                  struct lr_trigger_channel **whatif, size_t *rows, struct lr_error *error) {
  *channels = *rows = 0;
  *shown = calloc(scenario->channels + 1, sizeof **shown);
  *whatif = calloc((scenario->channels + 1) * (MOST_MASSES + 1), sizeof **whatif);
  if (!*shown || !*whatif) return lr_error_set(error, LR_E_MEMORY, "no memory for the trigger");
  for (size_t i = 0; i < scenario->channels; i++) {
    const struct lr_channel *c = &scenario->channel[i];
    double mass, other[MOST_MASSES];
    if (!c->triggers || (wish->channel && strcmp(c->id, wish->channel) != 0)) continue;
    enum lr_status status = lr_reach_shown_mass(twin_of(wish->masses, c), &mass, error);
    if (status) return status;
    const struct lr_trigger_channel at = {c->id, c->trigger, c->triggers, (enum lr_trigger_combine)c->trigger_combine, mass};
    (*shown)[(*channels)++] = (*whatif)[(*rows)++] = at;
    for (size_t k = 0, n = other_masses(c, mass, other); k < n; k++, (*rows)++) {
      (*whatif)[*rows] = at;
      (*whatif)[*rows].mass_GeV = other[k];
    }
  }
  return LR_OK;
}

enum lr_status lr_stage_trigger(const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_trigger_wish *wish,
                                struct lr_trigger_stage *stage, struct lr_error *error) {
  struct lr_trigger plain = scenario->trigger;
  const struct lr_trigger *trigger = &scenario->trigger;
  plain.whatif = (struct lr_trigger_whatif){NAN, NAN};
  if (wish->fixed) trigger = &plain;
  double at[MOST], whatif[2];
  size_t n = luminosities(trigger, wish, at), tried = whatif_luminosities(trigger, wish, whatif), channels, rows;
  struct lr_trigger_channel *channel, *each;
  memset(stage, 0, sizeof *stage);
  bool fine = channels_of(scenario, wish, &channel, &channels, &each, &rows, error) == LR_OK;
  fine = fine && (stage->setups = lr_trigger_setups_table(trigger)) != NULL;
  fine = fine && (stage->rates = lr_trigger_rates_table(trigger, at, n, error)) != NULL;
  fine = fine && (stage->total = lr_trigger_total_table(trigger, at, n, error)) != NULL;
  if (fine && channels) {
    fine = fine && (stage->efficiency = lr_trigger_efficiency_table(trigger, channel, channels, at, n, error)) != NULL;
    fine = fine && (wish->fixed || (stage->whatif = lr_trigger_whatif_table(trigger, each, rows, whatif, tried, wish->brief, error)) != NULL);
    fine = fine && (stage->displaced = lr_trigger_displaced_table(trigger, channel, channels, whatif[tried - 1], error)) != NULL;
  }
  if (stage->displaced && !stage->displaced->rows) {
    lr_table_free(stage->displaced);
    stage->displaced = NULL;
  }
  if (fine && days)
    fine = fine && (stage->periods = lr_trigger_periods_table(trigger, &scenario->plan, days, channel, channels, wish->brief, error)) != NULL;
  free(channel);
  free(each);
  if (!fine) return error->status;
  struct lr_table *list[LR_TRIGGER_TABLES];
  for (size_t i = lr_trigger_stage_list(stage, list); i-- > 0;)
    if (!lr_table_ok(list[i])) return lr_error_set(error, LR_E_MEMORY, "no memory for the tables of the trigger");
  return LR_OK;
}
