// SPDX-License-Identifier: GPL-3.0-or-later
// `bunch_length:` of a scenario: the models, a wake file beside the file that names it, and what is refused.
#include "base/document.h"
#include "base/problems.h"
#include "machine/bunch_length.h"
#include "machine/collider_fields.h"
#include "tests/lr_test.h"

static struct lr_machine_input machine;
static char said[4096];

// Reads a machine whose LER has this bunch length and tunes; false with the messages in `said`.
static bool read_machine(const char *bunch_length, const char *tunes, const char *her) {
  const char *source = getenv("LR_SOURCE_DIR");
  char folder[4096], text[2048];
  snprintf(folder, sizeof folder, "%s/inputs/wakes", source ? source : ".");
  snprintf(text, sizeof text,
           "machine:\n  circumference: 3016.315 m\n  crossing_angle: 83 mrad\n  bunches: 1000\n"
           "  ler: {energy: 4 GeV, current: 0.691917 A, beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 20 pm,\n"
           "        bunch_length: %s%s}\n  her: %s\n",
           bunch_length, tunes, her);
  struct lr_document *document = lr_document_create();
  struct lr_problems problems = {0};
  LR_CHECK(lr_document_load_text(document, "m.yaml", folder, text, strlen(text), &problems) == LR_OK);
  const struct lr_reading reading = {document, &problems};
  bool fine = lr_machine_read(&reading, lr_document_find(document, "machine"), &machine);
  said[0] = '\0';
  for (size_t i = 0; i < problems.count; i++)
    snprintf(said + strlen(said), sizeof said - strlen(said), "%s\n", problems.item[i].text);
  lr_problems_free(&problems);
  lr_document_free(document);
  return fine;
}

#define FULL "{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}"

static void test_read(void) {
  struct lr_ring_state ler, her;
  struct lr_error error = {0};
  LR_CHECK(read_machine(FULL, ", tune_s: 0.023", "same"));
  LR_TEXT_IS(said, "");
  LR_CHECK(lr_ring_evaluate(&machine.collider, &machine.collider.ler, &ler, &error) == LR_OK);
  LR_NEAR(ler.sigma_z_m, 5.23038e-3, 2e-3);  // github.com/pkicsiny/superkekb (read)
  LR_CHECK(lr_ring_evaluate(&machine.collider, &machine.collider.her, &her, &error) == LR_OK);
  LR_NEAR(her.sigma_z_m, ler.sigma_z_m, 0);
  machine.collider.ler.current_A *= 1.9;  // within twice the current of the scenario
  LR_CHECK(lr_ring_evaluate(&machine.collider, &machine.collider.ler, &ler, &error) == LR_OK);
  LR_CHECK(ler.sigma_z_m > 5.5e-3);
  machine.collider.ler.current_A *= 2;
  LR_CHECK(lr_ring_evaluate(&machine.collider, &machine.collider.ler, &ler, &error) == LR_E_DOMAIN);
  // the energy spread above a threshold lengthens
  double without = her.sigma_z_m;
  LR_CHECK(read_machine("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat, "
                        "threshold: 0.5 mA, spread_slope: 0.5 /mA}", ", tune_s: 0.023", "same"));
  LR_CHECK(lr_ring_evaluate(&machine.collider, &machine.collider.ler, &ler, &error) == LR_OK);
  LR_CHECK(ler.sigma_z_m > 1.03 * without);
  LR_CHECK(read_machine("4.6 mm", "", "same"));
  LR_CHECK(machine.collider.ler.bunch_length.model == LR_BUNCH_LENGTH_GIVEN);
}

static void refuse(const char *bunch_length, const char *tunes, const char *words) {
  LR_CHECK(!read_machine(bunch_length, tunes, "same"));
  LR_CHECK(strstr(said, words) != NULL);
  if (!strstr(said, words)) fprintf(stderr, "    got '%s'\n", said);
}

int main(void) {
  test_read();
  const char *tune = ", tune_s: 0.023";
  refuse(FULL, "", "needs 'tune_s' of the ring");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4}", tune, "needs 'wake'");
  refuse("{model: haissinski, zero_current: 4.6 mm, wake: superkekb_ler_2021.dat}", tune, "needs 'energy_spread'");
  refuse("{model: haissinski, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}", tune, "zero_current");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: no.dat}", tune, "wakes/no.dat");
  refuse("{model: haissinski, zero_current: 12 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}", tune,
         "the wake table ends 0.09998 m behind the charge");
  return lr_test_end();
}
