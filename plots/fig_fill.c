// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "plots/figures.h"

enum { WIDTH = 900, PANEL = 190, GAP = 24, FOOT = 56, HEAD = 64, MOST_LINES = 2 };

// A panel: up to two columns of the table, in a unit for people.
struct panel {
  const char *label;
  double scale;
  bool log;
  struct {
    const char *column, *name;
    enum lr_colour colour;
    bool dashed;
  } line[MOST_LINES];
};

static const struct panel PANELS[] = {
    {"luminosity [10³⁴ cm⁻² s⁻¹]",
     1e-34,
     false,
     {{"luminosity", "luminosity", LR_BLACK, false}, {"luminosity_overlap", "exact overlap", LR_GREEN, true}}},
    {"current [A]", 1e-3, false, {{"current_ler", "LER", LR_VERMILION, false}, {"current_her", "HER", LR_BLUE, true}}},
    // without beam left a lifetime grows beyond bounds
    {"lifetime [min]", 1. / 60, true, {{"lifetime_ler", "LER", LR_VERMILION, false}, {"lifetime_her", "HER", LR_BLUE, true}}},
};
enum { PANEL_COUNT = sizeof PANELS / sizeof PANELS[0] };

// Time in hours, minutes or seconds, whichever reads best.
static double time_unit(double end_s, const char **name) {
  *name = end_s > 7200 ? "h" : end_s > 300 ? "min" : "s";
  return end_s > 7200 ? 3600 : end_s > 300 ? 60 : 1;
}

// Writes the lines of a panel as data blocks, counts their points and chooses the vertical range.
static void data_blocks(const struct lr_table *fill, const struct panel *panel, int number, double unit_s,
                        size_t points[MOST_LINES], struct lr_frame *frame, struct lr_text *script) {
  double low = INFINITY, high = 0;
  for (int i = 0; i < MOST_LINES; i++) {
    char name[32];
    snprintf(name, sizeof name, "panel%d_%d", number, i);
    points[i] = 0;
    lr_script_block(script, name);
    for (size_t row = 0; row < fill->rows; row++) {
      const double xy[] = {lr_table_get(fill, row, "t") / unit_s,
                           lr_table_get(fill, row, panel->line[i].column) * panel->scale};
      points[i] += lr_script_row(script, NULL, xy, 2);
      if (isfinite(xy[1])) high = fmax(high, xy[1]);
      if (isfinite(xy[1]) && xy[1] > 0) low = fmin(low, xy[1]);
    }
    lr_script_block_end(script);
  }
  frame->y_log = panel->log && low < high;
  frame->y_low = frame->y_log ? lr_axis_round_down(low) : 0;
  double step = high > 0 ? lr_axis_round_up(high / 6) : 1;
  frame->y_high = frame->y_log ? lr_axis_round_up(high) : high > 0 ? step * ceil(high * 1.05 / step) : 1;
}

static void draw(const struct panel *panel, int number, const size_t points[MOST_LINES], struct lr_text *script) {
  const char *between = "plot ";
  for (int i = 0; i < MOST_LINES; i++) {
    if (!points[i]) continue;
    lr_text_add(script, "%s$panel%d_%d using 1:2 with lines lw 2%s lc rgb '%s' title '%s'", between, number, i,
                panel->line[i].dashed ? " dt (10,4)" : "", lr_colour_hex(panel->line[i].colour), panel->line[i].name);
    between = ", \\\n  ";
  }
  lr_text_add(script, "\n");
}

enum lr_status lr_figure_fill(const struct lr_figure_style *style, const struct lr_table *fill, struct lr_text *script,
                              struct lr_error *error) {
  size_t points[PANEL_COUNT][MOST_LINES];
  struct lr_frame range[PANEL_COUNT] = {{0}};
  double end_s = NAN;
  int drawn = 0;
  struct lr_text blocks = {0};
  const char *unit;
  if (fill->rows) end_s = lr_table_get(fill, fill->rows - 1, "t");
  if (!(end_s > 0)) return lr_error_set(error, LR_E_INPUT, "the figure of a fill needs rows up to a time above 0");
  double unit_s = time_unit(end_s, &unit);
  for (int i = 0; i < PANEL_COUNT; i++) {
    data_blocks(fill, &PANELS[i], i, unit_s, points[i], &range[i], &blocks);
    if (points[i][0] || points[i][1]) drawn++;
  }
  struct lr_frame frame = {.width = WIDTH, .left = 86, .right = WIDTH - 26, .x_high = end_s / unit_s};
  frame.height = HEAD + FOOT + drawn * (PANEL + GAP) - GAP;
  if (drawn) {
    lr_script_begin(script, style, frame.width, frame.height);
    lr_text_add(script, "%s", lr_buffer_text(&blocks.buffer));
    lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nset multiplot\n");
  }
  if (blocks.buffer.failed) script->buffer.failed = true;
  lr_text_free(&blocks);
  if (!drawn) return lr_error_set(error, LR_E_INPUT, "the table of the fill has no number to draw");
  int left = drawn;
  frame.top = frame.height - HEAD;
  for (int i = 0; i < PANEL_COUNT; i++) {
    if (!points[i][0] && !points[i][1]) continue;
    left--;
    frame.bottom = frame.top - PANEL;
    frame.y_low = range[i].y_low;
    frame.y_high = range[i].y_high;
    frame.y_log = range[i].y_log;
    lr_script_frame(script, &frame, false);
    lr_text_add(script, "set xtics autofreq%s\nset ylabel '%s' noenhanced offset 0.5,0\n", left ? " format ''" : " format '%g'",
                PANELS[i].label);
    if (!left) lr_text_add(script, "set xlabel 'time since the start of the fill [%s]' offset 0,0.3\n", unit);
    lr_text_add(script, "set key at screen %.4f,%.4f right bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1\n",
                frame.right / frame.width, (frame.top + 1) / frame.height);
    draw(&PANELS[i], i, points[i], script);
    lr_text_add(script, "unset label\n");
    frame.top = frame.bottom - GAP;
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
