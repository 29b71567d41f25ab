// SPDX-License-Identifier: GPL-3.0-or-later
// The fit to the record: a published regression, Student's t against the draws, what counts as a point of the record.
#include "projections/record_fit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "base/sorted.h"
#include "tests/projections/plans.h"

static const double ANSCOMBE_X[] = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5},
                    ANSCOMBE_Y[] = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};

// F. J. Anscombe, The American Statistician 27 (1973) 17: intercept 3.00, slope 0.50 +- 0.118, residual sum of squares 13.75.
static void regression(void) {
  struct lr_line line;
  double scale;
  LR_CHECK(lr_line_fit(ANSCOMBE_X, ANSCOMBE_Y, 11, &line, NULL) == LR_OK);
  LR_NEAR(line.slope, 0.500, 0.001);
  LR_NEAR(line.slope_error, 0.118, 0.002);
  LR_NEAR(lr_line_at(&line, 0, &scale), 3.00, 0.001);
  LR_NEAR(line.sigma * line.sigma * line.dof, 13.75, 0.002);
  LR_NEAR(scale, line.sigma * sqrt(1 + 1 / 11. + 81 / 110.), 1e-12);
  LR_NEAR(line.sxx, 110, 1e-12);
  LR_NEAR(line.level_error, line.sigma / sqrt(11), 1e-12);
  // a thousand times as steep about a far centre, an exact line
  double x[] = {1e6 + 1, 1e6 + 2, 1e6 + 4}, y[] = {1, 2, 4};
  LR_CHECK(lr_line_fit(x, y, 3, &line, NULL) == LR_OK);
  LR_NEAR(line.slope, 1, 1e-9);
  LR_NEAR(line.sigma, 0, 1e-9);
  struct lr_error error;
  LR_CHECK(lr_line_fit(x, y, 2, &line, &error) == LR_E_DOMAIN);
  double same[] = {3, 3, 3};
  LR_CHECK(lr_line_fit(same, y, 3, &line, &error) == LR_E_DOMAIN && strstr(error.text, "no slope"));
  // an outlier pulls the plain fit and not the robust one
  double rows[24], values[12];
  for (int i = 0; i < 12; i++) {
    rows[2 * i] = 1;
    rows[2 * i + 1] = i;
    values[i] = 2 + 3 * i + (i % 2 ? 0.01 : -0.01) + (i == 9 ? 40 : 0);
  }
  struct lr_regression plain, robust;
  LR_CHECK(lr_regress(rows, values, 12, 2, &plain, NULL) == LR_OK &&
           lr_regress_robust(rows, values, 12, 2, &robust, NULL) == LR_OK);
  LR_CHECK(fabs(plain.value[1] - 3) > 0.5);
  LR_NEAR(robust.value[1], 3, 2e-3);
}

// The draws of a line with a fresh scatter follow Student's t: the same quantiles in closed form.
static void student(void) {
  enum { DRAWS = 200000 };
  struct lr_line line;
  double scale, *draw = malloc(DRAWS * sizeof *draw), best;
  if (!draw || lr_line_fit(ANSCOMBE_X, ANSCOMBE_Y, 5, &line, NULL) != LR_OK) exit(1);
  best = lr_line_at(&line, 16, &scale);
  for (size_t d = 0; d < DRAWS; d++) {
    struct lr_random random = lr_random_stream(7, 1, d);
    double u = lr_random_uniform(&random), z[2] = {lr_random_normal(&random), lr_random_normal(&random)};
    struct lr_line_draw drawn = lr_line_drawn(&line, u, z);
    draw[d] = lr_line_drawn_at(&drawn, 16, lr_random_normal(&random));
  }
  lr_sort(draw, DRAWS);
  for (double p = 0.05; p < 1; p += 0.15) {
    double want = best + scale * gsl_cdf_tdist_Pinv(p, line.dof), got = lr_sorted_quantile(draw, DRAWS, p);
    double density = gsl_ran_tdist_pdf((want - best) / scale, line.dof) / scale;
    LR_CHECK(fabs(got - want) < 3.5 * sqrt(p * (1 - p) / DRAWS) / density);
  }
  free(draw);
}

static const char RECORD[] =
    "plan:\n"
    "  history:\n"
    "    p: {start: 2018-03-01, end: 2018-06-01, peak: 5e33 cm^-2 s^-1, recorded: 1 fb^-1, kind: recorded, pilot: "
    "yes}\n"
    "    a: {start: 2019-03-01, end: 2019-06-09, peak: 1e34 cm^-2 s^-1, recorded: 8.64 fb^-1, kind: recorded}\n"
    "    x: {start: 2019-10-01, end: 2019-11-20, kind: recorded}\n"
    "    b: {start: 2020-01-01, first_collision: 2020-01-11, end: 2020-04-20, peak: 2e34 cm^-2 s^-1, recorded: 34.56 "
    "fb^-1, kind: recorded}\n"
    "    c: {start: 2020-10-01, end: 2020-11-20, peak: 2e34 cm^-2 s^-1, recorded: 17.28 fb^-1, kind: %s}\n"
    "    d: {start: %s, end: 2021-11-20, peak: 3e34 cm^-2 s^-1, recorded: %s, kind: recorded}\n"
    "  periods: {y: {start: 2026-01-01, end: 2026-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.8, mean_over_peak: "
    "0.5}}\n";

static void points(void) {
  char yaml[1600];
  struct lr_record record;
  struct lr_error error;
  snprintf(yaml, sizeof yaml, RECORD, "recorded", "2021-10-01", "20 fb^-1");
  struct planned p = planned_well(yaml);
  LR_CHECK(lr_record_of_plan(&p.plan, &record, &error) == LR_OK && record.points == 4 && record.kind == LR_RECORDED);
  LR_NEAR(record.point[0].efficiency, 0.1, 1e-12);
  LR_NEAR(record.point[0].before, 0, 1e-12);  // the pilot run is no experience
  LR_NEAR(record.point[1].before, 150, 1e-12);  // a period without figures is
  LR_NEAR(record.point[1].days, 100, 1e-12);
  LR_NEAR(record.point[1].efficiency, 0.2, 1e-12);
  LR_NEAR(lr_record_experience(&record.point[1]), log(200), 1e-12);
  LR_NEAR(lr_record_passed(&record.point[1]), 250, 1e-12);
  LR_CHECK(!record.point[1].autumn && record.point[2].autumn && record.point[3].year == 2021);
  struct lr_record_fit fit;
  LR_CHECK(lr_record_fitted(&record, 4, &fit, &error) == LR_OK && fit.fitted == 4);
  LR_CHECK(fabs(fit.correlation) <= 1 && fit.together > 0.8 && fit.together <= 1);
  LR_CHECK(lr_record_fitted(&record, 3, &fit, &error) == LR_E_DOMAIN && strstr(error.text, "needs 4"));
  struct lr_season season;
  LR_CHECK(lr_record_season(&record, &season, &error) == LR_E_DOMAIN);
  planned_free(&p);

  snprintf(yaml, sizeof yaml, RECORD, "offline", "2021-10-01", "20 fb^-1");  // kinds are not mixed
  p = planned_well(yaml);
  LR_CHECK(lr_record_of_plan(&p.plan, &record, &error) == LR_OK && record.points == 3 && record.point[2].before == 300);
  planned_free(&p);
  snprintf(yaml, sizeof yaml, RECORD, "recorded", "2020-11-01", "20 fb^-1");
  p = planned_well(yaml);
  LR_CHECK(lr_record_of_plan(&p.plan, &record, &error) == LR_E_DOMAIN && strstr(error.text, "order of time"));
  planned_free(&p);
  snprintf(yaml, sizeof yaml, RECORD, "recorded", "2021-10-01", "200 fb^-1");
  p = planned_well(yaml);
  LR_CHECK(lr_record_of_plan(&p.plan, &record, &error) == LR_E_DOMAIN && strstr(error.text, "'d' has recorded more"));
  planned_free(&p);
}

// A season that is in the data is found, one that is not is not carried.
static void season(void) {
  for (int with = 0; with < 2; with++) {
    struct lr_record record = {.points = 12};
    for (size_t i = 0; i < record.points; i++) {
      struct lr_record_point *p = &record.point[i];
      struct lr_random random = lr_random_stream(3, 1, i);
      *p = (struct lr_record_point){.autumn = i % 2, .days = 100, .before = 100 * (double)i, .peak_m2s = 1e38};
      p->efficiency = lr_unlogit(-4 + 0.5 * lr_record_experience(p) - (with && p->autumn ? 0.6 : 0) +
                                 0.1 * lr_random_normal(&random));
    }
    struct lr_season s;
    LR_CHECK(lr_record_season(&record, &s, NULL) == LR_OK);
    LR_CHECK(fabs(s.effect + 0.6 * with) < 3 * s.error && s.error < 0.12);
    LR_CHECK(with ? s.aicc_change < -10 : s.aicc_change > -2);
  }
}

int main(void) {
  LR_NEAR(lr_unlogit(lr_logit(0.328)), 0.328, 1e-14);
  regression();
  student();
  points();
  season();
  return lr_test_end();
}
