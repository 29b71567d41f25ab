// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of a plan: columns that outside checks use, waterfalls that close, sums that agree between the tables.
#include "projections/plan_tables.h"

#include "base/units.h"
#include "projections/plan_causes.h"
#include "projections/plan_power.h"
#include "tests/projections/event_plans.h"

static const char PLAN[] =
    "plan:\n"
    "  recorded_so_far: {value: 575 fb^-1, as_of: 2026-03-31, kind: recorded, on_4s: 86 %}\n"
    "  milestones: [600 fb^-1, 50 ab^-1]\n"
    "  refill: 20 min\n"
    "  faults:\n"
    "    rf: {rate: 1.5 /day, recovery: 20 min, recovery_cv: 1.5, tuning: 30 min, tuning_level: 80 %}\n"
    "    magnets: {mtbf: 40 h, recovery: 2 h}\n"
    "  sudden_losses: {rate: 0.3 /day, refill: {recovery: 30 min}, damage: {probability: 3 %, recovery: 2 days}, step_back: {level: 70 %, time: 7 days},\n"
    "    dose: 5 mrad, gates: 0.1 %, outcome: {dist: lognormal, median: 1, sigma: 0.5}}\n"
    "  detector: {dead_time: 3 %, injection_veto: 4 %, hv_ramp: 5 min}\n"
    "  power: {off: 10 MW, base: 30 MW, ler: 5 MW/A, her: 5 MW/A, budget: 250 GWh, price: 20}\n"
    "  priors: {efficiency: {dist: normal, mean: 1, sigma: 0.1}, year: {dist: normal, mean: 1, sigma: 0.1}}\n"
    "  period_defaults: {mean_over_peak: 0.7, study_fraction: 10 %, startup_days: 10, maintenance: 8 h, at: {current_ler: 1.3 A, current_her: 1 A, bunches: 2249, beta_y: 1 mm}}\n"
    "  periods:\n"
    "    a: {start: 2026-04-01, end: 2027-03-31, peak: 4e34 cm^-2 s^-1, energy_sharing: {4S: 80 %, scan: 5 %}}\n"
    "    b: {start: 2027-04-01, end: 2028-03-31, peak: 6e34 cm^-2 s^-1, luminosity_cap: 5e34 cm^-2 s^-1, availability: 0.6}\n"
    "  shutdowns: {summer: {start: 2028-04-01, end: 2028-05-01}}\n";

struct all {
  struct planned p;
  struct lr_plan_days days;
  struct lr_histories h;
};

static struct all evaluated(const char *text, size_t count) {
  struct all a = {.p = planned_well(text)};
  struct lr_history_wish wish = {.count = count, .seed = 5, .twins = count / 2};
  a.days = expected(&a.p.plan);
  LR_CHECK(lr_plan_histories(&a.p.plan, &a.days, &wish, NULL, &a.h, NULL) == LR_OK);
  return a;
}

static void all_free(struct all *a) {
  lr_histories_free(&a->h);
  lr_plan_days_free(&a->days);
  planned_free(&a->p);
}

static void columns(const struct lr_table *t, const char *const *names) {
  for (; *names; names++) {
    LR_CHECK(lr_table_find(t, *names) >= 0);
    if (lr_table_find(t, *names) < 0) fprintf(stderr, "    table %s: no column %s\n", t->name, *names);
  }
}

// Ideal less all losses is what is recorded, for the closed form and for the histories.
static void waterfall(const struct all *a) {
  struct lr_table *t = lr_table_waterfall(&a->p.plan, &a->days, &a->h);
  columns(t, (const char *const[]){"cause", "luminosity_fb", "histories_fb", NULL});
  double rest = 0, histories = 0, recorded = 0;
  for (size_t r = 0; r + 1 < t->rows; r++) {
    rest += lr_table_get(t, r, "luminosity_fb");
    histories += lr_table_get(t, r, "histories_fb");
    LR_CHECK(r == 0 || lr_table_get(t, r, "luminosity_fb") <= 0);
  }
  for (size_t p = 0; p < a->p.plan.periods; p++) recorded += lr_plan_sum(&a->days, p).recorded_m2;
  LR_NEAR(rest, lr_table_get(t, t->rows - 1, "luminosity_fb"), 1e-12);
  LR_NEAR(histories, lr_table_get(t, t->rows - 1, "histories_fb"), 1e-12);
  LR_NEAR(rest, recorded * 1e-43, 1e-12);
  LR_TEXT_IS(lr_table_get_text(t, 0, "cause"), "ideal: peak luminosity all beam days");
  LR_TEXT_IS(lr_table_get_text(t, t->rows - 1, "cause"), "recorded");
  lr_table_free(t);
}

static size_t row_of(const struct lr_table *t, const char *column, const char *text) {
  for (size_t r = 0; r < t->rows; r++)
    if (strcmp(lr_table_get_text(t, r, column), text) == 0) return r;
  LR_CHECK(false);
  return 0;
}

static void events(void) {
  struct all a = evaluated(PLAN, 200);
  waterfall(&a);
  struct lr_table *fall = lr_table_waterfall(&a.p.plan, &a.days, &a.h), *faults = lr_table_faults(&a.p.plan, &a.days, &a.h);
  columns(faults, (const char *const[]){"system", "rate", "recovery", "number", "lost_fb", NULL});
  double years = 731 / 365.25;
  LR_CHECK(faults->rows == 3);
  size_t rf = row_of(fall, "cause", "fault: rf"), sudden = row_of(fall, "cause", "sudden beam losses"), back = row_of(fall, "cause", "steps back after damage");
  LR_NEAR(lr_table_get(faults, 0, "lost_fb") * years, -lr_table_get(fall, rf, "luminosity_fb"), 1e-12);
  LR_NEAR(lr_table_get(faults, 2, "lost_fb") * years, -lr_table_get(fall, sudden, "luminosity_fb") - lr_table_get(fall, back, "luminosity_fb"), 1e-12);
  LR_NEAR(lr_table_get(faults, 0, "rate"), 1.5, 1e-12);
  lr_table_free(faults);
  lr_table_free(fall);
  // each day: losses of the histories close, and the closed form's do
  struct lr_table *losses = lr_table_losses_daily(&a.p.plan, &a.days, &a.h);
  double lost[LR_CAUSES + 2];
  bool fine = true, closed = true;
  for (size_t r = 0; r < losses->rows; r++) {
    double sum = lr_table_get(losses, r, "ideal");
    for (size_t c = 2; c + 1 < losses->columns; c++) sum -= lr_table_get(losses, r, losses->column[c].name);
    fine = fine && fabs(sum - lr_table_get(losses, r, "recorded")) <= 1e-12 * lr_table_get(losses, r, "ideal");
    lr_day_lost(&a.p.plan, &a.days, r, lost);
    sum = a.days.day[r].ideal_m2;
    for (size_t c = 0; c < LR_CAUSES + 2; c++) sum -= lost[c];
    closed = closed && fabs(sum - a.days.recorded[r]) <= 1e-13 * a.days.day[r].ideal_m2;
  }
  LR_CHECK(fine && losses->rows == a.days.days);
  LR_CHECK(closed);
  lr_table_free(losses);
  all_free(&a);
}

// Numbers of faults and time with beam: those of the histories, from batches, where nothing is drawn once a history.
static void counts(void) {
  enum { BATCHES = 20 };
  struct all a = evaluated(PLAN, 4);
  a.p.plan.sudden.outcome = (struct lr_prior){.distribution = LR_FIXED, .a = 1};
  struct lr_table *faults = lr_table_faults(&a.p.plan, &a.days, &a.h);
  double years = 731 / 365.25, expected_up = 0, beam = 0, number[BATCHES] = {0}, sudden[BATCHES] = {0}, up[BATCHES] = {0};
  for (int b = 0; b < BATCHES; b++) {
    struct lr_histories h;
    LR_CHECK(lr_plan_histories(&a.p.plan, &a.days, &(struct lr_history_wish){.count = 100, .seed = 5 + (uint64_t)b}, NULL, &h, NULL) == LR_OK);
    for (size_t i = 0; i < h.days; i++) {
      number[b] += h.day[i].faults / years;
      sudden[b] += h.day[i].sudden / years;
      up[b] += h.day[i].up_s;
    }
    lr_histories_free(&h);
  }
  for (size_t i = 0; i < a.days.days; i++) {
    beam += a.days.day[i].beam_s;
    expected_up += a.days.day[i].beam_s * a.days.day[i].beam_share;
  }
  struct sample n = sample_of(number, BATCHES), l = sample_of(sudden, BATCHES), u = sample_of(up, BATCHES);
  WITHIN3(n.mean, lr_table_get(faults, 0, "number") + lr_table_get(faults, 1, "number"), n.error);
  WITHIN3(l.mean, lr_table_get(faults, 2, "number"), l.error);
  WITHIN3(u.mean, expected_up, u.error);
  LR_CHECK(n.error < 0.01 * n.mean && u.error < 0.01 * u.mean && u.mean < 0.95 * beam);
  lr_table_free(faults);
  all_free(&a);
}

// A slip takes days from the end of the plan: both columns of the waterfall begin with the same ideal, and what slips is a loss. Nothing
// is left of differences that are nothing.
static void slipped(void) {
  char text[4000];
  snprintf(text, sizeof text, "%s", PLAN);
  char *at = strstr(text, "  shutdowns:");
  snprintf(at, sizeof text - (size_t)(at - text), "  shutdowns: {summer: {start: 2027-03-01, end: 2027-03-31, slip: {dist: exponential, mean: 60 days}}}\n");
  memcpy(strstr(text, "2027-03-31"), "2027-02-28", 10);
  struct all a = evaluated(text, 100);
  waterfall(&a);
  struct lr_table *t = lr_table_waterfall(&a.p.plan, &a.days, &a.h);
  LR_TEXT_IS(lr_table_get_text(t, 1, "cause"), "slipped beyond the end");
  LR_CHECK(lr_table_get(t, 1, "luminosity_fb") == 0 && lr_table_get(t, 1, "histories_fb") < 0);
  LR_CHECK(lr_table_get(t, 0, "luminosity_fb") == lr_table_get(t, 0, "histories_fb"));
  for (size_t r = 0; r < t->rows; r++) {
    double value = lr_table_get(t, r, "luminosity_fb"), of_histories = lr_table_get(t, r, "histories_fb"), ideal = lr_table_get(t, 0, "luminosity_fb");
    LR_CHECK((value == 0 || fabs(value) > 1e-12 * ideal) && (of_histories == 0 || fabs(of_histories) > 1e-12 * ideal));
    LR_CHECK(!(value == 0 && signbit(value)) && !(of_histories == 0 && signbit(of_histories)));
  }
  lr_table_free(t);
  all_free(&a);
}

static void sums(void) {
  struct all a = evaluated(PLAN, 60);
  const struct lr_plan *plan = &a.p.plan;
  struct lr_table *periods = lr_table_periods(plan, &a.days), *datasets = lr_table_datasets(plan, &a.days, &a.h), *daily = lr_table_daily(plan, &a.days, &a.h);
  struct lr_table *integrated = lr_table_integrated(plan, &a.days, &a.h), *peak = lr_table_peak(plan, &a.days, &a.h);
  struct lr_table *milestones = lr_table_milestones(plan, &a.days, &a.h), *electricity = lr_table_electricity(plan, &a.days, &a.h), *layers = lr_table_layers(&a.h);
  columns(periods, (const char *const[]){"id", "start", "end", "peak", "delivered", "recorded", "uptime", "recovery_scale", "days_cut", "peak_declared", NULL});
  columns(integrated, (const char *const[]){"date", "expected", "p10", "p50", "p90", NULL});
  columns(milestones, (const char *const[]){"luminosity_ab", "expected", "p10", "p50", "p90", NULL});
  // periods
  LR_NEAR(lr_table_get(periods, 1, "uptime"), 0.6, 1e-12);
  LR_CHECK(lr_table_get(periods, 0, "recovery_scale") == 1 && lr_table_get(periods, 1, "recovery_scale") > 1 && lr_table_get(periods, 1, "days_cut") > 0);
  LR_NEAR(lr_table_get(periods, 0, "peak"), 4e34, 1e-12);
  LR_NEAR(lr_table_get(periods, 1, "peak"), 5e34, 1e-12);  // the cap
  LR_NEAR(lr_table_get(periods, 1, "peak_declared"), 6e34, 1e-12);
  LR_NEAR(575 + lr_table_get(periods, 0, "recorded") + lr_table_get(periods, 1, "recorded"), lr_table_get(periods, 1, "cumulated"), 1e-12);
  // datasets: shares of the periods, and of what was so far
  size_t last = datasets->rows - 1;
  for (size_t r = 0; r < datasets->rows; r++) LR_NEAR(lr_table_get(datasets, r, "sum"), lr_table_get(integrated, r, "expected"), 1e-12);
  LR_NEAR(lr_table_get(datasets, 0, "on_4s"), 575 * 0.86, 1e-12);
  double b_4s = plan->period[1].share_4s;
  LR_NEAR(lr_table_get(datasets, last, "on_4s"), 575 * 0.86 + 0.8 * lr_table_get(periods, 0, "recorded") + b_4s * lr_table_get(periods, 1, "recorded"), 1e-12);
  LR_NEAR(lr_table_get(datasets, 0, "scan"), 575 * 0.14 * 0.25, 1e-12);  // as the first period has it: 15 % off, 5 % scan
  // layers: the variances add up where both are seen; without any spread of the start
  columns(layers, (const char *const[]){"date", "sd_epistemic", "sd_epistemic_error", "sd_aleatory", "sd", NULL});
  bool add = layers->rows == a.h.dates;
  int seen = 0;
  for (size_t r = 0; r < layers->rows; r++) {
    double sd = lr_table_get(layers, r, "sd_epistemic"), error = lr_table_get(layers, r, "sd_epistemic_error");
    add = add && (isnan(sd) ? error > 0 : sd >= 0 && error >= 0 && 4 * error <= sd * (1 + 1e-12));
    seen += sd > 0;
    if (r == 0) LR_CHECK(sd == 0 && error == 0 && lr_table_get(layers, r, "sd") == 0);
    if (isnan(sd)) continue;
    add = add && fabs(hypot(lr_table_get(layers, r, "sd_epistemic"), lr_table_get(layers, r, "sd_aleatory")) - lr_table_get(layers, r, "sd")) <= 1e-12 * (1 + lr_table_get(layers, r, "sd"));
  }
  LR_CHECK(add && seen > 0);
  // daily against the others
  double recorded = 0, energy = 0, cut = 0, of_years = 0, cut_of_years = 0, capped = 0;
  for (size_t r = 0; r < daily->rows; r++) {
    recorded += lr_table_get(daily, r, "recorded");
    energy += lr_table_get(daily, r, "energy");
    cut += lr_table_get(daily, r, "cut");
    capped = fmax(capped, lr_table_get(daily, r, "peak"));
  }
  for (size_t r = 0; r < electricity->rows; r++) {
    of_years += lr_table_get(electricity, r, "energy");
    cut_of_years += lr_table_get(electricity, r, "days_cut");
    LR_CHECK(lr_table_get(electricity, r, "energy") <= lr_table_get(electricity, r, "budget"));
    LR_NEAR(lr_table_get(electricity, r, "cost"), lr_table_get(electricity, r, "energy") * 1e6 * 20, 1e-12);
  }
  LR_NEAR(recorded + 575, lr_table_get(daily, daily->rows - 1, "cumulated"), 1e-12);
  LR_NEAR(energy / 1000, of_years, 1e-12);
  LR_CHECK(cut == cut_of_years && cut > 0);
  LR_NEAR(capped, 5e34, 1e-12);
  LR_CHECK(lr_table_get(peak, peak->rows - 1, "expected") <= 5e34 * (1 + 1e-12));
  bool bands = true;
  for (size_t r = 0; r < daily->rows; r++)
    bands = bands && lr_table_get(daily, r, "p10") <= lr_table_get(daily, r, "p50") && lr_table_get(daily, r, "p50") <= lr_table_get(daily, r, "p90");
  LR_CHECK(bands);
  LR_NEAR(lr_table_get(daily, 200, "dose_mean"), 0.005 * lr_table_get(daily, 200, "sudden_mean"), 1e-12);
  struct lr_table *const all[] = {periods, datasets, daily, integrated, peak, milestones, electricity, layers};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    LR_CHECK(lr_table_ok(all[i]));
    lr_table_free(all[i]);
  }
  all_free(&a);
}

// A plan with declared factors alone: no row that it does not have, hardware and trips apart as before.
static void plain(void) {
  struct all a = evaluated("plan: {priors: {ceiling: {dist: triangular, low: 2e34 cm^-2 s^-1, mode: 3e34 cm^-2 s^-1, high: 5e34 cm^-2 s^-1}},\n"
                           "  periods: {a: {start: 2026-04-01, end: 2026-12-31, peak: 4e34 cm^-2 s^-1, mean_over_peak: 1, availability: 0.8, trip_factor: 0.9, recording_efficiency: 0.5}}}\n", 40);
  waterfall(&a);
  struct lr_table *t = lr_table_waterfall(&a.p.plan, &a.days, &a.h), *faults = lr_table_faults(&a.p.plan, &a.days, &a.h);
  double ideal = lr_table_get(t, 0, "luminosity_fb");
  LR_NEAR(lr_table_get(t, row_of(t, "cause", "hardware down"), "luminosity_fb"), -0.2 * ideal, 1e-12);
  LR_NEAR(lr_table_get(t, row_of(t, "cause", "trips and refills"), "luminosity_fb"), -0.08 * ideal, 1e-12);
  LR_NEAR(lr_table_get(t, row_of(t, "cause", "trips and refills"), "histories_fb"), -0.08 * ideal, 1e-12);
  LR_CHECK(lr_table_get(t, row_of(t, "cause", "priors (peaks, efficiency, years)"), "histories_fb") < 0);
  LR_CHECK(t->rows == 9 && faults->rows == 0);
  struct lr_table *priors = lr_table_priors(&a.p.plan);
  LR_CHECK(priors->rows == 5);
  lr_table_free(priors);
  lr_table_free(faults);
  lr_table_free(t);
  all_free(&a);
}

int main(void) {
  events();
  counts();
  slipped();
  sums();
  plain();
  return lr_test_end();
}
