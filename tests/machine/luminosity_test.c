// SPDX-License-Identifier: GPL-3.0-or-later
// Luminosity and beam-beam parameters against published figures; the factor list; the tables.
// Tolerances are those of the digits published, set knowing the agreement: a check of the program, not a blind test.
#include "machine/luminosity.h"

#include "base/constants.h"
#include "tests/lr_test.h"
#include "tests/machine/colliders.h"

static struct lr_luminosity evaluate(struct lr_collider collider) {
  struct lr_luminosity out = {0};
  struct lr_error error = {0};
  enum lr_status status = lr_luminosity_evaluate(&collider, &out, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return out;
}

static void published(const char *id, double value, double expected, double tolerance) {
  printf("%-4s ours %-12.6g published %-10.6g ratio %.4f\n", id, value, expected, value / expected);
  LR_NEAR(value, expected, tolerance);
}

static void test_design_report(void) {  // Akai et al., arXiv:1809.01958, table 1 (known)
  struct lr_luminosity l = evaluate(test_design());
  published("L01", l.luminosity_m2s * 1e-4, 8e35, 0.02);
  published("L02", l.xi_ler.xi_y_hourglass, 0.0881, 0.02);
  published("L03", l.xi_her.xi_y_hourglass, 0.0807, 0.04);
  published("L04", l.xi_ler.xi_x_nominal, 0.0028, 0.00005 / 0.0028);
  published("L05", l.xi_her.xi_x_nominal, 0.0012, 0.00005 / 0.0012);
  published("L10", l.ler.bunch_population, 9.04e10, 1e-3);
  LR_NEAR(l.luminosity_m2s * 1e-4, 8.066e35, 1e-4);  // a second program (derived)
  LR_NEAR(l.xi_ler.xi_y_hourglass, 0.087401, 1e-5);
  LR_NEAR(l.xi_her.xi_y_hourglass, 0.078049, 1e-5);
  LR_NEAR(l.xi_ler.xi_x_nominal, 0.0027696, 3e-5);
  LR_NEAR(l.xi_her.xi_x_nominal, 0.001189, 1e-4);
  LR_NEAR(l.R_L, 0.883, 1e-3);
  LR_NEAR(l.xi_ler.R_xi_y, 1.12, 5e-3);
  LR_NEAR(l.xi_her.R_xi_y, 1.06, 5e-3);
}

// Inputs: github JPTS2/superkekb (read); luminosities known. The vertical emittances were probably computed back from
// the luminosity, so this is consistency of the closed form.
static void test_operation(void) {
  struct lr_collider june = test_superkekb(2249, test_ring(4, 3.69e10, 0.08, 1e-3, 4.01e-9, 46.2e-12, 4.6e-3),
                                           test_ring(7.007, 3.07e10, 0.06, 1e-3, 4.59e-9, 46.2e-12, 5.1e-3));
  struct lr_luminosity l = evaluate(june);
  published("L11", l.luminosity_no_hourglass_m2s * 1e-4, 4.65e34, 0.015);
  LR_NEAR(l.luminosity_no_hourglass_m2s * 1e-4, 4.632e34, 1e-3);
  LR_NEAR(l.R_L, 0.963, 1e-3);
  june.ler.crab_waist = 0.8;
  june.her.crab_waist = 0.4;
  LR_NEAR(evaluate(june).R_L, 0.977, 1e-3);
  struct lr_collider target = test_superkekb(2346, test_ring(4, 7.36e10, 0.08, 0.6e-3, 4.01e-9, 26.5e-12, 6.5e-3),
                                             test_ring(7.007, 5.89e10, 0.06, 0.6e-3, 4.59e-9, 26.5e-12, 6.4e-3));
  l = evaluate(target);
  published("L21", l.luminosity_no_hourglass_m2s * 1e-4, 2.4e35, 0.015);
  LR_NEAR(l.luminosity_no_hourglass_m2s * 1e-4, 2.3768e35, 1e-4);
}

// xi_y from the luminosity, as reported (known; L15 of low confidence): Ohnishi, EPJ Plus 2021 and eeFACT2022.
static void test_xi_from_luminosity(void) {
  static const struct {
    const char *ler_id, *her_id;
    double ler_A, her_A, beta_y_m, luminosity_cm2s, xi_ler, xi_her;
  } rows[] = {
      {"L12", "L13", 1.321, 1.099, 1e-3, 4.65e34, 0.0407, 0.0279},
      {"L14", "L15", 0.712, 0.607, 1e-3, 2.40e34, 0.0389, 0.0260},
      {"L18", "L19", 2.75, 2.20, 0.6e-3, 2.4e35, 0.0604, 0.0431},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct lr_collider c = test_with_currents(test_2022(), rows[i].ler_A, rows[i].her_A);
    c.ler.beta_y_m = c.her.beta_y_m = rows[i].beta_y_m;
    struct lr_ring_state ler, her;
    LR_CHECK(lr_ring_evaluate(&c, &c.ler, &ler, NULL) == LR_OK && lr_ring_evaluate(&c, &c.her, &her, NULL) == LR_OK);
    double luminosity_m2s = rows[i].luminosity_cm2s * 1e4;
    published(rows[i].ler_id, lr_beambeam_from_luminosity(&c.ler, &ler, luminosity_m2s), rows[i].xi_ler, 5e-3);
    published(rows[i].her_id, lr_beambeam_from_luminosity(&c.her, &her, luminosity_m2s), rows[i].xi_her, 5e-3);
    if (i == 0)  // specific luminosity of the record, Funakoshi IPAC22 (known)
      published("L20", rows[i].luminosity_cm2s / (2249e6 * ler.bunch_current_A * her.bunch_current_A), 7.21e31, 0.01);
  }
}

static void test_beambeam_set(void) {  // arXiv:2306.02681 through github pkicsiny/superkekb (read; eps_y+ derived)
  struct lr_luminosity l = evaluate(test_zhou());
  published("L22", l.xi_ler.xi_x_nominal, 0.0036, 0.015);
  published("L23", l.xi_ler.xi_y_nominal, 0.052, 0.015);
  published("L24", l.xi_her.xi_x_nominal, 0.0024, 0.015);
  published("L25", l.xi_her.xi_y_nominal, 0.044, 0.015);
  struct lr_collider rounded = test_zhou();  // a second program (derived), from populations rounded to four digits
  rounded.ler.current_A = rounded.her.current_A = NAN;
  rounded.ler.bunch_population = 4.459e10;
  rounded.her.bunch_population = 3.579e10;
  l = evaluate(rounded);
  LR_NEAR(l.xi_ler.xi_x_nominal, 0.0036323, 2e-5);
  LR_NEAR(l.xi_ler.xi_y_nominal, 0.051553, 2e-5);
  LR_NEAR(l.xi_her.xi_x_nominal, 0.0023753, 3e-5);
  LR_NEAR(l.xi_her.xi_y_nominal, 0.043849, 2e-5);
}

// BBWS, turn 1 (read); its luminosity has the pinch, about 1.6 %, in it, ours has not.
static void test_bbws_turn(void) {
  struct lr_collider c = test_bbws(5.048e-3);
  c.ler.crab_waist = 0.8;
  published("L26", evaluate(c).luminosity_m2s * 1e-4, 3.723e31, 0.025);
  c = test_bbws(5.1e-3);
  double off = evaluate(c).luminosity_m2s;
  c.ler.crab_waist = 0.8;
  published("L28", evaluate(c).luminosity_m2s / off, 1.0059, 3e-3);
}

static void test_fcc(void) {  // FCC-ee Z, four IPs (read); crab waist off is the choice that fits
  struct lr_luminosity l = evaluate(test_fcc_z4());
  published("L30", l.luminosity_m2s * 1e-4, 1.4e36, 0.015);
  published("L31", l.xi_ler.xi_x_nominal, 0.0023, 0.02);
  published("L32", l.xi_ler.xi_y_hourglass, 0.096, 0.015);
  LR_NEAR(l.xi_ler.xi_y_hourglass, 0.096075, 1e-5);
  LR_NEAR(l.luminosity_m2s * 1e-4, 1.4183e36, 1e-4);
}

// Mean over the opposite bunch on a plain grid: a second way to xi_y with hourglass.
static double plain_hourglass(const struct lr_collider *c, const struct lr_luminosity *l) {
  double sum = 0, sigma_z = l->her.sigma_z_m, sigma_x = l->her.sigma_x_m, step = sigma_x / 400;
  for (double z = -8 * sigma_z; z <= 8 * sigma_z; z += step) {
    double s = z / 2, x = z * tan(c->crossing_angle_rad / 2);
    double beta = c->ler.beta_y_m + (s - c->ler.waist_shift_m) * (s - c->ler.waist_shift_m) / c->ler.beta_y_m;
    double far = (s + c->her.waist_shift_m) / c->her.beta_y_m, wide = 1 + s * s / (c->her.beta_x_m * c->her.beta_x_m);
    sum += step * exp(-z * z / (2 * sigma_z * sigma_z) - x * x / (2 * sigma_x * sigma_x * wide)) * beta /
           sqrt(wide * (1 + far * far));
  }
  return l->ler.radius_m * l->her.bunch_population * sum /
         (2 * LR_PI * l->ler.gamma * sqrt(2 * LR_PI) * sigma_z * sigma_x * l->her.sigma_y_m);
}

static void test_hourglass_parameter(void) {
  struct lr_collider c = test_design();
  c.ler.waist_shift_m = 0.1e-3;
  c.her.waist_shift_m = 0.2e-3;
  struct lr_luminosity l = evaluate(c);
  LR_NEAR(l.xi_ler.xi_y_hourglass, plain_hourglass(&c, &l), 1e-8);
  c.crossing_angle_rad = 0;  // head on: beta grows without the crossing to cut it off
  l = evaluate(c);
  LR_NEAR(l.xi_ler.xi_y_hourglass, plain_hourglass(&c, &l), 1e-8);
  // no hourglass: xi_y flat = nominal up to sigma_y / sigma_x
  c = test_design();
  c.ler.beta_y_m *= 1e4;
  c.her.beta_y_m *= 1e4;
  c.ler.emittance_y_m *= 1e-4;
  c.her.emittance_y_m *= 1e-4;
  l = evaluate(c);
  LR_NEAR(l.xi_ler.R_xi_y, 1, 5e-4);
  LR_CHECK(l.xi_ler.flat && l.xi_her.flat);
  l = evaluate(test_lhc());  // round: no flat-beam value, no error
  LR_CHECK(!l.xi_ler.flat && isnan(l.xi_ler.xi_y_hourglass) && isnan(l.xi_ler.R_xi_y));
  LR_CHECK(isfinite(l.xi_ler.xi_y_nominal) && isfinite(l.luminosity_m2s));
  // round and head on: xi = N r / (4 pi epsilon_n), whatever beta is
  struct lr_collider round = test_lhc();
  round.crossing_angle_rad = 0;
  LR_NEAR(evaluate(round).xi_ler.xi_y_nominal, 1.4e11 * LR_PROTON_RADIUS_m / (4 * LR_PI * 2.0e-6), 1e-9);
  struct lr_error error = {0};
  double xi = 0;
  LR_CHECK(lr_beambeam_hourglass(&round.ler, &l.ler, &round.her, &l.her, 0, &xi, &error) == LR_E_DOMAIN);
}

static void test_factors(void) {
  struct lr_collider c = test_2022();
  c.ler.crab_waist = 0.8;
  c.her.crab_waist = 0.4;
  c.ler.waist_shift_m = 0.1e-3;
  c.offset_x_m = 30e-6;
  c.offset_y_m = 0.1e-6;
  struct lr_luminosity l = evaluate(c);
  LR_CHECK(l.factors == LR_LUMINOSITY_FACTORS - 3);  // all but roll, vertical angle and smear and jitter (roll_test.c)
  double product = l.head_on_m2s;
  for (int i = 0; i < l.factors; i++) {
    product *= l.factor[i].factor;
    LR_NEAR(l.factor[i].luminosity_m2s, product, 1e-12);
    // wider beams away from the IP meet longer: in x the hourglass may gain a little under a crossing angle
    if (!strcmp(l.factor[i].name, "hourglass_x"))
      LR_NEAR(l.factor[i].factor, 1, 1e-4);
    else
      LR_CHECK(strcmp(l.factor[i].name, "crab_waist") ? l.factor[i].factor < 1 : l.factor[i].factor > 1);
  }
  LR_NEAR(product, l.luminosity_m2s, 1e-12);
  LR_NEAR(l.factor[0].factor, hypot(l.ler.sigma_x_m, l.her.sigma_x_m) / l.sum_x_m, 1e-12);
  LR_NEAR(l.per_crossing_m2 * 2249 * l.revolution_frequency_Hz, l.luminosity_m2s, 1e-12);
  LR_CHECK(evaluate(test_2022()).factors == 3);
  LR_CHECK(evaluate(test_round(0.01, 0.01)).factors == 2);
  LR_NEAR(evaluate(test_round(0.01, 0.01)).R_L, 0.7578721561, 1e-9);  // closed form, u = 1
  LR_NEAR(evaluate(test_2022()).R_L, 0.9633163611, 1e-9);            // second program (derived)
  LR_NEAR(evaluate(test_fcc_z()).R_L, 0.8887584519, 1e-9);
}

static void test_identities(void) {
  struct lr_luminosity l = evaluate(test_design());
  LR_NEAR(l.specific_luminosity_m2sA2 * 2500 * 1.44e-3 * 1.04e-3, l.luminosity_m2s, 1e-12);
  // without hourglass the specific luminosity is 1 / (2 pi e^2 f0 Sigma_x Sigma_y)
  LR_NEAR(l.specific_luminosity_m2sA2 / l.R_L,
          1 / (2 * LR_PI * LR_E_C * LR_E_C * l.revolution_frequency_Hz * l.sum_x_m * l.sum_y_m), 1e-12);
  // exchange of the rings
  struct lr_collider c = test_design(), other = c;
  other.ler = c.her;
  other.her = c.ler;
  struct lr_luminosity m = evaluate(other);
  LR_NEAR(m.luminosity_m2s, l.luminosity_m2s, 1e-9);
  LR_NEAR(m.xi_her.xi_y_hourglass, l.xi_ler.xi_y_hourglass, 1e-12);
  LR_NEAR(m.xi_her.xi_x_nominal, l.xi_ler.xi_x_nominal, 1e-12);
}

static void test_tables(void) {
  struct lr_collider c = test_design();
  struct lr_luminosity l = evaluate(c);
  struct lr_table *t = lr_luminosity_table(&c, &l), *f = lr_luminosity_factors_table(&l);
  LR_CHECK(lr_table_ok(t) && lr_table_ok(f));
  static const char *const once[] = {"luminosity", "luminosity_no_hourglass", "luminosity_per_crossing", "R_L",
                                     "specific_luminosity", "Sigma_x", "Sigma_y", "revolution_frequency"};
  static const char *const per_ring[] = {"xi_x_nominal",   "xi_y_nominal", "xi_y_hourglass", "xi_y_luminosity",
                                         "R_xi_y",         "piwinski_angle", "sigma_x",      "sigma_y",
                                         "sigma_z",        "bunch_current", "bunch_population"};
  for (size_t i = 0; i < sizeof once / sizeof once[0]; i++) {
    int found = 0;
    for (size_t row = 0; row < t->rows; row++)
      found += !strcmp(lr_table_get_text(t, row, "quantity"), once[i]) && !*lr_table_get_text(t, row, "ring") &&
               isfinite(lr_table_get(t, row, "value"));
    LR_CHECK(found == 1);
  }
  for (size_t i = 0; i < sizeof per_ring / sizeof per_ring[0]; i++) {
    int ler = 0, her = 0;
    for (size_t row = 0; row < t->rows; row++)
      if (!strcmp(lr_table_get_text(t, row, "quantity"), per_ring[i]) && isfinite(lr_table_get(t, row, "value"))) {
        ler += !strcmp(lr_table_get_text(t, row, "ring"), "ler");
        her += !strcmp(lr_table_get_text(t, row, "ring"), "her");
      }
    LR_CHECK(ler == 1 && her == 1);
  }
  LR_NEAR(lr_table_get(t, 0, "value"), l.luminosity_m2s * 1e-4, 1e-15);
  LR_TEXT_IS(lr_table_get_text(t, 0, "unit"), "cm^-2 s^-1");
  LR_NEAR(lr_table_get(t, 4, "value"), l.luminosity_m2s * 1e-4 / (2500 * 1.44 * 1.04), 1e-12);
  LR_CHECK(f->rows == (size_t)l.factors + 1);
  LR_NEAR(lr_table_get(f, f->rows - 1, "luminosity"), l.luminosity_m2s * 1e-4, 1e-12);
  lr_table_free(t);
  lr_table_free(f);
}

static void test_refusals(void) {
  struct lr_collider c = test_design();
  c.her.beta_y_m = 0;
  struct lr_luminosity l;
  struct lr_error error = {0};
  LR_CHECK(lr_luminosity_evaluate(&c, &l, &error) == LR_E_DOMAIN);
  LR_CHECK(strstr(error.text, "her: beta_y"));
  LR_CHECK(lr_luminosity_evaluate(&c, &l, NULL) == LR_E_DOMAIN);
}

int main(void) {
  test_design_report();
  test_operation();
  test_xi_from_luminosity();
  test_beambeam_set();
  test_bbws_turn();
  test_fcc();
  test_hourglass_parameter();
  test_factors();
  test_identities();
  test_tables();
  test_refusals();
  return lr_test_end();
}
