// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/panel.h"
#include "plots/track_figures.h"

enum { WIDTH = 760, PANEL = 150, GAP = 16, HEAD = 84, FOOT = 64, PANELS = 3, MOST_SIDEBAND = 12 };

static const struct {
  const char *column, *error, *title;
} PANEL_OF[PANELS] = {{"luminosity", "luminosity_error", "luminosity"}, {"sigma_x", "sigma_x_error", "σ_x* [µm]"}, {"sigma_y", "sigma_y_error", "σ_y* [µm]"}};

static bool converged(const struct lr_table *t, size_t row) { return strcmp(lr_table_get_text(t, row, "converged"), "no") != 0; }

// Points with their errors, converged or not; returns how many.
static size_t block(const struct lr_table *t, const char *tune, int i, bool good, double unit, struct lr_text *script) {
  size_t points = 0;
  lr_text_add(script, "$%s%d << EOD\n", good ? "good" : "open", i);
  for (size_t row = 0; row < t->rows; row++) {
    double error = lr_table_get(t, row, PANEL_OF[i].error) / unit;
    const double value[] = {lr_table_get(t, row, tune), lr_table_get(t, row, PANEL_OF[i].column) / unit, isfinite(error) ? error : 0};
    if (converged(t, row) == good && isfinite(value[1])) points += lr_script_row(script, NULL, value, 3);
  }
  lr_script_block_end(script);
  return points;
}

static void line_block(const struct lr_table *t, const char *tune, int i, double unit, struct lr_text *script) {
  lr_text_add(script, "$line%d << EOD\n", i);
  for (size_t row = 0; row < t->rows; row++) {
    const double value[] = {lr_table_get(t, row, tune), lr_table_get(t, row, PANEL_OF[i].column) / unit};
    lr_script_row(script, NULL, value, 2);
  }
  lr_script_block_end(script);
}

// Range of a panel with its error bars; false: no number.
static bool fit_panel(const struct lr_table *t, int i, double unit, struct lr_frame *frame) {
  double low = INFINITY, high = -INFINITY;
  for (size_t row = 0; row < t->rows; row++) {
    double value = lr_table_get(t, row, PANEL_OF[i].column) / unit, error = lr_table_get(t, row, PANEL_OF[i].error) / unit;
    if (!isfinite(value)) continue;
    low = fmin(low, value - (isfinite(error) ? error : 0));
    high = fmax(high, value + (isfinite(error) ? error : 0));
  }
  if (!(high >= low)) return false;
  double room = fmax(0.08 * (high - low), 1e-3 * fabs(high));
  bool log = low > 0 && high > 8 * low;  // a resonance would press the rest to the foot
  lr_frame_fit_y(frame, log ? low * 0.95 : fmax(low - room, 0), log ? high * 1.05 : high + room, log, 6);
  return true;
}

// Lines 2 nu - k nu_s = n, named k above the first panel.
static void sidebands(const struct lr_frame *frame, double tune_s, bool named, struct lr_text *script) {
  double last = -INFINITY;
  if (!(tune_s > 0)) return;
  for (double n = floor(2 * frame->x_low) - 1; n <= 2 * frame->x_high + 1; n++)
    for (int k = -MOST_SIDEBAND; k <= MOST_SIDEBAND; k++) {
      double at = (n + k * tune_s) / 2;
      if (!(at > frame->x_low && at < frame->x_high)) continue;
      lr_script_line(script, at, frame->y_low, at, frame->y_high, k ? "back lw 1 dt (3,4) lc rgb '#7A7A7A'" : "back lw 1.2 lc rgb '#7A7A7A'");
      double x = lr_frame_x(frame, at);
      if (!named || fabs(x - last) < 30) continue;
      last = x;
      lr_script_labelf(script, frame, x, frame->top + 9, "center", 10, "#333333", k ? "k = %d" : "n / 2", k);
    }
}

static void failed_points(const struct lr_table *t, const char *tune, const struct lr_frame *frame, struct lr_text *script) {
  for (size_t row = 0; row < t->rows; row++)
    if (*lr_table_get_text(t, row, "failure"))
      lr_script_label(script, frame, lr_frame_x(frame, lr_table_get(t, row, tune)), frame->bottom + 8, "center", 12, lr_colour_hex(LR_VERMILION), "×");
}

static void draw(const struct lr_table *t, const char *tune, int i, double unit, const char *between, struct lr_text *script) {
  static const enum lr_colour COLOUR[PANELS] = {LR_BLUE, LR_GREEN, LR_PURPLE};
  const char *colour = lr_colour_hex(COLOUR[i]);
  line_block(t, tune, i, unit, script);
  size_t good = block(t, tune, i, true, unit, script), open = block(t, tune, i, false, unit, script);
  lr_text_add(script, "%s$line%d using 1:2 with lines lw 1.2 lc rgb '%s'", between, i, colour);
  if (good) lr_text_add(script, ", \\\n  $good%d using 1:2:3 with yerrorbars pt 7 ps 0.55 lw 1.2 lc rgb '%s'", i, colour);
  if (open) lr_text_add(script, ", \\\n  $open%d using 1:2:3 with yerrorbars pt 6 ps 0.65 lw 1.2 lc rgb '%s'", i, colour);
  lr_text_add(script, "\n");
}

// Above the panels: what the marks mean.
static void say(const struct lr_table *t, const struct lr_tune_figure *figure, bool along_y, const struct lr_frame *frame, struct lr_text *script) {
  struct lr_text text = {0};
  bool open = false, lost = false;
  for (size_t row = 0; row < t->rows; row++) {
    lost = lost || *lr_table_get_text(t, row, "failure");
    open = open || !converged(t, row);
  }
  lr_text_add(&text, "%s = %.10g; bars: 1σ statistical", along_y ? "νx" : "νy", lr_table_get(t, 0, along_y ? "tune_x" : "tune_y"));
  if (open) lr_text_add(&text, "; open: not converged");
  if (lost) lr_text_add(&text, "; ×: run without a result");
  if (figure->tune_s > 0) lr_text_add(&text, "; dotted: 2%s − k νs = n, νs = %.4g", along_y ? "νy" : "νx", figure->tune_s);
  lr_script_label(script, frame, frame->left, frame->height - 46, "left", 11, "#333333", lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

enum lr_status lr_figure_tune_scan(const struct lr_figure_style *style, const struct lr_table *t, const struct lr_tune_figure *figure,
                                   struct lr_text *script, struct lr_error *error) {
  bool along_y = t->rows > 1 && lr_table_get(t, 0, "tune_x") == lr_table_get(t, t->rows - 1, "tune_x");
  const char *tune = along_y ? "tune_y" : "tune_x";
  double low = INFINITY, high = -INFINITY, most = 0, here = along_y ? figure->tune_y : figure->tune_x;
  for (size_t row = 0; row < t->rows; row++) {
    low = fmin(low, lr_table_get(t, row, tune));
    high = fmax(high, lr_table_get(t, row, tune));
    most = fmax(most, lr_table_get(t, row, "luminosity"));
  }
  if (!(high > low && most > 0)) return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two tunes with a luminosity: nothing to draw", t->name);
  struct lr_frame frame = {.width = WIDTH, .height = HEAD + FOOT + PANELS * (PANEL + GAP) - GAP, .left = 100, .right = WIDTH - 26};
  frame.x_low = low - 0.015 * (high - low);
  frame.x_high = high + 0.015 * (high - low);
  frame.top = frame.height - HEAD;
  double unit = pow(10, floor(log10(most)));
  lr_script_begin(script, style, frame.width, frame.height);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\nset multiplot\n");
  for (int i = 0; i < PANELS; i++) {
    double of = i ? 1 : unit;
    frame.bottom = frame.top - PANEL;
    if (fit_panel(t, i, of, &frame)) {
      lr_script_frame(script, &frame, false);
      lr_script_tics(script, &frame, 'x', i == PANELS - 1);
      lr_script_tics(script, &frame, 'y', true);
      if (i == 0) {
        char power[32];
        struct lr_text title = {0};
        snprintf(power, sizeof power, "10^%.0f cm^-2 s^-1", log10(unit));
        lr_text_add(&title, "L [");
        lr_text_unit(&title, power);
        lr_text_add(&title, "]");
        lr_script_y_title(script, &frame, lr_buffer_text(&title.buffer));
        if (title.buffer.failed) script->buffer.failed = true;
        lr_text_free(&title);
        say(t, figure, along_y, &frame, script);
      } else {
        lr_script_y_title(script, &frame, i == 1 ? "σx at the IP [µm]" : "σy at the IP [µm]");
      }
      sidebands(&frame, figure->tune_s, i == 0, script);
      if (here > frame.x_low && here < frame.x_high)
        lr_script_line(script, here, frame.y_low, here, frame.y_high, "back lw 1.6 lc rgb '#E69F00'");
      if (i == 0 && here > frame.x_low && here < frame.x_high)
        lr_script_label(script, &frame, lr_frame_x(&frame, here) + 5, frame.bottom + 10, "left", 10, "#8A5A00", "working point");
      failed_points(t, tune, &frame, script);
      struct lr_text name = {0};
      lr_text_add(&name, "tune %s of the %s without collision", along_y ? "νy" : "νx", figure->ring);
      if (i == PANELS - 1) lr_script_x_title(script, &frame, lr_buffer_text(&name.buffer));
      if (name.buffer.failed) script->buffer.failed = true;
      lr_text_free(&name);
      draw(t, tune, i, of, "plot ", script);
      lr_script_panel_end(script);
    }
    frame.top = frame.bottom - GAP;
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
