// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of `reach`: which channels, luminosities and masses, from the scenario and the options of the verb.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "cli/channel_options.h"
#include "cli/reach_stage.h"
#include "cli/stages.h"
#include "projections/plan_exposure.h"
#include "projections/reach_gain.h"

struct request {
  const char *channel, *model;                   // NULL: all; as declared
  double luminosity_fb, mass_GeV, mass2_GeV, cl; // NaN: not said
  int date;                                      // LR_NO_DATE: not said
  struct lr_reach_conditions conditions;         // of data that are named by their luminosity
};

static enum lr_status check_date(const struct lr_scenario *scenario, const char *option, const char *text, int date, struct lr_error *error) {
  const struct lr_plan *plan = &scenario->plan;
  char from[16], to[16];
  int first = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.as_of : plan->period[0].start;
  if (date >= first && date <= plan->horizon) return LR_OK;
  return lr_error_set(error, LR_E_USAGE, "--%s %s: the plan covers %s to %s", option, text, lr_date_text(first, from), lr_date_text(plan->horizon, to));
}

static enum lr_status read_date(const struct lr_scenario *scenario, const char *text, int *date, struct lr_error *error) {
  if (!lr_date_parse(text, date)) return lr_error_set(error, LR_E_USAGE, "--date wants a date such as 2030-12-31, got '%s'", text);
  if (!scenario->has_plan) return lr_error_set(error, LR_E_USAGE, "--date needs a run plan, which the scenario does not have: give --luminosity");
  return check_date(scenario, "date", text, *date, error);
}

static enum lr_status read_conditions(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                      struct lr_reach_conditions *c, struct lr_error *error) {
  const char *text = strcmp(call->command->name, "reach") == 0 ? lr_call_option(call, 'C') : NULL;
  *c = (struct lr_reach_conditions){.kind = LR_AT_REFERENCE, .date = LR_NO_DATE, .plan = &scenario->plan, .days = days, .detector = &scenario->conditions};
  c->trigger = scenario->trigger.given ? &scenario->trigger : NULL;
  if (!text || strcmp(text, "reference") == 0) return LR_OK;
  if (strcmp(text, "plan") == 0) c->kind = LR_IN_PLAN;
  else if (lr_date_parse(text, &c->date)) c->kind = LR_AT_DATE;
  else return lr_error_set(error, LR_E_USAGE, "--conditions wants reference, plan, or a date such as 2030-12-31, got '%s'", text);
  if (!days) return lr_error_set(error, LR_E_USAGE, "--conditions %s needs a run plan, which the scenario does not have", text);
  if (lr_call_option(call, 'd')) return lr_error_set(error, LR_E_USAGE, "--conditions is for luminosities: a --date has its own conditions");
  return c->kind == LR_AT_DATE ? check_date(scenario, "conditions", text, c->date, error) : LR_OK;
}

static enum lr_status read_request(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days, struct request *r,
                                   struct lr_error *error) {
  *r = (struct request){.luminosity_fb = NAN, .mass_GeV = NAN, .mass2_GeV = NAN, .cl = NAN, .date = LR_NO_DATE};
  enum lr_status status = read_conditions(call, scenario, days, &r->conditions, error);
  if (status || strcmp(call->command->name, "reach") != 0) return status;
  r->channel = lr_call_option(call, 'c');
  r->model = lr_call_option(call, 'M');
  if (r->channel && !lr_stage_channel(scenario, r->channel, error)) return LR_E_USAGE;
  status = lr_stage_quantity(call, 'L', "luminosity", LR_DIM_INTEGRATED, &r->luminosity_fb, error);
  if (!status) status = lr_option_mass(call, 'm', "mass", &r->mass_GeV, error);
  if (!status) status = lr_option_mass(call, '2', "mass2", &r->mass2_GeV, error);
  if (!status) status = lr_stage_quantity(call, 'l', "cl", LR_DIM_NUMBER, &r->cl, error);
  if (status) return status;
  if (r->luminosity_fb <= 0) return lr_error_set(error, LR_E_USAGE, "--luminosity must be above zero");
  r->luminosity_fb *= LR_fb_m2;
  if (r->cl >= 1 && r->cl < 100)
    return lr_error_set(error, LR_E_USAGE, "--cl %g: a confidence level lies between 0.5 and 1; write %g or '%g %%'", r->cl, r->cl / 100, r->cl);
  if (!isnan(r->cl) && !(r->cl > 0.5 && r->cl < 1)) return lr_error_set(error, LR_E_USAGE, "--cl must lie between 0.5 and 1, such as 0.90 or '90 %%'");
  if (lr_call_option(call, 'P') && !(isnan(r->mass_GeV) && isnan(r->mass2_GeV)))
    return lr_error_set(error, LR_E_USAGE, "--map takes all masses: --mass and --mass2 go without it");
  if (r->model && !r->channel) return lr_error_set(error, LR_E_USAGE, "--model is one of a channel: give --channel too");
  if (!lr_call_option(call, 'd')) return LR_OK;
  if (!isnan(r->luminosity_fb)) return lr_error_set(error, LR_E_USAGE, "reach wants --luminosity or --date, not both");
  return read_date(scenario, lr_call_option(call, 'd'), &r->date, error);
}

// The options laid over a channel. Its background stays the one that the published limit has fixed.
static enum lr_status apply(const struct request *r, struct lr_channel *channel, struct lr_error *error) {
  const struct lr_channel_type *type = channel->type;
  if (!isnan(r->cl)) channel->cl = r->cl;
  if (!isnan(r->mass2_GeV) && type->mass2_symbol) channel->mass2_GeV = r->mass2_GeV;
  if (r->channel && !isnan(r->mass2_GeV) && !type->mass2_symbol)
    return lr_error_set(error, LR_E_USAGE, "--mass2: '%s' has no second mass", channel->id);
  if (!isnan(r->mass2_GeV) && type->mass2_symbol && r->mass2_GeV >= channel->sqrt_s_GeV)
    return lr_error_set(error, LR_E_USAGE, "--mass2: %g GeV is not below the energy of '%s', %g GeV", r->mass2_GeV, channel->id, channel->sqrt_s_GeV);
  if (r->channel && !isnan(r->mass_GeV) && !lr_reach_in_range(channel, r->mass_GeV))
    return lr_error_set(error, LR_E_USAGE, "--mass: %g GeV lies outside the range of '%s', %g to %g GeV", r->mass_GeV, channel->id,
                        channel->mass_min_GeV, channel->mass_max_GeV);
  if (!r->model) return LR_OK;
  struct lr_buffer known = {0};
  bool found = false;
  for (size_t i = 0; type->models[i]; i++) {
    found = found || strcmp(type->models[i], r->model) == 0;
    lr_buffer_print(&known, "%s%s", i ? ", " : "", type->models[i]);
  }
  enum lr_status status = LR_OK;
  if (found) snprintf(channel->model, sizeof channel->model, "%s", r->model);
  else status = lr_error_set(error, LR_E_USAGE, "--model: '%s' has no model '%s'; it has %s", channel->id, r->model, lr_buffer_text(&known));
  lr_buffer_free(&known);
  return status;
}

// Sorted, each value once (values closer than 1e-6 are one).
static size_t unique(double *value, size_t count) {
  size_t kept = 0;
  lr_sort(value, count);
  for (size_t i = 0; i < count; i++)
    if (!kept || value[i] > value[kept - 1] * (1 + 1e-6)) value[kept++] = value[i];
  return kept;
}

enum { MOST_LUMINOSITIES = 2 * LR_MOST_REACH_POINTS + 8 };

// Of the dataset of the channel: at the Y(4S) for those that count no more.
static size_t luminosities_of(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                              const struct lr_channel *channel, double *lumi_fb) {
  size_t count = 0;
  if (!isnan(r->luminosity_fb)) {
    lumi_fb[0] = r->luminosity_fb;
    return 1;
  }
  if (days && r->date != LR_NO_DATE) {
    lumi_fb[0] = lr_reach_sum_fb(&scenario->plan, days, channel, r->date);
    return lumi_fb[0] > 0;
  }
  double so_far = scenario->has_plan ? lr_reach_so_far_fb(&scenario->plan, channel) : 0;
  if (so_far > 0) lumi_fb[count++] = so_far;
  for (size_t i = 0; i < scenario->reach.luminosities; i++) lumi_fb[count++] = scenario->reach.luminosity_fb[i];
  for (size_t i = 0; days && i < scenario->reach.dates; i++) {
    double sum = lr_reach_sum_fb(&scenario->plan, days, channel, scenario->reach.date[i]);
    if (sum > 0) lumi_fb[count++] = sum;
  }
  if (!count) {
    const double usual[] = {1000, 5000, 10000, 50000};
    memcpy(lumi_fb, usual, sizeof usual);
    count = 4;
  }
  return unique(lumi_fb, count);
}

// The date of the plan that a luminosity stands for; LR_NO_DATE: none.
static int date_of(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_channel *channel,
                   double lumi_fb) {
  if (!days || !isnan(r->luminosity_fb)) return LR_NO_DATE;
  if (r->date != LR_NO_DATE) return r->date;
  int date = LR_NO_DATE;
  for (size_t i = 0; i < scenario->reach.dates; i++)
    if (lr_reach_sum_fb(&scenario->plan, days, channel, scenario->reach.date[i]) == lumi_fb) date = scenario->reach.date[i];
  return date;
}

// Curves at luminosities with the conditions asked for.
static enum lr_status at_luminosities(const struct request *r, const struct lr_channel *channel, const double *mass_GeV, size_t masses,
                                      const double *lumi_fb, size_t lumis, struct lr_table *reach, struct lr_error *error) {
  enum lr_status status = LR_OK;
  if (r->conditions.kind == LR_AT_REFERENCE) return lr_reach_table_append(reach, channel, mass_GeV, masses, lumi_fb, lumis, error);
  for (size_t i = 0; i < lumis && !status; i++)
    status = lr_reach_table_at_conditions(reach, &r->conditions, channel, mass_GeV, masses, lumi_fb[i], error);
  return status;
}

// Those at dates have the conditions of the plan by then.
static enum lr_status rows_of(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                              const struct lr_channel *channel, const double *mass_GeV, size_t masses, const double *lumi_fb, size_t lumis,
                              struct lr_table *reach, struct lr_error *error) {
  const struct lr_trigger *trigger = scenario->trigger.given ? &scenario->trigger : NULL;
  enum lr_status status = LR_OK;
  size_t first = 0;  // of the luminosities that are still to be done
  for (size_t i = 0; i < lumis && !status; i++) {
    int date = date_of(r, scenario, days, channel, lumi_fb[i]);
    bool plain = true;
    if (date == LR_NO_DATE) continue;
    status = at_luminosities(r, channel, mass_GeV, masses, lumi_fb + first, i - first, reach, error);
    first = i + 1;
    if (!status)
      status = lr_reach_table_in_plan(reach, &scenario->plan, days, trigger, channel, mass_GeV, masses, date, lumi_fb[i], &plain, error);
    if (!status && plain) status = lr_reach_table_append(reach, channel, mass_GeV, masses, lumi_fb + i, 1, error);
  }
  return status ? status : at_luminosities(r, channel, mass_GeV, masses, lumi_fb + first, lumis - first, reach, error);
}

static enum lr_status curves(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                             const struct lr_channel *channel, const double *lumi_fb, size_t lumis, struct lr_table *reach,
                             struct lr_error *error) {
  size_t masses = isnan(r->mass_GeV) ? (size_t)scenario->reach.masses : 1;
  double *mass_GeV = malloc(masses * sizeof *mass_GeV);
  if (!mass_GeV) return lr_error_set(error, LR_E_MEMORY, "no memory for the reach");
  if (isnan(r->mass_GeV)) lr_reach_masses(channel, mass_GeV, masses);
  else mass_GeV[0] = r->mass_GeV;
  enum lr_status status = rows_of(r, scenario, days, channel, mass_GeV, masses, lumi_fb, lumis, reach, error);
  if (!status) status = lr_reach_table_anchors(reach, channel, r->mass_GeV, error);
  free(mass_GeV);
  return status;
}

// Both masses at one luminosity, with the conditions that its curve has.
static enum lr_status map(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                          struct lr_channel *channel, double lumi_fb, struct lr_table *table, struct lr_error *error) {
  enum { SIDE = 25 };
  double mass_GeV[SIDE], mass2_GeV[SIDE];
  enum lr_status status = LR_OK;
  if (!lr_reach_raster(channel, mass_GeV, mass2_GeV, SIDE)) return LR_OK;
  const double kept = channel->mass2_GeV;
  for (size_t j = 0; j < SIDE && !status; j++) {
    channel->mass2_GeV = mass2_GeV[j];
    status = rows_of(r, scenario, days, channel, mass_GeV, SIDE, &lumi_fb, 1, table, error);
  }
  channel->mass2_GeV = kept;
  return status;
}

// Today and 1, 5, 10, 50 ab^-1 of all data, or the one asked for beside today.
static enum lr_status gains(const struct request *r, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                            const struct lr_channel *channel, double mass_GeV, struct lr_table *table, struct lr_error *error) {
  static const double ROUND_FB[] = {1000, 5000, 10000, 50000};
  const struct lr_plan *plan = scenario->has_plan ? &scenario->plan : NULL;
  double total[8], dataset[8];
  size_t count = 0;
  if (plan && plan->so_far.as_of != LR_NO_DATE && plan->so_far.value_m2 > 0) total[count++] = plan->so_far.value_m2 * LR_fb_m2;
  if (!isnan(r->luminosity_fb)) total[count++] = r->luminosity_fb;
  for (size_t i = 0; isnan(r->luminosity_fb) && i < 4; i++) total[count++] = ROUND_FB[i];
  for (size_t i = 0; i < count; i++) dataset[i] = lr_reach_of_total_fb(plan, days, channel, total[i]);
  return lr_gain_table_append(table, channel, mass_GeV, total, dataset, count, &r->conditions, error);
}

static enum lr_status of_channel(const struct request *r, enum lr_reach_kind kind, const struct lr_scenario *scenario,
                                 const struct lr_plan_days *days, struct lr_channel *channel, struct lr_table *table,
                                 struct lr_error *error) {
  double lumi_fb[MOST_LUMINOSITIES], mass_GeV = r->mass_GeV;
  size_t lumis = luminosities_of(r, scenario, days, channel, lumi_fb);
  enum lr_status status = LR_OK;
  if (kind == LR_REACH_CURVES) return curves(r, scenario, days, channel, lumi_fb, lumis, table, error);
  if (kind == LR_REACH_MAP) return channel->type->maps_mass2 && lumis ? map(r, scenario, days, channel, lumi_fb[lumis - 1], table, error) : LR_OK;
  if (isnan(mass_GeV)) status = lr_reach_shown_mass(channel, &mass_GeV, error);
  if (status) return status;
  if (kind == LR_REACH_GAINS) return gains(r, scenario, days, channel, mass_GeV, table, error);
  for (size_t i = 0; i < lumis && !status; i++)
    status = kind == LR_REACH_LIMITS_BY ? lr_limits_table_append(table, channel, mass_GeV, lumi_fb[i], &r->conditions, error)
                                        : lr_expressed_table_append(table, channel, mass_GeV, lumi_fb[i], &r->conditions, error);
  return status;
}

enum lr_status lr_stage_reach_table(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days,
                                    enum lr_reach_kind kind, struct lr_table **table, struct lr_error *error) {
  struct request r;
  *table = NULL;
  enum lr_status status = read_request(call, scenario, days, &r, error);
  if (status) return status;
  *table = kind == LR_REACH_CURVES      ? lr_reach_table_create()
           : kind == LR_REACH_GAINS     ? lr_gain_table_create()
           : kind == LR_REACH_LIMITS_BY ? lr_limits_table_create()
           : kind == LR_REACH_MAP       ? lr_reach_map_create()
                                        : lr_expressed_table_create();
  bool looks = isnan(r.mass_GeV);
  for (size_t i = 0; i < scenario->channels && !looks; i++)
    looks = (r.channel && strcmp(r.channel, scenario->channel[i].id) == 0) || lr_reach_in_range(&scenario->channel[i], r.mass_GeV);
  if (!looks) return lr_error_set(error, LR_E_USAGE, "--mass: no channel looks at %g GeV", r.mass_GeV);
  struct lr_channel *channel = malloc(sizeof *channel);
  if (!channel || !*table) status = lr_error_set(error, LR_E_MEMORY, "no memory for the reach");
  for (size_t i = 0; i < scenario->channels && !status; i++) {
    if (r.channel && strcmp(r.channel, scenario->channel[i].id) != 0) continue;
    *channel = scenario->channel[i];
    status = apply(&r, channel, error);
    if (status) break;
    status = of_channel(&r, kind, scenario, days, channel, *table, error);
    if (status) lr_error_context(error, "reach of '%s'", channel->id);
  }
  free(channel);
  if (!status && kind == LR_REACH_MAP && !(*table)->rows && strcmp(call->command->name, "reach") == 0)
    status = lr_error_set(error, LR_E_USAGE, "--map: no channel %s has a map in two masses", r.channel ? "of that name" : "of the scenario");
  return status;
}

enum lr_status lr_stage_reach_at_dates(const struct lr_scenario *scenario, const struct lr_plan_days *days, const struct lr_histories *histories,
                                       struct lr_table **table, struct lr_error *error) {
  double *mass_GeV = calloc(scenario->channels + 1, sizeof *mass_GeV);
  *table = NULL;
  if (!mass_GeV) return lr_error_set(error, LR_E_MEMORY, "no memory for the reach");
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < scenario->channels && !status; i++) status = lr_reach_shown_mass(&scenario->channel[i], &mass_GeV[i], error);
  if (!status)
    status = lr_reach_at_dates(&scenario->plan, days, histories, scenario->trigger.lines ? &scenario->trigger : NULL, scenario->channel, mass_GeV, scenario->channels, scenario->reach.date,
                               scenario->reach.dates, table, error);
  free(mass_GeV);
  return status;
}
