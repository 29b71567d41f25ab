// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"

enum { WIDTH = 900, ROW = 34, LEFT = 270, RIGHT = 150, MOST = 20 };
static const double least = 1e-4;

static void row_texts(const struct lr_table *levers, size_t row, double y, const struct lr_frame *frame,
                      struct lr_text *script) {
  struct lr_text text = {0};
  const char *ring = lr_table_get_text(levers, row, "ring"), *per = lr_table_get_text(levers, row, "per");
  lr_text_add(&text, "%s%s%s", lr_table_get_text(levers, row, "knob"), *ring ? ", " : "", ring);
  lr_script_label(script, frame, 14, y + 6, "left", 12, "#000000", lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  lr_text_add(&text, "at ");
  lr_text_number(&text, lr_table_get(levers, row, "value"), 4);
  const char *unit = lr_table_get_text(levers, row, "unit");
  if (*unit) lr_text_add(&text, " ");
  lr_text_unit(&text, unit);
  bool natural = per[0] != 'l';  // not "ln p"
  if (natural) lr_text_add(&text, ", ± 0.1 × %s", per);
  lr_script_label(script, frame, 14, y - 8, "left", 9, "#555555", lr_buffer_text(&text.buffer));
  failed |= text.buffer.failed;
  lr_text_free(&text);
  lr_text_number(&text, lr_table_get(levers, row, "dlnL_dlnp"), 3);
  if (natural) lr_text_add(&text, " *");
  lr_script_label(script, frame, frame->width - 30, y, "right", 12, "#000000", lr_buffer_text(&text.buffer));
  failed |= text.buffer.failed;
  lr_text_free(&text);
  if (failed) script->buffer.failed = true;
}

// Rows to draw: indices into `levers`.
static size_t choose(const struct lr_table *levers, size_t kept[MOST], double *most) {
  size_t count = 0;
  *most = 0;
  for (size_t row = 0; row < levers->rows && count < MOST; row++) {
    double strength = fmax(fabs(lr_table_get(levers, row, "up")), fabs(lr_table_get(levers, row, "down")));
    if (!(strength > least)) continue;
    *most = fmax(*most, strength);
    kept[count++] = row;
  }
  return count;
}

enum lr_status lr_figure_tornado(const struct lr_figure_style *style, const struct lr_table *levers,
                                 struct lr_text *script, struct lr_error *error) {
  size_t kept[MOST];
  double most;
  size_t count = choose(levers, kept, &most);
  if (!count) return lr_error_set(error, LR_E_INPUT, "the table 'levers' has no knob that moves the luminosity");
  double rows = (double)count, step = lr_axis_round_up(100 * most / 4), end = step * ceil(100 * most / step + 0.05);
  struct lr_frame frame = {.width = WIDTH, .height = 142 + ROW * rows, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 66};
  frame.top = frame.height - 76;
  frame.x_low = -end;
  frame.x_high = end;
  frame.y_high = rows;

  lr_script_begin(script, style, frame.width, frame.height);
  static const char *const blocks[] = {"up", "down"};
  size_t bars[2] = {0};
  for (int side = 0; side < 2; side++) {  // x, y, x from, x to, y from, y to, as boxxyerror wants them
    lr_script_block(script, blocks[side]);
    for (size_t i = 0; i < count; i++) {
      double change = 100 * lr_table_get(levers, kept[i], blocks[side]), y = rows - 0.5 - (double)i;
      double from = side ? y - 0.36 : y, to = side ? y : y + 0.36;
      const double box[] = {change, y, fmin(0, change), fmax(0, change), from, to};
      bars[side] += lr_script_row(script, NULL, box, 6);
    }
    lr_script_block_end(script);
  }
  lr_script_frame(script, &frame, false);
  for (size_t i = 0; i < count; i++) row_texts(levers, kept[i], lr_frame_y(&frame, rows - 0.5 - (double)i), &frame, script);
  lr_script_label(script, &frame, frame.width - 16, frame.top + 14, "right", 10, "#555555", "dlnL/dlnp (* per unit)");
  lr_text_add(script, "unset ytics\nset xtics %.9g\nset grid x lc rgb '#E6E6E6' lt 1 lw 0.6\n", step);
  lr_text_add(script, "set style fill solid 1 noborder\nset arrow from 0, graph 0 to 0, graph 1 nohead lw 1 lc rgb '#333333' front\n");
  lr_text_add(script, "set xlabel 'change of the luminosity [%%]' noenhanced offset 0,0.2\n");
  lr_text_add(script, "set key at screen %.4f,%.4f right bottom horizontal font ',11' samplen 1.5\n",
              frame.right / frame.width, (frame.top + 6) / frame.height);
  static const enum lr_colour colours[] = {LR_BLUE, LR_ORANGE};
  static const char *const titles[] = {"knob 10 % higher", "10 % lower"};
  const char *plot = "plot ";
  for (int side = 0; side < 2; side++) {
    if (!bars[side]) continue;
    lr_text_add(script, "%s$%s using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' title '%s'", plot, blocks[side],
                lr_colour_hex(colours[side]), titles[side]);
    plot = ", \\\n  ";
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
