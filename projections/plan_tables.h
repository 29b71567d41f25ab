// SPDX-License-Identifier: GPL-3.0-or-later
// A run plan as tables (names and columns: docs/interface of `lumireach plan`).
#ifndef LR_PROJECTIONS_PLAN_TABLES_H
#define LR_PROJECTIONS_PLAN_TABLES_H

#include "base/table.h"
#include "projections/histories.h"

struct lr_table *lr_table_periods(const struct lr_plan *plan, const struct lr_plan_days *days);
struct lr_table *lr_table_integrated(const struct lr_plan *plan, const struct lr_plan_days *days,
                                     const struct lr_histories *histories);
struct lr_table *lr_table_milestones(const struct lr_plan *plan, const struct lr_plan_days *days,
                                     const struct lr_histories *histories);
struct lr_table *lr_table_peak(const struct lr_plan *plan, const struct lr_plan_days *days,
                               const struct lr_histories *histories);
struct lr_table *lr_table_history(const struct lr_plan *plan);
struct lr_table *lr_table_shutdowns(const struct lr_plan *plan);
struct lr_table *lr_table_priors(const struct lr_plan *plan);
struct lr_table *lr_table_waterfall(const struct lr_plan *plan);
struct lr_table *lr_table_daily(const struct lr_plan *plan, const struct lr_plan_days *days);

#endif
