// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of levers and scans: scripts against tests/golden/*.gp byte for byte, each drawn by gnuplot.
// After a wanted change: LR_UPDATE_GOLDEN=1 writes the golden files anew; look at the difference before you keep it.
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "tests/lr_test.h"

static void compare_golden(const char *name, const struct lr_text *script) {
  char path[512];
  const char *source = getenv("LR_SOURCE_DIR");
  snprintf(path, sizeof path, "%s/tests/golden/%s.gp", source ? source : ".", name);
  bool update = getenv("LR_UPDATE_GOLDEN") != NULL;
  FILE *file = fopen(path, update ? "w" : "r");
  if (!file) fprintf(stderr, "no %s: run once with LR_UPDATE_GOLDEN=1\n", path);
  LR_CHECK(file != NULL);
  if (!file) return;
  if (update) {
    LR_CHECK(fwrite(script->buffer.text, 1, script->buffer.length, file) == script->buffer.length);
  } else {
    static char golden[1 << 16];
    size_t length = fread(golden, 1, sizeof golden, file);
    bool same = length == script->buffer.length && memcmp(golden, script->buffer.text, length) == 0;
    LR_CHECK(same);
    if (!same) fprintf(stderr, "    %s differs\n", path);
  }
  fclose(file);
}

static void finish(enum lr_status status, const char *golden, struct lr_text *script, const struct lr_error *built) {
  struct lr_bytes figure = {0};
  struct lr_error error = {0};
  LR_CHECK(status == LR_OK);
  if (status) fprintf(stderr, "    %s\n", built->text);
  if (!status && golden) compare_golden(golden, script);
  if (!status) LR_CHECK(lr_gnuplot_run(script->buffer.text, script->buffer.length, &figure, &error) == LR_OK);
  if (error.status) fprintf(stderr, "    %s\n", error.text);
  lr_bytes_free(&figure);
  lr_text_free(script);
}

static void columns(struct lr_table *t, const char *const *names, enum lr_cell_kind kind) {
  for (; *names; names++) lr_table_column(t, *names, kind, "", "", "");
}

static void lever(struct lr_table *t, const char *knob, const char *ring, double value, const char *unit, const char *per,
                  double derivative, double up, double down) {
  lr_table_row(t);
  lr_table_text(t, "knob", knob);
  lr_table_text(t, "ring", ring);
  lr_table_text(t, "unit", unit);
  lr_table_text(t, "per", per);
  lr_table_number(t, "value", value);
  lr_table_number(t, "dlnL_dlnp", derivative);
  lr_table_number(t, "up", up);
  lr_table_number(t, "down", down);
}

static struct lr_table *lever_table(void) {
  struct lr_table *t = lr_table_create("levers", "levers");
  columns(t, (const char *const[]){"knob", "ring", "unit", "per", NULL}, LR_TEXT);
  columns(t, (const char *const[]){"value", "dlnL_dlnp", "up", "down", NULL}, LR_NUMBER);
  return t;
}

static void tornado(void) {
  struct lr_table *t = lever_table();
  lever(t, "crossing_angle", "", 83, "mrad", "ln p", -0.956, -0.0874, 0.105);
  lever(t, "current", "her", 1.259, "A", "ln p", 0.945, 0.094, -0.095);
  lever(t, "offset_x", "", 0, "um", "Sigma_x", 0, -0.0913, -0.0913);  // both down
  lever(t, "a knob with a 'quote' and {braces}", "ler", 1, "", "ln p", -0.23, -0.0223, 0.0237);
  lever(t, "waist_shift", "ler", 0, "mm", "beta_y", 0, -1e-5, -1e-5);  // too weak to be drawn
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = {LR_FIGURE_SVG, "tornado", "It's a title", "lumireach, seed 1"};
  finish(lr_figure_tornado(&style, t, &script, &error), "tornado", &script, &error);
  style.format = LR_FIGURE_PDF;
  finish(lr_figure_tornado(&style, t, &script, &error), NULL, &script, &error);
  lever(t, "a knob\n!id", "ler", 1, "", "ln p", 1, 0.1, -0.1);
  LR_CHECK(lr_figure_tornado(&style, t, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
  t = lever_table();
  LR_CHECK(lr_figure_tornado(&style, t, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(t);
}

static void scan(void) {
  struct lr_table *t = lr_table_create("scan", "scan"), *offset = lr_table_create("offset_scan", "scan");
  lr_table_column(t, "beta_y", LR_NUMBER, "mm", "", "");
  lr_table_column(offset, "offset", LR_NUMBER, "um", "", "");
  columns(t, (const char *const[]){"luminosity", NULL}, LR_NUMBER);
  columns(offset, (const char *const[]){"luminosity", "fit", NULL}, LR_NUMBER);
  const double points[][2] = {{0.3, 8.02e34}, {0.5, 6.8e34}, {1, 5.1e34}};
  for (int i = 0; i < 3; i++) {
    lr_table_row(t);
    lr_table_number(t, "beta_y", points[i][0]);
    lr_table_number(t, "luminosity", points[i][1]);
  }
  for (int i = -4; i <= 4; i++) {
    lr_table_row(offset);
    lr_table_number(offset, "offset", 0.2 * i);
    lr_table_number(offset, "luminosity", 5.1e34 * exp(-0.3 * i * i));
    lr_table_number(offset, "fit", 5.1e34 * exp(-0.28 * i * i));
  }
  struct lr_error error = {0};
  struct lr_text script = {0};
  struct lr_figure_style style = {LR_FIGURE_SVG, "scan", "Luminosity against `beta_y`", "lumireach, seed 1"};
  struct lr_scan_figure figure = {.scan = t, .x_log = true};
  finish(lr_figure_scan(&style, &figure, &script, &error), "scan", &script, &error);
  style.name = "offset_scan";
  figure = (struct lr_scan_figure){.scan = offset, .note = "width 0.271 µm, it's 1.02 Σ_y", .x_log = true};  // log does not apply
  finish(lr_figure_scan(&style, &figure, &script, &error), "offset_scan", &script, &error);
  style.format = LR_FIGURE_PNG;
  finish(lr_figure_scan(&style, &figure, &script, &error), NULL, &script, &error);
  figure.note = "a\nnote";
  LR_CHECK(lr_figure_scan(&style, &figure, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  struct lr_table *empty = lr_table_create("scan", "scan");
  lr_table_column(empty, "x", LR_NUMBER, "", "", "");
  columns(empty, (const char *const[]){"luminosity", NULL}, LR_NUMBER);
  figure = (struct lr_scan_figure){.scan = empty};
  LR_CHECK(lr_figure_scan(&style, &figure, &script, &error) == LR_E_INPUT);
  lr_text_free(&script);
  lr_table_free(empty);
  lr_table_free(t);
  lr_table_free(offset);
}

int main(void) {
  tornado();
  scan();
  return lr_test_end();
}
