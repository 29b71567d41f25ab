// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/loss_figures.h"
#include "plots/panel.h"

enum { WIDTH = 900, PANEL = 128, GAP = 22, FOOT = 66, HEAD = 112, LEFT = 100, RIGHT = 26, PANELS = 4, MARKS = 2 };

struct panel {
  const char *title, *column, *other;  // `other`: a second line, dashed
  const char *name, *other_name;
  double scale;
  enum lr_colour colour;
  bool bars, log;
};
static const struct panel PANEL_OF[PANELS] = {
    {"share of start [%]", "stored", "dumped", "stored after the turn", "dumped by the abort", 100, LR_BLACK, false,
     false},
    {"lost per turn [%]", "lost", NULL, "lost in the turn", NULL, 100, LR_VERMILION, true, true},
    {"source [electrons]", "source_charge", NULL, "net charge at the source", NULL, 1, LR_PURPLE, false, true},
    {"dose, layer 1 [rad]", "dose_l1", NULL, "running dose in PXD layer 1", NULL, 1, LR_BLUE, false, true}};

static bool choose_range(const struct lr_table *turns, const struct panel *panel, struct lr_frame *frame) {
  double least = INFINITY, low = INFINITY, high = -INFINITY;
  for (size_t row = 0; row < turns->rows; row++) {
    double value = lr_table_get(turns, row, panel->column) * panel->scale;
    if (!isfinite(value)) continue;
    low = fmin(low, value);
    high = fmax(high, value);
    if (value > 0) least = fmin(least, value);
  }
  if (!isfinite(low)) return false;
  if (!panel->log && panel->scale == 100) {
    frame->y_log = false;
    frame->y_low = 0;
    frame->y_high = fmax(105, high);
  } else {  // a charge that changes sign has no logarithm
    bool log = panel->log && low >= 0 && high > 0;
    lr_frame_fit_y(frame, log ? least * 0.9 : fmin(0, low), high, log, 7);
  }
  return true;
}

// Turn at a time, between rows and beyond them by the nearest two.
static double turn_at(const struct lr_table *turns, double t_us) {
  double t1 = NAN, x1 = NAN, t2 = NAN, x2 = NAN;
  for (size_t row = 0; row < turns->rows; row++) {
    double t = lr_table_get(turns, row, "t"), x = lr_table_get(turns, row, "turn");
    if (!isfinite(t) || !isfinite(x) || t <= t2) continue;
    if (isfinite(t1) && t2 >= t_us) break;
    t1 = t2;
    x1 = x2;
    t2 = t;
    x2 = x;
  }
  return x1 + (t_us - t1) * (x2 - x1) / (t2 - t1);
}

struct mark {
  const char *step;
  double turn, t_us;
};

static int find_marks(const struct lr_table *turns, const struct lr_table *abort, struct mark mark[MARKS]) {
  static const char *const words[MARKS] = {"threshold", "full field"};
  int count = 0;
  for (size_t row = 0; abort && row < abort->rows && count < MARKS; row++) {
    const char *step = lr_table_get_text(abort, row, "step");
    double t = lr_table_get(abort, row, "t"), turn = turn_at(turns, t);
    if (isfinite(turn) && (strstr(step, words[0]) || strstr(step, words[1])))
      mark[count++] = (struct mark){step, turn, t};
  }
  return count;
}

static void write_marks(const struct lr_frame *frame, const struct mark *mark, int count, bool names,
                        struct lr_text *script) {
  for (int i = 0; i < count; i++) {
    if (mark[i].turn < frame->x_low || mark[i].turn > frame->x_high) continue;
    double x = lr_frame_x(frame, mark[i].turn), y = frame->top + 10 + 15 * (count - 1 - i);
    lr_script_leader(script, frame, x, frame->bottom, x, names ? y - 2 : frame->top, i ? "#000000" : "#777777");
    if (!names) continue;
    bool right = x > (frame->left + frame->right) / 2;
    lr_script_labelf(script, frame, x + (right ? -5 : 5), y, right ? "right" : "left", 11, i ? "#000000" : "#555555",
                     "%s: %.1f µs", mark[i].step, mark[i].t_us);
  }
}

static size_t data_blocks(const struct lr_table *turns, const struct panel *panel, int number,
                          const struct lr_frame *frame, size_t *other, struct lr_text *script) {
  char name[32];
  size_t points = 0;
  snprintf(name, sizeof name, "panel%d", number);
  lr_script_block(script, name);
  for (size_t row = 0; row < turns->rows; row++) {
    double x = lr_table_get(turns, row, "turn"), y = lr_table_get(turns, row, panel->column) * panel->scale;
    if ((panel->bars && !(y > 0)) || (frame->y_log && !(y >= frame->y_low))) y = NAN;  // nothing to see
    const double box[] = {x, y, x - 0.4, x + 0.4, frame->y_low, y};
    points += lr_script_row(script, NULL, box, panel->bars ? 6 : 2);
  }
  lr_script_block_end(script);
  *other = 0;
  if (!panel->other) return points;
  lr_text_add(script, "$panel%d_other << EOD\n", number);
  for (size_t row = 0; row < turns->rows; row++) {
    const double xy[] = {lr_table_get(turns, row, "turn"), lr_table_get(turns, row, panel->other) * panel->scale};
    *other += lr_script_row(script, NULL, xy, 2);
  }
  lr_script_block_end(script);
  return points;
}

static void draw(const struct panel *panel, int number, size_t rows, size_t other, struct lr_text *script) {
  const char *colour = lr_colour_hex(panel->colour);
  if (panel->bars) {
    lr_text_add(script, "plot $panel%d using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' title '%s'\n", number, colour,
                panel->name);
    return;
  }
  lr_text_add(script, "plot $panel%d using 1:2 with steps lw 2 lc rgb '%s' title '%s'", number, colour, panel->name);
  if (rows <= 80)
    lr_text_add(script, ", \\\n  $panel%d using 1:2 with points pt 7 ps 0.5 lc rgb '%s' notitle", number, colour);
  if (other)
    lr_text_add(script, ", \\\n  $panel%d_other using 1:2 with steps lw 2 dt (8,4) lc rgb '%s' title '%s'", number,
                lr_colour_hex(LR_GREEN), panel->other_name);
  lr_text_add(script, "\n");
}

enum lr_status lr_figure_loss_turns(const struct lr_figure_style *style, const struct lr_table *turns,
                                    const struct lr_table *abort, struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {
      .width = WIDTH, .left = LEFT, .right = WIDTH - RIGHT, .x_low = INFINITY, .x_high = -INFINITY};
  struct lr_frame range[PANELS];
  bool any[PANELS];
  int drawn = 0;
  for (size_t row = 0; row < turns->rows; row++) {
    double turn = lr_table_get(turns, row, "turn");
    if (!isfinite(turn)) continue;
    frame.x_low = fmin(frame.x_low, turn - 0.6);
    frame.x_high = fmax(frame.x_high, turn + 0.6);
  }
  for (int i = 0; i < PANELS; i++) {
    range[i] = frame;
    any[i] = choose_range(turns, &PANEL_OF[i], &range[i]);
    drawn += any[i];
  }
  if (!drawn || !(frame.x_high > frame.x_low))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no turn with a number: nothing to draw", turns->name);
  frame.height = HEAD + FOOT + drawn * (PANEL + GAP) - GAP;
  struct mark mark[MARKS];
  int marks = find_marks(turns, abort, mark);
  double turn_us = (lr_table_get(turns, turns->rows - 1, "t") - lr_table_get(turns, 0, "t")) /
                   (lr_table_get(turns, turns->rows - 1, "turn") - lr_table_get(turns, 0, "turn"));

  lr_script_begin(script, style, frame.width, frame.height);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\nset multiplot\n");
  frame.top = frame.height - HEAD;
  int left = drawn;
  for (int i = 0; i < PANELS; i++) {
    if (!any[i]) continue;
    frame.bottom = frame.top - PANEL;
    frame.y_low = range[i].y_low;
    frame.y_high = range[i].y_high;
    frame.y_log = range[i].y_log;
    size_t other, points = data_blocks(turns, &PANEL_OF[i], i, &frame, &other, script);
    // gnuplot confirms a log axis against the range of the panel before, which may reach below zero
    if (frame.y_log) lr_text_add(script, "set yrange [1:10]\n");
    lr_script_frame(script, &frame, false);
    lr_script_tics(script, &frame, 'x', left == 1);
    if (frame.x_high - frame.x_low < 12)  // whole turns
      lr_text_add(script, "set xtics 1 format '%s'\n", left == 1 ? "%g" : "");
    lr_script_tics(script, &frame, 'y', true);
    lr_script_y_title(script, &frame, PANEL_OF[i].title);
    bool first = left == drawn;  // its key stands above the names of the marks
    struct lr_frame above = frame;
    if (first) above.top = frame.height - 64;
    lr_script_key_above(script, &above);
    write_marks(&frame, mark, marks, first, script);
    if (--left == 0 && isfinite(turn_us))
      lr_script_labelf(script, &frame, (frame.left + frame.right) / 2, frame.bottom - 34, "center", 12, "#000000",
                       "turn (one turn is %.2f µs)", turn_us);
    else if (left == 0)
      lr_script_x_title(script, &frame, "turn");
    if (points)
      draw(&PANEL_OF[i], i, turns->rows, other, script);
    else  // all of it is zero, or below a log axis
      lr_text_add(script, "plot NaN with points pt 7 ps 0.5 lc rgb '%s' title '%s: none'\n",
                  lr_colour_hex(PANEL_OF[i].colour), PANEL_OF[i].name);
    lr_script_panel_end(script);
    frame.top = frame.bottom - GAP;
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
