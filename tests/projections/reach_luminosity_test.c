// SPDX-License-Identifier: GPL-3.0-or-later
// The luminosity at which a limit passes a coupling: inverse of the reach, its closed limits, and what never comes.
#include "projections/reach_luminosity.h"

#include "tests/lr_test.h"

static struct lr_channel zp(double background_factor) {
  struct lr_channel c;
  struct lr_error error = {0};
  lr_channel_init(&c, lr_channel_type_find("zp_invisible"));
  c.mass_min_GeV = 0.1, c.mass_max_GeV = 8, c.coupling_max = 3.5449, c.background_factor = background_factor;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.20}, c.mode[0].efficiencies = 1;
  c.mode[0].reference_luminosity_fb = 79.7, c.mode[0].reference_cl = 0.90;
  snprintf(c.mode[0].background_shape, sizeof c.mode[0].background_shape, "%s", "exponential");
  c.mode[0].anchor[0] = (struct lr_point){0.1, 3e-3}, c.mode[0].anchor[1] = (struct lr_point){8, 1}, c.mode[0].anchors = 2;
  c.veto[0] = (struct lr_point){3, 3.2}, c.vetoes = 1;
  LR_CHECK(lr_channel_prepare(&c, &error) == LR_OK);
  return c;
}

// A channel with a decay length: the acceptance falls with the coupling.
static struct lr_channel alp(void) {
  struct lr_channel c;
  struct lr_error error = {0};
  lr_channel_init(&c, lr_channel_type_find("alp_gammagamma"));
  c.mass_min_GeV = 0.2, c.mass_max_GeV = 9.7, c.coupling_max = 0.1, c.cl = 0.95, c.decay_radius_m = 1.25;
  c.mode[0].efficiency[0] = (struct lr_point){1, 0.30}, c.mode[0].efficiencies = 1;
  c.mode[0].reference_luminosity_fb = 0.445, c.mode[0].reference_cl = 0.95;
  snprintf(c.mode[0].anchor_quantity, sizeof c.mode[0].anchor_quantity, "%s", "cross_section");
  c.mode[0].anchor[0] = (struct lr_point){0.2, 150}, c.mode[0].anchor[1] = (struct lr_point){9.7, 460}, c.mode[0].anchors = 2;
  LR_CHECK(lr_channel_prepare(&c, &error) == LR_OK);
  return c;
}

static struct lr_reach_need need(const struct lr_channel *c, double mass, double coupling) {
  struct lr_reach_need n;
  struct lr_error error = {0};
  LR_CHECK(lr_reach_luminosity(c, mass, coupling, 0, &n, &error) == LR_OK);
  if (error.status) fprintf(stderr, "%s\n", error.text);
  return n;
}

// There and back, over nine decades of luminosity.
static void inverse(const struct lr_channel *c, double mass) {
  double before = INFINITY;
  for (double luminosity = 1e-2; luminosity < 2e7; luminosity *= 7.3) {
    struct lr_reach_point point;
    double limit;
    const char *reason;
    LR_CHECK(lr_reach_continuous(c, mass, luminosity, &limit, &reason, NULL) == LR_OK);
    if (luminosity < 1e4) {
      LR_CHECK(lr_reach_solve(c, mass, luminosity, &point, NULL) == LR_OK);
      LR_CHECK(isnan(limit) ? isnan(point.continuous) : limit == point.continuous);
    }
    LR_CHECK(isnan(limit) == (*reason != '\0'));
    if (isnan(limit)) continue;  // above the largest coupling declared
    struct lr_reach_need n = need(c, mass, limit);
    LR_CHECK(n.possible && !*n.reason);
    LR_NEAR(n.luminosity_fb, luminosity, 1e-7);
    LR_CHECK(limit < before);
    before = limit;
  }
  LR_CHECK(before < 1);
}

static void closed_limits(void) {
  struct lr_channel many = zp(1), none = zp(0);
  // g ~ L^-1/2 without background, L^-1/4 with a large one
  LR_NEAR(need(&none, 1, 1e-3).luminosity_fb / need(&none, 1, 2e-3).luminosity_fb, 4, 1e-9);
  LR_NEAR(need(&many, 1, 1e-3).luminosity_fb / need(&many, 1, 2e-3).luminosity_fb, 16, 1e-3);
  LR_NEAR(need(&many, 0.1, 3e-3).luminosity_fb, 79.7, 1e-8);  // the anchor
  // beyond 1e9 background events the limit goes on as the square root
  double low = need(&many, 1, 6e-4).luminosity_fb, high = need(&many, 1, 3e-4).luminosity_fb;
  LR_NEAR(high / low, 16, 1e-3);
}

static void never(void) {
  struct lr_channel c = zp(1);
  struct lr_reach_need n = need(&c, 1, 1e-6);
  LR_CHECK(!n.possible && isnan(n.luminosity_fb));
  LR_TEXT_IS(n.reason, "not with 1e6 ab^-1 either");
  LR_TEXT_IS(need(&c, 3.1, 0.1).reason, "veto window");
  LR_TEXT_IS(need(&c, 9, 0.1).reason, "outside the mass range of the channel");
  LR_TEXT_IS(need(&c, 1, 4).reason, "the coupling lies above the largest one declared");
  n = need(&c, 0.1, 3.5);  // a single event's worth of data is plenty
  LR_CHECK(n.possible && n.luminosity_fb >= LR_REACH_LEAST_FB && n.luminosity_fb < 1e-3);
  struct lr_error error = {0};
  LR_CHECK(lr_reach_luminosity(&c, 1, 0, 0, &n, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_reach_luminosity(&c, NAN, 1, 0, &n, &error) == LR_E_DOMAIN);
  LR_CHECK(lr_reach_luminosity(&c, 1, INFINITY, 0, &n, &error) == LR_E_DOMAIN);
}

int main(void) {
  struct lr_channel z = zp(1), free_of_background = zp(0), a = alp();
  inverse(&z, 0.1);
  inverse(&z, 2);
  inverse(&free_of_background, 2);
  inverse(&a, 0.2);
  inverse(&a, 5);
  closed_limits();
  never();
  return lr_test_end();
}
