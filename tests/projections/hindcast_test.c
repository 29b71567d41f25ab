// SPDX-License-Identifier: GPL-3.0-or-later
// Scores of predictions: CRPS against its double sum and its closed form, and the model on 2000 records drawn from itself.
#include "projections/hindcast.h"

#include <gsl/gsl_cdf.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "tests/projections/plans.h"

static void crps(void) {
  double x[] = {-1.5, 0.25, 0.25, 2, 7}, came = 1.1, off = 0, pairs = 0;
  for (int i = 0; i < 5; i++) {
    off += fabs(x[i] - came) / 5;
    for (int k = 0; k < 5; k++) pairs += fabs(x[i] - x[k]) / 25;
  }
  LR_NEAR(lr_crps_of_draws(x, 5, came), off - pairs / 2, 1e-14);
  LR_NEAR(lr_crps_of_draws(x, 1, 1.1), 2.6, 1e-14);  // a single number: the distance
  LR_NEAR(lr_pit_of_draws(x, 5, 0.25), 0.4, 1e-14);
  LR_NEAR(lr_crps_of_normal(0, 1, 0), (sqrt(2) - 1) / sqrt(LR_PI), 1e-14);
  LR_NEAR(lr_crps_of_normal(2, 3, 2 + 3e3), 3e3 - 3 / sqrt(LR_PI), 1e-12);  // far away
  enum { DRAWS = 20000 };
  static double draw[DRAWS];
  for (double z = -2.5; z < 3; z += 0.5) {
    for (int i = 0; i < DRAWS; i++) draw[i] = 10 + 2 * gsl_cdf_ugaussian_Pinv((i + 0.5) / DRAWS);
    LR_NEAR(lr_crps_of_draws(draw, DRAWS, 10 + 2 * z), lr_crps_of_normal(10, 2, 10 + 2 * z), 1e-4);
    LR_NEAR(lr_pit_of_draws(draw, DRAWS, 10 + 2 * z) - gsl_cdf_ugaussian_P(z), 0, 1e-4);
  }
}

// A record of the model: ln peak and logit of the efficiency on lines, normal scatters of correlation r.
static struct lr_record drawn_record(size_t points, double r, uint64_t event) {
  struct lr_record record = {.points = points};
  struct lr_random random = lr_random_stream(11, 2, event);
  double passed = 0;
  for (size_t i = 0; i < points; i++) {
    struct lr_record_point *p = &record.point[i];
    double z = lr_random_normal(&random), other = r * z + sqrt(1 - r * r) * lr_random_normal(&random);
    *p = (struct lr_record_point){.year = 2000 + (int)i / 2, .days = i % 2 ? 60 : 120, .before = passed};
    passed += p->days;
    p->efficiency = lr_unlogit(-5 + 0.7 * lr_record_experience(p) + 0.35 * z);
    p->peak_m2s = 1e38 * exp(0.002 * lr_record_passed(p) + 0.15 * other);
    p->recorded_m2 = p->efficiency * p->peak_m2s * p->days * LR_DAY_s;
  }
  return record;
}

// Coverage over 2000 records, within three binomial errors; and the better score against the naive forecast. With the peak given it is
// exact (Student's t). With a drawn peak the band is that of a sum of two t variables with a correlation that is drawn as well: where
// there is none it is too wide, and holds up to `wider` more; never less.
static void closure(size_t fitted, size_t targets, int mode, double r, double wider) {
  enum { RECORDS = 2000, DRAWS = 200 };
  double draw[DRAWS], in_68 = 0, in_90 = 0, pit = 0, score = 0, naive = 0;
  const struct lr_hindcast_wish wish = {.draws = DRAWS, .highest_peak_m2s = INFINITY};
  for (uint64_t e = 0; e < RECORDS; e++) {
    struct lr_record record = drawn_record(fitted + targets, r, e);
    struct lr_record_fit fit;
    struct lr_hindcast_wish own = wish;
    size_t target[4] = {fitted, fitted + 1, fitted + 2, fitted + 3};
    double came = 0;
    own.seed = e;
    for (size_t i = 0; i < targets; i++) came += record.point[target[i]].recorded_m2;
    if (lr_record_fitted(&record, fitted, &fit, NULL) != LR_OK ||
        lr_record_predict(&record, &fit, target, targets, mode, &own, draw, NULL) != LR_OK) {
      LR_CHECK(false);
      return;
    }
    double at = lr_pit_of_draws(draw, DRAWS, came);
    in_68 += at >= 0.16 && at <= 0.84;
    in_90 += at >= 0.05 && at <= 0.95;
    pit += at / RECORDS;
    score += lr_crps_of_draws(draw, DRAWS, came);
    naive += fabs(lr_record_naive(&record, fitted, target, targets, mode) - came);
  }
  printf(
      "%zu fitted, %zu predicted, %s, r %.1f: 68 %% holds %.3f, 90 %% holds %.3f, mean pit %.3f, CRPS over naive "
      "%.2f\n",
      fitted, targets, lr_hindcast_mode_name(mode), r, in_68 / RECORDS, in_90 / RECORDS, pit, score / naive);
  // of 200 draws the ranks 32 to 168 and 10 to 190 of 201 lie inside
  double over_68 = in_68 / RECORDS - 137 / 201., over_90 = in_90 / RECORDS - 181 / 201.,
         error_68 = 3 * sqrt(0.68 * 0.32 / RECORDS), error_90 = 3 * sqrt(0.90 * 0.10 / RECORDS);
  LR_CHECK(over_68 > -error_68 && over_68 < error_68 + wider);
  LR_CHECK(over_90 > -error_90 && over_90 < error_90 + wider);
  LR_NEAR(pit - 0.5, 0, 3 * sqrt(1 / 12. / RECORDS));
  LR_CHECK(score < naive);
}

// Studies are a declared prior: a share certain to be lost scales every draw.
static void studies(void) {
  struct lr_record record = drawn_record(8, 0, 1);
  struct lr_record_fit fit;
  double plain[500], less[500];
  const size_t target[] = {6, 7};
  struct lr_hindcast_wish wish = {
      .draws = 500, .seed = 3, .highest_peak_m2s = INFINITY, .studies_share = {.distribution = LR_FIXED, .a = 0.4}};
  LR_CHECK(lr_record_fitted(&record, 6, &fit, NULL) == LR_OK);
  LR_CHECK(lr_record_predict(&record, &fit, target, 2, LR_PEAK_GIVEN, &wish, plain, NULL) == LR_OK);
  wish.studies_probability = 1;
  LR_CHECK(lr_record_predict(&record, &fit, target, 2, LR_PEAK_GIVEN, &wish, less, NULL) == LR_OK);
  for (int i = 0; i < 500; i += 50) LR_NEAR(less[i], 0.6 * plain[i], 1e-12);
  wish.highest_peak_m2s = 1e38;
  LR_CHECK(lr_record_predict(&record, &fit, target, 2, LR_PEAK_PREDICTED, &wish, less, NULL) == LR_OK);
  LR_CHECK(less[499] < 1e38 * 180 * LR_DAY_s);
  wish.draws = 0;
  LR_CHECK(lr_record_predict(&record, &fit, target, 2, LR_PEAK_GIVEN, &wish, less, NULL) == LR_E_DOMAIN);
}

// Rows of a record of five years of two periods: which fit predicts what.
static void rows(void) {
  struct lr_record record = drawn_record(10, 0, 5);
  struct lr_past past[10] = {{.id = ""}};
  struct lr_plan plan = {.past = past, .pasts = 10};
  struct lr_hindcast hindcast;
  struct lr_error error;
  const struct lr_hindcast_wish wish = {.draws = 300, .seed = 2, .highest_peak_m2s = INFINITY};
  for (size_t i = 0; i < 10; i++) {
    record.point[i].past = i;
    snprintf(past[i].id, sizeof past[i].id, "p%zu", i);
  }
  LR_CHECK(lr_hindcast_evaluate(&record, &plan, &wish, &hindcast, &error) == LR_OK);
  LR_CHECK(hindcast.rows == 2 * (6 + 3 + 2));
  const struct lr_hindcast_row *period = lr_hindcast_find(&hindcast, "p4", LR_PEAK_GIVEN, 1),
                               *year = lr_hindcast_find(&hindcast, "2004", LR_PEAK_PREDICTED, 2);
  LR_CHECK(period && period->fitted == 4 && strcmp(period->fitted_to, "p3") == 0 && !period->is_year);
  LR_CHECK(year && year->fitted == 6 && strcmp(year->fitted_to, "p5") == 0 && year->is_year);
  if (period && year) {
    LR_NEAR(year->came, record.point[8].recorded_m2 + record.point[9].recorded_m2, 1e-14);
    LR_CHECK(period->p05 < period->p16 && period->p16 < period->p50 && period->p50 < period->p84 &&
             period->p84 < period->p95);
    LR_CHECK((period->needed <= 1) == (period->came >= period->p05 && period->came <= period->p95));
  }
  struct lr_hindcast_score score = lr_hindcast_scored(&hindcast, LR_PEAK_GIVEN, false, 1);
  double in_68 = 0, in_90 = 0, off = 0;
  for (size_t i = 0; i < hindcast.rows; i++) {
    const struct lr_hindcast_row *row = &hindcast.row[i];
    if (row->is_year || row->mode != LR_PEAK_GIVEN) continue;
    in_68 += row->pit >= 0.16 && row->pit <= 0.84;
    in_90 += row->pit >= 0.05 && row->pit <= 0.95;
    off += fabs(row->naive - row->came) / 6;
  }
  LR_CHECK(score.count == 6 && score.coverage_90 >= score.coverage_68);
  LR_NEAR(score.coverage_68, in_68 / 6, 1e-14);
  LR_NEAR(score.coverage_90, in_90 / 6, 1e-14);
  LR_NEAR(score.naive_m2, off, 1e-14);
  lr_hindcast_free(&hindcast);
  record.points = 4;
  LR_CHECK(lr_hindcast_evaluate(&record, &plan, &wish, &hindcast, &error) == LR_E_DOMAIN &&
           strstr(error.text, "has 4"));
}

int main(void) {
  crps();
  closure(7, 1, LR_PEAK_GIVEN, 0, 0);
  closure(5, 2, LR_PEAK_GIVEN, 0, 0);
  closure(7, 1, LR_PEAK_PREDICTED, 0, 0.02);
  closure(7, 1, LR_PEAK_PREDICTED, 0.7, 0);
  studies();
  rows();
  return lr_test_end();
}
