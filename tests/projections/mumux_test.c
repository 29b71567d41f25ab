// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> mu+ mu- X: table, soft limit, adaptive quadrature, Monte Carlo, ISR, Z' branching fractions.
#include "projections/channels/mumux.h"

#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "projections/channels/zp_invisible.h"
#include "projections/isr.h"
#include "tests/lr_test.h"

static const double S = 10.58 * 10.58;

static double sigma(enum lr_mumux_kind kind, double mass) {
  double fb = NAN;
  LR_CHECK(lr_mumux_cross_section(kind, S, mass, 1, &fb, NULL) == LR_OK);
  return fb;
}

// Another integration (ln a, ln b, 48 x 48 points) of the same tree-level expression, sqrt(s) = 10.58 GeV, g = 1 [fb];
// alpha = 1/137.035999. Its own accuracy: 1e-4 at 1 MeV, better than 1e-4 elsewhere. Last: ISR factor, vector, all x.
static const struct {
  double mass, vector, scalar, pseudoscalar, isr;
} table[] = {
    {0.001, 1.9926e6, 1.8312e5, 37880, 0},    {0.01, 1.2564e6, 98933, 37574, 0},
    {0.05, 7.6333e5, 54247, 35116, 0},        {0.1, 5.6777e5, 41113, 32132, 0},
    {0.212, 3.7807e5, 30363, 27132, 0},       {0.25, 3.4055e5, 28338, 25822, 0},
    {0.3, 3.0103e5, 26195, 24304, 0},         {0.4, 2.432e5, 22971, 21785, 0},
    {0.5, 2.0236e5, 20567, 19751, 1.0584},    {0.7, 1.4781e5, 17051, 16593, 1.0440},
    {1, 99564, 13428, 13182, 1.0277},         {1.5, 56988, 9443.3, 9325.3, 1.0072},
    {2, 34661, 6767.1, 6698.9, 0.9909},       {2.5, 21680, 4849.6, 4806.7, 0.9769},
    {3, 13711, 3442.5, 3414.1, 0.9642},       {3.5, 8671.9, 2404.7, 2385.5, 0.9523},
    {4, 5439.2, 1644.2, 1631, 0.9408},        {4.5, 3358, 1094.5, 1085.5, 0.9295},
    {5, 2025.2, 705.26, 699.13, 0.9182},      {5.5, 1183.3, 436.87, 432.75, 0.9067},
    {6, 663.23, 257.88, 255.18, 0.8949},      {6.5, 352.12, 143.4, 141.67, 0.8825},
    {7, 174.1, 73.925, 72.871, 0.8693},       {7.5, 78.252, 34.527, 33.916, 0.8549},
    {8, 30.811, 14.1, 13.774, 0.8388},        {8.5, 9.9941, 4.7467, 4.5917, 0.8202},
    {9, 2.3799, 1.1812, 1.1203, 0.7976},      {9.5, 0.31978, 0.17053, 0.15381, 0.7671},
    {10, 0.0097259, 0.0065414, 0.0047686, 0.7154},
};

static void against_the_table(void) {
  struct lr_channel channel;
  lr_channel_init(&channel, &lr_channel_zp_invisible);
  snprintf(channel.isr, sizeof channel.isr, "%s", "all");
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    double m = table[i].mass, fb = NAN;
    LR_NEAR(sigma(LR_MUMUX_VECTOR, m), table[i].vector, 1e-4);
    LR_NEAR(sigma(LR_MUMUX_SCALAR, m), table[i].scalar, 1e-4);
    // at 1 MeV the table is 1.1e-4 off its own formula: see second_integration for the side that is right
    if (m > 0.005) LR_NEAR(sigma(LR_MUMUX_PSEUDOSCALAR, m), table[i].pseudoscalar, 1e-4);
    LR_CHECK(lr_channel_cross_section(&channel, m, 1, &fb, NULL) == LR_OK);
    // the table's ISR factors below 0.5 GeV are up to 0.6 % away from adaptive quadrature: isr_adaptive below
    if (table[i].isr > 0) LR_NEAR(fb / sigma(LR_MUMUX_VECTOR, m), table[i].isr, 1e-4);
  }
  LR_NEAR(sigma(LR_MUMUX_VECTOR, 0.1), 567766, 1e-4);
  LR_NEAR(sigma(LR_MUMUX_VECTOR, 5), 2025.24, 1e-4);
  LR_NEAR(sigma(LR_MUMUX_SCALAR, 0.25), 28337.4, 1e-4);
  LR_NEAR(sigma(LR_MUMUX_PSEUDOSCALAR, 4), 1631.02, 1e-4);
  LR_NEAR(sigma(LR_MUMUX_PSEUDOSCALAR, 6.5), 141.673, 1e-4);
}

// ---- adaptive integration over both variables --------------------------------------------------------------------
struct double_integral {
  enum lr_mumux_kind kind;
  double mass, a;
  gsl_integration_workspace *inner;
};
static double over_b(double log_b, void *data) {
  struct double_integral *p = data;
  return exp(log_b) * lr_mumux_density(p->kind, S, p->mass, p->a, exp(log_b));
}
static double over_a(double log_a, void *data) {
  struct double_integral *p = data;
  double low, high, result, error;
  p->a = exp(log_a);
  lr_mumux_b_range(S, p->mass, p->a, &low, &high);
  gsl_function f = {over_b, p};
  gsl_integration_qag(&f, log(low), log(high), 0, 1e-10, 500, 6, p->inner, &result, &error);
  return p->a * result;
}
static void second_integration(void) {
  gsl_integration_workspace *outer = gsl_integration_workspace_alloc(500);
  struct double_integral p = {LR_MUMUX_VECTOR, 0, 0, gsl_integration_workspace_alloc(500)};
  double masses[] = {0.001, 0.1, 3, 10}, m = LR_MUON_MASS_GeV, result, error;
  for (int kind = 0; kind < 3; kind++)
    for (int i = 0; i < 4; i++) {
      p.kind = (enum lr_mumux_kind)kind;
      p.mass = masses[i];
      gsl_function f = {over_a, &p};
      gsl_integration_qags(&f, log(p.mass * (p.mass + 2 * m)), log(10.58 * (10.58 - 2 * m)), 0, 1e-8, 500, outer,
                           &result, &error);
      LR_NEAR(sigma(p.kind, p.mass), LR_ALPHA * LR_ALPHA / (48 * LR_PI * S * S * S) * LR_GEV_M2_fb * result, 1e-7);
    }
  gsl_integration_workspace_free(p.inner);
  gsl_integration_workspace_free(outer);
}

// ---- Monte Carlo over the square of ln a and ln b, points outside the range count as zero -------------------------
static void monte_carlo(void) {
  double mass = 1, m = LR_MUON_MASS_GeV, low = log(mass * (mass + 2 * m)), high = log(10.58 * (10.58 - 2 * m));
  double sum = 0, squares = 0, n = 400000;
  for (int i = 0; i < (int)n; i++) {
    double a = exp(lr_test_between(low, high)), b = exp(lr_test_between(low, high)), b_low, b_high;
    lr_mumux_b_range(S, mass, a, &b_low, &b_high);
    double value = b > b_low && b < b_high ? a * b * lr_mumux_density(LR_MUMUX_VECTOR, S, mass, a, b) : 0;
    sum += value;
    squares += value * value;
  }
  double scale = (high - low) * (high - low) * LR_ALPHA * LR_ALPHA / (48 * LR_PI * S * S * S) * LR_GEV_M2_fb / n;
  double spread = sqrt(squares - sum * sum / n) * scale;
  LR_CHECK(spread < 0.01 * sum * scale);
  LR_NEAR(sum * scale, sigma(LR_MUMUX_VECTOR, mass), 4 * spread / (sum * scale));
}

// A massless vector with g^2 = 4 pi alpha is a photon: for x -> 0 the rate is
// sigma(mu mu) (2 alpha/pi)(ln(s/m^2) - 1)/x with x = (s - s_mumu)/s. Numerical in a at fixed a + b.
static void soft_photon(void) {
  double mass = 1e-7, x = 1e-4, m2 = LR_MUON_MASS_GeV * LR_MUON_MASS_GeV, total = S * x + mass * mass;
  double sum = 0;
  int n = 200000;
  for (int i = 0; i < n; i++) {
    double a = total * (i + 0.5) / n, low, high;
    lr_mumux_b_range(S, mass, a, &low, &high);
    if (total - a > low && total - a < high)
      sum += lr_mumux_density(LR_MUMUX_VECTOR, S, mass, a, total - a) * total / n;
  }
  double g2 = 4 * LR_PI * LR_ALPHA, rate = LR_ALPHA * LR_ALPHA * g2 / (48 * LR_PI * S * S * S) * S * sum * x;
  double beta = sqrt(1 - 4 * m2 / S), born = 4 * LR_PI * LR_ALPHA * LR_ALPHA / (3 * S) * beta * (1 + 2 * m2 / S);
  // the eikonal factor with muon mass; its massless limit 2 (ln(s/m^2) - 1) is met to m^2/s = 1e-4
  LR_NEAR(rate / born, 2 * LR_ALPHA / LR_PI * (log(S / m2) - 1), 2e-4);
}

// ---- ISR, with other variables and adaptive steps ----------------------------------------------------------------
static double isr_beta;
static double radiator(double x) {
  double delta = 0.75 * isr_beta + LR_ALPHA / LR_PI * (LR_PI * LR_PI / 3 - 0.5);
  return isr_beta * pow(x, isr_beta - 1) * (1 + delta) - 0.5 * isr_beta * (2 - x);
}
static double isr_soft(double log_x, void *mass) {
  double x = exp(log_x), fb = 0;
  lr_mumux_cross_section(LR_MUMUX_VECTOR, S * (1 - x), *(double *)mass, 1, &fb, NULL);
  return x * radiator(x) * fb;
}
static double isr_hard(double log_y, void *mass) {
  double y = exp(log_y), fb = 0;
  lr_mumux_cross_section(LR_MUMUX_VECTOR, S * y, *(double *)mass, 1, &fb, NULL);
  return y * radiator(1 - y) * fb;
}
static void isr_adaptive(void) {
  isr_beta = 2 * LR_ALPHA / LR_PI * (log(S / (LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV)) - 1);
  LR_NEAR(isr_beta, 0.08769, 1e-4);
  gsl_integration_workspace *w = gsl_integration_workspace_alloc(2000);
  struct lr_channel channel;
  lr_channel_init(&channel, &lr_channel_zp_invisible);
  double masses[] = {0.001, 0.1, 0.25, 1, 8};
  for (int i = 0; i < 5; i++) {
    double mass = masses[i], soft, hard, error, threshold = mass + 2 * LR_MUON_MASS_GeV, fb = NAN, low = -400;
    double end = fmin(log(0.5), log1p(-threshold * threshold / S));
    gsl_function f = {isr_soft, &mass}, g = {isr_hard, &mass};
    gsl_integration_qag(&f, low, end, 0, 1e-9, 2000, 6, w, &soft, &error);
    soft += sigma(LR_MUMUX_VECTOR, mass) * (1 + 0.75 * isr_beta + LR_ALPHA / LR_PI * (LR_PI * LR_PI / 3 - 0.5)) *
            exp(isr_beta * low);
    hard = 0;
    if (threshold * threshold / S < 0.5)
      gsl_integration_qag(&g, log(threshold * threshold / S), log(0.5), 0, 1e-9, 2000, 6, w, &hard, &error);
    snprintf(channel.isr, sizeof channel.isr, "%s", "all");
    LR_CHECK(lr_channel_cross_section(&channel, mass, 1, &fb, NULL) == LR_OK);
    LR_NEAR(fb, soft + hard, 2e-5);
  }
  gsl_integration_workspace_free(w);
  // shares of radiated energy below a cut, muon pair plus vector at 1 GeV
  double cuts[] = {0.01, 0.02}, shares[] = {0.716, 0.760}, fb = NAN;
  snprintf(channel.isr, sizeof channel.isr, "%s", "cut");
  for (int i = 0; i < 2; i++) {
    channel.isr_cut = cuts[i];
    LR_CHECK(lr_channel_cross_section(&channel, 1, 1, &fb, NULL) == LR_OK);
    LR_NEAR(fb / sigma(LR_MUMUX_VECTOR, 1), shares[i], 3e-3);
  }
}

static void edges_and_scaling(void) {
  double fb = -1;
  struct lr_error error;
  LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, 10.58 - 2 * LR_MUON_MASS_GeV, 1, &fb, NULL) == LR_OK && fb == 0);
  LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, 10.3680, 1, &fb, NULL) == LR_OK && fb >= 0 && fb < 1e-6);
  LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, 0, 1, &fb, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, 1, NAN, &fb, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_mumux_cross_section(LR_MUMUX_VECTOR, S, 1, 3e-3, &fb, NULL) == LR_OK);
  LR_NEAR(fb, 9e-6 * sigma(LR_MUMUX_VECTOR, 1), 1e-12);
}

static void branching_fractions(void) {
  static const struct {
    double mass, mumu, tautau, invisible;
  } rows[] = {{0.22, 0.289014, 0, 0.710986}, {0.5, 0.49679, 0, 0.50321}, {5, 0.347, 0.305827, 0.347},
              {8, 0.335, 0.330, 0.335085}};
  for (int i = 0; i < 4; i++) {
    struct lr_zp_widths w = lr_zp_widths(rows[i].mass, 0.01);
    LR_NEAR(w.mumu / w.total, rows[i].mumu, i < 2 ? 1e-4 : 2e-3);
    // the source used m_tau = 1.77686 GeV, 0.07 MeV below the value here
    if (rows[i].tautau > 0) LR_NEAR(w.tautau / w.total, rows[i].tautau, i == 2 ? 1e-4 : 2e-3);
    LR_NEAR(w.invisible / w.total, rows[i].invisible, 2e-3);
  }
  LR_CHECK(lr_zp_widths(0.2, 1).mumu == 0);
  LR_NEAR(lr_zp_widths(1, 1).total, 0.053, 0.01);
  // published pairs: g' = 3e-3 at 0.1 GeV is 5.1 fb, g' = 1 at 8 GeV 10.3 fb
  struct lr_zp_widths w = lr_zp_widths(8, 1);
  LR_NEAR(9e-6 * sigma(LR_MUMUX_VECTOR, 0.1), 5.1, 5e-3);
  LR_NEAR(sigma(LR_MUMUX_VECTOR, 8) * w.invisible / w.total, 10.3, 5e-3);
}

int main(void) {
  lr_test_seed_from_environment();
  against_the_table();
  second_integration();
  monte_carlo();
  soft_photon();
  isr_adaptive();
  edges_and_scaling();
  branching_fractions();
  return lr_test_end();
}
