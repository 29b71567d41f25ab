// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/plan_dates.h"

#include <math.h>

// Offline sums of the record, fb^-1: at the Y(4S), of all.
static const double RECORD_4S = 498.41, RECORD = 579.17;

double lr_plan_so_far_share_4s(const struct lr_plan *plan) {
  return plan && isfinite(plan->so_far.share_4s) ? plan->so_far.share_4s : RECORD_4S / RECORD;
}

static double begin(const struct lr_plan *plan, bool only_4s) {
  if (plan->so_far.as_of == LR_NO_DATE) return 0;
  return plan->so_far.value_m2 * (only_4s ? lr_plan_so_far_share_4s(plan) : 1);
}

static double of_day(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, size_t i) {
  double luminosity = plan->lumi_kind == LR_DELIVERED ? days->delivered[i] : days->recorded[i];
  if (days->period[i] < 0) return 0;
  return luminosity * (only_4s ? plan->period[days->period[i]].share_4s : 1);
}

double lr_plan_dataset_sum(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, int date) {
  if (!only_4s) return lr_plan_cumulated(plan, days, date);
  double sum = begin(plan, true);
  for (size_t i = 0; i < days->days && days->first + (int)i <= date; i++) sum += of_day(plan, days, true, i);
  return sum;
}

int lr_plan_dataset_date_of(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, double luminosity_m2) {
  if (!only_4s) return lr_plan_date_of(plan, days, luminosity_m2);
  double sum = begin(plan, true);
  if (plan->so_far.as_of != LR_NO_DATE && sum >= luminosity_m2) return plan->so_far.as_of;
  for (size_t i = 0; i < days->days; i++)
    if ((sum += of_day(plan, days, true, i)) >= luminosity_m2) return days->first + (int)i;
  return LR_NO_DATE;
}

double lr_plan_dataset_of_total(const struct lr_plan *plan, const struct lr_plan_days *days, bool only_4s, double total_m2) {
  double share = lr_plan_so_far_share_4s(plan), total = 0, sum = 0;
  if (!only_4s) return total_m2;
  if (!plan) return total_m2 * share;
  if (plan->so_far.as_of != LR_NO_DATE) total = plan->so_far.value_m2, sum = total * share;
  if (total_m2 <= total) return total_m2 * share;
  for (size_t i = 0; days && i < days->days; i++) {
    double day = of_day(plan, days, false, i);
    if (days->period[i] >= 0) share = plan->period[days->period[i]].share_4s;
    if (total + day >= total_m2) break;
    total += day, sum += day * share;
  }
  return sum + (total_m2 - total) * share;  // inside the day, or beyond the horizon as its last period
}

const char lr_note_reached[] = "reached already: on or before this date";

bool lr_plan_reached(const struct lr_plan *plan, double luminosity_m2) {
  return plan->so_far.as_of != LR_NO_DATE && plan->so_far.value_m2 >= luminosity_m2;
}

double lr_passed_by(const double *sorted, size_t count, int date) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (sorted[middle] <= date) low = middle + 1;
    else high = middle;
  }
  return count ? (double)low / (double)count : NAN;
}
