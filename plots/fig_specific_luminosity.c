// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/panel.h"

enum { WIDTH = 760, HEIGHT = 460, LABEL_SIZE = 10, MOST_LABELS = 24, KEY_LINE = 17, MOST_BOXES = 256 };
static const double UNIT = 1e31;  // of the axis

enum group { CURVE, OPEN, NO_CURRENT, MEASURED, OTHER, GROUPS };  // the first three: rows of the curve

static enum group group_of(const struct lr_table *points, size_t row) {
  const char *kind = lr_table_get_text(points, row, "kind"), *converged = lr_table_get_text(points, row, "converged");
  if (strcmp(kind, "curve") != 0) return strcmp(kind, "measured") == 0 ? MEASURED : OTHER;
  return strcmp(converged, "no") == 0 ? OPEN : strcmp(converged, "not tracked") == 0 ? NO_CURRENT : CURVE;
}

static void widen(double x, double low, double high, double range[3]) {  // right, bottom, top
  if (!isfinite(x) || !isfinite(low) || !isfinite(high)) return;
  range[0] = fmax(range[0], x);
  range[1] = fmin(range[1], low);
  range[2] = fmax(range[2], high);
}

// Lines of the key, which stands above all points.
static int key_lines(const struct lr_specific_figure *figure) {
  bool has[GROUPS] = {false};
  int lines = figure->line ? 2 : 0;
  for (size_t row = 0; figure->points && row < figure->points->rows; row++) has[group_of(figure->points, row)] = true;
  for (int g = 0; g < GROUPS; g++) lines += has[g];
  return lines;
}

static bool choose_range(const struct lr_specific_figure *figure, struct lr_frame *frame) {
  double range[3] = {0, INFINITY, 0};
  for (size_t row = 0; figure->line && row < figure->line->rows; row++) {
    double L = lr_table_get(figure->line, row, "L_sp") / UNIT;
    widen(lr_table_get(figure->line, row, "product"), L, L, range);
  }
  for (size_t row = 0; figure->points && row < figure->points->rows; row++) {
    double L = lr_table_get(figure->points, row, "L_sp") / UNIT, error = lr_table_get(figure->points, row, "error") / UNIT;
    if (!isfinite(error)) error = 0;
    widen(lr_table_get(figure->points, row, "product"), L - error, L + error, range);
  }
  if (!(range[0] > 0) || !(range[2] > 0)) return false;
  double room = 0.15 * fmax(range[2] - range[1], 0.1 * range[2]);
  lr_frame_fit_x(frame, 0, 1.03 * range[0], false, 0);  // no point on the edge
  double low = fmax(range[1] - room, 0), key = fmin((KEY_LINE * key_lines(figure) + 12) / (frame->top - frame->bottom), 0.6);
  lr_frame_fit_y(frame, low, low + (range[2] + room / 2 - low) / (1 - key), false, 0);
  return true;
}

static size_t write_line(const struct lr_table *line, bool marked_only, const char *name, struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, name);
  for (size_t row = 0; line && row < line->rows; row++) {
    if (marked_only && strcmp(lr_table_get_text(line, row, "operating_point"), "yes") != 0) continue;
    const double value[] = {lr_table_get(line, row, "product"), lr_table_get(line, row, "L_sp") / UNIT};
    points += lr_script_row(script, NULL, value, 2);
  }
  lr_script_block_end(script);
  return points;
}

static size_t write_group(const struct lr_table *table, enum group group, const char *name, bool *bars, struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, name);
  for (size_t row = 0; table && row < table->rows; row++) {
    double error = lr_table_get(table, row, "error") / UNIT;
    if (group_of(table, row) != group) continue;
    const double value[] = {lr_table_get(table, row, "product"), lr_table_get(table, row, "L_sp") / UNIT, isfinite(error) ? error : 0};
    *bars = *bars || error > 0;
    points += lr_script_row(script, NULL, value, 3);
  }
  lr_script_block_end(script);
  return points;
}

struct box {
  double left, right, bottom, top;
};

static bool meets(const struct box *a, const struct box *b) {
  return a->left < b->right && b->left < a->right && a->bottom < b->top && b->bottom < a->top;
}

// A label beside each point that is none of the curve: right of it, left, below or above, where nothing stands; else none.
static void write_labels(const struct lr_table *points, const struct lr_table *line, const struct lr_frame *frame, struct lr_text *script) {
  struct box taken[MOST_BOXES + MOST_LABELS];
  size_t count = 0;
  for (size_t row = 1; line && row < line->rows && count + 8 < MOST_BOXES - MOST_LABELS; row++)
    for (int i = 0; i < 4; i++) {  // along the line
      double x[2], y[2];
      for (size_t k = 0; k < 2; k++) {
        x[k] = lr_frame_x(frame, lr_table_get(line, row - 1 + k, "product"));
        y[k] = lr_frame_y(frame, lr_table_get(line, row - 1 + k, "L_sp") / UNIT);
      }
      double at = x[0] + (x[1] - x[0]) * i / 4, high = y[0] + (y[1] - y[0]) * i / 4;
      if (isfinite(at) && isfinite(high)) taken[count++] = (struct box){at - 3, at + 3, high - 2, high + 2};
    }
  size_t most = count + MOST_LABELS;
  for (size_t row = 0; points && row < points->rows && count < most; row++) {
    if (group_of(points, row) < MEASURED) continue;
    double x = lr_frame_x(frame, lr_table_get(points, row, "product")), y = lr_frame_y(frame, lr_table_get(points, row, "L_sp") / UNIT);
    if (isfinite(x) && isfinite(y)) taken[count++] = (struct box){x - 5, x + 5, y - 5, y + 5};
  }
  for (size_t row = 0; points && row < points->rows && count < MOST_BOXES + MOST_LABELS; row++) {
    const char *label = lr_table_get_text(points, row, "label");
    double x = lr_frame_x(frame, lr_table_get(points, row, "product")), y = lr_frame_y(frame, lr_table_get(points, row, "L_sp") / UNIT);
    if (group_of(points, row) < MEASURED || !*label || !isfinite(x) || !isfinite(y)) continue;
    double wide = 0.56 * LABEL_SIZE * (double)strlen(label), high = LABEL_SIZE + 2;
    const struct {
      double x, y;
      const char *where;
      double left;
    } tries[] = {{x + 9, y, "left", x + 9}, {x - 9, y, "right", x - 9 - wide}, {x, y - 14, "center", x - wide / 2}, {x, y + 14, "center", x - wide / 2}};
    for (size_t t = 0; t < sizeof tries / sizeof *tries; t++) {
      struct box box = {tries[t].left, tries[t].left + wide, tries[t].y - high / 2, tries[t].y + high / 2};
      bool free = box.left > frame->left && box.right < frame->right && box.bottom > frame->bottom && box.top < frame->top;
      for (size_t k = 0; k < count && free; k++) free = !meets(&box, &taken[k]);
      if (!free) continue;
      lr_script_label(script, frame, tries[t].x, tries[t].y, tries[t].where, LABEL_SIZE, lr_colour_hex(LR_GREY_TEXT), label);
      taken[count++] = box;
      break;
    }
  }
}

static void add(struct lr_text *script, const char **between, const char *what, const char *title) {
  lr_text_add(script, "%s%s ", *between, what);
  if (title) {
    lr_text_add(script, "title ");
    lr_gnuplot_quote(script, title);
  } else {
    lr_text_add(script, "notitle");
  }
  *between = ", \\\n  ";
}

enum lr_status lr_figure_specific_luminosity(const struct lr_figure_style *style, const struct lr_specific_figure *figure,
                                             struct lr_text *script, struct lr_error *error) {
  static const char *const BLOCK[GROUPS] = {"curve", "open", "no_current", "measured", "other"},
                          *const TITLE[GROUPS] = {"tracking", "tracking, not converged", "no current, not tracked", "measured", "other simulation"};
  static const struct {
    int point;
    double size;
    enum lr_colour colour;
  } LOOK[GROUPS] = {{7, 0.8, LR_BLUE}, {6, 0.9, LR_BLUE}, {2, 0.9, LR_BLUE}, {5, 0.8, LR_BLACK}, {8, 1.0, LR_GREEN}};
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 90, .right = WIDTH - 30, .bottom = 72, .top = HEIGHT - 50};
  if (!choose_range(figure, &frame)) return lr_error_set(error, LR_E_INPUT, "there is no point of a specific luminosity to draw");
  char what[160];
  const char *between = "plot ";
  bool bars[GROUPS] = {false};
  size_t count[GROUPS];
  lr_script_begin(script, style, frame.width, frame.height);
  size_t line = write_line(figure->line, false, "line", script), here = write_line(figure->line, true, "here", script);
  for (int g = 0; g < GROUPS; g++) count[g] = write_group(figure->points, (enum group)g, BLOCK[g], &bars[g], script);
  lr_script_frame(script, &frame, false);
  write_labels(figure->points, figure->line, &frame, script);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nset key top right Left reverse samplen 2.5 font ',11'\n"
                      "set xlabel 'product of the bunch currents [mA²]' noenhanced\n"
                      "set ylabel 'specific luminosity [10³¹ cm⁻² s⁻¹ mA⁻²]' noenhanced\n");
  if (line > 1) {
    snprintf(what, sizeof what, "$line using 1:2 with lines lw 2 lc rgb '%s'", lr_colour_hex(LR_SKY));
    add(script, &between, what, figure->line_words ? figure->line_words : "line");
  }
  for (int g = 0; g < GROUPS; g++) {
    if (!count[g]) continue;
    if (bars[g]) {
      snprintf(what, sizeof what, "$%s using 1:($2-$3):(0):(2*$3) with vectors nohead lw 1.2 lc rgb '%s'", BLOCK[g], lr_colour_hex(LOOK[g].colour));
      add(script, &between, what, NULL);
    }
    snprintf(what, sizeof what, "$%s using 1:2 with points pt %d ps %g lw 1.5 lc rgb '%s'", BLOCK[g], LOOK[g].point, LOOK[g].size,
             lr_colour_hex(LOOK[g].colour));
    add(script, &between, what, TITLE[g]);
  }
  if (here) {
    snprintf(what, sizeof what, "$here using 1:2 with points pt 13 ps 1.1 lc rgb '%s'", lr_colour_hex(LR_VERMILION));
    add(script, &between, what, "operating point");
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
