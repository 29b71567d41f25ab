// SPDX-License-Identifier: GPL-3.0-or-later
// Materials: the shipped file gives the figures behind the model values, bad figures are refused with their place.
#include "beamloss/material.h"

#include "tests/base/documents.h"
#include "tests/beamloss/grains.h"

static bool read_one(struct said *said, const char *path, struct lr_material *material) {
  const struct lr_reading reading = {said->document, &said->problems};
  bool fine = lr_fields_read(&reading, lr_document_find(said->document, path), lr_material_fields, material);
  said_print(said);
  return fine;
}

static void test_shipped(void) {
  const char *source = getenv("LR_SOURCE_DIR");
  char path[4096];
  snprintf(path, sizeof path, "%s/inputs/losses/materials.yaml", source ? source : ".");
  struct said said = said_of_file(path);
  for (int i = 0; i < TEST_MATERIALS; i++) {
    struct lr_material material = {0};
    snprintf(path, sizeof path, "losses.materials.%s", test_material[i].name);
    LR_CHECK(read_one(&said, path, &material));
    const double *got = &material.density_kg_m3, *wanted = &test_material[i].density_kg_m3;
    for (int k = 0; k < 10; k++) LR_NEAR(got[k], wanted[k], 1e-12);
    memcpy(material.name, test_material[i].name, sizeof material.name);
    LR_CHECK(lr_material_check(&material, NULL) == LR_OK);
    const struct lr_node *node = lr_document_find(said.document, path);
    for (const struct lr_field *field = lr_material_fields; field->key; field++) {
      const struct lr_node *figure = lr_node_child(node, field->key);
      LR_TEXT_IS(lr_node_says(figure, "status"), "known");
      LR_CHECK(strstr(lr_node_says(figure, "source"), "from memory") != NULL);
    }
  }
  LR_TEXT_IS(said.text, "");
  said_free(&said);
}

static void test_refused(void) {
  struct said said = said_of(
      "x:\n  density: 2.2 g/cm3\n  z_over_a: 1.5\n  stopping_power: 1.45\n  heat_capacity: -1 J/kg/K\n  boiling_point: "
      "3915 C\n"
      "  heat_of_vaporisation: much\n  molar_mass: 12 g/mol\n  work_function: 4.6 V\n  emissivity: 1.2\n");
  struct lr_material material = {0};
  LR_CHECK(!read_one(&said, "x", &material));
  LR_CHECK(says(&said, "t.yaml:2:12: error: 'density' wants a number above 0 in kg/m3, got '2.2 g/cm3'"));
  LR_CHECK(says(&said, "'z_over_a'"));
  LR_CHECK(says(&said, "'stopping_power' wants a number above 0 in MeV cm2/g, got '1.45'"));
  LR_CHECK(says(&said, "'heat_capacity' wants a number above 0 in J/kg/K, got '-1 J/kg/K'"));
  LR_CHECK(says(&said, "'boiling_point' wants a number above 0 in K, got '3915 C'"));
  LR_CHECK(says(&said, "'heat_of_vaporisation' wants a number above 0 in J/kg, got 'much'"));
  LR_CHECK(says(&said, "'molar_mass' wants a number above 0 in kg/mol, got '12 g/mol'"));
  LR_CHECK(says(&said, "'work_function'"));
  LR_CHECK(says(&said, "'emissivity'"));
  LR_CHECK(says(&said, "radiation_length"));  // missing
  said_free(&said);
}

static void test_check(void) {
  static const char *const NAMES[] = {
      "density",    "Z/A",           "stopping power", "heat capacity",   "boiling point", "heat of vaporisation",
      "molar mass", "work function", "emissivity",     "radiation length"};
  const double bad[] = {0, -1, NAN, INFINITY};
  for (int k = 0; k < 10; k++)
    for (int b = 0; b < 4; b++) {
      struct lr_material material = test_material[TEST_SILICA];
      (&material.density_kg_m3)[k] = bad[b];
      struct lr_error error = {0};
      LR_CHECK(lr_material_check(&material, &error) == LR_E_DOMAIN);
      LR_CHECK(strstr(error.text, NAMES[k]) && strstr(error.text, "'silica'"));
    }
  struct lr_material black = test_material[TEST_SILICA];
  black.emissivity = 1;
  LR_CHECK(lr_material_check(&black, NULL) == LR_OK);
  black.emissivity = 1.01;
  LR_CHECK(lr_material_check(&black, NULL) == LR_E_DOMAIN);
}

int main(void) {
  test_shipped();
  test_refused();
  test_check();
  return lr_test_end();
}
