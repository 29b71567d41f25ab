// SPDX-License-Identifier: GPL-3.0-or-later
// Elements in order of path from a source, phases, source optics, and what is refused.
#include "beamloss/loss_ring.h"

#include "base/constants.h"
#include "tests/beamloss/loss_optics.h"
#include "tests/lr_test.h"

static struct lr_error error;

static enum lr_status build(struct lr_loss_ring_setup setup, struct lr_loss_ring *ring) {
  error.text[0] = 0;
  return lr_loss_ring_build(&setup, ring, &error);
}

static void published_order(void) {
  static const char *const NIKKO[] = {"PMD06V1", "PMD06V2", "PMD03V1", "PMD03V2", "PMD02V1", "QC1_upstream_peak", "QC1_downstream_peak"};
  static const char *const OHO[] = {"PMD03V1", "PMD03V2", "PMD02V1", "QC1_upstream_peak", "QC1_downstream_peak", "PMD06V1", "PMD06V2"};
  struct lr_loss_ring ring;
  LR_CHECK(build(ler_setup(NIKKO_m), &ring) == LR_OK && ring.elements == 7);
  for (size_t e = 0; e < 7; e++) LR_TEXT_IS(ring.element[e].name, NIKKO[e]);
  LR_NEAR(ring.turn_s, 10.06132e-6, 1e-6);
  // D06V1 at 0.37 of a turn, the detector at 0.75
  LR_NEAR(ring.element[0].path_m / ring.circumference_m, 0.3686, 1e-3);
  LR_NEAR(ring.element[0].delay_s, ring.element[0].path_m / LR_C_m_s, 1e-15);
  LR_NEAR(ring.element[0].nu, 6.0358 + 46.5812 - 35.3637, 1e-12);
  LR_NEAR(ring.ip_path_m / ring.circumference_m, 0.7485, 1e-3);
  LR_NEAR(ring.safe_amplitude, 1.3e-3 / sqrt(23.263), 1e-12);
  LR_NEAR(ring.source_beta_y_m, 13.210, 1e-15);
  LR_NEAR(ring.source_beta_x_m, 16.454, 1e-15);
  LR_CHECK(build(ler_setup(OHO_m), &ring) == LR_OK && ring.elements == 7);
  for (size_t e = 0; e < 7; e++) LR_TEXT_IS(ring.element[e].name, OHO[e]);
}

// Any order of the list, several at one s, one at the source.
static void any_order(void) {
  enum { N = 40 };
  static char name[N][16];
  struct lr_loss_optics_point point[N];
  struct lr_aperture aperture[N];
  for (int trial = 0; trial < 200; trial++) {
    double s = 0, nu = 0;
    for (int i = 0; i < N; i++) {
      if (lr_test_random() < 0.7) {
        double step = lr_test_between(0, 20);
        s += step;
        nu += step / 100;
      }
      snprintf(name[i], sizeof name[i], "P%d", i);
      point[i] = (struct lr_loss_optics_point){name[i], s, NAN, lr_test_between(1, 50), nu};
    }
    for (int i = 0; i < N; i++) {
      int k = i == 0 ? 0 : (int)lr_test_between(0, i + 1);
      if (k != i) aperture[i] = aperture[k];
      aperture[k] = (struct lr_aperture){name[i], LR_LOSS_PIPE, lr_test_between(1e-3, 5e-3), INFINITY, 0};
    }
    int at = (int)lr_test_between(0, N);
    struct lr_loss_ring_setup setup = {.optics = {point, N, 1000, 10.3},
                                       .aperture = aperture,
                                       .apertures = N,
                                       .source = {.s_m = point[at].s_m, .optics = LR_SOURCE_GIVEN, .beta_y_m = 20,
                                                  .nu_y = point[at].nu_y, .beta_x_m = NAN},
                                       .emittance_y_m = 1e-12,
                                       .kicker_s_m = NAN,
                                       .ip_s_m = point[at].s_m};
    struct lr_loss_ring ring;
    LR_CHECK(build(setup, &ring) == LR_OK && ring.elements == N);
    LR_CHECK(isnan(ring.kicker_path_m) && ring.ip_path_m == 1000);
    bool seen[N] = {false};
    for (size_t e = 0; e < ring.elements; e++) {
      const struct lr_loss_element *x = &ring.element[e];
      seen[x->aperture] = true;
      LR_TEXT_IS(x->name, aperture[x->aperture].element);
      LR_CHECK(x->path_m > 0 && x->path_m <= 1000 && x->nu >= 0 && x->nu <= 10.3);
      if (x->s_m == ring.source_s_m) LR_CHECK(x->path_m == 1000 && fabs(x->nu - 10.3) < 1e-12);
      if (e == 0) continue;
      LR_CHECK(x->path_m > x[-1].path_m || (x->path_m == x[-1].path_m && x->aperture > x[-1].aperture));
      LR_CHECK(x->nu >= x[-1].nu - 1e-9);
    }
    for (int i = 0; i < N; i++) LR_CHECK(seen[i]);
  }
}

static void source_optics(void) {
  static const struct lr_loss_optics_point POINT[] = {{"A", 100, 5, 10, 1}, {"B", 102, 7, 12, 1.03}, {"C", 500, 9, 20, 6}};
  static const struct lr_aperture APERTURE = {"C", LR_LOSS_COLLIMATOR, 2e-3, 3e-3, 0};
  struct lr_loss_ring_setup setup = {.optics = {POINT, 3, 1000, 10.3}, .aperture = &APERTURE, .apertures = 1,
                                     .emittance_y_m = 1e-12, .kicker_s_m = NAN, .ip_s_m = NAN};
  struct lr_loss_ring ring;
  setup.source = (struct lr_ring_source){.s_m = 101};  // close rows: linear
  LR_CHECK(build(setup, &ring) == LR_OK);
  LR_NEAR(ring.source_beta_y_m, 11, 1e-12);
  LR_NEAR(ring.source_nu_y, 1.015, 1e-12);
  LR_NEAR(ring.source_beta_x_m, 6, 1e-12);
  setup.source = (struct lr_ring_source){.s_m = 300};  // rows five turns of phase apart: no
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "A") == NULL && strstr(error.text, "B and C"));
  setup.source = (struct lr_ring_source){.s_m = 50};
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "no optics at the source"));
  setup.source = (struct lr_ring_source){.s_m = 301, .optics = LR_SOURCE_SMOOTH};
  LR_CHECK(build(setup, &ring) == LR_OK && isnan(ring.source_beta_x_m));
  LR_NEAR(ring.source_beta_y_m, 398 / (2 * LR_PI * 4.97), 1e-12);
  LR_NEAR(ring.source_nu_y, (1.03 + 6) / 2, 1e-12);
  setup.source = (struct lr_ring_source){.s_m = 50, .optics = LR_SOURCE_SMOOTH};  // before the first row
  LR_CHECK(build(setup, &ring) == LR_OK);
  LR_NEAR(ring.source_nu_y, 0.5, 1e-12);
  setup.source = (struct lr_ring_source){.s_m = 750, .optics = LR_SOURCE_SMOOTH};  // behind the last: up to the tune
  LR_CHECK(build(setup, &ring) == LR_OK);
  LR_NEAR(ring.source_nu_y, (6 + 10.3) / 2, 1e-12);
  setup.source = (struct lr_ring_source){.s_m = 300, .optics = LR_SOURCE_GIVEN, .beta_y_m = 15, .nu_y = 3, .beta_x_m = 4};
  LR_CHECK(build(setup, &ring) == LR_OK && ring.source_beta_y_m == 15 && ring.element[0].nu == 3);
  setup.source.beta_y_m = NAN;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN);
}

static void refused(void) {
  struct lr_loss_ring ring = {.elements = 99};
  struct lr_loss_ring_setup setup = ler_setup(NIKKO_m);
  struct lr_aperture one = {"PMD02V1", LR_LOSS_COLLIMATOR, 20e-6, INFINITY, 0};
  setup.aperture = &one;
  setup.apertures = 1;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "PMD02V1: the half gap of 0.02 mm is less than one sigma"));
  one.upper_m = INFINITY;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "PMD02V1: both jaws are open"));
  one.upper_m = NAN;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "positive distances"));
  one = (struct lr_aperture){"PMD99V1", LR_LOSS_COLLIMATOR, 1e-3, 1e-3, 0};
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "no row 'PMD99V1'"));
  setup.apertures = 0;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "no aperture"));
  setup.apertures = 65;
  struct lr_aperture many[65];
  for (int i = 0; i < 65; i++) many[i] = LER_APERTURE[0];
  setup.aperture = many;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "65 apertures"));
  setup.apertures = 64;
  LR_CHECK(build(setup, &ring) == LR_OK && ring.elements == 64);
  ring.elements = 99;
  setup = ler_setup(4000);
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "the source at 4000 m lies outside"));
  setup = ler_setup(NIKKO_m);
  setup.kicker_s_m = -1;
  setup.ip_s_m = 5000;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "abort kicker") && strstr(error.text, "; the detector"));
  struct lr_loss_optics_point mixed[LER_POINTS];
  memcpy(mixed, LER_POINT, sizeof mixed);
  mixed[3] = LER_POINT[4];
  mixed[4] = LER_POINT[3];
  setup = ler_setup(NIKKO_m);
  setup.optics.point = mixed;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "PMD03V1 at 1214.22 m comes after PMD03V2 at 1290.37 m"));
  memcpy(mixed, LER_POINT, sizeof mixed);
  mixed[6].nu_y = NAN;
  mixed[5].beta_y_m = NAN;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "PMD02V1 has no beta_y") &&
           strstr(error.text, "QC1_upstream_peak has no nu_y"));
  LR_CHECK(ring.elements == 99);  // nothing is given on failure
  setup = ler_setup(NIKKO_m);
  setup.emittance_y_m = 0;
  setup.optics.tune_y = -1;
  LR_CHECK(build(setup, &ring) == LR_E_DOMAIN && strstr(error.text, "emittance") && strstr(error.text, "tune"));
  LR_TEXT_IS(lr_loss_kind_text(LR_LOSS_COLLIMATOR), "collimator");
  LR_TEXT_IS(lr_loss_kind_text(LR_LOSS_IR), "ir");
  LR_TEXT_IS(lr_loss_kind_text(LR_LOSS_PIPE), "pipe");
}

// The shipped tables: the LER's is the one of these tests, the HER's makes a ring.
static size_t shipped(const char *name, char text[64][LR_LOSS_NAME], struct lr_loss_optics_point *point) {
  char path[512], line[512];
  const char *top = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/inputs/losses/%s", top ? top : ".", name);
  FILE *file = fopen(path, "r");
  size_t rows = 0;
  LR_CHECK(file != NULL);
  while (file && fgets(line, sizeof line, file) && rows < 64) {
    if (*line == '#' || strncmp(line, "element,", 8) == 0) continue;
    double value[5] = {NAN, NAN, NAN, NAN, NAN};
    char *field = strchr(line, ',');
    snprintf(text[rows], LR_LOSS_NAME, "%.*s", (int)(field - line), line);
    for (int i = 0; i < 5 && field; i++) {
      char *end;
      value[i] = strtod(field + 1, &end);
      if (end == field + 1) value[i] = NAN;
      field = strchr(field + 1, ',');
    }
    LR_CHECK(field && (strstr(field, "read") || strstr(field, "derived") || strstr(field, "assumed")));
    point[rows] = (struct lr_loss_optics_point){text[rows], value[0], value[1], value[2], value[4]};
    rows++;
  }
  if (file) fclose(file);
  return rows;
}

static bool same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static void inputs(void) {
  static char text[64][LR_LOSS_NAME];
  static struct lr_loss_optics_point point[64];
  size_t rows = shipped("ler_optics.csv", text, point);
  LR_CHECK(rows == LER_POINTS);
  for (size_t i = 0; i < rows && i < LER_POINTS; i++) {
    LR_TEXT_IS(point[i].name, LER_POINT[i].name);
    LR_CHECK(point[i].s_m == LER_POINT[i].s_m && same(point[i].beta_x_m, LER_POINT[i].beta_x_m) &&
             point[i].beta_y_m == LER_POINT[i].beta_y_m && point[i].nu_y == LER_POINT[i].nu_y);
  }
  rows = shipped("her_optics.csv", text, point);
  LR_CHECK(rows > 10);
  struct lr_aperture aperture[64];
  size_t apertures = 0;
  for (size_t i = 0; i < rows; i++)
    if (strncmp(point[i].name, "PMD", 3) == 0 || strncmp(point[i].name, "QC1", 3) == 0)
      aperture[apertures++] = (struct lr_aperture){point[i].name, LR_LOSS_COLLIMATOR, 13e-3, 13e-3, 0};
  struct lr_loss_ring_setup setup = {.optics = {point, rows, point[rows - 1].s_m, point[rows - 1].nu_y},
                                     .aperture = aperture, .apertures = apertures, .source = {.s_m = 741},
                                     .emittance_y_m = LER_EMITTANCE_Y_m, .kicker_s_m = NAN, .ip_s_m = NAN};
  struct lr_loss_ring ring;
  LR_CHECK(build(setup, &ring) == LR_OK && ring.elements == 11);
  LR_TEXT_IS(ring.element[0].name, "PMD12V1");
  LR_NEAR(ring.tune_y, 43.57, 1e-12);
  LR_NEAR(ring.source_beta_y_m, ring.circumference_m / (2 * LR_PI * 43.57), 1e-3);
}

int main(void) {
  published_order();
  any_order();
  source_optics();
  refused();
  inputs();
  return lr_test_end();
}
