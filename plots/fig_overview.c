// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/labels.h"
#include "plots/panel.h"

enum { WIDTH = 1040, HEIGHT = 600, RIGHT_MARGIN = 420, MOST = 40, GAP = 15 };

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

// Looks go by the place at which a line ends: neighbours differ in colour and in dash, and no two of 42 places are alike.
static const char *colour(size_t place) {
  static const enum lr_colour order[] = {LR_BLUE, LR_VERMILION, LR_GREEN, LR_PURPLE, LR_ORANGE, LR_SKY, LR_BLACK};
  return lr_colour_hex(order[place % (sizeof order / sizeof order[0])]);
}

static const char *dash(size_t place) {
  static const char *const dashes[] = {"1", "(10,4)", "(3,3)", "(14,4,3,4)", "(6,3)", "(12,3,3,3,3,3)"};
  return dashes[place % (sizeof dashes / sizeof dashes[0])];
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

// What a line is called: the title; the id behind it where two lines have one title, the id alone where there is none.
static void name_of(const struct lr_table *table, const struct curves *curves, size_t k, char *name, size_t size) {
  const bool titled = lr_table_find(table, "title") >= 0;
  const char *id = lr_table_get_text(table, curves->first[k], "channel"), *title = titled ? lr_table_get_text(table, curves->first[k], "title") : "";
  bool twice = false;
  for (size_t i = 0; *title && i < curves->count; i++) twice |= i != k && strcmp(lr_table_get_text(table, curves->first[i], "title"), title) == 0;
  if (!*title) snprintf(name, size, "%.60s", id);
  else if (twice) snprintf(name, size, "%.60s (%.40s)", title, id);
  else snprintf(name, size, "%.80s", title);
}

// Channels in the order in which their lines end, the lowest first.
static void by_end(const struct curves *curves, const double *end, size_t *order) {
  for (size_t k = 0; k < curves->count; k++) {
    size_t n = k;
    for (; n > 0 && end[order[n - 1]] > end[k]; n--) order[n] = order[n - 1];
    order[n] = k;
  }
}

// Names in the right margin, ordered as the lines end, with a piece of the line and the gain at the largest luminosity.
static enum lr_status names(const struct lr_table *table, const struct curves *curves, const double *end, const size_t *order,
                            const struct lr_frame *frame, struct lr_text *script, struct lr_error *error) {
  enum { LEADER = 26, PIECE = 34 };
  double place[MOST];
  for (size_t n = 0; n < curves->count; n++) place[n] = lr_frame_y(frame, end[order[n]]);
  if (!lr_labels_spread(place, curves->count, GAP, frame->bottom + 4, frame->top - 4))
    return lr_error_set(error, LR_E_INPUT, "the overview has too many channels to name");
  for (size_t n = 0; n < curves->count; n++) {
    size_t k = order[n];
    char name[128];
    struct lr_text text = {0};
    const double x = frame->right + LEADER, room = frame->width - 8 - (x + PIECE + 6) - 5 * 11;
    name_of(table, curves, k, name, sizeof name);
    lr_text_fit(&text, name, 11, room);
    lr_text_add(&text, " ×%.3g", end[k]);
    lr_script_leader(script, frame, frame->right + 2, lr_frame_y(frame, end[k]), x, place[n], colour(n));
    lr_text_add(script, "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead lw 2 dt %s lc rgb '%s'\n", x / frame->width, place[n] / frame->height,
                (x + PIECE) / frame->width, place[n] / frame->height, dash(n), colour(n));
    lr_script_label(script, frame, x + PIECE + 6, place[n], "left", 11, colour(n), lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
  return LR_OK;
}

// Laws for the eye: L^1/4 (a coupling with background), L^1/2 (one without). The name stands at the upper end of the line or
// nearest to it where no line of a channel goes.
static void laws(const struct lr_table *table, const struct curves *curves, const struct lr_frame *frame, struct lr_text *script) {
  static const double power[] = {0.25, 0.5};
  static const char *const name[] = {"1/4", "1/2"};
  struct lr_labels labels = {.panel = {frame->left + 4, frame->bottom + 4, frame->right - 4, frame->top - 4}};
  const double width = lr_labels_width("∝ L1/4", 12) + 4, height = 16;
  double last_x[MOST], last_y[MOST];
  for (size_t k = 0; k < curves->count; k++) last_x[k] = last_y[k] = NAN;
  for (size_t row = 0; row < table->rows; row++) {
    const double x = lr_table_get(table, row, "luminosity_ab"), y = lr_table_get(table, row, "gain");
    size_t k = 0;
    while (k < curves->count && strcmp(lr_table_get_text(table, curves->first[k], "channel"), lr_table_get_text(table, row, "channel")) != 0) k++;
    if (k == curves->count || !(x > 0) || !(y > 0)) continue;
    if (isfinite(last_x[k])) lr_labels_block_line(&labels, last_x[k], last_y[k], lr_frame_x(frame, x), lr_frame_y(frame, y));
    last_x[k] = lr_frame_x(frame, x);
    last_y[k] = lr_frame_y(frame, y);
  }
  for (int i = 0; i < 2; i++) {
    bool done = false;
    for (double away = 14; !done && away < 200; away += 6)
      for (int step = 19; !done && step >= 4; step--) {
        const double x = curves->least * pow(curves->most / curves->least, step / 20.0), y = pow(x / curves->least, power[i]);
        for (int sign = 1; !done && y < frame->y_high && sign >= -1; sign -= 2) {
          const double at_x = lr_frame_x(frame, x), at_y = lr_frame_y(frame, y) + sign * away;
          if (!lr_labels_place(&labels, at_x, at_y, width, height, NULL)) continue;
          done = true;
          if (away > 20) lr_script_leader_front(script, frame, at_x, at_y - sign * height / 2, at_x, lr_frame_y(frame, y), "#777777");
          lr_text_add(script, "set label '∝ 𝓛^{%s}' at screen %.4f,%.4f center font ',12' tc rgb '#777777' front\n", name[i], at_x / frame->width, at_y / frame->height);
        }
      }
  }
  if (labels.failed) script->buffer.failed = true;
  lr_labels_free(&labels);
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
  size_t order[MOST];
  by_end(&curves, end, order);
  laws(overview, &curves, &frame, script);
  status = names(overview, &curves, end, order, &frame, script, error);
  if (status) return status;
  lr_text_add(script, "plot (x/%.9g)**0.25 with lines lw 5 lc rgb '#DDDDDD' notitle, (x/%.9g)**0.5 with lines lw 5 lc rgb '#DDDDDD' notitle", curves.least,
              curves.least);
  for (size_t n = 0; n < curves.count; n++)
    lr_text_add(script, ", \\\n  $channel%zu using 1:2 with lines lw 2 dt %s lc rgb '%s' notitle", order[n] + 1, dash(n), colour(n));
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
