// SPDX-License-Identifier: GPL-3.0-or-later
// The priors of a plan conditioned on what was recorded: importance weights on draws of them, then a systematic sample (model.md P21).
#include "projections/plan_update.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/plan_update_record.h"

enum { STREAM_PREDICTIVE = 23, MOMENT_POINTS = 2000 };

void lr_update_free(struct lr_update *update) {
  free(update->epistemic);
  memset(update, 0, sizeof *update);
}

void lr_systematic_sample(const double *weight, size_t weights, size_t count, size_t *index) {
  double sum = 0, passed = weight[0];
  size_t i = 0, last = 0;
  for (size_t k = 0; k < weights; k++) {
    sum += weight[k];
    if (weight[k] > 0) last = k;
  }
  for (size_t k = 0; k < count; k++) {
    double at = ((double)k + 0.5) / (double)count * sum;
    while (passed <= at && i < last) passed += weight[++i];
    index[k] = i;
  }
}

double lr_update_fault_variance(const struct lr_plan *plan, const struct lr_plan_days *days, int first, int last) {
  double lost_s2 = 0, beam_s = 0, sudden_s2 = 0;
  for (int k = 0; k < LR_END_KINDS; k++) {
    const struct lr_recovery *end = &plan->sudden.end[k];
    if (end->probability > 0) sudden_s2 += end->probability * end->mean_s * end->mean_s * (1 + end->cv * end->cv);
  }
  for (size_t i = 0; days->day && i < days->days; i++) {
    int date = days->first + (int)i;
    const struct lr_plan_day *day = &days->day[i];
    if (date < first || date > last || days->period[i] < 0) continue;
    double up_s = day->beam_share * day->beam_s, scale2 = day->recovery_scale * day->recovery_scale;
    beam_s += day->beam_s;
    for (size_t k = 0; days->fault_rate && k < plan->faults_given; k++) {
      const struct lr_recovery *recovery = &plan->fault[k].recovery;
      lost_s2 += days->fault_rate[i * plan->faults_given + k] * up_s * scale2 * recovery->mean_s * recovery->mean_s *
                 (1 + recovery->cv * recovery->cv);
    }
    if (day->sudden_per_s > 0) lost_s2 += day->sudden_per_s * up_s * scale2 * sudden_s2;
  }
  return beam_s > 0 ? lost_s2 / (beam_s * beam_s) : 0;
}

// Relative variance of year x faults.
static double aleatory(const struct lr_plan *plan) {
  const struct lr_prior *const prior[] = {&plan->year, &plan->faults};
  double m = 1, square = 1;
  for (int k = 0; k < 2; k++) {
    double one = 0, two = 0;
    for (int i = 0; i < MOMENT_POINTS; i++) {
      double value = lr_prior_quantile(prior[k], (i + 0.5) / MOMENT_POINTS);
      one += value / MOMENT_POINTS;
      two += value * value / MOMENT_POINTS;
    }
    m *= one;
    square *= two;
  }
  return m > 0 ? fmax(0, square / (m * m) - 1) : 0;
}

struct task {
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  const struct lr_update *update;
  size_t factors;
  const double *u;
  double *expected;  // [draws][years]
  double *weight;  // logarithms
};

// Of what is recorded where e is expected: from e, so that a wild record does not widen it. Never 0.
static double spread(const struct lr_update_year *year, double e) {
  double least = year->p50_m2 > 0 ? 1e-3 * year->p50_m2 : LR_RECORD_ERROR * year->recorded_m2;
  return hypot(e * hypot(year->aleatory, LR_RECORD_ERROR), least);
}

static enum lr_status weigh(size_t d, void *context, struct lr_error *error) {
  const struct task *task = context;
  const double *u = task->u + d * task->factors;
  double passed = 0;
  (void)error;
  task->weight[d] = 0;
  for (size_t y = 0; y < task->update->years; y++) {
    const struct lr_update_year *year = &task->update->year[y];
    if (y == 0 || year->from - 1 != year[-1].to)
      passed = lr_epistemic_expect(task->plan, task->days, u, year->from - 1);
    double sum = lr_epistemic_expect(task->plan, task->days, u, year->to), e = fmax(sum - passed, 0);
    passed = sum;
    double sigma = spread(year, e), z = (year->recorded_m2 - e) / sigma;
    task->expected[d * task->update->years + y] = e;
    task->weight[d] -= z * z / 2 + log(sigma);
  }
  return LR_OK;
}

static enum lr_status predictive(const struct task *task, size_t draws, uint64_t seed, struct lr_update *update,
                                 struct lr_error *error) {
  double *sum = malloc(draws * sizeof *sum);
  if (!sum) return lr_error_set(error, LR_E_MEMORY, "no memory for the update");
  for (size_t y = 0; y < update->years; y++) {
    struct lr_update_year *year = &update->year[y];
    year->pit = 0;
    for (size_t d = 0; d < draws; d++) {
      struct lr_random random = lr_random_stream(seed, STREAM_PREDICTIVE + y, d);
      double e = task->expected[d * update->years + y], sigma = spread(year, e);
      sum[d] = fmax(0, e + sigma * lr_random_normal(&random));
      year->pit += gsl_cdf_ugaussian_P((year->recorded_m2 - e) / sigma) / (double)draws;
    }
    lr_sort(sum, draws);
    year->p10_m2 = lr_sorted_quantile(sum, draws, 0.1);
    year->p50_m2 = lr_sorted_quantile(sum, draws, 0.5);
    year->p90_m2 = lr_sorted_quantile(sum, draws, 0.9);
  }
  free(sum);
  return LR_OK;
}

// The priors by the place of their probability in a row, with name and unit.
static const struct lr_prior *factor_of(const struct lr_plan *plan, size_t k, struct lr_update_factor *factor) {
  static const char *const NAMES[] = {"ramp_speed", "efficiency", "ceiling", "sudden_losses"};
  const struct lr_prior *const prior[] = {&plan->ramp_speed, &plan->efficiency, &plan->ceiling, &plan->sudden.outcome};
  if (k < LR_EPISTEMIC_SLIP) {
    snprintf(factor->name, sizeof factor->name, "%s", NAMES[k]);
    snprintf(factor->unit, sizeof factor->unit, "%s", k == LR_EPISTEMIC_CEILING ? "cm^-2 s^-1" : "");
    if (k == LR_EPISTEMIC_SUDDEN && !plan->sudden.given) return NULL;
    return prior[k];
  }
  const struct lr_shutdown *shutdown = &plan->shutdown[k - LR_EPISTEMIC_SLIP];
  snprintf(factor->name, sizeof factor->name, "slip of %s", shutdown->id);
  snprintf(factor->unit, sizeof factor->unit, "days");
  return shutdown->has_slip ? &shutdown->slip : NULL;
}

static enum lr_status report_factors(const struct lr_plan *plan, const struct task *task, size_t draws,
                                     const size_t *chosen, size_t count, struct lr_update *update,
                                     struct lr_error *error) {
  static const double AT[] = {0.1, 0.5, 0.9};
  double *before = malloc(draws * sizeof *before), *after = malloc(count * sizeof *after);
  enum lr_status status = before && after ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the update");
  for (size_t k = 0; k < task->factors && status == LR_OK; k++) {
    struct lr_update_factor *factor = &update->factor[update->factors];
    *factor = (struct lr_update_factor){.name = ""};
    const struct lr_prior *prior = factor_of(plan, k, factor);
    if (!prior || prior->distribution == LR_FIXED) continue;
    double unit = strcmp(factor->unit, "days") == 0 ? 1 / LR_DAY_s : *factor->unit ? lr_in_unit(1, factor->unit) : 1;
    for (size_t d = 0; d < draws; d++) before[d] = lr_prior_quantile(prior, task->u[d * task->factors + k]) * unit;
    for (size_t i = 0; i < count; i++) after[i] = before[chosen[i]];
    lr_sort(before, draws);
    lr_sort(after, count);
    for (int q = 0; q < 3; q++) {
      factor->prior[q] = lr_sorted_quantile(before, draws, AT[q]);
      factor->updated[q] = lr_sorted_quantile(after, count, AT[q]);
    }
    update->factors++;
  }
  free(before);
  free(after);
  return status;
}

// Rows of probabilities that were chosen, without the slips of shutdowns that are over.
static void keep_rows(const struct lr_plan *plan, const struct task *task, const size_t *chosen,
                      const struct lr_update_wish *wish, struct lr_update *update) {
  size_t at = 0;
  for (size_t i = 0; i < wish->count; i++)
    for (size_t k = 0; k < task->factors; k++) {
      bool over = k >= LR_EPISTEMIC_SLIP && plan->shutdown[k - LR_EPISTEMIC_SLIP].end <= wish->as_of;
      if (!over) update->epistemic[at++] = task->u[chosen[i] * task->factors + k];
    }
  update->rows = wish->count;
}

enum lr_status lr_plan_update(struct lr_plan *plan, const struct lr_update_wish *wish, struct lr_update *update,
                              struct lr_error *error) {
  struct lr_plan_days days = {0};
  double *u = NULL, *expected = NULL, *weight = NULL;
  size_t *chosen = NULL, first, rows, draws = wish->draws > wish->count ? wish->draws : wish->count;
  memset(update, 0, sizeof *update);
  update->as_of = wish->as_of;
  update->draws = draws;
  enum lr_status status = lr_plan_expect(plan, &days, error);
  if (status == LR_OK) status = lr_update_rows(plan, &days, wish, &first, &rows, error);
  if (status == LR_OK) status = lr_update_years(plan, &days, wish, first, rows, update, error);
  if (status != LR_OK) goto done;
  lr_update_note_open(plan, &days, wish, first, rows, update);
  struct task task = {.plan = plan, .days = &days, .update = update, .factors = lr_epistemic_factors(plan)};
  const double variance = aleatory(plan);
  for (size_t y = 0; y < update->years; y++)
    update->year[y].aleatory =
        sqrt(variance + lr_update_fault_variance(plan, &days, update->year[y].from, update->year[y].to));
  u = malloc(draws * task.factors * sizeof *u);
  expected = malloc(draws * (update->years + 1) * sizeof *expected);
  weight = malloc(draws * sizeof *weight);
  chosen = malloc(wish->count * sizeof *chosen);
  update->epistemic = malloc(wish->count * task.factors * sizeof *update->epistemic);
  if (!u || !expected || !weight || !chosen || !update->epistemic) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for the update");
    goto done;
  }
  status = lr_epistemic_draw(plan, draws, wish->seed, LR_SAMPLING_RANDOM, u, error);
  if (status != LR_OK) goto done;
  task.u = u;
  task.expected = expected;
  task.weight = weight;
  status = lr_parallel_for(draws, wish->jobs, weigh, &task, NULL, error);
  if (status != LR_OK) goto done;
  double top = -INFINITY, sum = 0, squares = 0;
  for (size_t d = 0; d < draws; d++) top = fmax(top, weight[d]);
  if (!isfinite(top)) {
    status = lr_error_set(error, LR_E_DOMAIN, "no draw of the priors gives what was recorded");
    goto done;
  }
  for (size_t d = 0; d < draws; d++) {
    weight[d] = exp(weight[d] - top);
    sum += weight[d];
    squares += weight[d] * weight[d];
  }
  update->effective = sum * sum / squares;
  lr_systematic_sample(weight, draws, wish->count, chosen);
  status = predictive(&task, draws, wish->seed, update, error);
  if (status == LR_OK) status = report_factors(plan, &task, draws, chosen, wish->count, update, error);
  if (status != LR_OK) goto done;
  keep_rows(plan, &task, chosen, wish, update);
  status = lr_plan_advance(plan, wish->as_of, wish->row + first, rows, wish->from_history, error);
done:
  free(u);
  free(expected);
  free(weight);
  free(chosen);
  lr_plan_days_free(&days);
  if (status != LR_OK) lr_update_free(update);
  return status;
}
