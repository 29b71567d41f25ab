// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of `limits:`.
#include "base/document.h"
#include "machine/limits_fields.h"
#include "tests/lr_test.h"

// Number of problems, the first of them in `first`.
static size_t read(const char *text, struct lr_limits *limits, char *first, size_t size) {
  struct lr_problems problems = {0};
  struct lr_document *document = lr_document_create();
  *first = '\0';
  LR_CHECK(lr_document_load_text(document, "test", ".", text, strlen(text), &problems) == LR_OK);
  struct lr_reading reading = {document, &problems};
  bool fine = lr_limits_read(&reading, lr_node_child(document->root, "limits"), limits);
  LR_CHECK(fine == (problems.errors == 0) && fine == limits->given);
  if (problems.errors) snprintf(first, size, "%s", problems.item[0].text);
  size_t errors = problems.errors;
  lr_problems_free(&problems);
  lr_document_free(document);
  return errors;
}

static void reader(void) {
  struct lr_limits limits;
  char first[512];
  LR_CHECK(read("limits:\n  ler:\n    source: a paper\n    status: known\n    current: 3.6 A\n"
                "    beam_power: {value: 9 MW, status: assumed, source: none}\n    energy_loss: 1.761 MeV\n"
                "    bunch_charge: 3 nC\n    bunches_per_pulse: 2\n    pulse_rate: 25 Hz\n    efficiency: 60 %\n"
                "    lifetime: 8 min\n  background: 2.8e35 cm^-2 s^-1\n",
                &limits, first, sizeof first) == 0);
  LR_NEAR(limits.ler.current_A.value, 3.6, 1e-12);
  LR_TEXT_IS(limits.ler.current_A.status, "known");  // of the mapping around it
  LR_TEXT_IS(limits.ler.current_A.source, "a paper");
  LR_NEAR(limits.ler.beam_power_W.value, 9e6, 1e-12);
  LR_TEXT_IS(limits.ler.beam_power_W.status, "assumed");
  LR_NEAR(limits.ler.energy_loss_eV.value, 1.761e6, 1e-12);
  LR_NEAR(limits.ler.bunch_charge_C.value, 3e-9, 1e-12);
  LR_NEAR(limits.ler.pulse_rate_Hz.value, 25, 1e-12);
  LR_NEAR(limits.ler.efficiency.value, 0.6, 1e-12);
  LR_NEAR(limits.ler.lifetime_s.value, 480, 1e-12);
  LR_NEAR(limits.background_m2s.value, 2.8e39, 1e-12);
  LR_CHECK(isnan(limits.her.current_A.value) && isnan(limits.ler.beam_beam.value));

  LR_CHECK(read("limits:\n  power_contract: {value: 68.04 MW, status: read, source: paper}\n  site_power_fixed: 30000 kW\n"
                "  rf_efficiency: 50 %\n  harmonic_number: 5120\n  ler:\n    collimators:\n      status: known\n"
                "      D02V1: {beta: 15 m, kick_factor: 40 V/pC/m, source: one}\n"
                "      D06V1: {beta: 60 m, kick_factor: 2e13 V/C/m, status: assumed, source: other}\n"
                "  her: {cavities: 16, power_per_cavity: 400 kW, rf_voltage: 14.2 MV, least_coupling: 0.28 %}\n",
                &limits, first, sizeof first) == 0);
  LR_NEAR(limits.power_contract_W.value, 68.04e6, 1e-12);
  LR_NEAR(limits.site_power_fixed_W.value, 30e6, 1e-12);
  LR_NEAR(limits.rf_efficiency.value, 0.5, 1e-12);
  LR_NEAR(limits.ler.beta_kick_V_C.value, 15 * 40e12 + 60 * 20e12, 1e-12);
  LR_TEXT_IS(limits.ler.beta_kick_V_C.status, "assumed");
  LR_TEXT_IS(limits.ler.beta_kick_V_C.source, "one; other");
  LR_NEAR(limits.her.cavities.value, 16, 1e-12);
  LR_NEAR(limits.her.cavity_power_W.value, 4e5, 1e-12);
  LR_NEAR(limits.her.rf_voltage_V.value, 14.2e6, 1e-12);
  LR_NEAR(limits.her.least_coupling.value, 0.0028, 1e-12);

  LR_CHECK(read("limits:\n  her: {electron_cloud: [[4 ns, 0.6 mA], [6 ns, 0.9 mA]]}\n", &limits, first, sizeof first) == 0);
  LR_NEAR(lr_limits_cloud_at(&limits.cloud[1], 5e-9), 0.75e-3, 1e-12);
  LR_CHECK(limits.cloud[0].count == 0);

  static const struct {
    const char *text, *says;
  } BAD[] = {{"limits:\n  ler: {electron_cloud: [[4 ns, 0.6 mA]]}\n", "2 to 16 pairs"},
             {"limits:\n  ler: {electron_cloud: [[6 ns, 0.6 mA], [4 ns, 0.7 mA]]}\n", "rising order"},
             {"limits:\n  ler: {electron_cloud: [4 ns, 6 ns]}\n", "wants pairs"},
             {"limits:\n  ler: {electron_cloud: [[4 ns, 0 mA], [6 ns, 1 mA]]}\n", "above 0"},
             {"limits:\n  ler: {current: 0 A}\n", "must be above 0"},
             {"limits:\n  ler: {curent: 3 A}\n", "current"},
             {"limits:\n  ler: {lifetime: -5 min}\n", "must be above 0"},
             {"limits:\n  her: {beam_power: 9 MV}\n", "a power such as"},
             {"limits:\n  her: {beam_power: MW}\n", "a power such as"},
             {"limits:\n  her: {bunch_charge: 3 nC}\n", "lacks 'efficiency'"},
             {"limits:\n  her: {bunch_charge: 3 nC, bunches_per_pulse: 2, pulse_rate: 25 Hz, efficiency: 120 %}\n", "at most 100 %"},
             {"limits:\n  her: 5\n", "her"},
             {"limits: superkekb.yaml\n", "base: FILE"},
             {"limits:\n  background: 3 A\n", "background"},
             {"limits:\n  rf_efficiency: 110 %\n", "at most 100 %"},
             {"limits:\n  rf_efficiency: 0\n", "must be above 0"},
             {"limits:\n  power_contract: -5 MW\n", "must be above 0"},
             {"limits:\n  site_power_fixed: 30\n", "a power such as"},
             {"limits:\n  harmonic_number: 0\n", "must be above 0"},
             {"limits:\n  ler: {cavities: 22}\n", "lacks 'power_per_cavity'"},
             {"limits:\n  ler: {power_per_cavity: 400 kW}\n", "give cavities and power_per_cavity, or none"},
             {"limits:\n  ler: {rf_voltage: 9.4 MW}\n", "a voltage such as"},
             {"limits:\n  ler: {least_coupling: 0 %}\n", "must be above 0"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 1e10 m, kick_factor: 1e300 V/C/m}}}\n", "add up to more"},
             {"limits:\n  ler: {collimators: 5}\n", "keyed by id"},
             {"limits:\n  ler:\n    collimators: {status: known}\n", "keyed by id"},
             {"limits:\n  ler: {collimators: {D02V1: 15 m}}\n", "wants {beta"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m}}}\n", "kick_factor"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 0 m, kick_factor: 40 V/pC/m}}}\n", "beta"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m, kick_factor: 0 V/pC/m}}}\n", "must be above 0"},
             {"limits:\n  ler: {collimators: {D02V1: {beta: 15 m, kick_factor: 40 V/m}}}\n", "a kick factor such as"}};
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
    LR_CHECK(read(BAD[i].text, &limits, first, sizeof first) >= 1);
    LR_CHECK(strstr(first, BAD[i].says) != NULL);
    if (!strstr(first, BAD[i].says)) fprintf(stderr, "    case %zu says: %s\n", i, first);
  }
}

int main(void) {
  reader();
  return lr_test_end();
}
