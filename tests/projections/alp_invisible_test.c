// SPDX-License-Identifier: GPL-3.0-or-later
// Single photon and an unseen ALP: kinematics, escape against drawn decays, the radius that the published projection has,
// and the anchors of the channel from the limit on an invisible dark photon.
#include "projections/channels/alp_invisible.h"

#include "base/constants.h"
#include "projections/channels/alp_gammagamma.h"
#include "tests/lr_test.h"

static const double S = 10.58 * 10.58;

// e+ e- -> gamma A' with the photon at low < cos < high, kinetic mixing eps [fb].
static double dark_photon(double mass, double eps, double low, double high) {
  double x = mass * mass / S, ratio = (1 + x * x) / ((1 - x) * (1 - x));
  double theta = log((1 + high) * (1 - low) / ((1 + low) * (1 - high)));
  return 2 * LR_PI * LR_ALPHA * LR_ALPHA * eps * eps / S * (1 - x) * (ratio * theta - (high - low)) * LR_GEV_M2_fb;
}

int main(void) {
  lr_test_seed_from_environment();
  LR_NEAR(lr_single_photon_energy(S, 1e-6), 5.29, 1e-9);
  LR_CHECK(lr_single_photon_energy(S, 11) == 0);
  const double ENERGY[] = {0.5, 1, 2}, MASS[] = {10.0676, 9.5277, 8.3429};
  for (int i = 0; i < 3; i++) {
    LR_NEAR(lr_single_photon_mass(S, ENERGY[i]), MASS[i], 1e-4);
    LR_NEAR(lr_single_photon_energy(S, lr_single_photon_mass(S, ENERGY[i])), ENERGY[i], 1e-12);
  }
  LR_CHECK(lr_single_photon_mass(S, 6) == 0);
  LR_NEAR(lr_alp_photon_share(-1, 1), 1, 1e-15);
  LR_NEAR(lr_alp_photon_share(-0.4, 0.6), 0.41, 1e-3);
  double hits = 0, n = 100000;
  for (int i = 0; i < (int)n;) {
    double c = lr_test_between(-1, 1);
    if (2 * lr_test_random() > 1 + c * c) continue;
    hits += c > -0.4 && c < 0.6;
    i++;
  }
  LR_NEAR(hits / n, 0.41, 4.5 * sqrt(0.41 * 0.59 / n) / 0.41);

  // escape: complement of the decay inside, and drawn
  LR_NEAR(lr_alp_escapes(S, 0.1, 5e-5, 3), 1 - lr_alp_decay_inside(S, 0.1, 5e-5, 3), 1e-12);
  double flight = (S - 0.01) / (2 * 0.1 * 10.58) * lr_alp_ctau(0.1, 3e-5), p = lr_alp_escapes(S, 0.1, 3e-5, 3), out = 0;
  for (int i = 0; i < (int)n; i++) out += -flight * log(lr_test_random()) > 3;
  LR_CHECK(p > 0.1 && p < 0.9);
  LR_NEAR(out / n, p, 4.5 * sqrt(p * (1 - p) / n) / p);

  // The published projection: plateau g0 = 8.97e-6 GeV^-1, and where its edge stands at larger couplings. The yield at both is
  // the same, so that exp(-R/flight) = (g0/g)^2: R = 3 m at every mass
  const double EDGE[][2] = {{0.1324067, 1.4813816e-5}, {0.1188758, 2.8558e-5}, {0.1048273, 4.02976e-5}, {0.0860289, 7.205e-5},
                            {0.0606025, 1.77904e-4}, {0.0411843, 4.34577e-4}};
  for (int i = 0; i < 6; i++) {
    double g = EDGE[i][1], length = (S - EDGE[i][0] * EDGE[i][0]) / (2 * EDGE[i][0] * 10.58) * lr_alp_ctau(EDGE[i][0], g);
    LR_NEAR(2 * log(g / 8.97209e-6) * length, 3, 0.09);
  }

  // the anchors: BaBar's limit on eps, the same events at the same cos(theta) range
  const double ANCHOR[][3] = {{1e-4, 9.48e-4, 3.15}, {1, 9.67e-4, 3.35}, {2, 8.23e-4, 2.60}, {3, 7.48e-4, 2.42}, {4, 4.56e-4, 1.06},
                              {5, 5.47e-4, 1.91}, {5.45, 6.59e-4, 3.11}, {5.55, 1.33e-3, 13.0}, {7, 9.95e-4, 11.7}, {8, 8.91e-4, 14.6}};
  for (int i = 0; i < 10; i++)
    LR_NEAR(dark_photon(ANCHOR[i][0], ANCHOR[i][1], -0.4, 0.6) / lr_alp_photon_share(-0.4, 0.6), ANCHOR[i][2], 5e-3);
  LR_NEAR(dark_photon(1, 1, -0.9, 0.9), 4840.1e3, 1e-4);  // the cross-section itself, by traces: 4840.1 pb
  LR_NEAR(dark_photon(8, 1, -0.6, 0.6), 9400.6e3, 1e-4);
  return lr_test_end();
}
