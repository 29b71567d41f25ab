// SPDX-License-Identifier: GPL-3.0-or-later
// The budget of a ring, its table and its keys in a scenario.
#include "machine/lifetime.h"

#include <gsl/gsl_errno.h>

#include "base/constants.h"
#include "machine/lifetime_fields.h"
#include "machine/quantum_lifetime.h"
#include "tests/base/documents.h"
#include "tests/machine/colliders.h"

static struct lr_error error;

// Figures of the design of the LER beside those of colliders.h (known; gas and apertures assumed).
static struct lr_lifetime_input ler_input(void) {
  struct lr_lifetime_input in = lr_lifetime_none();
  in.momentum_acceptance = 0.01;
  in.energy_spread = 7.92e-4;
  in.momentum_compaction = 3.2e-4;
  in.gas = (struct lr_gas){.elements = 2,
                           .element = {{6, 1}, {8, 1}},
                           .pressure_base_Pa = 3e-8,
                           .pressure_per_current_Pa_A = 2e-8,
                           .conditioning = 1,
                           .temperature_K = 300};
  in.gas_beta_y_m = 23;
  in.aperture_y_m = 13.5e-3, in.aperture_y_beta_m = 2900;
  in.aperture_x_m = 10e-3, in.aperture_x_beta_m = 100;
  in.damping_time_s = 45.7e-3, in.damping_time_energy_s = 22.8e-3;
  return in;
}

static struct lr_collider design(void) {
  struct lr_collider c = test_design();
  c.ler.tune_x = 44.53, c.ler.tune_y = 46.57;
  c.her.tune_x = 45.53, c.her.tune_y = 43.57;
  return c;
}

static struct lr_lifetime_budget budget_of(struct lr_collider c, bool her, struct lr_lifetime_input in, double L) {
  struct lr_lifetime_budget b;
  enum lr_status status = lr_lifetime_evaluate(&c, her, &in, L, &b, &error);
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", error.text);
  return b;
}

static void test_budget(void) {
  struct lr_lifetime_budget b = budget_of(design(), false, ler_input(), 8e39);
  double sum = 0;
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++) {
    printf("%-20s %10.4g s  %s\n", lr_lifetime_key((enum lr_lifetime_process)i), 1 / b.rate_per_s[i], b.note[i]);
    LR_CHECK(!b.missing[i] && b.rate_per_s[i] >= 0);
    sum += b.rate_per_s[i];
  }
  printf("total %.4g s\n", 1 / b.rate_total_per_s);
  LR_CHECK(b.evaluated == LR_LIFETIME_PROCESSES);
  LR_NEAR(b.rate_total_per_s, sum, 1e-14);
  LR_NEAR(1 / b.rate_per_s[LR_LIFETIME_BHABHA] / 60, 28, 0.05);  // design report (known), effective 170 mb
  double touschek_s = 1 / b.rate_per_s[LR_LIFETIME_TOUSCHEK];
  LR_CHECK(touschek_s > 300 && touschek_s < 1200);  // 600 s (known), informative: smooth optics
  // each process stands on its own inputs
  struct lr_collider c = design();
  struct lr_lifetime_input narrow = ler_input();
  narrow.aperture_x_m = 3e-3, narrow.aperture_y_m = 1e-3, narrow.energy_spread = 1.5e-3;
  struct lr_lifetime_budget n = budget_of(c, false, narrow, 8e39);
  double rate;
  LR_CHECK(lr_quantum_rate(3e-3 / sqrt(3.2e-9 * 100), 0.0457, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_X], rate, 1e-12);
  LR_CHECK(lr_quantum_rate(1e-3 / sqrt(8.64e-12 * 2900), 0.0457, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_Y], rate, 1e-12);
  LR_CHECK(lr_quantum_rate(0.01 / 1.5e-3, 0.0228, &rate, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_QUANTUM_S], rate, 1e-12);
  narrow.gas_beta_y_m = NAN;  // the ring average serves
  double smooth_m = 3016.315 / (2 * LR_PI * 46.57);
  LR_NEAR(budget_of(c, false, narrow, 8e39).rate_per_s[LR_LIFETIME_GAS_COULOMB],
          n.rate_per_s[LR_LIFETIME_GAS_COULOMB] * smooth_m / 23, 1e-12);
  struct lr_gas_aperture a = {1e-3, 2900, 23};
  struct lr_gas_rates gas;
  LR_CHECK(lr_gas_rates_evaluate(&narrow.gas, &a, 4e9 / LR_ELECTRON_MASS_eV, 0.01, 3.6, &gas, &error) == LR_OK);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_GAS_COULOMB], gas.coulomb_per_s, 1e-12);
  LR_NEAR(n.rate_per_s[LR_LIFETIME_GAS_BREMSSTRAHLUNG], gas.bremsstrahlung_per_s, 1e-12);
  // what has no inputs is left out, and said
  struct lr_lifetime_budget none = budget_of(design(), true, lr_lifetime_none(), 8e39);
  LR_CHECK(none.evaluated == 1);
  LR_NEAR(1 / none.rate_total_per_s / 60, 20, 0.05);
  for (int i = 0; i < LR_LIFETIME_PROCESSES; i++)
    LR_CHECK((i == LR_LIFETIME_BHABHA) == !none.missing[i] && (i == LR_LIFETIME_BHABHA) == !isnan(none.rate_per_s[i]));
  // optics of a table: constant optics are the smooth ring
  double s[] = {0, 1}, beta_x[2], beta_y[2], eta_x[2];
  struct lr_optics_point mean = lr_optics_smooth(3016.315, 44.53, 46.57, 3.2e-4);
  for (int i = 0; i < 2; i++) beta_x[i] = mean.beta_x_m, beta_y[i] = mean.beta_y_m, eta_x[i] = mean.eta_x_m;
  struct lr_optics_table table = {.points = 2, .s_m = s, .beta_x_m = beta_x, .beta_y_m = beta_y, .eta_x_m = eta_x};
  struct lr_lifetime_input in = ler_input();
  in.optics = &table;
  in.momentum_compaction = NAN;
  LR_NEAR(budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK], 1e-13);
  in.touschek_form = LR_TOUSCHEK_BRUCK;
  in.optics = NULL, in.mean_eta_x_m = mean.eta_x_m;
  LR_NEAR(budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK], 0.05);
  // models of the beam-size effect, in order
  in.bhabha_model = LR_BHABHA_CUT;
  double cut = budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_BHABHA];
  double s_eV2 = 2 * 4e9 * 7.007e9 * (1 + cos(0.083)), sigma_m2;  // cut at the size of the her, 62 nm
  LR_CHECK(lr_bhabha_cross_section(LR_BHABHA_CUT, s_eV2, 0.01, sqrt(12.9e-12 * 0.3e-3), &sigma_m2, &error) == LR_OK);
  LR_NEAR(cut / b.rate_per_s[LR_LIFETIME_BHABHA], sigma_m2 / 170e-31, 1e-12);
  in.bhabha_model = LR_BHABHA_NO_CUT;
  double full = budget_of(design(), false, in, 8e39).rate_per_s[LR_LIFETIME_BHABHA];
  LR_CHECK(0 < cut && cut < b.rate_per_s[LR_LIFETIME_BHABHA] && b.rate_per_s[LR_LIFETIME_BHABHA] < full);
  LR_NEAR(full / b.rate_per_s[LR_LIFETIME_BHABHA], 264.9 / 170, 1e-3);  // s with the crossing angle is that of 10.58 GeV
}

static void test_properties(void) {
  for (int i = 0; i < 60; i++) {
    struct lr_collider c = design(), more;
    struct lr_lifetime_input in = ler_input();
    c.ler.current_A = lr_test_log_between(0.1, 4), c.her.current_A = lr_test_log_between(0.1, 4);
    c.bunches = lr_test_between(500, 2500);
    c.ler.emittance_y_m = lr_test_log_between(5e-12, 1e-10);
    in.momentum_acceptance = lr_test_between(0.006, 0.02);
    in.touschek_form = i % 2 ? LR_TOUSCHEK_BRUCK : LR_TOUSCHEK_PIWINSKI;
    in.bhabha_model = (enum lr_bhabha_model)(i % 3);
    double L = lr_test_log_between(1e37, 1e40), f = lr_test_between(1.1, 2);
    struct lr_lifetime_budget b = budget_of(c, false, in, L), a;
    for (int j = 0; j < LR_LIFETIME_PROCESSES; j++) LR_CHECK(b.rate_per_s[j] >= 0 && b.rate_per_s[j] <= b.rate_total_per_s);
    // the same ring on the other side of the collider
    more = c, more.ler = c.her, more.her = c.ler;
    a = budget_of(more, true, in, L);
    for (int j = 0; j < LR_LIFETIME_PROCESSES; j++) LR_NEAR(a.rate_per_s[j], b.rate_per_s[j], 1e-14);
    // more bunches at the same current: Touschek falls, gas stays
    more = c, more.bunches *= f;
    a = budget_of(more, false, in, L);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK] / f, 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_GAS_COULOMB], b.rate_per_s[LR_LIFETIME_GAS_COULOMB], 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_BHABHA], b.rate_per_s[LR_LIFETIME_BHABHA], 1e-12);
    // luminosity and current
    LR_NEAR(budget_of(c, false, in, f * L).rate_per_s[LR_LIFETIME_BHABHA], f * b.rate_per_s[LR_LIFETIME_BHABHA], 1e-12);
    more = c, more.ler.current_A *= f;
    a = budget_of(more, false, in, L);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_BHABHA], b.rate_per_s[LR_LIFETIME_BHABHA] / f, 1e-12);
    LR_NEAR(a.rate_per_s[LR_LIFETIME_TOUSCHEK], b.rate_per_s[LR_LIFETIME_TOUSCHEK] * f, 1e-12);
    LR_CHECK(a.rate_per_s[LR_LIFETIME_GAS_COULOMB] > b.rate_per_s[LR_LIFETIME_GAS_COULOMB]);
    in.momentum_acceptance *= 1.2;
    LR_CHECK(budget_of(c, false, in, L).rate_total_per_s < b.rate_total_per_s);
  }
}

static void test_table(void) {
  struct lr_lifetime_budget here = budget_of(design(), false, ler_input(), 8e39);
  struct lr_lifetime_budget dark = budget_of(design(), true, lr_lifetime_none(), 0);
  struct lr_lifetime_row rows[] = {{"here", "ler", &here}, {"no collision", "her", &dark}};
  struct lr_table *t = lr_lifetime_table(rows, 2);
  LR_CHECK(lr_table_ok(t) && t->rows == 2 * (LR_LIFETIME_PROCESSES + 1));
  double sum = 0, shares = 0;
  for (size_t i = 0; i < LR_LIFETIME_PROCESSES; i++) {
    double value = lr_table_get(t, i, "value");
    if (!isnan(value)) sum += 1 / value;
    shares += lr_table_get(t, i, "share");
  }
  LR_NEAR(shares, 1, 1e-12);
  LR_NEAR(1 / lr_table_get(t, LR_LIFETIME_PROCESSES, "value"), sum, 1e-12);
  LR_NEAR(lr_table_get(t, LR_LIFETIME_PROCESSES, "share"), 1, 1e-15);
  LR_TEXT_IS(lr_table_get_text(t, LR_LIFETIME_PROCESSES, "process"), "total");
  LR_TEXT_IS(lr_table_get_text(t, 0, "formula"), "M15");
  // the apertures are so wide that nothing is lost there: an empty value, share 0
  LR_CHECK(isnan(lr_table_get(t, LR_LIFETIME_QUANTUM_Y, "value")));
  LR_CHECK(strstr(lr_table_get_text(t, LR_LIFETIME_QUANTUM_Y, "note"), "no loss"));
  // a ring without any loss has no lifetime, and the table says so
  size_t last = t->rows - 1;
  LR_CHECK(isnan(lr_table_get(t, last, "value")) && isnan(lr_table_get(t, last, "share")));
  LR_TEXT_IS(lr_table_get_text(t, last, "note"), "no loss; 1 of 7 processes evaluated");
  LR_TEXT_IS(lr_table_get_text(t, LR_LIFETIME_PROCESSES + 2, "note"), "not evaluated: needs gas");
  lr_table_free(t);
}

static void refuse(struct lr_collider c, struct lr_lifetime_input in, double L, const char *word) {
  struct lr_lifetime_budget b;
  LR_CHECK(lr_lifetime_evaluate(&c, false, &in, L, &b, &error) == LR_E_DOMAIN);
  if (!strstr(error.text, word)) fprintf(stderr, "    expected '%s' in '%s'\n", word, error.text);
  LR_CHECK(strstr(error.text, word));
}

static void test_refusals(void) {
  struct lr_lifetime_input in = ler_input(), bad;
  refuse(design(), in, -1, "luminosity");
  refuse(design(), in, NAN, "luminosity");
  refuse(test_lhc(), in, 1e38, "electrons");
  struct lr_collider c = design();
  c.ler.emittance_y_m = 0;
  refuse(c, in, 1e39, "emittance_y");
  bad = in, bad.momentum_acceptance = 0.3, refuse(design(), bad, 1e39, "acceptance");
  bad = in, bad.momentum_acceptance = 1e-3, refuse(design(), bad, 1e39, "quantum");
  bad = in, bad.energy_spread = -1, refuse(design(), bad, 1e39, "spread");
  bad = in, bad.gas.temperature_K = 0, refuse(design(), bad, 1e39, "temperature");
  bad = in, bad.damping_time_s = -1, refuse(design(), bad, 1e39, "damping");
  bad = in, bad.mean_beta_x_m = 0, refuse(design(), bad, 1e39, "beta_x");
  bad = in, bad.aperture_y_m = 1e-9, refuse(design(), bad, 1e39, "aperture");
  struct lr_lifetime_budget b;
  c = design();
  LR_CHECK(lr_lifetime_evaluate(&c, false, &bad, 1e39, &b, NULL) == LR_E_DOMAIN);
}

static bool read_text(const char *text, struct lr_lifetime_input *in, struct said *said) {
  *said = said_of(text);
  struct lr_reading reading = {said->document, &said->problems};
  bool fine = lr_lifetime_read(&reading, lr_document_find(said->document, "lifetime"), in);
  said_print(said);
  return fine;
}

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

// Optics of a thin-lens FODO lattice: in a half-cell from the focusing lens (max) to the other (min), beta in x falls and
// beta in y rises along parabolas. s runs over two cells; `vary` 0: constant at the mean over s, 1: as it is.
enum { STEPS = 200, PLACES = 4 * STEPS + 1 };
static const double cell_m = 60, phase = LR_PI / 3;

static double parabola(double s_m, bool from_max) {  // beta = b - 2 a s + (1 + a^2)/b s^2
  double sign = from_max ? 1 : -1, b = cell_m * (1 + sign * sin(phase / 2)) / sin(phase);
  double a = sign * b * 2 * sin(phase / 2) / cell_m;  // behind half a lens
  return b - 2 * a * s_m + (1 + a * a) / b * s_m * s_m;
}

static void write_fodo(const char *path, double vary) {
  FILE *stream = fopen(path, "wb");
  LR_CHECK(stream != NULL);
  if (!stream) return;
  double mean_m = 0;  // of a parabola, by Simpson's rule: exact
  mean_m = (parabola(0, true) + 4 * parabola(cell_m / 4, true) + parabola(cell_m / 2, true)) / 6;
  fprintf(stream, "# two cells\nelement,s_m,beta_y_m,beta_x_m,eta_x_m\n");
  for (int i = 0; i < PLACES; i++) {
    double s_m = 2 * cell_m * i / (PLACES - 1), in_half_m = fmod(s_m, cell_m / 2);
    bool falls = (int)floor(s_m / (cell_m / 2)) % 2 == 0;
    double x = parabola(in_half_m, falls), y = parabola(in_half_m, !falls);
    fprintf(stream, "p%d,%.17g,%.17g,%.17g,0.1\n", i, s_m, mean_m + vary * (y - mean_m),
            mean_m + vary * (x - mean_m));
  }
  fclose(stream);
}

static double rate_of_file(const char *path, struct lr_lifetime_input in, struct lr_lifetime_budget *b) {
  struct lr_lifetime_input read;
  struct said said;
  char text[256];
  snprintf(text, sizeof text, "lifetime: {optics: {value: %s, status: assumed}}\n", path);
  LR_CHECK(read_text(text, &read, &said));
  in.twiss = read.twiss;
  *b = budget_of(design(), false, in, 8e39);
  lr_lifetime_input_free(&read);
  LR_CHECK(!read.twiss);
  said_free(&said);
  return b->rate_per_s[LR_LIFETIME_TOUSCHEK];
}

static void test_optics(void) {
  char path[] = "/tmp/lifetime_testXXXXXX";
  int file = mkstemp(path);
  LR_CHECK(file >= 0);
  if (file < 0) return;
  close(file);
  LR_NEAR(parabola(cell_m / 2, true), cell_m * (1 - sin(phase / 2)) / sin(phase), 1e-12);
  LR_NEAR(parabola(cell_m / 2, false), cell_m * (1 + sin(phase / 2)) / sin(phase), 1e-12);
  struct lr_lifetime_budget b;
  struct lr_ring_state state;
  struct lr_collider c = design();
  LR_CHECK(lr_ring_evaluate(&c, &c.ler, &state, &error) == LR_OK);
  for (int form = 0; form < 2; form++) {
    struct lr_lifetime_input in = ler_input();
    in.touschek_form = (enum lr_touschek_form)form;
    double mean_m = (parabola(0, true) + 4 * parabola(cell_m / 4, true) + parabola(cell_m / 2, true)) / 6;
    struct lr_touschek_beam beam = {state.gamma, state.radius_m, state.bunch_population, c.ler.emittance_x_m,
                                    c.ler.emittance_y_m, state.sigma_z_m, in.energy_spread};
    struct lr_optics_point at = {.beta_x_m = mean_m, .beta_y_m = mean_m, .eta_x_m = 0.1};
    double constant, varying, sum = 0, local;
    LR_CHECK(lr_touschek_rate_at(in.touschek_form, &beam, &at, 0.01, &constant, &error) == LR_OK);
    write_fodo(path, 0);
    LR_NEAR(rate_of_file(path, in, &b), constant, 1e-12);
    // one half-cell by Simpson's rule: all of them are alike but for x and y
    write_fodo(path, 1);
    varying = rate_of_file(path, in, &b);
    for (int half = 0; half < 2; half++)
      for (int i = 0; i <= 60; i++) {
        at.beta_x_m = parabola(cell_m / 2 * i / 60, half == 0), at.beta_y_m = parabola(cell_m / 2 * i / 60, half == 1);
        LR_CHECK(lr_touschek_rate_at(in.touschek_form, &beam, &at, 0.01, &local, &error) == LR_OK);
        sum += local * (i == 0 || i == 60 ? 1 : i % 2 ? 4 : 2) / 360;
      }
    LR_NEAR(varying, sum, 1e-4);
    printf("FODO over constant beta: %.4f\n", varying / constant);
    LR_CHECK(varying > 1.001 * constant);  // the mean of 1/(sigma_x sigma_y) is above that of the mean betas
    LR_CHECK(strstr(b.note[LR_LIFETIME_TOUSCHEK], form == LR_TOUSCHEK_BRUCK ? "M14 Bruck, optics of lifetime_test"
                                                                            : "M15 Piwinski, optics of lifetime_test"));
    LR_CHECK(strstr(b.note[LR_LIFETIME_TOUSCHEK], ": 801 places over 120 m"));
    in.momentum_acceptance = NAN;  // none of the ring, none in the table
    rate_of_file(path, in, &b);
    LR_CHECK(b.missing[LR_LIFETIME_TOUSCHEK] && isnan(b.rate_per_s[LR_LIFETIME_TOUSCHEK]));
  }
  const struct {
    const char *table, *says;
  } bad[] = {{"s_m,beta_x_m\n0,1\n1,1\n", "there is no column 'beta_y_m'"},
             {"s_m,beta_x_m,beta_y_m\n0,1,1\n1,,1\n", ":3: beta_x_m is not given"},
             {"s_m,beta_x_m,beta_y_m,acceptance\n0,1,1,\n1,1,1,0.01\n", ":2: acceptance is not given"},
             {"s_m,beta_x_m,beta_y_m\n0,1,1\n0,1,1\n", "two places at different s_m"},
             {"s_m,beta_x_m,beta_y_m\n0,1,1\n-1,1,1\n", ":3: s_m = -1 decreases: line 2 has 0"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct lr_lifetime_input read;
    struct said said;
    char text[128];
    write_file(path, bad[i].table);
    snprintf(text, sizeof text, "lifetime:\n  optics: %s\n  mean_beta_x: 0 m\n", path);
    LR_CHECK(!read_text(text, &read, &said) && says(&said, bad[i].says) && says(&said, "t.yaml:2:11: error:"));
    LR_CHECK(says(&said, "'mean_beta_x' must be above"));  // in the same pass
    lr_lifetime_input_free(&read);
    said_free(&said);
  }
  remove(path);
}

int main(void) {
  lr_test_seed_from_environment();
  gsl_set_error_handler_off();
  test_budget();
  test_properties();
  test_table();
  test_refusals();
  test_fields();
  test_optics();
  return lr_test_end();
}
