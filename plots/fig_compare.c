// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/labels.h"
#include "plots/panel.h"

enum { WIDTH = 900, SUMS = 400, ROW = 34, LEFT = 240, RIGHT = 310, HEAD = 52, FOOT = 62, MOST = 20 };
static const char *const band[] = {"expected", "p10", "p50", "p90"};

struct side {
  const struct lr_table *table;
  const char *letter, *name;
  enum lr_colour colour;
  size_t bands, sums;  // points in its blocks
};

static void widen(const struct lr_table *table, double *first, double *last, double *high) {
  for (size_t row = 0; table && row < table->rows; row++) {
    int day;
    if (!lr_date_parse(lr_table_get_text(table, row, "date"), &day)) continue;
    *first = fmin(*first, day);
    *last = fmax(*last, day);
    for (int i = 0; i < 4; i++) *high = fmax(*high, lr_table_get(table, row, band[i]));  // fmax passes over NaN
  }
}

static void key_title(struct lr_text *script, const struct side *side, const char *what) {
  struct lr_text text = {0};
  lr_text_add(&text, "%s: ", side->letter);
  lr_text_fit(&text, side->name, 11, 230);
  lr_text_add(&text, ", %s", what);
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

// The sums of both sides: band and median, and dashed the closed form.
static void draw_sums(struct side side[2], const struct lr_compare_figure *figure, struct lr_frame *frame, struct lr_text *script) {
  lr_script_frame(script, frame, true);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nset key top left Left reverse samplen 2.5 spacing 1.1 font ',11'\n");
  lr_script_tics(script, frame, 'y', true);
  struct lr_text label = {0};
  lr_text_add(&label, "integrated luminosity%s%s [ab⁻¹]", figure->kind ? ", " : "", figure->kind ? figure->kind : "");
  lr_text_add(script, "set ylabel ");
  lr_gnuplot_quote(script, lr_buffer_text(&label.buffer));
  lr_text_add(script, " noenhanced offset 0.5,0\n");
  if (label.buffer.failed) script->buffer.failed = true;
  lr_text_free(&label);
  const char *between = "plot ";
  for (int i = 0; i < 2; i++)
    if (side[i].bands) {
      lr_text_add(script, "%s$%s_band using 1:2:4 with filledcurves fc rgb '%s' fs solid 0.22 noborder notitle", between, side[i].letter,
                  lr_colour_hex(side[i].colour));
      between = ", \\\n  ";
    }
  for (int i = 0; i < 2; i++)  // the edges of a band that lies below the other
    for (int column = 2; column <= 4 && side[i].bands; column += 2)
      lr_text_add(script, "%s$%s_band using 1:%d with lines lw 0.7 lc rgb '%s' notitle", between, side[i].letter, column, lr_colour_hex(side[i].colour));
  for (int i = 0; i < 2; i++) {
    if (side[i].bands) {
      lr_text_add(script, "%s$%s_band using 1:3 with lines lw 2.2 lc rgb '%s' title ", between, side[i].letter, lr_colour_hex(side[i].colour));
      key_title(script, &side[i], "P50, band P10–P90");
      between = ", \\\n  ";
    }
    if (side[i].sums) {
      lr_text_add(script, "%s$%s using 1:2 with lines lw 1.8 dt (10,5) lc rgb '%s' title ", between, side[i].letter, lr_colour_hex(side[i].colour));
      key_title(script, &side[i], "closed form");
      between = ", \\\n  ";
    }
  }
  lr_text_add(script, "\nset xdata\nunset ylabel\nunset key\n");
  lr_script_panel_end(script);
}

static void row_texts(const struct lr_table *headlines, size_t row, double y, const struct lr_frame *frame, struct lr_text *script) {
  struct lr_text text = {0};
  struct lr_text name = {0};
  lr_text_unit(&name, lr_table_get_text(headlines, row, "quantity"));  // ab^-1
  lr_text_fit(&text, lr_buffer_text(&name.buffer), 12, frame->left - 34);
  lr_script_label(script, frame, 14, y, "left", 12, "#000000", lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed || name.buffer.failed;
  lr_text_free(&text);
  lr_text_free(&name);
  const char *shift = lr_table_get_text(headlines, row, "shift");
  lr_text_add(&name, "%s%s%s", lr_table_get_text(headlines, row, "words"), *shift ? ", " : "", shift);
  lr_text_fit(&text, lr_buffer_text(&name.buffer), 11, frame->width - frame->right - 30);
  lr_script_label(script, frame, frame->right + 14, y, "left", 11, "#000000", lr_buffer_text(&text.buffer));
  if (failed || name.buffer.failed || text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&name);
  lr_text_free(&text);
}

static void draw_bars(const struct lr_table *headlines, size_t rows, const struct lr_frame *frame, size_t bars, struct lr_text *script) {
  lr_script_frame(script, frame, false);
  for (size_t i = 0; i < rows; i++) row_texts(headlines, i, lr_frame_y(frame, (double)(rows - i) - 0.5), frame, script);
  lr_text_add(script, "unset ytics\nset grid x lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\n");
  lr_script_tics(script, frame, 'x', true);
  lr_text_add(script, "set arrow from 0, graph 0 to 0, graph 1 nohead lw 1 lc rgb '#333333' front\n");
  lr_text_add(script, "set xlabel 'relative change, B over A − 1 [%%]' noenhanced offset 0,0.2\n");
  lr_script_label(script, frame, frame->right + 14, frame->top + 14, "left", 10, "#555555", "A → B");
  if (bars) lr_text_add(script, "plot $bars using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' notitle\n", lr_colour_hex(LR_VERMILION));
  else lr_text_add(script, "plot NaN notitle\n");
}

enum lr_status lr_figure_compare(const struct lr_figure_style *style, const struct lr_compare_figure *figure, struct lr_text *script,
                                 struct lr_error *error) {
  struct side side[2] = {{figure->a, "A", figure->name_a, LR_BLUE, 0, 0}, {figure->b, "B", figure->name_b, LR_VERMILION, 0, 0}};
  double first = INFINITY, last = -INFINITY, high = 0, low_change = 0, high_change = 0;
  for (int i = 0; i < 2; i++) widen(side[i].table, &first, &last, &high);
  bool sums = first < last;
  size_t rows = figure->headlines ? figure->headlines->rows : 0, bars = 0;
  if (rows > MOST) rows = MOST;
  if (!sums && !rows) return lr_error_set(error, LR_E_INPUT, "the comparison has nothing to draw: neither sums nor headlines");
  for (size_t i = 0; i < rows; i++) {
    double change = 100 * lr_table_get(figure->headlines, i, "relative");
    low_change = fmin(low_change, change);
    high_change = fmax(high_change, change);
  }
  double lower = rows ? HEAD + FOOT + ROW * (double)rows : 0;
  struct lr_frame below = {.width = WIDTH, .height = (sums ? SUMS : 30) + lower, .left = LEFT, .right = WIDTH - RIGHT, .bottom = FOOT, .y_high = (double)rows};
  struct lr_frame above = {.width = WIDTH, .height = below.height, .left = 78, .right = WIDTH - 30, .bottom = lower + 28, .x_date = true};
  below.top = FOOT + ROW * (double)rows;
  above.top = above.height - 46;
  lr_frame_fit_x(&below, low_change < 0 ? 1.02 * low_change : 0, high_change > 0 ? 1.02 * high_change : low_change < 0 ? 0 : 1, false, 0);
  if (sums) {
    above.x_low = lr_date_make((int)floor(lr_date_year(first)), 1, 1);
    above.x_high = lr_date_make((int)ceil(lr_date_year(last)), 1, 1);
    lr_frame_fit_y(&above, 0, high > 0 ? 1.04 * high : 1, false, 0);
  }
  lr_script_begin(script, style, below.width, below.height);
  for (int i = 0; i < 2 && sums; i++) {
    if (!side[i].table) continue;
    char name[16];
    snprintf(name, sizeof name, "%s_band", side[i].letter);
    side[i].bands = lr_script_table(script, name, side[i].table, "date", band + 1, 3);
    side[i].sums = lr_script_table(script, side[i].letter, side[i].table, "date", band, 1);
  }
  if (rows) lr_script_block(script, "bars");
  for (size_t i = 0; i < rows; i++) {  // x, y, x from, x to, y from, y to, as boxxyerror wants them
    double change = 100 * lr_table_get(figure->headlines, i, "relative"), y = (double)(rows - i) - 0.5;
    const double box[] = {change, y, fmin(0, change), fmax(0, change), y - 0.3, y + 0.3};
    bars += lr_script_row(script, NULL, box, 6);
  }
  if (rows) lr_script_block_end(script);
  if (sums && rows) lr_text_add(script, "set multiplot\n");
  if (sums) draw_sums(side, figure, &above, script);
  if (rows) draw_bars(figure->headlines, rows, &below, bars, script);
  if (sums && rows) lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
