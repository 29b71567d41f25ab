// SPDX-License-Identifier: GPL-3.0-or-later
// Wake kick: closed forms of simple wakes, and the bunch length of macro-particles against the Haissinski equation.
#include "base/constants.h"
#include "machine/haissinski.h"
#include "machine/track/equilibrium.h"
#include "machine/track/wake_kick.h"
#include "tests/lr_test.h"

static struct lr_error error;

// The LER of the published solution (read): 4 GeV, nu_s 0.023, 4.6 mm, 7.527e-4. Damping is ten times that of the ring: the
// equilibrium does not depend on it, and comes sooner.
static struct lr_track_ring ler(double charge_C) {
  return (struct lr_track_ring){.gamma = 4e9 / LR_ELECTRON_MASS_eV, .number = charge_C / LR_E_C, .radius_m = LR_ELECTRON_RADIUS_m,
                                .beta_m = {0.08, 0.001, 4.6e-3 / 7.527e-4}, .emittance_m = {4e-9, 20e-12, 4.6e-3 * 7.527e-4},
                                .tune = {0.525, 0.589, 0.023}, .damping = {0.002, 0.002, 0.0045},
                                .aperture_m = {INFINITY, INFINITY}, .aperture_delta = INFINITY};
}

static double at(const struct lr_track_wake *w, const double *kick, double z_m) {
  struct lr_track_block block = {.count = 1};
  block.z[0] = z_m;
  lr_track_wake_apply(w, kick, &block);
  return block.delta[0];
}

// A Gaussian bunch on the grid: a resistance gives -q R c lambda(z), an inductance q L c^2 lambda'(z), all over E/e.
static void test_closed_forms(void) {
  static struct lr_track_wake w;
  static double charge[LR_TRACK_WAKE_POINTS], kick[LR_TRACK_WAKE_POINTS];
  struct lr_track_ring ring = ler(10e-9);
  const double s = 4.6e-3, scale = 10e-9 / 4e9;
  struct lr_wake wake = {.resistance_ohm = 1000};
  LR_CHECK(lr_track_wake_lay(&wake, &ring, &w, &error) == LR_OK);
  for (int i = 0; i < LR_TRACK_WAKE_POINTS; i++) {
    double z = w.first_m + i * w.step_m;
    charge[i] = exp(-z * z / (2 * s * s)) / (s * sqrt(2 * LR_PI)) * w.step_m;
  }
  lr_track_wake_remember(&w, 0, charge);
  lr_track_wake_convolve(&w, 1, kick);
  double mean = 1000 * LR_C_m_s / (2 * sqrt(LR_PI) * s);
  for (int k = -3; k <= 3; k++) {
    double z = k * s, lambda = exp(-z * z / (2 * s * s)) / (s * sqrt(2 * LR_PI));
    LR_NEAR(at(&w, kick, z), -scale * (1000 * LR_C_m_s * lambda - mean), 1e-4);
  }
  wake = (struct lr_wake){.inductance_H = 20e-9};
  LR_CHECK(lr_track_wake_lay(&wake, &ring, &w, &error) == LR_OK);
  lr_track_wake_remember(&w, 0, charge);
  lr_track_wake_convolve(&w, 1, kick);
  for (int k = -3; k <= 3; k++) {  // the head loses, the tail gains
    double z = k * s, slope = -z / (s * s) * exp(-z * z / (2 * s * s)) / (s * sqrt(2 * LR_PI));
    LR_NEAR(at(&w, kick, z) * 1e6, 1e6 * scale * 20e-9 * LR_C_m_s * LR_C_m_s * slope, k ? 1e-2 : 1e-9);
  }
}

// Charges go to the points without loss, and what is behind the bunch feels nothing of what is ahead of it by a table's end.
static void test_deposit(void) {
  static struct lr_track_wake w;
  double charge[LR_TRACK_WAKE_POINTS] = {0};
  struct lr_track_ring ring = ler(10e-9);
  struct lr_wake wake = {.resistance_ohm = 1};
  LR_CHECK(lr_track_wake_lay(&wake, &ring, &w, &error) == LR_OK);
  struct lr_track_block block = {.count = 4};
  block.z[0] = 1e-3, block.z[1] = -2.3e-3, block.z[2] = 1, block.z[3] = -1;
  lr_track_wake_deposit(&w, &block, charge);
  double sum = 0, first = 0;
  for (int i = 0; i < LR_TRACK_WAKE_POINTS; i++) {
    sum += charge[i];
    first += charge[i] * (w.first_m + i * w.step_m);
  }
  LR_NEAR(sum, 4, 1e-14);
  LR_NEAR(first, 1e-3 - 2.3e-3, 1e-10);  // the two beyond the grid stand at its ends
  LR_CHECK(charge[0] == 1 && charge[LR_TRACK_WAKE_POINTS - 1] == 1);
}

struct shape {
  double length, error;
};

static struct shape tracked(const struct lr_wake *wake, double charge_C) {
  enum { PARTICLES = 8192, TURNS = 3000, AVERAGE = 2700 };
  struct lr_track_ring ring[2] = {ler(charge_C), ler(charge_C)};
  struct lr_track_input input = {.particles = PARTICLES, .turns = TURNS, .average = AVERAGE, .wake = {wake}};
  struct lr_track_run *run = NULL;
  struct lr_track_result result;
  struct shape shape = {NAN, NAN};
  LR_CHECK(lr_track_run_create(ring, 0, 1, &input, 3, &run, &error) == LR_OK);
  if (!run) return shape;
  LR_CHECK(lr_track_run_step(run, TURNS, 1, &error) == LR_OK);
  LR_CHECK(lr_track_run_result(run, &result, &error) == LR_OK);
  double memory = wake ? 0.0045 : 2 * 0.0045;  // of the charge, or of the emittance
  LR_NEAR(result.beam[0].relaxations[2], memory * (TURNS - AVERAGE), 1e-12);
  LR_NEAR(result.beam[0].relaxations_in[2], memory * AVERAGE, 1e-12);
  shape.length = result.beam[0].sigma_m[2].value;
  shape.error = result.beam[0].sigma_m[2].error;
  double spread = 0;  // the energy spread stays that of the radiation
  for (long t = TURNS - AVERAGE; t < TURNS; t++) {
    const double *sum = lr_track_run_sums(run, 0)[t].sum;
    spread += sum[LR_TRACK_DELTA2] / sum[LR_TRACK_ALIVE] / AVERAGE;
  }
  LR_NEAR(sqrt(spread), 7.527e-4, 4e-3);
  lr_track_run_free(run);
  return shape;
}

static void test_haissinski(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  char path[4096];
  snprintf(path, sizeof path, "%s/inputs/wakes/superkekb_ler_2021.dat", source ? source : ".");
  struct lr_wake_table *table = NULL;
  LR_CHECK(lr_wake_table_read(path, &table, &error) == LR_OK);
  struct lr_wake wake = {.table = table};
  double current_A = 0.692e-3, charge_C = current_A * 3016.315 / LR_C_m_s;
  static struct lr_haissinski_result solved;
  struct lr_haissinski problem = {.energy_eV = 4e9, .energy_spread = 7.527e-4, .tune_s = 0.023, .sigma_z0_m = 4.6e-3, .charge_C = charge_C};
  LR_CHECK(lr_haissinski_solve(&problem, &wake, NULL, &solved, &error) == LR_OK);
  LR_NEAR(solved.sigma_z_m / 4.6e-3, 1.1370, 2e-3);
  struct shape with = tracked(&wake, charge_C), without = tracked(NULL, charge_C);
  printf("with wake %.4f +- %.4f mm, Haissinski %.4f mm; without %.4f +- %.4f mm\n", with.length * 1e3, with.error * 1e3, solved.sigma_z_m * 1e3,
         without.length * 1e3, without.error * 1e3);
  LR_CHECK(with.error < 3e-3 * with.length);
  LR_NEAR(with.length, solved.sigma_z_m, 2e-3);
  LR_CHECK(fabs(with.length - solved.sigma_z_m) < 4 * with.error);
  LR_CHECK(fabs(without.length - 4.6e-3) < 4 * without.error);
  lr_wake_table_free(table);
}

static void test_refused(void) {
  static struct lr_track_wake w;
  struct lr_track_ring ring = ler(10e-9);
  struct lr_wake wake = {.resistance_ohm = -1};
  LR_CHECK(lr_track_wake_lay(&wake, &ring, &w, &error) == LR_E_DOMAIN);
}

int main(void) {
  test_closed_forms();
  test_deposit();
  test_haissinski();
  test_refused();
  return lr_test_end();
}
