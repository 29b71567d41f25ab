// SPDX-License-Identifier: GPL-3.0-or-later
// Fills against closed forms.
#include "base/constants.h"
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

static void test_luminosity(void) {
  // closed form by hand at the targets, and the exact overlap when R_L is not given
  struct lr_fill fill = test_bare_fill();
  struct lr_fill_result result = run(&fill);
  struct lr_ring_state s[2];
  LR_CHECK(lr_ring_evaluate(&fill.collider, &fill.collider.ler, &s[0], NULL) == LR_OK);
  LR_CHECK(lr_ring_evaluate(&fill.collider, &fill.collider.her, &s[1], NULL) == LR_OK);
  double t = tan(0.0415), sum_x_m = sqrt(s[0].sigma_x_m * s[0].sigma_x_m + s[1].sigma_x_m * s[1].sigma_x_m +
                                         t * t * (6e-3 * 6e-3 + 5.9e-3 * 5.9e-3));
  double sum_y_m = hypot(s[0].sigma_y_m, s[1].sigma_y_m);
  double expected = 0.9 * 2249 * lr_revolution_frequency(&fill.collider) * s[0].bunch_population *
                    s[1].bunch_population / (2 * LR_PI * sum_x_m * sum_y_m);
  LR_NEAR(result.peak_m2s, expected, 1e-12);
  LR_NEAR(result.mean_m2s, expected, 1e-9);  // nothing happens in this fill
  LR_NEAR(result.mean_over_peak, 1, 1e-9);
  lr_fill_result_free(&result);
  fill.R_L = NAN;
  fill.overlap = true;
  result = run(&fill);
  LR_NEAR(result.sample[0].luminosity_m2s, result.sample[0].overlap_m2s, 1e-6);
  LR_CHECK(result.R_L < 1 && result.R_L > 0.8);
  lr_fill_result_free(&result);
}

// Top-up with trips: mean/top = (tau + T_f/3) / (tau + T_r + T_f), trips at equal distances after the top is reached.
static void test_trips(void) {
  const double cases[][3] = {{2.4, 0.5, 0.5}, {8, 0.5, 0.5}, {24, 0.5, 0.5}, {1.2, 0.5, 0.5}, {3, 0.25, 1}};
  const double published[] = {0.7549, 0.9074, 0.9667, 0.6212, NAN};
  enum { CYCLES = 7 };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double tau_s = cases[i][0] * 3600, recovery_s = cases[i][1] * 3600, refill_s = cases[i][2] * 3600;
    double cycle_s = tau_s + recovery_s + refill_s;
    struct lr_fill fill = test_bare_fill();
    test_set_refill_time(&fill, refill_s);
    struct lr_fill_event trips[CYCLES];
    for (int k = 0; k < CYCLES; k++)
      trips[k] = (struct lr_fill_event){
          .time_s = tau_s + cycle_s * k, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = recovery_s};
    fill.event = trips;
    fill.events = CYCLES;
    fill.duration_s = CYCLES * cycle_s;
    struct lr_fill_result result = run(&fill);
    double expected = (tau_s + refill_s / 3) / cycle_s;
    LR_NEAR(result.mean_over_peak, expected, 1e-6);
    if (!isnan(published[i])) LR_NEAR(result.mean_over_peak, published[i], 1e-4);
    LR_NEAR(result.ring[0].injected_C, CYCLES * result.ring[0].start_C, 1e-8);
    LR_NEAR(result.ring[0].full_rate_s, CYCLES * refill_s, 1e-8);
    lr_fill_result_free(&result);
  }
}

// An injector that cannot hold the target: I = e f0 tau dN/dt, reached as exp(-t/tau); and one that can.
static void test_injector_limit(void) {
  struct lr_fill fill = test_bare_fill();
  double f0_Hz = lr_revolution_frequency(&fill.collider), tau_s = 360;
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r].bunch_charge_C = r ? 4e-9 : 1e-9;
    fill.ring[r].efficiency = 0.6;
    fill.ring[r].other_lifetime_s = tau_s;
  }
  fill.duration_s = 20 * tau_s;
  struct lr_fill_result result = run(&fill);
  double limit_A = f0_Hz * tau_s * test_injector_A(&fill, 0), above_A = 1.321 - limit_A;
  LR_CHECK(limit_A < 1.321);
  LR_CHECK(result.ring[0].limited && !result.ring[1].limited);
  LR_NEAR(result.ring[0].current_limit_A, limit_A, 1e-12);
  LR_NEAR(result.ring[0].needed_load, 1.321 / limit_A, 1e-12);
  LR_NEAR(result.sample[result.samples - 1].current_A[0], limit_A + above_A * exp(-20), 1e-6);
  LR_NEAR(result.ring[0].mean_current_A, limit_A + above_A * (1 - exp(-20)) / 20, 1e-6);
  LR_NEAR(result.ring[0].load, 1, 1e-8);
  LR_NEAR(result.sample[result.samples - 1].current_A[1], 1.099, 1e-9);
  LR_NEAR(result.ring[1].load, 1.099 / (f0_Hz * tau_s * test_injector_A(&fill, 1)), 1e-7);
  LR_NEAR(result.ring[1].injected_C, 1.099 / f0_Hz * 20, 1e-7);  // dI = I dt / tau
  struct lr_table *table = lr_fill_summary_table(&result);
  bool said = false;
  for (size_t i = 0; i < table->rows; i++)
    said = said || strstr(lr_table_get_text(table, i, "definition"), "cannot hold the target");
  LR_CHECK(said);
  lr_table_free(table);
  lr_fill_result_free(&result);
  // started empty it comes from below, never at the target; without an injector it decays and is reported as well
  fill.ring[0].initial_current_A = 0;
  fill.ring[1].bunch_charge_C = 0;
  result = run(&fill);
  LR_CHECK(!result.ring[0].reached_target && result.ring[0].limited);
  LR_NEAR(result.sample[result.samples - 1].current_A[0], limit_A * (1 - exp(-20)), 1e-6);
  LR_CHECK(result.ring[1].limited && result.ring[1].current_limit_A == 0);
  LR_NEAR(result.sample[result.samples - 1].current_A[1] - 1.099 * exp(-20), 0, 1e-8);
  lr_fill_result_free(&result);
}

// Losses that change with the current: both rings settle where the balance says, and not where the lifetime of the target does.
static void test_settled(void) {
  struct lr_fill fill = test_fill();
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r].bunch_charge_C = r ? 0.09e-9 : 0.25e-9;
    fill.ring[r].conditioning_exponent = 0;
  }
  fill.duration_s = 72000;
  fill.R_L = 0.9;
  for (int from = 0; from < 2; from++) {
    for (int r = 0; r < LR_FILL_RINGS; r++) fill.ring[r].initial_current_A = from ? 0.1 : NAN;
    struct lr_fill_result result = run(&fill);
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      const struct lr_fill_ring_result *ring = &result.ring[r];
      double f0_Hz = lr_revolution_frequency(&fill.collider), of_target_A = f0_Hz * test_injector_A(&fill, r) * ring->lifetime_s;
      LR_CHECK(ring->limited && ring->needed_load > 1);
      LR_NEAR(result.sample[result.samples - 1].current_A[r], ring->current_limit_A, 1e-3);
      LR_CHECK(ring->current_limit_A > 1.05 * of_target_A);
    }
    lr_fill_result_free(&result);
  }
  // one that is held: the current at which it would no longer be, the other ring where it settles
  fill.ring[1].bunch_charge_C = 0.3e-9;
  struct lr_fill_result result = run(&fill);
  double limit_A = result.ring[1].current_limit_A;
  LR_CHECK(!result.ring[1].limited && limit_A > 1.099);
  lr_fill_result_free(&result);
  fill.ring[0].target_current_A = fill.ring[0].initial_current_A = result.ring[0].current_limit_A;
  fill.ring[0].touschek_current_A = 1.321;
  fill.ring[1].target_current_A = 1.02 * limit_A;
  fill.ring[1].touschek_current_A = 1.099;
  result = run(&fill);
  LR_CHECK(result.ring[1].limited);
  LR_NEAR(result.sample[result.samples - 1].current_A[1], limit_A, 2e-3);
  lr_fill_result_free(&result);
}

// Coasting, L = L0 exp(-t/tau_L), with a dead turnaround: mean = tau_L (1 - exp(-t/tau_L)) / (t + T).
static void test_coasting(void) {
  double tau_L_s = 5400, turnaround_s = 180, best_s = 0.371298 * 3600;
  struct lr_fill fill = test_bare_fill();
  for (int r = 0; r < LR_FILL_RINGS; r++) fill.ring[r].other_lifetime_s = 2 * tau_L_s;
  fill.top_up = false;
  struct lr_fill_event end = {.kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 1e9};
  fill.event = &end;
  fill.events = 1;
  double published[] = {0.7807, 0.738};
  for (int i = 0; i < 2; i++) {
    end.time_s = i ? 2700 : best_s;
    fill.duration_s = end.time_s + turnaround_s;
    struct lr_fill_result result = run(&fill);
    double expected = tau_L_s * (1 - exp(-end.time_s / tau_L_s)) / fill.duration_s;
    LR_NEAR(result.mean_over_peak, expected, 1e-6);
    LR_NEAR(result.mean_over_peak, published[i], i ? 7e-4 : 1e-4);  // half of the last digit
    LR_CHECK(result.ring[0].injected_C == 0 && !result.ring[0].limited);
    lr_fill_result_free(&result);
  }
  // refills without a dump: linear at the full rate, losses going on; the target is met again and left
  struct lr_fill_event refill[] = {{.time_s = 1000, .kind = LR_FILL_REFILL, .ring = {true, true}},
                                   {.time_s = 3000, .kind = LR_FILL_REFILL, .ring = {true, false}}};
  test_set_refill_time(&fill, 600);
  fill.event = refill;
  fill.events = 2;
  fill.duration_s = 3600;
  struct lr_fill_result result = run(&fill);
  double tau_s = 2 * tau_L_s, x = exp(-1000 / tau_s), gain = tau_s / 600;  // n(t) = gain + (x - gain) exp(-t/tau)
  double full_s = tau_s * log((gain - x) / (gain - 1));
  LR_NEAR(result.ring[1].full_rate_s, full_s, 1e-6);
  LR_NEAR(result.ring[1].end_C / result.ring[1].start_C, exp(-(2600 - full_s) / tau_s), 1e-7);
  lr_fill_result_free(&result);
}

// Burn-off by radiative Bhabha scattering alone, equal beams: L = L0 / (1 + t/tau)^2, tau = N / (L0 sigma).
static void test_burnoff(void) {
  struct lr_collider collider = test_with_currents(test_2022(), 1.2, 1.2);
  struct lr_fill fill = lr_fill_default(&collider);
  fill.R_L = 1;
  fill.top_up = false;
  fill.outputs = 3;
  fill.duration_s = 1;
  struct lr_fill_result result = run(&fill);
  double particles = result.ring[0].start_C / LR_E_C, tau_s = 36000, turnaround_s = 10800;
  for (int r = 0; r < LR_FILL_RINGS; r++) fill.ring[r].bhabha_cross_section_m2 = particles / (result.peak_m2s * tau_s);
  lr_fill_result_free(&result);
  struct lr_fill_event end = {
      .time_s = sqrt(tau_s * turnaround_s), .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 1e9};
  fill.event = &end;
  fill.events = 1;
  fill.duration_s = end.time_s + turnaround_s;
  result = run(&fill);
  double root = 1 + sqrt(turnaround_s / tau_s);
  LR_NEAR(result.mean_over_peak, 1 / (root * root), 1e-6);
  LR_NEAR(result.mean_over_peak, 0.4175, 1e-4);
  LR_NEAR(result.ring[0].bhabha_lifetime_s, tau_s, 1e-12);
  lr_fill_result_free(&result);
}

// Touschek alone: N0 / (1 + t/tau), and with a constant rate: 1/N = (1/N0 + k tau) exp(t/tau) - k tau.
static void test_touschek(void) {
  struct lr_fill fill = test_bare_fill();
  fill.top_up = false;
  fill.duration_s = 1800;
  fill.outputs = 7;
  fill.ring[0].touschek_lifetime_s = fill.ring[1].touschek_lifetime_s = 600;
  fill.ring[1].other_lifetime_s = 900;
  struct lr_fill_result result = run(&fill);
  for (size_t i = 0; i < result.samples; i++) {
    const struct lr_fill_sample *s = &result.sample[i];
    LR_NEAR(s->current_A[0], 1.321 / (1 + s->time_s / 600), 1e-6);
    LR_NEAR(s->current_A[1], 1.099 / ((1 + 1.5) * exp(s->time_s / 900) - 1.5), 1e-6);
    LR_NEAR(s->lifetime_s[0], 600 + s->time_s, 1e-6);
  }
  lr_fill_result_free(&result);
  // the reference: twice the current and four times the emittance is the same rate
  fill.ring[0].touschek_current_A = 2 * 1.321;
  fill.ring[0].touschek_emittance_m = 4 * fill.collider.ler.emittance_y_m;
  result = run(&fill);
  LR_NEAR(result.sample[0].lifetime_s[0], 600, 1e-12);
  lr_fill_result_free(&result);
}

// The Touschek reference with a blow-up: at the target, where the beam is blown up; at another current, blown up as there.
static void test_touschek_reference(void) {
  struct lr_fill fill = test_bare_fill();
  double product_A2 = 1.321 * 1.099 / (2249.0 * 2249.0);
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r].touschek_lifetime_s = 570;
    fill.ring[r].blowup_product_A2 = 0.4e-6;
    fill.ring[r].blowup_exponent = 1.5;
  }
  struct lr_fill_result result = run(&fill);
  for (int r = 0; r < LR_FILL_RINGS; r++) LR_NEAR(result.ring[r].touschek_lifetime_s, 570, 1e-9);
  lr_fill_result_free(&result);
  for (int r = 0; r < LR_FILL_RINGS; r++) fill.ring[r].touschek_current_A = (r ? 1.099 : 1.321) / 2;
  result = run(&fill);
  double here = 1 + pow(product_A2 / 0.4e-6, 1.5), there = 1 + pow(product_A2 / 4 / 0.4e-6, 1.5);
  for (int r = 0; r < LR_FILL_RINGS; r++) LR_NEAR(result.ring[r].touschek_lifetime_s, 570 / 2. * sqrt(here / there), 1e-9);
  lr_fill_result_free(&result);
}

// Emittance: relaxes to eps_y0 (1 + (P/P0)^n) with 2/tau_y; an abort of the other ring lets it fall as exp(-2t/tau_y).
static void test_emittance(void) {
  struct lr_fill fill = test_bare_fill();
  fill.ring[0].blowup_product_A2 = 0.4e-6;
  fill.ring[0].blowup_exponent = 1.5;
  fill.ring[0].damping_time_y_s = 40;
  struct lr_fill_event abort = {.kind = LR_FILL_ABORT, .time_s = 100, .ring = {false, true}, .recovery_s = 1e9};
  fill.event = &abort;
  fill.events = 1;
  fill.duration_s = 200;
  fill.outputs = 11;
  fill.tolerance = 1e-11;
  struct lr_fill_result result = run(&fill);
  double grown = pow(1.321 * 1.099 / (2249.0 * 2249.0) / 0.4e-6, 1.5), eps_m = fill.collider.ler.emittance_y_m;
  for (size_t i = 0; i < result.samples; i++) {
    double t_s = result.sample[i].time_s, expected = grown * (t_s <= 100 ? 1 : exp(-(t_s - 100) / 20));
    LR_NEAR(result.sample[i].emittance_y_m[0], eps_m * (1 + expected), 1e-6);
    LR_NEAR(result.sample[i].emittance_y_m[1], fill.collider.her.emittance_y_m, 1e-12);
  }
  lr_fill_result_free(&result);
}

// Conditioning: gas loss alone, held current: injected charge = integral of a power of the dose.
static void test_conditioning(void) {
  struct lr_fill fill = test_bare_fill();
  test_set_refill_time(&fill, 100);
  fill.ring[0].gas_rate_per_sA = 1e-3;
  fill.ring[0].dose_start_As = 1000;
  fill.ring[0].dose_reference_As = 2000;
  fill.ring[0].conditioning_exponent = 0.7;
  struct lr_fill_result result = run(&fill);
  double end_As = 1000 + 1.321 * 3600;  // Int I (d/d0)^-a dd over doses
  double expected = 1e-3 * 1.321 * pow(2000, 0.7) * (pow(end_As, 0.3) - pow(1000, 0.3)) / 0.3 /
                    lr_revolution_frequency(&fill.collider);
  LR_NEAR(result.ring[0].lost_C, expected, 1e-6);
  LR_NEAR(result.ring[0].injected_C, expected, 1e-6);
  LR_NEAR(result.ring[0].gas_lifetime_s, 1 / (1e-3 * 1.321 * pow(end_As / 2000, -0.7)), 1e-7);
  lr_fill_result_free(&result);
}

int main(void) {
  lr_test_seed_from_environment();
  test_luminosity();
  test_trips();
  test_injector_limit();
  test_settled();
  test_coasting();
  test_burnoff();
  test_touschek();
  test_touschek_reference();
  test_emittance();
  test_conditioning();
  return lr_test_end();
}
