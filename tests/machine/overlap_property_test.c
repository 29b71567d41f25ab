// SPDX-License-Identifier: GPL-3.0-or-later
// Overlap on random colliders: the error estimate is a bound, symmetries, scaling; and what must be refused.
#include "machine/overlap.h"

#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_collider random_collider(void) {
  double angle = lr_test_random() < 0.25 ? 0 : lr_test_log_between(2e-4, 0.2);
  struct lr_collider c = {.circumference_m = 3000, .crossing_angle_rad = angle, .bunches = 10};
  for (int i = 0; i < 2; i++) {
    struct lr_ring *ring = i ? &c.her : &c.ler;
    *ring = test_ring(5, 1e11, lr_test_log_between(5e-3, 1), lr_test_log_between(1e-4, 0.1),
                      lr_test_log_between(1e-10, 2e-8), lr_test_log_between(1e-12, 1e-9),
                      lr_test_log_between(3e-3, 0.1));
    if (angle > 2e-3 && lr_test_random() < 0.5) ring->crab_waist = lr_test_between(-0.2, 1.1);
    if (lr_test_random() < 0.3) ring->waist_shift_m = lr_test_between(-2, 2) * ring->beta_y_m;
  }
  if (lr_test_random() < 0.3) c.offset_y_m = lr_test_between(-3, 3) * sqrt(c.ler.emittance_y_m * c.ler.beta_y_m);
  if (lr_test_random() < 0.3) c.offset_x_m = lr_test_between(-3, 3) * sqrt(c.ler.emittance_x_m * c.ler.beta_x_m);
  return c;
}

static struct lr_overlap evaluate(const struct lr_collider *collider, double tolerance) {
  struct lr_overlap out = {0};
  struct lr_error error = {0};
  enum lr_status status = lr_overlap_evaluate(collider, tolerance, &out, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return out;
}

static void test_error_is_a_bound(void) {
  for (int i = 0; i < 400; i++) {
    struct lr_collider c = random_collider();
    double fine = evaluate(&c, 2e-13).luminosity_m2;
    static const double tolerances[] = {1e-4, 1e-5, 1e-7, 1e-9, 1e-11};
    for (int j = 0; j < 5; j++) {
      struct lr_overlap out = evaluate(&c, tolerances[j]);
      LR_CHECK(out.relative_error <= tolerances[j]);
      LR_CHECK(fabs(out.luminosity_m2 / fine - 1) <= out.relative_error + 2e-13);
    }
  }
}

static void test_symmetries(void) {
  for (int i = 0; i < 100; i++) {
    struct lr_collider c = random_collider(), other = c;
    double base = evaluate(&c, 1e-10).luminosity_m2;
    other.ler = c.her;  // the names of the rings do not matter, but an offset is that of her against ler
    other.offset_x_m *= -1;
    other.her = c.ler;
    LR_NEAR(evaluate(&other, 1e-10).luminosity_m2, base, 1e-9);
    other = c;  // (x, s) -> (-x, -s)
    other.offset_x_m *= -1;
    other.ler.waist_shift_m *= -1;
    other.her.waist_shift_m *= -1;
    LR_NEAR(evaluate(&other, 1e-10).luminosity_m2, base, 1e-9);
    other = c;  // y -> -y
    other.offset_y_m *= -1;
    LR_NEAR(evaluate(&other, 1e-10).luminosity_m2, base, 1e-12);
    other = c;  // L ~ N+ N-
    other.ler.bunch_population *= 3;
    other.her.bunch_population *= 0.7;
    LR_NEAR(evaluate(&other, 1e-10).luminosity_m2, 2.1 * base, 1e-12);
    other = c;  // all lengths times a: L ~ 1/a^2
    double a = lr_test_between(0.5, 2);
    other.offset_x_m *= a;
    other.offset_y_m *= a;
    for (int j = 0; j < 2; j++) {
      struct lr_ring *ring = j ? &other.her : &other.ler;
      ring->beta_x_m *= a;
      ring->beta_y_m *= a;
      ring->emittance_x_m *= a;
      ring->emittance_y_m *= a;
      ring->waist_shift_m *= a;
      ring->bunch_length.length_m *= a;
    }
    LR_NEAR(evaluate(&other, 1e-10).luminosity_m2, base / (a * a), 1e-9);
  }
}

static void test_limits(void) {
  struct lr_collider c = test_lhc();
  struct lr_overlap out = evaluate(&c, 1e-9);
  LR_CHECK(out.luminosity_m2 > 0 && isfinite(out.luminosity_m2));
  // a crossing angle that goes to zero, and a very long bunch, are continuous limits
  struct lr_collider head_on = test_round(0.01, 0.01), almost = head_on;
  almost.crossing_angle_rad = 1e-7;
  LR_NEAR(evaluate(&almost, 1e-10).luminosity_m2, evaluate(&head_on, 1e-10).luminosity_m2, 1e-8);
  c = test_design_peer();
  c.ler.bunch_length.length_m = c.her.bunch_length.length_m = 10;
  double ten_m = evaluate(&c, 1e-10).luminosity_m2;
  c.ler.bunch_length.length_m = c.her.bunch_length.length_m = 20;
  LR_NEAR(evaluate(&c, 1e-10).luminosity_m2, ten_m / 2, 1e-6);  // L ~ 1/sigma_z far above Piwinski angle one
  // the waist of a beam follows its shift: shifting both to the same place costs only the overlap
  c = test_design_peer();
  double centred = evaluate(&c, 1e-10).luminosity_m2;
  c.ler.waist_shift_m = 0.2e-3;
  LR_CHECK(evaluate(&c, 1e-10).luminosity_m2 < centred);
}

static void expect(enum lr_status status, struct lr_collider collider, double tolerance) {
  struct lr_overlap out;
  struct lr_error error = {0};
  LR_CHECK(lr_overlap_evaluate(&collider, tolerance, &out, &error) == status);
  LR_CHECK(error.status == status && error.text[0]);
}

static void test_refusals(void) {
  struct lr_collider c = test_design_peer();
  expect(LR_E_DOMAIN, c, 0);
  expect(LR_E_DOMAIN, c, NAN);
  expect(LR_E_DOMAIN, c, 1);
  c.ler.beta_y_m = 0;
  expect(LR_E_DOMAIN, c, 1e-9);
  c = test_design_peer();
  c.her.bunch_population = -1;
  expect(LR_E_DOMAIN, c, 1e-9);
  c = test_round(0.01, 0.01);
  c.her.crab_waist = 0.5;
  expect(LR_E_DOMAIN, c, 1e-9);
  c = test_round(1, 0.01);  // no place where the beams meet
  c.offset_y_m = 100 * sqrt(1e-9);
  expect(LR_E_DOMAIN, c, 1e-9);
  c = test_2022();  // the waist turned away by kilometres inside the overlap
  c.crossing_angle_rad = 1e-9;
  c.ler.crab_waist = 1;
  expect(LR_E_CONVERGE, c, 1e-13);
}

int main(void) {
  lr_test_seed_from_environment();
  test_error_is_a_bound();
  test_symmetries();
  test_limits();
  test_refusals();
  return lr_test_end();
}
