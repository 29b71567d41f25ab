// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of `backgrounds:`: what it takes, the shipped file, and every bad input with its place.
#include "tests/beamloss/backgrounds_case.h"

static char out[8192];

static void taken(void) {
  struct lr_backgrounds b;
  test_backgrounds("backgrounds:\n  sizes: vertical\n  beam_time: 100 days\n  pixels_per_particle: 1.5\n" TEST_SETUPS
                   "    gauge: {bunches: 393, luminosity: 0 cm^-2 s^-1, status: known, source: a note, ler: {current: 0.1 A, "
                   "gauge_pressure: 30 nPa, base_pressure: {value: 5 nPa, status: assumed, source: a guess}, sigma_y: 30 um}, "
                   "her: {current: 0 A}}\n"
                   "  detectors:\n    pxd: {unit: \"%\", limit: {value: 3, status: known, source: a paper}, measured: 0.1, at: june, "
                   "pxd_layer: 2, injection: 0.02, shares: {luminosity: 50 %}}\n" TEST_CDC
                   "  spread: {beam_gas_her: 10}\n  path: {scale: later}\n",
                   &b);
  LR_CHECK(b.sizes == LR_BG_VERTICAL && b.setups == 3 && b.detectors == 2 && b.path == LR_BG_SCALED && b.path_setup[0] == 1);
  LR_NEAR(b.beam_s_per_year, 8.64e6, 1e-12);
  LR_NEAR(b.setup[0].ler.pressure_Pa, 88e-9, 1e-12);
  LR_NEAR(b.setup[0].luminosity_m2s, 2.6e38, 1e-12);
  LR_NEAR(b.setup[2].ler.pressure_Pa, 80e-9, 1e-12);
  LR_CHECK(b.setup[2].her.current_A == 0 && b.setup[2].her.pressure_Pa == 0);
  LR_TEXT_IS(b.setup[2].status, "assumed");
  LR_TEXT_IS(b.setup[2].source, "a note; a guess");
  LR_TEXT_IS(b.setup[0].status, "");
  const struct lr_background_detector *d = &b.detector[0];
  LR_CHECK(d->pxd_layer == 2 && d->reference == 0 && b.detector[1].pxd_layer == 0 && !d->fitted);
  LR_NEAR(d->limit.value, 3, 0);
  LR_TEXT_IS(d->limit.source, "a paper");
  LR_NEAR(d->share[LR_BG_LUMINOSITY].value, 0.5, 1e-12);
  LR_CHECK(isnan(d->share[LR_BG_TOUSCHEK_LER].value));
  LR_NEAR(d->injection, 0.02, 1e-12);
  LR_NEAR(b.spread[LR_BG_BEAM_GAS_HER], 10, 1e-12);
  LR_NEAR(b.spread[LR_BG_BEAM_GAS_LER], 1, 1e-12);
  struct lr_background_level level;  // what the shares leave is constant
  LR_CHECK(lr_background_level(&b, d, &b.setup[0], &level, NULL) == LR_OK);
  LR_NEAR(level.source[LR_BG_CONSTANT], 0.05, 1e-12);
  LR_NEAR(level.total, 0.12, 1e-12);
  test_backgrounds(TEST_WHOLE, &b);
  LR_CHECK(b.path == LR_BG_SETUPS && b.path_setups == 2 && b.spread[0] == 1);
  LR_NEAR(b.beam_s_per_year, 1e7, 1e-12);
}

static void shipped(void) {
  const char *folder = getenv("LR_SOURCE_DIR");
  char path[4096];
  if (!folder) return;
  snprintf(path, sizeof path, "%s/inputs/losses/backgrounds_superkekb.yaml", folder);
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  struct lr_backgrounds b;
  LR_CHECK(lr_document_load(document, path, &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  LR_CHECK(lr_backgrounds_read(&reading, lr_node_child(document->root, "backgrounds"), &b));
  lr_problems_print(&problems, stderr);
  LR_CHECK(b.setups == 3 && b.detectors == 6);
  for (int d = 0; d < b.detectors; d++) {
    LR_CHECK(*b.detector[d].limit.status && *b.detector[d].limit.source && *b.detector[d].unit);
    for (int k = 0; k < LR_BG_FITTED; k++)
      if (b.detector[d].share[k].value > 0) LR_TEXT_IS(b.detector[d].share[k].status, "assumed");
  }
  LR_TEXT_IS(b.setup[0].status, "known");
  LR_TEXT_IS(b.setup[2].status, "assumed");
  lr_problems_free(&problems);
  lr_document_free(document);
}

#define SETUPS "backgrounds:\n" TEST_SETUPS
#define CDC(text) SETUPS "  detectors:\n    cdc: {" text "}\n"
#define GOOD SETUPS "  detectors:\n" TEST_CDC
#define BEAM "{current: 1 A, pressure: 5 nPa}"

static void refused(void) {
  static const struct {
    const char *text, *says;
  } BAD[] = {
      {CDC("limit: 0, measured: 1, at: june, shares: {}"), "6:18: 'limit' must be above 0"},
      {CDC("limit: -1, measured: 1, at: june, shares: {}"), "6:18: 'limit' wants a number of at least 0"},
      {CDC("limit: 200 kHz, measured: 1, at: june, shares: {}"), "6:18: 'limit' wants a number of at least 0, without a unit"},
      {CDC("limit: 3, measured: 0.1 %, at: june, shares: {}"), "6:31: 'measured' wants a number of at least 0, without a unit"},
      {CDC("measured: 1, at: june, shares: {}"), "'limit' is missing in backgrounds.detectors.cdc"},
      {CDC("limit: 3, measured: 1, at: jun, shares: {}"), "6:38: there is no setup 'jun'; did you mean 'june'?"},
      {CDC("limit: 3, measured: 1, shares: {}"), "has a value but no 'at'"},
      {CDC("limit: 3, measured: 1, at: june"), "has a value but no 'shares'"},
      {CDC("limit: 3, at: june, shares: {}"), "but no 'measured'"},
      {CDC("limit: 3"), "'cdc' has no value: add 'measured'"},
      {CDC("limit: 3, measured: 1, at: june, shares: {luminosity: -5 %}"), "6:65: the share 'luminosity' must be 0 % to 100 %"},
      {CDC("limit: 3, measured: 1, at: june, shares: {luminosity: 101 %}"), "the share 'luminosity' must be 0 % to 100 %"},
      {CDC("limit: 3, measured: 1, at: june, shares: {luminosity: 60 %, touschek_ler: 60 %}"), "sum to 120 %, more than 100 %"},
      {CDC("limit: 3, measured: 1, at: june, shares: {toushek_ler: 60 %}"), "did you mean 'touschek_ler'?"},
      {CDC("limit: 3, measured: 1, at: june, shares: {}, pxd_layer: 3"), "'pxd_layer' wants one of 1|2"},
      {CDC("limit: 3, measured: 1, at: june, shares: 5"), "'shares' wants a mapping"},
      {GOOD "  path: {scale: now}\n", "7:17: there is no setup 'now'"},
      {GOOD "  path: {scale: june, through: [june, later]}\n", "'path' wants one of"},
      {GOOD "  path: {}\n", "'path' wants one of"},
      {GOOD "  path: {through: [june]}\n", "a list of 2 to 12 setups"},
      {GOOD "  path: {through: [later, june]}\n", "luminosity grows"},
      {GOOD "  path: {through: [june, latter]}\n", "did you mean 'later'?"},
      {GOOD "  spread: {beam_gas_ler: 0.5}\n", "'beam_gas_ler' must be at least 1"},
      {GOOD "  beam_time: 0 s\n", "'beam_time' must be above 0"},
      {GOOD "  points: nowhere.csv\n", "nowhere.csv"},
      {"backgrounds:\n  sizes: volume\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: " BEAM ", her: " BEAM "}\n  detectors: {}\n",
       "setup 'a': sigma_x, sigma_y and sigma_z of ler must be given"},
      {"backgrounds:\n  setups:\n    a: {bunches: 0, luminosity: 0 cm^-2 s^-1, ler: " BEAM ", her: " BEAM "}\n  detectors: {}\n", "3:18: 'bunches' must be above 0"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: {current: 1 A}, her: " BEAM "}\n  detectors: {}\n", "'pressure' is missing in ler"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: {current: 1 A, pressure: 1 bar}, her: " BEAM "}\n  detectors: {}\n", "a pressure such as '48 nPa'"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: {current: 1 A, pressure: 1 nPa, gauge_pressure: 1 nPa}, her: " BEAM "}\n  detectors: {}\n", "the same thing twice"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: {current: 1 A, pressure: 1 nPa, base_pressure: 2 nPa}, her: " BEAM "}\n  detectors: {}\n", "'base_pressure' is above"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: " BEAM "}\n  detectors: {}\n", "'her' is missing in backgrounds.setups.a"},
      {"backgrounds:\n  setups:\n    a: 5\n  detectors: {}\n", "3:8: the setup 'a' wants a mapping"},
      {"backgrounds:\n  setups:\n    a: {bunches: 1, luminosity: 0 cm^-2 s^-1, ler: " BEAM ", her: " BEAM "}\n  detectors:\n"
       "    cdc: {limit: 1, measured: 1, at: a, shares: {luminosity: 10 %}}\n", "5:62: a share of luminosity, but at 'a' it is 0"},
      {"backgrounds: {setups: {}}\n", "'detectors' is missing"},
      {"backgrounds: 5\n", "'backgrounds' wants a mapping"},
      {SETUPS "  detectors:\n    a_name_of_more_than_thirty_one_characters: {limit: 1, measured: 1, at: june, shares: {}}\n", "at most 31 characters"}};
  struct lr_backgrounds b;
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(test_read(BAD[i].text, ".", &b, out, sizeof out) >= 1);
    LR_CHECK(strstr(out, BAD[i].says) != NULL);
    if (!strstr(out, BAD[i].says)) fprintf(stderr, "    case %zu wants '%s', says:\n%s", i, BAD[i].says, out);
  }
  // all in one pass
  LR_CHECK(test_read(CDC("limit: 0, measured: -1, at: no, shares: {luminosity: 200 %}, colour: red"), ".", &b, out, sizeof out) == 5);
  // too many
  char text[16384] = GOOD;
  for (int i = 0; i < LR_BG_MOST_DETECTORS; i++) {
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, "    d%d: {limit: 1, measured: 1, at: june, shares: {}}\n", i);
  }
  LR_CHECK(test_read(text, ".", &b, out, sizeof out) == 1 && strstr(out, "at most 16 detectors"));
}

int main(void) {
  taken();
  shipped();
  refused();
  return lr_test_end();
}
