// SPDX-License-Identifier: GPL-3.0-or-later
#include "projections/record_fit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <string.h>

#include "base/constants.h"

double lr_logit(double share) { return log(share / (1 - share)); }
double lr_unlogit(double value) { return 1 / (1 + exp(-value)); }

double lr_record_experience(const struct lr_record_point *point) { return log(point->before + point->days / 2); }
double lr_record_passed(const struct lr_record_point *point) { return point->before + point->days; }

enum lr_status lr_record_of_plan(const struct lr_plan *plan, struct lr_record *record, struct lr_error *error) {
  memset(record, 0, sizeof *record);
  record->kind = -1;
  for (size_t i = 0; i < plan->pasts; i++)
    if (isfinite(plan->past[i].recorded_m2) && !plan->past[i].pilot) record->kind = plan->past[i].kind;
  double before = 0;
  int last = LR_NO_DATE;
  for (size_t i = 0; i < plan->pasts; i++) {
    const struct lr_past *past = &plan->past[i];
    double days = past->end - past->first_collision;
    if (past->pilot || days <= 0) continue;
    if (past->first_collision < last)
      return lr_error_set(error, LR_E_DOMAIN,
                          "past period '%s' begins before the one above it ends: the record must be in order of time",
                          past->id);
    last = past->end;
    if (past->peak_m2s > 0 && past->recorded_m2 > 0 && past->kind == record->kind) {
      if (record->points == LR_MOST_RECORD)
        return lr_error_set(error, LR_E_DOMAIN, "the record has more than %d periods", LR_MOST_RECORD);
      int year, month, day, of;
      lr_date_split(past->start, &year, &month, &day);
      lr_date_split(past->end, &of, &day, &day);
      double efficiency = past->recorded_m2 / (past->peak_m2s * days * LR_DAY_s);
      if (efficiency >= 1)
        return lr_error_set(
            error, LR_E_DOMAIN,
            "past period '%s' has recorded more than its peak gives in its days: look at peak and dates", past->id);
      record->point[record->points++] =
          (struct lr_record_point){i, of, month >= 8, days, before, past->peak_m2s, past->recorded_m2, efficiency};
    }
    before += days;
  }
  return LR_OK;
}

static enum lr_status regress(const double *x, const double *y, size_t points, size_t terms, bool robust,
                              struct lr_regression *out, struct lr_error *error) {
  memset(out, 0, sizeof *out);
  if (terms < 1 || terms > 3 || points < terms + 1 + robust)
    return lr_error_set(error, LR_E_DOMAIN, "%zu points are too few for a fit of %zu parameters", points, terms);
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  gsl_multifit_linear_workspace *plain = gsl_multifit_linear_alloc(points, terms);
  gsl_multifit_robust_workspace *weighted = gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare, points, terms);
  gsl_matrix *covariance = gsl_matrix_alloc(terms, terms);
  gsl_vector *value = gsl_vector_alloc(terms);
  enum lr_status status = LR_OK;
  if (!plain || !weighted || !covariance || !value) {
    status = lr_error_set(error, LR_E_MEMORY, "no memory for a fit");
    goto done;
  }
  gsl_matrix_const_view rows = gsl_matrix_const_view_array(x, points, terms);
  gsl_vector_const_view of = gsl_vector_const_view_array(y, points);
  int failed = robust ? gsl_multifit_robust(&rows.matrix, &of.vector, value, covariance, weighted)
                      : gsl_multifit_linear(&rows.matrix, &of.vector, value, covariance, &out->chi2, plain);
  if (failed) {
    status = lr_error_set(error, LR_E_CONVERGE, "the fit to the record failed: %s", gsl_strerror(failed));
    goto done;
  }
  for (size_t i = 0; i < terms; i++) {
    out->value[i] = gsl_vector_get(value, i);
    out->error[i] = sqrt(fmax(gsl_matrix_get(covariance, i, i), 0));
  }
  out->sigma = robust ? gsl_multifit_robust_statistics(weighted).sigma : sqrt(out->chi2 / (double)(points - terms));
done:
  if (plain) gsl_multifit_linear_free(plain);
  if (weighted) gsl_multifit_robust_free(weighted);
  if (covariance) gsl_matrix_free(covariance);
  if (value) gsl_vector_free(value);
  gsl_set_error_handler(before);
  return status;
}

enum lr_status lr_regress(const double *x, const double *y, size_t points, size_t terms, struct lr_regression *out,
                          struct lr_error *error) {
  return regress(x, y, points, terms, false, out, error);
}

enum lr_status lr_regress_robust(const double *x, const double *y, size_t points, size_t terms,
                                 struct lr_regression *out, struct lr_error *error) {
  return regress(x, y, points, terms, true, out, error);
}

enum lr_status lr_line_fit(const double *x, const double *y, size_t points, struct lr_line *line,
                           struct lr_error *error) {
  double rows[2 * LR_MOST_RECORD], centre = 0, sxx = 0;
  struct lr_regression fit;
  memset(line, 0, sizeof *line);
  if (points < 3 || points > LR_MOST_RECORD)
    return lr_error_set(error, LR_E_DOMAIN, "a line with a scatter needs 3 to %d points, here are %zu", LR_MOST_RECORD,
                        points);
  for (size_t i = 0; i < points; i++) centre += x[i] / (double)points;
  for (size_t i = 0; i < points; i++) {
    rows[2 * i] = 1;
    rows[2 * i + 1] = x[i] - centre;
    sxx += rows[2 * i + 1] * rows[2 * i + 1];
  }
  if (!(sxx > 0)) return lr_error_set(error, LR_E_DOMAIN, "all points lie at one place: no slope");
  enum lr_status status = lr_regress(rows, y, points, 2, &fit, error);
  if (status == LR_OK)
    *line = (struct lr_line){points,       centre,    fit.value[0],       fit.value[1], fit.error[0],
                             fit.error[1], fit.sigma, (double)points - 2, sxx};
  return status;
}

double lr_line_at(const struct lr_line *line, double x, double *scale) {
  double off = x - line->centre;
  if (scale) *scale = line->sigma * sqrt(1 + 1 / (double)line->points + off * off / line->sxx);
  return line->level + line->slope * off;
}

// The centred columns are orthogonal: level and slope are independent given sigma.
struct lr_line_draw lr_line_drawn(const struct lr_line *line, double u, const double z[2]) {
  double sigma = line->sigma * sqrt(line->dof / gsl_cdf_chisq_Pinv(u, line->dof));
  return (struct lr_line_draw){line->centre, line->level + sigma / sqrt((double)line->points) * z[0],
                               line->slope + sigma / sqrt(line->sxx) * z[1], sigma};
}

double lr_line_drawn_at(const struct lr_line_draw *draw, double x, double z) {
  return draw->level + draw->slope * (x - draw->centre) + draw->sigma * z;
}

double lr_record_correlation(const struct lr_record_fit *fit, double z) {
  double bounded = fmin(fmax(fit->correlation, -0.999), 0.999);
  return tanh(atanh(bounded) + z / sqrt(fmax((double)fit->fitted - 4, 1)));
}

static void correlate(const struct lr_record *record, struct lr_record_fit *fit) {
  double ab = 0, aa = 0, bb = 0, xy = 0;
  for (size_t i = 0; i < fit->fitted; i++) {
    const struct lr_record_point *p = &record->point[i];
    double x = lr_record_passed(p), y = lr_record_experience(p);
    double a = log(p->peak_m2s) - lr_line_at(&fit->peak, x, NULL),
           b = lr_logit(p->efficiency) - lr_line_at(&fit->efficiency, y, NULL);
    ab += a * b;
    aa += a * a;
    bb += b * b;
    xy += (x - fit->peak.centre) * (y - fit->efficiency.centre);
  }
  fit->correlation = aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
  fit->together = xy / sqrt(fit->peak.sxx * fit->efficiency.sxx);
}

enum lr_status lr_record_fitted(const struct lr_record *record, size_t fitted, struct lr_record_fit *fit,
                                struct lr_error *error) {
  double x[LR_MOST_RECORD], y[LR_MOST_RECORD];
  memset(fit, 0, sizeof *fit);
  if (fitted < LR_LEAST_FITTED || fitted > record->points)
    return lr_error_set(error, LR_E_DOMAIN, "a fit to the record needs %d periods of one kind, here are %zu",
                        LR_LEAST_FITTED, fitted < record->points ? fitted : record->points);
  fit->fitted = fitted;
  for (size_t i = 0; i < fitted; i++) {
    x[i] = lr_record_passed(&record->point[i]);
    y[i] = log(record->point[i].peak_m2s);
  }
  enum lr_status status = lr_line_fit(x, y, fitted, &fit->peak, error);
  if (status != LR_OK) return status;
  for (size_t i = 0; i < fitted; i++) {
    x[i] = lr_record_experience(&record->point[i]);
    y[i] = lr_logit(record->point[i].efficiency);
  }
  status = lr_line_fit(x, y, fitted, &fit->efficiency, error);
  if (status == LR_OK) correlate(record, fit);
  return status;
}

static double aicc(double chi2, double points, double terms) {  // the variance counts as a parameter
  double k = terms + 1;
  return points * log(chi2 / points) + 2 * k + 2 * k * (k + 1) / (points - k - 1);
}

enum lr_status lr_record_season(const struct lr_record *record, struct lr_season *season, struct lr_error *error) {
  double x[3 * LR_MOST_RECORD], line[2 * LR_MOST_RECORD], y[LR_MOST_RECORD];
  size_t points = record->points, autumns = 0;
  for (size_t i = 0; i < points; i++) {
    const struct lr_record_point *p = &record->point[i];
    autumns += p->autumn;
    line[2 * i] = x[3 * i] = 1;
    line[2 * i + 1] = x[3 * i + 1] = lr_record_experience(p);
    x[3 * i + 2] = p->autumn;
    y[i] = lr_logit(p->efficiency);
  }
  if (points < 6 || !autumns || autumns == points)
    return lr_error_set(error, LR_E_DOMAIN, "the record has too few periods of both seasons");
  struct lr_regression with, without;
  enum lr_status status = lr_regress(x, y, points, 3, &with, error);
  if (status == LR_OK) status = lr_regress(line, y, points, 2, &without, error);
  if (status != LR_OK) return status;
  *season = (struct lr_season){with.value[2], with.error[2],
                               aicc(with.chi2, (double)points, 3) - aicc(without.chi2, (double)points, 2)};
  return LR_OK;
}
