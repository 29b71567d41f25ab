// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a plan beside its periods: values, defaults, and every refusal by its text and place.
#include "projections/dated_fields.h"
#include "projections/histories.h"
#include "tests/projections/plans.h"

#define WELL "mean_over_peak: 1, peak: 1e34 cm^-2 s^-1"
#define YEAR "start: 2026-01-01, end: 2026-12-31, " WELL
#define STATE "at: {current_ler: 2 A, current_her: 1.5 A, bunches: 2000, beta_y: 1 mm}"

static void values(void) {
  struct planned p = planned_of_said(said_all_keys());
  LR_CHECK(p.fine && p.said.problems.count == 0);
  if (!p.fine) fputs(p.said.text, stderr);
  const struct lr_plan *plan = &p.plan;
  LR_NEAR(plan->so_far.share_4s, 0.86, 1e-15);
  LR_CHECK(plan->sampling == LR_SAMPLING_SOBOL && plan->faults_given == 2);
  LR_NEAR(plan->refill_s, 1500, 1e-15);
  const struct lr_fault *rf = &plan->fault[0], *linac = &plan->fault[1];
  LR_TEXT_IS(rf->id, "rf");
  LR_NEAR(rf->rate_per_s, 1.5 / 86400, 1e-15);
  LR_NEAR(rf->current_exponent, 1, 1e-15);
  LR_NEAR(rf->reference_current_A, 1.3, 1e-15);
  LR_NEAR(rf->recovery.mean_s, 1200, 1e-15);
  LR_NEAR(rf->recovery.cv, 1.5, 1e-15);
  LR_NEAR(rf->tuning_s, 1800, 1e-15);
  LR_NEAR(rf->tuning_level, 0.8, 1e-15);
  LR_NEAR(lr_dated_at(&rf->factor, day_of("2027-12-31"), 1), 1, 1e-15);
  LR_NEAR(lr_dated_at(&rf->factor, day_of("2028-01-01"), 1), 0.5, 1e-15);
  LR_NEAR(linac->rate_per_s, 1 / (16 * 3600.0), 1e-15);
  LR_NEAR(linac->recovery.cv, 1, 1e-15);
  LR_NEAR(linac->tuning_level, 1, 1e-15);
  LR_NEAR(lr_dated_at(&linac->factor, 0, 1), 0.9, 1e-15);

  const struct lr_sudden_losses *sudden = &plan->sudden;
  LR_CHECK(sudden->given && !sudden->from_losses && sudden->rate_per_s.knots == 2);
  LR_NEAR(lr_dated_at(&sudden->rate_per_s, day_of("2030-01-01"), 0), 0.2 / 86400, 1e-15);
  LR_NEAR(lr_dated_at(&sudden->rate_per_s, day_of("2025-01-01"), 0), 0, 0);
  LR_NEAR(sudden->reference_bunch_current_A, 7e-4, 1e-15);
  LR_NEAR(sudden->exponent, 2, 1e-15);
  LR_CHECK(sudden->outcome.distribution == LR_LOGNORMAL && sudden->outcome.b == 0.7);
  LR_NEAR(sudden->end[LR_END_REFILL].probability, 0.97, 1e-12);
  LR_NEAR(sudden->end[LR_END_QUENCH].mean_s, 4 * 3600, 1e-15);
  LR_NEAR(sudden->end[LR_END_DAMAGE].cv, 2, 1e-15);
  LR_NEAR(sudden->step_back_level, 0.7, 1e-15);
  LR_NEAR(sudden->step_back_s, 7 * 86400.0, 1e-15);
  LR_NEAR(sudden->dose_Gy, 5e-5, 1e-15);
  LR_NEAR(sudden->gates, 1e-3, 1e-15);

  const struct lr_ramp_plan *ramp = &plan->ramp;
  LR_CHECK(ramp->given && ramp->knot[LR_STATE_CURRENT_LER].knots == 2 && isnan(ramp->knot[LR_STATE_CURRENT_LER].knot[1].value));
  LR_NEAR(lr_dated_at(&ramp->knot[LR_STATE_CURRENT_LER], day_of("2027-02-01"), 7), 1.8, 1e-15);
  LR_NEAR(lr_dated_at(&ramp->knot[LR_STATE_CURRENT_LER], day_of("2030-01-01"), 7), 7, 1e-15);  // as declared, again
  LR_NEAR(lr_dated_at(&ramp->knot[LR_STATE_BUNCHES], -1000000, 7), 2000, 1e-15);              // from the beginning
  LR_NEAR(ramp->knot[LR_STATE_BETA_Y].knot[0].value, 8e-4, 1e-15);
  LR_NEAR(ramp->time_constant_s, 20 * 86400.0, 1e-15);
  LR_NEAR(ramp->squeeze_dip, 0.4, 1e-15);
  LR_NEAR(ramp->squeeze_s, 14 * 86400.0, 1e-15);
  LR_NEAR(ramp->specific_exponent, 0.1, 1e-15);

  LR_CHECK(plan->detector.given && plan->detector.pxd_off);
  LR_NEAR(plan->detector.dead_time, 0.03, 1e-15);
  LR_NEAR(plan->detector.injection_veto, 0.04, 1e-15);
  LR_NEAR(plan->detector.hv_ramp_s, 300, 1e-15);

  const struct lr_power_plan *power = &plan->power;
  LR_CHECK(power->given && power->first_month == 4);
  LR_TEXT_IS(power->currency, "JPY");
  LR_NEAR(power->off_W, 10e6, 1e-15);
  LR_NEAR(power->base_W, 35e6, 1e-15);
  LR_NEAR(power->per_current_W_A[0], 4e6, 1e-15);
  LR_NEAR(power->per_current_W_A[1], 6e6, 1e-15);
  LR_NEAR(lr_dated_at(&power->cap_W, 331, INFINITY), 68.04e6, 1e-15);  // the last of the year before
  LR_NEAR(lr_dated_at(&power->cap_W, 701, INFINITY), 26.88e6, 1e-15);
  LR_NEAR(lr_dated_at(&power->cap_W, 930, INFINITY), 26.88e6, 1e-15);
  LR_NEAR(lr_dated_at(&power->cap_W, 1231, INFINITY), 68.04e6, 1e-15);
  LR_NEAR(lr_dated_at(&power->budget_J, day_of("2027-04-01"), INFINITY), 200 * 3.6e12, 1e-15);
  LR_NEAR(lr_dated_at(&power->cost_budget, 0, INFINITY), 6e9, 1e-15);
  LR_NEAR(power->price_per_J * 3.6e6, 20, 1e-15);

  const struct lr_period *period = &plan->period[0];
  LR_NEAR(period->maintenance_s, 8 * 3600.0, 1e-15);
  LR_NEAR(period->luminosity_cap_m2s, 2.8e39, 1e-14);
  LR_NEAR(period->at.value[LR_STATE_CURRENT_HER], 1.48, 1e-15);
  LR_NEAR(period->at.value[LR_STATE_BETA_Y], 8e-4, 1e-15);
  LR_NEAR(period->share_4s + period->share_off + period->share_scan, 1, 1e-9);
  LR_CHECK(period->declared_uptime && period->availability == 0.8);
  LR_CHECK(!plan->period[1].declared_uptime && plan->period[1].availability == 1 && plan->period[1].trip_factor == 1);
  LR_CHECK(plan->periods == 9 && plan->period[8].repeated && plan->period[8].at.value[LR_STATE_BUNCHES] == 2346);
  planned_free(&p);
}

static void defaults(void) {
  struct planned p = planned_well("plan: {periods: {x: {" YEAR ", availability: 0.9}}}\n");
  const struct lr_plan *plan = &p.plan;
  const struct lr_period *x = plan->period;
  LR_CHECK(plan->sampling == LR_SAMPLING_RANDOM && !plan->faults_given && !plan->sudden.given && !plan->ramp.given && !plan->detector.given &&
           !plan->power.given && isnan(plan->so_far.share_4s));
  LR_CHECK(isinf(x->luminosity_cap_m2s) && x->maintenance_s == 0 && x->recording_efficiency == 1 && x->declared_uptime);
  for (int i = 0; i < LR_STATES; i++) LR_CHECK(isnan(x->at.value[i]));
  LR_NEAR(x->share_4s, 498.41 / 579.17, 1e-15);
  LR_NEAR(x->share_off, 61.0 / 579.17, 1e-15);
  LR_NEAR(x->share_4s + x->share_off + x->share_scan, 1, 1e-15);
  LR_NEAR(lr_prior_mean(&plan->sudden.outcome), 1, 1e-15);
  LR_NEAR(lr_dated_at(&plan->sudden.factor, 0, 1), 1, 0);
  LR_CHECK(plan->sudden.step_back_level == 1 && plan->sudden.step_back_s == 0 && plan->ramp.squeeze_dip == 0 && plan->ramp.squeeze_s == 0);
  planned_free(&p);

  // faults in place of availability; what the detector gives
  p = planned_well("plan: {detector: {}, faults: {rf: {mtbf: 10 h, recovery: 1 h}}, period_defaults: {trip_factor: 0.9}, periods: {x: {" YEAR "}}}\n");
  LR_CHECK(p.plan.detector.given && isnan(p.plan.period[0].recording_efficiency) && !p.plan.detector.pxd_off && p.plan.detector.hv_ramp_s == 0);
  LR_CHECK(p.plan.period[0].availability == 1 && p.plan.period[0].declared_uptime);  // said by the defaults
  planned_free(&p);
  p = planned_well("plan: {sudden_losses: {rate: 1 /day, refill: {recovery: 1 h}, quench: {probability: 10 %, recovery: 4 h}}, periods: "
                   "{x: {" YEAR ", recording_efficiency: 0.9, energy_sharing: {4S: 80 %}}, y: {start: 2027-01-01, end: 2027-12-31, energy_sharing: {off: 1}, " WELL "}}}\n");
  LR_NEAR(p.plan.sudden.end[LR_END_REFILL].probability, 0.9, 1e-12);
  LR_CHECK(p.plan.sudden.end[LR_END_DAMAGE].probability == 0 && isnan(p.plan.sudden.reference_bunch_current_A) && isnan(p.plan.sudden.dose_Gy));
  LR_CHECK(!p.plan.period[0].declared_uptime && p.plan.period[0].recording_efficiency == 0.9 && p.plan.period[0].share_scan == 0);
  LR_NEAR(p.plan.period[0].share_off, 0.2, 1e-12);
  LR_CHECK(p.plan.period[1].share_4s == 0 && p.plan.period[1].share_off == 1);
  planned_free(&p);
  p = planned_well("plan: {power: {off: 1 MW, base: 2 MW, cap: 3 MW, year_begins: january, budget: [[2026-01-01, 1 GWh]]}, periods: {x: {" YEAR ", availability: 1}}}\n");
  LR_CHECK(p.plan.power.first_month == 1 && isnan(p.plan.power.price_per_J));
  LR_NEAR(lr_dated_at(&p.plan.power.cap_W, 101, INFINITY), 3e6, 1e-15);
  planned_free(&p);
}

// The state of a machine file is that for which its peak stands; what the period says itself goes first.
static void machine_state(void) {
  char yaml[1500];
  snprintf(yaml, sizeof yaml,
           "plan: {ramp: {beta_y: [[2026-01-01, 0.9 mm]]}, period_defaults: {availability: 1, mean_over_peak: 1, at: {bunches: 7, beta_y: 3 mm}}, periods: {"
           "x: {start: 2026-01-01, end: 2026-12-31, machine: %s/inputs/machines/2022-06.yaml},\n"
           "y: {start: 2027-01-01, end: 2027-12-31, machine: %s/inputs/machines/2022-06.yaml, at: {beta_y: 2 mm}},"
           "z: {start: 2028-01-01, end: 2028-12-31, peak: 1e34 cm^-2 s^-1}}}\n",
           source_folder(), source_folder());
  struct planned p = planned_well(yaml);
  if (p.fine) {
    const struct lr_state *x = &p.plan.period[0].at, *y = &p.plan.period[1].at, *z = &p.plan.period[2].at;
    LR_NEAR(x->value[LR_STATE_BETA_Y], 1e-3, 1e-12);
    LR_NEAR(x->value[LR_STATE_BUNCHES], 2249, 1e-12);
    LR_CHECK(x->value[LR_STATE_CURRENT_LER] > 1 && x->value[LR_STATE_CURRENT_HER] > 1);
    LR_NEAR(y->value[LR_STATE_BETA_Y], 2e-3, 1e-12);
    LR_NEAR(y->value[LR_STATE_BUNCHES], 2249, 1e-12);
    LR_CHECK(z->value[LR_STATE_BUNCHES] == 7 && isnan(z->value[LR_STATE_CURRENT_LER]));
  }
  planned_free(&p);
}

#define LOSSES "losses: {rate: {events: [[2024-01-01, 2 /day]], reference_bunch_current: 0.7 mA, exponent: 3}, outcomes: {quench_energy: 1 J, " \
  "damage_energy: 1 kJ, refill: {mean: 30 min}, quench: {mean: 3 h, cv: 1}, damage: {mean: 2 days}}}\n"

static void from_losses(void) {
  struct planned p = planned_well(LOSSES "plan: {sudden_losses: {from: losses, factor: 0.5}, periods: {x: {" YEAR ", " STATE "}}}\n");
  const struct lr_sudden_losses *sudden = &p.plan.sudden;
  LR_CHECK(sudden->from_losses && sudden->given && p.said.problems.count == 0);
  LR_NEAR(lr_dated_at(&sudden->rate_per_s, day_of("2026-01-01"), 0), 2.0 / 86400, 1e-15);
  LR_NEAR(sudden->exponent, 3, 1e-15);
  LR_NEAR(sudden->end[LR_END_QUENCH].mean_s, 3 * 3600.0, 1e-15);
  LR_CHECK(sudden->end[LR_END_REFILL].probability == 1 && sudden->end[LR_END_DAMAGE].cv == 0.5);
  planned_free(&p);
}

// 02-29: in leap years it is a day, in others a run ends on 02-28 or begins on 03-01.
static void leap_days(void) {
  struct planned p = planned_well("plan: {periods: {x: {start: 2027-01-01, end: 2028-12-31, availability: 1, " WELL ", runs: [[02-01, 02-29], [03-10, 03-20]]}}}\n");
  const struct lr_period *x = p.plan.period;
  LR_CHECK(x->runs == 4 && x->run[0].last == day_of("2027-02-28") && x->run[2].last == day_of("2028-02-29"));
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {start: 2027-01-01, end: 2028-12-31, availability: 1, " WELL ", runs: [[02-29, 03-20], [02-10, 02-28]]}}}\n");
  x = p.plan.period;
  LR_CHECK(x->runs == 4 && x->run[1].first == day_of("2027-03-01") && x->run[3].first == day_of("2028-02-29"));
  planned_free(&p);
  p = planned_well("plan: {periods: {x: {start: 2027-01-01, end: 2028-12-31, availability: 1, " WELL ", runs: [[02-29, 02-29]]}}}\n");
  LR_CHECK(p.plan.period[0].runs == 1 && p.plan.period[0].run[0].first == day_of("2028-02-29"));
  planned_free(&p);
  p = planned_well("plan: {repeat_last: yes, horizon: 2032-12-31, periods: {x: {start: 2028-02-01, end: 2028-02-29, availability: 1, " WELL "}}}\n");
  LR_CHECK(p.plan.periods == 5 && p.plan.period[1].end == day_of("2029-02-28") && p.plan.period[1].beam_days == 28);
  LR_CHECK(p.plan.period[4].end == day_of("2032-02-29") && p.plan.period[4].beam_days == 29);
  planned_free(&p);
  LR_CHECK(lr_day_of_year("02-29") == 229 && lr_day_of_year("02-30") == 0 && lr_day_of_year("13-01") == 0 && lr_day_of_year("1-1") == 0 &&
           lr_day_of_year("00-10") == 0 && lr_day_of_year("04-31") == 0 && lr_day_of_year("04_30") == 0);
}

// `@` stands where the message must point.
static void refused_at(const char *marked, const char *text) {
  char yaml[3000];
  int line = 1, column = 1, at_line = 0, at_column = 0;
  size_t length = 0;
  for (const char *c = marked; *c && length < sizeof yaml - 1; c++) {
    if (*c == '@') {
      at_line = line;
      at_column = column;
      continue;
    }
    yaml[length++] = *c;
    column++;
    if (*c == '\n') {
      line++;
      column = 1;
    }
  }
  yaml[length] = '\0';
  struct planned p = planned_of(yaml);
  bool found = false;
  for (size_t i = 0; i < p.said.problems.count; i++) {
    const struct lr_problem *one = &p.said.problems.item[i];
    found = found || (strstr(one->text, text) && one->line == at_line && one->column == at_column);
  }
  LR_CHECK(!p.fine);
  LR_CHECK(found);
  if (p.fine || !found) fprintf(stderr, "wanted at %d:%d: %s\nin: %sgot:\n%s", at_line, at_column, text, yaml, p.said.text);
  planned_free(&p);
}

// A part in a plan that is right otherwise.
static void refused_part(const char *part, const char *text) {
  char yaml[3000];
  snprintf(yaml, sizeof yaml, "plan:\n  %s\n  periods: {x: {" YEAR ", availability: 1}}\n", part);
  refused_at(yaml, text);
}

static void refused_period(const char *keys, const char *text) {
  char yaml[3000];
  snprintf(yaml, sizeof yaml, "plan:\n  periods:\n    x: %s\n", keys);
  refused_at(yaml, text);
}

#define FAULT(keys) "faults: {rf: {" keys "}}"
#define SUDDEN(keys) "sudden_losses: {rate: 1 /day, " keys "}"
#define POWER(keys) "power: {off: 10 MW, base: 20 MW, " keys "}"

static void refusals(void) {
  static const char *const PARTS[][2] = {
      {"sampling: @sobel", "'sampling' wants one of random|sobol|antithetic, got 'sobel'"},
      {"refill: @-1 min", "'refill' must be at least 0 min"},
      {"@detectr: {}", "unknown key 'detectr' in plan; did you mean 'detector'?"},
      {"faults: @5", "'faults' wants mappings keyed by id"},
      {"faults: {rf: @{recovery: 1 h}}", "fault 'rf' has no rate: add 'rate: 1.5 /day' or 'mtbf: 16 h'"},
      {"faults: {rf: {rate: 1 /day, recovery: 1 h, mtbf: @3 h}}", "'mtbf' and 'rate' say the same thing twice: keep one"},
      {FAULT("rate: @-1 /day, recovery: 1 h"), "'rate' must be at least 0 /day"},
      {FAULT("rate: @1 h, recovery: 1 h"), "'rate' wants a rate such as '0.5 /day', got '1 h'"},
      {FAULT("mtbf: @0 h, recovery: 1 h"), "'mtbf' must be at least 1 min, got '0 h'"},
      {FAULT("mtbf: @-3 h, recovery: 1 h"), "'mtbf' must be at least 1 min"},
      {"faults: {rf: @{rate: 1 /day}}", "'recovery' is missing in plan.faults.rf: add 'recovery: 20 min'"},
      {FAULT("rate: 1 /day, recovery: @-1 h"), "'recovery' must be at least 0 s"},
      {FAULT("rate: 1 /day, recovery: 1 h, recovery_cv: @-0.5"), "'recovery_cv' must be at least 0"},
      {FAULT("rate: 1 /day, recovery: 1 h, tuning: 1 h, tuning_level: @101 %"), "'tuning_level' must be at most 1"},
      {FAULT("rate: 1 /day, recovery: 1 h, tuning: @1 h"), "'tuning' needs 'tuning_level: 80 %' beside it"},
      {FAULT("rate: 1 /day, recovery: 1 h, current_exponent: @1"), "'current_exponent' needs 'reference_current: 1.3 A'"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: @-1"), "'factor' must be at least 0"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: [[2026-01-01, 1], [@2026-01-01, 0.5]]"), "'factor': its knots are out of order: '2026-01-01'"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: [[@2027-02-29, 1]]"), "'2027-02-29': the calendar has no such day"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: [@[2026-01-01]]"), "'factor' wants pairs such as [2026-02-01, 0.9 or 90 %]"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: @[]"), "'factor' wants a number, or 1 to 48 pairs [date, value] in order of time"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: [[2026-01-01, @plan]]"), "'factor' wants a number"},
      {FAULT("rate: 1 /day, recovery: 1 h, factor: {value: [[2026-01-01, 1]], @sorce: x}"), "unknown key 'sorce'"},
      {FAULT("rate: 1 /day, recovery: 1 h, @recover: 1 h"), "did you mean 'recovery'?"},
      {"sudden_losses: @{refill: {recovery: 1 h}}", "'sudden_losses' needs 'rate: 0.5 /day' or 'from: losses'"},
      {"sudden_losses: @{rate: 1 /day}", "'sudden_losses' needs 'refill: {recovery: 30 min}'"},
      {"sudden_losses: {from: @losses}", "'from: losses' needs 'losses:' in the scenario"},
      {"sudden_losses: {from: @elsewhere}", "'from' wants 'losses', got 'elsewhere'"},
      {"sudden_losses: @{rate: 1 /day, refill: {probability: 90 %, recovery: 1 h}, quench: {probability: 5 %, recovery: 1 h}}",
       "the probabilities of 'refill', 'quench' and 'damage' sum to 0.95, not to 1"},
      {"sudden_losses: @{rate: 1 /day, refill: {recovery: 1 h}, quench: {probability: 60 %, recovery: 1 h}, damage: {probability: 60 %, recovery: 1 h}}",
       "sum to 1.2, not to 1"},
      {SUDDEN("refill: {recovery: 1 h}, quench: @{recovery: 1 h}"), "'quench' needs 'probability: 2 %'"},
      {SUDDEN("refill: {recovery: 1 h, cv: @-1}"), "'cv' must be at least 0"},
      {SUDDEN("refill: {recovery: 1 h, probability: @120 %}"), "'probability' must be at most 1"},
      {SUDDEN("refill: {recovery: 1 h}, exponent: @2"), "'exponent' needs 'reference_bunch_current: 0.7 mA'"},
      {SUDDEN("refill: {recovery: 1 h}, tuning: 1 h, tuning_level: @2"), "'tuning_level' must be at most 1"},
      {SUDDEN("refill: {recovery: 1 h}, step_back: {level: @1.5, time: 7 days}"), "'level' must be at most 1"},
      {SUDDEN("refill: {recovery: 1 h}, step_back: @{level: 0.5}"), "'time' is missing in plan.sudden_losses.step_back"},
      {SUDDEN("refill: {recovery: 1 h}, outcome: @-1"), "'outcome' cannot be negative"},
      {SUDDEN("refill: {recovery: 1 h}, dose: @5 mA"), "'dose' wants a dose"},
      {"ramp: {current_ler: [[2026-02-01, @0 A]]}", "'current_ler' must be above 0 A"},
      {"ramp: {bunches: [[2026-02-01, @0.5]]}", "'bunches' must be at least 1"},
      {"ramp: {beta_y: [[2026-02-01, @1 A]]}", "'beta_y' wants a length"},
      {"ramp: {time_constant: @-1 day}", "'time_constant' must be at least 0 s"},
      {"ramp: {squeeze: {dip: @101 %, recovery: 1 day}}", "'dip' must be at most 1"},
      {"ramp: {squeeze: @{dip: 10 %}}", "'recovery' is missing in plan.ramp.squeeze"},
      {"detector: {pxd: @maybe}", "'pxd' wants on or off, got 'maybe'"},
      {"detector: {dead_time: @101 %}", "'dead_time' must be at most 1"},
      {"detector: {injection_veto: @-1 %}", "'injection_veto' must be at least 0"},
      {"detector: {hv_ramp: @-1 min}", "'hv_ramp' must be at least 0 s"},
      {"power: @{base: 20 MW}", "'off' is missing in plan.power: add 'off: 10 MW'"},
      {"power: {off: @10, base: 20 MW}", "'off' wants a power such as '9 MW', got '10' (it has no unit)"},
      {POWER("ler: @4 MW"), "'ler' wants a power per current such as '4 MW/A'"},
      {POWER("cap: [[@02-30, 60 MW]]"), "'cap' wants days of the year as MM-DD, such as 07-01, got '02-30'"},
      {POWER("cap: [[@2026-07-01, 60 MW]]"), "'cap' wants days of the year as MM-DD"},
      {POWER("cap: [[07-01, 60 MW], [@04-01, 50 MW]]"), "'cap': its knots are out of order: '04-01'"},
      {POWER("budget: @300 MW"), "'budget' wants an amount of electricity such as '300 GWh', got '300 MW'"},
      {POWER("budget: [@[2026-01-01, 300 GWh]]"), "by 'year_begins' that begins on 2026-04-01"},
      {POWER("cost_budget: @6e9"), "'cost_budget' needs 'price: 20' (money per kWh), or give the electricity: 'budget: 300 GWh'"},
      {POWER("budget: 300 GWh, cost_budget: @6e9"), "'cost_budget' needs 'price: 20'"},
      {POWER("price: @0"), "'price' must be above 0"},
      {POWER("year_begins: @may"), "'year_begins' wants one of april|january"},
      {"recorded_so_far: {value: 1 fb^-1, as_of: 2025-12-31, kind: recorded, on_4s: @2}", "'on_4s' must be at most 1"},
  };
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) refused_part(PARTS[i][0], PARTS[i][1]);
  static const char *const PERIODS[][2] = {
      {"{" YEAR ", availability: 1, maintenance: @-1 h}", "'maintenance' must be at least 0 h"},
      {"{" YEAR ", availability: 1, maintenance: @15 days}", "'maintenance' must be at most 14 days"},
      {"{" YEAR ", availability: @1.1}", "'availability' must be at most 1"},
      {"@{" YEAR "}", "'availability' is missing in plan.periods.x: add 'availability: 0.85', or 'faults' to the plan"},
      {"{" YEAR ", availability: 1, luminosity_cap: @0 cm^-2 s^-1}", "'luminosity_cap' must be above 0"},
      {"{" YEAR ", availability: 1, at: {bunches: @0}}", "'bunches' must be at least 1"},
      {"{" YEAR ", availability: 1, at: {@betay: 1 mm}}", "did you mean 'beta_y'?"},
      {"{" YEAR ", availability: 1, energy_sharing: @{4S: 80 %, off: 10 %, scan: 5 %}}", "'energy_sharing' sums to 0.95, not to 1"},
      {"{" YEAR ", availability: 1, energy_sharing: {4S: @110 %}}", "'4S' must be at most 1"},
      {"{" YEAR ", availability: 1, energy_sharing: @{4S: 80 %, scan: 30 %}}", "sums to 1.1"},
      {"{start: @2026-02-01T00:00+09:00, end: 2026-12-31, availability: 1, " WELL "}", "dates are whole days in Japan (JST), without time and zone: write 2026-02-01"},
      {"{start: 2026-02-01, end: @2026-12-31 JST, availability: 1, " WELL "}", "write 2026-12-31"},
      {"{start: @2027-02-29, end: 2027-12-31, availability: 1, " WELL "}", "got '2027-02-29': the calendar has no such day"},
      {"{" YEAR ", availability: 1, runs: [[@02-30, 03-01]]}", "wants a date such as 2026-02-01, got '02-30'"},
      {"{start: 2027-01-01, end: 2027-12-31, availability: 1, " WELL ", runs: @[[02-29, 02-29]]}", "a run lies outside the period"},
  };
  for (size_t i = 0; i < sizeof PERIODS / sizeof *PERIODS; i++) refused_period(PERIODS[i][0], PERIODS[i][1]);
  static const char *const WHOLE[][2] = {
      {"plan:\n  periods: @{x: {" YEAR ", availability: 1, startup_days: 365}}\n", "the plan has no physics day: in no period are there more beam days than startup_days ('x': 365 and 365)"},
      {"plan:\n  periods: @{x: {" YEAR ", availability: 1, beam_days: 0}}\n", "no physics day"},
      {"plan:\n  ramp: {beta_y: [[2026-06-01, 0.8 mm]]}\n  periods: {x: @{" YEAR ", availability: 1}}\n", "period 'x' needs 'at: {beta_y: 0.8 mm}', the state for which its peak is declared: the ramp acts in it"},
      {"plan:\n  power: {off: 1 MW, base: 2 MW, her: 3 MW/A}\n  periods: {x: @{" YEAR ", availability: 1}}\n", "needs 'at: {current_her: 1.48 A}', the state for which its peak is declared: the power per current acts in it"},
      {"plan:\n  ramp: {current_ler: [[2027-06-01, 1 A]]}\n  horizon: 2027-12-31\n  repeat_last: @yes\n  periods: {x: {" YEAR ", availability: 1}}\n", "period '2027' needs 'at: {current_ler: 2.08 A}'"},
      {"losses: {}\nplan:\n  sudden_losses: {from: @losses}\n  periods: {x: {" YEAR ", availability: 1}}\n", "'from: losses' needs 'rate' and 'outcomes' in 'losses:'"},
      {"plan:\n  faults: {rf: {rate: 1 /day, recovery: 1 h, current_exponent: @1, reference_current: 1 A}}\n  periods: {x: {" YEAR "}}\n", "period 'x' has no 'at: {current_ler: 2.08 A}', which the rate follows: give it, in period_defaults for all of them, or leave current_exponent out"},
      {"plan:\n  sudden_losses: {rate: 1 /day, refill: {recovery: 1 h}, reference_bunch_current: @1 mA}\n  periods: {x: {" YEAR ", at: {current_ler: 1 A}}}\n", "has no 'at: {current_ler: 2.08 A, bunches: 2346}', which the rate follows"},
      {LOSSES "plan:\n  sudden_losses: {from: losses, rate: @1 /day}\n  periods: {x: {" YEAR ", availability: 1}}\n", "'rate' comes from `losses:`, by 'from: losses': keep one"},
  };
  for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) refused_at(WHOLE[i][0], WHOLE[i][1]);
  // a ramp whose knot is not in force in any run wants no state; nor does a period without beam
  struct planned p = planned_well("plan:\n  ramp: {beta_y: [[2025-06-01, 0.8 mm], [2025-12-01, plan], [2027-02-01, 0.6 mm]]}\n  periods:\n"
                                  "    x: {" YEAR ", availability: 1}\n    y: {start: 2027-01-01, end: 2027-12-31, availability: 1, beam_days: 0, " WELL "}\n");
  planned_free(&p);
}

// Everything that is wrong is said in one pass.
static void at_once(void) {
  struct planned p = planned_of(
      "plan:\n  sampling: none\n  faults: {rf: {recovery: -1 h}}\n  detector: {dead_time: 2}\n  periods:\n"
      "    x: {start: 2026-12-31, end: 2026-01-01, availability: 2, " WELL "}\n"
      "    y: {start: 2025-06-01, end: 2027-12-31, energy_sharing: {4S: 1, off: 1}, mean_over_peak: 1}\n"
      "    z: {start: 2027-12-31, end: 2028-12-31, beam_days: 900, availability: 1, machine: m.yaml, " WELL "}\n");
  static const char *const SAYS[] = {"t.yaml:2:13: error: 'sampling'", "t.yaml:3:16: error: fault 'rf' has no rate", "t.yaml:3:27: error: 'recovery' must",
                                     "t.yaml:4:25: error: 'dead_time'", "period 'x' ends (2026-01-01) before it starts", "'availability' must be at most 1",
                                     "'energy_sharing' sums to 2", "period 'z' starts (2027-12-31) before 'y' ends", "beam_days 900 is more than the 367 days",
                                     "period 'z' has both 'peak' and 'machine'",
                                     "period 'y' needs 'peak: 6e34 cm^-2 s^-1' or 'machine: FILE'"};
  for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++) LR_CHECK(says(&p.said, SAYS[i]));
  planned_free(&p);
  // a rate without the current that it follows: said once
  p = planned_of("plan: {faults: {rf: {rate: 1 /day, recovery: 1 h, current_exponent: 1, reference_current: 1 A}}, periods: {x: {" YEAR "}, "
                 "y: {start: 2027-01-01, end: 2027-12-31, " WELL "}}}\n");
  LR_CHECK(!p.fine && p.said.problems.count == 1);
  planned_free(&p);
}

int main(void) {
  values();
  defaults();
  machine_state();
  from_losses();
  leap_days();
  refusals();
  at_once();
  return lr_test_end();
}
