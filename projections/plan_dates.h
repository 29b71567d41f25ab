// SPDX-License-Identifier: GPL-3.0-or-later
// Sums and dates of the data that a search counts: all of it, or that at the Y(4S) alone (model.md P22).
#ifndef LR_PROJECTIONS_PLAN_DATES_H
#define LR_PROJECTIONS_PLAN_DATES_H

#include "projections/histories.h"

// Share of what was recorded so far that is at the Y(4S); where the plan does not say, that of the record
// to the end of 2024 (498.41 of 579.17 fb^-1). The plan may be NULL.
double lr_plan_so_far_share_4s(const struct lr_plan *plan);

// Closed-form sum at the end of a day [m^-2], as lr_plan_cumulated, and the day on which it passes a luminosity: the day of
// recorded_so_far when it has already, LR_NO_DATE when it does not before the horizon. `only_4s`: data at the Y(4S) alone.
double lr_plan_dataset_sum(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, int date);
int lr_plan_dataset_date_of(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, double luminosity_m2);

// What the dataset has when the sum of all data is total_m2, along the closed form; beyond the horizon in the shares of the last
// period. Without days: of the record; without a plan (NULL): lr_plan_so_far_share_4s.
double lr_plan_dataset_of_total(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, double total_m2);

// Is it recorded already? Then dates of passing are the day of the record, and their rows have this note.
bool lr_plan_reached(const struct lr_plan *plan, double luminosity_m2);
extern const char lr_note_reached[];

// Share of the histories that have passed by the end of a day. In: ascending dates, +infinity for never. NaN of none.
double lr_passed_by(const double *sorted, size_t count, int date);

#endif
