// SPDX-License-Identifier: GPL-3.0-or-later
// `bunch_length:` of a scenario: the models, a wake file beside the file that names it, and what is refused.
#include "base/constants.h"
#include "base/document.h"
#include "base/problems.h"
#include "machine/bunch_length.h"
#include "machine/collider_fields.h"
#include "machine/haissinski.h"
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

static double length_m(double part_of_current) {
  struct lr_ring_state state;
  struct lr_error error = {0};
  struct lr_collider c = machine.collider;
  c.ler.current_A *= part_of_current;
  LR_CHECK(lr_ring_evaluate(&c, &c.ler, &state, &error) == LR_OK);
  return state.sigma_z_m;
}

#define LAW "{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, "
#define TUNE ", tune_s: 0.023"
static const double current_A = 0.691917 / 1000, circumference_m = 3016.315;

// By the library, with the same wake.
static double solved_m(const struct lr_wake *wake, double part_of_current) {
  static struct lr_haissinski_result result;
  struct lr_error error = {0};
  const struct lr_haissinski p = {.energy_eV = 4e9, .energy_spread = 7.527e-4, .tune_s = 0.023, .sigma_z0_m = 4.6e-3,
                                  .charge_C = part_of_current * current_A * circumference_m / LR_C_m_s};
  LR_CHECK(lr_haissinski_solve(&p, wake, NULL, &result, &error) == LR_OK);
  return result.sigma_z_m;
}

static void check_law(const char *keys, const struct lr_wake *wake) {
  char text[1024];
  snprintf(text, sizeof text, LAW "%s}", keys);
  LR_CHECK(read_machine(text, TUNE, "same"));
  LR_TEXT_IS(said, "");
  for (double part = 0.3; part < 2; part += 0.5) LR_NEAR(length_m(part), solved_m(wake, part), 2e-6);
}

static void test_wakes(void) {
  const struct lr_wake resonators = {.resonators = 2, .resonator = {{1e3, 1e10, 1}, {200, 25e9, 3}}};
  check_law("resonators: {source: \"a note\", broad: {shunt: 1 kohm, frequency: 10 GHz}, "
            "cavity: {shunt: 200 ohm, frequency: {value: 25 GHz, status: assumed}, quality: 3}}", &resonators);
  const struct lr_wake walls = {.walls = 2, .wall = {{2000, 0.045, 3.77e7, 0}, {1016, 0.02, 5.8e7, 1e-4}}};
  check_law("walls: {pipe: {length: 2 km, radius: 45 mm, conductivity: 3.77e7 S/m}, "
            "wigglers: {length: 1016 m, radius: 20 mm, conductivity: 58 MS/m, cut: 0.1 mm}}", &walls);
  const struct lr_wake plain = {.inductance_H = 12e-9, .resistance_ohm = 700};
  check_law("inductance: 12 nH, resistance: 0.7 kohm", &plain);
  // a file beside them: the sum
  const char *source = getenv("LR_SOURCE_DIR");
  char path[4096];
  struct lr_wake_table *table = NULL;
  struct lr_error error = {0};
  snprintf(path, sizeof path, "%s/inputs/wakes/superkekb_ler_2021.dat", source ? source : ".");
  LR_CHECK(lr_wake_table_read(path, &table, &error) == LR_OK);
  const struct lr_wake sum = {.table = table, .walls = 1, .wall = {{3016, 0.045, 3.77e7, 0}}, .inductance_H = 5e-9};
  check_law("wake: superkekb_ler_2021.dat, walls: {pipe: {length: 3016 m, radius: 45 mm, conductivity: 3.77e7 S/m}}, "
            "inductance: 5 nH", &sum);
  const struct lr_wake alone = {.table = table};
  LR_CHECK(length_m(1) > solved_m(&alone, 1) * 1.001);
  lr_wake_table_free(table);
  // at a small current in closed form: an inductance lengthens by I L c^2 / (8 sqrt(pi) s0^2), I = q / (2 pi nu_s E sigma_delta)
  const double part = 0.01, s0 = 4.6e-3;
  double I = part * current_A * circumference_m / LR_C_m_s / (2 * LR_PI * 0.023 * 4e9 * 7.527e-4);
  LR_CHECK(read_machine(LAW "inductance: 12 nH}", TUNE, "same"));
  LR_NEAR(length_m(part) / s0 - 1, I * 12e-9 * LR_C_m_s * LR_C_m_s / (8 * sqrt(LR_PI) * s0 * s0), 0.02);
  // a resonator far above the spectrum of the bunch is the inductance R / (Q omega)
  double omega = 2 * LR_PI * 2e12, ohm = 12e-9 * omega;
  char text[256];
  snprintf(text, sizeof text, LAW "resonators: {far: {shunt: %.12g ohm, frequency: 2000 GHz, quality: 1}}}", ohm);
  double inductive = length_m(1);
  LR_CHECK(read_machine(text, TUNE, "same"));
  LR_NEAR(length_m(1), inductive, 1e-3);
}

// All problems of a law in one pass.
static void test_all_problems(void) {
  LR_CHECK(!read_machine("{model: haissinski, zero_current: 0 mm, wake: [a], resonators: {a: {shunt: 1 ohm, frequency: 1 m}, "
                         "b: {shunt: -1 ohm, frequency: 1 GHz, qality: 2}, c: 5}, walls: {w: {length: 1 m, radius: 0 m}}, "
                         "inductance: 3 ohm}", TUNE, "same"));
  const char *const WORDS[] = {"'zero_current' must be above", "'wake' wants a text", "'frequency' wants a rate",
                               "'shunt' must be above 0 ohm", "did you mean 'quality'", "'c' wants a mapping",
                               "'radius' must be above 0 m", "'conductivity' is missing", "'inductance' wants an inductance",
                               "needs 'energy_spread'"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    LR_CHECK(strstr(said, WORDS[i]) != NULL);
    if (!strstr(said, WORDS[i])) fprintf(stderr, "    no '%s' in\n%s", WORDS[i], said);
  }
}

// The energy spread of the ring, or what its momentum compaction gives, is as good as the law's own.
static void test_spread_of_the_ring(void) {
  const char *law = "{model: haissinski, zero_current: 4.6 mm, wake: superkekb_ler_2021.dat}";
  LR_CHECK(read_machine("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}", TUNE, "same"));
  double own = length_m(1);
  LR_CHECK(read_machine(law, TUNE ", energy_spread: 7.527e-4", "same"));
  LR_NEAR(length_m(1), own, 0);
  double alpha = 4.6e-3 * 2 * LR_PI * 0.023 / (3016.315 * 7.527e-4);
  char ring[128];
  snprintf(ring, sizeof ring, TUNE ", momentum_compaction: %.17g", alpha);
  LR_CHECK(read_machine(law, ring, "same"));
  LR_NEAR(length_m(1), own, 1e-6);
  LR_CHECK(!read_machine(law, TUNE ", momentum_compaction: 0", "same"));
}

static void refuse(const char *bunch_length, const char *tunes, const char *words) {
  LR_CHECK(!read_machine(bunch_length, tunes, "same"));
  LR_CHECK(strstr(said, words) != NULL);
  if (!strstr(said, words)) fprintf(stderr, "    got '%s'\n", said);
}

int main(void) {
  test_read();
  test_wakes();
  test_all_problems();
  test_spread_of_the_ring();
  const char *tune = ", tune_s: 0.023";
  refuse(FULL, "", "needs 'tune_s' of the ring");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4}", tune, "needs 'wake', 'resonators', 'walls'");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, resonators: {}, inductance: 0 nH}", tune, "one at least");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, resonators: {a: {shunt: 1 kohm, frequency: 1 GHz, "
         "quality: 50 %}}}", tune, "aperiodic limit");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, resonators: 1 kohm}", tune, "keyed by id");
  const char *nine = "{a: {R}, b: {R}, c: {R}, d: {R}, e: {R}, f: {R}, g: {R}, h: {R}, i: {R}}";
  char many[1024] = LAW "resonators: ";
  for (const char *c = nine; *c; c++)
    snprintf(many + strlen(many), sizeof many - strlen(many), *c == 'R' ? "shunt: 1 ohm, frequency: 1 GHz" : "%c", *c);
  snprintf(many + strlen(many), sizeof many - strlen(many), "}");
  refuse(many, tune, "wants 8 at most");
  refuse("{zero_current: 4.6 mm}", tune, "'model' is missing");
  refuse("{model: haissinski, zero_current: 4.6 mm, wake: superkekb_ler_2021.dat}", tune, "needs 'energy_spread'");
  refuse("{model: haissinski, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}", tune, "zero_current");
  refuse("{model: haissinski, zero_current: 4.6 mm, energy_spread: 7.527e-4, wake: no.dat}", tune, "wakes/no.dat");
  refuse("{model: haissinski, zero_current: 12 mm, energy_spread: 7.527e-4, wake: superkekb_ler_2021.dat}", tune,
         "the wake table ends 0.09998 m behind the charge");
  return lr_test_end();
}
