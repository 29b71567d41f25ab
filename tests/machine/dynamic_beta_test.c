// SPDX-License-Identifier: GPL-3.0-or-later
// Dynamic beta and emittance: check values, the one-turn matrix as a second way, limits and the stop band.
#include "base/constants.h"
#include "machine/dynamic_beta.h"
#include "tests/lr_test.h"

static struct lr_dynamic_beta at(double tune, double xi) {
  struct lr_dynamic_beta out = {NAN, NAN, NAN, NAN};
  struct lr_error error = {0};
  LR_CHECK(lr_dynamic_beta_evaluate(tune, xi, &out, &error) == LR_OK);
  return out;
}

static void test_check_values(void) {
  // LER of April 2022 (tunes read in github.com/pkicsiny/superkekb, ratios derived), two digits
  struct lr_dynamic_beta y = at(46.589, 0.0516), x = at(44.5245, 0.0036);
  LR_NEAR(y.beta_ratio, 0.72, 0.005 / 0.72);
  LR_NEAR(y.emittance_ratio, 1.09, 0.005 / 1.09);
  LR_NEAR(x.beta_ratio, 0.88, 0.005 / 0.88);
  LR_NEAR(x.emittance_ratio, 1.008, 0.0005 / 1.008);
  LR_NEAR(y.size_ratio, sqrt(y.beta_ratio * y.emittance_ratio), 1e-15);
  struct lr_dynamic_beta both[2];
  struct lr_error error = {0};
  LR_CHECK(lr_dynamic_beta_planes(44.5245, 46.589, 0.0036, 0.0516, both, &error) == LR_OK);
  LR_NEAR(both[0].beta_ratio, x.beta_ratio, 0);
  LR_NEAR(both[1].emittance_ratio, y.emittance_ratio, 0);
}

// Thin lens of strength 4 pi xi / beta in one turn with beta = 1: the same tune and beta from the matrix. The emittance from
// the growth rate of the invariant: quantum excitation is along the old ellipse, eps/eps0 = (b gamma0 + ..)/2 at any phase.
static void test_matrix(void) {
  for (int i = 0; i < 400; i++) {
    double half = floor(lr_test_between(0, 90)) / 2, mu0 = lr_test_between(0.02, 0.98) * LR_PI;
    double least = -tan(mu0 / 2), most = 1 / tan(mu0 / 2);  // 2 pi xi where the motion stops being stable
    double kick = lr_test_between(0.95 * fmax(least, -2), 0.95 * fmin(most, 2)), xi = kick / (2 * LR_PI);
    struct lr_dynamic_beta d = at(half + mu0 / (2 * LR_PI), xi);
    // half lens, rotation, half lens; beta* of the periodic solution at the middle of the lens
    double f = kick, c = cos(mu0), s = sin(mu0);
    double m11 = c - f * s, m12 = s, m21 = -2 * f * c - s + f * f * s;
    double mu = 2 * LR_PI * (d.tune - half);
    LR_CHECK(mu > 0 && mu < LR_PI);
    LR_NEAR(m11 * m11 - m12 * m21, 1, 1e-11);
    LR_NEAR(cos(mu) + 2, m11 + 2, 1e-12);
    LR_NEAR(d.beta_ratio, m12 / sin(mu), 1e-9);
    LR_NEAR(sqrt(-m12 / m21), d.beta_ratio, 1e-9);
    // excitation, uniform in phase over the ring, of the new ellipse against the old one: (beta gamma0 + gamma beta0)/2 behind
    // the half lens, where the old ellipse is the unit circle
    double beta = d.beta_ratio, alpha = f * beta, gamma = (1 + alpha * alpha) / beta;
    LR_NEAR((beta + gamma) / 2, d.emittance_ratio, 1e-9);
  }
}

static void test_limits(void) {
  struct lr_dynamic_beta none = at(45.532, 0);
  LR_NEAR(none.tune, 45.532, 1e-13);
  LR_NEAR(none.beta_ratio, 1, 1e-15);
  LR_NEAR(none.emittance_ratio, 1, 1e-15);
  LR_NEAR(at(10.25, 1e-6).tune - 10.25, 1e-6, 1e-5);                 // xi is the tune shift of small beams
  LR_NEAR(at(10.25, 0.01).beta_ratio, 1 / sqrt(1 - 4 * LR_PI * LR_PI * 1e-4), 1e-13);
  LR_NEAR(at(0.589, 0.03).beta_ratio, at(46.089, 0.03).beta_ratio, 1e-11);  // every half integer is alike
  for (int i = 0; i < 100; i++) {
    double tune = lr_test_between(0.01, 0.4), xi = lr_test_between(0, 0.02);
    LR_NEAR(at(tune, xi).beta_ratio, at(0.5 - tune, -xi).beta_ratio, 1e-9);  // mirror at the quarter
    LR_CHECK(at(tune, xi).emittance_ratio >= 1 - 1e-15 && at(tune, xi).tune >= tune);
  }
}

static void refuse(double tune, double xi, const char *words) {
  struct lr_dynamic_beta out;
  struct lr_error error = {0};
  LR_CHECK(lr_dynamic_beta_evaluate(tune, xi, &out, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, words) != NULL);
}

static void test_stop_band(void) {
  double xi = 0.05, width = atan(2 * LR_PI * xi) / LR_PI;
  LR_NEAR(width, 0.0972, 1e-2);
  LR_CHECK(at(44.5 - width - 1e-7, xi).beta_ratio > 100);
  refuse(44.5 - width + 1e-7, xi, "stop band is [44.4031, 44.5]");
  refuse(44.4999, xi, "stop band is [44.4031, 44.5]");
  refuse(44.95, xi, "stop band is [44.9031, 45]");
  refuse(44.5, xi, "stop band is [44.4031, 44.5]");
  refuse(44.5 + width - 1e-7, -xi, "stop band is [44.5, 44.5969]");
  LR_CHECK(at(44.5 + width + 1e-7, -xi).beta_ratio > 100);
  refuse(44, 0, "unstable");
  refuse(NAN, xi, "finite");
  refuse(44.6, INFINITY, "finite");
  struct lr_dynamic_beta both[2];
  struct lr_error error = {0};
  LR_CHECK(lr_dynamic_beta_planes(44.53, 43.48, 0.003, 0.05, both, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "vertical plane: tune 43.48") != NULL);
  LR_CHECK(lr_dynamic_beta_planes(44.499, 43.58, 0.003, 0.05, both, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "horizontal plane: tune 44.499") != NULL);
}

int main(void) {
  lr_test_seed_from_environment();
  test_check_values();
  test_matrix();
  test_limits();
  test_stop_band();
  return lr_test_end();
}
