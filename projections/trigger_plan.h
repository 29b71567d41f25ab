// SPDX-License-Identifier: GPL-3.0-or-later
// The trigger along a run plan: luminosity and currents of its days (model.md T6).
#ifndef LR_PROJECTIONS_TRIGGER_PLAN_H
#define LR_PROJECTIONS_TRIGGER_PLAN_H

#include "base/table.h"
#include "projections/plan.h"
#include "projections/trigger.h"

// Rates at the peak of a day, with its currents; what the plan does not say comes from the path of the trigger. LR_E_DOMAIN: no beam.
enum lr_status lr_trigger_day_rates(const struct lr_trigger *trigger, const struct lr_plan_day *day, struct lr_trigger_rates *rates,
                                    struct lr_error *error);

// T4 `relative` of a channel on a day; 0 where no line that it names sees its mass.
enum lr_status lr_trigger_day_relative(const struct lr_trigger *trigger, const struct lr_plan_day *day, const struct lr_trigger_channel *channel,
                                       double *relative, struct lr_error *error);

// What prescales and lost lines leave of a channel between two days, both included: mean of the efficiency over that of the reference without prescales,
// weighted by the luminosity recorded. It is the factor of a data set whose efficiency is that of an analysis at low rates. NaN: no
// luminosity there. LR_E_INPUT: a line that the trigger does not have.
enum lr_status lr_trigger_exposure(const struct lr_trigger *trigger, const struct lr_plan_days *days, int first, int last,
                                   const struct lr_trigger_channel *channel, double *relative, struct lr_error *error);

// trigger_periods: the day of the highest peak of each period, with its currents, and the efficiency of each channel there and in the
// mean of the period; `brief`: of the channel that loses most. NULL: `error` says why.
struct lr_table *lr_trigger_periods_table(const struct lr_trigger *trigger, const struct lr_plan *plan, const struct lr_plan_days *days,
                                          const struct lr_trigger_channel *channel, size_t channels, bool brief, struct lr_error *error);

#endif
