// SPDX-License-Identifier: GPL-3.0-or-later
// Monte Carlo histories of a run plan (model.md P11). Two layers: epistemic factors, one draw for a whole history (speed of
// the ramp, efficiency level, ceiling of the peak, slip of each shutdown), and aleatory ones, fresh each year (year to year,
// faults). History h uses the random stream (seed, 1, h) and nothing else.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "projections/histories.h"
#include "projections/plan_dates.h"

enum { STREAM_PLAN = 1, MOST_YEARS = 200 };

struct task {
  const struct lr_plan *plan;
  const struct lr_plan_days *days;
  struct lr_histories *histories;
  uint64_t seed;
  const double *crossing_m2;
  const bool *crossing_4s;
};

struct draw {
  double efficiency;
  double ratio[LR_MOST_PERIODS];  // drawn peak over planned peak, per period
  int slip_days[LR_MOST_SHUTDOWNS];
  double year[MOST_YEARS];
};

static double draw_prior(const struct lr_prior *prior, struct lr_random *random) {
  return lr_prior_quantile(prior, lr_random_uniform(random));
}

static void draw_history(const struct task *task, size_t index, struct draw *draw) {
  const struct lr_plan *plan = task->plan;
  struct lr_random random = lr_random_stream(task->seed, STREAM_PLAN, index);
  double speed = draw_prior(&plan->ramp_speed, &random);
  draw->efficiency = draw_prior(&plan->efficiency, &random);
  double ceiling = draw_prior(&plan->ceiling, &random);
  for (size_t i = 0; i < plan->shutdowns; i++) {
    double slip_s = plan->shutdown[i].has_slip ? draw_prior(&plan->shutdown[i].slip, &random) : 0;
    draw->slip_days[i] = (int)fmin(round(slip_s / LR_DAY_s), 1e6);
  }
  int first_year, last_year, month, of_month;
  lr_date_split(task->days->first, &first_year, &month, &of_month);
  lr_date_split(task->days->first + (int)task->days->days - 1, &last_year, &month, &of_month);
  for (size_t y = 0; y <= (size_t)(last_year - first_year) && y < MOST_YEARS; y++)
    draw->year[y] = draw_prior(&plan->year, &random) * draw_prior(&plan->faults, &random);
  // The ramp runs at `speed` on a logarithmic scale from the first peak of the plan, up to the ceiling.
  double first = 0;
  for (size_t p = 0; p < plan->periods && first <= 0; p++) first = lr_period_peak(&plan->period[p]);
  for (size_t p = 0; p < plan->periods; p++) {
    double planned = lr_period_peak(&plan->period[p]);
    if (planned <= 0) {
      draw->ratio[p] = 1;
      continue;
    }
    // At the planned speed the peak is as planned, to the last bit; a step down is no ramp and is taken as planned.
    double drawn = speed == 1 || planned <= first ? planned : first * pow(planned / first, speed);
    if (ceiling > 0 && drawn > ceiling) drawn = ceiling;
    draw->ratio[p] = drawn / planned;
  }
}

// A day of the calendar for a day of the plan, and back: each shutdown that ended before pushes what follows.
static int calendar_of_plan(const struct lr_plan *plan, const struct draw *draw, int day) {
  int shift = 0;
  for (size_t i = 0; i < plan->shutdowns; i++)
    if (day > plan->shutdown[i].end) shift += draw->slip_days[i];
  return day + shift;
}

static int plan_of_calendar(const struct lr_plan *plan, const struct draw *draw, int date) {
  int shift = 0;
  for (size_t i = 0; i < plan->shutdowns; i++) {
    int end = plan->shutdown[i].end + shift;
    if (date > end) shift += date - end < draw->slip_days[i] ? date - end : draw->slip_days[i];
  }
  return date - shift;
}

// Peak luminosity in force on a day of the plan: it climbs through a period to that period's peak and holds between periods.
static double peak_in_force(const struct lr_plan *plan, const struct draw *draw, int day) {
  double before = 0;
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *period = &plan->period[p];
    double peak = lr_period_peak(period) * (draw ? draw->ratio[p] : 1);
    if (period->beam_days <= period->startup_days) continue;
    if (before <= 0) before = peak;
    if (day < period->start) return before;
    if (day <= period->end) {
      double t = (double)(day - period->start + 1) / (double)(period->end - period->start + 1);
      return before + t * (peak - before);
    }
    before = peak;
  }
  return before;
}

double lr_plan_peak(const struct lr_plan *plan, int date) { return peak_in_force(plan, NULL, date); }

static enum lr_status one_history(size_t index, void *context, struct lr_error *error) {
  const struct task *task = context;
  const struct lr_plan *plan = task->plan;
  const struct lr_plan_days *days = task->days;
  struct lr_histories *out = task->histories;
  struct draw draw = {0};
  double *sum = malloc(days->days * sizeof *sum);
  if (!sum) return lr_error_set(error, LR_E_MEMORY, "no memory for a history");
  draw_history(task, index, &draw);
  double total = plan->so_far.as_of != LR_NO_DATE ? plan->so_far.value_m2 : 0;
  const double start = total;
  const double *daily = plan->lumi_kind == LR_DELIVERED ? days->delivered : days->recorded;
  int year, month, of_month, next_year;
  lr_date_split(days->first, &year, &month, &of_month);
  next_year = lr_date_make(year + 1, 1, 1);
  size_t y = 0;  // calendar years of the plan, since its first
  for (size_t i = 0; i < days->days; i++) {
    if (days->first + (int)i == next_year) {
      y++;
      next_year = lr_date_make(++year + 1, 1, 1);
    }
    if (days->period[i] >= 0) {
      total += daily[i] * draw.ratio[days->period[i]] * draw.efficiency * draw.year[y < MOST_YEARS ? y : MOST_YEARS - 1];
    }
    sum[i] = total;
  }
  for (size_t d = 0; d < out->dates; d++) {
    int day = plan_of_calendar(plan, &draw, out->date[d]);
    long i = day - days->first;
    double value = i < 0 ? start : sum[i < (long)days->days ? (size_t)i : days->days - 1];
    out->cumulated[d * out->count + index] = value;
    out->peak[d * out->count + index] = peak_in_force(plan, &draw, day);
  }
  size_t i = 0;
  for (size_t m = 0; m < out->milestones; m++) {  // milestones rise
    double when = INFINITY;
    if (start >= plan->milestone_m2[m]) {
      when = plan->so_far.as_of;
    } else {
      while (i < days->days && sum[i] < plan->milestone_m2[m]) i++;
      if (i < days->days) {
        int date = calendar_of_plan(plan, &draw, days->first + (int)i);
        if (date <= plan->horizon) when = date;
      }
    }
    out->reached[m * out->count + index] = when;
  }
  for (size_t k = 0; k < out->crossings; k++) {
    bool only_4s = task->crossing_4s && task->crossing_4s[k];
    double at = start * (only_4s ? lr_plan_so_far_share_4s(plan) : 1), before = start, when = INFINITY;
    if (at >= task->crossing_m2[k]) {
      when = plan->so_far.as_of;
    } else {
      size_t j = 0;
      for (; j < days->days && at < task->crossing_m2[k]; j++) {
        at += (sum[j] - before) * (only_4s && days->period[j] >= 0 ? plan->period[days->period[j]].share_4s : 1);
        before = sum[j];
      }
      int date = at >= task->crossing_m2[k] ? calendar_of_plan(plan, &draw, days->first + (int)j - 1) : plan->horizon + 1;
      if (date <= plan->horizon) when = date;
    }
    out->crossed[k * out->count + index] = when;
  }
  free(sum);
  return LR_OK;
}

static enum lr_status sort_date(size_t date, void *context, struct lr_error *error) {
  struct lr_histories *histories = context;
  (void)error;
  lr_sort(histories->cumulated + date * histories->count, histories->count);
  lr_sort(histories->peak + date * histories->count, histories->count);
  return LR_OK;
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

enum lr_status lr_plan_histories(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_history_wish *wish,
                                 struct lr_progress *progress, struct lr_histories *histories, struct lr_error *error) {
  const size_t count = wish->count;
  memset(histories, 0, sizeof *histories);
  if (!count) return lr_error_set(error, LR_E_DOMAIN, "the number of histories must be at least 1");
  histories->count = count;
  histories->milestones = plan->milestones;
  histories->dates = make_grid(days, NULL);
  histories->date = malloc(histories->dates * sizeof(int));
  histories->cumulated = malloc(histories->dates * count * sizeof(double));
  histories->peak = malloc(histories->dates * count * sizeof(double));
  histories->reached = malloc((histories->milestones + 1) * count * sizeof(double));
  histories->crossings = wish->crossings;
  histories->crossed = malloc((histories->crossings + 1) * count * sizeof(double));
  if (!histories->crossed || !histories->date || !histories->cumulated || !histories->peak || !histories->reached) {
    lr_histories_free(histories);
    return lr_error_set(error, LR_E_MEMORY, "no memory for %zu histories", count);
  }
  make_grid(days, histories->date);
  struct task task = {plan, days, histories, wish->seed, wish->crossing_m2, wish->crossing_4s};
  enum lr_status status = lr_parallel_for(count, wish->jobs, one_history, &task, progress, error);
  if (status != LR_OK) {
    lr_histories_free(histories);
    return status;
  }
  status = lr_parallel_for(histories->dates, wish->jobs, sort_date, histories, NULL, error);
  if (status != LR_OK) {
    lr_histories_free(histories);
    return status;
  }
  for (size_t m = 0; m < histories->milestones; m++)
    lr_sort(histories->reached + m * count, count);
  for (size_t m = 0; m < histories->crossings; m++) lr_sort(histories->crossed + m * count, count);
  return LR_OK;
}

void lr_histories_free(struct lr_histories *histories) {
  free(histories->date);
  free(histories->cumulated);
  free(histories->peak);
  free(histories->reached);
  free(histories->crossed);
  memset(histories, 0, sizeof *histories);
}
