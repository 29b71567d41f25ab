// SPDX-License-Identifier: GPL-3.0-or-later
// Shipped channels counted again with closed forms written out here: cross-section x branching fraction x efficiency x luminosity is the
// CLs limit over the background, without functions of the library but for reading. One channel per regime: no background, a few
// events, many events, many with systematic uncertainties.
#include <gsl/gsl_sf_gamma.h>

#include "projections/channel_fields.h"
#include "projections/reach.h"
#include "tests/projections/plans.h"

static const double PI = 3.141592653589793, ALPHA = 1 / 137.035999, GEV2_FB = 3.8937937e11, S = 10.58 * 10.58;

static bool load(const char *id, struct lr_channel *channel) {
  char path[1000];
  snprintf(path, sizeof path, "%s/inputs/channels/%s.yaml", source_folder(), id);
  struct said said = said_of_file(path);
  lr_document_settle(said.document);
  struct lr_reading reading = {said.document, &said.problems};
  const struct lr_node *channels = lr_node_child(said.document->root, "channels"), *node = channels ? lr_node_child(channels, id) : NULL;
  bool fine = node && lr_channel_read(&reading, node, channel);
  LR_CHECK(fine);
  said_free(&said);
  return fine;
}

static double reached(const struct lr_channel *c, double mass, double luminosity) {
  struct lr_reach_point p = {0};
  LR_CHECK(lr_reach_solve(c, mass, luminosity, &p, NULL) == LR_OK);
  return p.continuous;
}

// 1 - CL of s over b when as many events are seen as the background has, n! continued by the gamma function; and its s by halving.
static double left_over(double s, double b) { return gsl_sf_gamma_inc_Q(b + 1, s + b) / gsl_sf_gamma_inc_Q(b + 1, b); }

static double limit(double b, double cl) {
  double low = 0, high = 10 + 10 * sqrt(b);
  for (int i = 0; i < 200; i++) {
    double s = 0.5 * (low + high);
    if (left_over(s, b) > 1 - cl) low = s;
    else high = s;
  }
  return low;
}

static double background_of(const struct lr_channel *c, size_t mode, size_t anchor) {
  return c->mode[mode].background[anchor].y * c->mode[mode].reference_luminosity_fb;
}

// alpha_D eps^2 of Batell, Pospelov and Ritz at 7.9 GeV and 1 GeV; ln 10 events, 10 % of uncertainty of the signal, efficiency 0.18.
static void no_background(void) {
  struct lr_channel c;
  if (!load("dark_higgs_multilepton", &c)) return;
  double h = 7.9, a = 1, x = a * a / S, y = h * h / S, lambda = (1 - x - y) * (1 - x - y) - 4 * x * y;
  double fb = PI * ALPHA / (3 * S) / ((1 - x) * (1 - x)) * sqrt(lambda) * (lambda + 12 * x) * GEV2_FB;  // per unit of the coupling
  double events = 2.302585 / sqrt(1 - 0.01 * 1.644854 * 1.644854);
  LR_NEAR(events, 2.33437, 1e-5);
  LR_NEAR(reached(&c, 1, 50000), events / (fb * 0.18 * 50000), 1e-4);
  LR_NEAR(reached(&c, 1, 575), events / (fb * 0.18 * 575), 1e-4);
}

// B+ -> K+ a with the one-loop coupling; 772e6 pairs of B mesons in both windows; 4.85 events of background at 1.952 GeV.
static void few_events(void) {
  struct lr_channel c;
  if (!load("b_to_k_alp", &c)) return;
  size_t i = 0;
  while (i < c.mode[0].anchors && c.mode[0].anchor[i].x < 1.952 - 1e-9) i++;
  LR_CHECK(i < c.mode[0].anchors);
  if (i == c.mode[0].anchors) return;
  double m = 1.952, g = 2.89e-6, B = 5.27934, K = 0.493677, t = (172.7 / 80.377) * (172.7 / 80.377);
  double loop = t * (1 + t * (log(t) - 1)) / ((1 - t) * (1 - t));
  double gbs = 3 * sqrt(2) * 1.1663788e-5 * 80.377 * 80.377 * g / (16 * PI * PI) * 0.0411 * loop;
  double f0 = 0.33 / (1 - m * m / 38), k = 1 - K * K / (B * B), p2 = (B * B - (K + m) * (K + m)) * (B * B - (K - m) * (K - m));
  double width = B * B * B / (64 * PI) * gbs * gbs * k * k * f0 * f0 * sqrt(p2) / (B * B);
  double fraction = width * 1.638e-12 / 6.582119569e-25, gamma = 0.2312 * g;
  double flight = sqrt(p2) / (2 * B) / m * 1.97326980e-16 * 64 * PI / (gamma * gamma * m * m * m);
  double events = 2 * 0.514 * 772e6 * fraction * 0.4 * 0.15 / (0.15 + flight);
  for (size_t mode = 0; mode < 2; mode++) {  // one figure of Belle's: the same count in either window
    LR_NEAR(events, limit(background_of(&c, mode, i), 0.9), 1e-4);
    LR_NEAR(left_over(events, background_of(&c, mode, i)), 0.1, 3e-4);
    LR_NEAR(background_of(&c, mode, i), 4.85, 1e-3);
  }
  LR_NEAR(c.mode[0].reference_luminosity_fb * 387e6 / 362, 772e6, 1e-4);
}

// alpha g^2/24 (1 - m^2/s)^3: 530 fb at 5 GeV seen with 0.3 + 0.1 ln 5/ln 9.7; at 50 ab^-1 the root of the background.
static void many_events(void) {
  struct lr_channel c;
  if (!load("alp_gammagamma", &c)) return;
  size_t i = 0;
  while (i < c.mode[0].anchors && c.mode[0].anchor[i].x < 5 - 1e-9) i++;
  LR_CHECK(i < c.mode[0].anchors);
  if (i == c.mode[0].anchors) return;
  double seen = 0.3 + 0.1 * log(5) / log(9.7), open = 1 - 25 / S, fb = ALPHA / 24 * open * open * open * GEV2_FB;
  double b = background_of(&c, 0, i), events = 530 * seen * 0.445;
  LR_NEAR(left_over(events, b), 0.05, 1e-4);
  LR_NEAR(reached(&c, 5, 0.445), sqrt(530 / fb), 1e-6);
  LR_NEAR(reached(&c, 5, 0.445), sqrt(limit(b, 0.95) / (fb * seen * 0.445)), 1e-6);
  LR_NEAR(reached(&c, 5, 50000), sqrt(1.959964 * sqrt(b / 0.445 * 50000) / (fb * seen * 50000)), 1e-4);
}

// (2 pi alpha^2 eps^2/s)(1 - x) [(1 + x^2)/(1 - x)^2 2 ln((1 + c)/(1 - c)) - 2c] to |cos| 0.94; efficiency 0.2; 5 % of the signal, 0.5 and 0.1 %
// of the background.
static void with_uncertainties(void) {
  struct lr_channel c;
  if (!load("dark_photon_invisible", &c)) return;
  size_t i = 0;
  while (i < c.mode[0].anchors && c.mode[0].anchor[i].x < 2.375 - 1e-9) i++;
  LR_CHECK(i < c.mode[0].anchors);
  if (i == c.mode[0].anchors) return;
  double x = 2.375 * 2.375 / S, rise = (1 + x * x) / ((1 - x) * (1 - x)), angle = 2 * rise * log(1.94 / 0.06) - 1.88;
  double fb = 2 * PI * ALPHA * ALPHA / S * (1 - x) * angle * GEV2_FB, eps = 7.106e-4;  // per eps^2
  double b = background_of(&c, 0, i), wide = 1 / sqrt(1 - 0.0025 * 1.644854 * 1.644854);
  double effective = b + b * b * (0.005 * 0.005 + 0.001 * 0.001), events = fb * eps * eps * 0.2 * 53;
  LR_CHECK(b > 300);
  LR_NEAR(events, wide * limit(effective, 0.9), 1e-4);
  double later = b / 53 * 50000, error = 0.005 * 0.005 * 53 / 50000 + 0.001 * 0.001;
  double sigma = sqrt(later + later * later * error);
  LR_NEAR(reached(&c, 2.375, 50000), sqrt(wide * 1.644854 * sigma / (fb * 0.2 * 50000)), 1e-3);
}

int main(void) {
  no_background();
  few_events();
  many_events();
  with_uncertainties();
  return lr_test_end();
}
