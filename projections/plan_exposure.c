// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_exposure.h"

#include <math.h>

#include "base/constants.h"
#include "projections/plan_shape.h"
#include "projections/reach_dates.h"
#include "projections/reach_signal.h"
#include "projections/trigger_plan.h"

// Adds data to the exposure with the same factors, or as a new one; the last one takes what does not fit.
static void add(struct lr_exposure *exposure, size_t *exposures, struct lr_exposure more) {
  size_t i = 0;
  while (i < *exposures && !(fabs(exposure[i].signal - more.signal) < 1e-6 && fabs(exposure[i].background - more.background) < 1e-6)) i++;
  if (i == *exposures && i < LR_MOST_EXPOSURES) {
    exposure[(*exposures)++] = more;
    return;
  }
  struct lr_exposure *to = &exposure[i < *exposures ? i : *exposures - 1];
  double sum = to->luminosity_fb + more.luminosity_fb;
  to->signal = (to->signal * to->luminosity_fb + more.signal * more.luminosity_fb) / sum;
  to->background = (to->background * to->luminosity_fb + more.background * more.luminosity_fb) / sum;
  to->luminosity_fb = sum;
}

// Background per fb^-1 on a day against the reference: a part of time goes as 1 / L, one of the beams as I_ler I_her / L. L: mean while
// data are taken, as that of the reference. Figures that the channel or the plan does not give leave that part as it was.
static double background_of(const struct lr_channel *channel, const struct lr_period *period, const struct lr_plan_day *day) {
  const struct lr_channel_split *split = &channel->split;
  const double *state = day->state.value, currents = state[LR_STATE_CURRENT_LER] * state[LR_STATE_CURRENT_HER];
  const double mean_m2s = day->potential_m2 / (day->beam_s * lr_period_physics_share(period));  // in physics, without what fails
  double time = split->reference_m2s > 0 ? split->reference_m2s / mean_m2s : 1;
  double beam = split->reference_A2 > 0 && currents > 0 ? time * currents / split->reference_A2 : 1;
  return lr_exposure_background(split, beam, time);
}

enum lr_status lr_plan_exposures(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_trigger *trigger,
                                 const struct lr_channel *channel, double mass_GeV, int date, struct lr_exposure *exposure, size_t *exposures,
                                 struct lr_error *error) {
  const struct lr_trigger_channel use = {channel->id, channel->trigger, channel->triggers, (enum lr_trigger_combine)channel->trigger_combine, mass_GeV};
  const bool only_4s = lr_reach_only_4s(channel);
  double so_far = lr_reach_so_far_fb(plan, channel);
  *exposures = 0;
  if (so_far > 0) exposure[(*exposures)++] = (struct lr_exposure){so_far, 1, 1};
  for (size_t p = 0; p < plan->periods; p++) {
    double luminosity = 0, background = 0, signal = 0;
    for (size_t i = 0; i < days->days && days->first + (int)i <= date; i++) {
      if (days->period[i] != (int)p || !(days->day[i].peak_m2s > 0)) continue;
      const double day_m2 = plan->lumi_kind == LR_DELIVERED ? days->delivered[i] : days->recorded[i];
      double kept = 1;  // of the background too: a line that is prescaled takes the same share of all that the search selects
      enum lr_status status = trigger && use.uses ? lr_trigger_day_relative(trigger, &days->day[i], &use, &kept, error) : LR_OK;
      if (status) return status;
      luminosity += day_m2;
      if (!(day_m2 > 0)) continue;
      signal += day_m2 * kept;
      background += day_m2 * kept * background_of(channel, &plan->period[p], &days->day[i]);
    }
    if (!(luminosity > 0)) continue;
    double counted = luminosity * LR_fb_m2 * (only_4s ? plan->period[p].share_4s : 1);
    if (counted > 0) add(exposure, exposures, (struct lr_exposure){counted, signal / luminosity, background / luminosity});
  }
  return LR_OK;
}

bool lr_exposures_plain(const struct lr_exposure *exposure, size_t exposures) {
  bool plain = true;
  for (size_t i = 0; i < exposures; i++) plain = plain && fabs(exposure[i].signal - 1) < 1e-9 && fabs(exposure[i].background - 1) < 1e-9;
  return plain;
}

bool lr_exposures_see(const struct lr_exposure *exposure, size_t exposures) {
  bool seen = false;
  for (size_t i = 0; i < exposures; i++) seen = seen || exposure[i].luminosity_fb * exposure[i].signal > 0;
  return seen;
}
