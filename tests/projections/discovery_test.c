// SPDX-License-Identifier: GPL-3.0-or-later
// Significance: the grid, plain sums, limiting cases, the signal for 3 and 5 sigma, refusals.
#include "projections/stats/discovery.h"

#include "tests/projections/rows.h"

static double z_of(double b, double rel, enum lr_constraint constraint, double n) {
  double z = NAN;
  struct lr_counting window = {b, rel, constraint};
  LR_CHECK(lr_discovery_z(&window, n, &z, NULL) == LR_OK);
  return z;
}

// The table took ln L in double precision: n ln n is near 1e5 there, so its q0 has noise of 1e-10, which is all there is at Z = 2.5e-4.
static void close_to(double z, double published) {
  double room = 1e-6 * published + 1e-10 / (2 * published);
  LR_CHECK(fabs(z - published) < room);
  if (!(fabs(z - published) < room)) fprintf(stderr, "    got %.12g, table %.12g\n", z, published);
}

// The same likelihood ratio in long double, from its definition.
static double long_z(double b, double rel, enum lr_constraint constraint, double n) {
  long double v = (long double)rel * b * rel * b, p = b - v, beta, q, tau = 1 / ((long double)rel * rel * b);
  if (constraint == LR_CONSTRAINT_GAUSS) {
    beta = (p + sqrtl(p * p + 4 * n * v)) / 2;
    q = (b - beta) * (b - beta) / v;
  } else {
    beta = (n + tau * b) / (1 + tau);
    q = 2 * (tau * b * logl(b / beta) - tau * b + tau * beta);
  }
  return (double)sqrtl(q + 2 * (n * logl(n / beta) - n + beta));
}

static void grid(void) {
  struct row row;
  int rows = 0;
  FILE *file = rows_open("discovery.txt");
  while (rows_next(file, &row)) {
    double b = row.number[0], s = row.number[1], z = NAN;
    LR_NEAR(z_of(b, 0, LR_CONSTRAINT_POISSON, s + b), row.number[2], 1e-6);
    for (int k = 0; k < 2; k++) {
      double rel = k ? 0.2 : 0.05;
      struct lr_counting window = {b, rel, LR_CONSTRAINT_POISSON};
      close_to(z_of(b, rel, LR_CONSTRAINT_POISSON, s + b), row.number[4 + 3 * k]);
      LR_NEAR(z_of(b, rel, LR_CONSTRAINT_POISSON, s + b), long_z(b, rel, LR_CONSTRAINT_POISSON, s + b), 1e-6);
      close_to(z_of(b, rel, LR_CONSTRAINT_GAUSS, s + b), row.number[5 + 3 * k]);
      LR_NEAR(z_of(b, rel, LR_CONSTRAINT_GAUSS, s + b), long_z(b, rel, LR_CONSTRAINT_GAUSS, s + b), 1e-6);
      LR_CHECK(lr_discovery_simple(&window, s, &z, NULL) == LR_OK);
      LR_NEAR(z, row.number[6 + 3 * k], 1e-6);
    }
    LR_CHECK(lr_discovery_exact(b, row.number[10], &z, NULL) == LR_OK);
    if (strcmp(row.word[11], "inf") != 0) {
      LR_CHECK(isinf(row.number[11]) ? z == row.number[11]
                                     : fabs(z - row.number[11]) < 1e-6 * (0.01 + fabs(row.number[11])));
    } else {
      LR_CHECK(isfinite(z) && fabs(z / row.number[2] - 1) < 0.02);  // no underflow here: near Z_A
    }
    rows++;
  }
  if (file) fclose(file);
  LR_CHECK(rows == 55);
}

static void limits(void) {
  for (int i = 0; i < 100; i++) {
    double b = lr_test_log_between(1, 1e6), rel = lr_test_log_between(1e-3, 0.5), s = 1e-4 * b, z = NAN;
    struct lr_counting window = {b, rel, i % 2 ? LR_CONSTRAINT_GAUSS : LR_CONSTRAINT_POISSON};
    LR_CHECK(lr_discovery_simple(&window, s, &z, NULL) == LR_OK);
    LR_NEAR(z_of(b, rel, window.constraint, s + b), z, 1e-4);  // small signals: s / sqrt(b + db^2)
    LR_NEAR(z_of(b, 1e-6, window.constraint, 2 * b), z_of(b, 0, window.constraint, 2 * b), 1e-3);
    LR_CHECK(z_of(b, rel, window.constraint, 2 * b) < z_of(b, 0, window.constraint, 2 * b));
    LR_CHECK(z_of(b, rel, window.constraint, 0.5 * b) < 0);  // a deficit
    double wanted = lr_test_between(1, 6), signal = NAN;
    if (lr_discovery_signal(&window, wanted, &signal, NULL) == LR_OK)
      LR_NEAR(z_of(b, rel, window.constraint, signal + b), wanted, 1e-9);
  }
  double s3 = NAN, s5 = NAN;
  struct lr_counting many = {1e8, 0, LR_CONSTRAINT_POISSON};
  LR_CHECK(lr_discovery_signal(&many, 3, &s3, NULL) == LR_OK && lr_discovery_signal(&many, 5, &s5, NULL) == LR_OK);
  LR_NEAR(s3, 3e4, 1e-3);
  LR_NEAR(s5, 5e4, 1e-3);
}

static void exact(void) {
  for (int i = 0; i < 60; i++) {
    double b = lr_test_log_between(0.01, 50), n = floor(b + lr_test_between(0, 6) * sqrt(b + 1)), sum = 0, z = NAN;
    for (double k = n; k < n + 400; k++) sum += exp(k * log(b) - b - lgamma(k + 1));
    LR_CHECK(lr_discovery_exact(b, n, &z, NULL) == LR_OK);
    if (n > 0) LR_NEAR(0.5 * erfc(z / sqrt(2)), sum, 1e-9);
  }
  double z;
  LR_CHECK(lr_discovery_exact(3, 0, &z, NULL) == LR_OK && z == -INFINITY);
  LR_CHECK(lr_discovery_exact(0, 2, &z, NULL) == LR_OK && z == INFINITY);
}

static void refusals(void) {
  double x;
  struct lr_error error;
  struct lr_counting none = {0, 0, LR_CONSTRAINT_POISSON}, negative = {-3, 0, LR_CONSTRAINT_POISSON},
                     w = {3, 0.1, LR_CONSTRAINT_GAUSS};
  LR_CHECK(lr_discovery_z(&none, 3, &x, &error) == LR_E_DOMAIN && strstr(error.text, "no background"));
  LR_CHECK(lr_discovery_z(&negative, 3, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_discovery_z(&w, -1, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_discovery_simple(&w, -1, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_discovery_signal(&w, 0, &x, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_discovery_exact(-1, 3, &x, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  grid();
  limits();
  exact();
  refusals();
  return lr_test_end();
}
