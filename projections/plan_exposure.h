// SPDX-License-Identifier: GPL-3.0-or-later
// The data of a channel at a date of the plan as periods with conditions of their own: what the trigger leaves, and the background
// of beams and of time (model.md R15).
#ifndef LR_PROJECTIONS_PLAN_EXPOSURE_H
#define LR_PROJECTIONS_PLAN_EXPOSURE_H

#include "projections/plan.h"
#include "projections/reach.h"
#include "projections/trigger.h"

// In: the days of the plan, a trigger or NULL, a prepared channel, a mass [GeV], a date. What the trigger leaves is a factor of signal
// and background alike. Out: at most LR_MOST_EXPOSURES exposures, luminosities of
// the dataset that the channel counts; *exposures 0: no data by then. The first is what was recorded so far, with the factors of the
// reference; periods whose factors agree within 1e-6 are one; where there are more than fit, the last ones are joined, weighted.
// Status: LR_E_INPUT for a line that the trigger does not have.
enum lr_status lr_plan_exposures(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_trigger *trigger,
                                 const struct lr_channel *channel, double mass_GeV, int date, struct lr_exposure *exposure, size_t *exposures,
                                 struct lr_error *error);

// Are all factors 1, but for rounding? Is there signal?
bool lr_exposures_plain(const struct lr_exposure *exposure, size_t exposures);
bool lr_exposures_see(const struct lr_exposure *exposure, size_t exposures);

// Do two masses [GeV] have the same lines of the trigger, so that their exposures are the same?
bool lr_exposures_alike(const struct lr_channel *channel, double a_GeV, double b_GeV);
// lr_reach_exposures_solve; a point without reach and the reason where the trigger leaves no signal.
enum lr_status lr_reach_exposures_point(const struct lr_channel *channel, double mass_GeV, const struct lr_exposure *exposure, size_t exposures,
                                        struct lr_reach_point *point, struct lr_error *error);

// Rows of `reach` at a date of the plan, with these conditions: the masses [GeV] of one curve, its luminosity [fb^-1] as it is to be
// called. *plain: all factors are 1 at every mass, and there are no rows.
enum lr_status lr_reach_table_in_plan(struct lr_table *table, const struct lr_plan *plan, const struct lr_plan_days *days,
                                      const struct lr_trigger *trigger, const struct lr_channel *channel, const double *mass_GeV,
                                      size_t masses, int date, double luminosity_fb, bool *plain, struct lr_error *error);

#endif
