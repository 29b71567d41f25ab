// SPDX-License-Identifier: GPL-3.0-or-later
// A run plan as tables: what `lumireach plan` prints. Those with histories give their means and quantiles beside the closed form.
#ifndef LR_PROJECTIONS_PLAN_TABLES_H
#define LR_PROJECTIONS_PLAN_TABLES_H

#include "base/table.h"
#include "projections/histories.h"

struct lr_table *lr_table_periods(const struct lr_plan *plan, const struct lr_plan_days *days);
struct lr_table *lr_table_integrated(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_milestones(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_peak(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_datasets(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_layers(const struct lr_histories *histories);  // without rows where no twins were run
struct lr_table *lr_table_history(const struct lr_plan *plan);
struct lr_table *lr_table_shutdowns(const struct lr_plan *plan);
struct lr_table *lr_table_priors(const struct lr_plan *plan);

// From the ideal to the recorded luminosity of the written periods; of the histories: of the days up to the end of the last one.
struct lr_table *lr_table_waterfall(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
// Faults by system and sudden losses: number and luminosity lost in a year of the written plan; no rows without them.
struct lr_table *lr_table_faults(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_electricity(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);

struct lr_table *lr_table_daily(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);
struct lr_table *lr_table_losses_daily(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories);

#endif
