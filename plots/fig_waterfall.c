// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/panel.h"
#include "plots/plan_figures.h"

enum { WIDTH = 900, ROW = 34, LEFT = 264, RIGHT = 206, KINDS = 2 };
static const char *const COLUMN[KINDS] = {"luminosity_fb", "histories_fb"};

static bool is_total(const struct lr_table *t, size_t row) {
  return row == 0 || row + 1 == t->rows || strcmp(lr_table_get_text(t, row, "cause"), "delivered") == 0;
}

// The bar of a row: from what stood before it to what is left. False: no number, no bar.
static bool bar(const struct lr_table *t, size_t row, int kind, double scale, double *from, double *to) {
  double standing = 0;
  for (size_t i = 0; i < row; i++) {
    double value = lr_table_get(t, i, COLUMN[kind]) * scale;
    if (isfinite(value)) standing = is_total(t, i) ? value : standing + value;
  }
  double value = lr_table_get(t, row, COLUMN[kind]) * scale;
  *from = is_total(t, row) ? 0 : standing;
  *to = *from + value;
  return isfinite(value);
}

static void number(struct lr_text *script, const struct lr_frame *frame, double x, double y, double value, double ideal, bool share) {
  struct lr_text text = {0};
  double part = 100 * value / ideal;
  if (!isfinite(value)) return;
  if (share) lr_text_add(&text, "%s%.*f %%", part < -0.05 ? "−" : "", fabs(part) < 10 ? 1 : 0, fabs(part));
  else if (value == 0) lr_text_add(&text, "0");
  else {
    int decimals = ideal < 10 ? 3 : ideal < 100 ? 2 : 1;
    if (fabs(value) < 0.5 * pow(10, -decimals)) lr_text_add(&text, "%s%.1g", value < 0 ? "−" : "", fabs(value));
    else lr_text_add(&text, "%s%.*f", value < 0 ? "−" : "", decimals, fabs(value));
  }
  lr_script_label(script, frame, x, y, "right", 11, "#000000", lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

enum lr_status lr_figure_waterfall(const struct lr_figure_style *style, const struct lr_table *t, struct lr_text *script,
                                   struct lr_error *error) {
  static const char *const TITLE[KINDS][2] = {{"closed form", "lost, closed form"}, {"mean of the histories", "lost, histories"}};
  static const char *const NAME[KINDS][2] = {{"closed_total", "closed_loss"}, {"histories_total", "histories_loss"}};
  static const enum lr_colour COLOUR[KINDS][2] = {{LR_BLUE, LR_VERMILION}, {LR_SKY, LR_ORANGE}};
  double high = 0, from, to, ideal = t->rows ? lr_table_get(t, 0, COLUMN[0]) : NAN;
  if (!(ideal > 0)) return lr_error_set(error, LR_E_INPUT, "the table 'waterfall' has no luminosity in its first row: nothing to draw");
  bool ab = ideal > 2000;
  double scale = ab ? 1e-3 : 1;
  size_t points[KINDS][2] = {{0}};
  struct lr_frame frame = {.width = WIDTH, .height = 140 + ROW * (double)t->rows, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 62};
  frame.top = frame.height - 78;
  frame.y_high = (double)t->rows;
  lr_script_begin(script, style, frame.width, frame.height);
  for (int kind = 0; kind < KINDS; kind++)
    for (int loss = 0; loss < 2; loss++) {  // x, y, x from, x to, y from, y to
      lr_script_block(script, NAME[kind][loss]);
      for (size_t row = 0; row < t->rows; row++) {
        if (!bar(t, row, kind, scale, &from, &to) || is_total(t, row) == (loss == 1)) continue;
        double y = (double)t->rows - 0.5 - (double)row, upper = kind ? y - 0.02 : y + 0.34;
        const double box[] = {to, upper - 0.16, fmin(from, to), fmax(from, to), upper - 0.32, upper};
        points[kind][loss] += lr_script_row(script, NULL, box, 6);
        high = fmax(high, fmax(from, to));
      }
      lr_script_block_end(script);
    }
  lr_frame_fit_x(&frame, 0, high * 1.01, false, 0);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set grid x lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\nunset ytics\n");
  lr_script_tics(script, &frame, 'x', true);
  bool both = points[1][0] > 0;
  for (size_t row = 0; row < t->rows; row++) {
    double y = lr_frame_y(&frame, (double)t->rows - 0.5 - (double)row);
    struct lr_text text = {0};
    lr_text_fit(&text, lr_table_get_text(t, row, "cause"), 11, LEFT - 20);
    lr_script_label(script, &frame, frame.left - 10, y, "right", 11, "#000000", lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
    double value = lr_table_get(t, row, COLUMN[0]);
    number(script, &frame, frame.right + 72, y, value * scale, ideal * scale, false);
    if (both) number(script, &frame, frame.right + 140, y, lr_table_get(t, row, COLUMN[1]) * scale, ideal * scale, false);
    number(script, &frame, frame.width - 12, y, value * scale, ideal * scale, true);
  }
  lr_script_label(script, &frame, frame.right + 72, frame.top + 12, "right", 10, "#555555", "closed form");
  if (both) lr_script_label(script, &frame, frame.right + 140, frame.top + 12, "right", 10, "#555555", "histories");
  lr_script_label(script, &frame, frame.width - 12, frame.top + 12, "right", 10, "#555555", "of ideal");
  lr_script_x_title(script, &frame, ab ? "luminosity [ab⁻¹]" : "luminosity [fb⁻¹]");
  double x = frame.left, y = frame.top + 36;
  for (int loss = 0; loss < 2; loss++)
    for (int kind = 0; kind < KINDS; kind++) {
      char fill[64];
      snprintf(fill, sizeof fill, "fc rgb '%s' fs solid 1 noborder", lr_colour_hex(COLOUR[kind][loss]));
      if (points[kind][loss]) x = lr_script_swatch(script, &frame, x, y, fill, TITLE[kind][loss]);
    }
  lr_text_add(script, "unset key\n");
  const char *between = "plot ";
  for (int kind = 0; kind < KINDS; kind++)
    for (int loss = 0; loss < 2; loss++) {
      if (!points[kind][loss]) continue;
      lr_text_add(script, "%s$%s using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' notitle", between, NAME[kind][loss],
                  lr_colour_hex(COLOUR[kind][loss]));
      between = ", \\\n  ";
    }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
