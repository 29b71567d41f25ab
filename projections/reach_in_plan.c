// SPDX-License-Identifier: GPL-3.0-or-later
// Goals and curves with the conditions of the plan: what the trigger leaves, backgrounds of beams and hours (model.md R15).
#include <math.h>
#include <stdlib.h>

#include "base/constants.h"
#include "projections/plan_exposure.h"
#include "projections/reach_dates.h"

enum { MOST_ROUNDS = 40 };

// The need with the exposures up to a date; as it was for the conditions of the reference, where these are the same.
static enum lr_status need_at(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_trigger *trigger,
                              const struct lr_reach_goal *goal, int date, const struct lr_reach_need *plain, struct lr_reach_need *need,
                              struct lr_error *error) {
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  size_t exposures;
  double sum = 0;
  enum lr_status status = lr_plan_exposures(plan, days, trigger, goal->channel, goal->mass_GeV, date, exposure, &exposures, error);
  *need = *plain;
  if (status || lr_exposures_plain(exposure, exposures)) return status;
  if (!lr_exposures_see(exposure, exposures)) {
    *need = (struct lr_reach_need){.luminosity_fb = NAN, .reason = "the trigger leaves no signal"};
    return LR_OK;
  }
  for (size_t i = 0; i < exposures; i++) sum += exposure[i].luminosity_fb;
  for (size_t i = 0; i < exposures; i++) exposure[i].luminosity_fb /= sum;
  return lr_reach_exposures_luminosity(goal->channel, goal->mass_GeV, goal->coupling, goal->sigmas, exposure, exposures, need, error);
}

// A fixed point: the day on which the plan has the luminosity that is needed with the conditions up to that day. Beyond the horizon
// those of the whole plan. Where two days ask for each other the later one stands.
enum lr_status lr_reach_goal_in_plan(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_trigger *trigger,
                                     struct lr_reach_goal *goal, struct lr_error *error) {
  if (!goal->channel) return LR_OK;
  const struct lr_reach_need plain = goal->need;
  int before = LR_NO_DATE, date = LR_NO_DATE;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    int next = goal->need.possible ? lr_plan_dataset_date_of(plan, days, goal->only_4s, goal->luminosity_m2) : LR_NO_DATE;
    if (next == LR_NO_DATE) next = plan->horizon;
    if (round > 0 && (next == date || (next == before && next < date))) break;
    before = date, date = next;
    enum lr_status status = need_at(plan, days, trigger, goal, date, &plain, &goal->need, error);
    if (status) return lr_error_context(error, "conditions of the plan for '%s'", goal->channel->id);
    goal->luminosity_m2 = goal->need.possible ? goal->need.luminosity_fb / LR_fb_m2 : INFINITY;
  }
  return LR_OK;
}

bool lr_exposures_alike(const struct lr_channel *channel, double a, double b) {
  bool same = true;
  for (size_t i = 0; i < channel->triggers; i++)
    same = same && lr_trigger_sees(&channel->trigger[i], a) == lr_trigger_sees(&channel->trigger[i], b);
  return same;
}

static struct lr_reach_point unseen(const struct lr_channel *channel, double mass) {
  struct lr_reach_point p = {.mass_GeV = mass, .cl = channel->cl, .continuous = NAN, .upper_continuous = NAN, .evidence = NAN, .discovery = NAN,
                             .background = NAN, .effective_background = NAN, .exponent = NAN, .regime = "", .reason = "the trigger leaves no signal"};
  for (int i = 0; i < LR_REACH_BANDS; i++) p.coupling[i] = p.upper[i] = NAN;
  return p;
}

enum lr_status lr_reach_exposures_point(const struct lr_channel *channel, double mass, const struct lr_exposure *exposure, size_t exposures,
                                        struct lr_reach_point *point, struct lr_error *error) {
  if (lr_exposures_see(exposure, exposures)) return lr_reach_exposures_solve(channel, mass, exposure, exposures, point, error);
  *point = unseen(channel, mass);
  return LR_OK;
}

enum lr_status lr_reach_table_in_plan(struct lr_table *table, const struct lr_plan *plan, const struct lr_plan_days *days,
                                      const struct lr_trigger *trigger, const struct lr_channel *channel, const double *mass,
                                      size_t masses, int date, double luminosity_fb, bool *plain, struct lr_error *error) {
  struct lr_exposure exposure[LR_MOST_EXPOSURES];
  struct lr_reach_point *point = calloc(masses, sizeof *point);
  size_t exposures = 0;
  enum lr_status status = point ? LR_OK : lr_error_set(error, LR_E_MEMORY, "reach of %zu masses", masses);
  *plain = true;
  for (int pass = 0; pass < 2 && !status && (pass == 0 || !*plain); pass++)  // first, whether anything differs from the reference
    for (size_t i = 0; i < masses && !status; i++) {
      if (i == 0 || !lr_exposures_alike(channel, mass[i], mass[i - 1]))
        status = lr_plan_exposures(plan, days, trigger, channel, mass[i], date, exposure, &exposures, error);
      if (status) break;
      if (pass == 0) *plain = *plain && lr_exposures_plain(exposure, exposures);
      else status = lr_reach_exposures_point(channel, mass[i], exposure, exposures, &point[i], error);
      point[i].luminosity_fb = luminosity_fb;
    }
  if (!status && !*plain) lr_reach_table_points(table, channel, point, masses);
  free(point);
  return status;
}
