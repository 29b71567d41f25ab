// SPDX-License-Identifier: GPL-3.0-or-later
// The figure of a fill: its script against tests/golden/fill.gp, byte for byte, and drawn in each format.
// After a wanted change: LR_UPDATE_GOLDEN=1 writes the golden file anew; look at the difference before you keep it.
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static const char *const COLUMNS[] = {"t",           "current_ler", "current_her", "lifetime_ler", "lifetime_her",
                                      "luminosity", "luminosity_overlap"};
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof COLUMNS[0] };

static struct lr_table *empty_table(void) {
  struct lr_table *t = lr_table_create("fill", "fill");
  for (int i = 0; i < COLUMN_COUNT; i++) lr_table_column(t, COLUMNS[i], LR_NUMBER, "", "", "");
  return t;
}

static void add(struct lr_table *t, const double row[COLUMN_COUNT]) {
  lr_table_row(t);
  for (int i = 0; i < COLUMN_COUNT; i++) lr_table_number(t, COLUMNS[i], row[i]);
}

static struct lr_table *a_fill(bool overlap) {
  const double rows[][COLUMN_COUNT] = {{0, 200, 200, 3000, 8000, 2e33, overlap ? 2.1e33 : NAN},
                                       {3600, 1321, 1099, 570, 1500, 4.5e34, overlap ? 4.5e34 : NAN},
                                       {7200, 1321, 1099, 570, 1500, 4.5e34, overlap ? 4.5e34 : NAN},
                                       {7200, 0, 0, NAN, NAN, 0, NAN},
                                       {9000, 0, 0, NAN, NAN, 0, NAN},
                                       {28800, 1321, 1099, 570, 1500, 4.5e34, overlap ? 4.5e34 : NAN}};
  struct lr_table *t = empty_table();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) add(t, rows[i]);
  return t;
}

static void compare_golden(const struct lr_text *script) {
  char path[512];
  const char *source = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/tests/golden/fill.gp", source ? source : ".");
  if (getenv("LR_UPDATE_GOLDEN")) {
    FILE *out = fopen(path, "w");
    LR_CHECK(out && fwrite(script->buffer.text, 1, script->buffer.length, out) == script->buffer.length);
    if (out) fclose(out);
    return;
  }
  FILE *in = fopen(path, "r");
  LR_CHECK(in != NULL);
  if (!in) return;
  static char golden[1 << 16];
  size_t length = fread(golden, 1, sizeof golden, in);
  fclose(in);
  LR_CHECK(length == script->buffer.length && memcmp(golden, script->buffer.text, length) == 0);
}

static void draw(enum lr_figure_format format, const struct lr_table *table, bool golden) {
  const struct lr_figure_style style = {format, "fill", "It's a fill with `ticks` and {braces}", "lumireach 0.1.0, seed 1"};
  struct lr_text script = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_figure_fill(&style, table, &script, &error) == LR_OK);
  if (golden) compare_golden(&script);
  struct lr_bytes figure;
  LR_CHECK(lr_gnuplot_run(script.buffer.text, script.buffer.length, &figure, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  lr_bytes_free(&figure);
  lr_text_free(&script);
}

static bool has(const struct lr_table *table, const char *words) {
  const struct lr_figure_style style = {LR_FIGURE_SVG, "fill", "", ""};
  struct lr_text script = {0};
  LR_CHECK(lr_figure_fill(&style, table, &script, NULL) == LR_OK);
  bool found = strstr(lr_buffer_text(&script.buffer), words) != NULL;
  lr_text_free(&script);
  return found;
}

static void refused(const struct lr_table *table) {
  const struct lr_figure_style style = {LR_FIGURE_SVG, "fill", "", ""};
  struct lr_text script = {0};
  struct lr_error error = {0};
  LR_CHECK(lr_figure_fill(&style, table, &script, &error) == LR_E_INPUT);
  LR_CHECK(*error.text != '\0');
  lr_text_free(&script);
}

int main(void) {
  struct lr_table *both = a_fill(true), *one = a_fill(false), *lossless = empty_table(), *nothing = empty_table();
  draw(LR_FIGURE_SVG, both, true);
  draw(LR_FIGURE_PDF, one, false);
  draw(LR_FIGURE_PNG, one, false);
  LR_CHECK(has(both, "title 'exact overlap'"));
  LR_CHECK(!has(one, "title 'exact overlap'"));
  LR_CHECK(has(one, "[h]'"));
  refused(nothing);
  // without losses there is no lifetime: its panel is left out; a short fill is in seconds
  add(lossless, (const double[]){0, 100, 100, NAN, NAN, 1e33, NAN});
  refused(lossless);
  add(lossless, (const double[]){60, 100, 100, NAN, NAN, 1e33, NAN});
  LR_CHECK(!has(lossless, "lifetime [min]"));
  LR_CHECK(has(lossless, "[s]'"));
  draw(LR_FIGURE_SVG, lossless, false);
  add(nothing, (const double[]){60, NAN, NAN, NAN, NAN, NAN, NAN});
  refused(nothing);
  lr_table_free(both);
  lr_table_free(one);
  lr_table_free(lossless);
  lr_table_free(nothing);
  return lr_test_end();
}
