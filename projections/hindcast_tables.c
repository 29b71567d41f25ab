// SPDX-License-Identifier: GPL-3.0-or-later
// The hindcast and its scores as tables.
#include <string.h>

#include "base/units.h"
#include "projections/calibration_tables.h"

static const char FB[] = "fb^-1";

static struct lr_table *hindcast_table(const struct lr_hindcast *hindcast) {
  struct lr_table *t = lr_table_create("hindcast", "Periods and years of the record predicted from those before them");
  lr_table_column(t, "period", LR_TEXT, "", "period, or year", "");
  lr_table_column(t, "mode", LR_TEXT, "", "peak given: as achieved; peak predicted: drawn as well", "");
  lr_table_column(t, "fitted_to", LR_TEXT, "", "last period of the fit", "");
  lr_table_column(t, "lead", LR_NUMBER, "", "running years from the end of the fit", "");
  const char *const NAMES[] = {"p05", "p16", "p50", "p84", "p95"};
  for (int i = 0; i < 5; i++) lr_table_column(t, NAMES[i], LR_NUMBER, FB, "quantile of the predictive", "model.md P19");
  lr_table_column(t, "came", LR_NUMBER, FB, "what came", "scenario");
  lr_table_column(t, "pit", LR_NUMBER, "", "share of the predictive below what came", "model.md P20");
  lr_table_column(t, "crps", LR_NUMBER, FB, "continuous ranked probability score", "model.md P20");
  lr_table_column(t, "crps_log", LR_NUMBER, "", "the same of ln(luminosity)", "model.md P20");
  lr_table_column(t, "naive", LR_NUMBER, FB, "best earlier efficiency x peak x days", "model.md P12");
  lr_table_column(t, "needed", LR_NUMBER, "",
                  "factor on the 90 % band (in ln) that would just take in what came; below 1 it is inside",
                  "model.md P20");
  lr_table_column(t, "of", LR_TEXT, "", "period or year", "");
  for (size_t i = 0; i < hindcast->rows; i++) {
    const struct lr_hindcast_row *row = &hindcast->row[i];
    const double value[] = {row->p05, row->p16, row->p50, row->p84, row->p95};
    lr_table_row(t);
    lr_table_text(t, "period", row->target);
    lr_table_text(t, "mode", lr_hindcast_mode_name(row->mode));
    lr_table_text(t, "fitted_to", row->fitted_to);
    lr_table_number(t, "lead", row->lead);
    for (int q = 0; q < 5; q++) lr_table_number(t, NAMES[q], lr_in_unit(value[q], FB));
    lr_table_number(t, "came", lr_in_unit(row->came, FB));
    lr_table_number(t, "pit", row->pit);
    lr_table_number(t, "crps", lr_in_unit(row->crps_m2, FB));
    lr_table_number(t, "crps_log", row->crps_log);
    lr_table_number(t, "naive", lr_in_unit(row->naive, FB));
    lr_table_number(t, "needed", row->needed);
    lr_table_text(t, "of", row->is_year ? "year" : "period");
  }
  return t;
}

static struct lr_table *scores_table(const struct lr_hindcast *hindcast) {
  struct lr_table *t = lr_table_create("hindcast_scores", "How well the record would have been predicted");
  lr_table_column(t, "mode", LR_TEXT, "", "peak given or predicted", "");
  lr_table_column(t, "of", LR_TEXT, "", "periods, or years", "");
  lr_table_column(t, "lead", LR_NUMBER, "", "running years from the end of the fit", "");
  lr_table_column(t, "periods", LR_NUMBER, "", "number of predictions", "");
  static const char *const NAMES[][3] = {{"coverage_68", "", "share inside the central 68 %"},
                                         {"coverage_90", "", "share inside the central 90 %"},
                                         {"error_68", "", "binomial error of it if the bands are right"},
                                         {"error_90", "", "binomial error of it if the bands are right"},
                                         {"pit", "", "mean share of the predictive below what came; 0.5 = no bias"},
                                         {"crps", FB, "mean continuous ranked probability score"},
                                         {"crps_naive", FB, "the same of the naive forecast: mean distance"},
                                         {"crps_log", "", "mean score of ln(luminosity)"},
                                         {"crps_log_naive", "", "the same of the naive forecast"}};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    lr_table_column(t, NAMES[i][0], LR_NUMBER, NAMES[i][1], NAMES[i][2], "model.md P20");
  for (int mode = 0; mode < LR_HINDCAST_MODES; mode++)
    for (int kind = 0; kind < 3; kind++) {
      int lead = kind == 2 ? 2 : 1;
      struct lr_hindcast_score s = lr_hindcast_scored(hindcast, mode, kind > 0, lead);
      if (!s.count) continue;
      const double value[] = {s.coverage_68,
                              s.coverage_90,
                              s.error_68,
                              s.error_90,
                              s.pit,
                              lr_in_unit(s.crps_m2, FB),
                              lr_in_unit(s.naive_m2, FB),
                              s.crps_log,
                              s.naive_log};
      lr_table_row(t);
      lr_table_text(t, "mode", lr_hindcast_mode_name(mode));
      lr_table_text(t, "of", kind ? "years" : "periods");
      lr_table_number(t, "lead", lead);
      lr_table_number(t, "periods", (double)s.count);
      for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) lr_table_number(t, NAMES[i][0], value[i]);
    }
  return t;
}

enum lr_status lr_hindcast_tables(const struct lr_plan *plan, const struct lr_plan_days *days, uint64_t seed,
                                  struct lr_table *table[LR_HINDCAST_TABLES], struct lr_error *error) {
  struct lr_record record;
  struct lr_record_fit fit;
  struct lr_hindcast hindcast = {0};
  const struct lr_hindcast_wish wish = lr_hindcast_wish_of(plan, seed);
  memset(table, 0, LR_HINDCAST_TABLES * sizeof *table);
  enum lr_status status = lr_record_of_plan(plan, &record, error);
  if (status == LR_OK) status = lr_hindcast_evaluate(&record, plan, &wish, &hindcast, error);
  if (status == LR_OK) status = lr_record_fitted(&record, record.points, &fit, error);
  if (status == LR_OK) status = lr_priors_record_table(plan, days, &record, &fit, &wish, &table[2], error);
  if (status == LR_OK) {
    table[0] = lr_calibration_table(plan, &record, &fit);
    table[1] = lr_record_fit_table(plan, &record, &fit);
    table[3] = hindcast_table(&hindcast);
    table[4] = scores_table(&hindcast);
  }
  lr_hindcast_free(&hindcast);
  return status;
}
