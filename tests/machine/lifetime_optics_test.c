// SPDX-License-Identifier: GPL-3.0-or-later
// The Touschek lifetime with the optics of a file.
#include <gsl/gsl_errno.h>

#include "base/constants.h"
#include "tests/machine/lifetimes.h"

static struct lr_error error;

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
  gsl_set_error_handler_off();
  test_optics();
  return lr_test_end();
}
