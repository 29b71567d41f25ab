// SPDX-License-Identifier: GPL-3.0-or-later
// e+ e- -> A' h' against a table made elsewhere, against the squared amplitude with explicit momenta, and in its limits;
// h' -> A' A' against the sum over polarisations; radiation against factors made elsewhere.
#include "projections/channels/dark_higgs.h"

#include "base/constants.h"
#include "projections/isr.h"
#include "projections/quadrature.h"
#include "tests/lr_test.h"

static const double S = 10.58 * 10.58;

struct vector {
  double t, x, z;
};
static double dot(struct vector a, struct vector b) { return a.t * b.t - a.x * b.x - a.z * b.z; }

struct process {
  double s, dark_photon, dark_higgs;
};

// d sigma / d cos [GeV^-2] at eps^2 alpha_D = 1: average over the spins of the beams of |eps e vbar gamma^mu u (2 e_D m_A)
// polarisation_mu / (s - m_A^2)|^2, with the lepton tensor contracted term by term, times the phase space of two bodies.
static double amplitude(double cosine, const void *data) {
  const struct process *p = data;
  double energy = sqrt(p->s), half = energy / 2, m2 = p->dark_photon * p->dark_photon;
  double e_a = (p->s + m2 - p->dark_higgs * p->dark_higgs) / (2 * energy), momentum = sqrt(e_a * e_a - m2);
  struct vector electron = {half, 0, half}, positron = {half, 0, -half};
  struct vector k = {e_a, momentum * sqrt(1 - cosine * cosine), momentum * cosine};
  double both = dot(electron, positron);
  double metric = 4 * (2 * both - 4 * both);  // trace with g_mu_nu
  double along = 4 * (2 * dot(electron, k) * dot(positron, k) - m2 * both);  // with k_mu k_nu
  double spins = 0.25 * (-metric + along / m2);
  double couplings = 4 * LR_PI * LR_ALPHA * 4 * LR_PI * 4 * m2;  // (eps e)^2 (2 e_D m_A)^2 over eps^2 alpha_D
  return couplings * spins / ((p->s - m2) * (p->s - m2)) * (2 * momentum / energy) / (32 * LR_PI * p->s);
}

static enum lr_status born(double s, const void *data, double *fb, struct lr_error *error) {
  const struct process *p = data;
  (void)error;
  *fb = lr_dark_higgs_cross_section(s, p->dark_photon, p->dark_higgs, 1e-8);
  return LR_OK;
}

static double isr_factor(double dark_photon, double dark_higgs) {
  struct process p = {S, dark_photon, dark_higgs};
  double low = dark_photon + dark_higgs, all = 0;
  LR_CHECK(lr_isr_convolve(born, &p, S, 1 - low * low / S, &all, NULL) == LR_OK);
  return all / lr_dark_higgs_cross_section(S, dark_photon, dark_higgs, 1e-8);
}

int main(void) {
  lr_test_seed_from_environment();
  // [fb] at eps^2 alpha_D = 1e-8
  static const double higgs[6] = {0.01, 0.5, 1, 2, 3, 4}, photon[6] = {2, 4, 6, 8, 9, 9.7};
  static const double table[6][6] = {{0.3745, 0.3723, 0.3658, 0.3403, 0.3006, 0.2504}, {0.7598, 0.7556, 0.743, 0.6935, 0.6139, 0.5076},
                                     {1.693, 1.679, 1.640, 1.479, 1.198, 0.734},       {4.373, 4.284, 4.009, 2.703, 0, 0},
                                     {8.425, 7.983, 6.492, 0, 0, 0},                   {16.86, 13.86, 0, 0, 0, 0}};
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 6; j++) LR_NEAR(lr_dark_higgs_cross_section(S, photon[i], higgs[j], 1e-8), table[i][j], 1e-3);
  LR_NEAR(lr_dark_higgs_cross_section(S, 4, 0.5, 1e-8), 0.755611, 1e-6);
  LR_NEAR(lr_dark_higgs_cross_section(S, 9, 1, 1e-8), 6.49187, 1e-6);
  LR_NEAR(lr_dark_higgs_cross_section(S, 9.7, 0.2, 1e-8), 16.4161, 3e-6);

  // the amplitude, in total and in angle, at points taken at random
  for (int i = 0; i < 200; i++) {
    struct process p = {S, lr_test_between(0.1, 10), 0};
    p.dark_higgs = lr_test_between(0.01, 0.99) * (sqrt(S) - p.dark_photon);
    double all = lr_quadrature_gauss(amplitude, &p, -1, 1), cosine = lr_test_between(-1, 1);
    LR_NEAR(lr_dark_higgs_cross_section(S, p.dark_photon, p.dark_higgs, 1), all * LR_GEV_M2_fb, 1e-11);
    LR_NEAR(lr_dark_higgs_angle(S, p.dark_photon, p.dark_higgs, cosine), amplitude(cosine, &p) / all, 1e-11);
    LR_NEAR(1 + lr_dark_higgs_asymmetry(S, p.dark_photon, p.dark_higgs) * cosine * cosine, amplitude(cosine, &p) / amplitude(0, &p), 1e-10);
  }
  // linear in the coupling; nothing from the threshold on
  LR_NEAR(lr_dark_higgs_cross_section(S, 5, 2, 3e-9), 0.3 * lr_dark_higgs_cross_section(S, 5, 2, 1e-8), 1e-14);
  LR_CHECK(lr_dark_higgs_cross_section(S, 6, 4.58, 1e-8) < 1e-5 && lr_dark_higgs_cross_section(S, 6, 4.6, 1e-8) == 0);
  LR_CHECK(lr_dark_higgs_cross_section(S, 12, 1, 1e-8) == 0);
  // threshold: s-wave, the square root of the distance, for a heavy A'; p-wave, its third power, for a light one
  double gap = 1e-6, heavy = 6, light = 1e-7;
  double ratio = lr_dark_higgs_cross_section(S, heavy, 10.58 - heavy - 4 * gap, 1) / lr_dark_higgs_cross_section(S, heavy, 10.58 - heavy - gap, 1);
  LR_NEAR(ratio, 2, 1e-5);
  gap = 1e-3;
  ratio = lr_dark_higgs_cross_section(S, light, 10.58 - light - 4 * gap, 1) / lr_dark_higgs_cross_section(S, light, 10.58 - light - gap, 1);
  LR_NEAR(ratio, 64, 3e-3);  // lambda ~ gap^2 there: no recoil
  // both masses light: scalar pair production with a unit charge through one photon, pi alpha alpha_D eps^2 / (3 s)
  LR_NEAR(lr_dark_higgs_cross_section(S, 1e-3, 1e-3, 1), LR_PI * LR_ALPHA / (3 * S) * LR_GEV_M2_fb, 1e-6);
  // m_h' -> 0: (1 - x)^3 [(1 - x)^2 + 12 x] / (1 - x)^4
  double x = 49 / S;
  LR_NEAR(lr_dark_higgs_cross_section(S, 7, 1e-9, 1), LR_PI * LR_ALPHA / (3 * S) * ((1 - x) * (1 - x) + 12 * x) / (1 - x) * LR_GEV_M2_fb, 1e-12);
  LR_NEAR(lr_dark_higgs_momentum(S, 4, 1), sqrt(pow((S + 16 - 1) / (2 * 10.58), 2) - 16), 1e-12);
  LR_CHECK(lr_dark_higgs_momentum(S, 8, 3) == 0);

  // radiation of the beams: factors made elsewhere with two decimals
  LR_NEAR(isr_factor(4, 1), 1.24, 5e-3);
  LR_NEAR(isr_factor(6, 1), 1.13, 5e-3);
  LR_NEAR(isr_factor(8, 1), 1.00, 5.1e-3);
  LR_NEAR(isr_factor(9, 0.5), 0.98, 5.2e-3);
  LR_NEAR(isr_factor(9.7, 0.2), 0.97, 5.3e-3);

  // h' -> A' A': (2 e_D m_A)^2 sum of |polarisations|^2, two alike particles
  for (int i = 0; i < 100; i++) {
    double h = lr_test_between(0.5, 10), a = h * lr_test_between(0.01, 0.499), k = (h * h - 2 * a * a) / 2;
    double squared = 4 * LR_PI * 4 * a * a * (2 + k * k / (a * a * a * a));
    LR_NEAR(lr_dark_higgs_width(h, a, 0.1), 0.1 * squared * sqrt(h * h / 4 - a * a) / (8 * LR_PI * h * h) / 2, 1e-10);
  }
  LR_NEAR(lr_dark_higgs_width(4, 1e-3, 0.1), 0.1 * 64 / (8e-6), 1e-6);
  LR_CHECK(lr_dark_higgs_width(2, 1, 0.1) == 0 && lr_dark_higgs_width(1, 1, 0.1) == 0);
  return lr_test_end();
}
