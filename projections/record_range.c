// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/record_range.h"

#include <math.h>
#include <string.h>

#include "projections/record.h"

static const struct lr_past *past_of(const struct lr_plan *plan, const char *id) {
  for (size_t i = 0; i < plan->pasts; i++)
    if (strcmp(plan->past[i].id, id) == 0) return &plan->past[i];
  return NULL;
}

enum lr_status lr_past_peak(const struct lr_plan *plan, struct lr_past_range range, double *peak_m2s, struct lr_error *error) {
  const struct lr_past *first = past_of(plan, range.first), *last = past_of(plan, range.last);
  double peak = -INFINITY;
  if (!first || !last || last < first)
    return lr_error_set(error, LR_E_DOMAIN, "the record has no periods from '%s' to '%s'", range.first, range.last);
  for (const struct lr_past *past = first; past <= last; past++)
    if (past->peak_m2s > peak) peak = past->peak_m2s;  // false for NaN
  if (!isfinite(peak))
    return lr_error_set(error, LR_E_DOMAIN, "the record has no peak from '%s' to '%s'", range.first, range.last);
  *peak_m2s = peak;
  return LR_OK;
}

enum lr_status lr_past_stop(const struct lr_plan *plan, const char *before, const char *after, bool to_collision, int *days,
                            struct lr_error *error) {
  const struct lr_past *last = past_of(plan, before), *past = past_of(plan, after);
  const struct lr_period *period = NULL;
  for (size_t i = 0; i < plan->periods && !past; i++)
    if (strcmp(plan->period[i].id, after) == 0) period = &plan->period[i];
  if (!last || (!past && !period))
    return lr_error_set(error, LR_E_DOMAIN, "there is no %s '%s'", last ? "period" : "past period", last ? after : before);
  if (to_collision && !past)
    return lr_error_set(error, LR_E_DOMAIN, "'%s' is planned: its first collision is not known", after);
  int next = !past ? period->start : to_collision ? past->first_collision : past->start;
  if (next <= last->end) return lr_error_set(error, LR_E_DOMAIN, "'%s' does not follow '%s'", after, before);
  *days = next - last->end;
  return LR_OK;
}

static enum lr_status two_sums(const struct lr_plan *plan, struct lr_past_range a, struct lr_past_range b, double sum[2],
                               struct lr_error *error) {
  enum lr_status status = lr_past_sum(plan, a.first, a.last, &sum[0], error);
  return status == LR_OK ? lr_past_sum(plan, b.first, b.last, &sum[1], error) : status;
}

enum lr_status lr_past_difference(const struct lr_plan *plan, struct lr_past_range all, struct lr_past_range part, double *difference_m2,
                                  struct lr_error *error) {
  double sum[2];
  enum lr_status status = two_sums(plan, all, part, sum, error);
  if (status != LR_OK) return status;
  int kind = past_of(plan, all.first)->kind, other = past_of(plan, part.first)->kind;
  if (kind != other)
    return lr_error_set(error, LR_E_DOMAIN, "'%s' is of kind '%s', '%s' of kind '%s': kinds are not subtracted", all.first,
                        lr_lumi_kind_name((enum lr_lumi_kind)kind), part.first, lr_lumi_kind_name((enum lr_lumi_kind)other));
  *difference_m2 = sum[0] - sum[1];
  return LR_OK;
}

enum lr_status lr_past_ratio(const struct lr_plan *plan, struct lr_past_range part, struct lr_past_range whole, double *ratio,
                             struct lr_error *error) {
  double sum[2];
  enum lr_status status = two_sums(plan, part, whole, sum, error);
  if (status == LR_OK && !(sum[1] > 0))
    return lr_error_set(error, LR_E_DOMAIN, "from '%s' to '%s' nothing was recorded: no ratio to it", whole.first, whole.last);
  if (status == LR_OK) *ratio = sum[0] / sum[1];
  return status;
}
