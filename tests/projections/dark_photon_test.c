// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> gamma A': table of an independent calculation, numerical integration of the angle, limits; widths and lifetime.
#include "projections/channels/dark_photon.h"

#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "tests/lr_test.h"

static const double S = 10.58 * 10.58;

// eps = 1, [pb]: full angle, |cos theta*| below 0.9 and 0.6. Explicit Dirac traces integrated elsewhere.
static const struct {
  double mass, full, c9, c6;
} rows[] = {{0.1, 4.394e4, 4759.8, 1830.7},    {1, 4.434e4, 4840.1, 1872.1},     {3, 4.809e4, 5574.9, 2247.4},
            {5, 5.940e4, 7638.1, 3277.5},      {7, 9.313e4, 1.3348e4, 6053.9},   {8, 1.3615e5, 2.0340e4, 9400.6},
            {9, 2.4224e5, 3.7207e4, 1.7404e4}, {10, 7.409e5, 1.1535e5, 5.4265e4}};

struct angle {
  double mass;
};
static double density(double c, void *data) { return lr_dark_photon_density(S, ((struct angle *)data)->mass, 1, c); }

// Exact in the electron mass: the amplitude of e+ e- -> mu+ mu- V (model.md R6) crossed, with s -> m^2, M -> 0 and
// a, b -> -2 p.k of the photon with the two beams. One half of the angle; log_d = ln(1 - cos theta*).
static double massive(double log_d, void *data) {
  double mass = ((struct angle *)data)->mass, M2 = mass * mass, d = exp(log_d),
         m2 = LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV;
  double beta = sqrt(1 - 4 * m2 / S), near = 4 * m2 / S / (1 + beta) + beta * d;  // 1 - beta cos theta*
  double t = 0.5 * (S - M2) * near, u = 0.5 * (S - M2) * (2 - near);
  double f = (t * t + u * u) / (t * u) + 2 * (M2 + 2 * m2) * (t + u) / (t * u) + 2 * (M2 * M2 - 4 * m2 * m2) / (t * u) -
             2 * m2 * (M2 + 2 * m2) * (1 / (t * t) + 1 / (u * u));
  return d * 0.5 * f * 2 * LR_PI * LR_ALPHA * LR_ALPHA / S * (1 - M2 / S) * LR_GEV_M2_fb;
}

static void cross_sections(void) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    double m = rows[i].mass;
    LR_NEAR(lr_dark_photon_cross_section(S, m, 1, -1, 1), 1e3 * rows[i].full, 2e-4);
    LR_NEAR(lr_dark_photon_cross_section(S, m, 1, -0.9, 0.9), 1e3 * rows[i].c9, 1e-4);
    LR_NEAR(lr_dark_photon_cross_section(S, m, 1, -0.6, 0.6), 1e3 * rows[i].c6, 1e-4);
  }
  // closed forms, six digits
  LR_NEAR(lr_dark_photon_cross_section(S, 0.1, 1, -1, 1), 43943.6e3, 1e-6);
  LR_NEAR(lr_dark_photon_cross_section(S, 5, 1, -1, 1), 59397.3e3, 1e-6);
  LR_NEAR(lr_dark_photon_cross_section(S, 8, 1, -1, 1), 136145e3, 4e-6);
  LR_NEAR(lr_dark_photon_cross_section(S, 5, 1, -0.9, 0.9), 7638.09e3, 1e-6);
  LR_NEAR(lr_dark_photon_cross_section(S, 8, 1, -0.9, 0.9), 20339.6e3, 2.5e-6);
}

static void second_way(void) {
  gsl_integration_workspace *w = gsl_integration_workspace_alloc(2000);
  for (int i = 0; i < 60; i++) {
    struct angle p = {lr_test_log_between(0.01, 10.4)};
    double low = lr_test_between(-0.99, 0.9), high = lr_test_between(low, 0.99), result, error;
    gsl_function f = {density, &p};
    gsl_integration_qag(&f, low, high, 0, 1e-11, 2000, 6, w, &result, &error);
    LR_NEAR(lr_dark_photon_cross_section(S, p.mass, 1, low, high), result, 1e-9);
    gsl_function g = {massive, &p};
    gsl_integration_qag(&g, log(1e-16), 0, 0, 1e-9, 2000, 6, w, &result, &error);
    LR_NEAR(lr_dark_photon_cross_section(S, p.mass, 1, -1, 1), 2 * result, 1e-5);
  }
  gsl_integration_workspace_free(w);
  // m -> 0: e+ e- -> gamma gamma with eps^2 in place of the 1/2 of identical photons: 4 pi alpha^2/s (ln(s/m_e^2) - 1)
  double pair =
      2 * LR_PI * LR_ALPHA * LR_ALPHA / S * LR_GEV_M2_fb * (log(S / (LR_ELECTRON_MASS_GeV * LR_ELECTRON_MASS_GeV)) - 1);
  LR_NEAR(lr_dark_photon_cross_section(S, 1e-6, 1, -1, 1), 2 * pair, 1e-9);
  LR_NEAR(lr_dark_photon_cross_section(S, 2, 1e-3, -0.9, 0.9), 1e-6 * lr_dark_photon_cross_section(S, 2, 1, -0.9, 0.9),
          1e-13);
  LR_CHECK(lr_dark_photon_cross_section(S, 10.58, 1, -0.9, 0.9) == 0 &&
           lr_dark_photon_cross_section(S, 1, 1, 0.5, 0.5) == 0);
  // photon energies of the trigger: 2, 1, 0.5 GeV
  for (double e = 0.5; e <= 2; e *= 2) LR_NEAR(lr_dark_photon_energy(S, lr_dark_photon_mass_at(S, e)), e, 1e-12);
  LR_NEAR(lr_dark_photon_mass_at(S, 0.5), 10.0676, 1e-4);
  LR_CHECK(lr_dark_photon_mass_at(S, 6) == 0);
}

static double br_mumu(double mass) {
  struct lr_dark_photon_widths w = lr_dark_photon_widths(mass, 1e-3);
  return w.mumu / w.total;
}

static void widths(void) {
  LR_NEAR(LR_HBARC_GeV_m / lr_dark_photon_widths(0.1, 1).total, 8.1123e-13, 2e-5);
  LR_NEAR(br_mumu(1.5), 0.2467, 0.03);
  LR_NEAR(br_mumu(2.001), 0.240, 3e-3);
  LR_NEAR(br_mumu(3.5), 0.241, 3e-3);
  LR_NEAR(br_mumu(5), 0.156, 5e-3);
  LR_NEAR(br_mumu(7), 0.154, 5e-3);
  LR_NEAR(br_mumu(9), 0.154, 5e-3);
  struct lr_dark_photon_widths w = lr_dark_photon_widths(1, 1);
  LR_NEAR(w.ee, LR_ALPHA / 3 * (1 + 2 * pow(LR_ELECTRON_MASS_GeV, 2)) * sqrt(1 - 4 * pow(LR_ELECTRON_MASS_GeV, 2)),
          1e-12);
  LR_NEAR(w.ee + w.mumu + w.tautau + w.hadrons, w.total, 1e-14);
  LR_CHECK(lr_dark_photon_widths(0.2, 1).mumu == 0 && w.tautau == 0);
  LR_NEAR(lr_dark_photon_widths(1, 1e-3).total, 1e-6 * w.total, 1e-13);
  // dark sector: light fermions alpha_D m/3
  LR_NEAR(lr_dark_photon_to_fermions(2, 0.1, 1e-6), 0.2 / 3, 1e-9);
  LR_NEAR(lr_dark_photon_to_fermions(3, 0.1, 1), 0.1 * (1 + 2.0 / 9) * sqrt(1 - 4.0 / 9), 1e-12);
  LR_CHECK(lr_dark_photon_to_fermions(2, 1, 1) == 0 && lr_dark_photon_to_fermions(1.9, 1, 1) == 0);
  // eps = 4.265e-5, alpha_D = 0.1, m_A' = 3 m_chi is y = 2.246e-12
  LR_NEAR(lr_dark_photon_y(4.26534e-5, 0.1, 3), 2.24607e-12, 1e-4);
}

int main(void) {
  lr_test_seed_from_environment();
  cross_sections();
  second_way();
  widths();
  return lr_test_end();
}
