// SPDX-License-Identifier: GPL-3.0-or-later
// The blow-up law: points made from a known law by the luminosity module are fitted back; refusals; the shipped records.
#include <gsl/gsl_errno.h>

#include "base/constants.h"
#include "machine/blowup.h"
#include "machine/luminosity.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_blowup_points points;  // some ten kB: not on the stack of every test
static const struct lr_blowup_law truth = {20e-12, 0.30e-6, 1.4, 0.8};

// June 2022 optics with the measured lengths against current.
static struct lr_collider optics(void) {
  struct lr_ring ler = test_ring(4, 1, 0.080, 1e-3, 4.0e-9, 1e-12, 0),
                 her = test_ring(7.007, 1, 0.060, 1e-3, 4.6e-9, 1e-12, 0);
  ler.bunch_length =
      (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_LINEAR, .length_m = 5.4466e-3, .slope_m_A = 1.7642};
  her.bunch_length =
      (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_LINEAR, .length_m = 6.0211e-3, .slope_m_A = 1.3711};
  struct lr_collider c = test_superkekb(2249, ler, her);
  c.ler.crab_waist = 0.8;
  c.her.crab_waist = 0.4;
  return c;
}

// A point of the law at two bunch currents, by the luminosity and not by the inversion.
static struct lr_blowup_point point_at(const struct lr_blowup_law *law, double ler_A, double her_A) {
  struct lr_collider c = test_with_currents(optics(), 2249 * ler_A, 2249 * her_A);
  struct lr_luminosity l;
  struct lr_error error = {0};
  c.ler.emittance_y_m = law->emittance_y_m * (1 + pow(ler_A * her_A / law->product_A2, law->exponent));
  c.her.emittance_y_m = law->her_over_ler * c.ler.emittance_y_m;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_OK);
  return (struct lr_blowup_point){.kind = "measured",
                                  .status = "derived",
                                  .beta_y_m = 1e-3,
                                  .bunch_current_ler_A = ler_A,
                                  .bunch_current_her_A = her_A,
                                  .specific_luminosity_m2sA2 = l.specific_luminosity_m2sA2,
                                  .relative_error = NAN};
}

static void synthetic(size_t count, double error) {
  snprintf(points.name, sizeof points.name, "synthetic");
  points.count = count;
  for (size_t i = 0; i < count; i++) {
    double ler_A = 0.15e-3 + 0.85e-3 * (double)i / (double)(count - 1);
    points.point[i] = point_at(&truth, ler_A, 0.8 * ler_A);
    points.point[i].relative_error = error;
    points.point[i].line = (int)i + 1;
  }
}

static void test_point(void) {
  struct lr_collider c = optics();
  struct lr_blowup_point point = point_at(&truth, 0.6e-3, 0.5e-3);
  double emittance_m = 0, expected_m = 20e-12 * (1 + 1);  // at P = P0
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 0.8, &emittance_m, &error) == LR_OK);
  LR_NEAR(emittance_m, expected_m, 1e-8);
  // L_sp fixes Sigma_y^2 = beta_y (eps+ + eps-) alone, to the crab waist, which the rings share unequally
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 1, &emittance_m, &error) == LR_OK);
  LR_NEAR(2 * emittance_m, 1.8 * expected_m, 1e-2);
  c.ler.crab_waist = c.her.crab_waist = 0;
  double equal_m = 0, unequal_m = 0;
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 1, &equal_m, &error) == LR_OK);
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 3, &unequal_m, &error) == LR_OK);
  LR_NEAR(2 * equal_m, 4 * unequal_m, 1e-3);
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 0, &equal_m, &error) == LR_E_DOMAIN);
  point.specific_luminosity_m2sA2 = -1;
  LR_CHECK(lr_blowup_emittance_of_point(&c, &point, 1, &equal_m, &error) == LR_E_DOMAIN);
}

static void test_known_law(void) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_error error = {0};
  for (size_t count = 5; count <= 12; count += 7) {
    synthetic(count, 0.02);
    LR_CHECK(lr_blowup_fit(&c, &points, "measured", 0.8, &fit, &error) == LR_OK);
    LR_NEAR(fit.law.emittance_y_m, truth.emittance_y_m, 1e-6);
    LR_NEAR(fit.law.product_A2, truth.product_A2, 1e-6);
    LR_NEAR(fit.law.exponent, truth.exponent, 1e-6);
    LR_NEAR(fit.dof, (double)count - 3, 0);
    LR_CHECK(fit.chi2 < 1e-8 && fit.errors_given && isnan(fit.scatter));
    LR_NEAR(fit.product_high_A2, 0.8e-6, 1e-12);
  }
  // errors twice as large: parameters twice as uncertain
  double once = fit.error[1];
  synthetic(12, 0.04);
  LR_CHECK(lr_blowup_fit(&c, &points, "measured", 0.8, &fit, &error) == LR_OK);
  LR_NEAR(fit.error[1], 2 * once, 1e-6);
}

// A start that is the solution already, and exponents from well below to well above one.
static void test_exponents(void) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_error error = {0};
  for (double n = 0.25; n < 6; n *= 1.25) {
    struct lr_blowup_law law = {15e-12, 0.35e-6, n, 1};
    for (size_t i = 0; i < 9; i++) points.point[i] = point_at(&law, 1.1e-4 * (double)(i + 1), 1e-4 * (double)(i + 1));
    snprintf(points.name, sizeof points.name, "exponents");
    points.count = 9;
    LR_CHECK(lr_blowup_fit(&c, &points, "measured", 1, &fit, &error) == LR_OK);
    LR_NEAR(fit.law.exponent, n, 1e-4);
    LR_NEAR(fit.law.emittance_y_m, 15e-12, 1e-4);
    LR_NEAR(fit.law.product_A2, 0.35e-6, 1e-4);
  }
}

// One figure mistyped among good points, with errors and without: refused with its line.
static void test_mistyped(void) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_blowup_law law = {15e-12, 0.35e-6, 1.5, 1};
  for (int errors = 0; errors < 2; errors++) {
    for (size_t i = 0; i < 9; i++) {
      points.point[i] = point_at(&law, 1.1e-4 * (double)(i + 1), 1e-4 * (double)(i + 1));
      points.point[i].line = (int)i + 2;
      if (errors) points.point[i].relative_error = 0.02;
    }
    points.count = 9;
    LR_CHECK(lr_blowup_fit(&c, &points, "measured", 1, &fit, NULL) == LR_OK);
    points.point[4].specific_luminosity_m2sA2 *= errors ? 0.7 : 1e-9;
    struct lr_error error = {0};
    LR_CHECK(lr_blowup_fit(&c, &points, "measured", 1, &fit, &error) != LR_OK);
    LR_CHECK(strstr(error.text, "line 6") != NULL);
    if (!strstr(error.text, "line 6")) fprintf(stderr, "    %s\n", error.text);
  }
}

// Points that mean nothing: an answer of finite figures, or a refusal that names the optics.
static void test_noise(void) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  int fits = 0, refusals = 0;
  for (int trial = 0; trial < 300; trial++) {
    struct lr_error error = {0};
    synthetic(5 + (size_t)(5 * lr_test_random()), 0.01);
    for (size_t i = 0; i < points.count; i++) {
      double *figure = &points.point[i].specific_luminosity_m2sA2;  // by turns noise alone, and noise on a law
      *figure = trial % 2 ? 7e41 * lr_test_log_between(0.5, 2) : *figure * lr_test_log_between(0.98, 1.02);
    }
    enum lr_status status = lr_blowup_fit(&c, &points, "measured", 1, &fit, &error);
    if (status == LR_OK) {
      fits++;
      LR_CHECK(isfinite(fit.law.emittance_y_m) && isfinite(fit.law.product_A2) && isfinite(fit.law.exponent));
      LR_CHECK(isfinite(fit.chi2) && isfinite(fit.error[0]) && fit.error[0] > 0 && fit.error[1] > 0 &&
               fit.error[2] > 0);
    } else {
      refusals++;
      LR_CHECK(status == LR_E_DOMAIN || status == LR_E_CONVERGE);
      LR_CHECK(strstr(error.text, "measured points at beta_y* 1 mm") != NULL);
    }
  }
  LR_CHECK(fits > 0 && refusals > 0);
}

static double normal(void) { return sqrt(-2 * log(lr_test_random())) * cos(2 * LR_PI * lr_test_random()); }

// With scattered points the pulls of the parameters have width 1 and chi2/dof is 1: the covariance means what it says.
static void test_pulls(void) {
  enum { TRIALS = 150, COUNT = 12 };
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_error error = {0};
  double clean[COUNT], square[3] = {0}, chi2 = 0, scatter = 0, prediction = 0;
  synthetic(COUNT, 0.01);
  for (int i = 0; i < COUNT; i++) clean[i] = points.point[i].specific_luminosity_m2sA2;
  for (int trial = 0; trial < TRIALS; trial++) {
    for (int i = 0; i < COUNT; i++) points.point[i].specific_luminosity_m2sA2 = clean[i] * (1 + 0.01 * normal());
    LR_CHECK(lr_blowup_fit(&c, &points, "measured", 0.8, &fit, &error) == LR_OK);
    chi2 += fit.chi2 / fit.dof / TRIALS;
    const double pull[] = {log(fit.law.emittance_y_m / truth.emittance_y_m), log(fit.law.product_A2 / truth.product_A2),
                           log(fit.law.exponent / truth.exponent)};
    for (int k = 0; k < 3; k++) square[k] += pull[k] * pull[k] / fit.covariance_ln[k][k] / TRIALS;
    struct lr_blowup_prediction p;
    LR_CHECK(lr_blowup_predict(&fit, 1.2e-3, 1e-3, &p, &error) == LR_OK);
    double ratio = p.emittance_y_ler_m / lr_blowup_emittance(&truth, 1.2e-6);
    prediction += pow(log(ratio) / p.relative_error, 2) / TRIALS;
  }
  // a mean of 150 squares of unit normals scatters by sqrt(2/150) = 0.115: four of these
  LR_NEAR(chi2, 1, 4 * sqrt(2.0 / (9 * TRIALS)));
  for (int k = 0; k < 3; k++) LR_NEAR(square[k], 1, 4 * sqrt(2.0 / TRIALS));
  LR_NEAR(prediction, 1, 4 * sqrt(2.0 / TRIALS));
  // without given errors the scatter of the points takes their place
  for (int i = 0; i < COUNT; i++) points.point[i].relative_error = NAN;
  struct lr_blowup_fit free_fit;
  LR_CHECK(lr_blowup_fit(&c, &points, "measured", 0.8, &free_fit, &error) == LR_OK);
  scatter = free_fit.scatter;
  LR_NEAR(scatter, 0.01 * sqrt(fit.chi2 / fit.dof), 1e-6);
  LR_NEAR(free_fit.law.product_A2, fit.law.product_A2, 1e-6);
  LR_NEAR(free_fit.error[2], fit.error[2] * sqrt(fit.chi2 / fit.dof), 1e-5);
}

static void test_prediction(void) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_blowup_prediction inside, above, below, zero;
  struct lr_error error = {0};
  synthetic(8, 0.01);
  LR_CHECK(lr_blowup_fit(&c, &points, "measured", 0.8, &fit, &error) == LR_OK);
  LR_CHECK(lr_blowup_predict(&fit, 0.6e-3, 0.5e-3, &inside, &error) == LR_OK);
  LR_CHECK(!inside.extrapolated && inside.extrapolation == 1);
  LR_NEAR(inside.emittance_y_ler_m, 40e-12, 1e-6);
  LR_NEAR(inside.emittance_y_her_m, 32e-12, 1e-6);
  LR_NEAR(inside.low_ler_m * inside.high_ler_m, inside.emittance_y_ler_m * inside.emittance_y_ler_m, 1e-12);
  LR_CHECK(lr_blowup_predict(&fit, 1.6e-3, 1e-3, &above, &error) == LR_OK);
  LR_CHECK(above.extrapolated);
  LR_NEAR(above.extrapolation, 2, 1e-9);
  LR_CHECK(above.relative_error > 2 * inside.relative_error);
  LR_CHECK(lr_blowup_predict(&fit, 0.1e-3, 0.09e-3, &below, &error) == LR_OK);
  LR_NEAR(below.extrapolation, 0.5, 1e-9);
  LR_CHECK(lr_blowup_predict(&fit, 0, 0.5e-3, &zero, &error) == LR_OK);
  LR_NEAR(zero.emittance_y_ler_m, fit.law.emittance_y_m, 1e-14);
  LR_NEAR(zero.relative_error * zero.emittance_y_ler_m, fit.error[0], 1e-12);
  LR_CHECK(zero.extrapolated && zero.extrapolation == 0);
  LR_CHECK(lr_blowup_predict(&fit, -1e-3, 1e-3, &zero, &error) == LR_E_DOMAIN);
}

static void refused(const char *kind, const char *why) {
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_fit(&c, &points, kind, 1, &fit, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, why) != NULL);
  if (!strstr(error.text, why)) fprintf(stderr, "    got '%s', without '%s'\n", error.text, why);
}

static void test_refusals(void) {
  synthetic(4, 0.01);
  refused("measured",
          "synthetic: blow-up law of the measured points at beta_y* 1 mm: three parameters want 5 points of one "
          "optics at least, there are 4");
  synthetic(6, 0.01);
  refused("simulation", "there are 0");
  points.point[0].beta_y_m = points.point[3].beta_y_m = 0.8e-3;  // other optics do not count
  refused("measured", "there are 4");
  synthetic(6, 0.01);
  points.point[2].relative_error = NAN;
  refused("measured", "5 of 6 points have an error");
  synthetic(6, 0.01);
  for (int i = 1; i < 4; i++) points.point[i] = points.point[0];
  refused("measured", "there are 3");
  for (size_t i = 0; i < 6; i++) points.point[i] = point_at(&truth, 1e-3 - 1e-4 * (double)i, 0.8e-3);
  for (size_t i = 0; i < 6; i++)
    points.point[i].specific_luminosity_m2sA2 = 7e35 * (1 - 0.1 * (double)i);  // upside down
  refused("measured", "does not rise");
  struct lr_collider c = optics();
  struct lr_blowup_fit fit;
  struct lr_error error = {0};
  c.her.beta_y_m = 0.9e-3;
  LR_CHECK(lr_blowup_fit(&c, &points, "measured", 1, &fit, &error) == LR_E_DOMAIN);
  synthetic(6, 0.01);
  points.point[4].specific_luminosity_m2sA2 = NAN;
  points.point[4].line = 17;
  refused("measured", "line 17");
}

// Emittance of a point in equal beams without hourglass and crab waist: eps of the full overlap over R_L^2.
static double without_hourglass(const struct lr_collider *collider, const struct lr_blowup_point *point) {
  double emittance_m = NAN;
  struct lr_error error = {0};
  struct lr_luminosity l;
  LR_CHECK(lr_blowup_emittance_of_point(collider, point, 1, &emittance_m, &error) == LR_OK);
  struct lr_collider c = test_with_currents(*collider, collider->bunches * point->bunch_current_ler_A,
                                            collider->bunches * point->bunch_current_her_A);
  c.ler.emittance_y_m = c.her.emittance_y_m = emittance_m;
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_OK);
  LR_NEAR(l.specific_luminosity_m2sA2, point->specific_luminosity_m2sA2, 1e-8);
  return emittance_m / (l.R_L * l.R_L);
}

// The four records of 1 mm are data, no basis of a fit.
static void test_records(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  char path[4096];
  struct lr_error error = {0};
  snprintf(path, sizeof path, "%s/inputs/blowup/points_1mm.csv", source ? source : ".");
  LR_CHECK(lr_blowup_points_read(path, &points, &error) == LR_OK);
  LR_CHECK(points.count == 6);
  refused("measured", "there are 4");
  refused("simulation", "there are 2");
  const struct lr_blowup_point *june = &points.point[2];
  LR_TEXT_IS(june->label, "record of 8 June 2022");
  LR_TEXT_IS(june->status, "derived");
  LR_NEAR(june->specific_luminosity_m2sA2, 7.203e41, 1e-12);
  // equal beams, lengths of the streak camera and at zero current: 25 and 46 pm without hourglass and crab waist (derived)
  struct lr_collider c = optics();
  LR_NEAR(without_hourglass(&c, june), 25e-12, 0.5 / 25);
  // inputs/machines/2020-06.yaml has its emittance computed back from the luminosity with these lengths: 39.27 pm, to the
  // digits of L_sp
  double emittance_m = NAN;
  LR_CHECK(lr_blowup_emittance_of_point(&c, &points.point[0], 1, &emittance_m, &error) == LR_OK);
  LR_NEAR(emittance_m, 39.27e-12, 5e-4);
  c.ler.bunch_length = (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_GIVEN, .length_m = 4.6e-3};
  c.her.bunch_length = (struct lr_bunch_length){.model = LR_BUNCH_LENGTH_GIVEN, .length_m = 5.1e-3};
  LR_NEAR(without_hourglass(&c, june), 46e-12, 0.5 / 46);
}

#define HEADING "beta_y_mm,bunch_current_ler_mA,bunch_current_her_mA,specific_luminosity_1e31,error_percent,status\n"
static void bad(const char *text, const char *why) {
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_points_parse("p.csv", text, &points, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, why) != NULL);
  if (!strstr(error.text, why)) fprintf(stderr, "    got '%s', without '%s'\n", error.text, why);
}

static void test_reader(void) {
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_points_parse("p.csv", "# c\n\n" HEADING "1,0.7,\" 0.6\",5.4,2,read\r\n1,.8,.6,5,, \n", &points,
                                  &error) == LR_OK);
  LR_CHECK(points.count == 2 && points.point[1].line == 5);
  LR_NEAR(points.point[0].bunch_current_her_A, 0.6e-3, 1e-14);
  LR_NEAR(points.point[0].relative_error, 0.02, 1e-14);
  LR_CHECK(isnan(points.point[1].relative_error));
  LR_TEXT_IS(points.point[1].status, "known");
  LR_TEXT_IS(points.point[1].kind, "measured");
  bad("", "p.csv:0: there is no point");
  bad(HEADING, "there is no point");
  bad("beta_y_mm,label\n1,a\n", "p.csv:1: the heading row has no column 'bunch_current_ler_mA'");
  bad("beta_y_mm,beta_y_mm\n", "stands twice");
  bad(HEADING "1,0.7,0.6\n", "p.csv:2: the row has 3 fields, the heading 6");
  bad(HEADING "1,0.7,0.6,x,2,read\n", "p.csv:2: specific_luminosity_1e31 wants a number above 0, not 'x'");
  bad(HEADING "1,0.7,-0.6,5,2,read\n", "bunch_current_her_mA");
  bad(HEADING "1,0.7,0.6,nan,2,read\n", "specific_luminosity_1e31");
  bad(HEADING "1,0.7,0.6,5,0,read\n", "error_percent");
  bad(HEADING "1,0.7,0.6,5,2,guessed\n", "status 'guessed'");
  bad(HEADING "1,0.7,\"0.6,5,2,read\n", "quotes");
  static const char GOOD[] = HEADING "1,0.7,0.6,5.4,2,read\n1,0.8,\"0.6\",5,,\n";
  for (int trial = 0; trial < 20000; trial++) {  // spoiled bytes: a status, never more
    char text[sizeof GOOD];
    memcpy(text, GOOD, sizeof GOOD);
    for (int i = 0; i < 3; i++)
      text[(size_t)(lr_test_random() * (sizeof GOOD - 1))] = ",\"\n 0-#\r\tx"[(int)(10 * lr_test_random())];
    enum lr_status status = lr_blowup_points_parse("p.csv", text, &points, &error);
    LR_CHECK(status == LR_E_INPUT || (status == LR_OK && points.count > 0 && points.point[0].bunch_current_ler_A > 0));
  }
  struct lr_error io = {0};
  LR_CHECK(lr_blowup_points_read("/nonexistent/points.csv", &points, &io) == LR_E_IO);
}

int main(void) {
  gsl_set_error_handler_off();
  lr_test_seed_from_environment();
  test_reader();
  test_point();
  test_known_law();
  test_exponents();
  test_mistyped();
  test_noise();
  test_pulls();
  test_prediction();
  test_refusals();
  test_records();
  return lr_test_end();
}
