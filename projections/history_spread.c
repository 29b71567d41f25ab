// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/history_spread.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"
#include "base/sorted.h"

struct task {
  struct lr_histories *out;
  double *all;
  const struct lr_day_quantiles *quantiles;
};

static enum lr_status sort_date(size_t date, void *context, struct lr_error *error) {
  const struct task *task = context;
  const struct lr_histories *out = task->out;
  (void)error;
  lr_sort(out->cumulated + date * out->count, out->count);
  lr_sort(out->peak + date * out->count, out->count);
  return LR_OK;
}

static void exact_quantiles(const double *sorted, size_t count, double *q) {
  static const double P[LR_QUANTILES] = {0.1, 0.5, 0.9};
  for (int k = 0; k < LR_QUANTILES; k++) q[k] = lr_sorted_quantile(sorted, count, P[k]);
}

static enum lr_status quantiles_of_day(size_t d, void *context, struct lr_error *error) {
  const struct task *task = context;
  struct lr_history_day *day = &task->out->day[d];
  double q[LR_QUANTILES], *all = task->all ? task->all + d * task->out->count : NULL;
  (void)error;
  if (all) {
    lr_sort(all, task->out->count);
    exact_quantiles(all, task->out->count, q);
  } else {
    lr_day_quantiles_read(&task->quantiles[d], q);
  }
  day->p10_m2 = q[0], day->p50_m2 = q[1], day->p90_m2 = q[2];
  return LR_OK;
}

// Sums of histories never fall, so neither do their quantiles: each day's lies between those of the dates of the grid before and after
// it, which are exact, and is no lower than that of the day before. The true quantile does so too: the error grows by nothing.
static void settle_quantiles(const struct lr_histories *out) {
  double before[LR_QUANTILES] = {0}, after[LR_QUANTILES];
  for (size_t g = 0, d = 0; g < out->dates; g++) {  // the grid begins on the day before the first and ends on the last
    exact_quantiles(out->cumulated + g * out->count, out->count, after);
    for (; d < out->days && out->first + (int)d <= out->date[g]; d++) {
      double *const q[] = {&out->day[d].p10_m2, &out->day[d].p50_m2, &out->day[d].p90_m2};
      for (int k = 0; k < LR_QUANTILES; k++) {
        if (out->first + (int)d == out->date[g]) *q[k] = after[k];
        *q[k] = before[k] = fmax(before[k], fmin(*q[k], after[k]));
      }
    }
    if (d == 0) memcpy(before, after, sizeof before);
  }
}

enum lr_status lr_history_quantiles(struct lr_histories *out, double *all, const struct lr_day_quantiles *quantiles, int jobs,
                                    struct lr_error *error) {
  struct task task = {.out = out, .all = all, .quantiles = quantiles};
  enum lr_status status = lr_parallel_for(out->dates, jobs, sort_date, &task, NULL, error);
  if (status == LR_OK) status = lr_parallel_for(out->days, jobs, quantiles_of_day, &task, NULL, error);
  if (status != LR_OK) return status;
  settle_quantiles(out);
  for (size_t m = 0; m < out->milestones; m++) lr_sort(out->reached + m * out->count, out->count);
  for (size_t c = 0; c < out->crossings; c++) lr_sort(out->crossed + c * out->count, out->count);
  return LR_OK;
}

void lr_history_layers(struct lr_histories *out, const double *twin, size_t twins, size_t pairs, bool fixed) {
  const double n = (double)pairs, less = pairs > 1 ? n - 1 : 1;
  for (size_t d = 0; d < out->dates; d++) {
    const double *a = out->cumulated + d * out->count, *b = twin + d * twins, from = a[0];
    double mean_a = 0, mean_b = 0, variance = 0, covariance = 0, squares = 0;
    for (size_t k = 0; k < pairs; k++) {
      mean_a += (a[k] - from) / n;
      mean_b += (b[k] - from) / n;
    }
    for (size_t k = 0; k < pairs; k++) {
      double x = a[k] - from - mean_a, y = b[k] - from - mean_b;
      variance += (x * x + y * y) / 2;
      covariance += x * y;
      squares += x * y * (x * y);
    }
    variance /= less;
    out->variance_epistemic[d] = fixed ? 0 : fmax(0, covariance / less);  // by chance below zero where little is epistemic
    out->error_epistemic[d] = fixed ? 0 : sqrt(fmax(0, squares / n - covariance / n * (covariance / n)) / n);
    out->variance_aleatory[d] = fmax(0, variance - out->variance_epistemic[d]);
  }
}
