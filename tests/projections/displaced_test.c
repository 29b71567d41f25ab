// SPDX-License-Identifier: GPL-3.0-or-later
// Displaced vertices: closed limits, a finer rule, and decays drawn one by one.
#include "projections/displaced.h"

#include "base/constants.h"
#include "base/random.h"
#include "projections/channels/b_to_k_s.h"
#include "tests/projections/within.h"

static const double DEGREE = LR_PI / 180;
static struct lr_displacement search(void) {
  return (struct lr_displacement){.min_radius_m = 5e-4, .scale_m = 0.15, .theta_min_rad = 17 * DEGREE, .theta_max_rad = 150 * DEGREE};
}

static void radial(void) {
  struct lr_displacement all = {0}, d = search();
  LR_NEAR(lr_displaced_radial(&all, 0, 0.3), 1, 1e-15);
  all.max_radius_m = 0.6;
  LR_NEAR(lr_displaced_radial(&all, 0, 0.3), 1 - exp(-2), 1e-14);
  all.min_radius_m = 0.1;
  LR_NEAR(lr_displaced_radial(&all, 0, 0.3), exp(-1.0 / 3) - exp(-2), 1e-14);
  LR_NEAR(lr_displaced_radial(&d, 0, 1e6), 0.15 * exp(-5e-4 / 0.15) / 1e6, 1e-6);  // long-lived: proportional to 1/L
  LR_CHECK(lr_displaced_radial(&d, 0, 0) == 0 && lr_displaced_radial(&d, 0, 1e-9) == 0);
  // with blur: against a sum over the radius
  for (int i = 0; i < 40; i++) {
    double blur = lr_test_log_between(2e-5, 2e-3), length = lr_test_log_between(1e-5, 1), sum = 0, top = 40 * fmin(length, 0.15) + 10 * blur;
    int n = 800000;
    for (int k = 0; k < n; k++) {
      double r = top * (k + 0.5) / n;
      sum += exp(-r / length - r / d.scale_m) / length * 0.5 * erfc((d.min_radius_m - r) / (blur * sqrt(2))) * top / n;
    }
    if (sum > 1e-9) LR_NEAR(lr_displaced_radial(&d, blur, length), sum, 2e-5);
  }
  LR_NEAR(lr_displaced_radial(&d, 1e-9, 3e-3), lr_displaced_radial(&d, 0, 3e-3), 1e-5);
}

static void angles(void) {
  // every decay counts: the share is the solid angle seen, with theta_cm from the velocity of a massless particle
  struct lr_displacement d = {.theta_min_rad = 17 * DEGREE, .theta_max_rad = 150 * DEGREE};
  double beta = LR_FRAME_BETA_GAMMA / hypot(1, LR_FRAME_BETA_GAMMA), c1 = cos(d.theta_min_rad), c2 = cos(d.theta_max_rad);
  double high = (c1 - beta) / (1 - beta * c1), low = (c2 - beta) / (1 - beta * c2);
  LR_NEAR(lr_displaced_fixed(&d, 1e-6, 3, 0, 0.01), (high - low) / 2, 1e-9);
  LR_NEAR(lr_displaced_fixed(&d, 1e-6, 3, 1, 0.01), (high - low + (pow(high, 3) - pow(low, 3)) / 3) * 3 / 8, 1e-9);
  LR_NEAR(lr_displaced_fixed(&d, 1e-6, 3, -1, 0.01), (high - low - (pow(high, 3) - pow(low, 3)) / 3) * 3 / 4, 1e-9);
  struct lr_displacement whole = {0};
  LR_NEAR(lr_displaced_fixed(&whole, 1, 2, 0.7, 0.01), 1, 1e-7);  // eight points over the half circle
  LR_NEAR(lr_displaced_uniform(&whole, 1, 1.2, 3, 0, 0.01), 1, 1e-7);
  LR_NEAR(lr_displaced_uniform(&whole, 1, 1.01, 1.2, 0, 0.01), 1, 1e-6);  // slower and faster than the frame
  LR_CHECK(lr_displaced_fixed(&d, 5, 0.1, 0, 0.1) == 0);  // too slow to leave the forward hole: beta 0.02
  LR_CHECK(isnan(lr_displaced_fixed(&d, -1, 1, 0, 0.1)) && isnan(lr_displaced_fixed(&d, 1, 1, 0, 0)) &&
           isnan(lr_displaced_uniform(&d, 1, 0.9, 2, 0, 0.1)) && isnan(lr_displaced_fixed(&d, 1, 1, -2, 0.1)));
}

static void finer_rule(void) {
  double worst_light = 0, worst_heavy = 0;
  for (int kind = 0; kind < 3; kind++)
    for (int i = 0; i < 120; i++) {
      struct lr_displacement d = search();
      if (kind == 2) d.max_radius_m = 0.6;
      double blur = kind == 1 ? 2e-4 : 0, m = lr_test_between(0.02, 4.7), ctau = lr_test_log_between(1e-4, 100);
      double p = lr_b_to_k_s_momentum_GeV(LR_B_TO_KPLUS, m), e = hypot(m, p), g = hypot(1, 0.33 / 5.2794), s = 0.33 / 5.2794 * p;
      double fine = lr_displaced_refined(&d, blur, m, fmax(g * e - s, m), g * e + s, 0, ctau, 12);
      if (fine < 1e-3) continue;
      double off = fabs(lr_displaced_from_b(&d, blur, m, p, ctau) / fine - 1), *worst = m < 3.6 ? &worst_light : &worst_heavy;
      if (off > *worst) *worst = off;
    }
  printf("rule: within %.1e below 3.6 GeV, %.1e above\n", worst_light, worst_heavy);
  LR_CHECK(worst_light < 1e-4 && worst_heavy < 2e-4);
}

struct vector {
  double e, x, y, z;
};
static struct vector isotropic(struct lr_random *random, double mass, double p) {
  double c = 2 * lr_random_uniform(random) - 1, f = 2 * LR_PI * lr_random_uniform(random), s = sqrt(1 - c * c);
  return (struct vector){hypot(mass, p), p * s * cos(f), p * s * sin(f), p * c};
}
// boost along the direction of `by`, into the frame where a body of that four-momentum has it
static struct vector boosted(struct vector v, struct vector by, double mass) {
  double dot = v.x * by.x + v.y * by.y + v.z * by.z, k = dot / (mass * (by.e + mass)) + v.e / mass;
  return (struct vector){(v.e * by.e + dot) / mass, v.x + k * by.x, v.y + k * by.y, v.z + k * by.z};
}

// A million decays B -> K S by four-vectors, decay lengths by inversion, the efficiency as a weight.
static void drawn(uint64_t stream, double m, double ctau, double blur, double max_radius, bool from_b) {
  struct lr_displacement d = search();
  d.max_radius_m = max_radius;
  double p = from_b ? lr_b_to_k_s_momentum_GeV(LR_B_TO_KPLUS, m) : 1.5, sum = 0, squares = 0;
  int n = 1000000;
  struct vector frame = {hypot(1, LR_FRAME_BETA_GAMMA), 0, 0, LR_FRAME_BETA_GAMMA};
  for (int i = 0; i < n; i++) {
    struct lr_random random = lr_random_stream(20261127, stream, (uint64_t)i);
    struct vector s = isotropic(&random, m, p);
    if (from_b) s = boosted(s, isotropic(&random, 5.2794, 0.33), 5.2794);
    s = boosted(s, frame, 1);
    double transverse = hypot(s.x, s.y), theta = atan2(transverse, s.z);
    double r = -ctau * transverse / m * log(lr_random_uniform(&random)), seen = r + (blur > 0 ? blur * lr_random_normal(&random) : 0);
    bool counts = theta > d.theta_min_rad && theta < d.theta_max_rad && seen > d.min_radius_m && !(max_radius > 0 && r > max_radius);
    double w = counts ? exp(-r / d.scale_m) : 0;
    sum += w, squares += w * w;
  }
  double mean = sum / n, error = sqrt((squares / n - mean * mean) / n);
  LR_CHECK(error < 0.05 * mean);
  WITHIN3(mean, from_b ? lr_displaced_from_b(&d, blur, m, p, ctau) : lr_displaced_fixed(&d, m, p, 0, ctau), error);
}

int main(void) {
  lr_test_seed_from_environment();
  radial();
  angles();
  finer_rule();
  drawn(1, 0.3, 0.001, 0, 0, true);
  drawn(2, 0.3, 1, 0, 0.6, true);
  drawn(3, 1, 3e-3, 2e-4, 0, true);
  drawn(4, 2.5, 0.1, 0, 0, true);
  drawn(5, 4, 0.01, 0, 0, true);    // about as fast as the frame
  drawn(6, 4.5, 0.03, 0, 0, true);  // slower: all of it goes forward
  drawn(7, 0.5, 0.02, 0, 0, false);
  return lr_test_end();
}
