// SPDX-License-Identifier: GPL-3.0-or-later
// chi2 -> chi1 l+ l- against the Dalitz plane with traces of explicit momenta, and in its limits; hadrons against a sum in
// small steps.
#include "projections/channels/inelastic.h"

#include "base/constants.h"
#include "projections/channels/hadron_ratio.h"
#include "projections/quadrature.h"
#include "tests/lr_test.h"

struct dalitz {
  const struct lr_inelastic *model;
  double lepton, q2, low, span;
};

// Both currents contracted, sum over spins; momenta by their products. u runs over the mass of chi1 and one lepton.
static double inner(double u, const void *data) {
  const struct dalitz *d = data;
  double M2 = d->model->chi2_GeV, M1 = d->model->chi1_GeV, m = d->lepton, q2 = d->q2, A = d->model->dark_photon_GeV;
  double first = d->low + d->span * u, second = M2 * M2 + M1 * M1 + 2 * m * m - q2 - first;  // (p1+k1)^2, (p1+k2)^2
  double k1k2 = (q2 - 2 * m * m) / 2, p1k1 = (first - M1 * M1 - m * m) / 2, p1k2 = (second - M1 * M1 - m * m) / 2;
  double p2k1 = p1k1 + m * m + k1k2, p2k2 = p1k2 + m * m + k1k2, p1p2 = M1 * M1 + p1k1 + p1k2;
  double scalar = p1p2 - M1 * M2, leptons = k1k2 + m * m;
  double trace = 16 * (2 * p1k1 * p2k2 + 2 * p1k2 * p2k1 - 2 * p1p2 * leptons - 2 * k1k2 * scalar + 4 * scalar * leptons);
  double couplings = 4 * LR_PI * LR_ALPHA * 4 * LR_PI * d->model->alpha_d;
  return couplings * 0.5 * trace / ((q2 - A * A) * (q2 - A * A)) * d->span;
}

static double outer(double u, const void *data) {
  struct dalitz d = *(const struct dalitz *)data;
  double M2 = d.model->chi2_GeV, M1 = d.model->chi1_GeV, m = d.lepton, high = M2 - M1, q = 2 * m + (high - 2 * m) * u * u * (3 - 2 * u);
  d.q2 = q * q;
  double e1 = (M2 * M2 - M1 * M1 - d.q2) / (2 * q), p1 = sqrt(fmax(0, e1 * e1 - M1 * M1)), k = sqrt(fmax(0, d.q2 / 4 - m * m));
  d.low = M1 * M1 + m * m + e1 * q - 2 * p1 * k;
  d.span = 4 * p1 * k;
  return lr_quadrature_gauss(inner, &d, 0, 1) * 2 * q * (high - 2 * m) * 6 * u * (1 - u);
}

static double dalitz(const struct lr_inelastic *model, double lepton) {
  struct dalitz d = {.model = model, .lepton = lepton};
  double sum = lr_quadrature_gauss(outer, &d, 0, 0.3) + lr_quadrature_gauss(outer, &d, 0.3, 1);
  return sum / (pow(2 * LR_PI, 3) * 32 * pow(model->chi2_GeV, 3));
}

// The two-body widths chi2 -> chi1 A' and A' -> hadrons, joined in small steps of q.
static double hadron_steps(const struct lr_inelastic *m) {
  double M2 = m->chi2_GeV, M1 = m->chi1_GeV, high = M2 - M1, step = (high - 0.28) / 200000, sum = 0;
  for (int i = 0; i < 200000 && step > 0; i++) {
    double q = 0.28 + (i + 0.5) * step, q2 = q * q, e1 = (M2 * M2 + M1 * M1 - q2) / (2 * M2);
    double squared = 4 * LR_PI * m->alpha_d * (high * high - q2) * ((M1 + M2) * (M1 + M2) / q2 + 2);
    double away = m->dark_photon_GeV * m->dark_photon_GeV - q2;
    sum += squared * sqrt(e1 * e1 - M1 * M1) / (8 * LR_PI * M2 * M2) * q * LR_ALPHA * q / 3 * lr_hadron_ratio(q) / (LR_PI * away * away) * 2 * q * step;
  }
  return sum;
}

// Width to leptons of a mass in the limit of a small splitting and massless leptons, at eps = 1.
static double closed_form(const struct lr_inelastic *m) {
  return 4 * LR_ALPHA * m->alpha_d * pow(m->chi2_GeV - m->chi1_GeV, 5) / (15 * LR_PI * pow(m->dark_photon_GeV, 4));
}

int main(void) {
  lr_test_seed_from_environment();
  for (int i = 0; i < 100; i++) {
    struct lr_inelastic m = lr_inelastic_of(lr_test_between(0.5, 9), lr_test_between(0.05, 0.4), lr_test_between(0.02, 0.45), 0.1);
    LR_CHECK(lr_inelastic_open(&m));
    struct lr_inelastic_widths w = lr_inelastic_widths(&m);
    LR_NEAR(w.ee, dalitz(&m, LR_ELECTRON_MASS_GeV), 2e-4);
    if (m.chi2_GeV - m.chi1_GeV > 0.22) LR_NEAR(w.mumu, dalitz(&m, LR_MUON_MASS_GeV), 2e-4);
    LR_NEAR(w.hadrons, hadron_steps(&m), 0.015);  // eight points a piece; R(m) itself is good to 3 %
    LR_NEAR(w.total, w.ee + w.mumu + w.hadrons, 1e-14);
  }
  // small splitting: the closed form, for massless leptons; its corrections are of first order in the splitting
  struct lr_inelastic small = lr_inelastic_of(300, 1.0 / 3, 1e-3, 0.1);
  LR_NEAR(lr_inelastic_widths(&small).ee, closed_form(&small), 3e-3);
  // benchmark: m_A' = 3 m_chi1, a splitting of 0.4: the closed form is too large
  struct lr_inelastic usual = lr_inelastic_of(7.5, 1.0 / 3, 0.4, 0.1);
  struct lr_inelastic_widths w = lr_inelastic_widths(&usual);
  printf("m_A' 7.5 GeV: electrons over closed form %.4f; shares %.3f %.3f %.3f; ctau at eps 1e-3 %.3f cm\n", w.ee / closed_form(&usual),
         w.ee / w.total, w.mumu / w.total, w.hadrons / w.total, 100 * LR_HBARC_GeV_m / (w.total * 1e-6));
  LR_CHECK(w.ee / closed_form(&usual) > 0.6 && w.ee / closed_form(&usual) < 0.7);
  struct lr_inelastic below = lr_inelastic_of(1, 1.0 / 3, 0.4, 0.1);
  w = lr_inelastic_widths(&below);
  LR_CHECK(w.mumu == 0 && w.hadrons == 0 && w.ee > 0);  // 0.13 GeV: no muon pair
  // A' -> chi chi: the Dirac width, and none where closed
  struct lr_inelastic equal = {3, 1, 1 + 1e-12, 0.1};
  LR_NEAR(lr_inelastic_dark_photon_width(&equal), 0.1 * 3 / 3.0 * (1 + 2 / 9.0) * sqrt(1 - 4 / 9.0), 1e-9);
  struct lr_inelastic closed = {2, 1, 1.1, 0.1};
  LR_CHECK(!lr_inelastic_open(&closed) && lr_inelastic_dark_photon_width(&closed) == 0);
  return lr_test_end();
}
