// SPDX-License-Identifier: GPL-3.0-or-later
// Fills: charge balance, Jacobian, symmetry, averaged against pulsed injection, convergence, refusals, tables.
#include "machine/fill_model.h"
#include "tests/lr_test.h"
#include "tests/machine/fills.h"

static struct lr_fill_result run(const struct lr_fill *fill) {
  struct lr_fill_result result = {0};
  struct lr_error error = {0};
  enum lr_status status = lr_fill_run(fill, &result, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  for (int r = 0; r < LR_FILL_RINGS; r++) LR_CHECK(result.ring[r].closure < 1e-9);
  for (size_t i = 1; i < result.samples; i++) LR_CHECK(result.sample[i].time_s >= result.sample[i - 1].time_s);
  return result;
}

// Sums of charge close, a full fill with everything on, also pulse by pulse and with steps and aborts of one ring.
static void test_balance(void) {
  struct lr_fill_event events[] = {
      {.time_s = 1000, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 300},
      {.time_s = 1100, .kind = LR_FILL_STEP, .current_A = {1.2, NAN}},
      {.time_s = 2000, .kind = LR_FILL_ABORT, .ring = {false, true}, .recovery_s = 10},
      {.time_s = 2500, .kind = LR_FILL_STEP, .current_A = {1.25, 0.9}},
      {.time_s = 3000, .kind = LR_FILL_STEP, .current_A = {1.1, 1.0}},
      {.time_s = 3600, .kind = LR_FILL_ABORT, .ring = {true, false}, .recovery_s = 1e6}};
  struct lr_fill fill = test_fill();
  fill.duration_s = 4000;
  fill.event = events;
  fill.events = sizeof events / sizeof events[0];
  for (int pulsed = 0; pulsed < 2; pulsed++) {
    fill.pulsed = pulsed;
    struct lr_fill_result result = run(&fill);
    LR_CHECK(result.aborts == 3);
    LR_NEAR(result.sample[result.samples - 1].current_A[LR_FILL_LER], 0, 1e-15);
    LR_NEAR(result.sample[result.samples - 1].current_A[LR_FILL_HER], 1.0, 1e-3);
    LR_CHECK(result.ring[0].dumped_C > 0 && result.ring[1].dumped_C > 0);
    LR_CHECK(result.recorded_over_delivered < 1 && result.recorded_over_delivered > 0.8);
    LR_CHECK(result.sample[result.samples - 1].time_s == 4000);
    lr_fill_result_free(&result);
  }
}

static void test_jacobian(void) {
  enum lr_fill_mode modes[] = {LR_FILL_OFF, LR_FILL_FULL, LR_FILL_HOLD, LR_FILL_FREE};
  struct lr_bunch_length laws[] = {{.model = LR_BUNCH_LENGTH_GIVEN, .length_m = 6e-3},
                                   {.model = LR_BUNCH_LENGTH_LINEAR, .length_m = 5.4466e-3, .slope_m_A = 1.7642},
                                   {.model = LR_BUNCH_LENGTH_CUBIC, .length_m = 4.6e-3, .k_per_A = 480}};
  for (int k = 0; k < 300; k++) {
    struct lr_fill fill = test_fill();
    fill.R_L = 0.9;
    fill.collider.ler.bunch_length = laws[k % 3];
    fill.collider.her.bunch_length = laws[(k / 3) % 3];
    struct lr_fill_model model;
    LR_CHECK(lr_fill_prepare(&fill, &model, NULL) == LR_OK);
    // losses as large as the relaxation, so that differences see both
    double speed = 1e3;
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      model.ring[r].mode = modes[(k / 9 + r * (k / 36)) % 4];
      model.ring[r].other *= speed, model.ring[r].gas *= speed, model.ring[r].gas_beam *= speed;
      model.ring[r].touschek_m *= speed, model.ring[r].bhabha_m2 *= speed;
      model.ring[r].dose_start = 1, model.ring[r].dose_reference = 2;
    }
    double y[LR_FILL_STATES], j[LR_FILL_STATES][LR_FILL_STATES];
    for (int i = 0; i < LR_FILL_STATES; i++) y[i] = lr_test_between(0.3, 2);
    LR_CHECK(lr_fill_jacobian(&model, y, j));
    double worst = 0;
    for (int column = 0; column < LR_FILL_STATES; column++) {
      double up[LR_FILL_STATES], down[LR_FILL_STATES], at[LR_FILL_STATES], step = 1e-5;
      memcpy(at, y, sizeof at);
      at[column] = y[column] + step;
      LR_CHECK(lr_fill_rhs(&model, at, up));
      at[column] = y[column] - step;
      LR_CHECK(lr_fill_rhs(&model, at, down));
      for (int i = 0; i < LR_FILL_STATES; i++)
        worst = fmax(worst, fabs((up[i] - down[i]) / (2 * step) - j[i][column]) / (fabs(j[i][column]) + 1e-2));
    }
    LR_NEAR(worst, 0, 1e-6);
  }
}

// Exchanging the rings exchanges the results; equal rings stay equal.
static void test_symmetry(void) {
  struct lr_fill fill = test_fill();
  fill.R_L = 0.9;
  struct lr_fill_event events[] = {{.time_s = 700, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 60},
                                   {.time_s = 2000, .kind = LR_FILL_STEP, .current_A = {1.0, 0.8}}};
  fill.event = events;
  fill.events = 2;
  struct lr_fill swapped = fill;
  swapped.ring[0] = fill.ring[1];
  swapped.ring[1] = fill.ring[0];
  swapped.collider.ler = fill.collider.her;
  swapped.collider.her = fill.collider.ler;
  struct lr_fill_event mirrored[] = {events[0], {.time_s = 2000, .kind = LR_FILL_STEP, .current_A = {0.8, 1.0}}};
  swapped.event = mirrored;
  struct lr_fill_result a = run(&fill), b = run(&swapped);
  LR_NEAR(a.mean_m2s, b.mean_m2s, 1e-6);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    LR_NEAR(a.ring[r].injected_C, b.ring[1 - r].injected_C, 1e-6);
    LR_NEAR(a.ring[r].lifetime_s, b.ring[1 - r].lifetime_s, 1e-6);
  }
  lr_fill_result_free(&a);
  lr_fill_result_free(&b);
  swapped.ring[0] = fill.ring[0];
  swapped.ring[1] = fill.ring[0];
  swapped.collider.ler = swapped.collider.her = fill.collider.ler;
  events[1].current_A[1] = events[1].current_A[0];
  swapped.event = events;
  a = run(&swapped);
  for (size_t i = 0; i < a.samples; i++) {
    LR_NEAR(a.sample[i].current_A[0], a.sample[i].current_A[1], 1e-9);
    LR_NEAR(a.sample[i].emittance_y_m[0], a.sample[i].emittance_y_m[1], 1e-9);
  }
  lr_fill_result_free(&a);
}

// Pulses lift the current above the target by half a pulse on average; with that taken out both ways agree.
static void test_pulsed(void) {
  struct lr_fill fill = test_fill();
  fill.duration_s = 600;
  struct lr_fill_result averaged = run(&fill);
  fill.pulsed = true;
  struct lr_fill_result pulsed = run(&fill);
  double f0_Hz = lr_revolution_frequency(&fill.collider), L = 1;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    double half_A = test_injector_A(&fill, r) / (fill.repetition_Hz * fill.ring[r].pulse_share) * f0_Hz / 2;
    double lift = half_A / fill.ring[r].target_current_A;
    LR_NEAR(pulsed.ring[r].mean_current_A, averaged.ring[r].mean_current_A + half_A, 1e-6);
    LR_NEAR(pulsed.ring[r].injected_C, averaged.ring[r].injected_C, 3 * lift + 1e-3);  // lift, and one pulse of 1500
    L *= 1 + lift;
  }
  LR_CHECK(pulsed.mean_m2s > averaged.mean_m2s && pulsed.mean_m2s < averaged.mean_m2s * L);
  LR_NEAR(1 - pulsed.recorded_over_delivered, 1 - averaged.recorded_over_delivered, 5e-3);
  lr_fill_result_free(&pulsed);
  // sawtooth: one pulse lasts tau ln(1 + dI/I)
  fill = test_bare_fill();
  fill.pulsed = true;
  fill.veto_s = 10e-3;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r].bunch_charge_C = 2e-9;
    fill.ring[r].other_lifetime_s = 3000;
  }
  pulsed = run(&fill);
  double pulse_A = 4e-9 * f0_Hz, between_s = 3000 * log1p(pulse_A / 1.321);
  LR_NEAR(pulsed.ring[0].pulses, floor(3600 / between_s) + 1, 1e-6);
  // with a hysteresis: as many pulses, in trains
  lr_fill_result_free(&pulsed);
  fill.hysteresis = 0.01;
  pulsed = run(&fill);
  for (size_t i = 0; i < pulsed.samples; i++)
    LR_CHECK(pulsed.sample[i].current_A[0] > 1.321 * (0.99 - 1e-3) && pulsed.sample[i].current_A[0] < 1.321 + pulse_A);
  LR_CHECK(pulsed.ring[0].mean_current_A > 1.321 * 0.993 && pulsed.ring[0].mean_current_A < 1.321 * 0.997);
  lr_fill_result_free(&pulsed);
  lr_fill_result_free(&averaged);
}

static void test_veto(void) {  // averaged: recorded = delivered (1 - veto times pulses)
  struct lr_fill fill = test_fill();
  struct lr_fill_result result = run(&fill);
  double pulses = result.ring[0].pulses + result.ring[1].pulses;
  LR_NEAR(result.recorded_over_delivered, 1 - fill.veto_s * pulses / fill.duration_s, 1e-6);
  lr_fill_result_free(&result);
}

// Error of the mean against tolerance: falls all the way.
static void test_convergence(void) {
  struct lr_fill_event aborts[10];
  for (int i = 0; i < 10; i++)
    aborts[i] = (struct lr_fill_event){
        .time_s = 864 * (i + 0.5), .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 120};
  struct lr_fill fill = test_fill();
  fill.duration_s = 8640;
  fill.event = aborts;
  fill.events = 10;
  fill.tolerance = 1e-13;
  struct lr_fill_result exact = run(&fill);
  double before = INFINITY;
  printf("tolerance  error of mean  error of lost charge  steps\n");
  for (int k = 4; k <= 10; k += 2) {
    fill.tolerance = pow(10, -k);
    struct lr_fill_result result = run(&fill);
    double mean = fabs(result.mean_m2s / exact.mean_m2s - 1);
    double lost = fabs(result.ring[0].lost_C / exact.ring[0].lost_C - 1), error = fmax(mean, lost);
    printf("%9.0e  %13.2e  %20.2e  %5ld\n", fill.tolerance, mean, lost, result.steps);
    LR_CHECK(error < before);
    LR_CHECK(error < 100 * fill.tolerance);
    before = error;
    lr_fill_result_free(&result);
  }
  lr_fill_result_free(&exact);
}

static void refuse(struct lr_fill fill, const char *word) {
  struct lr_fill_result result;
  struct lr_error error = {0};
  LR_CHECK(lr_fill_run(&fill, &result, &error) == LR_E_DOMAIN);
  int named = strstr(error.text, word) != NULL;
  LR_CHECK(named);
  if (!named) fprintf(stderr, "    '%s' lacks '%s'\n", error.text, word);
}

static void test_refusals(void) {
  struct lr_fill good = test_fill(), bad;
#define BAD(change, word) bad = good, change, refuse(bad, word)
  BAD(bad.ring[0].touschek_lifetime_s = 0, "ler: Touschek lifetime must be above 0");
  BAD(bad.ring[1].other_lifetime_s = 0, "her: other lifetime must be above 0");
  BAD(bad.ring[1].other_lifetime_s = NAN, "her: other lifetime");
  BAD(bad.ring[0].target_current_A = 0, "ler: target current");
  BAD(bad.ring[0].target_current_A = NAN, "ler: target current");
  BAD(bad.ring[1].efficiency = 1.1, "her: injection efficiency");
  BAD(bad.ring[1].pulse_share = 0.6, "both rings");
  BAD(bad.ring[0].damping_time_y_s = 0, "damping time");
  BAD(bad.ring[0].dose_start_As = 0, "dose before");
  BAD(bad.ring[0].gas_rate_per_s = -1, "gas rate");
  BAD(bad.collider.ler.beta_y_m = 0, "ler: beta_y");
  BAD(bad.veto_s = 0.03, "veto");
  BAD(bad.duration_s = 0, "duration");
  BAD(bad.outputs = 1, "samples");
  BAD(bad.tolerance = 0.1, "tolerance");
  struct lr_fill_event events[] = {{.time_s = 10}, {.time_s = 5}};
  BAD((bad.event = events, bad.events = 2), "event 2");
#undef BAD
}

static void test_tables(void) {
  struct lr_fill fill = test_fill();
  struct lr_fill_event abort = {.time_s = 1800, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 100};
  fill.event = &abort;
  fill.events = 1;
  fill.overlap = true;
  fill.outputs = 13;
  struct lr_fill_result result = run(&fill);
  struct lr_table *table = lr_fill_table(&result), *summary = lr_fill_summary_table(&result);
  LR_CHECK(lr_table_ok(table) && lr_table_ok(summary));
  LR_CHECK(table->rows == 14);  // the abort falls on a sample: one more after it
  LR_NEAR(lr_table_get(table, 0, "current_ler"), 1321, 1e-9);
  LR_NEAR(lr_table_get(table, 0, "luminosity"), lr_table_get(table, 0, "luminosity_overlap"), 1e-6);
  LR_CHECK(isnan(lr_table_get(table, 7, "lifetime_her")) && lr_table_get(table, 7, "luminosity_overlap") == 0);
  LR_TEXT_IS(lr_table_get_text(summary, 2, "quantity"), "mean_over_peak");
  LR_NEAR(lr_table_get(summary, 2, "value"), result.mean_over_peak, 1e-15);
  lr_table_free(table);
  lr_table_free(summary);
  lr_fill_result_free(&result);
}

int main(void) {
  lr_test_seed_from_environment();
  test_balance();
  test_jacobian();
  test_symmetry();
  test_pulsed();
  test_veto();
  test_convergence();
  test_refusals();
  test_tables();
  return lr_test_end();
}
