// SPDX-License-Identifier: GPL-3.0-or-later
// Wakes: tables and what they refuse, resonators and walls against their impedances' closed forms, integrals against
// quadrature.
#include "base/constants.h"
#include "machine/wake.h"
#include "tests/lr_test.h"

// Int from a to b of the `times`-fold integral, Gauss-Legendre of order 4 on many pieces
static double integral(const struct lr_wake *wake, int times, double a, double b) {
  const double x[] = {0.3399810435848563, 0.8611363115940526}, w[] = {0.6521451548625461, 0.3478548451374538};
  const int pieces = 4000;
  double sum = 0, h = (b - a) / pieces;
  for (int i = 0; i < pieces; i++)
    for (int j = 0; j < 2; j++) {
      double middle = a + (i + 0.5) * h;
      sum += w[j] * h / 2 *
             (lr_wake_value(wake, middle - x[j] * h / 2, times) + lr_wake_value(wake, middle + x[j] * h / 2, times));
    }
  return sum;
}

// d/ds of each integral is the one before: from a to b by quadrature and by difference
static void check_integrals(const struct lr_wake *wake, double a, double b, double tolerance) {
  for (int times = 1; times <= 3; times++)
    LR_NEAR(integral(wake, times - 1, a, b), lr_wake_value(wake, b, times) - lr_wake_value(wake, a, times), tolerance);
}

static void test_table(void) {
  struct lr_error error = {0};
  struct lr_wake_table *table = NULL;
  const char *text = "# a wake\n-1e-3 0\n\n0 -2.0  # peak\n 1e-3\t-1\r\n4e-3, 2\n";
  LR_CHECK(lr_wake_table_parse("w.dat", text, &table, &error) == LR_OK);
  if (!table) return;
  const struct lr_wake wake = {.table = table};
  LR_NEAR(lr_wake_table_end(table), 4e-3, 0);
  LR_NEAR(lr_wake_value(&wake, -0.5e-3, 0), 1e12, 1e-15);  // W < 0 in the file takes energy
  LR_NEAR(lr_wake_value(&wake, 0, 0), 2e12, 1e-15);
  LR_NEAR(lr_wake_value(&wake, 2e-3, 0), 0, 1);
  LR_NEAR(lr_wake_value(&wake, 4e-3, 0), -2e12, 1e-15);
  LR_NEAR(lr_wake_value(&wake, -2e-3, 0), 0, 0);
  LR_NEAR(lr_wake_value(&wake, -2e-3, 3), 0, 0);
  LR_CHECK(isnan(lr_wake_value(&wake, 4.001e-3, 0)));  // nothing is made up behind the end
  LR_CHECK(isnan(lr_wake_value(&wake, 4.001e-3, 2)));
  LR_NEAR(lr_wake_value(&wake, 1e-3, 1), 1e9 + 1.5e9, 1e-14);  // trapezia
  LR_NEAR(lr_wake_value(&wake, 4e-3, 1), 1e9 + 1.5e9 - 1.5e9, 1e-14);
  check_integrals(&wake, -1e-3, 0, 1e-12);
  check_integrals(&wake, 0, 1e-3, 1e-12);
  check_integrals(&wake, 1e-3, 3.7e-3, 1e-12);
  LR_CHECK(lr_wake_check(&wake, 4e-3, &error) == LR_OK);
  LR_CHECK(lr_wake_check(&wake, 5e-3, &error) == LR_E_DOMAIN && strstr(error.text, "ends 0.004 m"));
  lr_wake_table_free(table);
}

static void refuse(const char *text, const char *words) {
  struct lr_error error = {0};
  struct lr_wake_table *table = NULL;
  LR_CHECK(lr_wake_table_parse("w.dat", text, &table, &error) == LR_E_INPUT && !table);
  LR_CHECK(strstr(error.text, words) != NULL);
  if (!strstr(error.text, words)) fprintf(stderr, "    got '%s'\n", error.text);
}

static void test_refusals(void) {
  refuse("0 1\n# x\n2e-3 1\n1e-3 1\n", "w.dat:4: z = 0.001 m does not rise");
  refuse("0 1\n0 2\n1 1\n", "w.dat:2: z = 0 m does not rise");
  refuse("0 1\n1e-3 1\n", "w.dat:2: a wake table wants 3 rows at least, it has 2");
  refuse("", "it has 0");
  refuse("# c\n1e-3 1\n2e-3 1\n3e-3 1\n", "w.dat:2: the wake begins at z = 0.001 m");
  refuse("-3e-3 1\n-2e-3 1\n-1e-3 1\n", "ahead of the charge");
  refuse("-3e-3 1\n-2e-3 1\n1e-3 0\n", "most of the wake lies ahead");
  refuse("0 1\n1e-3\n2e-3 1\n", "w.dat:2: a row wants two numbers");
  refuse("0 1\n1e-3 1 5\n2e-3 1\n", "w.dat:2: a row wants two numbers");
  refuse("0 1\n1e-3 nan\n2e-3 1\n", "w.dat:2: a row wants two numbers");
  refuse("0 1\n1 mm 2\n", "w.dat:2: a row wants two numbers");
  refuse("0 1\n1e999 2\n", "w.dat:2: a row wants two numbers");
  char longer[600];
  memset(longer, '1', sizeof longer);
  memcpy(longer, "0 1\n1 ", 6);
  longer[sizeof longer - 1] = '\0';
  refuse(longer, "w.dat:2: a row wants two numbers");
  struct lr_error error = {0};
  struct lr_wake_table *table = NULL;
  LR_CHECK(lr_wake_table_read("/nonexistent/w.dat", &table, &error) == LR_E_IO && !table);
  LR_CHECK(lr_wake_table_read("/", &table, &error) == LR_E_INPUT && !table);
  const struct lr_wake bad[] = {{.resonators = 1, .resonator[0] = {-1, 1e9, 1}},
                                {.resonators = 1, .resonator[0] = {1, 0, 1}},
                                {.resonators = 1, .resonator[0] = {1, 1e9, 0.5}},
                                {.resonators = LR_WAKE_MOST + 1},
                                {.walls = 1, .wall[0] = {1, 0.04, 0, 0}},
                                {.walls = 1, .wall[0] = {1, 0.04, 1e7, -1}},
                                {.resistance_ohm = -1},
                                {.inductance_H = NAN}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) LR_CHECK(lr_wake_check(&bad[i], 1, &error) == LR_E_DOMAIN);
}

static void test_resonator(void) {
  for (int i = 0; i < 60; i++) {
    struct lr_wake wake = {.resonators = 1};
    struct lr_wake_resonator *r = &wake.resonator[0];
    *r = (struct lr_wake_resonator){lr_test_log_between(1, 1e5), lr_test_log_between(1e8, 1e11), lr_test_log_between(0.1, 50)};
    double turn = 2 * LR_PI * r->frequency_Hz, a = turn / (2 * r->quality), s = 3 * LR_C_m_s / turn, t = s / LR_C_m_s;
    LR_NEAR(lr_wake_value(&wake, 0, 0), turn * r->shunt_ohm / r->quality, 1e-12);
    LR_NEAR(lr_wake_value(&wake, -1e-9, 0), 0, 0);
    if (r->quality > 0.51) {  // Chao's form
      double w = sqrt(turn * turn - a * a);
      double expected = 2 * a * r->shunt_ohm * exp(-a * t) * (cos(w * t) - a / w * sin(w * t));
      LR_NEAR(lr_wake_value(&wake, s, 0) + 2 * a * r->shunt_ohm, expected + 2 * a * r->shunt_ohm, 1e-10);
    }
    check_integrals(&wake, 0, s, 1e-9);
    check_integrals(&wake, s, 10 * s, 1e-7);
    // far behind: no net loss, and the inductance R / (Q omega) remains: Int S = L c^2
    double far = 60 * LR_C_m_s / turn * fmax(r->quality, 1 / r->quality);
    LR_NEAR(lr_wake_value(&wake, far, 1) / (lr_wake_value(&wake, 0, 0) * LR_C_m_s / turn), 0, 1e-8);
    LR_NEAR(lr_wake_value(&wake, far, 2), r->shunt_ohm / (r->quality * turn) * LR_C_m_s * LR_C_m_s, 1e-7);
  }
}

static void test_wall(void) {
  struct lr_wake wake = {.walls = 1, .wall[0] = {3016, 0.045, 3.5e7, 0}};
  struct lr_wake_wall *wall = &wake.wall[0];
  double s0 = cbrt(2 * 0.045 * 0.045 / (376.730313412 * 3.5e7));  // length over which the near part lives
  LR_NEAR(lr_wake_value(&wake, 0, 0), 376.730313412 * LR_C_m_s * 3016 / (LR_PI * 0.045 * 0.045), 1e-12);
  LR_CHECK(lr_wake_value(&wake, 2 * s0, 0) < 0 && lr_wake_value(&wake, 0.5 * s0, 0) > 0);
  double C = LR_C_m_s * 3016 / (4 * LR_PI * 0.045) * sqrt(376.730313412 / (LR_PI * 3.5e7));
  LR_NEAR(lr_wake_value(&wake, 1e-2, 0), -C * 1e3, 1e-12);
  LR_NEAR(lr_wake_value(&wake, 1e-2, 1), 2 * C * 10, 1e-12);
  LR_NEAR(lr_wake_value(&wake, 1e-2, 2), 4 * C * 0.1, 1e-12);  // as without a near part
  check_integrals(&wake, 2 * s0, 40 * s0, 1e-9);
  wall->cut_m = 1e-3;
  check_integrals(&wake, 0, 1e-3 * (1 - 1e-12), 1e-9);
  check_integrals(&wake, 1e-3 * (1 + 1e-12), 5e-3, 1e-9);
  for (int times = 1; times <= 3; times++)
    LR_NEAR(lr_wake_value(&wake, 1e-3 * (1 - 1e-12), times), lr_wake_value(&wake, 1e-3 * (1 + 1e-12), times), 1e-9);
  // loss factor of a Gaussian bunch: k = Int g(s) W = -Int g'(s) S, g of rms sqrt(2) sigma_z; closed form from the impedance
  double sigma = 5e-3;
  wall->cut_m = 1e-6;
  double k = 0, h = 2e-6;
  for (double s = h / 2; s < 12 * sigma; s += h)
    k += h * s / (2 * sigma * sigma) * exp(-s * s / (4 * sigma * sigma)) / (2 * sigma * sqrt(LR_PI)) *
         lr_wake_value(&wake, s, 1);
  LR_NEAR(k, lr_wake_wall_loss_factor(wall, sigma), 1e-4);
}

// The sum is the sum.
static void test_sum(void) {
  struct lr_wake a = {.resonators = 2, .resonator = {{1e3, 1e10, 1}, {5e2, 3e9, 20}}};
  struct lr_wake b = {.walls = 1, .wall[0] = {100, 0.02, 1e7, 0}};
  struct lr_wake both = a;
  both.walls = 1;
  both.wall[0] = b.wall[0];
  for (int times = 0; times <= 3; times++)
    for (double s = 0; s < 0.05; s += 0.0031)
      LR_NEAR(lr_wake_value(&both, s, times), lr_wake_value(&a, s, times) + lr_wake_value(&b, s, times), 1e-13);
}

int main(void) {
  lr_test_seed_from_environment();
  test_table();
  test_refusals();
  test_resonator();
  test_wall();
  test_sum();
  return lr_test_end();
}
