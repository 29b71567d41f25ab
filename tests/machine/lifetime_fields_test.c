// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of `lifetime:` in a scenario.
#include "tests/machine/lifetimes.h"

static void test_fields(void) {
  struct lr_lifetime_input in;
  struct said said;
  LR_CHECK(read_text("lifetime:\n"
                     "  momentum_acceptance: {value: 0.9 %, status: assumed, source: \"round figure\"}\n"
                     "  energy_spread: 7.53e-4\n  touschek: bruck\n  gas: [[1, 1.2], [6, 0.4], [8, 0.4]]\n"
                     "  pressure_base: {value: 1 nTorr, status: assumed}\n  pressure_per_current: 20 nPa/mA\n"
                     "  pressure_conditioning: 50 %\n  aperture_y: 2 mm\n  aperture_y_beta: 100 m\n  bhabha: cut\n"
                     "  damping_time: 45.7 ms\n",
                     &in, &said));
  LR_NEAR(in.momentum_acceptance, 0.009, 1e-15);
  LR_CHECK(in.touschek_form == LR_TOUSCHEK_BRUCK && in.bhabha_model == LR_BHABHA_CUT);
  LR_CHECK(in.gas.elements == 3 && in.gas.element[2].Z == 8 && in.gas.element[0].atoms == 1.2);
  LR_NEAR(in.gas.pressure_base_Pa, 1.33322e-7, 1e-5);
  LR_NEAR(in.gas.pressure_per_current_Pa_A, 2e-5, 1e-14);
  LR_NEAR(in.gas.conditioning, 0.5, 1e-15);
  LR_NEAR(in.gas.temperature_K, 300, 1e-15);
  LR_NEAR(in.aperture_y_m, 2e-3, 1e-15);
  LR_NEAR(in.damping_time_s, 0.0457, 1e-15);
  LR_CHECK(isnan(in.aperture_x_m) && isnan(in.momentum_compaction) && !in.optics);
  said_free(&said);
  // defaults
  LR_CHECK(read_text("lifetime:\n  pressure_base: 1e-8 Pa\n", &in, &said));
  LR_CHECK(in.gas.element[0].Z == 6 && in.gas.element[1].Z == 8 && in.gas.element[0].atoms + in.gas.element[1].atoms == 2);
  LR_CHECK(in.gas.elements == 2 && in.touschek_form == LR_TOUSCHEK_PIWINSKI && in.bhabha_model == LR_BHABHA_EFFECTIVE);
  LR_NEAR(in.bhabha_cross_section_m2, 170e-31, 1e-14);
  LR_NEAR(in.gas.pressure_base_Pa, 1e-8, 1e-15);
  said_free(&said);
  LR_CHECK(read_text("lifetime:\n  bhabha_cross_section: 120 mb\n", &in, &said));
  LR_CHECK(in.gas.elements == 0);
  LR_NEAR(in.bhabha_cross_section_m2, 120e-31, 1e-14);
  said_free(&said);
  const struct {
    const char *line, *says;
  } bad[] = {
      {"momentum_acceptance: 1e-9", "at least 1e-6"},
      {"momentum_acceptance: 20 %", "below 0.1"},
      {"momentum_aceptance: 1 %", "did you mean 'momentum_acceptance'"},
      {"pressure_base: 1e-8", "no unit"},
      {"pressure_base: 1e-8 mm", "the unit 'mm'"},
      {"pressure_base: -1 Pa", "not negative"},
      {"pressure_base: much", "a pressure such as"},
      {"{pressure_base: 1 nPa, pressure_per_current: 1 nPa}", "a pressure per current"},
      {"{pressure_base: 1 nPa, temperature: 20 C}", "a temperature"},
      {"{pressure_base: 1 nPa, temperature: 0 K}", "above 0 K"},
      {"{pressure_base: 1 nPa, gas: air}", "H2, N2, CO"},
      {"{pressure_base: 1 nPa, gas: [[0, 1]]}", "Z in 1 to 100"},
      {"{pressure_base: 1 nPa, gas: [[7]]}", "Z in 1 to 100"},
      {"{pressure_base: 1 nPa, gas: []}", "H2, N2, CO"},
      {"gas: CO", "'gas' needs 'pressure_base' beside it"},
      {"pressure_per_current: 1 nPa/A", "needs 'pressure_base'"},
      {"aperture_x: 1 mm", "'aperture_x' needs 'aperture_x_beta' beside it"},
      {"aperture_y_beta: 1 m", "'aperture_y_beta' needs 'aperture_y' beside it"},
      {"bhabha: maybe", "effective|cut|no_cut"},
      {"bhabha_cross_section: 0 mb", "above 0 mb"},
      {"touschek: 1", "piwinski|bruck"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char text[256];
    snprintf(text, sizeof text, "lifetime: %s%s\n", *bad[i].line == '{' ? "" : "\n  ", bad[i].line);
    LR_CHECK(!read_text(text, &in, &said));
    LR_CHECK(says(&said, bad[i].says));
    said_free(&said);
  }
  LR_CHECK(!read_text("lifetime: 10 min\n", &in, &said) && says(&said, "wants a mapping"));
  said_free(&said);
  struct lr_buffer out = {0};
  lr_fields_write_markdown(lr_lifetime_fields, "machine.ler.lifetime.", &out);
  LR_CHECK(out.text && strstr(out.text, "`machine.ler.lifetime.bhabha_cross_section`"));
  free(out.text);
}

int main(void) {
  test_fields();
  return lr_test_end();
}
