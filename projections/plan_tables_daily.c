// SPDX-License-Identifier: GPL-3.0-or-later
// A plan day by day: the closed form, and the means and bands of the histories. Enough to draw peak and integrated luminosity against
// the date.
#include <math.h>

#include "base/constants.h"
#include "projections/plan_causes.h"
#include "projections/plan_cells.h"
#include "projections/plan_power.h"
#include "projections/plan_tables.h"

static const struct {
  const char *name, *unit, *description, *source;
} EXPECTED[] = {{"delivered", LR_COLUMN_FB, "delivered on the day", "model.md P1, P10"},
                {"recorded", LR_COLUMN_FB, "recorded on the day", "model.md P1, P10"},
                {"cumulated", LR_COLUMN_FB, "sum at the end of the day, of the plan's kind", "model.md P10"},
                {"peak", LR_COLUMN_LUMI, "peak luminosity in force", "model.md P2, P15"},
                {"current_ler", "A", "current of the LER", "model.md P15"},
                {"current_her", "A", "current of the HER", "model.md P15"},
                {"bunches", "", "bunches", "model.md P15"},
                {"beta_y", "mm", "beta_y*", "model.md P15"},
                {"beam", "h", "time with beam scheduled, start-up included", "model.md P10"},
                {"uptime", "", "what faults and sudden losses leave, steps back included", "model.md P13, P14"},
                {"energy", "MWh", "electricity", "model.md P17"},
                {"cut", "", "1: scheduled, but without electricity", "model.md P17"}},
  HISTORIES[] = {{"delivered_mean", LR_COLUMN_FB, "delivered on the day, mean of the histories", "model.md P11"},
                 {"recorded_mean", LR_COLUMN_FB, "recorded on the day, mean of the histories", "model.md P11"},
                 {"up_mean", "h", "time with stored beam after start-up, mean of the histories", "model.md P11"},
                 {"faults_mean", "", "faults, mean of the histories", "model.md P11"},
                 {"sudden_mean", "", "sudden losses, mean of the histories", "model.md P11"},
                 {"dose_mean", "rad", "dose of sudden losses in layer 1 of the PXD, mean of the histories", "model.md P11"},
                 {"gates_mean", "", "share of the gates of the PXD lost, mean of the histories", "model.md P11"},
                 {"energy_mean", "MWh", "electricity, mean of the histories", "model.md P11"},
                 {"p10", LR_COLUMN_FB, "sum at the end of the day, P10 of the histories", "model.md P11"},
                 {"p50", LR_COLUMN_FB, "P50", "model.md P11"},
                 {"p90", LR_COLUMN_FB, "P90", "model.md P11"}};

static const double MWh_J = LR_GWh_J / 1000, HOUR_s = LR_DAY_s / 24, RAD_PER_Gy = 100;

static void expected_cells(struct lr_table *t, const struct lr_plan *plan, const struct lr_plan_days *days, size_t i) {
  const struct lr_plan_day *day = &days->day[i];
  bool beam = days->period[i] >= 0;
  lr_cell_fb(t, "delivered", days->delivered[i]);
  lr_cell_fb(t, "recorded", days->recorded[i]);
  lr_cell_fb(t, "cumulated", days->cumulated[i]);
  lr_cell_lumi(t, "peak", lr_plan_peak_in_force(plan, days, days->first + (int)i));
  if (beam) {
    lr_table_number(t, "current_ler", day->state.value[LR_STATE_CURRENT_LER]);
    lr_table_number(t, "current_her", day->state.value[LR_STATE_CURRENT_HER]);
    lr_table_number(t, "bunches", day->state.value[LR_STATE_BUNCHES]);
    lr_table_number(t, "beta_y", lr_in_unit(day->state.value[LR_STATE_BETA_Y], "mm"));
    lr_table_number(t, "uptime", day->uptime * day->step_back);
  }
  lr_table_number(t, "beam", (day->beam_s + day->startup_s) / HOUR_s);
  lr_table_number(t, "energy", day->energy_J / MWh_J);
  lr_table_number(t, "cut", day->cut);
}

static void history_cells(struct lr_table *t, const struct lr_history_day *day) {
  lr_cell_fb(t, "delivered_mean", day->delivered_m2);
  lr_cell_fb(t, "recorded_mean", day->recorded_m2);
  lr_table_number(t, "up_mean", day->up_s / HOUR_s);
  lr_table_number(t, "faults_mean", day->faults);
  lr_table_number(t, "sudden_mean", day->sudden);
  lr_table_number(t, "dose_mean", day->dose_Gy * RAD_PER_Gy);
  lr_table_number(t, "gates_mean", day->gates);
  lr_table_number(t, "energy_mean", day->energy_J / MWh_J);
  lr_cell_fb(t, "p10", day->p10_m2);
  lr_cell_fb(t, "p50", day->p50_m2);
  lr_cell_fb(t, "p90", day->p90_m2);
}

struct lr_table *lr_table_daily(const struct lr_plan *plan, const struct lr_plan_days *days, const struct lr_histories *h) {
  struct lr_table *t = lr_table_create("daily", "Day by day: closed form, means and quantiles of the histories");
  lr_table_column(t, "date", LR_DATE, "", "day", "");
  lr_table_column(t, "period", LR_TEXT, "", "period", "");
  for (size_t c = 0; c < sizeof EXPECTED / sizeof *EXPECTED; c++)
    lr_table_column(t, EXPECTED[c].name, LR_NUMBER, EXPECTED[c].unit, EXPECTED[c].description, EXPECTED[c].source);
  for (size_t c = 0; c < sizeof HISTORIES / sizeof *HISTORIES; c++)
    lr_table_column(t, HISTORIES[c].name, LR_NUMBER, HISTORIES[c].unit, HISTORIES[c].description, HISTORIES[c].source);
  for (size_t i = 0; i < days->days; i++) {
    int period = days->day[i].period;
    lr_table_row(t);
    lr_cell_date(t, "date", days->first + (int)i);
    lr_table_text(t, "period", period >= 0 ? plan->period[period].id : NULL);
    expected_cells(t, plan, days, i);
    if (i < h->days) history_cells(t, &h->day[i]);
  }
  return t;
}
