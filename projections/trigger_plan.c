// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/trigger_plan.h"

#include <math.h>

#include "base/units.h"
#include "projections/trigger_tables.h"

enum lr_status lr_trigger_day_rates(const struct lr_trigger *trigger, const struct lr_plan_day *day, struct lr_trigger_rates *rates,
                                    struct lr_error *error) {
  const double *given = day->state.value;
  struct lr_trigger_state state =
      lr_trigger_state_of(trigger, day->peak_m2s, given[LR_STATE_CURRENT_LER], given[LR_STATE_CURRENT_HER]);
  return lr_trigger_rates(trigger, &state, rates, error);
}

enum lr_status lr_trigger_day_relative(const struct lr_trigger *trigger, const struct lr_plan_day *day, const struct lr_trigger_channel *channel,
                                       double *relative, struct lr_error *error) {
  struct lr_trigger_rates rates;
  struct lr_trigger_efficiency e;
  enum lr_status status = lr_trigger_day_rates(trigger, day, &rates, error);
  if (status == LR_OK)
    status = lr_trigger_efficiency(trigger, &rates, channel->use, channel->uses, channel->combine, channel->mass_GeV, &e, error);
  if (status != LR_OK) return lr_error_context(error, "trigger of channel '%s'", channel->id);
  *relative = e.open > 0 ? e.value / e.open : 0;
  return LR_OK;
}

static bool has_beam(const struct lr_plan_days *days, size_t i) { return days->period[i] >= 0 && days->day[i].peak_m2s > 0; }

// Sums over days [begin, end) of period `period` (-1: any) for one channel.
static enum lr_status mean_relative(const struct lr_trigger *trigger, const struct lr_plan_days *days, size_t begin, size_t end, int period,
                                    const struct lr_trigger_channel *channel, double *relative, struct lr_error *error) {
  double sum = 0, weight = 0;
  for (size_t i = begin; i < end; i++) {
    double kept;
    if (!has_beam(days, i) || (period >= 0 && days->period[i] != period)) continue;
    enum lr_status status = lr_trigger_day_relative(trigger, &days->day[i], channel, &kept, error);
    if (status != LR_OK) return status;
    sum += days->recorded[i] * kept;
    weight += days->recorded[i];
  }
  *relative = weight > 0 ? sum / weight : NAN;
  return LR_OK;
}

enum lr_status lr_trigger_exposure(const struct lr_trigger *trigger, const struct lr_plan_days *days, int first, int last,
                                   const struct lr_trigger_channel *channel, double *relative, struct lr_error *error) {
  long begin = (long)first - days->first, end = (long)last - days->first + 1, all = (long)days->days;
  begin = begin > 0 ? begin : 0;
  end = end < all ? end : all;
  *relative = NAN;
  return begin < end ? mean_relative(trigger, days, (size_t)begin, (size_t)end, -1, channel, relative, error) : LR_OK;
}

// The day of a period on which its highest peak is run; NULL: no day has beam.
static const struct lr_plan_day *peak_day(const struct lr_plan_days *days, int period) {
  const struct lr_plan_day *best = NULL;
  for (size_t i = 0; i < days->days; i++)
    if (days->period[i] == period && days->day[i].peak_m2s > (best ? best->peak_m2s : 0)) best = &days->day[i];
  return best;
}

// The channel that keeps the least of what it had without prescales; the first of equals.
static enum lr_status most_hurt(const struct lr_trigger *trigger, const struct lr_trigger_rates *rates, const struct lr_trigger_channel *channel,
                                size_t channels, size_t *worst, struct lr_error *error) {
  double least = INFINITY;
  for (size_t c = 0; c < channels; c++) {
    struct lr_trigger_efficiency e;
    enum lr_status status = lr_trigger_efficiency(trigger, rates, channel[c].use, channel[c].uses, channel[c].combine, channel[c].mass_GeV, &e, error);
    if (status != LR_OK) return lr_error_context(error, "trigger of channel '%s'", channel[c].id);
    if (!(e.open > 0) || e.value / e.open >= least - 1e-12) continue;
    least = e.value / e.open;
    *worst = c;
  }
  return LR_OK;
}

static struct lr_table *new_table(void) {
  struct lr_table *t = lr_table_create("trigger_periods", "The trigger at the highest peak of each period of the plan");
  lr_table_column(t, "period", LR_TEXT, "", "period of the plan", "");
  lr_table_column(t, "peak", LR_NUMBER, "cm^-2 s^-1", "highest peak that is run", "");
  lr_table_column(t, "current_ler", LR_NUMBER, "A", "on that day; not in the plan: from the path of the trigger", "model.md T1");
  lr_table_column(t, "current_her", LR_NUMBER, "A", "on that day; not in the plan: from the path of the trigger", "model.md T1");
  lr_table_column(t, "currents_ratio", LR_NUMBER, "", "product of the currents over that at the reference", "");
  lr_table_column(t, "rate_out", LR_NUMBER, "kHz", "of the trigger", "model.md T3");
  lr_table_column(t, "dead_time", LR_NUMBER, "%", "of the readout", "model.md T3");
  lr_trigger_efficiency_columns(t);
  lr_table_column(t, "mean_relative", LR_NUMBER, "", "relative, in the mean over what the period records", "model.md T6");
  return t;
}

struct lr_table *lr_trigger_periods_table(const struct lr_trigger *trigger, const struct lr_plan *plan, const struct lr_plan_days *days,
                                          const struct lr_trigger_channel *channel, size_t channels, bool brief, struct lr_error *error) {
  const struct lr_trigger_state *reference = &trigger->path[trigger->reference].state;
  struct lr_table *t = new_table();
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_plan_day *day = peak_day(days, (int)p);
    struct lr_trigger_rates rates;
    size_t first = 0, count = brief || !channels ? 1 : channels;
    if (!day) continue;
    enum lr_status status = lr_trigger_day_rates(trigger, day, &rates, error);
    if (status == LR_OK && brief && channels) status = most_hurt(trigger, &rates, channel, channels, &first, error);
    for (size_t c = first; status == LR_OK && c < first + count; c++) {
      const double *current_A = rates.state.current_A;
      double mean = NAN;
      lr_table_row(t);
      lr_table_text(t, "period", plan->period[p].id);
      lr_table_number(t, "peak", lr_in_unit(day->peak_m2s, "cm^-2 s^-1"));
      lr_table_number(t, "current_ler", current_A[0]);
      lr_table_number(t, "current_her", current_A[1]);
      lr_table_number(t, "currents_ratio", current_A[0] * current_A[1] / (reference->current_A[0] * reference->current_A[1]));
      lr_table_number(t, "rate_out", rates.out_Hz * 1e-3);
      lr_table_number(t, "dead_time", 100 * rates.dead_time);
      if (!channels) continue;
      status = lr_trigger_efficiency_cells(t, trigger, &rates, &channel[c], error);
      if (status == LR_OK) status = mean_relative(trigger, days, 0, days->days, (int)p, &channel[c], &mean, error);
      lr_table_number(t, "mean_relative", mean);
    }
    if (status == LR_OK) continue;
    lr_table_free(t);
    return NULL;
  }
  return t;
}
