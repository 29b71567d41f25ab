// SPDX-License-Identifier: GPL-3.0-or-later
// Steady backgrounds: published growths, powers of what drives each source, coefficients against shares, the band against the
// quantiles of a log-normal, the luminosity of a limit against closed forms.
#include "beamloss/backgrounds.h"

#include <gsl/gsl_cdf.h>

#include "tests/beamloss/backgrounds_case.h"

static struct lr_background_level at(const struct lr_backgrounds *b, const struct lr_background_setup *setup) {
  struct lr_background_level level = {0};
  struct lr_error error;
  LR_CHECK(lr_background_level(b, &b->detector[0], setup, &level, &error) == LR_OK);
  return level;
}

static void published(void) {
  struct lr_backgrounds b;
  test_backgrounds(TEST_WHOLE, &b);
  struct lr_background_level june = at(&b, &b.setup[0]), later = at(&b, &b.setup[1]);
  LR_NEAR(june.total, 22.3, 1e-12);
  LR_NEAR(later.source[LR_BG_BEAM_GAS_LER] / june.source[LR_BG_BEAM_GAS_LER], 1.88, 3e-3);
  LR_NEAR(later.source[LR_BG_TOUSCHEK_LER] / june.source[LR_BG_TOUSCHEK_LER], 8.88, 1e-3);
  LR_NEAR(later.source[LR_BG_LUMINOSITY] / june.source[LR_BG_LUMINOSITY], 10.77, 1e-3);
  LR_NEAR(later.total, 100, 3e-3);
  LR_NEAR(later.margin, 1, 6e-3);
  LR_CHECK(later.source[LR_BG_CONSTANT] == 0 && later.source[LR_BG_BEAM_GAS_HER] == 0);
  // share of Touschek in the single-beam part that makes the whole grow by 100 / 22.3
  double gas = later.source[LR_BG_BEAM_GAS_LER] / june.source[LR_BG_BEAM_GAS_LER],
         touschek = later.source[LR_BG_TOUSCHEK_LER] / june.source[LR_BG_TOUSCHEK_LER];
  double single = (100 / 22.3 - 0.2 * 2.8 / 0.26) / 0.8;
  LR_NEAR((single - gas) / (touschek - gas), 0.147, 5e-3);
  LR_NEAR(lr_effective_pressure(30e-9, 5e-9), 80e-9, 1e-12);
  LR_NEAR(lr_effective_pressure(5e-9, 5e-9), 5e-9, 1e-12);  // no beam: the base
}

static void powers(void) {
  struct lr_backgrounds b;
  test_backgrounds(TEST_WHOLE, &b);
  struct lr_background_detector *d = &b.detector[0];
  for (int n = 0; n < 200; n++) {
    for (int k = 0; k < LR_BG_CONSTANT; k++) d->share[k].value = 0.2 * lr_test_random();
    d->injection = lr_test_between(0, 3);
    d->synchrotron = lr_test_between(0, 3);
    b.sizes = (enum lr_background_sizes)(n % 3);
    double x = lr_test_log_between(0.1, 10), y = lr_test_log_between(0.1, 10), z = lr_test_log_between(0.1, 10), s = lr_test_log_between(0.5, 2);
    struct lr_background_setup here = b.setup[0];
    here.ler.current_A *= x;
    here.ler.pressure_Pa *= y;
    here.her.sigma_y_m *= s;
    here.bunches *= z;
    here.luminosity_m2s *= x * z;
    struct lr_background_level from = at(&b, &b.setup[0]), to = at(&b, &here);
    LR_NEAR(from.total, 22.3 + d->injection + d->synchrotron, 1e-12);
    LR_NEAR(to.source[LR_BG_BEAM_GAS_LER], from.source[LR_BG_BEAM_GAS_LER] * x * y, 1e-12);
    LR_NEAR(to.source[LR_BG_TOUSCHEK_LER], from.source[LR_BG_TOUSCHEK_LER] * x * x / z, 1e-12);
    LR_NEAR(to.source[LR_BG_BEAM_GAS_HER], from.source[LR_BG_BEAM_GAS_HER], 1e-12);
    LR_NEAR(to.source[LR_BG_TOUSCHEK_HER], from.source[LR_BG_TOUSCHEK_HER] / z / (n % 3 ? s : 1), 1e-12);
    LR_NEAR(to.source[LR_BG_LUMINOSITY], from.source[LR_BG_LUMINOSITY] * x * z, 1e-12);
    LR_NEAR(to.source[LR_BG_CONSTANT], from.source[LR_BG_CONSTANT], 1e-12);
    LR_NEAR(to.total * (1 + to.margin), 200, 1e-12);
    // the same detector by coefficients
    struct lr_background_detector fitted = *d;
    double driver[LR_BG_FITTED];
    LR_CHECK(lr_background_drivers(&b.setup[0], b.sizes, driver, NULL) == LR_OK);
    fitted.fitted = true;
    for (int k = 0; k < LR_BG_FITTED; k++) fitted.fit.coefficient[k] = from.source[k] / driver[k];
    struct lr_background_level again;
    LR_CHECK(lr_background_level(&b, &fitted, &here, &again, NULL) == LR_OK);
    LR_NEAR(again.total, to.total, 1e-12);
  }
  // a coefficient that no point fixed: nothing is said about the total, unless its driver is 0
  d->fitted = true;
  for (int k = 0; k < LR_BG_FITTED; k++) d->fit.coefficient[k] = k == LR_BG_BEAM_GAS_HER ? NAN : 1;
  struct lr_background_level level = at(&b, &b.setup[0]);
  LR_CHECK(isnan(level.total) && isnan(level.source[LR_BG_BEAM_GAS_HER]) && level.source[LR_BG_CONSTANT] == 1);
  struct lr_background_setup alone = b.setup[0];
  alone.her.current_A = 0;
  LR_CHECK(isfinite(at(&b, &alone).total));
}

static void domain(void) {
  struct lr_backgrounds b;
  struct lr_background_level level;
  struct lr_error error;
  test_backgrounds(TEST_WHOLE, &b);
  struct lr_background_setup here = b.setup[0];
  here.bunches = 0;
  LR_CHECK(lr_background_level(&b, &b.detector[0], &here, &level, &error) == LR_E_DOMAIN && strstr(error.text, "june"));
  here = b.setup[0];
  here.luminosity_m2s = -1;
  LR_CHECK(lr_background_level(&b, &b.detector[0], &here, &level, &error) == LR_E_DOMAIN);
  here = b.setup[0];
  here.her.sigma_y_m = NAN;
  b.sizes = LR_BG_VERTICAL;
  LR_CHECK(lr_background_level(&b, &b.detector[0], &here, &level, &error) == LR_E_DOMAIN && strstr(error.text, "sigma_y of her"));
  b.sizes = LR_BG_SAME_SIZES;
  b.setup[0].luminosity_m2s = 0;
  LR_CHECK(lr_background_level(&b, &b.detector[0], &b.setup[1], &level, &error) == LR_E_DOMAIN && strstr(error.text, "share of luminosity"));
  b.path = LR_BG_NO_PATH;
  struct lr_background_bound bound;
  LR_CHECK(lr_background_bound(&b, &b.detector[0], &bound, &error) == LR_E_DOMAIN && strstr(error.text, "path"));
}

static void band(void) {
  struct lr_backgrounds b;
  struct lr_background_band band, same;
  test_backgrounds(TEST_WHOLE, &b);
  struct lr_background_detector *d = &b.detector[0];
  struct lr_background_level level = at(&b, &b.setup[1]);
  LR_CHECK(lr_background_band(&b, d, &b.setup[1], 1, 2, &band, NULL) == LR_OK);
  LR_CHECK(band.p10 == level.total && band.p90 == level.total);  // no spread, no band
  b.spread[LR_BG_BEAM_GAS_LER] = 3;
  LR_CHECK(lr_background_band(&b, d, &b.setup[0], 1, 2, &band, NULL) == LR_OK);
  LR_CHECK(band.p10 == band.p90);  // measured there
  LR_CHECK(lr_background_band(&b, d, &b.setup[1], 1, 2, &band, NULL) == LR_OK);
  LR_CHECK(lr_background_band(&b, d, &b.setup[1], 1, 2, &same, NULL) == LR_OK);
  LR_CHECK(band.p10 == same.p10 && band.p50 == same.p50 && band.p90 == same.p90);
  double gas = level.source[LR_BG_BEAM_GAS_LER], rest = level.total - gas;
  const double q[] = {0.1, 0.5, 0.9}, got[] = {band.p10, band.p50, band.p90};
  for (int i = 0; i < 3; i++) {  // 4 sigma of a quantile of 4000 draws
    double z = gsl_cdf_ugaussian_Pinv(q[i]), density = exp(-z * z / 2) / sqrt(2 * 3.14159265);
    double sigma = sqrt(q[i] * (1 - q[i]) / 4000) / density;
    LR_CHECK(fabs(log((got[i] - rest) / gas) / log(3) - z) < 4 * sigma);
  }
}

static void bounds(void) {
  struct lr_backgrounds b;
  struct lr_background_bound bound;
  struct lr_error error;
  test_backgrounds("backgrounds:\n" TEST_SETUPS "  detectors:\n" TEST_CDC "  path: {scale: later}\n", &b);
  struct lr_background_detector *d = &b.detector[0];
  // luminosity alone: L of the limit is L limit / value; Touschek alone: the same (both go with the square)
  const int alone[] = {LR_BG_LUMINOSITY, LR_BG_TOUSCHEK_LER};
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < LR_BG_FITTED; k++) d->share[k].value = k == alone[i];
    struct lr_background_level level = at(&b, &b.setup[1]);
    LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && bound.bound && !bound.from_start);
    LR_NEAR(bound.luminosity_m2s, 2.8e39 * 200 / level.total, 1e-9);
    LR_NEAR(bound.total, 200, 1e-9);
    LR_CHECK(bound.most == (enum lr_background_source)alone[i]);
  }
  // beam-gas alone with a base pressure: x (P0 + (P - P0) x) B = limit
  for (int k = 0; k < LR_BG_FITTED; k++) d->share[k].value = k == LR_BG_BEAM_GAS_LER;
  b.setup[1].ler.base_pressure_Pa = 10e-9;
  double r = 200 / at(&b, &b.setup[1]).total, x = (-10 + sqrt(100 + 4 * 38 * 48 * r)) / (2 * 38);
  LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && bound.bound);
  LR_NEAR(bound.luminosity_m2s, 2.8e39 * x * x, 1e-9);
  d->limit.value = 1e9;
  LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && !bound.bound);
  LR_NEAR(bound.luminosity_m2s, 2.8e41, 1e-9);  // the end of the path
  d->limit.value = 1;
  d->injection = 2;
  LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && bound.bound && bound.from_start && bound.luminosity_m2s == 0);

  // through setups: luminosity alone is linear on the path
  test_backgrounds(TEST_WHOLE, &b);
  d = &b.detector[0];
  for (int k = 0; k < LR_BG_FITTED; k++) d->share[k].value = k == LR_BG_LUMINOSITY;
  LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && bound.bound);
  LR_NEAR(bound.luminosity_m2s, 2.6e38 * 200 / 22.3, 1e-9);
  d->limit.value = 10;
  LR_CHECK(lr_background_bound(&b, d, &bound, &error) == LR_OK && bound.from_start);
  LR_NEAR(bound.luminosity_m2s, 2.6e38, 1e-12);
}

static void tables(void) {
  struct lr_backgrounds b;
  struct lr_error error;
  test_backgrounds(TEST_WHOLE, &b);
  b.detector[0].pxd_layer = 1;  // 22.3 %: a dose of 22.3 times that of 1 %
  struct lr_table *t = lr_backgrounds_table(&b, 1, &error), *limits = lr_background_limits_table(&b, &error),
                  *dose = lr_background_dose_table(&b, &error), *fit = lr_background_fit_table(&b);
  LR_CHECK(lr_table_ok(t) && lr_table_ok(limits) && lr_table_ok(dose) && lr_table_ok(fit));
  LR_CHECK(t->rows == 8 && limits->rows == 1 && dose->rows == 2 && fit->rows == 0);
  double sum = 0;
  for (size_t i = 0; i < 3; i++) sum += lr_table_get(t, i, "value");
  LR_TEXT_IS(lr_table_get_text(t, 3, "source"), "total");
  LR_NEAR(lr_table_get(t, 3, "value"), sum, 1e-12);
  LR_NEAR(lr_table_get(t, 7, "margin"), 200 / lr_table_get(t, 7, "value") - 1, 1e-12);
  LR_TEXT_IS(lr_table_get_text(t, 0, "unit"), "kHz/wire");
  LR_TEXT_IS(lr_table_get_text(limits, 0, "met"), "no");
  LR_NEAR(lr_table_get(limits, 0, "luminosity"), 2.8e35, 1e-9);
  LR_NEAR(lr_table_get(dose, 0, "dose_rate"), 22.3 * 0.2285, 1e-3);
  LR_NEAR(lr_table_get(dose, 0, "dose_year"), 22.3 * 2.285, 1e-3);
  lr_table_free(t);
  lr_table_free(limits);
  lr_table_free(dose);
  lr_table_free(fit);
  b.path = LR_BG_NO_PATH;
  LR_CHECK(lr_background_limits_table(&b, &error) == NULL && *error.text);
  LR_TEXT_IS(lr_background_weaker("read", "known"), "known");
  LR_TEXT_IS(lr_background_weaker("assumed", "derived"), "assumed");
  LR_TEXT_IS(lr_background_weaker("assumed", ""), "");
}

int main(void) {
  lr_test_seed_from_environment();
  published();
  powers();
  domain();
  band();
  bounds();
  tables();
  return lr_test_end();
}
