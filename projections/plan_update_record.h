// SPDX-License-Identifier: GPL-3.0-or-later
// What of a record an update takes: its rows, checked against the plan, and what they say of its years.
#ifndef LR_PROJECTIONS_PLAN_UPDATE_RECORD_H
#define LR_PROJECTIONS_PLAN_UPDATE_RECORD_H

#include "projections/plan_update.h"

// Rows first..first + count - 1 lie after what recorded_so_far counts and up to the day; all fits together. Status: LR_E_INPUT with
// the row (lr_plan_update says which are refused).
enum lr_status lr_update_rows(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish,
                              size_t *first, size_t *count, struct lr_error *error);

// Into `update`: calendar years from the first day of the plan to the day, joined where a row lies over a new year, with what was
// recorded and expected. Status: LR_E_DOMAIN (too many years).
enum lr_status lr_update_years(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish,
                               size_t first, size_t count, struct lr_update *update, struct lr_error *error);

// Into `update`: a shutdown that is over by plan, with runs planned since, of which nothing was recorded: it may still be open.
void lr_update_note_open(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_update_wish *wish, size_t first,
                         size_t count, struct lr_update *update);

#endif
