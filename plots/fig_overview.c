// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/labels.h"

enum { WIDTH = 900, HEIGHT = 600, RIGHT_MARGIN = 250, MOST = 40, GAP = 15 };

struct curves {
  size_t first[MOST], count;  // first row of each channel
  double least, most, highest;
};

static enum lr_status find(const struct lr_table *table, struct curves *curves, struct lr_error *error) {
  *curves = (struct curves){.least = INFINITY, .highest = 1};
  for (size_t row = 0; row < table->rows; row++) {
    double x = lr_table_get(table, row, "luminosity_ab"), y = lr_table_get(table, row, "gain");
    if (!(x > 0) || !(y > 0)) continue;
    curves->least = fmin(curves->least, x);
    curves->most = fmax(curves->most, x);
    curves->highest = fmax(curves->highest, y);
    size_t k = 0;
    while (k < curves->count && strcmp(lr_table_get_text(table, curves->first[k], "channel"), lr_table_get_text(table, row, "channel")) != 0) k++;
    if (k < curves->count) continue;
    if (curves->count == MOST) return lr_error_set(error, LR_E_INPUT, "the overview has room for %d channels", MOST);
    curves->first[curves->count++] = row;
  }
  if (curves->count && curves->most > curves->least) return LR_OK;
  return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two luminosities with a gain: nothing to draw", table->name);
}

static const char *colour(size_t k) {
  static const enum lr_colour order[] = {LR_BLUE, LR_VERMILION, LR_GREEN, LR_PURPLE, LR_ORANGE, LR_SKY, LR_BLACK};
  return lr_colour_hex(order[k % (sizeof order / sizeof order[0])]);
}

static void blocks(const struct lr_table *table, const struct curves *curves, double *end, struct lr_text *script) {
  char name[32];
  for (size_t k = 0; k < curves->count; k++) {
    const char *channel = lr_table_get_text(table, curves->first[k], "channel");
    snprintf(name, sizeof name, "channel%zu", k + 1);
    lr_script_block(script, name);
    for (size_t row = curves->first[k]; row < table->rows; row++) {
      if (strcmp(lr_table_get_text(table, row, "channel"), channel) != 0) continue;
      const double point[] = {lr_table_get(table, row, "luminosity_ab"), lr_table_get(table, row, "gain")};
      if (lr_script_row(script, NULL, point, 2)) end[k] = point[1];
    }
    lr_script_block_end(script);
  }
}

// Names in the right margin, ordered as the lines end, with the gain at the largest luminosity.
static enum lr_status names(const struct lr_table *table, const struct curves *curves, const double *end, const struct lr_frame *frame,
                            struct lr_text *script, struct lr_error *error) {
  size_t order[MOST];
  double place[MOST];
  for (size_t k = 0; k < curves->count; k++) {
    size_t n = k;
    for (; n > 0 && end[order[n - 1]] > end[k]; n--) order[n] = order[n - 1];
    order[n] = k;
  }
  for (size_t n = 0; n < curves->count; n++) place[n] = lr_frame_y(frame, end[order[n]]);
  if (!lr_labels_spread(place, curves->count, GAP, frame->bottom + 4, frame->top - 4))
    return lr_error_set(error, LR_E_INPUT, "the overview has too many channels to name");
  for (size_t n = 0; n < curves->count; n++) {
    size_t k = order[n];
    char name[96];
    snprintf(name, sizeof name, "%.60s ×%.3g", lr_table_get_text(table, curves->first[k], "channel"), end[k]);
    lr_script_leader(script, frame, frame->right + 2, lr_frame_y(frame, end[k]), frame->right + 26, place[n], colour(k));
    lr_script_label(script, frame, frame->right + 30, place[n], "left", 11, colour(k), name);
  }
  return LR_OK;
}

// Laws for the eye: L^1/4 (a coupling with background), L^1/2 (one without).
static void laws(const struct curves *curves, const struct lr_frame *frame, struct lr_text *script) {
  static const double power[] = {0.25, 0.5};
  static const char *const name[] = {"L^¼", "L^½"};
  const double x = sqrt(curves->least * curves->most);
  for (int i = 0; i < 2; i++) {
    double y = pow(x / curves->least, power[i]);
    if (y < frame->y_high) lr_script_label(script, frame, lr_frame_x(frame, x) - 8, lr_frame_y(frame, y) + 12, "right", 11, "#888888", name[i]);
  }
}

enum lr_status lr_figure_overview(const struct lr_figure_style *style, const struct lr_table *overview, struct lr_text *script,
                                  struct lr_error *error) {
  struct curves curves;
  double end[MOST] = {0};
  enum lr_status status = find(overview, &curves, error);
  if (status) return status;
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 76, .right = WIDTH - RIGHT_MARGIN, .bottom = 56, .top = HEIGHT - 44,
                           .x_log = true, .y_log = true, .x_low = curves.least, .x_high = curves.most, .y_low = 0.9};
  frame.y_high = lr_axis_round_up(curves.highest * 1.05);
  lr_script_begin(script, style, frame.width, frame.height);
  blocks(overview, &curves, end, script);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set xlabel 'integrated luminosity [ab⁻¹]' offset 0,0.3\nset ylabel 'gain in coupling against today' offset 0.5,0\n");
  lr_text_add(script, "set format x '%%g'\nset format y '%%g'\nset xtics (0.5, 1, 2, 5, 10, 20, 50, 100)\nset ytics (1, 2, 3, 5, 7, 10, 20, 30, 50, 100)\n"
                      "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\n");
  laws(&curves, &frame, script);
  status = names(overview, &curves, end, &frame, script, error);
  if (status) return status;
  lr_text_add(script, "plot (x/%.9g)**0.25 with lines lw 5 lc rgb '#DDDDDD' notitle, (x/%.9g)**0.5 with lines lw 5 lc rgb '#DDDDDD' notitle", curves.least,
              curves.least);
  for (size_t k = 0; k < curves.count; k++)
    lr_text_add(script, ", \\\n  $channel%zu using 1:2 with lines lw 2 dt %s lc rgb '%s' notitle", k + 1, k / 7 % 3 == 0 ? "1" : k / 7 % 3 == 1 ? "(8,4)" : "(3,3)", colour(k));
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
