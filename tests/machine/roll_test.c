// SPDX-License-Identifier: GPL-3.0-or-later
// Rolled profiles and a tilted crossing plane: the overlap against the closed form of Gaussians of constant size,
//   L = N+ N- / (2 pi sqrt(det S)) exp(-d^T S^-1 d / 2),  d = (dx, dy),
//   S = R(roll+) + R(roll-) + Tz^2/4 [[4 t^2, 2 t c], [2 t c, c^2]],  t = tan(phi), c = vertical angle / cos(phi),
// symmetries, and the direct sum of the y integral on a grid of points with hourglass and crab waist.
#include "machine/luminosity.h"
#include "machine/overlap.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static double closed_form(const struct lr_collider *c, const struct lr_ring_state *p, const struct lr_ring_state *m) {
  double s[2][2] = {{0}};
  const struct lr_ring *rings[] = {&c->ler, &c->her};
  const struct lr_ring_state *states[] = {p, m};
  for (int i = 0; i < 2; i++) {
    double x2 = states[i]->sigma_x_m * states[i]->sigma_x_m, y2 = rings[i]->emittance_y_m * rings[i]->beta_y_m;
    double co = cos(rings[i]->roll_rad), si = sin(rings[i]->roll_rad);
    s[0][0] += x2 * co * co + y2 * si * si;
    s[1][1] += x2 * si * si + y2 * co * co;
    s[0][1] += (x2 - y2) * si * co;
  }
  s[1][1] += c->jitter_y_m * c->jitter_y_m + c->ler.chromatic_size_y_m * c->ler.chromatic_size_y_m +
             c->her.chromatic_size_y_m * c->her.chromatic_size_y_m;
  double t = tan(c->crossing_angle_rad / 2), climb = c->vertical_angle_rad / cos(c->crossing_angle_rad / 2);
  double z2 = p->sigma_z_m * p->sigma_z_m + m->sigma_z_m * m->sigma_z_m;
  s[0][0] += z2 * t * t;
  s[0][1] += z2 * t * climb / 2;
  s[1][1] += z2 * climb * climb / 4;
  double det = s[0][0] * s[1][1] - s[0][1] * s[0][1], dx = c->offset_x_m, dy = c->offset_y_m;
  double form = (s[1][1] * dx * dx - 2 * s[0][1] * dx * dy + s[0][0] * dy * dy) / det;
  return p->bunch_population * m->bunch_population / (2 * 3.14159265358979323846 * sqrt(det)) * exp(-form / 2);
}

static void random_closed_forms(void) {
  for (int k = 0; k < 300; k++) {
    struct lr_collider c = test_2022();
    c.ler.crab_waist = c.her.crab_waist = 0;
    c.crossing_angle_rad = lr_test_between(0, 0.1);
    c.ler.roll_rad = lr_test_between(-0.03, 0.03);
    c.her.roll_rad = lr_test_between(-0.03, 0.03);
    c.vertical_angle_rad = lr_test_between(-2e-4, 2e-4);
    if (k % 3 == 0) c.ler.roll_rad = c.her.roll_rad = c.vertical_angle_rad = 0;
    if (k % 2) {
      c.jitter_y_m = lr_test_between(0, 0.2e-6);
      c.ler.chromatic_size_y_m = lr_test_between(0, 0.1e-6);
    }
    c.offset_x_m = lr_test_between(-1, 1) * 30e-6;
    c.offset_y_m = lr_test_between(-1, 1) * 0.4e-6;
    struct lr_ring_state p, m;
    struct lr_overlap overlap;
    struct lr_error error = {0};
    LR_CHECK(lr_ring_evaluate(&c, &c.ler, &p, &error) == LR_OK && lr_ring_evaluate(&c, &c.her, &m, &error) == LR_OK);
    unsigned flat = LR_OVERLAP_CROSSING | LR_OVERLAP_ROLL | LR_OVERLAP_TILT | LR_OVERLAP_JITTER | LR_OVERLAP_OFFSET_X | LR_OVERLAP_OFFSET_Y;
    enum lr_status status = lr_overlap_evaluate_effects(&c, flat, 1e-9, &overlap, &error);
    LR_CHECK(status == LR_OK);
    if (status != LR_OK) fprintf(stderr, "%s\n", error.text);
    else LR_NEAR(overlap.luminosity_m2, closed_form(&c, &p, &m), 2e-9);
    LR_CHECK(overlap.relative_error <= 1e-9);
  }
}

// With hourglass and crab waist: no change for no roll; a common roll of both beams is a turn of the axes head on; the sign
// of all of roll, vertical angle and vertical offset together does not matter; exchange of the rings neither.
static void symmetries(void) {
  struct lr_error error = {0};
  for (int k = 0; k < 100; k++) {
    struct lr_collider c = test_2022(), turned;
    struct lr_overlap a, b;
    c.ler.roll_rad = lr_test_between(-0.01, 0.01);
    c.her.roll_rad = lr_test_between(-0.01, 0.01);
    c.vertical_angle_rad = lr_test_between(-1e-4, 1e-4);
    c.offset_y_m = lr_test_between(-2e-7, 2e-7);
    c.offset_x_m = lr_test_between(-2e-5, 2e-5);
    LR_CHECK(lr_overlap_evaluate(&c, 1e-9, &a, &error) == LR_OK);
    turned = c;
    turned.ler.roll_rad *= -1;
    turned.her.roll_rad *= -1;
    turned.vertical_angle_rad *= -1;
    turned.offset_y_m *= -1;
    LR_CHECK(lr_overlap_evaluate(&turned, 1e-9, &b, &error) == LR_OK);
    LR_NEAR(b.luminosity_m2, a.luminosity_m2, 2e-9);
  }
  struct lr_collider c = test_2022();
  struct lr_overlap a, b;
  c.crossing_angle_rad = 0;
  c.ler.crab_waist = c.her.crab_waist = 0;
  c.ler.beta_x_m = c.her.beta_x_m = c.ler.beta_y_m = c.her.beta_y_m = 0.02;  // the same hourglass in both planes
  LR_CHECK(lr_overlap_evaluate(&c, 1e-9, &a, &error) == LR_OK);
  c.ler.roll_rad = c.her.roll_rad = 0.15;
  LR_CHECK(lr_overlap_evaluate(&c, 1e-9, &b, &error) == LR_OK);
  LR_NEAR(b.luminosity_m2, a.luminosity_m2, 2e-9);
}

// With hourglass: the mean over a Gaussian jitter against Gauss-Hermite sums of the luminosity at offsets.
static void jitter_is_a_mean(void) {
  static const double node[] = {0, 0.723551018752838, 1.468553289216668, 2.266580584531843, 3.190993201781528};
  static const double weight[] = {0.720235215606051, 0.432651559002556, 0.0884745273943766, 0.00494362427553694,
                                  3.96069772632644e-05};
  struct lr_collider c = test_2022();
  struct lr_overlap a, b;
  struct lr_error error = {0};
  double rms_m = 0.08e-6, sum = 0;
  for (int i = -4; i <= 4; i++) {
    c.offset_y_m = sqrt(2) * rms_m * node[abs(i)] * (i < 0 ? -1 : 1);
    LR_CHECK(lr_overlap_evaluate(&c, 1e-10, &a, &error) == LR_OK);
    sum += weight[abs(i)] / sqrt(3.14159265358979323846) * a.luminosity_m2;
  }
  c.offset_y_m = 0;
  c.jitter_y_m = rms_m;
  LR_CHECK(lr_overlap_evaluate(&c, 1e-10, &b, &error) == LR_OK);
  LR_NEAR(b.luminosity_m2, sum, 1e-8);
}

static void factors(void) {
  struct lr_collider c = test_2022();
  struct lr_luminosity l, straight;
  struct lr_error error = {0};
  LR_CHECK(lr_luminosity_evaluate(&c, &straight, &error) == LR_OK);
  c.ler.roll_rad = 5e-3;
  c.her.roll_rad = -5e-3;
  c.vertical_angle_rad = 1e-4;
  c.offset_y_m = 0.1e-6;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_OK);
  double product = l.head_on_m2s;
  int named = 0;
  for (int i = 0; i < l.factors; i++) {
    product *= l.factor[i].factor;
    named += strcmp(l.factor[i].name, "roll") == 0 || strcmp(l.factor[i].name, "vertical_angle") == 0;
  }
  LR_NEAR(product, l.luminosity_m2s, 1e-12);
  LR_CHECK(named == 2 && l.luminosity_m2s < straight.luminosity_m2s);
  c.ler.roll_rad = 0.3;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_E_DOMAIN);
}

int main(void) {
  lr_test_seed_from_environment();
  random_closed_forms();
  symmetries();
  jitter_is_a_mean();
  factors();
  return lr_test_end();
}
