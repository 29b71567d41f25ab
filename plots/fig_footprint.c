// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "plots/panel.h"
#include "plots/resonances.h"
#include "plots/track_figures.h"

enum { WIDTH = 800, HEIGHT = 680 };
static const double LEAST = 1e-7, MOST_DECADES = 6;  // of the diffusion: below lies the error of a tune

static double decades(double diffusion) { return log10(fmax(diffusion, LEAST)); }

static bool fit(const struct lr_table *t, const struct lr_tune_figure *figure, struct lr_frame *frame, double colour[2]) {
  double x[2] = {figure->tune_x, figure->tune_x}, y[2] = {figure->tune_y, figure->tune_y};
  colour[0] = INFINITY, colour[1] = -INFINITY;
  size_t points = 0;
  for (size_t row = 0; row < t->rows; row++) {
    double at_x = lr_table_get(t, row, "tune_x"), at_y = lr_table_get(t, row, "tune_y"), d = lr_table_get(t, row, "diffusion");
    if (!isfinite(at_x) || !isfinite(at_y)) continue;
    x[0] = fmin(x[0], at_x), x[1] = fmax(x[1], at_x), y[0] = fmin(y[0], at_y), y[1] = fmax(y[1], at_y);
    if (isfinite(d)) colour[0] = fmin(colour[0], decades(d)), colour[1] = fmax(colour[1], decades(d));
    points++;
  }
  if (points < 2) return false;
  double more_x = 0.08 * fmax(x[1] - x[0], 1e-3), more_y = 0.08 * fmax(y[1] - y[0], 1e-3);
  lr_frame_fit_x(frame, x[0] - more_x, x[1] + more_x, false, 0);
  lr_frame_fit_y(frame, y[0] - more_y, y[1] + more_y, false, 0);
  colour[0] = floor(fmax(colour[0], colour[1] - MOST_DECADES) + 1e-9);
  colour[1] = ceil(colour[1] - 1e-9);
  if (!(colour[1] > colour[0])) colour[0] = colour[1] - 1;
  return true;
}

// Lines that join particles of one amplitude: of y, with x rising, and the other way round.
static void nets(const struct lr_table *t, struct lr_text *script) {
  size_t width = 1;
  while (width < t->rows && lr_table_get(t, width, "amplitude_y") == lr_table_get(t, 0, "amplitude_y")) width++;
  lr_script_block(script, "net");
  for (size_t row = 0; row < t->rows; row++) {
    const double value[] = {lr_table_get(t, row, "tune_x"), lr_table_get(t, row, "tune_y")};
    lr_script_row(script, NULL, value, 2);
    if (row % width == width - 1) lr_script_gap(script);
  }
  for (size_t column = 0; column < width; column++) {
    for (size_t row = column; row < t->rows; row += width) {
      const double value[] = {lr_table_get(t, row, "tune_x"), lr_table_get(t, row, "tune_y")};
      lr_script_row(script, NULL, value, 2);
    }
    lr_script_gap(script);
  }
  lr_script_block_end(script);
}

enum lr_status lr_figure_footprint(const struct lr_figure_style *style, const struct lr_table *t, const struct lr_tune_figure *figure,
                                   struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 92, .right = WIDTH - LR_RESONANCE_RIGHT - 6, .bottom = 140, .top = HEIGHT - 52 - LR_RESONANCE_TOP};
  double colour[2], far_x = 0, far_y = 0;
  if (!fit(t, figure, &frame, colour)) return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two tunes: nothing to draw", t->name);
  lr_script_begin(script, style, frame.width, frame.height);
  lr_script_block(script, "tunes");
  for (size_t row = 0; row < t->rows; row++) {
    const double value[] = {lr_table_get(t, row, "tune_x"), lr_table_get(t, row, "tune_y"), decades(lr_table_get(t, row, "diffusion"))};
    lr_script_row(script, NULL, value, 3);
    far_x = fmax(far_x, lr_table_get(t, row, "amplitude_x"));
    far_y = fmax(far_y, lr_table_get(t, row, "amplitude_y"));
  }
  lr_script_block_end(script);
  nets(t, script);
  const double bare[] = {figure->tune_x, figure->tune_y};
  lr_script_block(script, "bare");
  bool marked = lr_script_row(script, NULL, bare, 2);
  lr_script_block_end(script);
  lr_script_frame(script, &frame, false);
  lr_script_tics(script, &frame, 'x', true);
  lr_script_tics(script, &frame, 'y', true);
  lr_script_y_title(script, &frame, "tune νy");
  lr_script_labelf(script, &frame, (frame.left + frame.right) / 2, frame.bottom - 34, "center", 12, "#000000", "tune νx of the %s", figure->ring);
  lr_script_labelf(script, &frame, frame.left, frame.height - 46, "left", 11, "#333333", "particles to %.3g σx and %.3g σy, no radiation%s", far_x, far_y,
                   marked ? "; ◆ tune without collision" : "");
  lr_script_palette(script, &frame, colour[0], colour[1], "log₁₀ of the change of tune between both halves of the turns");
  lr_script_resonances(script, &frame, figure->tune_s, 8, 4, false);
  lr_text_add(script, "unset key\nplot $net using 1:2 with lines lw 0.5 lc rgb '#C8C8C8', \\\n  $tunes using 1:2:3 with points pt 7 ps 0.45 lc palette");
  if (marked) lr_text_add(script, ", \\\n  $bare using 1:2 with points pt 13 ps 1.4 lc rgb '%s'", lr_colour_hex(LR_VERMILION));
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
