// SPDX-License-Identifier: GPL-3.0-or-later
// The PXD: figures by hand and published, sums over the modules, how a dose spreads, what is refused.
#include "beamloss/pxd.h"

#include "base/constants.h"
#include "tests/lr_test.h"

static void geometry(void) {
  struct lr_pxd_module m[LR_PXD_MODULES];
  int in_layer[3] = {0}, forward = 0;
  lr_pxd_modules(m);
  for (int i = 0; i < LR_PXD_MODULES; i++) {
    in_layer[m[i].layer]++;
    forward += m[i].module == 1;
    LR_NEAR(m[i].z_high_m - m[i].z_low_m, m[i].layer == 1 ? 44.8e-3 : 61.44e-3, 1e-12);
    LR_NEAR(m[i].mass_kg, m[i].layer == 1 ? 0.0978e-3 : 0.1342e-3, 5e-4);
    LR_NEAR(m[i].GeV_per_rad, m[i].layer == 1 ? 6.106e3 : 8.374e3, 2e-4);
    LR_CHECK(m[i].phi_rad >= 0 && m[i].phi_rad < 2 * LR_PI);
    if (i) LR_CHECK(m[i].layer > m[i - 1].layer || m[i].ladder > m[i - 1].ladder || m[i].module > m[i - 1].module);
  }
  LR_CHECK(in_layer[1] == 16 && in_layer[2] == 24 && forward == 20);
  LR_CHECK(LR_PXD_GATES == 192);
  // the two modules of a ladder meet with a small gap, the forward one reaches further out (acceptance 17 to 150 degrees)
  LR_NEAR(m[1].z_low_m, -31.2255e-3, 1e-9);
  LR_NEAR(m[1].z_high_m, 13.5745e-3, 1e-9);
  LR_NEAR(m[0].z_low_m, 14.4255e-3, 1e-9);
  LR_NEAR(m[0].z_high_m, 59.2255e-3, 1e-9);
  LR_CHECK(m[16].z_low_m > m[17].z_high_m && m[16].z_low_m - m[17].z_high_m < 1e-3);
  LR_CHECK(m[0].z_high_m > 14e-3 / tan(17 * LR_PI / 180) && m[1].z_low_m < 14e-3 / tan(150 * LR_PI / 180));
  LR_NEAR(m[2].phi_rad, LR_PI / 4, 1e-15);
  LR_NEAR(m[18].phi_rad, LR_PI / 6, 1e-15);
  LR_NEAR(lr_pxd_pixels(), 7.68e6, 0);
  LR_NEAR(lr_pxd_gate_fraction(), 1000 / 7.68e6, 1e-15);
  LR_NEAR(0.02 / lr_pxd_gate_fraction(), 154, 0.005);
}

static void dose(void) {
  LR_NEAR(lr_pxd_dose_of_fluence(1e4), 2.666e-8, 2e-4);
  LR_NEAR(lr_pxd_fluence_of_dose(1), 3.75e7 * 1e4, 5e-4);
  // by the energy in a module instead: particles x 1.664 MeV cm^2/g x thickness x density
  struct lr_pxd_module m[LR_PXD_MODULES];
  lr_pxd_modules(m);
  double particles = 1e9, area_m2 = 12.5e-3 * 44.8e-3, GeV = particles * 1.664e-3 * 2.329 * 75e-4;
  LR_NEAR(GeV / m[0].GeV_per_rad, lr_pxd_dose_of_fluence(particles / area_m2), 1e-12);
  double rate = -1, twice;
  struct lr_error error;
  LR_CHECK(lr_pxd_dose_rate(1, 0.01, 2, &rate, &error) == LR_OK);
  LR_NEAR(rate, 0.228, 3e-3);
  LR_CHECK(lr_pxd_dose_rate(1, 0.02, 2, &twice, &error) == LR_OK);
  LR_NEAR(twice, 2 * rate, 1e-14);
  LR_CHECK(lr_pxd_dose_rate(2, 0.01, 2, &rate, &error) == LR_OK);
  LR_NEAR(rate, 0.167, 3e-3);
  LR_CHECK(lr_pxd_dose_rate(3, 0.01, 2, &rate, &error) == LR_E_DOMAIN && strstr(error.text, "layer 3"));
  LR_CHECK(lr_pxd_dose_rate(1, 1.01, 2, &rate, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_pxd_dose_rate(1, NAN, 2, &rate, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_pxd_dose_rate(1, 0.01, 0, &rate, &error) == LR_E_DOMAIN);
}

static void spread(void) {
  struct lr_error error;
  double d[LR_PXD_MODULES];
  struct lr_pxd_module m[LR_PXD_MODULES];
  lr_pxd_modules(m);
  for (int n = 0; n < 300; n++) {
    struct lr_pxd_spread s = {lr_test_between(-1, 4), lr_test_random(), lr_test_between(-7, 7), lr_test_between(-1, 1)};
    double mean = lr_test_log_between(1e-3, 1e5), forward = 0, backward = 0, along = 0, across = 0;
    LR_CHECK(lr_pxd_spread_dose(&s, mean, d, &error) == LR_OK);
    for (int i = 0; i < LR_PXD_MODULES; i++) LR_CHECK(d[i] >= 0);
    LR_NEAR(lr_pxd_layer_mean(d, 1), mean, 1e-12);  // G has mean 1 over layer 1
    LR_NEAR(lr_pxd_layer_mean(d, 2), mean * pow(14. / 22, s.radial_exponent), 1e-12);
    for (int i = 0; i < 16; i++) {
      *(m[i].module == 1 ? &forward : &backward) += d[i];
      along += d[i] * cos(m[i].phi_rad - s.phi0_rad);
      across += d[i] * sin(m[i].phi_rad - s.phi0_rad);
    }
    LR_NEAR((forward - backward) / (forward + backward), s.asymmetry, 1e-10);
    LR_NEAR(2 * along / (16 * mean), s.modulation, 1e-10);  // first Fourier component, and only in its phase
    LR_NEAR(across / (16 * mean), 0, 1e-10);
  }
  LR_CHECK(lr_pxd_spread_dose(&(struct lr_pxd_spread){0}, 7, d, &error) == LR_OK);
  for (int i = 0; i < LR_PXD_MODULES; i++) LR_NEAR(d[i], 7, 1e-15);
  const struct lr_pxd_spread bad[] = {{2, -0.1, 0, 0}, {2, 1.1, 0, 0}, {2, 0, 0, 1.1}, {2, 0, 0, NAN}, {NAN, 0, 0, 0}, {2, 0, INFINITY, 0}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) LR_CHECK(lr_pxd_spread_dose(&bad[i], 1, d, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_pxd_spread_dose(&(struct lr_pxd_spread){0}, -1, d, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_pxd_spread_dose(&(struct lr_pxd_spread){0}, INFINITY, d, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  geometry();
  dose();
  spread();
  return lr_test_end();
}
