// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stages.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/progress.h"
#include "base/sorted.h"
#include "cli/channel_options.h"
#include "cli/plan_remarks.h"
#include "cli/plan_update.h"
#include "cli/reach_stage.h"
#include "machine/levers.h"
#include "projections/plan_tables.h"
#include "projections/reach.h"

enum lr_status lr_stage_histories(const struct lr_call *call, const struct lr_scenario *scenario, size_t *count, struct lr_error *error) {
  static const char *const VERBS[] = {"plan", "when", "compare"};  // of others 'n' is another number
  const char *wanted = NULL;
  for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
    if (strcmp(call->command->name, VERBS[i]) == 0) wanted = lr_call_option(call, 'n');
  long value = scenario->histories;
  if (wanted) {
    char *end;
    value = strtol(wanted, &end, 10);
    if (*end || end == wanted || value < 1 || value > 1000000)
      return lr_error_set(error, LR_E_USAGE, "--histories wants a number from 1 to 1000000, got '%s'", wanted);
  }
  *count = (size_t)value;
  return LR_OK;
}

static enum lr_status take_losses(const struct lr_call *call, struct lr_scenario *scenario, struct lr_error *error) {
  const struct lr_loss_input *input = &scenario->losses;
  struct lr_progress progress;
  if (!scenario->has_losses) return lr_error_set(error, LR_E_INPUT, "the sudden losses of the plan come from `losses`, which the scenario does not have");
  scenario->plan_losses.powered = lr_plan_losses_powered(&scenario->plan, input);
  if (!scenario->plan_losses.ensemble.count) {  // lent by a scenario with the same losses
    lr_progress_start(&progress, "beam losses of the plan", call->quiet);
    enum lr_status status = lr_loss_ensemble_run(input, (size_t)input->events, lr_call_seed(call, scenario), scenario->plan_losses.powered, call->jobs,
                                                 &progress, &scenario->plan_losses.ensemble, error);
    lr_progress_end(&progress);
    if (status != LR_OK) return status;
  }
  return lr_plan_take_losses(&scenario->plan, input, &scenario->plan_losses.ensemble, &scenario->plan_losses.sample, &scenario->plan_losses.samples, error);
}

enum lr_status lr_stage_expect(const struct lr_call *call, struct lr_scenario *scenario, struct lr_plan_days *days, struct lr_error *error) {
  memset(days, 0, sizeof *days);
  size_t count;
  enum lr_status status = lr_stage_histories(call, scenario, &count, error);
  if (status == LR_OK && scenario->plan.sudden.from_losses && !scenario->plan_losses.sample) status = take_losses(call, scenario, error);
  if (status == LR_OK && !scenario->update.rows) status = lr_call_update(call, scenario, count, error);
  if (status == LR_OK) status = lr_plan_expect(&scenario->plan, days, error);
  if (status == LR_OK) lr_call_plan_remarks(call, &scenario->plan, days);
  return status;
}

enum lr_status lr_stage_plan(const struct lr_call *call, struct lr_scenario *scenario, struct lr_plan_days *days,
                             struct lr_histories *histories, struct lr_error *error) {
  struct lr_reach_goal goal[LR_MOST_REACH_MILESTONES];
  size_t goals;
  memset(days, 0, sizeof *days);
  memset(histories, 0, sizeof *histories);
  enum lr_status status = lr_stage_reach_goals(scenario, goal, &goals, error);
  return status == LR_OK ? lr_stage_plan_dates(call, scenario, goal, goals, days, histories, error) : status;
}

struct lr_table *lr_stage_existing(const struct lr_scenario *scenario) {
  struct lr_table *t = lr_table_create("existing", "Published limits, projections and bands, thinned");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "label", LR_TEXT, "", "experiment", "");
  lr_table_column(t, "group", LR_TEXT, "", "id of the limit", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "coupling, in the unit of the channel", "");
  lr_table_column(t, "cl", LR_NUMBER, "", "confidence level, empty = not known", "");
  lr_table_column(t, "closed", LR_NUMBER, "", "1: outline of an excluded area", "");
  lr_table_column(t, "publication", LR_TEXT, "", "publication", "");
  lr_table_column(t, "status", LR_TEXT, "", "read, known, derived, assumed", "");
  lr_table_column(t, "kind", LR_TEXT, "", "limit, projection (of others, not a measurement) or band (a favoured region)", "");
  for (size_t i = 0; i < scenario->channels; i++)
    for (size_t k = 0; k < scenario->channel[i].existings; k++) {
      const struct lr_existing *e = &scenario->channel[i].existing[k];
      if (*e->model && strcmp(e->model, scenario->channel[i].model) != 0) continue;
      for (size_t p = 0; p < e->points; p++) {
        lr_table_row(t);
        lr_table_text(t, "channel", scenario->channel[i].id);
        lr_table_text(t, "label", e->experiment);
        lr_table_text(t, "group", e->id);
        lr_table_number(t, "mass_GeV", e->point[p].x);
        lr_table_number(t, "coupling", e->point[p].y);
        lr_table_number(t, "cl", e->cl > 0 ? e->cl : NAN);
        lr_table_number(t, "closed", e->polygon || strcmp(e->kind, "band") == 0 ? 1 : 0);
        lr_table_text(t, "publication", e->publication);
        lr_table_text(t, "status", e->status);
        lr_table_text(t, "kind", e->kind);
      }
    }
  return t;
}

struct lr_table *lr_stage_reach_dates(const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                      const struct lr_histories *histories) {
  struct lr_table *t = lr_table_create("reach_dates", "Luminosity at the dates of the reach curves");
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "scenario");
  const char *const NAMES[] = {"expected", "p10", "p50", "p90"};
  for (int i = 0; i < 4; i++) lr_table_column(t, NAMES[i], LR_NUMBER, "ab^-1", "integrated luminosity", i ? "model.md P11" : "model.md P10");
  for (size_t i = 0; i < scenario->reach.dates; i++) {
    char text[16];
    int date = scenario->reach.date[i];
    lr_table_row(t);
    lr_table_text(t, "date", lr_date_text(date, text));
    lr_table_number(t, "expected", lr_in_unit(lr_plan_cumulated(&scenario->plan, days, date), "ab^-1"));
    for (size_t d = 0; d < histories->dates; d++) {
      if (histories->date[d] != date) continue;
      const double *sorted = histories->cumulated + d * histories->count;
      lr_table_number(t, "p10", lr_in_unit(lr_sorted_quantile(sorted, histories->count, 0.1), "ab^-1"));
      lr_table_number(t, "p50", lr_in_unit(lr_sorted_quantile(sorted, histories->count, 0.5), "ab^-1"));
      lr_table_number(t, "p90", lr_in_unit(lr_sorted_quantile(sorted, histories->count, 0.9), "ab^-1"));
    }
  }
  return t;
}

enum lr_status lr_stage_luminosity(const struct lr_scenario *scenario, const struct lr_luminosity *luminosity,
                                   struct lr_table **table, struct lr_error *error) {
  const struct lr_collider *collider = &scenario->machine.collider;
  *table = lr_luminosity_table(collider, luminosity);
  if (!scenario->has_blowup || !scenario->blowup.apply) return LR_OK;
  return lr_blowup_luminosity_rows(&scenario->blowup, collider, *table, error);
}

enum lr_status lr_stage_levers(const struct lr_scenario *scenario, struct lr_table **table, struct lr_error *error) {
  struct lr_levers levers;
  const struct lr_blowup_input *blowup = scenario->has_blowup && scenario->blowup.apply ? &scenario->blowup : NULL;
  *table = NULL;
  enum lr_status status = lr_levers_evaluate_blown_up(&scenario->machine.collider, blowup, &levers, error);
  if (status == LR_OK) *table = lr_levers_table(&levers);
  return status;
}
