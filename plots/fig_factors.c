// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "plots/figures.h"
#include "plots/panel.h"

enum { WIDTH = 900, ROW = 42, LEFT = 300, RIGHT = 190 };

static enum lr_status choose_range(const struct lr_table *factors, enum lr_axis_scale scale, struct lr_frame *frame,
                                   struct lr_error *error) {
  double low = INFINITY, high = 0;
  for (size_t row = 0; row < factors->rows; row++) {
    double value = lr_table_get(factors, row, "luminosity");
    if (!(value > 0)) continue;
    low = fmin(low, value);
    high = fmax(high, value);
  }
  if (!(high > 0))
    return lr_error_set(error, LR_E_INPUT, "the table 'factors' has no luminosity above zero: nothing to draw");
  frame->x_log = scale == LR_SCALE_LOG || (scale == LR_SCALE_AUTO && high / low > 4);
  if (frame->x_log) {
    frame->x_low = lr_axis_round_down(low / 2);
    frame->x_high = lr_axis_round_up(high * 1.2);
  } else {
    double step = lr_axis_round_up(high / 8);
    frame->x_low = 0;
    frame->x_high = step * ceil(high * 1.02 / step);
  }
  return LR_OK;
}

static void row_texts(const struct lr_table *factors, size_t row, double y, const struct lr_frame *frame,
                      struct lr_text *script) {
  struct lr_text text = {0};
  const char *description = lr_table_get_text(factors, row, "description");
  lr_text_fit(&text, lr_table_get_text(factors, row, "factor"), 12, LEFT - 30);
  lr_script_label(script, frame, 14, y + (*description ? 8 : 0), "left", 12, "#000000", lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  if (*description) {
    lr_text_fit(&text, description, 9, LEFT - 26);
    lr_script_label(script, frame, 14, y - 8, "left", 9, "#555555", lr_buffer_text(&text.buffer));
    failed |= text.buffer.failed;
    lr_text_free(&text);
  }
  double value = lr_table_get(factors, row, "value"), luminosity = lr_table_get(factors, row, "luminosity");
  if (isfinite(value)) {
    lr_text_add(&text, "× ");
    lr_text_number(&text, value, 3);
    lr_script_label(script, frame, frame->right + 72, y, "right", 12, "#000000", lr_buffer_text(&text.buffer));
    failed |= text.buffer.failed;
    lr_text_free(&text);
  }
  lr_text_number(&text, luminosity, 3);
  lr_script_label(script, frame, frame->width - 16, y, "right", 12, "#000000", lr_buffer_text(&text.buffer));
  failed |= text.buffer.failed;
  lr_text_free(&text);
  if (failed) script->buffer.failed = true;
}

// Ticks are written out: 1, 2, 5 of each decade on a log axis, decades on a long one, else about five steps.
static void luminosity_tics(struct lr_text *script, const struct lr_frame *frame) {
  double at = frame->x_log ? frame->x_low : 0, step = lr_axis_round_up(frame->x_high / 6);
  bool decades = frame->x_high > 100 * frame->x_low;
  lr_text_add(script, "set xtics (");
  for (int i = 0; i < 60 && at <= frame->x_high * (1 + 1e-9); i++) {
    lr_text_add(script, "%s'", i ? ", " : "");
    lr_text_number(script, at, 2);
    lr_text_add(script, "' %.9g", at);
    double next = decades ? pow(10, floor(log10(at) + 1.001)) : lr_axis_round_up(at * 1.5);
    at = frame->x_log ? next : step * (i + 1);
  }
  lr_text_add(script, ")\n");
}

enum lr_status lr_figure_factors(const struct lr_figure_style *style, const struct lr_table *factors,
                                 enum lr_axis_scale scale, struct lr_text *script, struct lr_error *error) {
  double rows = (double)factors->rows;
  struct lr_frame frame = {.width = WIDTH, .height = 138 + ROW * rows, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 66};
  frame.top = frame.height - 72;
  frame.y_high = rows;
  enum lr_status status = choose_range(factors, scale, &frame, error);
  if (status) return status;

  lr_script_begin(script, style, frame.width, frame.height);
  static const char *const blocks[] = {"total", "loss", "gain"};
  double before = NAN;
  size_t points[3] = {0};
  // Columns: x, y, x from, x to, y from, y to, as boxxyerror wants them.
  for (int kind = 0; kind < 3; kind++) {
    lr_script_block(script, blocks[kind]);
    before = NAN;
    size_t last = factors->rows;
    while (last > 0 && !(lr_table_get(factors, last - 1, "luminosity") > 0)) last--;
    for (size_t row = 0; row < factors->rows; row++) {
      double after = lr_table_get(factors, row, "luminosity"), y = rows - 0.5 - (double)row;
      if (!(after > 0)) continue;
      bool total = isnan(before) || row + 1 == last;
      double from = total ? frame.x_low : before;
      int is = total ? 0 : after < before ? 1 : 2;
      const double box[] = {after, y, fmin(from, after), fmax(from, after), y - 0.3, y + 0.3};
      if (is == kind) points[kind] += lr_script_row(script, NULL, box, 6);
      before = after;
    }
    lr_script_block_end(script);
  }
  lr_script_block(script, "steps");  // from one bar down to the next: x, y from, 0, y step
  double at = NAN, at_y = 0;
  size_t steps = 0;
  for (size_t row = 0; row < factors->rows; row++) {
    double after = lr_table_get(factors, row, "luminosity"), y = rows - 0.5 - (double)row;
    if (!(after > 0)) continue;
    const double step[] = {at, at_y - 0.3, 0, y - 0.3 - (at_y - 0.3)};
    if (isfinite(at)) steps += lr_script_row(script, NULL, step, 4);
    at = after;
    at_y = y;
  }
  lr_script_block_end(script);

  lr_script_frame(script, &frame, false);
  for (size_t row = 0; row < factors->rows; row++)
    row_texts(factors, row, lr_frame_y(&frame, rows - 0.5 - (double)row), &frame, script);
  lr_script_label(script, &frame, frame.right + 72, frame.top + 14, "right", 10, "#555555", "factor");
  lr_script_label(script, &frame, frame.width - 16, frame.top + 14, "right", 10, "#555555", "after it [cm⁻² s⁻¹]");
  lr_text_add(script, "unset ytics\nset grid x lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\n");
  luminosity_tics(script, &frame);
  lr_text_add(script, "set xlabel 'luminosity [cm⁻² s⁻¹]%s' noenhanced offset 0,0.2\n",
              frame.x_log ? ", log scale" : "");
  lr_text_add(script, "set key at screen %.4f,%.4f right bottom horizontal font ',11' samplen 1.5\n",
              frame.right / frame.width, (frame.top + 6) / frame.height);
  static const enum lr_colour colours[] = {LR_BLUE, LR_ORANGE, LR_SKY};
  static const char *const titles[] = {"luminosity", "lowers it", "raises it"};
  for (int kind = 0; kind < 3; kind++)  // the first kind always has a point
    if (points[kind])
      lr_text_add(script, "%s$%s using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' title '%s'", kind ? ", \\\n  " : "plot ",
                  blocks[kind], lr_colour_hex(colours[kind]), titles[kind]);
  if (steps) lr_text_add(script, ", \\\n  $steps using 1:2:3:4 with vectors nohead lw 1 lc rgb '#777777' notitle");
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
