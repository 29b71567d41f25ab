// SPDX-License-Identifier: GPL-3.0-or-later
// Monte Carlo histories: the same for any number of threads or histories, exact without spread, and each prior does what
// it says.
#include "projections/plan.h"

#include "base/sorted.h"
#include "projections/record.h"
#include "projections/histories.h"
#include "tests/projections/plans.h"

static const char BEGIN[] =
    "plan:\n"
    "  recorded_so_far: {value: 575 fb^-1, as_of: 2024-12-31, kind: recorded}\n"
    "  horizon: 2040-12-31\n"
    "  repeat_last: yes\n"
    "  milestones: [1 ab^-1, 3 ab^-1, 10 ab^-1, 500 ab^-1]\n"
    "  period_defaults: {availability: 0.8, mean_over_peak: 0.6, startup_days: 20, runs: [[02-15, 06-30], [10-01, 12-20]]}\n"
    "  periods:\n"
    "    2025: {start: 2025-01-01, end: 2025-12-31, peak: 5e34 cm^-2 s^-1}\n"
    "    2026: {start: 2026-01-01, end: 2026-12-31, peak: 10e34 cm^-2 s^-1}\n"
    "    2028: {start: 2028-01-01, end: 2028-12-31, peak: 20e34 cm^-2 s^-1}\n"
    "    2029: {start: 2029-01-01, end: 2029-12-31, peak: 40e34 cm^-2 s^-1}\n";

static struct planned plan_with(const char *rest) {
  char yaml[4000];
  snprintf(yaml, sizeof yaml, "%s%s", BEGIN, rest);
  return planned_well(yaml);
}

static struct lr_histories run(const struct planned *p, const struct lr_plan_days *days, size_t count, uint64_t seed, int jobs) {
  struct lr_histories h;
  LR_CHECK(lr_plan_histories(&p->plan, days, &(struct lr_history_wish){.count = count, .seed = seed, .jobs = jobs}, NULL, &h, NULL) == LR_OK);
  return h;
}

static double last(const struct lr_histories *h, double q) {
  return lr_sorted_quantile(h->cumulated + (h->dates - 1) * h->count, h->count, q);
}

static double mean_of(const double *value, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += value[i];
  return sum / (double)count;
}

static const char ALL[] =
    "  shutdowns: {LS2: {start: 2027-01-01, end: 2027-12-31, slip: {dist: exponential, mean: 1 year}}}\n"
    "  priors:\n"
    "    ramp_speed: {dist: lognormal, median: 0.8187, sigma: 0.35}\n"
    "    efficiency: {dist: normal, mean: 1, sigma: 0.12}\n"
    "    ceiling: {dist: triangular, low: 15e34 cm^-2 s^-1, mode: 30e34 cm^-2 s^-1, high: 63e34 cm^-2 s^-1}\n"
    "    year: {dist: normal, mean: 1, sigma: 0.10}\n"
    "    faults: {dist: normal, mean: 1, sigma: 0.01}\n";

static void reproducible(void) {
  struct planned p = plan_with(ALL);
  struct lr_plan_days days = expected(&p.plan);
  struct lr_histories one = run(&p, &days, 300, 7, 1);
  const int JOBS[] = {2, 5, 0};
  for (int j = 0; j < 3; j++) {
    struct lr_histories other = run(&p, &days, 300, 7, JOBS[j]);
    LR_CHECK(other.dates == one.dates && other.milestones == one.milestones);
    LR_CHECK(memcmp(one.cumulated, other.cumulated, one.dates * 300 * sizeof(double)) == 0);
    LR_CHECK(memcmp(one.peak, other.peak, one.dates * 300 * sizeof(double)) == 0);
    LR_CHECK(memcmp(one.reached, other.reached, one.milestones * 300 * sizeof(double)) == 0);
    lr_histories_free(&other);
  }
  // history h does not depend on how many there are: the first 100 are among the 300
  struct lr_histories few = run(&p, &days, 100, 7, 2);
  for (size_t d = 0; d < one.dates; d++)
    for (size_t i = 0, k = 0; i < 100; i++) {
      while (k < 300 && one.cumulated[d * 300 + k] < few.cumulated[d * 100 + i]) k++;
      if (k == 300 || one.cumulated[d * 300 + k++] != few.cumulated[d * 100 + i]) lr_test_count(0, __FILE__, __LINE__, "a history changed with their number");
    }
  struct lr_histories seed = run(&p, &days, 300, 8, 2);
  LR_CHECK(memcmp(one.cumulated, seed.cumulated, one.dates * 300 * sizeof(double)) != 0);
  // sorted, inside what can be, quantiles in order, sums that rise with the date
  double before = 0;
  for (size_t d = 0; d < one.dates; d++) {
    int sorted = 1;
    for (size_t i = 1; i < 300; i++)
      sorted = sorted && one.cumulated[d * 300 + i] >= one.cumulated[d * 300 + i - 1] && one.peak[d * 300 + i] >= one.peak[d * 300 + i - 1];
    LR_CHECK(sorted && one.cumulated[d * 300] >= 575e43 * (1 - 1e-12) && one.peak[d * 300 + 299] <= 63e38 && (d == 0 || one.date[d] > one.date[d - 1]));
    double median = lr_sorted_quantile(one.cumulated + d * 300, 300, 0.5);
    LR_CHECK(median >= before);
    before = median;
  }
  for (size_t m = 1; m < one.milestones; m++)
    for (size_t i = 0; i < 300; i++) LR_CHECK(one.reached[m * 300 + i] >= one.reached[(m - 1) * 300 + i]);
  for (size_t i = 0; i < 300; i++) {
    LR_CHECK(isinf(one.reached[3 * 300 + i]));
    LR_CHECK(isinf(one.reached[i]) || (one.reached[i] <= p.plan.horizon && one.reached[i] > day_of("2024-12-31")));
  }
  lr_histories_free(&few);
  LR_CHECK(lr_plan_histories(&p.plan, &days, &(struct lr_history_wish){.seed = 1, .jobs = 1}, NULL, &few, NULL) == LR_E_DOMAIN);
  lr_histories_free(&one);
  lr_histories_free(&seed);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// Without spread the histories are the expectation, to the last bit.
static void no_spread(void) {
  const char *const NONE[] = {"", "  shutdowns: {LS2: {start: 2027-01-01, end: 2027-12-31, slip: {dist: fixed, value: 0 s}}}\n"
                                  "  priors: {ramp_speed: {dist: fixed, value: 1}, efficiency: {dist: fixed, value: 1}, ceiling: {dist: fixed, value: 40e34 cm^-2 s^-1}, "
                                  "year: {dist: fixed, value: 1}, faults: {dist: fixed, value: 1}}\n"};
  for (int k = 0; k < 2; k++) {
    struct planned p = plan_with(NONE[k]);
    struct lr_plan_days days = expected(&p.plan);
    struct lr_histories h = run(&p, &days, 11, 5, 2);
    for (size_t d = 0; d < h.dates; d++) {
      double value = lr_plan_cumulated(&p.plan, &days, h.date[d]);
      for (int q = 0; q < 11; q++) LR_CHECK(h.cumulated[d * 11 + (size_t)q] == value);
      LR_CHECK(lr_sorted_quantile(h.cumulated + d * 11, 11, 0.1) == value && lr_sorted_quantile(h.cumulated + d * 11, 11, 0.9) == value);
      LR_CHECK(h.peak[d * 11] == lr_plan_peak(&p.plan, h.date[d]) && h.peak[d * 11 + 10] == h.peak[d * 11]);
    }
    for (size_t m = 0; m < h.milestones; m++) {
      int date = lr_plan_date_of(&p.plan, &days, p.plan.milestone_m2[m]);
      LR_CHECK(date == LR_NO_DATE ? isinf(h.reached[m * 11]) : h.reached[m * 11] == date && h.reached[m * 11 + 10] == date);
    }
    lr_histories_free(&h);
    lr_plan_days_free(&days);
    planned_free(&p);
  }
}

// The day of the calendar on which the n-th day with beam is run; the number of those up to a day.
static int beam_day(const struct lr_plan_days *days, int n) {
  for (size_t i = 0; i < days->days; i++)
    if (days->period[i] >= 0 && n-- == 0) return days->first + (int)i;
  return LR_NO_DATE;
}
static int beam_days(const struct lr_plan_days *days, int date) {
  int count = 0;
  for (size_t i = 0; i < days->days && days->first + (int)i <= date; i++) count += days->period[i] >= 0;
  return count;
}

// A shutdown that slips by S days takes the days with beam of the S days after it: the n-th day after it is run on the (n + k)-th. What
// went before stays, and so do the seasons. A slip of a year is the plan by the days with beam of a year later.
static void slips(void) {
  const int SLIP[] = {100, 365, 40};
  for (int k = 0; k < 3; k++) {
    char one[200], two[400];
    snprintf(one, sizeof one, "  shutdowns: {LS2: {start: 2027-01-01, end: 2027-12-31, slip: {dist: fixed, value: %d days}}}\n", SLIP[k]);
    snprintf(two, sizeof two,
             "  shutdowns: {A: {start: 2027-01-01, end: 2027-02-01, slip: {dist: fixed, value: 30 days}}, "
             "B: {start: 2027-06-01, end: 2027-12-31, slip: {dist: fixed, value: %d days}}}\n", SLIP[k]);
    struct planned p = plan_with(""), q = plan_with(one), r = plan_with(two);
    struct lr_plan_days days = expected(&p.plan);
    struct lr_histories a = run(&p, &days, 1, 1, 1), b = run(&q, &days, 1, 1, 1), c = run(&r, &days, 1, 1, 1);
    int end = day_of("2027-12-31"), before = beam_days(&days, end), taken = beam_days(&days, end + SLIP[k]) - before, moved = 0;
    LR_CHECK(k == 2 ? taken == 0 : taken > 40);  // January has no beam to take
    for (size_t m = 0; m < 3; m++) {
      bool after = a.reached[m] > end;
      moved += after;
      LR_CHECK(b.reached[m] == (after ? beam_day(&days, beam_days(&days, (int)a.reached[m]) - 1 + taken) : a.reached[m]) && c.reached[m] == b.reached[m]);
    }
    LR_CHECK(moved >= 2);
    for (size_t d = 0; d < a.dates; d++) {
      int n = beam_days(&days, a.date[d]), run = n <= before ? n : n - taken > before ? n - taken : before;
      double wanted = run ? lr_plan_cumulated(&p.plan, &days, beam_day(&days, run - 1)) : lr_plan_cumulated(&p.plan, &days, days.first - 1);
      LR_CHECK(b.cumulated[d] == wanted && c.cumulated[d] == wanted);
    }
    for (size_t i = 0; i < days.days; i++) LR_CHECK(days.period[i] >= 0 || (b.day[i].beam_s == 0 && b.day[i].ideal_m2 == 0));
    lr_histories_free(&a);
    lr_histories_free(&b);
    lr_histories_free(&c);
    lr_plan_days_free(&days);
    planned_free(&p);
    planned_free(&q);
    planned_free(&r);
  }
}

// Quantiles of every day: none ever falls, and they are those of the sums to the bound of the histograms. A few histories, all of whose
// sums are kept, are exact; the first of many are the same histories.
static void quantiles(void) {
  enum { MANY = 3000, SHORT = 1000 };  // 5844 days: exact up to 1435
  struct planned p = plan_with(ALL);
  struct lr_plan_days days = expected(&p.plan);
  for (int k = 0; k < 2; k++) {
    size_t count = k ? SHORT : MANY;
    struct lr_histories h = run(&p, &days, count, 3, 2);
    LR_CHECK((h.days * count <= 8 << 20) == (k == 1));
    size_t falls = 0, outside = 0;
    for (size_t d = 1; d < h.days; d++) {
      const struct lr_history_day *a = &h.day[d - 1], *b = &h.day[d];
      falls += b->p10_m2 < a->p10_m2 || b->p50_m2 < a->p50_m2 || b->p90_m2 < a->p90_m2;
    }
    LR_CHECK(falls == 0);
    // one period that ends on each day: its last date of the grid is exact
    for (int end = 0; end < 8; end++) {
      int day = day_of("2026-03-11") + 397 * end;
      struct lr_plan until = p.plan;
      until.horizon = day;
      struct lr_plan_days short_days = expected(&until);
      struct lr_histories exact;
      LR_CHECK(lr_plan_histories(&until, &short_days, &(struct lr_history_wish){.count = count, .seed = 3}, NULL, &exact, NULL) == LR_OK);
      const double *sorted = exact.cumulated + (exact.dates - 1) * count;
      const struct lr_history_day *got = &h.day[day - h.first];
      double cell = (lr_sorted_quantile(sorted, count, 0.98) - lr_sorted_quantile(sorted, count, 0.02)) / 256, q[] = {got->p10_m2, got->p50_m2, got->p90_m2};
      for (int i = 0; i < 3; i++) outside += !(fabs(q[i] - lr_sorted_quantile(sorted, count, (double[]){0.1, 0.5, 0.9}[i])) <= (k ? 1e-15 * q[i] : cell));
      lr_histories_free(&exact);
      lr_plan_days_free(&short_days);
    }
    LR_CHECK(outside == 0);
    lr_histories_free(&h);
  }
  lr_plan_days_free(&days);
  planned_free(&p);
}

// The ramp: twice the speed doubles the logarithm of every peak over the first; the ceiling caps.
static void ramp(void) {
  struct planned p = plan_with("  priors: {ramp_speed: {dist: fixed, value: 0.5}}\n"),
                 c = plan_with("  priors: {ceiling: {dist: fixed, value: 15e34 cm^-2 s^-1}}\n"),
                 z = plan_with("  priors: {ramp_speed: {dist: fixed, value: 0}}\n");
  struct lr_plan_days days = expected(&p.plan);
  struct lr_histories h = run(&p, &days, 3, 1, 1), k = run(&c, &days, 3, 1, 1), n = run(&z, &days, 3, 1, 1);
  LR_NEAR(h.peak[(h.dates - 1) * 3], 5e38 * sqrt(8), 1e-12);
  LR_NEAR(k.peak[(h.dates - 1) * 3], 15e38, 1e-12);
  double plain = 575e43, capped = 575e43;
  for (size_t i = 0; i < p.plan.periods; i++) {
    double peak = lr_period_peak(&p.plan.period[i]), part = lr_period_delivered(&p.plan.period[i]);
    plain += part * sqrt(peak / 5e38) * 5e38 / peak;
    capped += part * fmin(1, 15e38 / peak);
  }
  LR_NEAR(last(&h, 0.5), plain, 1e-12);
  LR_NEAR(last(&k, 0.5), capped, 1e-12);
  LR_NEAR(n.peak[(n.dates - 1) * 3], 5e38, 1e-12);  // no ramp: the first peak for ever
  lr_histories_free(&h);
  lr_histories_free(&k);
  lr_histories_free(&n);
  lr_plan_days_free(&days);
  planned_free(&p);
  planned_free(&c);
  planned_free(&z);
}

// The two layers: one draw a history keeps its spread, draws of each year average down.
static void layers(void) {
  enum { N = 4000 };
  struct planned e = plan_with("  priors: {efficiency: {dist: normal, mean: 1, sigma: 0.10}}\n"),
                 y = plan_with("  priors: {year: {dist: normal, mean: 1, sigma: 0.10}}\n");
  struct lr_plan_days days = expected(&e.plan);
  struct lr_histories a = run(&e, &days, N, 1, 0), b = run(&y, &days, N, 1, 0);
  double whole = lr_plan_cumulated(&e.plan, &days, e.plan.horizon), so_far = 575e43, squares = 0;
  for (size_t i = 0; i < e.plan.periods; i++) squares += pow(lr_period_delivered(&e.plan.period[i]), 2);
  for (int k = 0; k < 2; k++) {
    const struct lr_histories *h = k ? &b : &a;
    const double *value = h->cumulated + (h->dates - 1) * N;
    double mean = mean_of(value, N), sigma = 0, wanted = k ? 0.1 * sqrt(squares) : 0.1 * (whole - so_far);
    for (size_t i = 0; i < N; i++) sigma += (value[i] - mean) * (value[i] - mean);
    sigma = sqrt(sigma / N);
    LR_NEAR((mean - whole) / wanted, 0, 5 / sqrt(N));
    LR_NEAR(sigma, wanted, 5 / sqrt(2. * N));  // one draw a calendar year, or one a history
  }
  LR_CHECK(last(&b, 0.9) - last(&b, 0.1) < 0.5 * (last(&a, 0.9) - last(&a, 0.1)));
  lr_histories_free(&a);
  lr_histories_free(&b);
  lr_plan_days_free(&days);
  planned_free(&e);
  planned_free(&y);
}

int main(void) {
  reproducible();
  no_spread();
  slips();
  quantiles();
  ramp();
  layers();
  return lr_test_end();
}
