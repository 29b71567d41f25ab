// SPDX-License-Identifier: GPL-3.0-or-later
// Specific luminosity by tracking: effective emittances give it back, rings that do not see each other keep theirs, the frozen
// sizes follow the tracked ones, any number of jobs.
#include "machine/track/curve.h"

#include <gsl/gsl_errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/constants.h"
#include "base/parallel.h"
#include "machine/blowup_curve.h"
#include "machine/bunch_length.h"
#include "machine/luminosity.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

// The optics of 1 mm with a damping so strong that a few hundred turns are enough.
static struct lr_collider machine(double damping) {
  struct lr_collider c = test_superkekb(1, test_ring(4, 4.459e10, 0.08, 1e-3, 4e-9, 20e-12, 4.6e-3),
                                        test_ring(7.00729, 3.579e10, 0.06, 1e-3, 4.6e-9, 35e-12, 5.048e-3));
  for (int r = 0; r < 2; r++) {
    struct lr_ring *ring = r ? &c.her : &c.ler;
    ring->tune_x = r ? 45.532 : 44.54;
    ring->tune_y = r ? 43.573 : 46.589;
    ring->tune_s = r ? 0.0258 : 0.0233;
    ring->damping_x = ring->damping_y = ring->damping_s = damping;
    ring->energy_spread = r ? 6.3e-4 : 7.53e-4;
    ring->rf_voltage_V = NAN;
    ring->crab_waist = r ? 0.4 : 0.8;
  }
  return c;
}

static const struct lr_track_points_how ONE = {.jobs = 1}, TWO = {.jobs = 2};
static const double PRODUCT_A2[] = {0, 0.1e-6, 0.4e-6};

static struct lr_track_curve_input input_of(double damping, long turns) {
  return (struct lr_track_curve_input){.collider = machine(damping),
                                       .track = {.particles = 512, .turns = turns, .average = turns / 2, .slices = 15, .kick = true, .exchange = 50},
                                       .aperture_m = {{INFINITY, INFINITY}, {INFINITY, INFINITY}},
                                       .aperture_delta = INFINITY,
                                       .product_A2 = PRODUCT_A2,
                                       .count = 3,
                                       .seed = 5};
}

// What stands in the file, read by the reader of `blowup:`, makes `lumi` give the tracked specific luminosity.
static void check_file(const struct lr_track_curve_input *in, const struct lr_track_curve_point *point) {
  static struct lr_blowup_curve curve;
  struct lr_error error = {0};
  struct lr_buffer text = {0};
  lr_track_curve_write(point, in->count, "one\ntwo, with a comma", &text);
  LR_CHECK(strncmp(lr_buffer_text(&text), "# one\n# two, with a comma\n", 26) == 0);
  LR_CHECK(lr_blowup_curve_parse("t.csv", lr_buffer_text(&text), &curve, &error) == LR_OK);
  LR_CHECK(curve.has_tracked);
  for (size_t p = 0; p < in->count; p++)
    for (int r = 0; r < 2; r++) LR_NEAR(curve.tracked_m[r][p], point[p].emittance_m[r][1].value, 1e-4);
  for (size_t p = 1; p < in->count; p++) {
    struct lr_collider c = in->collider;
    struct lr_luminosity l;
    double particle_A = LR_E_C * lr_revolution_frequency(&c);
    c.ler.bunch_population = point[p].bunch_current_A[0] / particle_A;
    c.her.bunch_population = point[p].bunch_current_A[1] / particle_A;
    LR_NEAR(point[p].bunch_current_A[0] * point[p].bunch_current_A[1], PRODUCT_A2[p], 1e-12);
    LR_CHECK(lr_blowup_curve_at(&curve, PRODUCT_A2[p], &c.ler.emittance_y_m, &c.her.emittance_y_m, &error) == LR_OK);
    LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_OK);
    LR_NEAR(l.specific_luminosity_m2sA2, point[p].specific_m2sA2.value, 1e-7);
  }
  lr_buffer_free(&text);
}

static void test_no_kick(void) {
  struct lr_error error = {0};
  struct lr_track_curve_point point[3];
  struct lr_track_curve_input in = input_of(0.02, 1600);
  in.track.kick = false;
  in.track.slices = 60;
  in.track.slicing = LR_TRACK_SHATILOV;
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_OK);
  for (size_t p = 0; p < 3; p++) {
    LR_CHECK(point[p].converged && point[p].tracked == (p > 0));
    double room = p ? 5 * point[p].effective_error[0] + 0.02 : 1e-12;  // crab waist of a frozen beam is not there: 1 % of L
    LR_NEAR(point[p].effective_m[0], 20e-12, room);
    LR_NEAR(point[p].effective_m[1], 35e-12, room);
    LR_CHECK(room < 0.08);
  }
  check_file(&in, point);
  struct lr_luminosity l;  // at no current: as lumi has it
  LR_CHECK(lr_luminosity_evaluate(&in.collider, &l, &error) == LR_OK);
  LR_NEAR(point[0].specific_m2sA2.value, l.specific_luminosity_m2sA2, 1e-7);
}

static void test_kick(void) {
  struct lr_error error = {0};
  struct lr_track_curve_point point[3], again[3];
  struct lr_track_curve_input in = input_of(0.02, 600);
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_OK);
  for (size_t p = 1; p < 3; p++) {
    LR_CHECK(!point[p].converged && point[p].drift_sigma <= 3);  // it stands, but 15 slices are too few
    LR_CHECK(point[p].specific_m2sA2.error > 0 && point[p].specific_m2sA2.error < 0.05 * point[p].specific_m2sA2.value);
    double half_m2 = fabs(point[p].luminosity_m2[0].value - point[p].luminosity_m2[1].value) / 2;
    LR_NEAR(point[p].systematic_m2sA2 / point[p].specific_m2sA2.value, 2 * half_m2 / (point[p].luminosity_m2[0].value + point[p].luminosity_m2[1].value), 1e-9);
    LR_CHECK(point[p].systematic_m2sA2 > 0 && point[p].systematic_m2sA2 < point[p].specific_m2sA2.error);
    LR_CHECK(point[p].sigma_m[0][1].value > 0.5e-7 && point[p].lost_fraction[0] == 0);
  }
  LR_CHECK(point[2].emittance_m[0][1].value > 1.02 * 20e-12);  // some blow-up
  check_file(&in, point);
  LR_CHECK(lr_track_curve(&in, again, &TWO, &error) == LR_OK);
  for (size_t p = 0; p < 3; p++)
    LR_CHECK(again[p].specific_m2sA2.value == point[p].specific_m2sA2.value && again[p].effective_m[1] == point[p].effective_m[1]);
  struct lr_table *table = lr_track_curve_table(point, 3);
  LR_CHECK(lr_table_ok(table) && table->rows == 3 && strcmp(lr_table_get_text(table, 0, "converged"), "not tracked") == 0);
  LR_NEAR(lr_table_get(table, 2, "product"), 0.4, 1e-12);
  LR_NEAR(lr_table_get(table, 2, "L_sp"), point[2].specific_m2sA2.value * 1e-10, 1e-12);
  LR_NEAR(lr_table_get(table, 2, "emittance_y_ler"), point[2].effective_m[0] * 1e12, 1e-12);
  lr_table_free(table);
}

// A wake that is tracked lengthens the bunch once, whether or not the collider has a law of its length beside it; with that law in M2
// rings that do not see each other keep their emittances.
static void test_wake(void) {
  static const double PRODUCTS_A2[] = {0.2e-6, 0.5e-6, 0.8e-6};
  static struct lr_wake wake;
  char path[4096];
  struct lr_wake_table *file = NULL;
  struct lr_error error = {0};
  struct lr_track_curve_point by_wake[3], by_law[3], both[3];
  struct lr_track_curve_input in = input_of(0.01, 1000);
  in.product_A2 = PRODUCTS_A2;
  in.track.kick = false;
  in.track.slices = 60;
  snprintf(path, sizeof path, "%s/inputs/wakes/superkekb_ler_2021.dat", getenv("LR_SOURCE_DIR"));
  LR_CHECK(lr_wake_table_read(path, &file, &error) == LR_OK);
  wake.table = file;
  in.track.wake[0] = &wake;
  LR_CHECK(lr_track_curve(&in, by_wake, &ONE, &error) == LR_OK);
  struct lr_ring *ler = &in.collider.ler;
  ler->bunch_length = (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_HAISSINSKI, .length_m = 4.6e-3, .energy_spread = 7.53e-4,
                                               .threshold_A = NAN};
  LR_CHECK(lr_bunch_length_tabulate(&ler->bunch_length, &wake, ler->energy_eV, ler->tune_s, in.collider.circumference_m, 1.1e-3, 1.2e-3, &error) == LR_OK);
  LR_CHECK(lr_track_curve(&in, both, &ONE, &error) == LR_OK);
  in.track.wake[0] = NULL;
  LR_CHECK(lr_track_curve(&in, by_law, &ONE, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  for (size_t p = 0; p < 3; p++) {
    LR_CHECK(both[p].specific_m2sA2.value == by_wake[p].specific_m2sA2.value);
    LR_NEAR(both[p].specific_m2sA2.value, by_law[p].specific_m2sA2.value, 0.02);  // counted twice: 4 % less at 0.2 mA^2, 8 % at 0.8
    LR_NEAR(both[p].effective_m[0], 20e-12, 0.06);
    LR_CHECK(by_wake[p].effective_m[0] > 1.02 * both[p].effective_m[0]);  // M2 with the shorter bunch wants more emittance
  }
  LR_CHECK(by_wake[2].specific_m2sA2.value < 0.98 * by_wake[0].specific_m2sA2.value);
  lr_wake_table_free(file);
}

static void test_refusals(void) {
  struct lr_error error = {0};
  struct lr_track_curve_point point[3];
  struct lr_track_curve_input in = input_of(0.02, 40);
  const double down[] = {0.2e-6, 0.1e-6, 0.3e-6}, negative[] = {-1e-6, 0, 1e-6};
  in.count = 2;
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_E_DOMAIN && strstr(error.text, "3 to"));
  in.count = 3;
  in.product_A2 = down;
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_E_DOMAIN && strstr(error.text, "ascend"));
  in.product_A2 = negative;
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_E_DOMAIN);
  in.product_A2 = PRODUCT_A2;
  in.collider.her.tune_y = NAN;
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_E_DOMAIN && strstr(error.text, "'tune_y' of the her"));
  in = input_of(1e-6, 40);  // no damping to speak of: it says so
  LR_CHECK(lr_track_curve(&in, point, &ONE, &error) == LR_OK && !point[2].converged);
}

// A stop after the first round of points: what is done stands, the rest says so, in the table and in the file; saved, it goes on to the same
// bits; and the bytes are refused by another curve, by other settings and when they are damaged.
static enum lr_status stop(void *context, struct lr_error *error) {
  (void)context;
  lr_interrupt_request();
  return lr_error_set(error, LR_E_INTERRUPTED, "stop");
}

static void test_stop(void) {
  static struct lr_blowup_curve curve;
  struct lr_error error = {0};
  struct lr_track_curve_point whole[3], point[3], fresh[3];
  struct lr_track_curve_input in = input_of(0.02, 60);
  bool done[3] = {false}, back[3] = {false};
  const struct lr_track_points_how stops = {.jobs = 2, .done = done, .between = stop}, on = {.jobs = 1, .done = back};
  LR_CHECK(lr_track_curve(&in, whole, &TWO, &error) == LR_OK);
  LR_CHECK(lr_track_curve(&in, point, &stops, &error) == LR_E_INTERRUPTED);
  lr_interrupt_clear();
  LR_CHECK(done[0] && done[1] && !done[2] && !point[1].stopped && point[2].stopped && point[2].product_A2 == PRODUCT_A2[2]);
  struct lr_table *table = lr_track_curve_table(point, 3);
  LR_CHECK(lr_table_ok(table) && strcmp(lr_table_get_text(table, 2, "converged"), "stopped") == 0);
  LR_CHECK(isnan(lr_table_get(table, 2, "L_sp")) && isfinite(lr_table_get(table, 2, "bunch_current_her")) && isfinite(lr_table_get(table, 1, "L_sp")));
  lr_table_free(table);
  struct lr_buffer text = {0}, print = {0}, bytes = {0};
  lr_track_curve_write(point, 3, "", &text);
  LR_CHECK(lr_blowup_curve_parse("t.csv", lr_buffer_text(&text), &curve, &error) == LR_E_INPUT && strstr(error.text, "3 rows at least, there are 2"));
  LR_CHECK(curve.stopped == 1);
  LR_NEAR(curve.stopped_A2, PRODUCT_A2[2], 1e-12);

  const struct lr_track_points from = lr_track_curve_points(point, 3, done), to = lr_track_curve_points(fresh, 3, back);
  LR_CHECK(lr_track_curve_begin(&in, fresh, &print, &error) == LR_OK);
  lr_track_points_save(&from, &print, "this", &bytes);
  LR_CHECK(lr_track_points_restore(&to, &print, "this", bytes.text, bytes.length, &error) == LR_OK && back[0] && back[1] && !back[2]);
  LR_CHECK(lr_track_curve(&in, fresh, &on, &error) == LR_OK && back[2]);
  for (size_t p = 0; p < 3; p++)
    LR_CHECK(fresh[p].specific_m2sA2.value == whole[p].specific_m2sA2.value && fresh[p].effective_m[1] == whole[p].effective_m[1] &&
             fresh[p].converged == whole[p].converged && fresh[p].stopped == whole[p].stopped);

  memset(back, 0, sizeof back);
  LR_CHECK(lr_track_points_restore(&to, &print, "this", bytes.text, bytes.length - 1, &error) == LR_E_INPUT && strstr(error.text, "damaged"));
  bytes.text[bytes.length - sizeof *point + offsetof(struct lr_track_curve_point, tracked)] = 7;  // of the last one that is done
  LR_CHECK(lr_track_points_restore(&to, &print, "this", bytes.text, bytes.length, &error) == LR_E_INPUT && strstr(error.text, "point 1 is none"));
  bytes.text[bytes.length - sizeof *point + offsetof(struct lr_track_curve_point, tracked)] = 1;
  LR_CHECK(!back[0]);
  const struct lr_track_points other = lr_track_curve_points(fresh, 2, back);
  LR_CHECK(lr_track_points_restore(&other, &print, "that", bytes.text, bytes.length, &error) == LR_E_INPUT && strstr(error.text, "made with this, this is that"));
  in.seed = 6;
  lr_buffer_free(&print);
  LR_CHECK(lr_track_curve_begin(&in, fresh, &print, &error) == LR_OK);
  LR_CHECK(lr_track_points_restore(&to, &print, "this", bytes.text, bytes.length, &error) == LR_E_INPUT && strstr(error.text, "other settings"));
  in.collider.ler.crab_waist += 0.01;  // of the optics that the points belong to
  LR_CHECK(lr_track_curve_begin(&in, fresh, NULL, &error) == LR_OK);
  LR_CHECK(lr_track_points_restore(&to, &print, "this", bytes.text, bytes.length, &error) == LR_E_INPUT && strstr(error.text, "other points"));
  lr_buffer_free(&text);
  lr_buffer_free(&print);
  lr_buffer_free(&bytes);
}

int main(void) {
  gsl_set_error_handler_off();
  test_no_kick();
  test_kick();
  test_wake();
  test_refusals();
  test_stop();
  return lr_test_end();
}
