// SPDX-License-Identifier: GPL-3.0-or-later
// Searches of one side of a comparison: the trigger, and the reach at a few masses.
#include <math.h>
#include <string.h>

#include "base/write.h"
#include "cli/compare_side.h"
#include "projections/plan_exposure.h"
#include "projections/reach_conditions.h"
#include "projections/reach_dates.h"

enum lr_status lr_side_trigger(const struct lr_side_wish *wish, const struct lr_side *s, struct lr_trigger_stage *stage, struct lr_error *error) {
  static const double usual_m2s[] = {1e38, 2e38, 5e38, 1e39, 2e39, 4e39, 6e39, 8e39, 12e39};
  const struct lr_trigger_wish trigger = {.luminosity_m2s = NAN, .fixed_m2s = usual_m2s, .fixed = sizeof usual_m2s / sizeof *usual_m2s, .masses = wish->masses};
  return lr_stage_trigger(s->scenario, s->scenario->has_plan ? &s->days : NULL, &trigger, stage, error);
}

enum { MOST_MASSES = 5 };

// Masses of the published points, five at most, evenly along their list; evenly over the range where there are one or two.
static size_t pick_masses(const struct lr_channel *channel, double mass_GeV[MOST_MASSES]) {
  size_t count = channel->mode[0].anchors < MOST_MASSES ? channel->mode[0].anchors : MOST_MASSES;
  if (count < 3) {
    lr_reach_masses(channel, mass_GeV, MOST_MASSES);
    return MOST_MASSES;
  }
  for (size_t k = 0; k < count; k++) mass_GeV[k] = channel->mode[0].anchor[k * (channel->mode[0].anchors - 1) / (count - 1)].x;
  return count;
}

static enum lr_status reach_rows(const struct lr_channel *channel, const double *mass_GeV, size_t masses, double lumi_fb, const char *at,
                                 const struct lr_reach_conditions *conditions, struct lr_table *t, struct lr_error *error) {
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  size_t exposures = 0;
  for (size_t i = 0; i < masses; i++) {
    struct lr_reach_point point;
    enum lr_status status = LR_OK;
    if (i == 0 || !lr_exposures_alike(channel, mass_GeV[i], mass_GeV[i - 1]))
      status = lr_reach_conditions_at(conditions, channel, mass_GeV[i], lumi_fb, exposure, &exposures, error);
    if (status == LR_OK) status = lr_reach_exposures_point(channel, mass_GeV[i], exposure, exposures, &point, error);
    if (status != LR_OK) return lr_error_context(error, "reach of '%s'", channel->id);
    lr_table_row(t);
    lr_table_text(t, "channel", channel->id);
    lr_table_number(t, "mass_GeV", mass_GeV[i]);
    lr_table_text(t, "at", at);
    lr_table_text(t, "unit", channel->type->coupling_unit);
    lr_table_number(t, "coupling", point.coupling[LR_REACH_MEDIAN]);
    lr_table_number(t, "continuous", point.continuous);
  }
  return LR_OK;
}

enum lr_status lr_side_reach(const struct lr_side_wish *wish, const struct lr_side *s, struct lr_table **table, struct lr_error *error) {
  static const double usual_fb[] = {1000, 5000, 10000, 50000};
  const struct lr_scenario *scenario = s->scenario;
  const struct lr_reach_wish *reach = &scenario->reach;
  bool dates = scenario->has_plan && reach->dates, said = reach->luminosities || dates;
  const double *lumi_fb = said ? reach->luminosity_fb : usual_fb;
  struct lr_table *t = *table = lr_table_create("reach", "Reach at a few masses");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass", "");
  lr_table_column(t, "at", LR_TEXT, "", "luminosity, or date of the plan", "");
  lr_table_column(t, "coupling", LR_NUMBER, "", "median expected limit", "model.md R1");
  lr_table_column(t, "continuous", LR_NUMBER, "", "expected limit, exact-Asimov form", "model.md R1");
  lr_table_column(t, "unit", LR_TEXT, "", "of the coupling", "");
  enum lr_status status = LR_OK;
  for (size_t i = 0; i < scenario->channels && status == LR_OK; i++) {
    const struct lr_channel *channel = &scenario->channel[i], *with_masses = channel;
    double mass_GeV[MOST_MASSES];
    char at[40], number[32];
    for (size_t k = 0; wish->masses && k < wish->masses->channels; k++)
      if (wish->masses->channel[k].type == channel->type) with_masses = &wish->masses->channel[k];
    size_t masses = pick_masses(with_masses, mass_GeV);
    for (size_t k = 0; k < (said ? reach->luminosities : 4) && status == LR_OK; k++) {
      lr_number_short(lumi_fb[k] / 1000, 6, number);
      snprintf(at, sizeof at, "%s ab^-1", number);
      status = reach_rows(channel, mass_GeV, masses, lumi_fb[k], at, NULL, t, error);
    }
    for (size_t k = 0; dates && k < reach->dates && status == LR_OK; k++) {
      double sum_fb = lr_reach_sum_fb(&scenario->plan, &s->days, channel, reach->date[k]);
      const struct lr_reach_conditions then = {LR_AT_DATE, reach->date[k], &scenario->plan, &s->days, scenario->trigger.given ? &scenario->trigger : NULL, NULL};
      if (sum_fb > 0) status = reach_rows(channel, mass_GeV, masses, sum_fb, lr_date_text(reach->date[k], at), &then, t, error);
    }
  }
  return status;
}
