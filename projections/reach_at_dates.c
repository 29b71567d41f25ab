// SPDX-License-Identifier: GPL-3.0-or-later
// The table `reach_at_dates`.
#include <math.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "base/units.h"
#include "projections/plan_cells.h"
#include "projections/reach_dates.h"

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
  lr_table_column(t, "note", LR_TEXT, "", "why there is no limit", "");
  return t;
}

// The histories keep sums of all data: the Y(4S) share of a quantile is that of the closed form at the same sum.
static enum lr_status plan_spread(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h,
                                  const struct lr_channel *channel, double mass, int date, struct lr_table *t, struct lr_error *error) {
  static const char *const NAME[] = {"at_p10", "at_p50", "at_p90"};
  static const double P[] = {0.1, 0.5, 0.9};
  enum lr_status status = LR_OK;
  for (size_t d = 0; h && d < h->dates; d++) {
    if (h->date[d] != date) continue;
    for (int i = 0; i < 3 && !status; i++) {
      const char *reason;
      double total = lr_sorted_quantile(h->cumulated + d * h->count, h->count, P[i]) * LR_fb_m2, coupling = NAN;
      if (total > 0)
        status = lr_reach_continuous(channel, mass, lr_reach_of_total_fb(plan, days, channel, total), &coupling, &reason, error);
      lr_table_number(t, NAME[i], coupling);
    }
    break;
  }
  return status;
}

enum lr_status lr_reach_at_dates(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *histories,
                                 const struct lr_channel *channel, const double *mass, size_t channels, const int *date, size_t dates,
                                 struct lr_table **table, struct lr_error *error) {
  struct lr_table *t = *table = create();
  enum lr_status status = LR_OK;
  for (size_t c = 0; c < channels && !status; c++)
    for (size_t i = 0; i < dates && !status; i++) {
      double sum = lr_reach_sum_fb(plan, days, &channel[c], date[i]);
      struct lr_reach_point p = {.continuous = NAN, .coupling = {NAN, NAN, NAN, NAN, NAN}, .reason = "no data by then"};
      if (sum > 0) status = lr_reach_solve(&channel[c], mass[c], sum, &p, error);
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
      if (*p.reason) lr_table_text(t, "note", p.reason);
      status = plan_spread(plan, days, histories, &channel[c], mass[c], date[i], t, error);
    }
  return status;
}
