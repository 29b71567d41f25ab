// SPDX-License-Identifier: GPL-3.0-or-later
// Published cases LOS-01, LOS-02 and LOS-06, tails, closure, and the centroid map against the steady orbit.
#include "beamloss/closed_loss.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "base/constants.h"
#include "tests/beamloss/loss_optics.h"
#include "tests/lr_test.h"

static void scraping(double source_m, const char *name, double published_urad) {
  struct lr_loss_ring ring;
  struct lr_error error;
  struct lr_loss_ring_setup setup = ler_setup(source_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  // printed in whole urad
  LR_CHECK(fabs(lr_element_scraping_kick(&ring, element_named(&ring, name)) * 1e6 - published_urad) < 0.51);
}

static void r12(double source_m, const double *published_m) {
  static const char *const NAME[] = {"PMD06V1", "PMD06V2", "PMD03V1", "PMD03V2", "PMD02V1", "QC1_upstream_peak", "QC1_downstream_peak"};
  struct lr_loss_ring ring;
  struct lr_error error;
  struct lr_loss_ring_setup setup = ler_setup(source_m);
  LR_CHECK(lr_loss_ring_build(&setup, &ring, &error) == LR_OK);
  for (int i = 0; i < 7; i++) {  // two phases printed to 1e-4 of a turn
    size_t e = element_named(&ring, NAME[i]);
    double room_m = sqrt(ring.source_beta_y_m * ring.element[e].beta_y_m) * 2 * LR_PI * 1e-4;
    LR_CHECK(fabs(lr_element_r12_m(&ring, e) - published_m[i]) < room_m);
  }
}

int main(void) {
  gsl_set_error_handler_off();
  struct lr_error error;
  // LOS-01: one edge
  LR_NEAR(lr_edge_cut(3, INFINITY, 3, 1).stored, 0.500000, 1e-6);
  LR_NEAR(lr_edge_cut(3, INFINITY, 2, 1).stored, 0.841345, 1e-6);
  LR_NEAR(lr_edge_cut(INFINITY, 3e-3, -2e-3, 1e-3).stored, 0.841345, 1e-6);
  // both edges, closure, tails with all digits
  for (double centre = -12; centre <= 12; centre += 0.5) {
    struct lr_survival s = lr_edge_cut(4, 2.5, centre, 1);
    LR_NEAR(s.stored + s.lost, 1, 1e-14);
    LR_CHECK(s.stored >= 0 && s.lost >= 0);
  }
  LR_NEAR(lr_edge_cut(9, INFINITY, 0, 1).lost, gsl_cdf_ugaussian_Q(9), 1e-13);
  LR_NEAR(lr_edge_cut(9, INFINITY, 18, 1).stored, gsl_cdf_ugaussian_P(-9), 1e-12);

  // LOS-02: phases mixed
  static const double CASE[][3] = {{0, 3, 0.988891}, {2, 3, 0.785638}, {3, 3, 0.432520}, {5, 4, 0.132950}, {10, 9, 0.146221}};
  struct lr_survival s;
  for (int i = 0; i < 5; i++) {
    LR_CHECK(lr_phase_mixed_cut(CASE[i][0], CASE[i][1], &s, &error) == LR_OK);
    LR_CHECK(fabs(s.stored - CASE[i][2]) < 1e-6);
    LR_NEAR(s.stored + s.lost, 1, 1e-11);
  }
  for (double n = 0.5; n < 9; n += 0.5) {
    LR_CHECK(lr_phase_mixed_cut(0, n, &s, &error) == LR_OK);
    LR_NEAR(s.lost, exp(-n * n / 2), 1e-10);
    LR_NEAR(s.stored, -expm1(-n * n / 2), 1e-10);
  }
  LR_CHECK(lr_phase_mixed_cut(30, 5, &s, &error) == LR_OK && s.stored > 0 && s.stored < 1e-130);
  LR_CHECK(lr_phase_mixed_cut(100, 5, &s, &error) == LR_OK && s.stored == 0);
  LR_NEAR(s.lost, 1, 1e-11);
  LR_CHECK(lr_phase_mixed_cut(200, 200, &s, &error) == LR_OK);
  LR_NEAR(s.stored, 0.5 - 1 / (2 * sqrt(2 * LR_PI) * 200), 1e-5);  // large offset: an edge on a slow circle
  LR_CHECK(lr_phase_mixed_cut(2, 0, &s, &error) == LR_OK && s.stored == 0);
  LR_CHECK(lr_phase_mixed_cut(-1, 3, &s, &error) == LR_E_DOMAIN && lr_phase_mixed_cut(1, NAN, &s, &error) == LR_E_DOMAIN);
  LR_NEAR(lr_cut_lifetime_ratio(4), exp(8) / 16, 1e-14);

  // LOS-06
  scraping(NIKKO_m, "PMD02V1", 75);
  scraping(NIKKO_m, "QC1_upstream_peak", 85);
  scraping(NIKKO_m, "PMD06V1", 94);
  scraping(OHO_m, "PMD02V1", 57);
  scraping(OHO_m, "QC1_upstream_peak", 69);
  scraping(OHO_m, "PMD06V1", 64);
  r12(NIKKO_m, (const double[]){29.790, -10.636, -14.507, -5.299, 17.309, -124.096, 124.291});
  r12(OHO_m, (const double[]){-44.070, 13.101, -22.069, -15.081, 22.649, -151.644, 151.788});

  // the map: a free centroid keeps its amplitude, a damped one loses it, a steady kick leads to the closed orbit
  double _Complex a = 1e-4;
  for (int n = 0; n < 100; n++) a = lr_centroid_turn(a, 13.21, 0, 46.5812, 1);
  LR_NEAR(cabs(a), 1e-4, 1e-12);
  LR_NEAR(cabs(lr_centroid_turn(a, 13.21, 0, 46.5812, 0.9)), 0.9e-4, 1e-12);
  LR_NEAR(cimag(lr_centroid_turn(0, 4, 1e-6, 46, 1)), 2e-6, 1e-12);
  LR_NEAR(creal(lr_centroid_turn(0, 4, 1e-6, 0.25, 1)), 2e-6, 1e-12);  // a kick up is a height a quarter turn on
  double kick = 1e-6, damping = 0.995;
  a = 0;
  for (int n = 0; n < 20000; n++) a = lr_centroid_turn(a, 13.21, kick, 46.5812, damping);
  LR_NEAR(lr_steady_orbit_factor(46.5812), 0.517, 1e-3);
  LR_NEAR(cabs(a), sqrt(13.21) * kick * lr_steady_orbit_factor(46.5812), 0.01);
  return lr_test_end();
}
