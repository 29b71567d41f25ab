// SPDX-License-Identifier: GPL-3.0-or-later
// At which conditions data count that are named by their luminosity: those of the reference analyses, or those of the run plan (model.md R15).
#ifndef LR_PROJECTIONS_REACH_CONDITIONS_H
#define LR_PROJECTIONS_REACH_CONDITIONS_H

#include "projections/conditions.h"
#include "projections/plan.h"
#include "projections/reach.h"
#include "projections/trigger.h"

enum lr_conditions_kind {
  LR_AT_REFERENCE,  // of the published analyses
  LR_AT_DATE,       // the mix of the plan up to `date`
  LR_IN_PLAN        // the mix up to the day on which the plan has the luminosity; beyond the horizon that of the whole plan
};

struct lr_reach_conditions {
  enum lr_conditions_kind kind;
  int date;
  // of LR_AT_DATE and LR_IN_PLAN; trigger: NULL for none
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  const struct lr_trigger *trigger;
  const struct lr_conditions *detector;  // `conditions:` of the scenario, which the channels have in them already; for the words. NULL: none
};

// In: NULL for the reference, a prepared channel, a mass [GeV], what its dataset counts [fb^-1]. Out: exposures whose sum that is, with
// the shares and factors of the plan (room for LR_MOST_EXPOSURES); one with factors of 1 at the reference and where all of the plan are.
// Status: LR_E_INPUT where the plan has no data by the date, or for a line that the trigger does not have.
enum lr_status lr_reach_conditions_at(const struct lr_reach_conditions *conditions, const struct lr_channel *channel, double mass_GeV,
                                      double luminosity_fb, struct lr_exposure *exposure, size_t *exposures, struct lr_error *error);

// "reference", "plan up to 2030-12-31; pixel detector off": what the column `conditions` says.
const char *lr_reach_conditions_words(const struct lr_reach_conditions *conditions, const struct lr_channel *channel, double luminosity_fb,
                                      char text[128]);

// Rows of `reach` of one luminosity at these conditions: the masses [GeV] of one curve.
enum lr_status lr_reach_table_at_conditions(struct lr_table *table, const struct lr_reach_conditions *conditions, const struct lr_channel *channel,
                                            const double *mass_GeV, size_t masses, double luminosity_fb, struct lr_error *error);

#endif
