// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"

enum { WIDTH = 760, HEIGHT = 400 };

static const struct curve {
  const char *column, *title, *look;
  enum lr_colour colour;
} CURVES[] = {{"law", "law of the scenario", "lw 2", LR_BLUE},
              {"measured", "measured fit", "lw 2.5 dt (8,5)", LR_VERMILION},
              {"impedance", "impedance model", "lw 2 dt (2,4)", LR_GREEN}};
enum { COUNT = sizeof CURVES / sizeof *CURVES };

static bool is_of(const struct lr_table *t, size_t row, const char *ring) {
  return strcmp(lr_table_get_text(t, row, "ring"), ring) == 0;
}

// Number of points; those of the operating point alone when `marked`.
static size_t write_curve(const struct lr_table *t, const char *ring, const char *column, bool marked, struct lr_text *script) {
  char name[40];
  size_t points = 0;
  snprintf(name, sizeof name, "%s%s", column, marked ? "_here" : "");
  lr_script_block(script, name);
  for (size_t row = 0; row < t->rows; row++) {
    if (!is_of(t, row, ring) || (marked && strcmp(lr_table_get_text(t, row, "operating_point"), "yes") != 0)) continue;
    const double point[] = {lr_table_get(t, row, "bunch_current"), lr_table_get(t, row, column)};
    points += lr_script_row(script, NULL, point, 2);
  }
  lr_script_block_end(script);
  return points;
}

static bool choose_range(const struct lr_table *t, const char *ring, struct lr_frame *frame) {
  double low = INFINITY, high = 0, right = 0;
  for (size_t row = 0; row < t->rows; row++) {
    if (!is_of(t, row, ring)) continue;
    right = fmax(right, lr_table_get(t, row, "bunch_current"));
    for (int i = 0; i < COUNT; i++) {
      low = fmin(low, lr_table_get(t, row, CURVES[i].column));  // not a number is passed over
      high = fmax(high, lr_table_get(t, row, CURVES[i].column));
    }
  }
  if (!(right > 0) || !(high > 0)) return false;
  frame->x_high = right;
  double step = lr_axis_round_up((high - fmin(low, 0.9 * high)) / 4);
  frame->y_low = fmax(0, step * (floor(low / step) - 1));
  frame->y_high = step * (ceil(high / step) + 1);
  return true;
}

enum lr_status lr_figure_bunch_length(const struct lr_figure_style *style, const struct lr_table *lengths, const char *ring,
                                      struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 80, .right = WIDTH - 30, .bottom = 72, .top = HEIGHT - 50};
  if (!choose_range(lengths, ring, &frame))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no bunch lengths of '%s': nothing to draw", lengths->name, ring);
  size_t points[COUNT], marked[COUNT];
  lr_script_begin(script, style, frame.width, frame.height);
  for (int i = 0; i < COUNT; i++) points[i] = write_curve(lengths, ring, CURVES[i].column, false, script);
  for (int i = 0; i < COUNT; i++) marked[i] = write_curve(lengths, ring, CURVES[i].column, true, script);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nset key top left Left reverse samplen 3.5 font ',11'\n"
                      "set xlabel 'bunch current [mA]' noenhanced\nset ylabel 'bunch length σ_z [mm]' noenhanced\n");
  const char *between = "plot ", *here = "'operating point'";
  for (int i = 0; i < COUNT; i++) {
    if (!points[i]) continue;
    lr_text_add(script, "%s$%s using 1:2 with lines %s lc rgb '%s' title '%s'", between, CURVES[i].column, CURVES[i].look,
                lr_colour_hex(CURVES[i].colour), CURVES[i].title);
    between = ", \\\n  ";
  }
  for (int i = 0; i < COUNT; i++) {
    if (!marked[i]) continue;
    lr_text_add(script, "%s$%s_here using 1:2 with points pt 7 ps %s lc rgb '%s' %s%s", between, CURVES[i].column,
                i ? "0.7" : "1.1", lr_colour_hex(CURVES[i].colour), *here ? "title " : "notitle", here);
    here = "";
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
