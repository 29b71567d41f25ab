// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a plan must say beyond their field tables: keys that need or exclude one another, and what follows from others.
#include <math.h>
#include <string.h>

#include "beamloss/loss_fields.h"
#include "projections/plan_part_fields.h"

// Offline luminosity of Belle II to the end of 2024 [fb^-1]: at the Y(4S), off resonance, other energies. status: derived;
// source: arXiv:2407.00965 for the data to 2022, later papers for 2024
static const double RECORDED_4S = 498.41, RECORDED_OFF = 61.0, RECORDED_SCAN = 19.76;

static const double SHARES_AGREE = 1e-6;  // of sums that must be 1

static bool tuning_fits(const struct lr_reading *reading, const struct lr_node *node, double tuning_s, double *level) {
  if (tuning_s > 0 && isnan(*level) && !lr_node_child(node, "tuning_level")) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "tuning"), "'tuning' needs 'tuning_level: 80 %%' beside it");
    return false;
  }
  if (isnan(*level)) *level = 1;
  return true;
}

static bool settle_fault(const struct lr_reading *reading, const struct lr_node *node, struct lr_fault *fault) {
  bool fine = true;
  fault->recovery.probability = 1;
  if (!lr_node_child(node, "rate") && !lr_node_child(node, "mtbf")) {
    lr_node_problem(reading->problems, false, node, "fault '%s' has no rate: add 'rate: 1.5 /day' or 'mtbf: 16 h'", fault->id);
    fine = false;
  }
  if (fault->current_exponent > 0 && !lr_node_child(node, "reference_current")) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "current_exponent"),
                    "'current_exponent' needs 'reference_current: 1.3 A', at which the rate holds");
    fine = false;
  }
  return tuning_fits(reading, node, fault->tuning_s, &fault->tuning_level) && fine;
}

static bool settle_ends(const struct lr_reading *reading, const struct lr_node *node, struct lr_recovery end[LR_END_KINDS]) {
  bool fine = true, left = false;
  double sum = 0;
  int said = 0;
  for (int k = 0; k < LR_END_KINDS; k++) {
    const struct lr_node *one = lr_node_child(node, lr_loss_end_name((enum lr_loss_end)k));
    if (!one) {
      end[k] = (struct lr_recovery){0, 0, 0};
      continue;
    }
    said++;
    if (!lr_node_child(one, "probability") && k == LR_END_REFILL) left = true;
    else if (!lr_node_child(one, "probability")) {
      lr_node_problem(reading->problems, false, one, "'%s' needs 'probability: 2 %%': the share of the losses that end so", one->key);
      fine = false;
    } else sum += end[k].probability;
  }
  if (!said) {
    lr_node_problem(reading->problems, false, node,
                    "'sudden_losses' needs 'refill: {recovery: 30 min}', or also 'quench' and 'damage', or 'from: losses'");
    return false;
  }
  if (!fine || isnan(sum)) return false;
  if (left && sum <= 1 + SHARES_AGREE) {
    end[LR_END_REFILL].probability = fmax(0, 1 - sum);
    sum += end[LR_END_REFILL].probability;
  }
  if (fabs(sum - 1) > SHARES_AGREE) {
    lr_node_problem(reading->problems, false, node,
                    "the probabilities of 'refill', 'quench' and 'damage' sum to %.6g, not to 1; without 'probability', 'refill' takes what the others leave", sum);
    return false;
  }
  for (int k = 0; k < LR_END_KINDS; k++) end[k].probability /= sum;
  return true;
}

// `from: losses`: rate and recoveries of the scenario's `losses:`.
static bool take_losses(const struct lr_reading *reading, const struct lr_node *from, struct lr_sudden_losses *sudden) {
  const struct lr_node *losses = lr_node_child(reading->document->root, "losses");
  const struct lr_node *said_rate = lr_node_child(losses, "rate"), *said_outcomes = lr_node_child(losses, "outcomes");
  struct lr_loss_rate rate;
  struct lr_loss_outcomes outcomes;
  if (!sudden->from_losses) return false;  // reported
  if (!said_rate || said_rate->kind != LR_MAPPING || !said_outcomes || said_outcomes->kind != LR_MAPPING) {
    lr_node_problem(reading->problems, false, lr_node_value(from), "'from: losses' needs 'rate' and 'outcomes' in 'losses:' of the scenario");
    return false;
  }
  bool fine = lr_fields_read(reading, said_rate, lr_loss_rate_fields, &rate);
  fine = lr_fields_read(reading, said_outcomes, lr_loss_outcomes_fields, &outcomes) && fine;
  if (!fine) return false;
  sudden->rate_per_s.knots = rate.knots;
  for (size_t i = 0; i < rate.knots; i++) {
    sudden->rate_per_s.knot[i].date = rate.knot[i].date;
    sudden->rate_per_s.knot[i].value = rate.knot[i].per_s;
  }
  sudden->reference_bunch_current_A = rate.reference_bunch_current_A;
  sudden->exponent = rate.exponent;
  for (int k = 0; k < LR_END_KINDS; k++)
    sudden->end[k] = (struct lr_recovery){k == LR_END_REFILL, outcomes.recovery[k].mean_s, outcomes.recovery[k].cv};
  return true;
}
_Static_assert((int)LR_LOSS_MOST_KNOTS <= (int)LR_MOST_KNOTS, "the rate of the losses fits into that of the plan");

static bool settle_sudden(const struct lr_reading *reading, const struct lr_node *node, struct lr_sudden_losses *sudden) {
  static const char *const OF_LOSSES[] = {"rate", "reference_bunch_current", "exponent", "refill", "quench", "damage", "dose", "gates"};
  bool fine = true;
  sudden->given = node != NULL;
  if (isnan(sudden->step_back_level)) sudden->step_back_level = 1;
  if (isnan(sudden->step_back_s)) sudden->step_back_s = 0;
  if (!node || node->kind != LR_MAPPING) return fine;
  fine = tuning_fits(reading, node, sudden->tuning_s, &sudden->tuning_level);
  if (lr_node_child(node, "from")) {
    for (size_t i = 0; i < sizeof OF_LOSSES / sizeof *OF_LOSSES; i++) {
      const struct lr_node *twice = lr_node_child(node, OF_LOSSES[i]);
      if (!twice) continue;
      bool of_base = twice->source != lr_node_child(node, "from")->source;
      lr_node_problem(reading->problems, false, twice, "'%s' comes from `losses:`, by 'from: losses': keep one ('factor' changes the rate)%s%s%s", OF_LOSSES[i],
                      of_base ? "; write '" : "", of_base ? OF_LOSSES[i] : "", of_base ? ": null' beside 'from' to take this one away" : "");
      fine = false;
    }
    return take_losses(reading, lr_node_child(node, "from"), sudden) && fine;
  }
  if (!lr_node_child(node, "rate")) {
    lr_node_problem(reading->problems, false, node, "'sudden_losses' needs 'rate: 0.5 /day' or 'from: losses'");
    fine = false;
  }
  if (lr_node_child(node, "exponent") && !lr_node_child(node, "reference_bunch_current")) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "exponent"),
                    "'exponent' needs 'reference_bunch_current: 0.7 mA', at which the rate holds");
    fine = false;
  }
  return settle_ends(reading, node, sudden->end) && fine;
}

// Budgets by date begin with the budget's year.
static bool years_fit(const struct lr_reading *reading, const struct lr_node *node, const struct lr_dated *budget, int first_month) {
  const struct lr_node *list = node ? lr_node_value(node) : NULL;
  bool fine = true;
  for (size_t i = 0; list && list->kind == LR_LIST && i < budget->knots && i < list->children; i++) {
    int year, month, day;
    lr_date_split(budget->knot[i].date, &year, &month, &day);
    if (month == first_month && day == 1) continue;
    lr_node_problem(reading->problems, false, list->child[i],
                    "'%s' is of a year, and by 'year_begins' that begins on %04d-%02d-01: give its first day, or change year_begins", node->key, year, first_month);
    fine = false;
  }
  return fine;
}

static bool settle_power(const struct lr_reading *reading, const struct lr_node *node, struct lr_power_plan *power) {
  power->given = node != NULL;
  power->first_month = power->first_month == 1 ? 1 : 4;  // of the choices april|january
  if (!node || node->kind != LR_MAPPING) return true;
  bool fine = years_fit(reading, lr_node_child(node, "budget"), &power->budget_J, power->first_month);
  fine = years_fit(reading, lr_node_child(node, "cost_budget"), &power->cost_budget, power->first_month) && fine;
  if (lr_node_child(node, "cost_budget") && !lr_node_child(node, "price")) {
    lr_node_problem(reading->problems, false, lr_node_child(node, "cost_budget"),
                    "'cost_budget' needs 'price: 20' (money per kWh), or give the electricity: 'budget: 300 GWh'");
    fine = false;
  }
  return fine;
}

bool lr_plan_parts_settle(const struct lr_reading *reading, const struct lr_node *node, struct lr_plan *plan) {
  const struct lr_node *faults = lr_node_child(node, "faults");
  bool fine = true;
  for (size_t i = 0; faults && i < plan->faults_given; i++) {
    const struct lr_node *one = lr_node_child(faults, plan->fault[i].id);
    if (one && one->kind == LR_MAPPING) fine = settle_fault(reading, one, &plan->fault[i]) && fine;
  }
  fine = settle_sudden(reading, lr_node_child(node, "sudden_losses"), &plan->sudden) && fine;
  fine = settle_power(reading, lr_node_child(node, "power"), &plan->power) && fine;
  plan->ramp.given = lr_node_child(node, "ramp") != NULL;
  if (isnan(plan->ramp.squeeze_dip)) plan->ramp.squeeze_dip = 0;
  if (isnan(plan->ramp.squeeze_s)) plan->ramp.squeeze_s = 0;
  plan->detector.given = lr_node_child(node, "detector") != NULL;
  return fine;
}

static bool settle_shares(const struct lr_reading *reading, const struct lr_node *sharing, struct lr_period *period) {
  bool has_4s = isfinite(period->share_4s), has_off = isfinite(period->share_off), has_scan = isfinite(period->share_scan);
  if (!sharing || sharing->kind != LR_MAPPING) {
    double all = RECORDED_4S + RECORDED_OFF + RECORDED_SCAN;
    period->share_4s = RECORDED_4S / all;
    period->share_off = RECORDED_OFF / all;
    period->share_scan = RECORDED_SCAN / all;
    return true;
  }
  if (!has_4s) period->share_4s = 0;
  if (!has_scan) period->share_scan = 0;
  if (!has_off) period->share_off = has_4s || has_scan ? fmax(0, 1 - period->share_4s - period->share_scan) : 0;
  double sum = period->share_4s + period->share_off + period->share_scan;
  if (fabs(sum - 1) <= SHARES_AGREE) return true;
  lr_node_problem(reading->problems, false, sharing, "'energy_sharing' sums to %.6g, not to 1; without 'off', that is what the others leave", sum);
  return false;
}

bool lr_period_parts_settle(const struct lr_reading *reading, const struct lr_node *node, const struct lr_node *whole,
                            const struct lr_plan *plan, struct lr_period *period) {
  bool available = lr_node_child(whole, "availability") != NULL, fine = true;
  period->declared_uptime = available || lr_node_child(whole, "trip_factor") || lr_node_child(whole, "trips");
  if (!available && !plan->faults_given && !plan->sudden.given) {
    char path[256] = "";
    const struct lr_node *null = node->removed && strcmp(node->removed->key, "availability") == 0 ? node->removed : NULL;
    lr_node_problem(reading->problems, false, null ? null : node, "'availability' is %s %s: add 'availability: 0.85', or 'faults' to the plan",
                    null ? "taken away from" : "missing in", lr_node_path(node, path, sizeof path));
    fine = false;
  }
  if (!available) period->availability = 1;
  if (isnan(period->luminosity_cap_m2s)) period->luminosity_cap_m2s = INFINITY;
  if (isnan(period->recording_efficiency) && !plan->detector.given) period->recording_efficiency = 1;
  return settle_shares(reading, lr_node_child(whole, "energy_sharing"), period) && fine;
}

static const char *const STATE_KEY[LR_STATES] = {"current_ler: 2.08 A", "current_her: 1.48 A", "bunches: 2346", "beta_y: 0.8 mm"};

// Is one of the knots in force on a day of the run?
static bool acts_in(const struct lr_dated *ramp, const struct lr_run *run) {
  if (isfinite(lr_dated_at(ramp, run->first, NAN))) return true;
  for (size_t i = 0; i < ramp->knots; i++)
    if (ramp->knot[i].date >= run->first && ramp->knot[i].date <= run->last && isfinite(ramp->knot[i].value)) return true;
  return false;
}

static bool state_needed(const struct lr_plan *plan, const struct lr_period *period, int state, const char **by) {
  *by = "ramp";
  for (size_t r = 0; r < period->runs; r++)
    if (acts_in(&plan->ramp.knot[state], &period->run[r])) return true;
  *by = "power per current";
  return plan->power.given && state <= LR_STATE_CURRENT_HER && plan->power.per_current_W_A[state] > 0;
}

// A rate that follows a current needs it in every period: said once, at the key that asks for it.
static bool current_known(const struct lr_reading *reading, const struct lr_node *key, const struct lr_plan *plan, bool bunches) {
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *period = &plan->period[p];
    bool known = isfinite(period->at.value[LR_STATE_CURRENT_LER]) && (!bunches || isfinite(period->at.value[LR_STATE_BUNCHES]));
    if (known || !(period->beam_days > 0)) continue;
    bool own = key && strcmp(key->key, "from") != 0;  // else it is the rate of `losses:`
    lr_node_problem(reading->problems, false, key, "period '%s' has no 'at: {current_ler: 2.08 A%s}', which the rate follows: give it, in period_defaults for all of them%s%s%s",
                    period->id, bunches ? ", bunches: 2346" : "", own ? ", or leave " : "", own ? key->key : "", own ? " out: the rate then stays the same at any current" : "");
    return false;
  }
  return true;
}

static bool currents_known(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan) {
  const struct lr_node *faults = lr_node_child(node, "faults"), *sudden = lr_node_child(node, "sudden_losses");
  bool fine = true;
  for (size_t i = 0; i < plan->faults_given; i++)
    if (plan->fault[i].current_exponent > 0)
      fine = current_known(reading, lr_node_child(lr_node_child(faults, plan->fault[i].id), "current_exponent"), plan, false) && fine;
  if (!plan->sudden.given || !isfinite(plan->sudden.reference_bunch_current_A) || plan->sudden.exponent == 0) return fine;
  const struct lr_node *reference = lr_node_child(sudden, "reference_bunch_current");
  return current_known(reading, reference ? reference : lr_node_child(sudden, "from"), plan, true) && fine;
}

bool lr_plan_parts_check(const struct lr_reading *reading, const struct lr_node *node, const struct lr_plan *plan) {
  const struct lr_node *periods = lr_node_child(node, "periods");
  bool fine = true;
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *period = &plan->period[p];
    const struct lr_node *at = lr_node_child(periods, period->id);
    if (!at || period->repeated) at = lr_node_child(node, period->repeated ? "repeat_last" : "periods");
    for (int state = 0; state < LR_STATES && period->beam_days > 0; state++) {
      const char *by;
      if (isfinite(period->at.value[state]) || !state_needed(plan, period, state, &by)) continue;
      lr_node_problem(reading->problems, false, at, "period '%s' needs 'at: {%s}', the state for which its peak is declared: the %s acts in it",
                      period->id, STATE_KEY[state], by);
      fine = false;
    }
  }
  return fine && currents_known(reading, node, plan);
}
