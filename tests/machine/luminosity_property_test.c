// SPDX-License-Identifier: GPL-3.0-or-later
// Luminosity of random colliders: its powers where nothing else binds, and the direction in which each figure moves it.
#include "machine/luminosity.h"

#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static double luminosity(const struct lr_collider *collider) {
  struct lr_luminosity l = {0};
  struct lr_error error = {0};
  enum lr_status status = lr_luminosity_evaluate(collider, &l, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return l.luminosity_m2s;
}

static struct lr_collider random_collider(double beta_low_m, double beta_high_m) {
  struct lr_collider c = {.circumference_m = 3000, .crossing_angle_rad = lr_test_between(0.02, 0.1), .bunches = 1000};
  for (int i = 0; i < 2; i++)
    *(i ? &c.her : &c.ler) = test_ring(i ? 7 : 4, lr_test_log_between(1e10, 1e11), lr_test_log_between(0.03, 0.2),
                                       lr_test_log_between(beta_low_m, beta_high_m), lr_test_log_between(1e-9, 5e-9),
                                       lr_test_log_between(5e-12, 5e-11), lr_test_between(4e-3, 7e-3));
  return c;
}

// No hourglass: beta_y far above the length of the overlap (sigma_x over the half angle, at most 3 mm here).
static void test_powers(void) {
  for (int n = 0; n < 40; n++) {
    struct lr_collider c = random_collider(0.3, 1), other = c;
    double base = luminosity(&c), k = lr_test_log_between(0.3, 3), m = lr_test_log_between(0.3, 3);
    double sum = c.ler.emittance_y_m * c.ler.beta_y_m + c.her.emittance_y_m * c.her.beta_y_m;
    other.ler.beta_y_m *= k;
    other.her.beta_y_m *= m;
    double there = other.ler.emittance_y_m * other.ler.beta_y_m + other.her.emittance_y_m * other.her.beta_y_m;
    LR_NEAR(luminosity(&other) / base, sqrt(sum / there), 1e-3);  // L ~ 1 / Sigma_y
    other = c;
    other.her.bunch_population *= k;
    other.ler.bunch_population *= m;
    LR_NEAR(luminosity(&other) / base, k * m, 1e-9);
    // equal rings: beta_y^-1/2 at the same emittance; 1/beta_y at the same xi_y (M6), which wants the emittance to follow
    c.her = c.ler;
    other = c;
    base = luminosity(&c);
    other.ler.beta_y_m = other.her.beta_y_m = k * c.ler.beta_y_m;
    LR_NEAR(luminosity(&other) / base, 1 / sqrt(k), 1e-3);
    other.ler.emittance_y_m = other.her.emittance_y_m = k * c.ler.emittance_y_m;
    LR_NEAR(luminosity(&other) / base, 1 / k, 1e-3);
    struct lr_luminosity one, two;
    LR_CHECK(!lr_luminosity_evaluate(&c, &one, NULL) && !lr_luminosity_evaluate(&other, &two, NULL));
    LR_NEAR(two.xi_ler.xi_y_luminosity, one.xi_ler.xi_y_luminosity, 1e-3);
  }
}

// A figure is moved by `step` from where it is (sizes: by a factor), and the luminosity must go that way.
static void falls(const char *what, const struct lr_collider *c, double base, double *figure, double value) {
  double before = *figure;
  *figure = value;
  double there = luminosity(c);
  LR_CHECK(there < base * (1 + 1e-9));
  if (!(there < base * (1 + 1e-9))) fprintf(stderr, "    %s from %g to %g: %.12g of it\n", what, before, value, there / base);
  *figure = before;
}

static void test_directions(void) {
  for (int n = 0; n < 60; n++) {
    struct lr_collider c = random_collider(2e-4, 5e-3);
    double base = luminosity(&c), more = lr_test_between(1.05, 2);
    double sum_y = sqrt(c.ler.emittance_y_m * c.ler.beta_y_m + c.her.emittance_y_m * c.her.beta_y_m);
    double sum_x = hypot(c.ler.bunch_length.length_m, c.her.bunch_length.length_m) * tan(c.crossing_angle_rad / 2);
    for (int i = 0; i < 2; i++) {
      struct lr_ring *ring = i ? &c.her : &c.ler;
      falls("emittance_x", &c, base, &ring->emittance_x_m, more * ring->emittance_x_m);
      falls("emittance_y", &c, base, &ring->emittance_y_m, more * ring->emittance_y_m);
      falls("beta_x", &c, base, &ring->beta_x_m, more * ring->beta_x_m);
      falls("bunch length", &c, base, &ring->bunch_length.length_m, more * ring->bunch_length.length_m);
      falls("chromatic size", &c, base, &ring->chromatic_size_y_m, lr_test_between(0.1, 2) * sum_y);
      falls("roll", &c, base, &ring->roll_rad, lr_test_between(1e-4, 5e-3));
      falls("current", &c, base, &ring->bunch_population, ring->bunch_population / more);
    }
    falls("angle", &c, base, &c.crossing_angle_rad, more * c.crossing_angle_rad);
    falls("jitter", &c, base, &c.jitter_y_m, lr_test_between(0.1, 2) * sum_y);
    falls("vertical angle", &c, base, &c.vertical_angle_rad, lr_test_between(0.1, 2) * sum_y / 5e-4);
    falls("offset y", &c, base, &c.offset_y_m, lr_test_between(-3, 3) * sum_y);
    falls("offset x", &c, base, &c.offset_x_m, lr_test_between(-1, 1) * sum_x);
    double offset = lr_test_between(0.1, 2);  // further out, less
    c.offset_y_m = offset * sum_y;
    base = luminosity(&c);
    falls("offset y, further", &c, base, &c.offset_y_m, c.offset_y_m * more);
    c.offset_y_m = 0;
    c.jitter_y_m = offset * sum_y;
    base = luminosity(&c);
    falls("jitter, more", &c, base, &c.jitter_y_m, c.jitter_y_m * more);
  }
}

int main(void) {
  lr_test_seed_from_environment();
  test_powers();
  test_directions();
  return lr_test_end();
}
