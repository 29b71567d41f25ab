// SPDX-License-Identifier: GPL-3.0-or-later
// The luminosity at which the expected limit of a channel passes a coupling, or at which the coupling would be found (model.md R9, R14).
#ifndef LR_PROJECTIONS_REACH_LUMINOSITY_H
#define LR_PROJECTIONS_REACH_LUMINOSITY_H

#include "projections/reach.h"

// No luminosity beyond these is looked at [fb^-1].
#define LR_REACH_LEAST_FB 1e-6
#define LR_REACH_MOST_FB 1e9

struct lr_reach_need {
  bool possible;         // is there such a luminosity?
  double luminosity_fb;  // the least one; LR_REACH_LEAST_FB when the search needs no more; NaN: none
  const char *reason;    // why there is none, static text; "" when there is one
};

// In: prepared channel, mass [GeV], coupling [unit of the channel]; sigmas: 0 for the expected limit, else the median significance of a
// discovery (with three events at least). At a given coupling both rise with the data always, so that there is one crossing; its
// bracket is found by steps of a factor four from the luminosity of the reference.
// A veto window, a mass outside the channel or a coupling that no luminosity reaches is a result, no error.
// Status: LR_E_DOMAIN for a mass or coupling that is not positive, sigmas outside 0..10, or what the physics returns.
enum lr_status lr_reach_luminosity(const struct lr_channel *channel, double mass_GeV, double coupling, double sigmas,
                                   struct lr_reach_need *need, struct lr_error *error);
// The same for periods with conditions of their own that keep their shares: the exposures together are 1 fb^-1 (R15).
enum lr_status lr_reach_exposures_luminosity(const struct lr_channel *channel, double mass_GeV, double coupling, double sigmas,
                                             const struct lr_exposure *exposure, size_t exposures, struct lr_reach_need *need,
                                             struct lr_error *error);

#endif
