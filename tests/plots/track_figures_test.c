// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of tracking: what is drawn where, refusals, and that gnuplot takes all of it.
#include "plots/track_figures.h"

#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static const struct lr_figure_style style = {LR_FIGURE_SVG, "track", "Tracking", "test"};
static const struct lr_tune_figure what = {"LER", 44.525, 46.589, 0.023};

static void goes_through_gnuplot(const struct lr_text *script) {
  struct lr_error error = {0};
  struct lr_bytes bytes = {0};
  LR_CHECK(lr_gnuplot_run(script->buffer.text, script->buffer.length, &bytes, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  lr_bytes_free(&bytes);
}

static bool holds(const struct lr_text *script, const char *text) { return strstr(script->buffer.text, text) != NULL; }

static struct lr_table *scan_table(int nx, int ny, int failed) {
  static const char *const NUMBERS[] = {"tune_x", "tune_y", "luminosity", "luminosity_error", "sigma_x", "sigma_x_error", "sigma_y", "sigma_y_error"};
  struct lr_table *t = lr_table_create("tune_scan", "scan");
  for (int i = 0; i < 8; i++) lr_table_column(t, NUMBERS[i], LR_NUMBER, "", "", "");
  lr_table_column(t, "converged", LR_TEXT, "", "", "");
  lr_table_column(t, "failure", LR_TEXT, "", "", "");
  for (int i = 0; i < nx * ny; i++) {
    lr_table_row(t);
    lr_table_number(t, "tune_x", 44.51 + 0.01 * (i % nx));
    lr_table_number(t, "tune_y", 46.56 + 0.01 * (i / nx));
    if (i == failed) {
      lr_table_text(t, "failure", "lost");
      continue;
    }
    const double value[] = {3.5e31 - 1e29 * i, 1e28, 20 + i, 0.1, 0.18 + 0.01 * i, 0.001};
    for (int k = 0; k < 6; k++) lr_table_number(t, NUMBERS[k + 2], value[k]);
    lr_table_text(t, "converged", i == 1 ? "no" : "yes");
  }
  return t;
}

static void one_tune(void) {
  struct lr_text script = {0};
  struct lr_table *t = scan_table(5, 1, 3);
  LR_CHECK(lr_figure_tune_scan(&style, t, &what, &script, NULL) == LR_OK);
  LR_CHECK(holds(&script, "'k = 2'") && holds(&script, "k = 3") && !holds(&script, "k = 9"));  // 44.523, 44.5345
  LR_CHECK(holds(&script, "$good0 << EOD\n44.51 3.5 0.001\n44.53 3.48 0.001\n44.55 3.46 0.001\nEOD"));
  LR_CHECK(holds(&script, "$open0 << EOD\n44.52 3.49 0.001\nEOD"));
  LR_CHECK(holds(&script, "'×'") && holds(&script, "working point") && holds(&script, "10³¹"));
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  lr_table_free(t);
  t = scan_table(1, 4, -1);  // along tune_y
  LR_CHECK(lr_figure_tune_scan(&style, t, &what, &script, NULL) == LR_OK);
  LR_CHECK(holds(&script, "tune νy of the LER") && holds(&script, "νx = 44.51;") && !holds(&script, "'×'"));
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  lr_table_free(t);
  t = scan_table(1, 1, -1);
  LR_CHECK(lr_figure_tune_scan(&style, t, &what, &script, NULL) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

static void map(void) {
  struct lr_text script = {0};
  struct lr_table *t = scan_table(5, 4, 7);
  LR_CHECK(lr_figure_tune_map(&style, t, &what, &script, NULL) == LR_OK);
  const char *at = strstr(script.buffer.text, "$map << EOD\n");
  LR_CHECK(at != NULL);
  int rows = 0;
  for (at = strchr(at, '\n') + 1; strncmp(at, "EOD", 3) != 0; at = strchr(at, '\n') + 1) rows++;
  LR_CHECK(rows == 19);  // the failed run stays white
  LR_CHECK(holds(&script, "white: run without a result") && holds(&script, "● working point νx = 44.525"));
  LR_CHECK(holds(&script, "$open << EOD\n44.52 46.56\nEOD") && holds(&script, "○ not converged (1 of 20)") && holds(&script, "1σ of a cell: 0.001"));
  LR_CHECK(!holds(&script, "resonances drawn"));
  LR_CHECK(holds(&script, "2ν_x−2ν_s") && holds(&script, "ν_x−ν_y+ν_s") && holds(&script, "set palette defined"));
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  lr_table_free(t);
  t = lr_table_create("tune_scan", "so wide that not all lines have room: the lowest orders stay");
  static const char *const NUMBERS[] = {"tune_x", "tune_y", "luminosity", "luminosity_error"};
  for (int i = 0; i < 4; i++) lr_table_column(t, NUMBERS[i], LR_NUMBER, "", "", "");
  lr_table_column(t, "converged", LR_TEXT, "", "", "");
  for (int i = 0; i < 9; i++) {
    const double value[] = {44.3 + 0.3 * (i % 3), 46.3 + 0.3 * (i / 3), 1e35, NAN};
    lr_table_row(t);
    for (int k = 0; k < 4; k++) lr_table_number(t, NUMBERS[k], value[k]);
  }
  LR_CHECK(lr_figure_tune_map(&style, t, &what, &script, NULL) == LR_OK);
  LR_CHECK(holds(&script, "resonances drawn, lowest order first") && !holds(&script, "1σ") && !holds(&script, "not converged"));
  LR_CHECK(holds(&script, "'2ν_x'") && holds(&script, "'2ν_y'") && holds(&script, "'ν_x−ν_y'") && holds(&script, "'ν_x+ν_y'"));
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  lr_table_free(t);
  t = scan_table(5, 1, -1);
  LR_CHECK(lr_figure_tune_map(&style, t, &what, &script, NULL) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

static void footprint(void) {
  static const char *const NUMBERS[] = {"amplitude_x", "amplitude_y", "tune_x", "tune_y", "diffusion"};
  struct lr_text script = {0};
  struct lr_table *t = lr_table_create("footprint", "footprint");
  for (int i = 0; i < 5; i++) lr_table_column(t, NUMBERS[i], LR_NUMBER, "", "", "");
  for (int i = 0; i < 12; i++) {
    const double value[] = {i % 4, i / 4, 44.53 - 1e-3 * (i % 4), 46.63 - 1e-2 * (i / 4), i ? pow(10, -i) : 0};
    lr_table_row(t);
    for (int k = 0; k < 5; k++) lr_table_number(t, NUMBERS[k], value[k]);
  }
  LR_CHECK(lr_figure_footprint(&style, t, &what, &script, NULL) == LR_OK);
  LR_CHECK(holds(&script, "$tunes << EOD\n44.53 46.63 -7\n") && holds(&script, "set cbrange [-7:-1]"));
  LR_CHECK(holds(&script, "8ν_y") && holds(&script, "ν_x+4ν_y"));  // 46.625; 46.6175
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  lr_table_free(t);
}

static void tails(void) {
  static const char *const NUMBERS[] = {"amplitude", "survival", "error", "gauss", "gauss_tracked", "aperture"};
  struct lr_text script = {0};
  struct lr_table *t = lr_table_create("tails", "tails");
  lr_table_column(t, "ring", LR_TEXT, "", "", "");
  lr_table_column(t, "plane", LR_TEXT, "", "", "");
  for (int i = 0; i < 6; i++) lr_table_column(t, NUMBERS[i], LR_NUMBER, "", "", "");
  for (int i = 0; i < 80; i++) {
    double a = 0.2 * (i % 40), s = exp(-a * a / 8);
    const double value[] = {a, s, 0.1 * s, exp(-a * a / 2), exp(-a * a / 6), i < 40 ? NAN : 7};
    lr_table_row(t);
    lr_table_text(t, "ring", "ler");
    lr_table_text(t, "plane", i < 40 ? "x" : "y");
    for (int k = 0; k < 6; k++) lr_table_number(t, NUMBERS[k], value[k]);
  }
  LR_CHECK(lr_figure_tails(&style, t, "ler", &script, NULL) == LR_OK);
  LR_CHECK(holds(&script, "aperture 7 σ") && holds(&script, "ε / ε without collision = 3'"));
  goes_through_gnuplot(&script);
  lr_text_free(&script);
  LR_CHECK(lr_figure_tails(&style, t, "her", &script, NULL) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

int main(void) {
  one_tune();
  map();
  footprint();
  tails();
  return lr_test_end();
}
