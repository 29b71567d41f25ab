// SPDX-License-Identifier: GPL-3.0-or-later
// Predicting periods of the record from those before them, and scoring it (model.md P19, P20).
#ifndef LR_PROJECTIONS_HINDCAST_H
#define LR_PROJECTIONS_HINDCAST_H

#include "base/table.h"
#include "projections/record_fit.h"

enum lr_hindcast_mode { LR_PEAK_GIVEN, LR_PEAK_PREDICTED, LR_HINDCAST_MODES };
const char *lr_hindcast_mode_name(int mode);

// CRPS of a predictive given by draws (ascending): mean |x - came| - mean |x - x'| / 2 over all pairs, itself included.
double lr_crps_of_draws(const double *sorted, size_t count, double came);
double lr_crps_of_normal(double mean, double sigma, double came);  // closed form
// Share of the draws below what came; equals count half.
double lr_pit_of_draws(const double *sorted, size_t count, double came);

struct lr_hindcast_wish {
  size_t draws;
  uint64_t seed;
  double highest_peak_m2s;  // no predicted peak is above it; INFINITY: none
  double
      studies_probability;  // that a predicted year is dedicated to studies, which take `studies_share`; 0: as the record has it
  struct lr_prior studies_share;
};
struct lr_hindcast_wish lr_hindcast_wish_of(const struct lr_plan *plan, uint64_t seed);

// Draws of the summed luminosity of some points of the record, given a fit to the first `fit->fitted` of them: their days are
// taken as they were, their peaks too or drawn. Ascending in sum_m2[wish->draws]. Status: LR_E_DOMAIN (no draws, no target).
enum lr_status lr_record_predict(const struct lr_record *record, const struct lr_record_fit *fit, const size_t *target,
                                 size_t targets, int mode, const struct lr_hindcast_wish *wish, double *sum_m2,
                                 struct lr_error *error);
// Best efficiency of the first `fitted` points x peak x days; with a peak that is not given: their highest.
double lr_record_naive(const struct lr_record *record, size_t fitted, const size_t *target, size_t targets, int mode);

enum { LR_MOST_HINDCASTS = 4 * 3 * LR_MOST_RECORD };
struct lr_hindcast_row {
  char target[32], fitted_to[32];  // a period or a year; the last period of the fit
  bool is_year;
  int lead;  // of a year: running years from the last one of the fit; of a period: 1
  int mode;
  size_t fitted;
  double p05, p16, p50, p84, p95, came, naive;  // m^-2
  double pit, crps_m2, crps_log, naive_log;  // the last two: of the logarithm of the luminosity
  double
      needed;  // distance of what came from the median over that of the end of the 90 % band on its side: above 1 it is outside
};
struct lr_hindcast {
  size_t rows;
  struct lr_hindcast_row *row;
};
// Every period from the ones before it, and every year from those before it by one and by two running years.
enum lr_status lr_hindcast_evaluate(const struct lr_record *record, const struct lr_plan *plan,
                                    const struct lr_hindcast_wish *wish, struct lr_hindcast *hindcast,
                                    struct lr_error *error);
void lr_hindcast_free(struct lr_hindcast *hindcast);
// The row of a target; NULL: none.
const struct lr_hindcast_row *lr_hindcast_find(const struct lr_hindcast *hindcast, const char *target, int mode,
                                               int lead);

// Coverage and mean scores of the rows of one mode: of periods, or of years at one lead.
struct lr_hindcast_score {
  size_t count;
  double coverage_68, coverage_90, error_68, error_90;  // error: binomial, of that many
  double pit, crps_m2, naive_m2, crps_log, naive_log;  // means
};
struct lr_hindcast_score lr_hindcast_scored(const struct lr_hindcast *hindcast, int mode, bool years, int lead);

// Tables `calibration`, `record_fit`, `priors_record`, `hindcast`, `hindcast_scores`: five of them, in that order.
enum { LR_HINDCAST_TABLES = 5 };
enum lr_status lr_hindcast_tables(const struct lr_plan *plan, const struct lr_plan_days *days, uint64_t seed,
                                  struct lr_table *table[LR_HINDCAST_TABLES], struct lr_error *error);

#endif
