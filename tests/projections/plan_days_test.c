// SPDX-License-Identifier: GPL-3.0-or-later
// Days of a plan with faults, sudden losses, ramps, caps, a detector and electricity: order of the sums on each day, the declared
// uptime, what a fault less or more does, budgets.
#include "projections/plan_power.h"
#include "projections/plan_shape.h"
#include "projections/uptime.h"
#include "tests/projections/plans.h"

static const double HOUR = 3600, DAY = 86400;

static struct lr_dated always(double value) { return (struct lr_dated){.knot = {{LR_NO_DATE, value}}, .knots = 1}; }

static void draw_faults(struct lr_plan *plan) {
  plan->faults_given = (size_t)(lr_test_random() * 4);
  for (size_t i = 0; i < plan->faults_given; i++) {
    double recovery = lr_test_between(0.2, 1.5) * HOUR;
    plan->fault[i] = (struct lr_fault){.rate_per_s = lr_test_between(0.1, 2) / DAY, .recovery = {1, recovery, 1}, .tuning_s = lr_test_between(0, 0.5) * recovery,
                                       .tuning_level = lr_test_between(0.3, 0.9), .reference_current_A = 1.3};
    if (lr_test_random() < 0.5) plan->fault[i].current_exponent = lr_test_between(0, 2);
    if (lr_test_random() < 0.5) plan->fault[i].factor = always(lr_test_between(0, 1));
  }
  plan->refill_s = lr_test_between(0, 0.4) * HOUR;
  plan->sudden = (struct lr_sudden_losses){.given = lr_test_random() < 0.6, .rate_per_s = always(lr_test_between(0, 1) / DAY), .exponent = NAN,
                                           .reference_bunch_current_A = NAN, .tuning_level = 1, .step_back_level = lr_test_between(0.5, 1),
                                           .step_back_s = lr_test_between(0, 7) * DAY};
  plan->sudden.end[LR_END_REFILL] = (struct lr_recovery){0.97, 0.5 * HOUR, 1};
  plan->sudden.end[LR_END_DAMAGE] = (struct lr_recovery){0.03, lr_test_between(0.1, 2) * DAY, 1};
}

static void draw_ramp(struct lr_plan *plan, int first, int last) {
  if (lr_test_random() < 0.5) return;
  plan->ramp = (struct lr_ramp_plan){.given = true, .time_constant_s = lr_test_between(0, 40) * DAY, .squeeze_dip = lr_test_between(0, 0.6), .squeeze_s = 14 * DAY};
  const double usual[LR_STATES] = {1.3, 1.0, 2249, 1e-3};
  for (int k = 0; k < LR_STATES; k++)
    for (int date = first; lr_test_random() < 0.5 && date < last; date += (int)lr_test_between(20, 300)) {
      if (plan->ramp.knot[k].knots == LR_MOST_KNOTS) break;
      double value = lr_test_random() < 0.3 ? NAN : usual[k] * lr_test_between(0.5, 1.5);
      plan->ramp.knot[k].knot[plan->ramp.knot[k].knots].date = date;
      plan->ramp.knot[k].knot[plan->ramp.knot[k].knots++].value = value;
    }
}

static void draw_power(struct lr_plan *plan) {
  if (lr_test_random() < 0.5) return;
  plan->power = (struct lr_power_plan){.given = true, .off_W = 10e6, .base_W = 35e6, .per_current_W_A = {4e6, 6e6}, .price_per_J = 20 / 3.6e6, .first_month = 4};
  if (lr_test_random() < 0.6) plan->power.budget_J = always(lr_test_between(90, 400) * LR_GWh_J);
  if (lr_test_random() < 0.5) plan->power.cap_W = (struct lr_dated){.knot = {{401, 68e6}, {701, 27e6}, {1001, 68e6}}, .knots = 3};
}

static struct lr_period period[4];

static struct lr_plan draw_plan(void) {
  struct lr_plan plan = {.period = period, .periods = 1 + (size_t)(lr_test_random() * 4), .so_far = {NAN, LR_NO_DATE, -1, NAN}, .lumi_kind = LR_RECORDED};
  int day = lr_date_make(2026, 1, 1) + (int)lr_test_between(0, 200), first = day;
  for (size_t i = 0; i < plan.periods; i++) {
    struct lr_period *p = &period[i];
    *p = (struct lr_period){.start = day, .runs = 1, .knots = 1, .study_fraction = lr_test_between(0, 0.4), .availability = 1, .trip_factor = 1,
                            .mean_over_peak = lr_test_random(), .maintenance_s = lr_test_between(0, 24) * HOUR, .ramp = lr_test_random() < 0.5,
                            .recording_efficiency = lr_test_random() < 0.5 ? NAN : lr_test_random(), .luminosity_cap_m2s = INFINITY, .at = {{1.3, 1.0, 2249, 1e-3}}};
    p->knot[0].peak_m2s = lr_test_log_between(1e38, 1e40);
    if (lr_test_random() < 0.3) p->luminosity_cap_m2s = p->knot[0].peak_m2s * lr_test_between(0.5, 1.5);
    p->run[0].first = day + (int)lr_test_between(0, 30);
    day = p->run[0].last = p->run[0].first + (int)lr_test_between(20, 250);
    p->end = day++;
    p->beam_days = (p->run[0].last - p->run[0].first + 1) * lr_test_between(0.5, 1);
    p->startup_days = lr_test_between(0, 1.02) * p->beam_days;
    day += (int)lr_test_between(0, 200);
  }
  plan.horizon = day + 300;
  draw_faults(&plan);
  draw_ramp(&plan, first, day);
  if (lr_test_random() < 0.5)
    plan.detector = (struct lr_detector_plan){.given = true, .dead_time = lr_test_between(0, 0.1), .injection_veto = lr_test_between(0, 0.1), .hv_ramp_s = lr_test_between(0, 600)};
  draw_power(&plan);
  return plan;
}

static void order(const struct lr_plan *plan, const struct lr_plan_days *days) {
  bool fine = true, clock = true, sums = true;
  double sum[4] = {0};
  for (size_t i = 0; i < days->days; i++) {
    const struct lr_plan_day *d = &days->day[i];
    const double room = 1 + 1e-12;
    fine = fine && 0 <= days->recorded[i] && days->recorded[i] <= days->delivered[i] * room && days->delivered[i] <= d->potential_m2 * room &&
           d->potential_m2 <= d->ideal_m2 * room && d->uptime >= 0 && d->uptime <= 1 && d->step_back > 0 && d->step_back <= 1 && d->beam_share <= 1;
    clock = clock && fabs(d->beam_s + d->startup_s + d->idle_s - DAY) < 1e-6;
    if (d->period < 0 || d->cut) fine = fine && d->ideal_m2 == 0 && days->period[i] == -1;
    else fine = fine && days->period[i] == d->period && d->peak_m2s <= period[d->period].luminosity_cap_m2s * room;
    if (d->period >= 0) sum[d->period] += days->delivered[i];
    struct lr_day_uptime again = lr_uptime_of_day(plan, d, days->fault_rate + i * plan->faults_given, 1);
    if (d->period >= 0 && !d->cut)
      sums = sums && fabs(d->potential_m2 * again.delivered - days->delivered[i]) <= 1e-14 * days->delivered[i] &&
             fabs(days->delivered[i] * again.recorded - days->recorded[i]) <= 1e-14 * days->recorded[i];
  }
  LR_CHECK(fine);
  LR_CHECK(clock);
  LR_CHECK(sums);
  for (size_t p = 0; p < plan->periods; p++) LR_NEAR(lr_plan_sum(days, p).delivered_m2, sum[p], 1e-13);
}

// Energy of each year of the budget never passes it; what is cut is cut to the end of the year.
static void budget(const struct lr_plan *plan, const struct lr_plan_days *days) {
  double used = 0;
  bool over = false, fine = true;
  for (size_t i = 0; i < days->days; i++) {
    int date = days->first + (int)i, first = lr_power_year_first(&plan->power, date);
    const struct lr_plan_day *d = &days->day[i];
    if (first == date) used = 0, over = false;
    used += d->energy_J;
    if (d->cut && d->run_W <= lr_power_cap(&plan->power, date)) over = true;
    fine = fine && used <= lr_power_budget(&plan->power, first) * (1 + 1e-12) && !(over && d->period >= 0 && !d->cut);
    fine = fine && fabs(d->cost - d->energy_J * 20 / 3.6e6) <= 1e-12 * d->cost;
    if (d->period >= 0 && !d->cut) fine = fine && d->run_W <= lr_power_cap(&plan->power, date);
  }
  LR_CHECK(fine);
}

static double total(const struct lr_plan *plan) {
  struct lr_plan_days days = expected(plan);
  double sum = days.cumulated[days.days - 1];
  lr_plan_days_free(&days);
  return sum;
}

static void random_plans(void) {
  int faulty = 0, powered = 0;
  for (int k = 0; k < 300; k++) {
    struct lr_plan plan = draw_plan();
    struct lr_plan_days days = expected(&plan);
    order(&plan, &days);
    if (plan.power.given) budget(&plan, &days), powered++;
    lr_plan_days_free(&days);
    plan.power = (struct lr_power_plan){0};  // a day without beam is a day less of money: not a matter of monotony
    double sum = total(&plan);
    for (size_t i = 0; i < plan.faults_given; i++, faulty++) {
      plan.fault[i].rate_per_s *= 1.5;
      LR_CHECK(total(&plan) <= sum * (1 + 1e-13));
      plan.fault[i].rate_per_s /= 1.5;
      plan.fault[i].recovery.mean_s *= 1.5;
      LR_CHECK(total(&plan) <= sum * (1 + 1e-13));
      plan.fault[i].recovery.mean_s /= 1.5;
    }
    if (!plan.sudden.given) continue;
    plan.sudden.factor = always(0.5);
    double fewer = total(&plan);
    LR_CHECK(fewer >= sum);
    plan.sudden.factor = always(0);
    LR_CHECK(total(&plan) >= fewer);
  }
  LR_CHECK(faulty > 100 && powered > 50);
}

// The declared uptime is left to the last digits, whatever the faults; mitigation acts against it.
static void declared(void) {
  int found = 0;
  for (int k = 0; k < 300; k++) {
    struct lr_plan plan = draw_plan();
    plan.power = (struct lr_power_plan){0};
    plan.ramp = (struct lr_ramp_plan){0};
    plan.so_far.as_of = LR_NO_DATE;
    bool faults = plan.faults_given || plan.sudden.given;
    for (size_t i = 0; i < plan.faults_given; i++) plan.fault[i].factor.knots = 0;
    for (size_t p = 0; p < plan.periods; p++) {
      period[p].declared_uptime = true;
      period[p].availability = lr_test_between(0.7, 0.9);
      period[p].trip_factor = lr_test_between(0.7, 0.9);
      period[p].luminosity_cap_m2s = INFINITY;
    }
    struct lr_error error = {0};
    struct lr_plan_days days;
    enum lr_status status = lr_plan_expect(&plan, &days, &error);
    LR_CHECK(status == LR_OK || (status == LR_E_INPUT && strstr(error.text, "period '")));
    if (status != LR_OK) continue;
    for (size_t p = 0; p < plan.periods; p++) {
      struct lr_plan_sum sum = lr_plan_sum(&days, p);
      LR_NEAR(sum.delivered_m2, lr_period_delivered(&period[p]), 1e-12);
      found += faults && sum.recovery_scale != 1;
    }
    lr_plan_days_free(&days);
    if (!faults) continue;
    for (size_t i = 0; i < plan.faults_given; i++) plan.fault[i].factor = always(0);
    plan.sudden.factor = always(0);
    LR_CHECK(lr_plan_expect(&plan, &days, NULL) == LR_OK);
    for (size_t p = 0; p < plan.periods; p++) LR_NEAR(lr_plan_sum(&days, p).delivered_m2, lr_plan_sum(&days, p).potential_m2, 1e-14);
    lr_plan_days_free(&days);
  }
  LR_CHECK(found > 200);
}

static const char YEAR[] =
    "plan:\n"
    "  refill: 20 min\n"
    "  faults: {rf: {rate: 2 /day, recovery: 1 h}}\n"
    "%s"
    "  period_defaults: {mean_over_peak: 1, ramp: flat, at: {current_ler: 1.3 A, current_her: 1 A, bunches: 2249, beta_y: 1 mm}}\n"
    "  periods:\n"
    "    a: {start: 2027-04-01, end: 2028-03-31, peak: 4e34 cm^-2 s^-1%s}\n"
    "    b: {start: 2028-04-01, end: 2029-03-31, peak: 4e34 cm^-2 s^-1}\n";

static struct planned year(const char *parts, const char *keys) {
  char text[2048];
  snprintf(text, sizeof text, YEAR, parts, keys);
  return planned_well(text);
}

static void electricity(void) {
  struct planned full = year("  power: {off: 10 MW, base: 30 MW, ler: 5 MW/A, her: 5 MW/A, budget: 250 GWh, price: 20}\n", "");
  struct planned less = year("  power: {off: 10 MW, base: 30 MW, ler: 5 MW/A, her: 5 MW/A, budget: 200 GWh, price: 20}\n", "");
  struct lr_plan_days a = expected(&full.plan), b = expected(&less.plan);
  int days_a = 0, days_b = 0;
  bool same = true;
  for (size_t i = 0; i < a.days; i++) {
    if (i >= 366) break;
    days_a += a.period[i] >= 0;
    days_b += b.period[i] >= 0;
    if (b.period[i] >= 0) same = same && b.delivered[i] == a.delivered[i] && b.day[i].peak_m2s == a.day[i].peak_m2s;
    if (b.day[i].cut && !a.day[i].cut) same = same && b.day[i].cut_m2 == a.delivered[i];
  }
  LR_CHECK(same);  // 20 % less electricity takes days, the days that are left stay what they were
  const struct lr_plan_day *d = &a.day[0];
  LR_NEAR(d->run_W, 41.5e6, 1e-14);
  LR_NEAR(d->energy_J, DAY * (d->beam_share * 41.5e6 + (1 - d->beam_share) * 30e6), 1e-14);
  double beam_J = d->energy_J - 10e6 * DAY;  // what beam adds on a day; 366 days from April 2027 on
  LR_CHECK(days_a == (int)floor((250 * LR_GWh_J - 366 * 10e6 * DAY) / beam_J) && days_b == (int)floor((200 * LR_GWh_J - 366 * 10e6 * DAY) / beam_J));
  LR_CHECK(lr_plan_sum(&b, 0).days_cut == 366 - days_b && lr_plan_sum(&b, 1).days_cut == 365 - (int)floor((200 * LR_GWh_J - 365 * 10e6 * DAY) / beam_J));
  lr_plan_days_free(&a);
  lr_plan_days_free(&b);
  planned_free(&full);
  planned_free(&less);
  // a cap in summer: no beam in July to September; what grows with beam time stands still
  struct planned cap = year("  ramp: {current_ler: [[2027-04-01, 2.6 A]], time_constant: 40 days}\n"
                            "  power: {off: 10 MW, base: 30 MW, ler: 1 MW/A, her: 0 MW/A, cap: [[04-01, 60 MW], [07-01, 25 MW], [10-01, 60 MW]]}\n", "");
  a = expected(&cap.plan);
  size_t june = (size_t)(day_of("2027-06-30") - a.first), october = (size_t)(day_of("2027-10-01") - a.first);
  LR_CHECK(lr_plan_sum(&a, 0).days_cut == 92 && lr_plan_sum(&a, 1).days_cut == 92);
  LR_NEAR((2.6 - a.day[october].state.value[0]) / (2.6 - a.day[june].state.value[0]), exp(-1. / 40), 1e-12);
  LR_CHECK(isnan(a.day[0].cost) && a.day[june + 1].energy_J == 10e6 * DAY);
  lr_plan_days_free(&a);
  planned_free(&cap);
}

static void detector(void) {
  struct planned said = year("  detector: {dead_time: 3 %, injection_veto: 4 %, hv_ramp: 5 min}\n", ", recording_efficiency: 90 %");
  struct lr_plan_days days = expected(&said.plan);
  LR_NEAR(days.recorded[0], 0.9 * days.delivered[0], 1e-14);
  // period a is declared: refills are in its efficiency, and no HV ramp takes time; b follows the detector
  double rate = 2 / DAY, refill = 1200, hv = 300;
  LR_NEAR(days.day[0].uptime, (1 / rate + refill / 3) / (1 / rate + HOUR + refill), 1e-13);
  LR_NEAR(days.day[400].uptime, (1 / rate + refill / 3 + hv) / (1 / rate + HOUR + refill + hv), 1e-13);
  LR_NEAR(days.recorded[400], 0.97 * 0.96 * days.delivered[400] * (1 / rate) / (1 / rate + refill / 3 + hv), 1e-13);
  lr_plan_days_free(&days);
  planned_free(&said);
}

static void refusals(void) {
  struct planned p = year("", ", availability: 0.99");
  struct lr_error error = {0};
  struct lr_plan_days days;
  LR_CHECK(lr_plan_expect(&p.plan, &days, &error) == LR_E_INPUT && strstr(error.text, "period 'a'") && strstr(error.text, "without any recovery"));
  planned_free(&p);
  p = year("", ", maintenance: 16.8 h, study_fraction: 10 %, luminosity_cap: 3e34 cm^-2 s^-1");
  days = expected(&p.plan);
  LR_NEAR(days.day[0].potential_m2, 3e38 * DAY * 0.9 * 0.95, 1e-13);
  LR_CHECK(days.day[0].peak_m2s == 3e38 && days.day[400].peak_m2s == 4e38);
  lr_plan_days_free(&days);
  planned_free(&p);
}

// The outcome of the sudden losses beside their rate.
static void outcomes(void) {
  struct planned p = year("  sudden_losses: {rate: 0.5 /day, refill: {recovery: 30 min}, damage: {probability: 4 %, recovery: 2 days}, step_back: {level: 70 %, time: 7 days}}\n",
                          ", availability: 0.7");
  struct lr_plan_days days = expected(&p.plan);
  const struct lr_plan_day *a = &days.day[0], *b = &days.day[400];
  LR_NEAR(lr_uptime_of_day(&p.plan, a, days.fault_rate, 1).delivered, 0.7, 1e-13);  // uptime and step back together
  LR_CHECK(a->recovery_scale > 1 && b->recovery_scale == 1 && a->step_back < 1);
  double before = 1;
  for (double outcome = 0; outcome < 5; outcome += 0.5) {
    double now = lr_uptime_of_day(&p.plan, b, days.fault_rate, outcome).delivered;
    LR_CHECK(now < before);
    before = now;
  }
  struct lr_plan_day doubled = *b;
  doubled.sudden_per_s *= 2;
  LR_NEAR(lr_uptime_of_day(&p.plan, &doubled, days.fault_rate, 1).delivered, lr_uptime_of_day(&p.plan, b, days.fault_rate, 2).delivered, 1e-15);
  lr_plan_days_free(&days);
  planned_free(&p);
}

int main(void) {
  lr_test_seed_from_environment();
  random_plans();
  declared();
  electricity();
  detector();
  refusals();
  outcomes();
  return lr_test_end();
}
