// SPDX-License-Identifier: GPL-3.0-or-later
// Calibration: the distance of Kolmogorov and Smirnov, facts that say nothing, facts that say something, facts that nothing agrees with.
#include "beamloss/loss_calibration.h"

#include "base/random.h"
#include "base/sorted.h"
#include "tests/beamloss/losses.h"

static struct lr_error error;

static void distance(void) {
  const double a[] = {1, 2, 3, 4}, b[] = {5, 6}, c[] = {2.5}, ties[] = {2, 2, 2, 3};
  LR_NEAR(lr_ks_distance(a, 4, a, 4), 0, 0);
  LR_NEAR(lr_ks_distance(a, 4, b, 2), 1, 0);
  LR_NEAR(lr_ks_distance(b, 2, a, 4), 1, 0);
  LR_NEAR(lr_ks_distance(a, 4, c, 1), 0.5, 1e-15);
  LR_NEAR(lr_ks_distance(a, 4, ties, 4), 0.25, 1e-15);  // at 1: 1/4 and 0; at 2: 2/4 and 3/4
  // Q(x) of the limit: 5 % at 1.3581, 1 % at 1.6276, 10 % at 1.2238 (tables of the distribution)
  enum { N = 2000000 };
  double n = sqrt(N / 2.), scale = n + 0.12 + 0.11 / n;
  LR_NEAR(lr_ks_chance(1.3581 / scale, N, N), 0.05, 1e-3);
  LR_NEAR(lr_ks_chance(1.6276 / scale, N, N), 0.01, 1e-3);
  LR_NEAR(lr_ks_chance(1.2238 / scale, N, N), 0.10, 1e-3);
  LR_NEAR(lr_ks_chance(0.8276 / scale, N, N), 0.5, 1e-3);
  LR_CHECK(lr_ks_chance(0, 10, 10) == 1 && lr_ks_chance(1, 1000, 1000) < 1e-12);
  LR_NEAR(lr_ks_chance(0.1999 / scale, N, N), lr_ks_chance(0.2001 / scale, N, N), 1e-9);  // no step where the series begins
  // the chance of two samples of one distribution is itself uniform
  enum { TRIALS = 2000, FIRST = 150, SECOND = 60 };
  size_t below[3] = {0};
  for (uint64_t k = 0; k < TRIALS; k++) {
    double x[FIRST], y[SECOND];
    struct lr_random random = lr_random_stream(8, 1, k);
    for (int i = 0; i < FIRST; i++) x[i] = lr_random_uniform(&random);
    for (int i = 0; i < SECOND; i++) y[i] = lr_random_uniform(&random);
    lr_sort(x, FIRST);
    lr_sort(y, SECOND);
    double chance = lr_ks_chance(lr_ks_distance(x, FIRST, y, SECOND), FIRST, SECOND);
    below[0] += chance < 0.05;
    below[1] += chance < 0.2;
    below[2] += chance < 0.5;
  }
  static const double WANTED[] = {0.05, 0.2, 0.5};
  for (int i = 0; i < 3; i++)
    LR_NEAR((double)below[i] / TRIALS - WANTED[i], 0, 4 * sqrt(WANTED[i] * (1 - WANTED[i]) / TRIALS) + 0.1 * WANTED[i]);  // and the 10 % of the limit
}

static size_t row_of(const struct lr_table *t, const char *column, const char *name) {
  for (size_t i = 0; i < t->rows; i++)
    if (strcmp(lr_table_get_text(t, i, column), name) == 0) return i;
  fprintf(stderr, "no row '%s' in %s\n", name, t->name);
  LR_CHECK(0);
  exit(1);
}

static void nothing_to_say(void) {
  struct losses_text text = LOSSES_ALL;
  text.observed = "    events: 1\n";
  struct lr_loss_input in = losses_good(&text);
  in.observed_share = 0;
  struct lr_loss_ensemble e;
  struct lr_table *t = NULL, *facts = NULL;
  LR_CHECK(lr_loss_ensemble_run(&in, 400, 3, true, 2, NULL, &e, &error) == LR_OK);
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &t, &facts, &error) == LR_OK && lr_table_ok(t) && lr_table_ok(facts));
  for (size_t i = 0; i < t->rows; i++) {
    LR_CHECK(strcmp(lr_table_get_text(t, i, "says"), "the facts say nothing about it") == 0);
    LR_CHECK(lr_table_get(t, i, "p50") == lr_table_get(t, i, "prior_p50"));
    if (strncmp(lr_table_get_text(t, i, "parameter"), "share of", 8) == 0) continue;
    LR_CHECK(lr_table_get(t, i, "p10") == lr_table_get(t, i, "prior_p10") && lr_table_get(t, i, "p90") == lr_table_get(t, i, "prior_p90"));
    LR_CHECK(lr_table_get(t, i, "distance") == 0 && lr_table_get(t, i, "chance") == 1);
  }
  double shares = 0;
  for (size_t i = 0; i < t->rows; i++)
    if (strstr(lr_table_get_text(t, i, "parameter"), ", ")) shares += lr_table_get(t, i, "p50");
  LR_NEAR(shares, 1, 1e-12);  // of the sections of both rings
  LR_NEAR(lr_table_get(facts, row_of(facts, "fact", "all of these"), "prior_share"), 1, 0);
  LR_CHECK(facts->rows == 2);
  lr_table_free(t);
  lr_table_free(facts);

  // nothing agrees
  in.observed.shortest_s = 1;
  t = facts = NULL;
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &t, &facts, &error) == LR_E_DOMAIN && !t && !facts);
  LR_CHECK(strstr(error.text, "none of the 400 events agrees with what was observed (400 lost enough, 0 of them in the time, 400 at the place)"));
  lr_loss_ensemble_free(&e);
  lr_loss_input_free(&in);
}

// A narrow duration narrows the rise and fall of the arc; the material of no grain is touched. The law of the gates agrees with its fact.
static void something_to_say(void) {
  struct losses_text text = LOSSES_ARC;
  text.observed = "    longest: 30 us\n    first_loss: [NARROW]\n    events: 2\n    gates_share: 2 %\n    factor: 2\n";
  struct lr_loss_input in = losses_good(&text);
  in.abort.monitors = 0;
  in.turns = 40;
  in.arc.charge = fixed_prior(3e11);  // takes the whole beam: how fast is up to the rise
  in.arc.fall_s = fixed_prior(5e-4);
  struct lr_loss_ensemble e;
  struct lr_table *t = NULL, *facts = NULL, *again = NULL, *facts_again = NULL;
  LR_CHECK(lr_loss_ensemble_run(&in, 4000, 3, true, 2, NULL, &e, &error) == LR_OK);
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &t, &facts, &error) == LR_OK);
  size_t rise = row_of(t, "parameter", "arc_rise"), fall = row_of(t, "parameter", "arc_fall"), emittance = row_of(t, "parameter", "emittance_y");
  LR_CHECK(lr_table_get(t, rise, "events") > 40);
  LR_CHECK(lr_table_get(t, rise, "p90") < 0.7 * lr_table_get(t, rise, "prior_p90") && lr_table_get(t, rise, "chance") < 1e-3);
  LR_TEXT_IS(lr_table_get_text(t, rise, "says"), "the facts narrow it");
  LR_CHECK(lr_table_get(t, fall, "p50") == lr_table_get(t, fall, "prior_p50"));  // it is held
  LR_CHECK(lr_table_get(t, emittance, "distance") < lr_table_get(t, rise, "distance") / 3);
  LR_TEXT_IS(lr_table_get_text(t, row_of(t, "parameter", "share of arc"), "says"), "the facts say nothing about it");
  LR_CHECK(lr_table_get(t, emittance, "chance") > 1e-3);
  // by hand
  size_t accepted = 0, in_time = 0, observed = 0;
  for (size_t i = 0; i < e.count; i++) {
    const struct lr_loss_event *v = &e.event[i];
    if (v->lost < 0.01) continue;
    bool lasted = v->duration_s <= in.observed.longest_s;
    observed++;
    in_time += lasted;
    accepted += lasted && strcmp(in.ring[0].aperture[v->first_aperture].id, "NARROW") == 0;
  }
  LR_NEAR(lr_table_get(t, rise, "events"), (double)accepted, 0);
  LR_NEAR(lr_table_get(facts, 0, "prior_share"), (double)observed / 4000, 1e-12);
  LR_NEAR(lr_table_get(facts, row_of(facts, "fact", "duration"), "prior_share"), (double)in_time / (double)observed, 1e-12);
  LR_NEAR(lr_table_get(facts, row_of(facts, "fact", "all of these"), "prior_share"), (double)accepted / (double)observed, 1e-12);
  size_t law = row_of(t, "parameter", "gate_dose");
  double share = lr_table_get(facts, row_of(facts, "fact", "gates lost"), "prior_share");
  LR_NEAR(lr_table_get(t, law, "events"), share * 5000, 1e-9);
  LR_NEAR(lr_table_get(t, law, "prior_p50"), 1e3, 0.05);  // of log-uniform 0.1 to 10 krad
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &again, &facts_again, &error) == LR_OK);
  for (size_t i = 0; i < t->rows * t->columns; i++) LR_CHECK(t->cell[i].kind == again->cell[i].kind && (t->cell[i].kind != LR_NUMBER || t->cell[i].number == again->cell[i].number));
  lr_table_free(t);
  lr_table_free(facts);
  lr_table_free(again);
  lr_table_free(facts_again);
  lr_loss_ensemble_free(&e);
  lr_loss_input_free(&in);
}

// The law of the gates: the worst of more losses, the dose for a lost particle, and their ratio, which alone is seen.
static void law_of_gates(void) {
  struct losses_text text = LOSSES_ARC;
  text.observed = "    events: 2\n    gates_share: 2 %\n    factor: 2\n";
  struct lr_loss_input in = losses_good(&text);
  enum { EVENTS = 300 };
  struct lr_loss_event event[EVENTS];
  struct lr_loss_ensemble e = {event, EVENTS};
  memset(event, 0, sizeof event);
  LR_CHECK(in.observed.losses_seen == 2);
  for (uint64_t i = 0; i < EVENTS; i++) {  // 1e10 lost particles each, 1e-8 rad a particle, a factor ten to both sides
    struct lr_random random = lr_random_stream(9, 1, i);
    event[i].particles = 1e11;
    event[i].lost = 0.1;
    event[i].draw.mechanism = LR_LOSS_ARC;
    event[i].dose_rad[0] = 100 * pow(10, 2 * lr_random_uniform(&random) - 1);
    for (int m = 0; m < LR_PXD_MODULES; m++) event[i].module_rad[m] = event[i].dose_rad[0];
  }
  event[7].lost = 0;  // no particle, no dose for one
  in.observed_share = 0;
  in.detector.gate_dose_Gy = (struct lr_prior){LR_LOGUNIFORM, LR_DIM_DOSE, 0.1, 1000, 0};
  in.detector.gate_shape = fixed_prior(2);
  struct lr_table *t = NULL, *facts = NULL, *of_twenty = NULL, *facts_of_twenty = NULL;
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &t, &facts, &error) == LR_OK);
  size_t row = row_of(t, "parameter", "dose for a lost particle"), law = row_of(t, "parameter", "gate_dose"), ratio = row_of(t, "parameter", "gate_dose over it");
  LR_NEAR(lr_table_get(t, row, "events"), EVENTS - 1, 0);
  LR_NEAR(lr_table_get(t, row, "p50"), 1e-8, 0.3);
  LR_NEAR(lr_table_get(t, row, "p90"), 1e-8 * pow(10, 0.8), 0.3);
  // of two events of dose d: p = 1/100 of 2 x 7680 gates at least, 4/100 at most of one; all of them within D0^2 = d^2 f, f = 25 to 200
  double low = lr_table_get(t, ratio, "p10"), high = lr_table_get(t, ratio, "p90");
  LR_CHECK(low > 1e10 && high < 1e11 * 10);
  LR_CHECK(high / low < 0.5 * lr_table_get(t, law, "p90") / lr_table_get(t, law, "p10"));  // the ratio is seen better than the threshold
  LR_TEXT_IS(lr_table_get_text(t, ratio, "says"), "the facts narrow it");
  // the two worst of twenty have a higher dose, so that D0 must be higher for the same loss of gates
  in.observed.losses_seen = 20;
  LR_CHECK(lr_loss_calibrate(&in, &e, 3, &of_twenty, &facts_of_twenty, &error) == LR_OK);
  size_t worst = row_of(of_twenty, "of", "worst losses");
  LR_TEXT_IS(lr_table_get_text(of_twenty, worst, "parameter"), "dose for a lost particle");
  // the mean logarithm of the two highest of twenty uniform ones: (20/21 + 19/21)/2 of the decades
  LR_NEAR(lr_table_get(of_twenty, worst, "prior_p50"), 1e-8 * pow(10, 2 * 19.5 / 21 - 1), 0.1);
  LR_CHECK(lr_table_get(of_twenty, law, "p50") > 2 * lr_table_get(t, law, "p50"));
  LR_CHECK(strstr(lr_table_get_text(facts_of_twenty, facts_of_twenty->rows - 1, "observed"), "2 % of the PXD in the worst 2 of 20 losses, within a factor 2"));
  lr_table_free(t);
  lr_table_free(facts);
  lr_table_free(of_twenty);
  lr_table_free(facts_of_twenty);
  lr_loss_input_free(&in);
}

int main(void) {
  distance();
  nothing_to_say();
  something_to_say();
  law_of_gates();
  losses_clean();
  return lr_test_end();
}
