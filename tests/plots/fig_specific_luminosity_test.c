// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of the specific luminosity: groups of points, error bars, labels that do not meet, drawn by gnuplot.
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static struct lr_table *points_table(void) {
  static const struct {
    const char *label, *kind, *converged;
    double product, L, error;
  } ROWS[] = {{"", "curve", "not tracked", 0, 9.1e31, 0},         {"", "curve", "yes", 0.2, 9e31, 2e30},          {"", "curve", "no", 0.4, 8.5e31, 2e30},
              {"record A", "measured", "", 0.3, 7e31, NAN}, {"record B", "measured", "", 0.3001, 7.001e31, NAN}, {"BBWS", "simulation", "", 0.4, 8e31, NAN}};
  struct lr_table *t = lr_table_create("specific_luminosity", "points");
  lr_table_column(t, "label", LR_TEXT, "", "", "");
  lr_table_column(t, "kind", LR_TEXT, "", "", "");
  lr_table_column(t, "converged", LR_TEXT, "", "", "");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "", "");
  lr_table_column(t, "L_sp", LR_NUMBER, "cm^-2 s^-1 mA^-2", "", "");
  lr_table_column(t, "error", LR_NUMBER, "cm^-2 s^-1 mA^-2", "", "");
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    lr_table_row(t);
    lr_table_text(t, "label", ROWS[i].label);
    lr_table_text(t, "kind", ROWS[i].kind);
    lr_table_text(t, "converged", ROWS[i].converged);
    lr_table_number(t, "product", ROWS[i].product);
    lr_table_number(t, "L_sp", ROWS[i].L);
    lr_table_number(t, "error", ROWS[i].error);
  }
  return t;
}

static struct lr_table *line_table(void) {
  struct lr_table *t = lr_table_create("blowup_curve", "line");
  lr_table_column(t, "product", LR_NUMBER, "mA^2", "", "");
  lr_table_column(t, "L_sp", LR_NUMBER, "cm^-2 s^-1 mA^-2", "", "");
  lr_table_column(t, "operating_point", LR_TEXT, "", "", "");
  for (int i = 0; i <= 4; i++) {
    lr_table_row(t);
    lr_table_number(t, "product", 0.1 * i);
    lr_table_number(t, "L_sp", (9.1 - 0.15 * i) * 1e31);
    lr_table_text(t, "operating_point", i == 3 ? "yes" : "no");
  }
  return t;
}

static bool draw(const struct lr_specific_figure *figure, struct lr_text *script) {
  const struct lr_figure_style style = {LR_FIGURE_SVG, "specific_luminosity", "Specific luminosity", "test"};
  struct lr_error error = {0};
  struct lr_bytes bytes = {0};
  bool fine = lr_figure_specific_luminosity(&style, figure, script, &error) == LR_OK &&
              lr_gnuplot_run(script->buffer.text, script->buffer.length, &bytes, &error) == LR_OK;
  if (!fine) fprintf(stderr, "    %s\n", error.text);
  lr_bytes_free(&bytes);
  return fine;
}

int main(void) {
  struct lr_table *points = points_table(), *line = line_table();
  struct lr_text script = {0};
  LR_CHECK(draw(&(struct lr_specific_figure){line, points, "blow-up curve"}, &script));
  const char *text = script.buffer.text;
  LR_CHECK(strstr(text, "title 'blow-up curve'") && strstr(text, "title 'tracking'") && strstr(text, "title 'tracking, not converged'") && strstr(text, "title 'no current, not tracked'") && strstr(text, "title 'measured'"));
  LR_CHECK(strstr(text, "title 'other simulation'") && strstr(text, "title 'operating point'"));
  LR_CHECK(strstr(text, "$curve using 1:($2-$3)") && !strstr(text, "$measured using 1:($2-$3)"));  // bars where errors are given
  LR_CHECK(strstr(text, "0.2 9 0.2\n") || strstr(text, "0.2 9 0.20000000000000001\n"));
  LR_CHECK(strstr(text, "$no_current << EOD\n0 9.1") || strstr(text, "$no_current << EOD\n0 9.0999"));
  LR_CHECK(strstr(text, "$open << EOD\n0.4 8.5 0.2\n") || strstr(text, "$open << EOD\n0.40000000000000002 8.5 0.2"));
  LR_CHECK(strstr(text, "record A") && strstr(text, "record B") && strstr(text, "BBWS"));  // on top of each other: on different sides
  const char *a = strstr(text, "record A"), *b = strstr(text, "record B");
  LR_CHECK(a && b && strncmp(a + 8, b + 8, 40) != 0);
  lr_text_free(&script);
  struct lr_text alone = {0}, empty = {0};
  LR_CHECK(draw(&(struct lr_specific_figure){NULL, points, NULL}, &alone) && !strstr(alone.buffer.text, "$line using"));
  lr_text_free(&alone);
  struct lr_error error = {0};
  const struct lr_figure_style style = {LR_FIGURE_SVG, "s", "t", "p"};
  LR_CHECK(lr_figure_specific_luminosity(&style, &(struct lr_specific_figure){0}, &empty, &error) == LR_E_INPUT);
  lr_text_free(&empty);
  lr_table_free(points);
  lr_table_free(line);
  return lr_test_end();
}
