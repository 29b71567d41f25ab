// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/panel.h"

enum { WIDTH = 800, HEIGHT = 640, MOST_VALUES = 1001 };

static bool drawn(const struct lr_reach_map_figure *figure, size_t row) {
  const char *edge = lr_table_find(figure->map, "edge") < 0 ? "" : lr_table_get_text(figure->map, row, "edge");
  return strcmp(lr_table_get_text(figure->map, row, "channel"), figure->channel) == 0 && strcmp(edge, "upper") != 0;
}

// Distinct ascending values of a column; returns how many, 0 where there are too many.
static size_t values_of(const struct lr_reach_map_figure *figure, const char *column, double *value) {
  size_t count = 0;
  for (size_t row = 0; row < figure->map->rows; row++) {
    const double now = lr_table_get(figure->map, row, column);
    size_t at = 0;
    if (!drawn(figure, row) || !isfinite(now)) continue;
    while (at < count && value[at] < now) at++;
    if (at < count && value[at] == now) continue;
    if (count == MOST_VALUES) return 0;
    memmove(value + at + 1, value + at, (count - at) * sizeof *value);
    value[at] = now;
    count++;
  }
  return count;
}

// Half the step of a raster of equal steps.
static double half_step(const double *value, size_t count) { return 0.5 * (value[count - 1] - value[0]) / (double)(count - 1); }

// Cells with a limit, half a pixel over the next so that no seam is left; what has none stays blank.
static void cells(const struct lr_reach_map_figure *figure, double half_x, double half_y, const struct lr_frame *frame, struct lr_text *script) {
  const double over_x = 0.5 * (frame->x_high - frame->x_low) / (frame->right - frame->left), over_y = 0.5 * (frame->y_high - frame->y_low) / (frame->top - frame->bottom);
  lr_script_block(script, "map");
  for (size_t row = 0; row < figure->map->rows; row++) {
    const double x = lr_table_get(figure->map, row, "mass_GeV"), y = lr_table_get(figure->map, row, "mass2_GeV"), g = lr_table_get(figure->map, row, "coupling");
    const double v[] = {x, y, x - half_x, fmin(x + half_x + over_x, frame->x_high), y - half_y, fmin(y + half_y + over_y, frame->y_high), g};
    if (drawn(figure, row) && isfinite(x) && isfinite(y) && g > 0 && isfinite(g)) lr_script_row(script, NULL, v, 7);
  }
  lr_script_block_end(script);
}

// A logarithmic bar: numbers at 1, 2, 5 of each decade, of more than three decades at 1 alone.
static void colour_tics(double low, double high, struct lr_text *script) {
  static const double STEP[] = {1, 2, 5};
  const size_t steps = high > 1e3 * low ? 1 : 3;
  bool any = false;
  lr_text_add(script, "set logscale cb\nset cbtics (");
  for (double decade = pow(10, floor(log10(low))); decade <= high; decade *= 10)
    for (size_t k = 0; k < steps; k++) {
      const double at = decade * STEP[k];
      if (at < low || at > high) continue;
      lr_text_add(script, "%s'", any ? ", " : "");
      lr_text_tick(script, at);
      lr_text_add(script, "' %.9g", at);
      any = true;
    }
  lr_text_add(script, ")\n");
}

static void axis(struct lr_text *script, const char *command, const char *symbol) {
  struct lr_text text = {0};
  lr_text_add(&text, "mass %s\u00a0[GeV]", symbol);
  lr_text_add(script, "set %s ", command);
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  lr_text_add(script, "\n");
  lr_text_free(&text);
}

// Name of the colours, with markup; what all cells have in common.
static void words(const struct lr_reach_map_figure *figure, size_t row, const struct lr_frame *frame, struct lr_text *script) {
  struct lr_text text = {0};
  const double cl = lr_table_get(figure->map, row, "cl");
  if (isfinite(cl)) lr_text_add(&text, "%.3g %% CL, ", 100 * cl);
  lr_text_luminosity(&text, lr_table_get(figure->map, row, "luminosity_ab"));
  lr_text_add(&text, ", expected upper limit (median)");
  lr_script_label(script, frame, frame->right, frame->top + 12, "right", 11, "#000000", lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  lr_text_add(&text, "limit on %s", figure->coupling_label);
  if (figure->coupling_unit && *figure->coupling_unit) {
    lr_text_add(&text, "\u00a0[");
    lr_text_unit(&text, figure->coupling_unit);
    lr_text_add(&text, "]");
  }
  lr_text_add(script, "set label ");
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  lr_text_add(script, " at screen %.4f,%.4f center font ',12' front\n", 0.5 * (frame->left + frame->right) / frame->width, (frame->bottom - 110) / frame->height);
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

enum lr_status lr_figure_reach_map(const struct lr_figure_style *style, const struct lr_reach_map_figure *figure, struct lr_text *script,
                                   struct lr_error *error) {
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 84, .right = WIDTH - 30, .bottom = 140, .top = HEIGHT - 48};
  double *x = malloc(2 * MOST_VALUES * sizeof *x), low = INFINITY, high = 0;
  if (!x) return lr_error_set(error, LR_E_MEMORY, "figure: out of memory");
  const size_t nx = values_of(figure, "mass_GeV", x), ny = values_of(figure, "mass2_GeV", x + MOST_VALUES);
  size_t first = figure->map->rows;
  for (size_t row = figure->map->rows; row-- > 0;) {
    const double g = lr_table_get(figure->map, row, "coupling");
    if (!drawn(figure, row) || !(g > 0) || !isfinite(g)) continue;
    low = fmin(low, g), high = fmax(high, g);
    first = row;
  }
  if (nx < 2 || ny < 2 || first == figure->map->rows) {
    free(x);
    return lr_error_set(error, LR_E_INPUT, "the map of '%s' wants two values of either mass and a limit", figure->channel);
  }
  const double half_x = half_step(x, nx), half_y = half_step(x + MOST_VALUES, ny);
  frame.x_low = x[0] - half_x, frame.x_high = x[nx - 1] + half_x;
  frame.y_low = fmax(0, x[MOST_VALUES] - half_y), frame.y_high = x[MOST_VALUES + ny - 1] + half_y;
  free(x);
  lr_script_begin(script, style, frame.width, frame.height);
  cells(figure, half_x, half_y, &frame, script);
  lr_script_frame(script, &frame, false);
  lr_script_tics(script, &frame, 'x', true);
  lr_script_tics(script, &frame, 'y', true);
  axis(script, "xlabel", figure->mass_label);
  axis(script, "ylabel", figure->mass2_label);
  if (!(high > 1.2 * low)) low /= 1.1, high *= 1.1;
  lr_script_palette(script, &frame, low, high, "");
  colour_tics(low, high, script);
  words(figure, first, &frame, script);
  const bool marked = figure->mass2_GeV > frame.y_low && figure->mass2_GeV < frame.y_high;
  if (marked) {
    const double y = lr_frame_y(&frame, figure->mass2_GeV);
    lr_text_add(script, "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead front lw 1.6 dt (8,4) lc rgb '%s'\n", frame.left / frame.width, y / frame.height,
                frame.right / frame.width, y / frame.height, lr_colour_hex(LR_VERMILION));
    lr_script_labelf(script, &frame, frame.left, frame.top + 12, "left", 11, lr_colour_hex(LR_VERMILION), "dashed: %.4g GeV, the mass of the curves", figure->mass2_GeV);
  }
  lr_text_add(script, "unset key\nset tics front\nset border front\nplot $map using 1:2:3:4:5:6:7 with boxxyerror fs solid 1 noborder lc palette\n");
  return lr_script_end(script, style, error);
}
