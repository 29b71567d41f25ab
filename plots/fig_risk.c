// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdio.h>

#include "plots/labels.h"
#include "plots/loss_figures.h"
#include "plots/panel.h"

enum { WIDTH = 960, PANEL = 190, GAP = 34, FOOT = 74, LEFT = 100, RIGHT = 26, PANELS = 2 };

struct panel {
  const char *mean, *p10, *p90, *title, *name;
  enum lr_colour colour;
};
static const struct panel PANEL_OF[PANELS] = {
    {"gates_mean", "gates_p10", "gates_p90", "gates lost", "mean of the period", LR_ORANGE},
    {"dose_mean", "dose_p10", "dose_p90", "dose, layer 1 [rad]", "mean of the period", LR_SKY}};

struct points {
  size_t bars, spread, sum;
};

// Bars, P10-P90 and running sum; a period without a mean ends the sum, since what follows is not known.
static struct points data_blocks(const struct lr_table *risk, int number, double *most, struct lr_text *script) {
  const struct panel *panel = &PANEL_OF[number];
  struct points points = {0};
  double sum = 0;
  *most = 0;
  lr_text_add(script, "$bars%d << EOD\n", number);
  for (size_t row = 0; row < risk->rows; row++) {
    double x = (double)row + 0.5, mean = lr_table_get(risk, row, panel->mean);
    const double box[] = {x, mean, x - 0.32, x + 0.32, 0, mean};
    points.bars += lr_script_row(script, NULL, box, 6);
    if (isfinite(mean)) *most = fmax(*most, mean);
  }
  lr_script_block_end(script);
  lr_text_add(script, "$spread%d << EOD\n", number);
  for (size_t row = 0; row < risk->rows; row++) {
    double p10 = lr_table_get(risk, row, panel->p10), p90 = lr_table_get(risk, row, panel->p90);
    const double spread[] = {(double)row + 0.5, p10, p10, p90};
    points.spread += lr_script_row(script, NULL, spread, 4);
    if (isfinite(p90)) *most = fmax(*most, p90);
  }
  lr_script_block_end(script);
  lr_text_add(script, "$sum%d << EOD\n", number);
  for (size_t row = 0; row < risk->rows; row++) {
    sum += lr_table_get(risk, row, panel->mean);
    const double xy[] = {(double)row + 0.5, sum};
    points.sum += lr_script_row(script, NULL, xy, 2);
    if (isfinite(sum)) *most = fmax(*most, sum);
  }
  lr_script_block_end(script);
  return points;
}

// Name, months and expected events of each period, below the last panel.
static void write_periods(const struct lr_table *risk, const struct lr_frame *frame, struct lr_text *script) {
  double room = (frame->right - frame->left) / (double)risk->rows;
  bool turned = false, has_events = lr_table_find(risk, "events") >= 0;
  for (size_t row = 0; row < risk->rows; row++)
    turned |= lr_labels_width(lr_table_get_text(risk, row, "period"), 11) > room - 4;
  for (size_t row = 0; row < risk->rows; row++) {
    double x = lr_frame_x(frame, (double)row + 0.5), events = lr_table_get(risk, row, "events");
    const char *start = lr_table_get_text(risk, row, "start"), *end = lr_table_get_text(risk, row, "end");
    struct lr_text name = {0};
    lr_text_fit(&name, lr_table_get_text(risk, row, "period"), 11, turned ? 72 : room);
    lr_script_label(script, frame, x, frame->bottom - (turned ? 6 : 12), turned ? "right rotate by 45" : "center", 11,
                    "#000000", lr_buffer_text(&name.buffer));
    if (name.buffer.failed) script->buffer.failed = true;
    lr_text_free(&name);
    if (turned) continue;
    if (room > 110 && *start && *end)
      lr_script_labelf(script, frame, x, frame->bottom - 27, "center", 9, "#555555", "%.7s – %.7s", start, end);
    else if (room > 50 && *start)
      lr_script_labelf(script, frame, x, frame->bottom - 27, "center", 9, "#555555", "%.7s", start);
    struct lr_text text = {0};
    lr_text_number(&text, events, 2);
    if (has_events)
      lr_script_label(script, frame, x, frame->bottom - 42, "center", 10, "#000000", lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
  if (!turned && has_events)
    lr_script_label(script, frame, frame->left - 8, frame->bottom - 42, "right", 10, "#000000", "beam losses");
}

static void draw(int number, struct points points, struct lr_text *script) {
  const struct panel *panel = &PANEL_OF[number];
  const char *plot = "plot ";
  if (points.bars) {
    lr_text_add(script, "%s$bars%d using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' title '%s'", plot, number,
                lr_colour_hex(panel->colour), panel->name);
    plot = ", \\\n  ";
  }
  if (points.spread) {
    lr_text_add(script,
                "%s$spread%d using 1:2:(0):($4-$3) with vectors heads size screen 0.004,90 lw 1.6 lc rgb '#333333' "
                "title 'P10–P90'",
                plot, number);
    plot = ", \\\n  ";
  }
  if (points.sum)
    lr_text_add(script,
                "%s$sum%d using 1:2 with linespoints pt 7 ps 0.6 lw 1.8 lc rgb '%s' title 'running sum of the means'",
                plot, number, lr_colour_hex(LR_BLACK));
  lr_text_add(script, "\n");
}

enum lr_status lr_figure_risk(const struct lr_figure_style *style, const struct lr_table *risk, const char *policy,
                              struct lr_text *script, struct lr_error *error) {
  struct lr_text blocks[PANELS];
  struct points points[PANELS];
  double most[PANELS];
  int drawn = 0;
  for (int i = 0; i < PANELS; i++) {
    blocks[i] = (struct lr_text){0};
    points[i] = data_blocks(risk, i, &most[i], &blocks[i]);
    drawn += points[i].bars || points[i].spread;
  }
  double head = policy && *policy ? 86 : 70;
  struct lr_frame frame = {.width = WIDTH, .left = LEFT, .right = WIDTH - RIGHT, .x_high = (double)risk->rows};
  frame.height = head + FOOT + drawn * (PANEL + GAP) - GAP;
  if (drawn) {
    lr_script_begin(script, style, frame.width, frame.height);
    if (policy && *policy)
      lr_script_labelf(script, &frame, 14, frame.height - 40, "left", 12, "#333333", "PXD policy: %s", policy);
    lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\nset multiplot\n");
  }
  frame.top = frame.height - head;
  for (int i = 0, left = drawn; i < PANELS; i++) {
    if (drawn) lr_text_add(script, "%s", lr_buffer_text(&blocks[i].buffer));
    if (blocks[i].buffer.failed) script->buffer.failed = true;
    lr_text_free(&blocks[i]);
    if (!points[i].bars && !points[i].spread) continue;
    frame.bottom = frame.top - PANEL;
    lr_frame_fit_y(&frame, 0, most[i] > 0 ? 1.02 * most[i] : 1, false, 0);
    lr_script_frame(script, &frame, false);
    lr_text_add(script, "unset xtics\n");
    lr_script_tics(script, &frame, 'y', true);
    lr_script_y_title(script, &frame, PANEL_OF[i].title);
    lr_script_key_above(script, &frame);
    if (--left == 0) write_periods(risk, &frame, script);
    draw(i, points[i], script);
    lr_script_panel_end(script);
    frame.top = frame.bottom - GAP;
  }
  if (!drawn)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no period with gates or dose: nothing to draw",
                        risk->name);
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
