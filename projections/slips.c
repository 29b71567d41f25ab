// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/slips.h"

void lr_slips_begin(const struct lr_plan *plan, const struct lr_plan_days *days, const int *slip_days, struct lr_slips *slips) {
  *slips = (struct lr_slips){.days = days, .in_force = -1};
  for (size_t i = 0; i < plan->shutdowns; i++) {
    if (slip_days[i] <= 0) continue;
    slips->from[slips->count] = plan->shutdown[i].end + 1 - days->first;
    slips->to[slips->count++] = plan->shutdown[i].end + slip_days[i] - days->first;
  }
}

static bool taken(const struct lr_slips *slips, int day) {
  for (size_t i = 0; i < slips->count; i++)
    if (day >= slips->from[i] && day <= slips->to[i]) return true;
  return false;
}

bool lr_slips_next(struct lr_slips *slips) {
  const int *period = slips->days->period;
  size_t date = slips->date++;
  if (period[date] < 0 || taken(slips, (int)date)) {
    if (period[slips->in_force + 1] < 0) slips->in_force++;  // never beyond `date`
    return false;
  }
  while (period[slips->next] < 0) slips->next++;  // ends at `date` at the latest
  const struct lr_plan_day *day = slips->days->day;
  slips->in_force = day[slips->next].run_W > day[date].power_cap_W ? (long)date : (long)slips->next++;
  return true;
}
