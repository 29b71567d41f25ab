// SPDX-License-Identifier: GPL-3.0-or-later
// A fill whose vertical emittances follow a curve: against the law that the curve was made from, its Jacobian, its ends.
#include <gsl/gsl_errno.h>
#include <string.h>

#include "machine/fill_model.h"
#include "tests/lr_test.h"
#include "tests/machine/fills.h"

static struct lr_blowup_curve curve;

static double law(double product_mA2) { return 30 * (1 + pow(product_mA2 / 0.35, 1.2)); }

// Rows of the law of test_fill() from one product to another [mA^2].
static void make(double from_mA2, double to_mA2, int rows) {
  static char text[65536];
  struct lr_error error = {0};
  int used = snprintf(text, sizeof text, "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm\n");
  for (int i = 0; i < rows; i++) {
    double p = from_mA2 + (to_mA2 - from_mA2) * i / (rows - 1);
    used += snprintf(text + used, sizeof text - (size_t)used, "%.17g,%.17g,%.17g\n", p, law(p), law(p));
  }
  LR_CHECK(lr_blowup_curve_parse("c.csv", text, &curve, &error) == LR_OK);
}

// The same with the emittance of the particles beside it, more by a part of the product [1/mA^2].
static void make_tracked(double to_mA2, double part, int rows) {
  static char text[65536];
  struct lr_error error = {0};
  int used = snprintf(text, sizeof text, "bunch_current_product_mA2,emittance_y_ler_pm,emittance_y_her_pm,tracked_emittance_y_ler_pm,tracked_emittance_y_her_pm\n");
  for (int i = 0; i < rows; i++) {
    double p = to_mA2 * i / (rows - 1), more = 1 + part * p;
    used += snprintf(text + used, sizeof text - (size_t)used, "%.17g,%.17g,%.17g,%.17g,%.17g\n", p, law(p), law(p), more * law(p), (2 - more) * law(p));
  }
  LR_CHECK(lr_blowup_curve_parse("t.csv", text, &curve, &error) == LR_OK);
}

static struct lr_fill with_curve(struct lr_fill fill) {
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    fill.ring[r].curve = &curve;
    fill.ring[r].curve_unit_m = 1;
    fill.ring[r].blowup_product_A2 = INFINITY;
  }
  return fill;
}

static void test_law(void) {
  struct lr_error error = {0};
  struct lr_fill_event events[] = {{.time_s = 600, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 120},
                                   {.time_s = 2400, .kind = LR_FILL_ABORT, .ring = {true, false}, .recovery_s = 60}};
  struct lr_fill fill = test_fill();
  struct lr_fill_result by_law, by_curve;
  fill.event = events;
  fill.events = 2;
  make(0, 2, 500);  // as far as the currents where losses and injector balance
  LR_CHECK(lr_fill_run(&fill, &by_law, &error) == LR_OK);
  struct lr_fill follows = with_curve(fill);
  LR_CHECK(lr_fill_run(&follows, &by_curve, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  LR_NEAR(by_curve.mean_m2s, by_law.mean_m2s, 1e-4);
  LR_NEAR(by_curve.peak_m2s, by_law.peak_m2s, 1e-4);
  LR_CHECK(by_curve.samples == by_law.samples);
  double worst = 0;
  for (size_t i = 0; i < by_law.samples && i < by_curve.samples; i++)
    for (int r = 0; r < LR_FILL_RINGS; r++)
      worst = fmax(worst, fabs(by_curve.sample[i].emittance_y_m[r] / by_law.sample[i].emittance_y_m[r] - 1));
  LR_CHECK(worst < 2e-3);  // at the first rows, where the law has no second derivative
  for (int r = 0; r < LR_FILL_RINGS; r++) {
    LR_NEAR(by_curve.ring[r].touschek_lifetime_s, by_law.ring[r].touschek_lifetime_s, 1e-4);
    LR_NEAR(by_curve.ring[r].current_limit_A, by_law.ring[r].current_limit_A, 1e-3);
  }
  lr_fill_result_free(&by_law);
  lr_fill_result_free(&by_curve);
  for (size_t i = 0; i < curve.count; i++) curve.ler[i] *= 0.5, curve.her[i] *= 0.5, curve.ler_slope[i] *= 0.5, curve.her_slope[i] *= 0.5;
  follows.ring[0].curve_unit_m = follows.ring[1].curve_unit_m = 2;  // a curve in another unit
  LR_CHECK(lr_fill_run(&follows, &by_curve, &error) == LR_OK);
  LR_NEAR(by_curve.mean_m2s, by_law.mean_m2s, 1e-4);
  lr_fill_result_free(&by_curve);
}

// The Touschek lifetime follows the particles, the luminosity the effective emittance: at the targets 1 + 0.8 x 0.287025 = 1.22962.
static void test_tracked(void) {
  struct lr_error error = {0};
  struct lr_fill_result plain, tracked;
  struct lr_fill fill = with_curve(test_fill());
  for (int r = 0; r < LR_FILL_RINGS; r++) fill.ring[r].touschek_emittance_m = 40e-12;
  make(0, 0.5, 200);
  LR_CHECK(lr_fill_run(&fill, &plain, &error) == LR_OK);
  make_tracked(0.5, 0.8, 200);
  LR_CHECK(lr_fill_run(&fill, &tracked, &error) == LR_OK);
  LR_NEAR(tracked.peak_m2s, plain.peak_m2s, 1e-6);
  double product_mA2 = fill.ring[0].target_current_A * fill.ring[1].target_current_A / pow(fill.collider.bunches, 2) * 1e6;
  LR_NEAR(tracked.ring[0].touschek_lifetime_s / plain.ring[0].touschek_lifetime_s, sqrt(1 + 0.8 * product_mA2), 1e-5);
  LR_NEAR(tracked.ring[1].touschek_lifetime_s / plain.ring[1].touschek_lifetime_s, sqrt(1 - 0.8 * product_mA2), 1e-5);
  LR_CHECK(tracked.ring[0].lifetime_s > 1.005 * plain.ring[0].lifetime_s);
  lr_fill_result_free(&plain);
  lr_fill_result_free(&tracked);
  for (int r = 0; r < LR_FILL_RINGS; r++) {  // a reference at the currents of the fill, at its equilibrium
    fill.ring[r].touschek_emittance_m = fill.ring[r].touschek_current_A = NAN;
    fill.ring[r].touschek_lifetime_s = 600;
  }
  LR_CHECK(lr_fill_run(&fill, &tracked, &error) == LR_OK);
  LR_NEAR(tracked.ring[0].touschek_lifetime_s, 600, 1e-6);
  LR_NEAR(tracked.ring[1].touschek_lifetime_s, 600, 1e-6);
  lr_fill_result_free(&tracked);
}

static void check_jacobian(bool particles) {
  struct lr_error error = {0};
  struct lr_fill_model model;
  if (particles) make_tracked(0.3, 1.5, 7);
  else make(0, 0.3, 7);
  struct lr_fill fill = with_curve(test_fill());
  LR_CHECK(lr_fill_prepare(&fill, &model, &error) == LR_OK);
  for (int trial = 0; trial < 200; trial++) {
    double y[LR_FILL_STATES] = {0}, j[LR_FILL_STATES][LR_FILL_STATES], up[LR_FILL_STATES], down[LR_FILL_STATES];
    for (int r = 0; r < LR_FILL_RINGS; r++) {
      y[r * LR_FILL_PER_RING + LR_FILL_CHARGE] = 0.1 + 0.9 * lr_test_random();
      y[r * LR_FILL_PER_RING + LR_FILL_EMITTANCE] = 0.8 + lr_test_random();
    }
    LR_CHECK(lr_fill_jacobian(&model, y, j));
    for (int r = 0; r < LR_FILL_RINGS; r++)
      for (int k = 0; k < LR_FILL_RINGS; k++) {
        int row = r * LR_FILL_PER_RING + LR_FILL_EMITTANCE, lost = r * LR_FILL_PER_RING + LR_FILL_LOST, column = k * LR_FILL_PER_RING + LR_FILL_CHARGE;
        double at = y[column], h = 1e-6;
        y[column] = at + h;
        LR_CHECK(lr_fill_rhs(&model, y, up));
        y[column] = at - h;
        LR_CHECK(lr_fill_rhs(&model, y, down));
        y[column] = at;
        LR_NEAR(j[row][column], (up[row] - down[row]) / (2 * h), 1e-4);  // central differences across a row: first order
        LR_NEAR(j[lost][column], (up[lost] - down[lost]) / (2 * h), 1e-5);
      }
  }
}

static void refused(const struct lr_fill *fill, const char *words) {
  struct lr_error error = {0};
  struct lr_fill_result result;
  LR_CHECK(lr_fill_run(fill, &result, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "not extrapolated") && strstr(error.text, words));
  if (!strstr(error.text, words)) fprintf(stderr, "    got '%s'\n", error.text);
}

static void test_ends(void) {
  struct lr_error error = {0};
  struct lr_fill_result result;
  struct lr_fill_event abort_both = {.time_s = 600, .kind = LR_FILL_ABORT, .ring = {true, true}, .recovery_s = 120};
  struct lr_fill_event more = {.time_s = 600, .kind = LR_FILL_STEP, .current_A = {1.6, NAN}};
  make(0, 0.25, 40);
  struct lr_fill fill = with_curve(test_fill());  // 0.287 mA^2
  refused(&fill, "the targets of the fill");
  make(0, 1.321 * 1.099 / 2249 / 2249 * 1e6, 40);  // to the very target: the filling goes up to its end
  fill.ring[0].initial_current_A = fill.ring[1].initial_current_A = 0;
  LR_CHECK(lr_fill_run(&fill, &result, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  LR_CHECK(result.ring[0].reached_target && result.ring[1].reached_target);
  LR_NEAR(result.sample[0].emittance_y_m[0], 30e-12, 1e-12);
  lr_fill_result_free(&result);
  fill.event = &more;
  fill.events = 1;
  refused(&fill, "s of the fill");
  fill.event = &abort_both;
  LR_CHECK(lr_fill_run(&fill, &result, &error) == LR_OK);
  lr_fill_result_free(&result);
  make(0.1, 0.3, 40);  // begins above no current
  refused(&fill, "at 0 s of the fill");
  fill.ring[0].initial_current_A = fill.ring[1].initial_current_A = NAN;
  refused(&fill, "at 600 s of the fill");
  fill.events = 0;
  LR_CHECK(lr_fill_run(&fill, &result, &error) == LR_OK);
  LR_CHECK(isnan(result.ring[0].current_limit_A));  // beyond the curve
  lr_fill_result_free(&result);
}

int main(void) {
  gsl_set_error_handler_off();
  test_law();
  test_tracked();
  check_jacobian(false);
  check_jacobian(true);
  test_ends();
  return lr_test_end();
}
