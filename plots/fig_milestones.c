// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdio.h>

#include "base/date.h"
#include "plots/figures.h"

enum { WIDTH = 900, ROW = 40, LEFT = 96, RIGHT = 250 };

static double day_of(const struct lr_table *table, size_t row, const char *column) {
  int day;
  return lr_date_parse(lr_table_get_text(table, row, column), &day) ? (double)day : NAN;
}

// "2043-09 (2040-02 – never)": months, since a day would claim too much.
static void month(struct lr_text *text, const char *date, const char *never) {
  if (*date)
    lr_text_append(text, date, 7);
  else
    lr_text_add(text, "%s", never);
}

static void row_texts(const struct lr_table *table, size_t row, double y, const char *never, const struct lr_frame *frame,
                      struct lr_text *script) {
  struct lr_text text = {0};
  lr_text_luminosity(&text, lr_table_get(table, row, "luminosity_ab"));
  lr_script_label(script, frame, frame->left - 12, y, "right", 13, "#000000", lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  const char *p10 = lr_table_get_text(table, row, "p10"), *p50 = lr_table_get_text(table, row, "p50");
  const char *p90 = lr_table_get_text(table, row, "p90");
  if (!*p10 && !*p50) {
    lr_text_add(&text, "–");
  } else {
    month(&text, p50, never);
    lr_text_add(&text, "  (");
    month(&text, p10, never);
    lr_text_add(&text, " – ");
    month(&text, p90, "never");
    lr_text_add(&text, ")");
  }
  lr_script_label(script, frame, frame->right + 14, y, "left", 11, "#000000", lr_buffer_text(&text.buffer));
  failed |= text.buffer.failed;
  lr_text_free(&text);
  if (failed) script->buffer.failed = true;
}

enum lr_status lr_figure_milestones(const struct lr_figure_style *style, const struct lr_table *milestones,
                                    const char *as_of, const char *horizon, struct lr_text *script,
                                    struct lr_error *error) {
  double rows = (double)milestones->rows;
  int first, last;
  if (!milestones->rows) return lr_error_set(error, LR_E_INPUT, "the table 'milestones' is empty: nothing to draw");
  if (!lr_date_parse(as_of, &first) || !lr_date_parse(horizon, &last) || first >= last)
    return lr_error_set(error, LR_E_INPUT, "the milestone figure needs two dates, got as_of '%s' and horizon '%s'", as_of,
                        horizon);
  struct lr_frame frame = {.width = WIDTH, .height = 142 + ROW * rows, .left = LEFT, .right = WIDTH - RIGHT,
                           .bottom = 60, .x_date = true};
  frame.top = frame.height - 82;
  for (size_t row = 0; row < milestones->rows; row++) {  // a milestone already behind us widens the axis
    double past = day_of(milestones, row, "p10");
    if (past < first) first = (int)past;
  }
  frame.x_low = lr_date_make((int)floor(lr_date_year(first)), 1, 1);
  frame.x_high = lr_date_make((int)ceil(lr_date_year(last)), 1, 1);
  frame.y_high = rows;
  char never[32];
  snprintf(never, sizeof never, "never by %.4s", horizon);

  lr_script_begin(script, style, frame.width, frame.height);
  lr_script_frame(script, &frame, true);
  lr_text_add(script, "unset ytics\nset grid x lc rgb '#E6E6E6' lt 1 lw 0.6\n");
  lr_text_add(script, "set xlabel 'year (1 January at the tick)' offset 0,0.2\n");
  lr_text_add(script, "set key at screen %.4f,%.4f left bottom horizontal font ',11' samplen 1.5 maxrows 1\n",
              frame.left / frame.width, (frame.top + 6) / frame.height);
  static const char *const points[] = {"p50", "expected"};
  bool any[2] = {false, false};
  for (int i = 0; i < 2; i++) {
    lr_script_block(script, points[i]);
    for (size_t row = 0; row < milestones->rows; row++) {
      const double y[] = {rows - 0.5 - (double)row};
      const char *date = lr_table_get_text(milestones, row, points[i]);
      if (*date) any[i] |= lr_script_row(script, date, y, 1);
    }
    lr_script_block_end(script);
  }
  for (size_t row = 0; row < milestones->rows; row++) {
    double y = rows - 0.5 - (double)row, from = day_of(milestones, row, "p10"), to = day_of(milestones, row, "p90");
    row_texts(milestones, row, lr_frame_y(&frame, y), never, &frame, script);
    if (isnan(from) && isnan(day_of(milestones, row, "p50")))
      lr_script_label(script, &frame, (frame.left + frame.right) / 2, lr_frame_y(&frame, y), "center", 11, "#555555", never);
    if (isnan(from)) continue;
    char start[16], end[16];
    lr_date_text((int)from, start);
    lr_date_text(isnan(to) ? (int)frame.x_high : (int)to, end);
    lr_text_add(script, "set object rectangle from '%s',%.9g to '%s',%.9g fc rgb '%s' fs solid 0.35 noborder\n", start,
                y - 0.26, end, y + 0.26, lr_colour_hex(LR_BLUE));
    if (isnan(to))
      lr_text_add(script,
                  "set arrow from graph 0.975, first %.9g to graph 1, first %.9g head filled size screen 0.009,25 "
                  "lw 1.5 lc rgb '%s' front\n",
                  y, y, lr_colour_hex(LR_BLUE));
  }
  lr_script_label(script, &frame, frame.right + 14, frame.top + 14, "left", 10, "#555555", "P50  (P10 – P90), year-month");
  lr_text_add(script, "plot NaN with boxes fc rgb '%s' fs solid 0.35 noborder title 'P10–P90'", lr_colour_hex(LR_BLUE));
  if (any[1])
    lr_text_add(script, ", \\\n  $expected using 1:2 with points pt 13 ps 1.2 lc rgb '%s' title 'closed form'",
                lr_colour_hex(LR_VERMILION));
  if (any[0])
    lr_text_add(script, ", \\\n  $p50 using 1:($2-0.36):(0):(0.72) with vectors nohead lw 3 lc rgb '%s' title 'P50'",
                lr_colour_hex(LR_BLUE));
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
