// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a plan from random documents: whatever is read is a plan, and nothing crashes the reader.
#include "tests/projections/plans.h"

static bool rising(const struct lr_dated *dated) {
  for (size_t i = 1; i < dated->knots; i++)
    if (dated->knot[i].date <= dated->knot[i - 1].date) return false;
  return dated->knots <= LR_MOST_KNOTS;
}

// What was read is a plan.
static void holds(const struct lr_plan *plan) {
  const struct lr_sudden_losses *sudden = &plan->sudden;
  LR_CHECK(plan->faults_given <= LR_MOST_FAULTS && plan->periods > 0 && plan->refill_s >= 0);
  for (size_t i = 0; i < plan->faults_given; i++) {
    const struct lr_fault *fault = &plan->fault[i];
    LR_CHECK(fault->rate_per_s >= 0 && fault->recovery.mean_s >= 0 && fault->recovery.cv >= 0 && fault->tuning_level >= 0 && fault->tuning_level <= 1 &&
             rising(&fault->factor) && (fault->current_exponent == 0 || fault->reference_current_A > 0));
  }
  if (sudden->given) {
    double sum = 0;
    for (int k = 0; k < LR_END_KINDS; k++) sum += sudden->end[k].probability;
    LR_NEAR(sum, 1, 1e-9);
    LR_CHECK(sudden->rate_per_s.knots > 0 && rising(&sudden->rate_per_s) && rising(&sudden->factor) && sudden->step_back_level <= 1);
  }
  for (int i = 0; i < LR_STATES; i++) LR_CHECK(rising(&plan->ramp.knot[i]));
  LR_CHECK(rising(&plan->power.cap_W) && rising(&plan->power.budget_J) && (!plan->power.cost_budget.knots || plan->power.price_per_J > 0));
  for (size_t p = 0; p < plan->periods; p++) {
    const struct lr_period *x = &plan->period[p];
    LR_NEAR(x->share_4s + x->share_off + x->share_scan, 1, 2e-6);
    LR_CHECK(x->availability >= 0 && x->availability <= 1 && x->trip_factor <= 1 && x->maintenance_s >= 0 && x->luminosity_cap_m2s > 0 &&
             x->runs > 0 && x->end >= x->start && (plan->detector.given || x->recording_efficiency <= 1));
  }
}

// Random documents from the one with all keys: words changed for others of it or for what hurts. None crashes the reader.
static void random_documents(void) {
  static const char *const HURTS[] = {"-1", "0", "1e300", "nan", "[]", "{}", "null", "2027-02-29", "101 %", "1 A", "plan", "losses", "1e-300 s", "02-29", "x", "", "off"};
  static const char ENDS[] = " ,:[]{}\n";
  struct said whole = said_all_keys();
  struct lr_buffer text = {0};
  lr_document_write(whole.document, &text);
  said_free(&whole);
  for (int round = 0; round < 3000; round++) {
    char yaml[12000];
    size_t length = text.length < sizeof yaml / 2 ? text.length : sizeof yaml / 2;
    memcpy(yaml, text.text, length);
    yaml[length] = '\0';
    for (int change = 1 + (int)(4 * lr_test_random() * lr_test_random()); change > 0; change--) {
      size_t from = (size_t)(lr_test_random() * (double)length);
      from += strcspn(yaml + from, ENDS);
      from += strspn(yaml + from, ENDS);
      size_t to = from + strcspn(yaml + from, ENDS);
      char word[64] = "";
      if (lr_test_random() < 0.3) {
        size_t other = (size_t)(lr_test_random() * (double)length);
        other += strcspn(yaml + other, ENDS);
        other += strspn(yaml + other, ENDS);
        snprintf(word, sizeof word, "%.*s", (int)(strcspn(yaml + other, ENDS) % sizeof word), yaml + other);
      } else {
        snprintf(word, sizeof word, "%s", HURTS[(size_t)(lr_test_random() * (double)(sizeof HURTS / sizeof *HURTS))]);
      }
      if (length - (to - from) + strlen(word) + 1 > sizeof yaml) continue;
      memmove(yaml + from + strlen(word), yaml + to, length - to + 1);
      memcpy(yaml + from, word, strlen(word));
      length = length - (to - from) + strlen(word);
    }
    struct planned p = planned_of(yaml);
    if (p.fine) holds(&p.plan);
    planned_free(&p);
  }
  lr_buffer_free(&text);
}

int main(void) {
  lr_test_seed_from_environment();
  random_documents();
  return lr_test_end();
}
