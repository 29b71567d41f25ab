// SPDX-License-Identifier: GPL-3.0-or-later
// The channels with the coupling eps^2 alpha_D: what is open, what they express, and three dark photons that decay at once against
// decays drawn at random.
#include "base/constants.h"
#include "projections/channels/dark_coupling.h"
#include "projections/channels/dark_higgs.h"
#include "projections/channels/dark_higgs_multilepton.h"
#include "projections/channels/dark_higgsstrahlung.h"
#include "projections/channels/dark_photon.h"
#include "tests/lr_test.h"

static const double S = 10.58 * 10.58;

static double value(const struct lr_quantity *row, size_t rows, const char *name) {
  for (size_t i = 0; i < rows; i++)
    if (strcmp(row[i].name, name) == 0) return row[i].value;
  return NAN;
}

// A' with the momentum of the pair, h' -> A' A' with the angle isotropic in its rest frame, three decay lengths.
static double drawn(double dark_photon, double dark_higgs, double ctau, double radius, int n) {
  double p = lr_dark_higgs_momentum(S, dark_photon, dark_higgs), energy = hypot(p, dark_higgs), inside = 0;
  double gamma = energy / dark_higgs, beta_gamma = p / dark_higgs, star = sqrt(dark_higgs * dark_higgs / 4 - dark_photon * dark_photon);
  for (int i = 0; i < n; i++) {
    double cosine = lr_test_between(-1, 1), along = beta_gamma * dark_higgs / 2, push = gamma * star * cosine, side2 = star * star * (1 - cosine * cosine);
    double momentum[3] = {p, sqrt((along + push) * (along + push) + side2), sqrt((along - push) * (along - push) + side2)};
    int all = 1;
    for (int k = 0; k < 3; k++) all = all && -log(lr_test_random()) * ctau * momentum[k] / dark_photon < radius;
    inside += all;
  }
  return inside / n;
}

int main(void) {
  lr_test_seed_from_environment();
  struct lr_channel c;
  struct lr_quantity row[32];
  size_t rows;
  double fb;

  lr_channel_init(&c, &lr_channel_dark_higgsstrahlung);
  c.mass2_GeV = 1;
  LR_CHECK(lr_channel_cross_section(&c, 9, 1e-8, &fb, NULL) == LR_OK);
  LR_NEAR(fb, 6.49187, 1e-6);
  LR_CHECK(lr_channel_quantities(&c, 9, 1e-8, row, 32, &rows, NULL) == LR_OK);
  LR_NEAR(value(row, rows, "signal_cross_section"), fb * value(row, rows, "br_mumu"), 1e-12);
  LR_NEAR(value(row, rows, "br_mumu"), 0.154, 0.02);
  LR_NEAR(value(row, rows, "eps_at_alpha_d"), sqrt(1e-7), 1e-12);
  LR_NEAR(value(row, rows, "alpha_d_at_eps"), 0.01, 1e-12);
  LR_NEAR(value(row, rows, "width") * value(row, rows, "ctau"), LR_HBARC_GeV_m, 1e-12);
  double sum = value(row, rows, "br_ee") + value(row, rows, "br_mumu") + value(row, rows, "br_tautau") + value(row, rows, "br_hadrons");
  LR_NEAR(sum, 1, 1e-12);
  c.parameter[0] = 0.4;
  LR_CHECK(lr_channel_quantities(&c, 9, 1e-8, row, 32, &rows, NULL) == LR_OK);
  LR_NEAR(value(row, rows, "eps_at_alpha_d"), sqrt(2.5e-8), 1e-12);
  c.mass2_GeV = 5;  // h' heavier than A' is not invisible; both together too heavy
  LR_CHECK(lr_channel_cross_section(&c, 4.9, 1e-8, &fb, NULL) == LR_OK && fb == 0);
  LR_CHECK(lr_channel_cross_section(&c, 5.1, 1e-8, &fb, NULL) == LR_OK && fb > 0);
  LR_CHECK(lr_channel_cross_section(&c, 5.6, 1e-8, &fb, NULL) == LR_OK && fb == 0);

  lr_channel_init(&c, &lr_channel_dark_higgs_multilepton);
  c.mass2_GeV = 4;
  LR_CHECK(lr_channel_cross_section(&c, 1.99, 1e-8, &fb, NULL) == LR_OK && fb > 0);
  LR_CHECK(lr_channel_cross_section(&c, 2.01, 1e-8, &fb, NULL) == LR_OK && fb == 0);
  LR_NEAR(c.type->acceptance(&c, 0, 1, 1e-14), 1, 0);  // no radius: every decay counts
  c.decay_radius_m = 0.01;
  double last = 0;
  for (double g = 1e-14; g < 1e-8; g *= 2) {  // more coupling, shorter life
    double now = c.type->acceptance(&c, 0, 0.3, g);
    LR_CHECK(now >= last && now <= 1);
    last = now;
  }
  LR_NEAR(last, 1, 1e-6);
  // long-lived: the cube of the coupling
  LR_NEAR(c.type->acceptance(&c, 0, 0.3, 4e-16) / c.type->acceptance(&c, 0, 0.3, 2e-16), 8, 1e-3);
  // at half of the energy of h' each: near to what is drawn at random
  static const double point[][3] = {{0.3, 2, 1e-4}, {0.3, 8, 1e-3}, {1, 4, 3e-3}, {2, 6, 5e-3}, {1, 2.2, 1e-3}, {2.5, 7.9, 1e-2}};
  for (size_t i = 0; i < sizeof point / sizeof point[0]; i++) {
    double a = lr_three_photons_inside(S, point[i][0], point[i][1], LR_HBARC_GeV_m / point[i][2], 0.01);
    double mc = drawn(point[i][0], point[i][1], point[i][2], 0.01, 200000);
    printf("m_A' %g m_h' %g ctau %g m: %.4f, drawn %.4f\n", point[i][0], point[i][1], point[i][2], a, mc);
    LR_NEAR(a, mc, 0.10);
  }
  return lr_test_end();
}
