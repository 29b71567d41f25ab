// SPDX-License-Identifier: GPL-3.0-or-later
// The table `reach_at_dates`.
#include <math.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/plan_cells.h"
#include "projections/plan_exposure.h"
#include "projections/reach_dates.h"
#include "projections/reach_signal.h"

static struct lr_table *create(void) {
  struct lr_table *t = lr_table_create("reach_at_dates", "Expected limits at dates of the plan: spread of the plan and of statistics");
  lr_table_column(t, "channel", LR_TEXT, "", "channel", "");
  lr_table_column(t, "mass_GeV", LR_NUMBER, "GeV", "mass of the new particle", "");
  lr_table_column(t, "date", LR_DATE, "", "end of this day", "scenario");
  lr_table_column(t, "luminosity_ab", LR_NUMBER, "ab^-1", "expected luminosity of the dataset, closed form", "model.md P10, P22");
  lr_table_column(t, "coupling", LR_NUMBER, "", "expected limit with it, continuous form, in coupling_unit", "model.md R1");
  lr_table_column(t, "at_p10", LR_NUMBER, "", "run plan: limit with the P10 luminosity of the histories (less data)", "model.md P11");
  lr_table_column(t, "at_p50", LR_NUMBER, "", "run plan: limit with the P50 luminosity", "model.md P11");
  lr_table_column(t, "at_p90", LR_NUMBER, "", "run plan: limit with the P90 luminosity (more data)", "model.md P11");
  lr_table_column(t, "m1s", LR_NUMBER, "", "statistics: limit at -1 sigma with the expected luminosity (strong end)", "model.md R1");
  lr_table_column(t, "p1s", LR_NUMBER, "", "statistics: limit at +1 sigma (weak end)", "model.md R1");
  lr_table_column(t, "coupling_unit", LR_TEXT, "", "unit of the coupling", "");
  lr_table_column(t, "trigger_factor", LR_NUMBER, "", "what prescales leave of the signal, mean over the data", "model.md T6");
  lr_table_column(t, "background_factor", LR_NUMBER, "", "background per fb^-1 against the reference, mean over the data", "model.md R15");
  lr_table_column(t, "note", LR_TEXT, "", "why there is no limit", "");
  return t;
}

// The exposures with all that is not recorded yet scaled such that the sum is `total` [fb^-1].
static void scale_to(const struct lr_exposure *from, size_t exposures, double so_far, double total, struct lr_exposure *to) {
  double future = -so_far;
  for (size_t i = 0; i < exposures; i++) future += from[i].luminosity_fb;
  for (size_t i = 0; i < exposures; i++) {
    double kept = i == 0 ? so_far : 0;  // what is recorded stands in the first one
    to[i] = from[i];
    to[i].luminosity_fb = future > 0 ? kept + (from[i].luminosity_fb - kept) * fmax(0, total - so_far) / future : from[i].luminosity_fb;
  }
}

// The histories keep sums of all data: the Y(4S) share of a quantile is that of the closed form at the same sum.
static enum lr_status plan_spread(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h,
                                  const struct lr_channel *channel, double mass, int date, const struct lr_exposure *exposure,
                                  size_t exposures, struct lr_table *t, struct lr_error *error) {
  static const char *const NAME[] = {"at_p10", "at_p50", "at_p90"};
  static const double P[] = {0.1, 0.5, 0.9};
  enum lr_status status = LR_OK;
  for (size_t d = 0; h && d < h->dates; d++) {
    if (h->date[d] != date) continue;
    for (int i = 0; i < 3 && !status; i++) {
      struct lr_reach_point p = {.continuous = NAN};
      struct lr_exposure scaled[LR_MOST_EXPOSURES];
      double total = lr_reach_of_total_fb(plan, days, channel, lr_sorted_quantile(h->cumulated + d * h->count, h->count, P[i]) * LR_fb_m2);
      scale_to(exposure, exposures, fmin(total, lr_reach_so_far_fb(plan, channel)), total, scaled);
      if (total > 0 && exposures) status = lr_reach_exposures_solve(channel, mass, scaled, exposures, &p, error);
      lr_table_number(t, NAME[i], p.continuous);
    }
    break;
  }
  return status;
}

enum lr_status lr_reach_at_dates(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories,
                                 const struct lr_trigger *trigger, const struct lr_channel *channel, const double *mass, size_t channels,
                                 const int *date, size_t dates, struct lr_table **table, struct lr_error *error) {
  struct lr_table *t = *table = create();
  enum lr_status status = LR_OK;
  for (size_t c = 0; c < channels && !status; c++)
    for (size_t i = 0; i < dates && !status; i++) {
      struct lr_exposure exposure[LR_MOST_EXPOSURES];
      size_t exposures;
      struct lr_reach_point p = {.continuous = NAN, .coupling = {NAN, NAN, NAN, NAN, NAN}, .reason = "no data by then"};
      status = lr_plan_exposures(plan, days, trigger, &channel[c], mass[c], date[i], exposure, &exposures, error);
      if (status) break;
      double sum = 0, signal = 0, background = 0;
      for (size_t k = 0; k < exposures; k++) {
        sum += exposure[k].luminosity_fb;
        signal += exposure[k].luminosity_fb * exposure[k].signal;
        background += exposure[k].luminosity_fb * exposure[k].background;
      }
      if (exposures && !(signal > 0)) p.reason = "the trigger leaves no signal", exposures = 0;
      if (exposures) status = lr_reach_exposures_solve(&channel[c], mass[c], exposure, exposures, &p, error);
      if (status) break;
      lr_table_row(t);
      lr_table_text(t, "channel", channel[c].id);
      lr_table_number(t, "mass_GeV", mass[c]);
      lr_cell_date(t, "date", date[i]);
      lr_table_number(t, "luminosity_ab", sum / 1000);
      lr_table_number(t, "coupling", p.continuous);
      lr_table_number(t, "m1s", p.coupling[LR_REACH_MEDIAN - 1]);
      lr_table_number(t, "p1s", p.coupling[LR_REACH_MEDIAN + 1]);
      lr_table_text(t, "coupling_unit", channel[c].type->coupling_unit);
      lr_table_number(t, "trigger_factor", sum > 0 ? signal / sum : NAN);
      lr_table_number(t, "background_factor", sum > 0 ? background / sum : NAN);
      if (*p.reason) lr_table_text(t, "note", p.reason);
      status = plan_spread(plan, days, histories, &channel[c], mass[c], date[i], exposure, exposures, t, error);
    }
  return status;
}
