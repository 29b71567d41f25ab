// SPDX-License-Identifier: GPL-3.0-or-later
// `track:` and the keys of rings that tracking takes: values, fall-backs, and every bad input at its place in one pass.
#include "machine/track/track_fields.h"

#include "machine/track/ring_of.h"
#include "tests/lr_test.h"

static struct lr_machine_input machine;
static struct lr_track_setting setting;
static struct lr_problems problems;

#define OPTICS "beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 20 pm, bunch_length: 4.6 mm, bunch_population: 4e10"
#define TUNES "tune_x: 44.524, tune_y: 46.589, tune_s: 0.023"
#define DAMPING "damping_x: 2.2e-4, damping_y: 2.1e-4, damping_s: 4.4e-4, energy_spread: 7.5e-4"
#define LER "{energy: 4 GeV, " OPTICS ", " TUNES ", " DAMPING "}"

// The line of ler is 5, that of her 6, track begins at 7.
static bool read_track(const char *ler, const char *her, const char *track) {
  char text[4096];
  snprintf(text, sizeof text,
           "machine:\n  circumference: 3016.315 m\n  crossing_angle: 83 mrad\n  bunches: 1\n  ler: %s\n  her: %s\n%s", ler, her, track);
  struct lr_document *document = lr_document_create();
  lr_problems_free(&problems);
  lr_track_setting_free(&setting);
  memset(&problems, 0, sizeof problems);
  LR_CHECK(lr_document_load_text(document, "t.yaml", ".", text, strlen(text), &problems) == LR_OK);
  const struct lr_reading reading = {document, &problems};
  const struct lr_node *node = lr_document_find(document, "machine");
  bool fine = lr_machine_read(&reading, node, &machine);
  LR_CHECK(fine);
  fine = fine && lr_track_read(&reading, lr_document_find(document, "track"), node, &machine, &setting);
  LR_CHECK(fine == (problems.errors == 0));
  lr_document_free(document);
  return fine;
}

static bool said(int line, const char *words) {
  for (size_t i = 0; i < problems.count; i++)
    if (problems.item[i].line == line && strstr(problems.item[i].text, words)) return true;
  fprintf(stderr, "    nothing in line %d with '%s'\n", line, words);
  for (size_t i = 0; i < problems.count; i++) fprintf(stderr, "      line %d: %s\n", problems.item[i].line, problems.item[i].text);
  return false;
}

static void test_defaults(void) {
  LR_CHECK(read_track(LER, "{energy: 7 GeV, " OPTICS "}", ""));
  const struct lr_track_input *input = &setting.input;
  LR_CHECK(input->mode == LR_TRACK_WEAK_STRONG && input->weak == 0 && input->kick && !input->random_start && !input->kernel);
  LR_CHECK(input->particles == 1024 && input->turns == 18000 && input->average == 9000 && input->slices == 100);
  LR_CHECK(input->slicing == LR_TRACK_SHATILOV && input->exchange == 500 && !input->beamstrahlung && input->feedback[1] == 0 && setting.attract == 1);
  LR_NEAR(setting.half_angle_rad, 0.0415, 1e-15);
  const struct lr_track_ring *ler = &setting.ring[0], *her = &setting.ring[1];
  LR_NEAR(ler->gamma, 4e9 / 510998.95069, 1e-9);
  LR_NEAR(ler->number, 4e10, 1e-12);
  LR_NEAR(ler->beta_m[2], 4.6e-3 / 7.5e-4, 1e-12);
  LR_NEAR(ler->emittance_m[2], 4.6e-3 * 7.5e-4, 1e-12);
  LR_NEAR(ler->damping[1], 2.1e-4, 1e-12);
  LR_NEAR(ler->tune[2], 0.023, 1e-12);
  LR_CHECK(isinf(ler->aperture_m[0]) && isinf(ler->aperture_m[1]) && isinf(ler->aperture_delta) && !ler->rf);
  LR_NEAR(sqrt(her->beta_m[2] * her->emittance_m[2]), 4.6e-3, 1e-12);  // frozen: its length is all that counts
  LR_CHECK(her->damping[0] == 0 && her->tune[0] == 0);
}

// Integer and half-integer tunes of a tracked ring are said; those of a frozen one do not matter.
static void test_resonances(void) {
  static const char ON[] = "{energy: 4 GeV, " OPTICS ", tune_x: 44, tune_y: 46.4995, tune_s: 0.023, " DAMPING "}";
  LR_CHECK(read_track(ON, LER, "") && problems.count == 2);
  LR_CHECK(said(5, "'tune_x' of the ler, 44, is on an integer") && said(5, "'tune_y' of the ler, 46.4995, is on a half-integer") && said(5, "such as 46.53"));
  LR_CHECK(read_track(LER, ON, "") && problems.count == 0);
  LR_CHECK(read_track(LER, ON, "track: {mode: quasi-strong-strong}\n") && problems.count == 2 && said(6, "of the her"));
}

static void test_all_given(void) {
  static const char RF[] = "{energy: 4 GeV, " OPTICS ", " TUNES ", " DAMPING ", crab_waist: 80 %, rf_voltage: 9.4 MV, harmonic: 5120, "
                           "momentum_compaction: 2.93e-4, chromaticity_x: 1.5, chromaticity_y: -2, coupling_r1: 0.001, coupling_r2: 2 mm, "
                           "coupling_r3: 0.1 m^-1, coupling_r4: 0.2}";
  LR_CHECK(read_track(RF, LER, "  offset_y: 1 um\n  offset_x: -4 um\n"
                      "track: {weak: her, mode: strong-strong, particles: 1000, turns: 50, average: 50, slices: 7, slicing: equal-width, start: random, "
                      "kick: no, aperture_x: 30, aperture_y: 0.1 mm, aperture_energy: 1 %, kernel: reference, exchange: 10, beamstrahlung: yes, feedback_x: 1 %, feedback_y: 0.02}\n"));
  const struct lr_track_input *input = &setting.input;
  LR_CHECK(input->mode == LR_TRACK_STRONG_STRONG && input->weak == 1 && !input->kick && input->random_start);
  LR_CHECK(input->particles == 1000 && input->turns == 50 && input->average == 50 && input->slices == 7 && input->slicing == LR_TRACK_EQUAL_WIDTH);
  LR_CHECK(input->kernel && strcmp(input->kernel->name, "reference") == 0);
  LR_CHECK(input->exchange == 10 && input->beamstrahlung && input->feedback[0] == 0.01 && input->feedback[1] == 0.02);
  const struct lr_track_ring *ler = &setting.ring[0], *her = &setting.ring[1];
  LR_NEAR(ler->crab_m, 0.8 / tan(0.083), 1e-12);
  LR_CHECK(ler->chromaticity[0] == 1.5 && ler->chromaticity[1] == -2);
  LR_NEAR(ler->coupling[1], 2e-3, 1e-12);
  LR_NEAR(ler->coupling[2], 0.1, 1e-12);
  LR_NEAR(her->offset_m[1] - ler->offset_m[1], 1e-6, 1e-12);
  LR_NEAR(her->offset_m[0] - ler->offset_m[0], -4e-6, 1e-12);
  LR_NEAR(ler->aperture_m[0], 30 * sqrt(4e-9 * 0.08), 1e-12);
  LR_NEAR(her->aperture_m[1], 1e-4, 1e-12);
  LR_NEAR(her->aperture_delta, 0.01, 1e-12);
  // U0 = E (2.2 + 2.1 + 4.4) 1e-4 / 2 = 1.74 MeV
  LR_CHECK(ler->rf && !her->rf);
  LR_NEAR(sin(ler->rf_phase_rad) * 9.4e6, 1.74e6, 1e-9);
  LR_NEAR(ler->rf_wave_1_m, 2 * 3.14159265358979 * 5120 / 3016.315, 1e-12);
  LR_NEAR(ler->slip_m, 2.93e-4 * 3016.315, 1e-12);
  double tune = sqrt(5120 * 2.93e-4 * sqrt(9.4e6 * 9.4e6 - 1.74e6 * 1.74e6) / (2 * 3.14159265358979 * 4e9));
  LR_NEAR(lr_track_rf_tune(&machine.collider.ler), tune, 1e-9);
  LR_CHECK(problems.count == (fabs(tune / 0.023 - 1) < 0.02 ? 0 : 1));  // a warning, where the RF makes another tune
}

// Damping and energy spread may stand in `lifetime`, or in the model of the bunch length.
static void test_fall_backs(void) {
  LR_CHECK(read_track("{energy: 4 GeV, " OPTICS ", " TUNES ", damping_x: 1e-3, lifetime: {energy_spread: 7e-4, momentum_compaction: 3e-4, "
                      "damping_time: 45.7 ms, damping_time_energy: 22.85 ms}}", LER, ""));
  const struct lr_ring *ler = &machine.collider.ler;
  double turn_s = 3016.315 / 299792458;
  LR_NEAR(ler->damping_x, 1e-3, 1e-12);
  LR_NEAR(ler->damping_y, turn_s / 45.7e-3, 1e-12);
  LR_NEAR(ler->damping_s, turn_s / 22.85e-3, 1e-12);
  LR_NEAR(ler->energy_spread, 7e-4, 1e-12);
  LR_NEAR(ler->momentum_compaction, 3e-4, 1e-12);
  LR_CHECK(ler->chromaticity_x == 0 && ler->coupling[0] == 0 && isnan(ler->rf_voltage_V) && isnan(ler->harmonic));
  LR_CHECK(read_track("{energy: 4 GeV, beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 20 pm, bunch_population: 4e10, " TUNES
                      ", damping_x: 0, damping_y: 0, damping_s: 0, bunch_length: {model: haissinski, zero_current: 4.6 mm, energy_spread: 7.4e-4, "
                      "inductance: 1 nH}}", LER, ""));
  LR_NEAR(machine.collider.ler.energy_spread, 7.4e-4, 1e-12);
  LR_CHECK(setting.ring[0].damping[0] == 0);  // no radiation is a wish, too
}

// A bunch that meets its wake begins at zero current; the table is read and has to reach as far as the bunch.
static void test_wakes(void) {
  const char *grows = "{energy: 4 GeV, beta_x: 80 mm, beta_y: 1 mm, emittance_x: 4 nm, emittance_y: 20 pm, bunch_population: 4e10, " TUNES ", " DAMPING
                      ", bunch_length: {model: linear, zero_current: 4.6 mm, slope: 2 mm/mA}}";
  char track[512];
  LR_CHECK(read_track(grows, LER, "") && sqrt(setting.ring[0].emittance_m[2] * setting.ring[0].beta_m[2]) > 4.7e-3);
  snprintf(track, sizeof track, "track: {wake_ler: %s/inputs/wakes/superkekb_ler_2021.dat}\n", getenv("LR_SOURCE_DIR"));
  LR_CHECK(read_track(grows, LER, track));
  LR_CHECK(setting.wake[0].table && !setting.wake[1].table);
  LR_NEAR(sqrt(setting.ring[0].emittance_m[2] * setting.ring[0].beta_m[2]), 4.6e-3, 1e-12);
  struct lr_track_run *run = NULL;
  struct lr_error error = {0};
  LR_CHECK(lr_track_run_of(&setting, 1, &run, &error) == LR_OK);
  lr_track_run_free(run);
  lr_track_setting_free(&setting);
  LR_CHECK(!setting.wake[0].table);
  LR_CHECK(!read_track(LER, LER, "track: {wake_ler: nothing.dat}\n") && problems.errors == 1 && said(7, "nothing.dat"));
  LR_CHECK(!read_track(LER, LER, "track: {wake_ler: [1]}\n") && problems.errors == 1);
  snprintf(track, sizeof track, "track: {wake_her: %s/inputs/wakes/superkekb_ler_2021.dat}\n", getenv("LR_SOURCE_DIR"));
  LR_CHECK(!read_track(LER, LER, track) && problems.errors == 1 && said(7, "the particles of the her are not tracked"));
}

static void test_strong_strong(void) {
  LR_CHECK(read_track(LER, LER, "track: {mode: strong-strong}\n") && setting.input.slices == 64);
  LR_CHECK(read_track(LER, LER, "track: {mode: strong-strong, particles: 10000}\n") && setting.input.slices == 100);
  LR_CHECK(!read_track(LER, LER, "track: {mode: strong-strong, slices: 100}\n") && problems.errors == 1 && said(7, "100 slices want 1600 particles, not 1024"));
}

static void test_places(void) {
  LR_CHECK(!read_track("{energy: 4 GeV, " OPTICS ", tune_x: 44.5}", LER,
                       "track:\n"                    // 7
                       "  particles: 99\n"           // 8
                       "  turns: 100\n"
                       "  average: 101\n"            // 10
                       "  slices: 0\n"               // 11
                       "  slicing: equal\n"          // 12
                       "  kernel: mmx\n"             // 13
                       "  aperture_x: 3 s\n"         // 14
                       "  aperture_y: -1\n"          // 15
                       "  kick: perhaps\n"           // 16
                       "  start: anywhere\n"         // 17
                       "  aperture_energy: 200 %\n"  // 18
                       "  particels: 1\n"));         // 19
  LR_CHECK(said(8, "at least 100") && said(10, "there are only 100") && said(11, "at least 1") && said(12, "equal-charge|equal-width|shatilov"));
  LR_CHECK(said(13, "auto|portable|reference|sse2|avx2|avx512") && said(14, "a length at the IP") && said(15, "above 0") && said(16, "yes or no"));
  LR_CHECK(said(17, "quasi-random|random") && said(18, "at most 1") && said(19, "did you mean 'particles'"));
  LR_CHECK(said(5, "'tune_y' is missing in machine.ler, whose particles are tracked: add 'tune_y: 46.589'"));
  LR_CHECK(said(5, "'tune_s' is missing") && said(5, "'energy_spread' is missing") && said(5, "'damping_x' is missing"));
  LR_CHECK(said(5, "'damping_y' is missing") && said(5, "'damping_s' is missing"));
  LR_CHECK(problems.errors == 17);
}

static void test_what_is_tracked(void) {
  const char *bare = "{energy: 7 GeV, " OPTICS "}";
  LR_CHECK(read_track(LER, bare, "track: {weak: ler}\n"));
  LR_CHECK(!read_track(LER, bare, "track: {weak: her}\n") && problems.errors == 7 && said(6, "machine.her"));
  LR_CHECK(!read_track(LER, bare, "track: {mode: strong-strong}\n") && problems.errors == 7);
  LR_CHECK(!read_track(LER, bare, "track: {mode: quasi-strong-strong}\n") && problems.errors == 7);
  LR_CHECK(!read_track(bare, "same", "track: {mode: strong-strong}\n") && problems.errors == 7 && said(5, "machine.ler"));
  LR_CHECK(!read_track("{energy: 4 GeV, " OPTICS ", " TUNES ", " DAMPING ", rf_voltage: 9 MV}", bare, "") && problems.errors == 2 &&
           said(5, "'harmonic' is missing") && said(5, "'momentum_compaction' is missing"));
  LR_CHECK(!read_track("{energy: 4 GeV, " OPTICS ", " TUNES ", " DAMPING ", rf_voltage: 1 MV, harmonic: 5120, momentum_compaction: 3e-4}", bare, "") &&
           problems.errors == 1 && said(5, "does not make up for the loss of a turn, 1.74 MeV"));
  LR_CHECK(read_track("{particle: proton, energy: 4 GeV, " OPTICS ", " TUNES ", " DAMPING "}", "same", "") && setting.attract == -1);
}

int main(void) {
  test_defaults();
  test_resonances();
  test_all_given();
  test_fall_backs();
  test_wakes();
  test_strong_strong();
  test_places();
  test_what_is_tracked();
  lr_problems_free(&problems);
  lr_track_setting_free(&setting);
  return lr_test_end();
}
