// SPDX-License-Identifier: GPL-3.0-or-later
// Overlap against figures of other codes and a second and a third quadrature.
#include "machine/overlap.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include "base/constants.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static double square(double x) { return x * x; }

static double overlap(struct lr_collider collider) {
  struct lr_overlap out = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_overlap_evaluate(&collider, 1e-9, &out, &error) == LR_OK);
  LR_CHECK(out.relative_error <= 1e-9);
  return out.luminosity_m2;
}

static double with_effects(struct lr_collider collider, unsigned effects) {
  struct lr_overlap out = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_overlap_evaluate_effects(&collider, effects, 1e-11, &out, &error) == LR_OK);
  return out.luminosity_m2;
}

static struct lr_collider crabbed(struct lr_collider collider, double ler, double her) {
  collider.ler.crab_waist = ler;
  collider.her.crab_waist = her;
  return collider;
}

// One-dimensional forms, by GSL: sizes of both beams at s / stretch, where s is the way along the axis of either beam.
struct line {
  const struct lr_collider *collider;
  double stretch;
};

static double line_integrand(double s, void *context) {
  const struct line *line = context;
  const struct lr_ring *p = &line->collider->ler, *m = &line->collider->her;
  double at = s / line->stretch;
  double x2 = p->emittance_x_m * (p->beta_x_m + at * at / p->beta_x_m) +
              m->emittance_x_m * (m->beta_x_m + at * at / m->beta_x_m);
  double y2 = p->emittance_y_m * (p->beta_y_m + at * at / p->beta_y_m) +
              m->emittance_y_m * (m->beta_y_m + at * at / m->beta_y_m);
  double z2 = square(p->bunch_length.length_m) + square(m->bunch_length.length_m);
  double tangent = tan(line->collider->crossing_angle_rad / 2);
  return 2 / sqrt(2 * LR_PI * z2 * x2 * y2) * exp(-2 * s * s * (1 / z2 + square(tangent) / x2));
}

static double line_overlap(struct lr_collider c, double stretch) {
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(2000);
  struct line line = {&c, stretch};
  gsl_function function = {line_integrand, &line};
  double result = 0, error = 0;
  gsl_integration_qagi(&function, 0, 1e-11, 2000, workspace, &result, &error);
  gsl_integration_workspace_free(workspace);
  return c.ler.bunch_population * c.her.bunch_population / (2 * LR_PI) * result;
}

// The definition written down: x, s and ct on a plain grid, only y in closed form.
static double direct(const struct lr_collider *c) {
  enum { NX = 81, NS = 241, NT = 121 };
  const struct lr_ring *p = &c->ler, *m = &c->her;
  double half = c->crossing_angle_rad / 2, full = c->crossing_angle_rad, length2 = 0, total = 0;
  length2 = square(p->bunch_length.length_m) + square(m->bunch_length.length_m);
  double sum_x2 = p->emittance_x_m * p->beta_x_m + m->emittance_x_m * m->beta_x_m;
  double reach_s = 8 * fmin(sqrt(sum_x2) / (2 * tan(half)), sqrt(length2));
  double reach_x = 7 * sqrt(fmax(p->emittance_x_m * p->beta_x_m, m->emittance_x_m * m->beta_x_m));
  double reach_t = 7 * fmax(p->bunch_length.length_m, m->bunch_length.length_m);
  for (int i = 0; i < NX; i++)
    for (int j = 0; j < NS; j++) {
      double x = reach_x * (2.0 * i / (NX - 1) - 1), s = reach_s * (2.0 * j / (NS - 1) - 1), time = 0;
      double xp = x * cos(half) - s * sin(half) + c->offset_x_m / 2;
      double xm = x * cos(half) + s * sin(half) - c->offset_x_m / 2;
      double sp = s * cos(half) + x * sin(half), sm = s * cos(half) - x * sin(half);
      for (int k = 0; k < NT; k++) {
        double t = reach_t * (2.0 * k / (NT - 1) - 1);
        double zp = (sp - t) / p->bunch_length.length_m, zm = (sm + t) / m->bunch_length.length_m;
        time += exp(-0.5 * (zp * zp + zm * zm));
      }
      double wp = p->waist_shift_m - p->crab_waist * xp / tan(full);
      double wm = -m->waist_shift_m + m->crab_waist * xm / tan(full);
      double xp2 = p->emittance_x_m * p->beta_x_m * (1 + square(sp / p->beta_x_m));
      double xm2 = m->emittance_x_m * m->beta_x_m * (1 + square(sm / m->beta_x_m));
      double y2 = p->emittance_y_m * p->beta_y_m * (1 + square((sp - wp) / p->beta_y_m)) +
                  m->emittance_y_m * m->beta_y_m * (1 + square((sm - wm) / m->beta_y_m));
      total += time * exp(-xp * xp / (2 * xp2) - xm * xm / (2 * xm2) - square(c->offset_y_m) / (2 * y2)) /
               sqrt(xp2 * xm2 * y2);
    }
  double cell = 8 * reach_x * reach_s * reach_t / ((NX - 1.0) * (NS - 1.0) * (NT - 1.0));
  return 2 * square(cos(half)) * p->bunch_population * m->bunch_population * cell * total /
         (pow(2 * LR_PI, 2.5) * p->bunch_length.length_m * m->bunch_length.length_m);
}

// On the axes of the beams, and with the sizes taken at the place on the bisector instead (the usual paraxial form).
static double on_axes(struct lr_collider c) { return line_overlap(c, 1); }
static double paraxial(struct lr_collider c) { return line_overlap(c, cos(c.crossing_angle_rad / 2)); }

// Four sets integrated in three dimensions by another program (scipy, 141 x 241 x 241 points, 1e-14), and their
// paraxial values; derived.
static void test_references(void) {
  LR_NEAR(overlap(test_design_peer()), 3.358657875095e+31, 1e-9);
  LR_NEAR(overlap(test_2022()), 1.629479090347e+30, 1e-9);
  LR_NEAR(overlap(test_fcc_z()), 4.656732628666e+32, 1e-9);
  LR_NEAR(overlap(test_round(0.01, 0.01)), 6.030954994080e+31, 1e-9);
  LR_NEAR(paraxial(test_design_peer()), 3.358131581227e+31, 1e-9);
  LR_NEAR(paraxial(test_2022()), 1.629386659862e+30, 1e-9);
  LR_NEAR(paraxial(test_fcc_z()), 4.656642136711e+32, 1e-9);
  // the paraxial form loses 1.6e-4 on the design; the way along the axes is nearly all of it
  LR_NEAR(on_axes(test_design_peer()), 3.358657875095e+31, 2e-6);
  LR_NEAR(on_axes(test_2022()), 1.629479090347e+30, 1e-6);
  LR_NEAR(paraxial(test_design_peer()) / overlap(test_design_peer()) - 1, -1.567e-4, 1e-3);
  // head on the two are the same
  LR_NEAR(overlap(test_round(0.003, 0.03)), paraxial(test_round(0.003, 0.03)), 1e-9);
}

// xfields 0.25.14 with the strength scaled to zero; more slices tend to the paraxial value, not to the exact one. Its
// runs of 50 and 100 slices of equal charge and of 50 bins on this set are off by more than 3e-4 and not used.
static void test_xfields(void) {
  double design = overlap(test_design_peer()), bbws = overlap(test_bbws(5.048e-3));
  LR_NEAR(design, 3.35793469e+31, 3e-4);  // 400 slices of equal charge
  LR_NEAR(design, 3.35801411e+31, 3e-4);  // 800
  LR_NEAR(design, 3.35807577e+31, 3e-4);  // 200 bins
  LR_NEAR(paraxial(test_design_peer()), 3.35801411e+31, 5e-5);
  LR_NEAR(bbws, 3.6658436338e+30, 1e-4);  // scipy, three dimensions; populations known to 1e-4
  LR_NEAR(bbws, 3.664845e+30, 3e-4);      // 100 slices of equal charge
  LR_NEAR(bbws, 3.665632e+30, 1e-4);      // 200 slices, Shatilov's
}

static void test_closed_forms(void) {
  for (int i = 0; i < 5; i++) {  // round and head on: R = sqrt(pi) u exp(u^2) erfc(u), u = beta / sigma_z
    double beta_m = 0.002 * pow(4, i), u = beta_m / 0.02;
    struct lr_collider c = test_round(beta_m, 0.02);
    double ideal = 1e22 / (4 * LR_PI * 1e-9 * beta_m);
    LR_NEAR(overlap(c), ideal * sqrt(LR_PI) * u * exp(u * u) * erfc(u), 1e-9);
  }
  struct lr_collider strong = test_round(0.3e-3, 0.1);  // beta 300 times shorter than the bunch; erfc(u) -> 1 - ...
  LR_NEAR(overlap(strong) / (1e22 / (4 * LR_PI * 1e-9 * 0.3e-3)), sqrt(LR_PI) * 3e-3 * exp(9e-6) * erfc(3e-3), 1e-9);
  // no hourglass: the closed form, with the offset as a Gaussian in the convolved sizes
  struct lr_collider c = test_design_peer();
  double t = tan(c.crossing_angle_rad / 2), x = sqrt(3.2e-9 * 0.032 + 4.6e-9 * 0.025 + (36e-6 + 25e-6) * t * t);
  double y = sqrt(8.64e-12 * 0.27e-3 + 11.5e-12 * 0.3e-3), closed = 9.04e10 * 6.53e10 / (2 * LR_PI * x * y);
  unsigned geometry = LR_OVERLAP_CROSSING | LR_OVERLAP_OFFSET_X | LR_OVERLAP_OFFSET_Y;
  LR_NEAR(with_effects(c, geometry), closed, 1e-10);
  c.offset_x_m = 1.3 * x;
  c.offset_y_m = -0.7 * y;
  LR_NEAR(with_effects(c, geometry), closed * exp(-0.5 * (1.3 * 1.3 + 0.7 * 0.7)), 1e-10);
  LR_NEAR(with_effects(c, 0), 9.04e10 * 6.53e10 / (2 * LR_PI * sqrt(3.2e-9 * 0.032 + 4.6e-9 * 0.025) * y), 1e-10);
}

static void test_direct(void) {
  struct lr_collider sets[3] = {crabbed(test_2022(), 0.8, 0.4), test_bbws(5.1e-3), test_fcc_z()};
  sets[1].offset_x_m = 20e-6;
  sets[1].offset_y_m = 0.25e-6;
  sets[1].ler.waist_shift_m = 0.4e-3;
  sets[1].her.waist_shift_m = 0.7e-3;
  sets[1].her.crab_waist = 0.6;
  sets[2].ler.crab_waist = 0.97;
  for (int i = 0; i < 3; i++) LR_NEAR(overlap(sets[i]), direct(&sets[i]), 1e-9);
  // opposite signs of two waist shifts are another machine: the test above can tell them apart
  struct lr_collider turned = sets[1];
  turned.her.waist_shift_m *= -1;
  LR_CHECK(fabs(overlap(turned) / overlap(sets[1]) - 1) > 1e-3);
}

// The right sign of the crab waist gains, the wrong one loses (BBWS turn 1 with 80 % in the LER: 1.0059, read).
static void test_crab_sign(void) {
  double off = overlap(test_bbws(5.1e-3)), gain = overlap(crabbed(test_bbws(5.1e-3), 0.8, 0)) / off;
  LR_NEAR(gain, 1.0059, 3e-4);
  LR_NEAR(gain, 1.0060, 5e-5);
  LR_NEAR(overlap(crabbed(test_bbws(5.1e-3), -0.8, 0)) / off, 0.986, 5e-4);
  LR_CHECK(overlap(crabbed(test_bbws(5.1e-3), 0, 0.8)) > off);
  LR_CHECK(overlap(crabbed(test_fcc_z(), 0.97, 0.97)) > 1.02 * overlap(test_fcc_z()));
}

int main(void) {
  gsl_set_error_handler_off();
  test_references();
  test_xfields();
  test_closed_forms();
  test_direct();
  test_crab_sign();
  return lr_test_end();
}
