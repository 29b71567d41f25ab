// SPDX-License-Identifier: GPL-3.0-or-later
// lumireach when SCENARIO --channel C --mass M --coupling G, or --luminosity L: the date.
#include <math.h>
#include <string.h>

#include "base/constants.h"
#include "cli/channel_options.h"
#include "cli/reach_stage.h"
#include "projections/reach_gain.h"

// Masses asked about: the one given, else those with a published limit, else the best one. Room for LR_CHANNEL_KNOTS.
static enum lr_status masses_of(const struct lr_channel *channel, double given_GeV, double *mass_GeV, size_t *masses, struct lr_error *error) {
  *masses = 1;
  mass_GeV[0] = given_GeV;
  if (isfinite(given_GeV)) {
    if (lr_reach_in_range(channel, given_GeV)) return LR_OK;
    return lr_error_set(error, LR_E_USAGE, "--mass: %g GeV lies outside the range of '%s', %g to %g GeV", given_GeV, channel->id,
                        channel->mass_min_GeV, channel->mass_max_GeV);
  }
  const struct lr_channel_mode *mode = &channel->mode[0];
  if (!mode->anchors) return lr_reach_shown_mass(channel, mass_GeV, error);
  for (size_t i = 0; i < mode->anchors; i++) mass_GeV[i] = mode->anchor[i].x;
  *masses = mode->anchors;
  return LR_OK;
}

// What the expected limit is today, so that a coupling can be chosen.
static enum lr_status no_coupling(const struct lr_plan *plan, const struct lr_channel *channel, const double *mass_GeV, size_t masses,
                                  struct lr_error *error) {
  struct lr_buffer text = {0};
  struct lr_reach_goal goal = {.channel = channel};
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < masses && status == LR_OK; i++) {
    goal.mass_GeV = mass_GeV[i];
    goal.coupling = isfinite(channel->coupling_max) ? channel->coupling_max : 1;
    status = lr_reach_goal_solve(plan, &goal, error);
    if (status != LR_OK) break;
    lr_buffer_print(&text, "%s%g GeV: ", i ? "; " : "", goal.mass_GeV);
    if (isfinite(goal.now)) lr_buffer_print(&text, "%.3g%s%s", goal.now, *channel->type->coupling_unit ? " " : "", channel->type->coupling_unit);
    else lr_buffer_print(&text, "none (%s)", *goal.need.reason ? goal.need.reason : "nothing is recorded so far");
  }
  if (status == LR_OK)
    status = lr_error_set(error, LR_E_USAGE, "when wants --coupling beside --channel; the expected limit of '%s' with what is recorded so far is at %s",
                          channel->id, lr_buffer_text(&text));
  lr_buffer_free(&text);
  return status;
}

static enum lr_status read_sigmas(const struct lr_call *call, double *sigmas, struct lr_error *error) {
  const char *text = lr_call_option(call, 'Z');
  *sigmas = 0;
  if (!text) return LR_OK;
  if (strcmp(text, "3") != 0 && strcmp(text, "5") != 0) return lr_error_set(error, LR_E_USAGE, "--sigma wants 3 or 5, got '%s'", text);
  *sigmas = text[0] - '0';
  return LR_OK;
}

static enum lr_status channel_goals(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_reach_goal *goal,
                                    size_t *goals, struct lr_error *error) {
  double given, mass_GeV[LR_CHANNEL_KNOTS], coupling, sigmas;
  const struct lr_channel *channel = lr_stage_channel(scenario, lr_call_option(call, 'c'), error);
  if (!channel) return LR_E_USAGE;
  enum lr_status status = lr_option_mass(call, 'm', "mass", &given, error);
  if (status == LR_OK) status = read_sigmas(call, &sigmas, error);
  if (status == LR_OK) status = masses_of(channel, given, mass_GeV, goals, error);
  if (status != LR_OK) return status;
  if (!lr_call_option(call, 'g')) return no_coupling(&scenario->plan, channel, mass_GeV, *goals, error);
  status = lr_option_coupling(call, 'g', "coupling", channel->type, &coupling, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < *goals && status == LR_OK; i++) {
    goal[i] = (struct lr_reach_goal){.channel = channel, .mass_GeV = mass_GeV[i], .coupling = coupling, .sigmas = sigmas};
    status = lr_reach_goal_solve(&scenario->plan, &goal[i], error);
  }
  return status;
}

static enum lr_status choose_goals(const struct lr_call *call, const struct lr_scenario *scenario, struct lr_reach_goal *goal,
                                   size_t *goals, struct lr_error *error) {
  double luminosity;
  const char *channel = lr_call_option(call, 'c');
  enum lr_status status = lr_stage_quantity(call, 'L', "luminosity", LR_DIM_INTEGRATED, &luminosity, error);
  if (status != LR_OK) return status;
  if (luminosity <= 0) return lr_error_set(error, LR_E_USAGE, "--luminosity must be above zero");
  if (isfinite(luminosity) && (channel || lr_call_option(call, 'm') || lr_call_option(call, 'g') || lr_call_option(call, 'Z')))
    return lr_error_set(error, LR_E_USAGE, "when wants --luminosity, or --channel with --mass and --coupling, not both");
  if (channel) return channel_goals(call, scenario, goal, goals, error);
  if (isnan(luminosity))
    return lr_error_set(error, LR_E_USAGE, "when wants --luminosity LUMI, or --channel ID --mass MASS --coupling COUPLING");
  goal[0] = (struct lr_reach_goal){.need = {.luminosity_fb = luminosity * LR_fb_m2}};
  *goals = 1;
  return lr_reach_goal_solve(&scenario->plan, goal, error);
}

static enum lr_status by_date(const struct lr_call *call, const struct lr_plan *plan, int *by, struct lr_error *error) {
  const char *text = lr_call_option(call, 'b');
  char from[16], to[16];
  int first = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.as_of : plan->period[0].start;
  *by = LR_NO_DATE;
  if (!text) return LR_OK;
  if (!lr_date_parse(text, by)) return lr_error_set(error, LR_E_USAGE, "--by wants a date such as 2030-12-31, got '%s'", text);
  if (*by < first || *by > plan->horizon)
    return lr_error_set(error, LR_E_USAGE, "--by %s: the plan covers %s to %s", text, lr_date_text(first, from), lr_date_text(plan->horizon, to));
  return LR_OK;
}

enum lr_status lr_cmd_when(const struct lr_call *call, struct lr_error *error) {
  struct lr_scenario scenario;
  struct lr_plan_days days = {0};
  struct lr_histories histories = {0};
  struct lr_reach_goal goal[LR_CHANNEL_KNOTS];
  struct lr_table *table[2] = {NULL};
  size_t goals = 0;
  int by;
  enum lr_status status = lr_call_scenario(call, LR_NEED_PLAN | LR_NEED_CHANNELS, &scenario, error);
  if (status == LR_OK) status = by_date(call, &scenario.plan, &by, error);
  if (status == LR_OK) status = choose_goals(call, &scenario, goal, &goals, error);
  if (status == LR_OK) status = lr_stage_plan_dates(call, &scenario, goal, goals, &days, &histories, error);
  if (status != LR_OK) goto done;
  const struct lr_reach_dates dates = {&scenario.plan, &days, &histories, goal, goals};
  table[0] = lr_table_reach_milestones(&dates);
  table[1] = lr_table_when(&dates, by);
  status = lr_call_print(call, &scenario, (const struct lr_table *const *)table, 2, error);
done:
  for (size_t i = 0; i < 2; i++) lr_table_free(table[i]);
  lr_histories_free(&histories);
  lr_plan_days_free(&days);
  lr_scenario_free(&scenario);
  return status;
}
