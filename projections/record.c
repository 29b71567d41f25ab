// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/record.h"

#include <math.h>
#include <string.h>

#include "base/constants.h"

double lr_past_efficiency(const struct lr_past *past) {
  int days = past->end - past->first_collision;
  if (!(past->peak_m2s > 0) || !isfinite(past->recorded_m2) || days <= 0) return NAN;
  return past->recorded_m2 / (past->peak_m2s * days * LR_DAY_s);
}

enum lr_status lr_past_sum(const struct lr_plan *plan, const char *first, const char *last, double *sum_m2,
                           struct lr_error *error) {
  bool inside = false, found_last = false;
  int kind = -1;
  double sum = 0;
  for (size_t i = 0; i < plan->pasts && !found_last; i++) {
    const struct lr_past *past = &plan->past[i];
    inside = inside || strcmp(past->id, first) == 0;
    if (!inside) continue;
    found_last = strcmp(past->id, last) == 0;
    if (!isfinite(past->recorded_m2))
      return lr_error_set(error, LR_E_DOMAIN, "'%s' has no figure: the sum over it is not known", past->id);
    if (kind >= 0 && past->kind != kind)
      return lr_error_set(error, LR_E_DOMAIN, "'%s' is of kind '%s', periods before it '%s': kinds are not added up",
                          past->id, lr_lumi_kind_name((enum lr_lumi_kind)past->kind),
                          lr_lumi_kind_name((enum lr_lumi_kind)kind));
    kind = past->kind;
    sum += past->recorded_m2;
  }
  if (!inside || !found_last)
    return lr_error_set(error, LR_E_DOMAIN, "the record has no periods from '%s' to '%s'", first, last);
  *sum_m2 = sum;
  return LR_OK;
}

bool lr_past_naive_check(const struct lr_plan *plan, struct lr_naive_check *check) {
  memset(check, 0, sizeof *check);
  int year = -1, month, day, kind = -1;
  for (size_t i = 0; i < plan->pasts; i++) {
    if (!isfinite(plan->past[i].recorded_m2)) continue;
    lr_date_split(plan->past[i].end, &year, &month, &day);
    kind = plan->past[i].kind;
  }
  check->year = year;
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *past = &plan->past[i];
    int of;
    lr_date_split(past->end, &of, &month, &day);
    double efficiency = lr_past_efficiency(past);
    if (of < year && past->kind == kind && efficiency > check->best_efficiency) {
      check->best_efficiency = efficiency;
      memcpy(check->best_id, past->id, sizeof check->best_id);
    }
  }
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *past = &plan->past[i];
    int of;
    lr_date_split(past->end, &of, &month, &day);
    if (of != year || !isfinite(past->recorded_m2)) continue;
    if (past->kind != kind) return false;  // kinds are not added up
    check->came_m2 += past->recorded_m2;
    check->predicted_m2 += check->best_efficiency * past->peak_m2s * (past->end - past->first_collision) * LR_DAY_s;
  }
  return check->best_efficiency > 0 && check->came_m2 > 0 && isfinite(check->predicted_m2);
}

double lr_period_efficiency(const struct lr_plan_days *days, size_t period) {
  struct lr_plan_sum sum = lr_plan_sum(days, period);
  double ideal = lr_period_peak_run(days, period) * (sum.beam_s + sum.startup_s);
  return ideal > 0 ? sum.recorded_m2 / ideal : NAN;
}

double lr_plan_best_efficiency(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_period **which) {
  double best = NAN;
  for (size_t i = 0; i < plan->periods; i++) {
    double efficiency = lr_period_efficiency(days, i);
    if (isfinite(efficiency) && !(efficiency <= best * (1 + 1e-9))) {  // of equals, the first
      best = efficiency;
      if (which) *which = &plan->period[i];
    }
  }
  return best;
}
