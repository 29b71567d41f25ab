// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"

enum { WIDTH = 760, HEIGHT = 460 };

static enum lr_status choose_range(const struct lr_scan_figure *figure, struct lr_frame *frame, double *unit,
                                   struct lr_error *error) {
  const struct lr_table *scan = figure->scan;
  double low = INFINITY, high = -INFINITY, most = 0;
  for (size_t row = 0; row < scan->rows; row++) {
    double x = lr_table_get(scan, row, scan->column[0].name), y = lr_table_get(scan, row, "luminosity");
    if (!isfinite(x) || !(y >= 0)) continue;
    low = fmin(low, x);
    high = fmax(high, x);
    most = fmax(most, y);
  }
  if (!(most > 0 && high > low))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two points with a luminosity: nothing to draw", scan->name);
  *unit = pow(10, floor(log10(most)));
  frame->x_log = figure->x_log && low > 0;
  frame->x_low = low;
  frame->x_high = high;
  double step = lr_axis_round_up(most / *unit / 6);
  frame->y_high = step * ceil(most / *unit * 1.02 / step);
  return LR_OK;
}

static size_t write_block(const struct lr_table *scan, const char *name, const char *column, double unit,
                          struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, name);
  for (size_t row = 0; row < scan->rows; row++) {
    const double point[] = {lr_table_get(scan, row, scan->column[0].name),
                            lr_table_find(scan, column) < 0 ? NAN : lr_table_get(scan, row, column) / unit};
    points += lr_script_row(script, NULL, point, 2);
  }
  lr_script_block_end(script);
  return points;
}

static void axis_titles(const struct lr_table *scan, double unit, struct lr_text *script) {
  struct lr_text text = {0};
  lr_text_add(&text, "%s", scan->column[0].name);
  if (*scan->column[0].unit) {
    lr_text_add(&text, " [");
    lr_text_unit(&text, scan->column[0].unit);
    lr_text_add(&text, "]");
  }
  lr_text_add(script, "set xlabel ");
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  lr_text_add(&text, "luminosity [");
  if (unit != 1) {
    char power[32];
    snprintf(power, sizeof power, "10^%.0f cm^-2 s^-1", log10(unit));
    lr_text_unit(&text, power);
  } else {
    lr_text_unit(&text, "cm^-2 s^-1");
  }
  lr_text_add(&text, "]");
  lr_text_add(script, " noenhanced\nset ylabel ");
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  lr_text_add(script, " noenhanced\n");
  failed |= text.buffer.failed;
  lr_text_free(&text);
  if (failed) script->buffer.failed = true;
}

enum lr_status lr_figure_scan(const struct lr_figure_style *style, const struct lr_scan_figure *figure,
                              struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 80, .right = WIDTH - 30, .bottom = 72, .top = HEIGHT - 50};
  double unit = 1;
  enum lr_status status = choose_range(figure, &frame, &unit, error);
  if (status) return status;
  const struct lr_table *scan = figure->scan;
  lr_script_begin(script, style, frame.width, frame.height);
  size_t fitted = write_block(scan, "fit", "fit", unit, script);
  write_block(scan, "scan", "luminosity", unit, script);  // has points: the range has
  lr_script_frame(script, &frame, false);
  if (figure->note && *figure->note)
    lr_script_label(script, &frame, frame.left + 12, frame.top - 16, "left", 11, "#333333", figure->note);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\n");
  if (frame.x_log) lr_script_log_tics(script, &frame);
  axis_titles(scan, unit, script);
  lr_text_add(script, fitted ? "set key top right font ',11'\n" : "unset key\n");
  if (fitted) {
    lr_text_add(script, "plot $fit using 1:2 smooth mcsplines with lines lw 2 lc rgb '%s' title 'Gaussian fit', \\\n",
                lr_colour_hex(LR_ORANGE));
    lr_text_add(script, "  $scan using 1:2 with points pt 7 ps 0.5 lc rgb '%s' title 'full overlap'\n", lr_colour_hex(LR_BLUE));
  } else {
    lr_text_add(script, "plot $scan using 1:2 with lines lw 2 lc rgb '%s' notitle\n", lr_colour_hex(LR_BLUE));
  }
  return lr_script_end(script, style, error);
}
