// SPDX-License-Identifier: GPL-3.0-or-later
// A blow-up curve: reading, values at and between rows, ends, refusals with their place.
#include "machine/blowup_curve.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <math.h>
#include <string.h>

#include "tests/lr_test.h"

static struct lr_blowup_curve curve;

static void test_rings(void) {
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_curve_parse("a.csv",
                                 "# tracking\nemittance_y_her_pm, bunch_current_product_mA2,emittance_y_ler_pm,luminosity\n"
                                 "22,0,20,1\n\n23,0.1,21,1\n30,0.2,25,1\n28,0.3,40,1\n",
                                 &curve, &error) == LR_OK);
  LR_CHECK(curve.count == 4 && !curve.ratio && curve.has_her);
  double ler = 0, her = 0;
  for (size_t i = 0; i < curve.count; i++) {  // the rows themselves
    LR_CHECK(lr_blowup_curve_at(&curve, curve.product_A2[i], &ler, &her, &error) == LR_OK);
    LR_NEAR(ler, curve.ler[i], 1e-14);
    LR_NEAR(her, curve.her[i], 1e-14);
  }
  double before = 0, most = 0;
  for (int i = 0; i <= 300; i++) {  // monotone where the rows are; no new extremum where they are not
    LR_CHECK(lr_blowup_curve_at(&curve, 0.3e-6 * i / 300, &ler, &her, &error) == LR_OK);
    LR_CHECK(ler >= before);
    before = ler;
    most = fmax(most, her);
  }
  LR_NEAR(most, 30e-12, 1e-12);
  LR_CHECK(lr_blowup_curve_at(&curve, 0.3e-6 * (1 + 1e-12), &ler, &her, &error) == LR_OK);  // rounding
  LR_CHECK(lr_blowup_curve_at(&curve, 0.301e-6, &ler, &her, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "from 0 to 0.3 mA^2") && strstr(error.text, "0.301"));
  LR_CHECK(lr_blowup_curve_at(&curve, NAN, &ler, &her, &error) == LR_E_DOMAIN);
}

// A straight line is interpolated exactly; a smooth law to second order: the error falls at least fourfold with half the step.
static void test_ratio(void) {
  struct lr_error error = {0};
  double worst[3] = {0};
  for (int level = 0; level < 3; level++) {
    int rows = 10 << level;
    static char text[16384];
    int used = snprintf(text, sizeof text, "bunch_current_product_mA2,emittance_y_ratio\n");
    for (int i = 0; i <= rows; i++) {
      double x = 0.4 * i / rows;
      used += snprintf(text + used, sizeof text - (size_t)used, "%.17g,%.17g\n", x, 1 + pow(x / 0.35, 1.5));
    }
    LR_CHECK(lr_blowup_curve_parse("r.csv", text, &curve, &error) == LR_OK && curve.ratio && !curve.has_her);
    for (int i = 0; i <= 1000; i++) {
      double x = 0.05 + 0.3 * i / 1000, ler = 0, her = 0;
      LR_CHECK(lr_blowup_curve_at(&curve, x * 1e-6, &ler, &her, &error) == LR_OK);
      LR_CHECK(ler == her);
      worst[level] = fmax(worst[level], fabs(ler / (1 + pow(x / 0.35, 1.5)) - 1));
    }
  }
  LR_CHECK(worst[0] < 1e-3 && worst[1] < worst[0] / 3.5 && worst[2] < worst[1] / 3.5);
  LR_CHECK(lr_blowup_curve_parse("l.csv", "bunch_current_product_mA2,emittance_y_ratio\n0.1,1\n0.2,2\n0.4,4\n", &curve, &error) == LR_OK);
  double ler = 0, her = 0;
  LR_CHECK(lr_blowup_curve_at(&curve, 0.33e-6, &ler, &her, &error) == LR_OK);
  LR_NEAR(ler, 3.3, 1e-12);
}

// Against GSL's Steffen interpolation, and the slope against its derivative.
static void test_gsl(void) {
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_curve_parse("g.csv", "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm\n0.02,18,33\n0.05,18.2,30\n"
                                          "0.11,21,31\n0.3,40,55\n0.31,41,80\n0.8,42,79\n", &curve, &error) == LR_OK);
  gsl_interp *interp = gsl_interp_alloc(gsl_interp_steffen, curve.count);
  LR_CHECK(interp != NULL);
  for (int her = 0; her < 2 && interp; her++) {
    const double *column = her ? curve.her : curve.ler;
    gsl_interp_init(interp, curve.product_A2, column, curve.count);
    for (int i = 0; i <= 1000; i++) {
      double x = 0.02e-6 + 0.78e-6 * i / 1000, slope;
      x = fmin(x, curve.product_A2[curve.count - 1]);
      LR_NEAR(lr_blowup_curve_column(&curve, her, x, &slope), gsl_interp_eval(interp, curve.product_A2, column, x, NULL), 1e-13);
      double expected = gsl_interp_eval_deriv(interp, curve.product_A2, column, x, NULL);
      LR_CHECK(fabs(slope - expected) <= 1e-10 * fmax(fabs(expected), 1e-5));
    }
  }
  gsl_interp_free(interp);
  double slope;
  LR_CHECK(lr_blowup_curve_holds(&curve, 0.02e-6) && lr_blowup_curve_holds(&curve, 0.8e-6 * (1 + 1e-12)));
  LR_CHECK(!lr_blowup_curve_holds(&curve, 0.019e-6) && !lr_blowup_curve_holds(&curve, 0.81e-6));
  LR_CHECK(lr_blowup_curve_column(&curve, false, 0, &slope) == curve.ler[0] && slope == 0);
}

// Emittances of the particles beside the effective ones: their ratio, and its slope against differences; 1 without them.
static void test_tracked(void) {
  struct lr_error error = {0};
  double slope, up, down;
  LR_CHECK(lr_blowup_curve_parse("t.csv", "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm,tracked_emittance_y_ler_pm,"
                                          "tracked_emittance_y_her_pm\n0,20,35,20,35\n0.2,18,36,21,39\n0.5,19,38,24,37\n0.8,21,42,30,44\n", &curve, &error) == LR_OK);
  LR_CHECK(curve.has_tracked);
  LR_CHECK(lr_blowup_curve_tracked(&curve, false, 0, &slope) == 1);
  LR_NEAR(lr_blowup_curve_tracked(&curve, false, 0.2e-6, &slope), 21.0 / 18, 1e-12);
  LR_NEAR(lr_blowup_curve_tracked(&curve, true, 0.5e-6, &slope), 37.0 / 38, 1e-12);
  for (int i = 0; i < 40; i++) {
    double x = (0.011 + 0.0197 * i) * 1e-6, h = 1e-12;
    up = lr_blowup_curve_tracked(&curve, i % 2, x + h, &slope);
    down = lr_blowup_curve_tracked(&curve, i % 2, x - h, &slope);
    lr_blowup_curve_tracked(&curve, i % 2, x, &slope);
    LR_CHECK(fabs(slope - (up - down) / (2 * h)) < 1e-4 * fmax(fabs(slope), 1e5));
  }
  LR_CHECK(lr_blowup_curve_parse("t.csv", "bunch_current_product_mA2,emittance_y_ler_pm\n0,20\n0.2,25\n0.4,30\n", &curve, &error) == LR_OK);
  LR_CHECK(!curve.has_tracked && lr_blowup_curve_tracked(&curve, false, 0.3e-6, &slope) == 1 && slope == 0);
}

static void refuse(const char *text, const char *words) {
  struct lr_error error = {0};
  LR_CHECK(lr_blowup_curve_parse("b.csv", text, &curve, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, words) != NULL);
  if (!strstr(error.text, words)) fprintf(stderr, "    got '%s'\n", error.text);
}

int main(void) {
  gsl_set_error_handler_off();
  test_rings();
  test_ratio();
  test_gsl();
  test_tracked();
  struct lr_error error = {0};
  refuse("", "3 rows at least, there are 0");
  refuse("emittance_y_ratio\n1\n", "b.csv:1: the heading row has no column 'bunch_current_product_mA2'");
  refuse("bunch_current_product_mA2\n1\n", "either 'emittance_y_ratio', or 'emittance_y_ler_pm'");
  refuse("bunch_current_product_mA2,emittance_y_her_pm\n1,1\n", "either 'emittance_y_ratio'");
  refuse("bunch_current_product_mA2,emittance_y_ratio,emittance_y_ler_pm\n1,1,1\n", "either 'emittance_y_ratio'");
  refuse("bunch_current_product_mA2,emittance_y_ratio,emittance_y_ratio\n", "stands twice");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,1\n0.1,1.1\n0.1,1.2\n", "b.csv:4: bunch_current_product_mA2 must ascend");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,1\n-0.1,1.1\n", "b.csv:3: bunch_current_product_mA2 wants");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,0\n", "b.csv:2: emittance_y_ratio wants a number above 0");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,1 pm\n", "not '1 pm'");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,1\n0.1\n", "b.csv:3: the row has 1 fields, the heading 2");
  refuse("bunch_current_product_mA2,emittance_y_ratio\n0,1\n0.1,1.1\n", "there are 2");
  refuse("bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm,tracked_emittance_y_ler_pm\n0,1,1,1\n", "go together");
  refuse("bunch_current_product_mA2,emittance_y_ler_pm,tracked_emittance_y_ler_pm,tracked_emittance_y_her_pm\n0,1,1,1\n", "go together");
  refuse("bunch_current_product_mA2,emittance_y_ratio,tracked_emittance_y_ler_pm,tracked_emittance_y_her_pm\n0,1,1,1\n", "go together");
  LR_CHECK(lr_blowup_curve_read("/nowhere/curve.csv", &curve, &error) == LR_E_IO);
  LR_CHECK(lr_blowup_curve_read("/", &curve, &error) == LR_E_INPUT);
  return lr_test_end();
}
