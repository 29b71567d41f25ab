// SPDX-License-Identifier: GPL-3.0-or-later
// The priors of a plan conditioned: the posterior is that of an integral over the prior, exactly what was expected leaves the median,
// half of it moves the dates back.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "base/constants.h"
#include "base/sorted.h"
#include "projections/formulas.h"
#include "tests/projections/updates.h"

struct outcome {
  struct lr_update update;
  double milestone[2];  // medians, days
};

// An update of the plan with one row, and the medians of its milestones; `share` of what the closed form expects, NaN: no update.
static struct outcome updated(const char *as_of, double share, const char *more, int jobs) {
  struct planned p = the_plan("0.6", "linear", more);
  struct lr_plan_days days = expected(&p.plan);
  struct outcome out = {.milestone = {NAN, NAN}};
  struct lr_error error = {0};
  int to = day_of(as_of);
  struct lr_recorded_row row =
      a_row("2026-01-01", as_of, share * (lr_plan_cumulated(&p.plan, &days, to) - 500 / LR_fb_m2));
  const struct lr_update_wish wish = {
      .as_of = to, .row = &row, .rows = 1, .name = "r.csv", .count = 4000, .draws = 40000, .seed = 5, .jobs = jobs};
  lr_plan_days_free(&days);
  if (isfinite(share)) LR_CHECK(lr_plan_update(&p.plan, &wish, &out.update, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  struct lr_histories histories;
  const struct lr_history_wish ask = {.count = 4000, .seed = 5, .jobs = jobs, .epistemic = out.update.epistemic};
  days = expected(&p.plan);
  LR_CHECK(lr_plan_histories(&p.plan, &days, &ask, NULL, &histories, &error) == LR_OK);
  for (size_t m = 0; m < 2; m++)
    out.milestone[m] = lr_sorted_quantile(histories.reached + m * histories.count, histories.count, 0.5);
  if (isfinite(share)) LR_CHECK(lr_epistemic_factors(&p.plan) == LR_EPISTEMIC_SLIP + p.plan.shutdowns);
  lr_histories_free(&histories);
  lr_plan_days_free(&days);
  planned_free(&p);
  return out;
}

static const struct lr_update_factor *factor(const struct lr_update *update, const char *name) {
  for (size_t i = 0; i < update->factors; i++)
    if (strcmp(update->factor[i].name, name) == 0) return &update->factor[i];
  lr_test_count(0, __FILE__, __LINE__, "a factor is missing");
  return &update->factor[0];
}

// Quantile of the posterior of the efficiency by an integral over its prior: normal(1, 0.12) times the density of m at e.
static double posterior_quantile(double m, double p) {
  enum { STEPS = 20000 };
  static double weight[STEPS];
  double sum = 0, passed = 0;
  for (int i = 0; i < STEPS; i++) {
    double e = 0.2 + 1.6 * (i + 0.5) / STEPS, sigma = hypot(hypot(0.1 * e, LR_RECORD_ERROR * e), 1e-3);
    weight[i] = gsl_ran_gaussian_pdf(e - 1, 0.12) * gsl_ran_gaussian_pdf(m - e, sigma);
    sum += weight[i];
  }
  for (int i = 0; i < STEPS; i++) {
    passed += weight[i];
    if (passed >= p * sum) return 0.2 + 1.6 * (i + 0.5) / STEPS;
  }
  return NAN;
}

static void condition(void) {
  struct outcome plain = updated("2026-12-31", NAN, "", 0), same = updated("2026-12-31", 1, "", 0),
                 half = updated("2026-12-31", 0.5, "", 0), more = updated("2026-12-31", 1.15, "", 0);
  const struct lr_update_factor *e = factor(&same.update, "efficiency");
  LR_NEAR(e->prior[1], 1, 5e-3);
  LR_NEAR(e->updated[1], e->prior[1], 0.012);  // the median stays,
  LR_CHECK(e->updated[2] - e->updated[0] < 0.75 * (e->prior[2] - e->prior[0]));  // the spread is less
  for (int q = 0; q < 3; q++) LR_NEAR(e->updated[q], posterior_quantile(1, (double[]){0.1, 0.5, 0.9}[q]), 5e-3);
  for (int q = 0; q < 3; q++)
    LR_NEAR(factor(&more.update, "efficiency")->updated[q], posterior_quantile(1.15, (double[]){0.1, 0.5, 0.9}[q]),
            6e-3);
  LR_CHECK(same.update.effective > 5000 && same.update.years == 1 && same.update.rows == 4000);
  LR_NEAR(same.update.year[0].pit - 0.5, 0, 0.03);  // S0 slips by a day or so
  LR_NEAR(same.update.year[0].aleatory, 0.1, 1e-3);
  LR_NEAR(same.milestone[0], plain.milestone[0], 1e-3);  // within 20 days
  LR_CHECK(half.milestone[0] > same.milestone[0] + 60 && half.milestone[1] > same.milestone[1] + 60);
  LR_CHECK(more.milestone[1] < same.milestone[1]);
  char text[512];
  lr_update_caution(&same.update, text, sizeof text);
  LR_TEXT_IS(text, "");
  LR_CHECK(half.update.effective < LR_FEW_DRAWS && half.update.year[0].pit < 0.01);
  lr_update_caution(&half.update, text, sizeof text);
  LR_CHECK(strstr(text, "far outside the priors") && strstr(text, "2026") && strstr(text, "do not use the updated"));
  struct lr_table *t = lr_update_table(&same.update), *record = lr_update_record_table(&same.update);
  LR_CHECK(lr_table_ok(t) && lr_table_ok(record) && t->rows == 3 && record->rows == 1);  // efficiency and two slips
  LR_NEAR(lr_table_get(t, 0, "updated_p50"), e->updated[1], 1e-14);
  lr_table_free(t);
  lr_table_free(record);
  struct outcome one = updated("2026-12-31", 0.9, "", 1), two = updated("2026-12-31", 0.9, "", 2);
  LR_CHECK(memcmp(one.update.epistemic, two.update.epistemic, 4000 * (LR_EPISTEMIC_SLIP + 1) * sizeof(double)) == 0);
  struct lr_update *const all[] = {&plain.update, &same.update, &half.update, &more.update, &one.update, &two.update};
  for (size_t i = 0; i < 6; i++) lr_update_free(all[i]);
}

static void refused(int as_of, const struct lr_recorded_row *row, size_t rows, const char *words) {
  struct planned p = the_plan("0.6", "linear", "");
  struct lr_update update;
  struct lr_error error = {0};
  const struct lr_update_wish wish = {
      .as_of = as_of, .row = row, .rows = rows, .name = "r.csv", .count = 10, .draws = 10};
  LR_CHECK(lr_plan_update(&p.plan, &wish, &update, &error) == LR_E_INPUT && strstr(error.text, words) &&
           !update.epistemic);
  if (!strstr(error.text, words)) fprintf(stderr, "    wanted '%s', got '%s'\n", words, error.text);
  LR_CHECK(p.plan.periods > 3 && p.plan.pasts == 1 &&
           p.plan.so_far.as_of == day_of("2025-12-31"));  // the plan stays as it was
  planned_free(&p);
}

// What is said: a typo, a shutdown that may still be open.
static void cautions(void) {
  static const char *const S0_ZERO = "the shutdown 'S0' ended by plan on 2026-09-20 and nothing was recorded since";
  struct lr_recorded_row rows[] = {a_row("2026-01-01", "2026-06-30", 80 / LR_fb_m2),
                                   a_row("2026-10-01", "2026-11-15", 0)};
  char text[LR_CAUTION_SIZE];
  for (int came = 0; came < 2; came++) {
    struct planned p = the_plan("0.6", "linear", "");
    struct lr_update update;
    const struct lr_update_wish wish = {
        .as_of = day_of("2026-11-15"), .row = rows, .rows = 2, .name = "r.csv", .count = 100, .draws = 5000};
    rows[1].recorded_m2 = came * 20 / LR_fb_m2;
    LR_CHECK(lr_plan_update(&p.plan, &wish, &update, NULL) == LR_OK);
    lr_update_caution(&update, text, sizeof text);
    LR_CHECK((strstr(text, S0_ZERO) == NULL) == (came != 0));
    lr_update_free(&update);
    planned_free(&p);
  }
  struct lr_update outside = {.effective = 1e4,
                              .years = 2,
                              .year = {{.year = 2026, .pit = 0.5}, {.year = 2027, .pit = 0.9995, .recorded_m2 = 1e45}}};
  lr_update_caution(&outside, text, sizeof text);
  LR_CHECK(strstr(text, "lies outside what the priors gave (2027: 100 fb^-1 came") != NULL);
  outside.year[1].pit = 0.998;
  lr_update_caution(&outside, text, sizeof text);
  LR_TEXT_IS(text, "");
  outside.effective = 1;  // the longest words have room
  outside.draws = 1000000;
  outside.year[1].pit = 1;
  outside.year[1].recorded_m2 = outside.year[1].p10_m2 = outside.year[1].p90_m2 = 1.23e49;
  outside.open_end = day_of("2026-09-20");
  memset(outside.open, 'x', sizeof outside.open - 1);
  lr_update_caution(&outside, text, sizeof text);
  LR_CHECK(strlen(text) + 1 < sizeof text && strstr(text, "the day after --as-of"));
}

static void refusals(void) {
  struct lr_recorded_row spring = a_row("2026-01-01", "2026-06-30", 1e44), offline = spring,
                         old = a_row("2025-12-01", "2026-06-30", 1e44);
  offline.kind = LR_OFFLINE;
  refused(day_of("2025-12-31"), &spring, 1, "an update wants a later day");
  refused(day_of("2026-05-31"), &spring, 1, "r.csv:2: the row from 2026-01-01 to 2026-06-30 goes beyond 2026-05-31");
  refused(day_of("2026-06-30"), &offline, 1, "is of kind 'offline', the plan sums 'recorded'");
  refused(day_of("2026-06-30"), &old, 1, "begins before 2025-12-31");
  refused(day_of("2026-10-03"), &spring, 1, "days between 2026-10-01 and 2026-10-03");
  spring.recorded_m2 = 1e5 / LR_fb_m2;
  refused(day_of("2026-06-30"), &spring, 1, "r.csv:2: the row from 2026-01-01 to 2026-06-30 has 1e+05 fb^-1, more than the");
  spring.recorded_m2 = 1e44;
  refused(day_of("2026-06-30"), NULL, 0, "days between 2026-02-01 and 2026-06-30");
  struct planned p =
      the_plan("0.6", "linear", "");  // a summer without runs needs no row; rows of before and of later are passed over
  struct lr_recorded_row rows[] = {a_row("2025-02-01", "2025-03-01", 1e44), spring,
                                   a_row("2026-10-01", "2026-10-20", 1e43)};
  struct lr_update update;
  const struct lr_update_wish wish = {
      .as_of = day_of("2026-09-30"), .row = rows, .rows = 3, .name = "r.csv", .count = 10, .draws = 10};
  LR_CHECK(lr_plan_update(&p.plan, &wish, &update, NULL) == LR_OK && p.plan.pasts == 2 && update.recorded_m2 == 1e44);
  lr_update_free(&update);
  planned_free(&p);
}

// From the history of the plan: the periods that end up to the day.
static void history(void) {
  struct planned p = planned_well(
      "plan:\n"
      "  recorded_so_far: {value: 100 fb^-1, as_of: 2025-12-31, kind: recorded}\n"
      "  history:\n"
      "    a: {start: 2025-01-01, end: 2025-06-01, recorded: 90 fb^-1, kind: recorded}\n"
      "    b: {start: 2026-01-01, end: 2026-06-30, recorded: 80 fb^-1, peak: 5e34 cm^-2 s^-1, kind: recorded}\n"
      "    c: {start: 2026-07-01, end: 2026-12-31, recorded: 70 fb^-1, kind: recorded}\n"
      "  periods: {2026: {start: 2026-01-01, end: 2026-12-31, peak: 6e34 cm^-2 s^-1, availability: 0.8, "
      "mean_over_peak: 0.6}}\n"
      "  priors: {year: {dist: normal, mean: 1, sigma: 0.5}}\n");
  struct lr_recorded_rows rows;
  struct lr_update update;
  LR_CHECK(lr_recorded_of_history(&p.plan, day_of("2026-06-30"), &rows, NULL) == LR_OK && rows.rows == 1);
  const struct lr_update_wish wish = {.as_of = day_of("2026-06-30"),
                                      .row = rows.row,
                                      .rows = rows.rows,
                                      .from_history = true,
                                      .name = "h",
                                      .count = 5,
                                      .draws = 5};
  LR_CHECK(lr_plan_update(&p.plan, &wish, &update, NULL) == LR_OK && p.plan.pasts == 3 && update.factors == 0);
  LR_NEAR(p.plan.so_far.value_m2, 180 / LR_fb_m2, 1e-13);
  LR_NEAR(update.effective, 5, 1e-12);  // nothing is uncertain for a whole history: nothing is learnt
  lr_update_free(&update);
  lr_recorded_free(&rows);
  planned_free(&p);
}

// Spread that the faults leave in a year against P8: up 8 h, down 1 h with a spread of 1.5 h, 200 days.
static void fault_spread(void) {
  struct planned p = planned_well(
      "plan:\n"
      "  refill: 0 min\n"
      "  faults: {rf: {mtbf: 8 h, recovery: 1 h, recovery_cv: 1.5}}\n"
      "  periods: {2026: {start: 2026-01-01, end: 2026-07-19, peak: 6e34 cm^-2 s^-1, mean_over_peak: 0.6}}\n");
  struct lr_plan_days days = expected(&p.plan);
  double availability, spread;
  LR_CHECK(lr_uptime_spread(8 * 3600, 3600, 1.5 * 3600, 200 * LR_DAY_s, &availability, &spread, NULL) == LR_OK);
  LR_NEAR(days.day[10].beam_share, availability, 1e-9);
  // P8 has mean and spread of the down time in its own place: u^2 (s^2 + d^2) / (u + d)^3 / T over the mean squared
  LR_NEAR(sqrt(lr_update_fault_variance(&p.plan, &days, days.first, days.first + 199)), spread, 1e-6);
  lr_plan_days_free(&days);
  planned_free(&p);
}

int main(void) {
  size_t index[4];
  lr_systematic_sample((double[]){0, 1, 0, 3, 0}, 5, 4, index);
  LR_CHECK(index[0] == 1 && index[1] == 3 && index[2] == 3 && index[3] == 3);
  lr_systematic_sample((double[]){1, 1, 1, 1}, 4, 4, index);
  LR_CHECK(index[0] == 0 && index[1] == 1 && index[2] == 2 && index[3] == 3);
  condition();
  cautions();
  refusals();
  history();
  fault_spread();
  return lr_test_end();
}
