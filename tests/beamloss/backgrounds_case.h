// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of steady backgrounds share: reading a text, and a small set to start from.
#ifndef LR_TESTS_BEAMLOSS_BACKGROUNDS_CASE_H
#define LR_TESTS_BEAMLOSS_BACKGROUNDS_CASE_H

#include "beamloss/backgrounds_fields.h"
#include "tests/lr_test.h"

#define TEST_SETUPS \
  "  setups:\n" \
  "    june: {bunches: 1174, luminosity: 2.6e34 cm^-2 s^-1, ler: {current: 0.73 A, pressure: 88 nPa, sigma_x: 0.3 mm, " \
  "sigma_y: 30 um, sigma_z: 6 mm}, her: {current: 0.65 A, pressure: 24 nPa, sigma_x: 0.3 mm, sigma_y: 30 um, sigma_z: 6 mm}}\n" \
  "    later: {bunches: 1576, luminosity: 2.8e35 cm^-2 s^-1, ler: {current: 2.52 A, pressure: 48 nPa, sigma_x: 0.3 mm, " \
  "sigma_y: 30 um, sigma_z: 6 mm}, her: {current: 1.82 A, pressure: 17 nPa, sigma_x: 0.3 mm, sigma_y: 30 um, sigma_z: 6 mm}}\n"
#define TEST_CDC "    cdc: {unit: kHz/wire, limit: 200, measured: 22.3, at: june, shares: {luminosity: 20 %, touschek_ler: 11.8 %, beam_gas_ler: 68.2 %}}\n"
#define TEST_WHOLE "backgrounds:\n" TEST_SETUPS "  detectors:\n" TEST_CDC "  path: {through: [june, later]}\n"

// Number of problems; "line:column: text" of each in `out`, one a line. LR_SOURCE_DIR or the text's folder for files: `folder`.
static inline size_t test_read(const char *text, const char *folder, struct lr_backgrounds *b, char *out, size_t size) {
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  *out = '\0';
  LR_CHECK(lr_document_load_text(document, "test", folder, text, strlen(text), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  bool fine = lr_backgrounds_read(&reading, lr_node_child(document->root, "backgrounds"), b);
  LR_CHECK(fine == (problems.errors == 0) && fine == b->given);
  size_t used = 0, errors = problems.errors;
  for (size_t i = 0; i < problems.count && used < size; i++)
    used += (size_t)snprintf(out + used, size - used, "%d:%d: %s\n", problems.item[i].line, problems.item[i].column, problems.item[i].text);
  lr_problems_free(&problems);
  lr_document_free(document);
  return errors;
}

static inline void test_backgrounds(const char *text, struct lr_backgrounds *b) {
  static char out[8192];
  LR_CHECK(test_read(text, ".", b, out, sizeof out) == 0);
  if (*out) fprintf(stderr, "%s", out);
}

#endif
