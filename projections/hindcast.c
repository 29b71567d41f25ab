// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/hindcast.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/sorted.h"

enum { STREAM_HINDCAST = 20 };

const char *lr_hindcast_mode_name(int mode) { return mode == LR_PEAK_GIVEN ? "peak given" : "peak predicted"; }

double lr_crps_of_draws(const double *sorted, size_t count, double came) {
  double off = 0, pairs = 0, n = (double)count;
  for (size_t i = 0; i < count; i++) {
    off += fabs(sorted[i] - came) / n;
    pairs += (2 * (double)i + 1 - n) / n * (sorted[i] / n);  // half the mean over all pairs
  }
  return off - pairs;
}

double lr_crps_of_normal(double mean, double sigma, double came) {
  double z = (came - mean) / sigma;
  return sigma * (z * (2 * gsl_cdf_ugaussian_P(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / sqrt(LR_PI));
}

double lr_pit_of_draws(const double *sorted, size_t count, double came) {
  double below = 0;
  for (size_t i = 0; i < count; i++) below += sorted[i] < came ? 1 : sorted[i] == came ? 0.5 : 0;
  return below / (double)count;
}

struct lr_hindcast_wish lr_hindcast_wish_of(const struct lr_plan *plan, uint64_t seed) {
  const struct lr_hindcast_plan *p = &plan->hindcast;
  return (struct lr_hindcast_wish){p->draws > 0 ? (size_t)p->draws : 4000, seed,
                                   p->highest_peak_m2s > 0 ? p->highest_peak_m2s : INFINITY,
                                   p->studies_probability > 0 ? p->studies_probability : 0, p->studies_share};
}

// A standard normal number of correlation r with z.
static double with(double z, double r, struct lr_random *random) {
  return r * z + sqrt(1 - r * r) * lr_random_normal(random);
}

enum lr_status lr_record_predict(const struct lr_record *record, const struct lr_record_fit *fit, const size_t *target,
                                 size_t targets, int mode, const struct lr_hindcast_wish *wish, double *sum_m2,
                                 struct lr_error *error) {
  if (!wish->draws || !targets) return lr_error_set(error, LR_E_DOMAIN, "a prediction needs draws and a period");
  for (size_t d = 0; d < wish->draws; d++) {
    struct lr_random random = lr_random_stream(wish->seed, STREAM_HINDCAST, d);
    double u[2], ze[2], zp[2], r = lr_record_correlation(fit, lr_random_normal(&random));
    for (int k = 0; k < 2; k++) {
      u[k] = lr_random_uniform(&random);
      ze[k] = lr_random_normal(&random);
      zp[k] = with(ze[k], k ? r * fit->together : r, &random);
    }
    struct lr_line_draw efficiency = lr_line_drawn(&fit->efficiency, u[0], ze),
                        peak = lr_line_drawn(&fit->peak, u[1], zp);
    double year = lr_random_uniform(&random), share = lr_random_uniform(&random);  // of the year of the targets
    double kept = year < wish->studies_probability ? 1 - lr_prior_quantile(&wish->studies_share, share) : 1;
    sum_m2[d] = 0;
    for (size_t i = 0; i < targets; i++) {
      const struct lr_record_point *p = &record->point[target[i]];
      double z = lr_random_normal(&random), peak_z = with(z, r, &random);
      double e = lr_unlogit(lr_line_drawn_at(&efficiency, lr_record_experience(p), z));
      double ln_peak = lr_line_drawn_at(&peak, lr_record_passed(p), peak_z);
      double peak_m2s = mode == LR_PEAK_GIVEN ? p->peak_m2s : exp(fmin(ln_peak, log(wish->highest_peak_m2s)));
      sum_m2[d] += kept * e * peak_m2s * p->days * LR_DAY_s;
    }
  }
  lr_sort(sum_m2, wish->draws);
  return LR_OK;
}

double lr_record_naive(const struct lr_record *record, size_t fitted, const size_t *target, size_t targets, int mode) {
  double best = 0, peak = 0, sum = 0;
  for (size_t i = 0; i < fitted; i++) {
    best = fmax(best, record->point[i].efficiency);
    peak = fmax(peak, record->point[i].peak_m2s);
  }
  for (size_t i = 0; i < targets; i++) {
    const struct lr_record_point *p = &record->point[target[i]];
    sum += best * (mode == LR_PEAK_GIVEN ? p->peak_m2s : peak) * p->days * LR_DAY_s;
  }
  return sum;
}

// One row: targets first..first + targets - 1 from the first `fitted` points.
static enum lr_status add_row(const struct lr_record *record, const struct lr_plan *plan, size_t fitted, size_t first,
                              size_t targets, bool is_year, int lead, const struct lr_hindcast_wish *wish, double *draw,
                              struct lr_hindcast *hindcast, struct lr_error *error) {
  struct lr_record_fit fit;
  size_t target[LR_MOST_RECORD];
  const struct lr_record_point *points = record->point;
  enum lr_status status = lr_record_fitted(record, fitted, &fit, error);
  for (size_t i = 0; i < targets; i++) target[i] = first + i;
  for (int mode = 0; mode < LR_HINDCAST_MODES && status == LR_OK; mode++) {
    struct lr_hindcast_row row = {.is_year = is_year, .lead = lead, .mode = mode, .fitted = fitted};
    if (is_year)
      snprintf(row.target, sizeof row.target, "%d", points[first].year);
    else
      snprintf(row.target, sizeof row.target, "%s", plan->past[points[first].past].id);
    snprintf(row.fitted_to, sizeof row.fitted_to, "%s", plan->past[points[fitted - 1].past].id);
    status = lr_record_predict(record, &fit, target, targets, mode, wish, draw, error);
    if (status != LR_OK) break;
    for (size_t i = 0; i < targets; i++) row.came += points[target[i]].recorded_m2;
    row.naive = lr_record_naive(record, fitted, target, targets, mode);
    double *const quantile[] = {&row.p05, &row.p16, &row.p50, &row.p84, &row.p95};
    const double at[] = {0.05, 0.16, 0.50, 0.84, 0.95};
    for (size_t q = 0; q < 5; q++) *quantile[q] = lr_sorted_quantile(draw, wish->draws, at[q]);
    row.pit = lr_pit_of_draws(draw, wish->draws, row.came);
    row.crps_m2 = lr_crps_of_draws(draw, wish->draws, row.came);
    double end = row.came < row.p50 ? row.p05 : row.p95;
    row.needed = log(row.came / row.p50) / log(end / row.p50);
    for (size_t d = 0; d < wish->draws; d++) draw[d] = log(draw[d]);  // keeps the order
    row.crps_log = lr_crps_of_draws(draw, wish->draws, log(row.came));
    row.naive_log = fabs(log(row.naive / row.came));
    hindcast->row[hindcast->rows++] = row;
  }
  return status;
}

enum lr_status lr_hindcast_evaluate(const struct lr_record *record, const struct lr_plan *plan,
                                    const struct lr_hindcast_wish *wish, struct lr_hindcast *hindcast,
                                    struct lr_error *error) {
  memset(hindcast, 0, sizeof *hindcast);
  if (record->points <= LR_LEAST_FITTED)
    return lr_error_set(error, LR_E_DOMAIN,
                        "a hindcast needs more than %d past periods of one kind with peak and recorded luminosity, "
                        "plan.history has %zu",
                        LR_LEAST_FITTED, record->points);
  double *draw = malloc(wish->draws * sizeof *draw);
  hindcast->row = malloc(LR_MOST_HINDCASTS * sizeof *hindcast->row);
  enum lr_status status =
      draw && hindcast->row ? LR_OK : lr_error_set(error, LR_E_MEMORY, "no memory for the hindcast");
  for (size_t k = LR_LEAST_FITTED; k < record->points && status == LR_OK; k++)
    status = add_row(record, plan, k, k, 1, false, 1, wish, draw, hindcast, error);
  for (int lead = 1; lead <= 2; lead++)
    for (size_t first = 0, next; first < record->points && status == LR_OK; first = next) {
      size_t fitted = first;  // go back by lead - 1 years of the record
      for (next = first; next < record->points && record->point[next].year == record->point[first].year;) next++;
      for (int back = 1; back < lead && fitted > 0; back++)
        for (int year = record->point[fitted - 1].year; fitted > 0 && record->point[fitted - 1].year == year;) fitted--;
      if (fitted >= LR_LEAST_FITTED)
        status = add_row(record, plan, fitted, first, next - first, true, lead, wish, draw, hindcast, error);
    }
  free(draw);
  if (status != LR_OK) lr_hindcast_free(hindcast);
  return status;
}

void lr_hindcast_free(struct lr_hindcast *hindcast) {
  free(hindcast->row);
  memset(hindcast, 0, sizeof *hindcast);
}

const struct lr_hindcast_row *lr_hindcast_find(const struct lr_hindcast *hindcast, const char *target, int mode,
                                               int lead) {
  for (size_t i = 0; i < hindcast->rows; i++) {
    const struct lr_hindcast_row *row = &hindcast->row[i];
    if (row->mode == mode && row->lead == lead && strcmp(row->target, target) == 0) return row;
  }
  return NULL;
}

struct lr_hindcast_score lr_hindcast_scored(const struct lr_hindcast *hindcast, int mode, bool years, int lead) {
  struct lr_hindcast_score s = {0};
  for (size_t i = 0; i < hindcast->rows; i++) {
    const struct lr_hindcast_row *row = &hindcast->row[i];
    if (row->mode != mode || row->is_year != years || row->lead != lead) continue;
    s.count++;
    s.coverage_68 += row->came >= row->p16 && row->came <= row->p84;
    s.coverage_90 += row->came >= row->p05 && row->came <= row->p95;
    s.pit += row->pit;
    s.crps_m2 += row->crps_m2;
    s.naive_m2 += fabs(row->naive - row->came);  // the CRPS of a single number
    s.crps_log += row->crps_log;
    s.naive_log += row->naive_log;
  }
  double n = (double)s.count;
  double *const mean[] = {&s.coverage_68, &s.coverage_90, &s.pit, &s.crps_m2, &s.naive_m2, &s.crps_log, &s.naive_log};
  for (size_t i = 0; i < sizeof mean / sizeof *mean; i++) *mean[i] /= n;
  s.error_68 = sqrt(0.68 * 0.32 / n);
  s.error_90 = sqrt(0.90 * 0.10 / n);
  return s;
}
