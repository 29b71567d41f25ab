// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reach_stage.h"

#include <math.h>
#include <string.h>

#include "base/progress.h"
#include "cli/stages.h"

enum { MOST_TWINS = 1000 };  // pairs of histories for the layers; table `layers` shows the error that they leave

enum lr_status lr_stage_quantity(const struct lr_call *call, int key, const char *name, enum lr_dimension dimension, double *value,
                                 struct lr_error *error) {
  const char *text = lr_call_option(call, key);
  char reason[96];
  *value = NAN;
  if (!text || lr_quantity_parse(text, dimension, value, reason, sizeof reason)) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--%s wants %s such as '%s', got '%s' (%s)", name, lr_dimension_words(dimension),
                      lr_dimension_example(dimension), text, reason);
}

const struct lr_channel *lr_stage_channel(const struct lr_scenario *scenario, const char *id, struct lr_error *error) {
  const char *names[64];
  size_t known = 0;
  for (size_t i = 0; i < scenario->channels; i++)
    if (strcmp(scenario->channel[i].id, id) == 0) return &scenario->channel[i];
  for (size_t i = 0; i < scenario->channels && known < 63; i++) names[known++] = scenario->channel[i].id;
  names[known] = NULL;
  const char *nearest = lr_text_nearest(id, names);
  lr_error_set(error, LR_E_USAGE, "the scenario has no channel '%s'%s%s%s", id, nearest ? "; did you mean '" : "",
               nearest ? nearest : "", nearest ? "'?" : "");
  return NULL;
}

enum lr_status lr_stage_reach_goals(const struct lr_scenario *scenario, struct lr_reach_goal *goal, size_t *goals, struct lr_error *error) {
  static const double SIGMAS[] = {0, 3, 5};  // of LR_REACH_SIGMA_WORDS
  *goals = 0;
  for (size_t i = 0; i < scenario->reach.milestones; i++) {
    const struct lr_reach_milestone *wanted = &scenario->reach.milestone[i];
    const struct lr_channel *channel = lr_stage_channel(scenario, wanted->channel, NULL);
    if (!channel) continue;
    goal[*goals] = (struct lr_reach_goal){.channel = channel, .mass_GeV = wanted->mass_GeV, .coupling = wanted->coupling, .sigmas = SIGMAS[wanted->sigma]};
    enum lr_status status = lr_reach_goal_solve(&scenario->plan, &goal[*goals], error);
    if (status != LR_OK) return lr_error_context(error, "reach.milestones");
    (*goals)++;
  }
  return LR_OK;
}

static enum lr_status goals_in_plan(const struct lr_scenario *scenario, const struct lr_plan_days *days, struct lr_reach_goal *goal, size_t goals,
                                    struct lr_error *error) {
  enum lr_status status = LR_OK;
  for (size_t k = 0; k < goals && status == LR_OK; k++)
    status = lr_reach_goal_in_plan(&scenario->plan, days, scenario->trigger.given ? &scenario->trigger : NULL, &goal[k], error);
  return status;
}

enum lr_status lr_stage_plan_dates(const struct lr_call *call, struct lr_scenario *scenario, struct lr_reach_goal *goal,
                                   size_t goals, struct lr_plan_days *days, struct lr_histories *histories, struct lr_error *error) {
  size_t count;
  double crossing[LR_MOST_GOALS];
  bool only_4s[LR_MOST_GOALS];
  memset(days, 0, sizeof *days);
  memset(histories, 0, sizeof *histories);
  if (goals > LR_MOST_GOALS) LR_BUG("more goals than there is room for");
  enum lr_status status = lr_stage_histories(call, scenario, &count, error);
  if (status == LR_OK) status = lr_stage_expect(call, scenario, days, error);
  if (status == LR_OK) status = goals_in_plan(scenario, days, goal, goals, error);
  if (status != LR_OK) return status;
  for (size_t k = 0; k < goals; k++) {
    crossing[k] = goal[k].luminosity_m2;
    only_4s[k] = goal[k].only_4s;
  }
  bool layers = strcmp(call->command->name, "when") != 0 && strcmp(call->command->name, "compare") != 0;
  const struct lr_history_wish wish = {.count = count,
                                       .seed = lr_call_seed(call, scenario),
                                       .jobs = call->jobs,
                                       .sampling = scenario->plan.sampling,
                                       .twins = !layers ? 0 : count < MOST_TWINS ? count : MOST_TWINS,
                                       .epistemic = scenario->update.rows == count ? scenario->update.epistemic : NULL,
                                       .loss = scenario->plan_losses.sample,
                                       .losses = scenario->plan_losses.samples,
                                       .crossing_m2 = crossing,
                                       .crossing_4s = only_4s,
                                       .crossings = goals};
  struct lr_progress progress;
  lr_progress_start(&progress, "histories", call->quiet);
  status = lr_plan_histories(&scenario->plan, days, &wish, &progress, histories, error);
  lr_progress_end(&progress);
  return status;
}

enum lr_status lr_stage_reach_milestones(const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                         const struct lr_histories *histories, struct lr_table **table, struct lr_table **probability,
                                         struct lr_error *error) {
  struct lr_reach_goal goal[LR_MOST_REACH_MILESTONES];
  size_t goals;
  *table = NULL;
  enum lr_status status = lr_stage_reach_goals(scenario, goal, &goals, error);
  if (status == LR_OK) status = goals_in_plan(scenario, days, goal, goals, error);
  if (status != LR_OK) return status;
  const struct lr_reach_dates dates = {&scenario->plan, days, histories, goal, goals};
  if (goals) *table = lr_table_reach_milestones(&dates);
  if (probability) *probability = lr_table_milestone_probability(&dates);
  return LR_OK;
}
