// SPDX-License-Identifier: GPL-3.0-or-later
// All histories of a plan, in waves of blocks. A block of histories adds up its own days, blocks are added in their order: the same
// bits for any number of threads, and memory for one wave only.
#include "projections/histories.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "projections/history_run.h"
#include "projections/history_spread.h"

enum { BLOCK = 16, BLOCKS = 32, WAVE = BLOCK * BLOCKS, DAYS_AT_ONCE = 32 };
enum { MOST_EXACT = 8 << 20 };  // sums of days x histories that are all kept (64 MB), for quantiles that are exact on every day

struct task {
  struct lr_history_setup setup;
  const struct lr_history_wish *wish;
  const double *row;         // of probabilities
  size_t factors;
  struct lr_histories *out;
  size_t first;              // history of the wave
  size_t histories;          // in the wave
  size_t blocks;             // room in the buffers
  double *block_sum;         // [blocks][days][stride]
  double *block_cumulated;   // [blocks][days][BLOCK]
  struct lr_day_quantiles *quantiles;  // [days]; NULL: all sums are kept
  double *all;               // [days][count]; NULL: too many
  double *twin;              // [dates][twins]
};

const char *lr_cause_words(int cause) {
  static const char *const WORDS[LR_CAUSES] = {"start-up", "shape of the ramp", "studies", "maintenance", "declared factors", "priors", "sudden losses",
                                               "steps back after damage", "detector"};
  return cause >= 0 && cause < LR_CAUSES ? WORDS[cause] : "";
}

// The grid: the first of each month, and the last day of each year, from the first day to the horizon.
static size_t make_grid(const struct lr_plan_days *days, int *date) {
  size_t count = 0;
  int last = days->first + (int)days->days - 1;
  for (int day = days->first - 1; day <= last; day++) {
    int year, month, of_month;
    lr_date_split(day, &year, &month, &of_month);
    bool wanted = of_month == 1 || (month == 12 && of_month == 31) || day == days->first - 1 || day == last;
    if (!wanted) continue;
    if (date) date[count] = day;
    count++;
  }
  return count;
}

// What is kept of every history, exactly: sums and peaks at the dates of the grid, dates of milestones and crossings.
static void keep(const struct task *task, const struct lr_epistemic *epistemic, size_t history, const struct lr_history_output *of) {
  const struct lr_plan *plan = task->setup.plan;
  const struct lr_history_wish *wish = task->wish;
  struct lr_histories *out = task->out;
  const double *sum = of->sum, *sum_4s = of->sum_4s;
  for (size_t d = 0; d < out->dates; d++) {
    int at = out->date[d] - out->first;
    out->cumulated[d * out->count + history] = at < 0 ? task->setup.start_m2 : sum[at];
    out->peak[d * out->count + history] = lr_history_peak(&task->setup, epistemic, at < 0 ? -1 : of->in_force[at]);
  }
  for (size_t m = 0; m < out->milestones; m++)
    out->reached[m * out->count + history] = lr_history_passed(&task->setup, sum, task->setup.start_m2, plan->milestone_m2[m]);
  for (size_t c = 0; c < out->crossings; c++) {
    bool only_4s = wish->crossing_4s && wish->crossing_4s[c];
    out->crossed[c * out->count + history] = lr_history_passed(&task->setup, only_4s ? sum_4s : sum, only_4s ? task->setup.start_4s_m2 : task->setup.start_m2,
                                                               wish->crossing_m2[c]);
  }
}

static double *scratch(const struct task *task, struct lr_history_output *output, struct lr_error *error) {
  size_t days = task->setup.days->days;
  double *sums = malloc(2 * days * sizeof *sums + days * sizeof(int));
  if (!sums) lr_error_set(error, LR_E_MEMORY, "no memory for a history");
  *output = (struct lr_history_output){.sum = sums, .sum_4s = sums ? sums + days : NULL, .in_force = sums ? (int *)(void *)(sums + 2 * days) : NULL};
  return sums;
}

static enum lr_status one_block(size_t block, void *context, struct lr_error *error) {
  const struct task *task = context;
  size_t days = task->setup.days->days, from = block * BLOCK, to = from + BLOCK < task->histories ? from + BLOCK : task->histories;
  struct lr_history_output output;
  double *sums = scratch(task, &output, error), *cumulated = task->block_cumulated + block * days * BLOCK;
  if (!sums) return LR_E_MEMORY;
  output.day = task->block_sum + block * days * task->setup.stride;
  memset(output.day, 0, days * task->setup.stride * sizeof(double));
  for (size_t k = from; k < to; k++) {
    struct lr_epistemic epistemic;
    size_t history = task->first + k;
    lr_epistemic_read(task->setup.plan, task->row + history * task->factors, &epistemic);
    lr_history_run(&task->setup, &epistemic, history, false, &output);
    keep(task, &epistemic, history, &output);
    for (size_t d = 0; d < days; d++) cumulated[d * BLOCK + (k - from)] = output.sum[d];
  }
  free(sums);
  return LR_OK;
}

static void add_fields(struct lr_history_day *to, double *lost, const double *sum, size_t causes) {
  to->ideal_m2 += sum[LR_SUM_IDEAL];
  to->delivered_m2 += sum[LR_SUM_DELIVERED];
  to->recorded_m2 += sum[LR_SUM_RECORDED];
  to->beam_s += sum[LR_SUM_BEAM];
  to->up_s += sum[LR_SUM_UP];
  to->energy_J += sum[LR_SUM_ENERGY];
  to->dose_Gy += sum[LR_SUM_DOSE];
  to->gates += sum[LR_SUM_GATES];
  to->faults += sum[LR_SUM_FAULTS];
  to->sudden += sum[LR_SUM_SUDDEN];
  for (size_t c = 0; c < causes; c++) lost[c] += sum[LR_SUM_LOST + c];
}

// Adds the blocks of a wave, for some days.
static enum lr_status add_days(size_t part, void *context, struct lr_error *error) {
  const struct task *task = context;
  struct lr_histories *out = task->out;
  size_t to = (part + 1) * DAYS_AT_ONCE < out->days ? (part + 1) * DAYS_AT_ONCE : out->days, blocks = (task->histories + BLOCK - 1) / BLOCK;
  double value[WAVE];
  (void)error;
  for (size_t d = part * DAYS_AT_ONCE; d < to; d++) {
    size_t values = 0;
    for (size_t b = 0; b < blocks; b++) {
      size_t in_block = task->histories - b * BLOCK < BLOCK ? task->histories - b * BLOCK : BLOCK;
      add_fields(&out->day[d], out->lost_m2 + d * out->causes, task->block_sum + (b * out->days + d) * task->setup.stride, out->causes);
      memcpy(value + values, task->block_cumulated + (b * out->days + d) * BLOCK, in_block * sizeof *value);
      values += in_block;
    }
    if (task->all) memcpy(task->all + d * out->count + task->first, value, values * sizeof *value);
    else lr_day_quantiles_add(&task->quantiles[d], value, values);
  }
  return LR_OK;
}

static enum lr_status one_twin(size_t pair, void *context, struct lr_error *error) {
  const struct task *task = context;
  const struct lr_histories *out = task->out;
  struct lr_history_output output;
  struct lr_epistemic epistemic;
  double *sums = scratch(task, &output, error);
  if (!sums) return LR_E_MEMORY;
  lr_epistemic_read(task->setup.plan, task->row + pair * task->factors, &epistemic);
  lr_history_run(&task->setup, &epistemic, pair, true, &output);
  for (size_t d = 0; d < out->dates; d++) {
    int at = out->date[d] - out->first;
    task->twin[d * task->wish->twins + pair] = at < 0 ? task->setup.start_m2 : sums[at];
  }
  free(sums);
  return LR_OK;
}

// Sums to means.
static void finish(struct lr_histories *out) {
  const double n = (double)out->count;
  for (size_t d = 0; d < out->days; d++) {
    struct lr_history_day *day = &out->day[d];
    double *field[] = {&day->ideal_m2, &day->delivered_m2, &day->recorded_m2, &day->beam_s, &day->up_s, &day->energy_J, &day->dose_Gy, &day->gates,
                       &day->faults, &day->sudden};
    for (size_t f = 0; f < sizeof field / sizeof *field; f++) *field[f] /= n;
    for (size_t c = 0; c < out->causes; c++) out->lost_m2[d * out->causes + c] /= n;
    out->energy_J += day->energy_J;
    out->faults += day->faults + day->sudden;
  }
}

static enum lr_status run_waves(struct task *task, struct lr_progress *progress, struct lr_error *error) {
  const struct lr_history_wish *wish = task->wish;
  enum lr_status status = LR_OK;
  for (task->first = 0; task->first < wish->count && status == LR_OK; task->first += WAVE) {
    size_t left = wish->count - task->first;
    task->histories = left < WAVE ? left : WAVE;
    status = lr_parallel_for((task->histories + BLOCK - 1) / BLOCK, wish->jobs, one_block, task, NULL, error);
    if (status == LR_OK) status = lr_parallel_for((task->out->days + DAYS_AT_ONCE - 1) / DAYS_AT_ONCE, wish->jobs, add_days, task, NULL, error);
    if (progress) lr_progress_update(progress, (double)(task->first + task->histories) / (double)(wish->count + wish->twins));
  }
  return status;
}

static bool make_room(struct lr_histories *h, bool twins) {
  h->date = malloc((h->dates + 1) * sizeof(int));
  h->cumulated = malloc(h->dates * h->count * sizeof(double));
  h->peak = malloc(h->dates * h->count * sizeof(double));
  h->reached = malloc((h->milestones + 1) * h->count * sizeof(double));
  h->crossed = malloc((h->crossings + 1) * h->count * sizeof(double));
  h->day = calloc(h->days, sizeof *h->day);
  h->lost_m2 = calloc(h->days * h->causes, sizeof(double));
  if (twins) h->variance_epistemic = calloc(3 * h->dates, sizeof(double));
  if (h->variance_epistemic) h->variance_aleatory = h->variance_epistemic + h->dates, h->error_epistemic = h->variance_aleatory + h->dates;
  return h->date && h->cumulated && h->peak && h->reached && h->crossed && h->day && h->lost_m2 && (!twins || h->variance_epistemic);
}

enum lr_status lr_plan_histories(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish,
                                 struct lr_progress *progress, struct lr_histories *out, struct lr_error *error) {
  *out = (struct lr_histories){.count = wish->count, .dates = make_grid(days, NULL), .milestones = plan->milestones, .crossings = wish->crossings,
                               .first = days->first, .days = days->days, .causes = LR_CAUSES + plan->faults_given};
  if (!wish->count) return lr_error_set(error, LR_E_DOMAIN, "the number of histories must be at least 1");
  struct task task = {.wish = wish, .factors = lr_epistemic_factors(plan), .out = out};
  size_t rows = wish->count > wish->twins ? wish->count : wish->twins, blocks = (wish->count + BLOCK - 1) / BLOCK;
  size_t pairs = wish->twins < wish->count ? wish->twins : wish->count;
  double *drawn = NULL;
  enum lr_status status = lr_history_setup_make(plan, days, wish, &task.setup, error);
  if (status != LR_OK) goto done;
  task.blocks = blocks < BLOCKS ? blocks : BLOCKS;
  task.block_sum = malloc(task.blocks * days->days * task.setup.stride * sizeof(double));
  task.block_cumulated = malloc(task.blocks * days->days * BLOCK * sizeof(double));
  bool exact = wish->count <= MOST_EXACT / days->days;
  if (exact) task.all = malloc(days->days * wish->count * sizeof(double));
  else task.quantiles = calloc(days->days, sizeof *task.quantiles);
  task.twin = malloc((out->dates * wish->twins + 1) * sizeof(double));
  drawn = malloc(rows * task.factors * sizeof(double));
  if (!make_room(out, wish->twins > 0) || !task.block_sum || !task.block_cumulated || !(exact ? (void *)task.all : (void *)task.quantiles) || !task.twin || !drawn) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for %zu histories", wish->count);
    goto done;
  }
  make_grid(days, out->date);
  task.row = wish->epistemic ? wish->epistemic : drawn;
  if (!wish->epistemic) status = lr_epistemic_draw(plan, rows, wish->seed, wish->sampling, drawn, error);
  if (status == LR_OK) status = run_waves(&task, progress, error);
  if (status == LR_OK && pairs) {
    status = lr_parallel_for(pairs, wish->jobs, one_twin, &task, NULL, error);
    if (status == LR_OK) lr_history_layers(out, task.twin, wish->twins, pairs, lr_epistemic_all_fixed(plan));
  }
  if (status == LR_OK) status = lr_history_quantiles(out, task.all, task.quantiles, wish->jobs, error);
  if (status == LR_OK) finish(out);
done:
  lr_history_setup_free(&task.setup);
  free(task.block_sum);
  free(task.block_cumulated);
  free(task.quantiles);
  free(task.all);
  free(task.twin);
  free(drawn);
  if (status != LR_OK) lr_histories_free(out);
  return status;
}

void lr_histories_free(struct lr_histories *h) {
  free(h->date);
  free(h->cumulated);
  free(h->peak);
  free(h->reached);
  free(h->crossed);
  free(h->day);
  free(h->lost_m2);
  free(h->variance_epistemic);
  *h = (struct lr_histories){0};
}
