// SPDX-License-Identifier: GPL-3.0-or-later
// Points of backgrounds: parsing, coefficients of made points come back, what cannot be fitted, the scenario key.
#include "beamloss/background_points.h"

#include <unistd.h>

#include "tests/beamloss/backgrounds_case.h"

static struct lr_background_points points;
static char out[8192];

// Points of known coefficients at random states of the machine.
static void make(struct lr_buffer *csv, const double c[LR_BG_FITTED], int count, bool her, double noise) {
  lr_buffer_print(csv, "# made\ndetector,value,error,current_ler_A,current_her_A,bunches,pressure_ler_nPa,pressure_her_nPa,luminosity_1e34,note\n");
  for (int i = 0; i < count; i++) {
    double il = i % 4 ? lr_test_between(0.2, 2) : 0, ih = her && i % 4 != 1 ? lr_test_between(0.2, 2) : 0;
    double n = floor(lr_test_between(300, 2000)), pl = il * lr_test_between(20, 60), ph = ih * lr_test_between(10, 30);
    double l = il > 0 && ih > 0 ? lr_test_between(0.5, 5) : 0;
    const double driver[] = {il * pl * 1e-9, il * il / n, ih * ph * 1e-9, ih * ih / n, l * 1e38, 1};
    double value = 0;
    for (int k = 0; k < LR_BG_FITTED; k++) value += c[k] * driver[k];
    value = fmax(0, value + noise * (lr_test_random() + lr_test_random() + lr_test_random() - 1.5) * 2);  // variance 1
    lr_buffer_print(csv, "cdc,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,%.12g,x\n", value, noise > 0 ? noise : 0.1, il, ih, n, pl, ph, l);
  }
}

static void made(void) {
  const double truth[] = {1.2e8, 3000, 2e7, 800, 1.5e-38, 0.7};
  struct lr_backgrounds b;
  struct lr_error error;
  struct lr_background_fit fit;
  struct lr_buffer csv = {0};
  test_backgrounds(TEST_WHOLE, &b);
  make(&csv, truth, 60, true, 0);
  LR_CHECK(lr_background_points_parse("made.csv", lr_buffer_text(&csv), &b, &points, &error) == LR_OK && points.count == 60);
  LR_CHECK(lr_background_fit_points(&b, &points, 0, &fit, &error) == LR_OK && fit.points == 60 && fit.terms == 6);
  for (int k = 0; k < LR_BG_FITTED; k++) LR_NEAR(fit.coefficient[k], truth[k], 1e-8);
  LR_CHECK(fit.chi2 < 1e-12);
  lr_buffer_free(&csv);

  // pulls of many noisy sets, none of whose coefficients is near 0: mean 0, variance 1
  double pull = 0, square = 0, chi2 = 0;
  enum { SETS = 60 };
  for (int n = 0; n < SETS; n++) {
    make(&csv, truth, 60, true, 0.05);
    LR_CHECK(lr_background_points_parse("made.csv", lr_buffer_text(&csv), &b, &points, &error) == LR_OK);
    LR_CHECK(lr_background_fit_points(&b, &points, 0, &fit, &error) == LR_OK);
    for (int k = 0; k < LR_BG_FITTED; k++) {
      double p = (fit.coefficient[k] - truth[k]) / fit.error[k];
      pull += p;
      square += p * p;
      LR_NEAR((fit.high[k] - fit.low[k]) / 2, fit.error[k], 1e-4);
    }
    chi2 += fit.chi2;
    lr_buffer_free(&csv);
  }
  LR_NEAR(pull / (6 * SETS), 0, 0.3);
  LR_NEAR(square / (6 * SETS), 1, 0.35);
  LR_NEAR(chi2 / SETS, 54, 0.1);

  // one ring alone: the other's coefficients are not known; a source that is not there goes to 0 with an upper end
  const double ler[] = {1.2e8, 0, 9e9, 9e9, 9, 0.7};
  make(&csv, ler, 40, false, 0.05);
  LR_CHECK(lr_background_points_parse("made.csv", lr_buffer_text(&csv), &b, &points, &error) == LR_OK);
  LR_CHECK(lr_background_fit_points(&b, &points, 0, &fit, &error) == LR_OK && fit.terms == 3);
  LR_CHECK(isnan(fit.coefficient[LR_BG_BEAM_GAS_HER]) && isnan(fit.coefficient[LR_BG_LUMINOSITY]));
  LR_NEAR(fit.coefficient[LR_BG_BEAM_GAS_LER], 1.2e8, 0.1);
  LR_CHECK(fit.low[LR_BG_TOUSCHEK_LER] == 0 || fit.coefficient[LR_BG_TOUSCHEK_LER] > 0);
  LR_CHECK(fit.high[LR_BG_TOUSCHEK_LER] > 0 && fit.high[LR_BG_TOUSCHEK_LER] < 300);
  lr_buffer_free(&csv);
}

#define HEAD "detector,value,error,setup,current_ler_A\n"
#define FULL "detector,value,error,current_ler_A,current_her_A,bunches,pressure_ler_nPa,pressure_her_nPa,luminosity_1e34\n"

static void parsing(void) {
  struct lr_backgrounds b;
  struct lr_error error;
  struct lr_background_fit fit;
  test_backgrounds(TEST_WHOLE, &b);
  LR_CHECK(lr_background_points_parse("p.csv", HEAD "cdc,22.3,1,june,\ncdc,30,1,june,1.2\n", &b, &points, &error) == LR_OK);
  LR_NEAR(points.point[0].setup.ler.current_A, 0.73, 1e-12);
  LR_NEAR(points.point[1].setup.ler.current_A, 1.2, 1e-12);  // its own column goes over the setup
  LR_NEAR(points.point[1].setup.luminosity_m2s, 2.6e38, 1e-12);
  LR_CHECK(points.point[1].line == 3);
  LR_CHECK(lr_background_fit_points(&b, &points, 0, &fit, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "2 points cannot fix 6 coefficients") && strstr(error.text, "detector 'cdc'"));
  static const struct {
    const char *text, *says;
  } BAD[] = {{"", "there is no point"},
             {HEAD, "there is no point"},
             {"detector,value\n", "no column 'error'"},
             {HEAD "cdd,1,1,june,\n", "p.csv:2: there is no detector 'cdd'; did you mean 'cdc'?"},
             {HEAD "cdc,1,1,jun,\n", "there is no setup 'jun'; did you mean 'june'?"},
             {HEAD "cdc,1,0,june,\n", "error wants a number above 0"},
             {HEAD "cdc,-1,1,june,\n", "value wants a number of at least 0"},
             {HEAD "cdc,,1,june,\n", "value wants a number"},
             {HEAD "cdc,1,1,june,nan\n", "current_ler_A wants a number"},
             {HEAD "cdc,1,1,,0.5\n", "neither current_her_A nor a setup that has it"},
             {HEAD "cdc,1,1,june\n", "the row has 4 fields"},
             {FULL "cdc,1,1,1,0,0,5,0,0\n", "bunches"}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(lr_background_points_parse("p.csv", BAD[i].text, &b, &points, &error) == LR_E_INPUT);
    LR_CHECK(strstr(error.text, BAD[i].says) != NULL);
    if (!strstr(error.text, BAD[i].says)) fprintf(stderr, "    case %zu says: %s\n", i, error.text);
  }
  // current and pressure in step at one number of bunches: gas and Touschek are the same column
  LR_CHECK(lr_background_points_parse("p.csv", FULL "cdc,1,1,1,0,500,10,0,0\ncdc,4,1,2,0,500,20,0,0\ncdc,9,1,3,0,500,30,0,0\n", &b, &points, &error) == LR_OK);
  LR_CHECK(lr_background_fit_points(&b, &points, 0, &fit, &error) == LR_E_INPUT);
  LR_CHECK(strstr(error.text, "do not tell columns 0 and 1 apart") && strstr(error.text, "0 beam_gas_ler, 1 touschek_ler, 2 constant"));
  LR_CHECK(lr_background_points_read("/", &b, &points, &error) == LR_E_INPUT);
  LR_CHECK(lr_background_points_read("/nowhere/p.csv", &b, &points, &error) != LR_OK);
}

static void scenario(void) {
  const double truth[] = {1.2e8, 3000, 2e7, 800, 1.5e-38, 0.7};
  char folder[] = "/tmp/lr_points_XXXXXX", path[64];
  struct lr_backgrounds b;
  struct lr_buffer csv = {0};
  if (!mkdtemp(folder)) {
    lr_test_count(0, __FILE__, __LINE__, "no temporary folder");
    return;
  }
  snprintf(path, sizeof path, "%s/p.csv", folder);
  make(&csv, truth, 30, true, 0.05);
  FILE *file = fopen(path, "w");
  LR_CHECK(file && fputs(lr_buffer_text(&csv), file) >= 0 && fclose(file) == 0);
  lr_buffer_free(&csv);
  LR_CHECK(test_read("backgrounds:\n" TEST_SETUPS "  points: p.csv\n  detectors:\n    cdc: {unit: kHz/wire, limit: 200}\n", folder, &b, out, sizeof out) == 0);
  LR_CHECK(b.detector[0].fitted && b.detector[0].fit.points == 30);
  struct lr_background_level level;
  LR_CHECK(lr_background_level(&b, &b.detector[0], &b.setup[1], &level, NULL) == LR_OK);
  LR_NEAR(level.total, 1.2e8 * 2.52 * 48e-9 + 3000 * 2.52 * 2.52 / 1576 + 2e7 * 1.82 * 17e-9 + 800 * 1.82 * 1.82 / 1576 + 1.5e-38 * 2.8e39 + 0.7, 0.05);
  struct lr_table *t = lr_background_fit_table(&b);
  LR_CHECK(lr_table_ok(t) && t->rows == LR_BG_FITTED);
  LR_TEXT_IS(lr_table_get_text(t, 1, "unit"), "kHz/wire / A^2");
  LR_NEAR(lr_table_get(t, 0, "coefficient"), b.detector[0].fit.coefficient[0], 1e-15);
  lr_table_free(t);
  LR_CHECK(test_read("backgrounds:\n" TEST_SETUPS "  points: p.csv\n  detectors:\n" TEST_CDC, folder, &b, out, sizeof out) == 1);
  LR_CHECK(strstr(out, "the same thing twice") != NULL);
  LR_CHECK(test_read("backgrounds:\n" TEST_SETUPS "  points: p.csv\n  detectors:\n    cdc: {limit: 1}\n    top: {limit: 3}\n", folder, &b, out, sizeof out) == 1);
  LR_CHECK(strstr(out, "'top' has no value, and no points") != NULL);
  unlink(path);
  rmdir(folder);
}

int main(void) {
  lr_test_seed_from_environment();
  made();
  parsing();
  scenario();
  return lr_test_end();
}
