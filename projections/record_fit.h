// SPDX-License-Identifier: GPL-3.0-or-later
// What the record of past periods says about a machine that learns (model.md P19): the peak grows with the running days, the
// efficiency (recorded over peak x days) with the experience, both with a scatter. Nine points carry two parameters a line and no more.
#ifndef LR_PROJECTIONS_RECORD_FIT_H
#define LR_PROJECTIONS_RECORD_FIT_H

#include "base/random.h"
#include "projections/plan.h"

enum { LR_MOST_RECORD = 64, LR_LEAST_FITTED = 4 };  // of fewer periods a predictive has no variance

// Running year of `growth_per_running_year`: beam days of 2019 to 2021 and 2024 lie between 170 and 233.
#define LR_RUNNING_YEAR_DAYS 200.0

struct lr_record_point {
  size_t past;  // index in plan->past
  int year;  // in which it ends
  bool autumn;  // it begins in August or later
  double days;  // from first collision to the end
  double before;  // days of all earlier periods
  double peak_m2s, recorded_m2, efficiency;
};

struct lr_record {
  int kind;  // enum lr_lumi_kind: that of the last figure of the record; kinds are never mixed
  size_t points;
  struct lr_record_point point[LR_MOST_RECORD];
};

// Physics periods of one kind with peak and sum, in order of time; pilot periods are left out, days without figures count as
// running days. Status: LR_E_DOMAIN (periods out of order of time, more than LR_MOST_RECORD).
enum lr_status lr_record_of_plan(const struct lr_plan *plan, struct lr_record *record, struct lr_error *error);
// ln of the running days passed at the middle of a period: what the efficiency grows with.
double lr_record_experience(const struct lr_record_point *point);
// Running days passed at its end: what ln peak grows with.
double lr_record_passed(const struct lr_record_point *point);

// y = level + slope (x - centre), least squares; `dof` = points - 2. With Jeffreys' prior the predictive of a further y is Student's t.
struct lr_line {
  size_t points;
  double centre, level, slope, level_error, slope_error;
  double sigma;  // scatter about the line
  double dof, sxx;  // sum of (x - centre)^2
};
// Status: LR_E_DOMAIN (fewer than 3 points, or all at one x), LR_E_CONVERGE.
enum lr_status lr_line_fit(const double *x, const double *y, size_t points, struct lr_line *line,
                           struct lr_error *error);
// Best value at x, and the scale of the t distribution of a further point there.
double lr_line_at(const struct lr_line *line, double x, double *scale);
// The line as it may be: sigma^2 from chi^2 at probability u, level and slope from the standard normal numbers z.
struct lr_line_draw {
  double centre, level, slope, sigma;
};
struct lr_line_draw lr_line_drawn(const struct lr_line *line, double u, const double z[2]);
double lr_line_drawn_at(const struct lr_line_draw *draw, double x, double z);  // z: of the scatter

// Least squares with GSL: y of `points` rows, `terms` <= 3 columns, x[row * terms + column].
struct lr_regression {
  double value[3], error[3], chi2, sigma;
};
enum lr_status lr_regress(const double *x, const double *y, size_t points, size_t terms, struct lr_regression *out,
                          struct lr_error *error);
// The same by iterated weights (Tukey's bisquare): what outliers do to it. Needs points >= terms + 2.
enum lr_status lr_regress_robust(const double *x, const double *y, size_t points, size_t terms,
                                 struct lr_regression *out, struct lr_error *error);

// Lines through the first `fitted` points: ln(peak) against running days, ln(e/(1-e)) against experience. The logit keeps every
// predicted efficiency between 0 and 1: with ln(e) the t predictive has no mean.
struct lr_record_fit {
  size_t fitted;
  struct lr_line peak, efficiency;
  double correlation;  // of the residuals of the two: a good period has more of both
  double together;  // of the two regressors: how much of it their slopes share
};
// The correlation as it may be: Fisher's z, of fitted - 4 degrees of freedom, at least one; z is a standard normal number.
double lr_record_correlation(const struct lr_record_fit *fit, double z);
enum lr_status lr_record_fitted(const struct lr_record *record, size_t fitted, struct lr_record_fit *fit,
                                struct lr_error *error);
double lr_logit(double share);
double lr_unlogit(double value);

// Does the season matter beside the experience? Effect on the logit of an autumn run, its error, and the change of the small-sample
// information criterion AICc when it is added: below 0 the data carry it. LR_E_DOMAIN: fewer than 6 points or one season only.
struct lr_season {
  double effect, error, aicc_change;
};
enum lr_status lr_record_season(const struct lr_record *record, struct lr_season *season, struct lr_error *error);

#endif
