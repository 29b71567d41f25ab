// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "plots/labels.h"
#include "plots/panel.h"
#include "plots/plan_figures.h"

enum { WIDTH = 900, HEIGHT = 520, MOST_CURVES = 24 };

struct curve {
  size_t first, rows;  // of the table
  bool luminosity;     // a luminosity, not a reach
  size_t rank;         // among those of its kind
  double most;         // the highest probability
};

static double day_of(const struct lr_table *t, size_t row) {
  int day;
  return lr_date_parse(lr_table_get_text(t, row, "date"), &day) ? (double)day : NAN;
}

// Rows of one milestone follow one another.
static size_t find_curves(const struct lr_table *t, struct curve *curve, size_t *luminosities) {
  size_t count = 0, reaches = 0;
  *luminosities = 0;
  for (size_t row = 0; row < t->rows; row++) {
    const char *name = lr_table_get_text(t, row, "milestone");
    double p = lr_table_get(t, row, "probability");
    if (!count || strcmp(name, lr_table_get_text(t, row - 1, "milestone")) != 0) {
      if (count == MOST_CURVES) return MOST_CURVES + 1;
      size_t length = strlen(name);
      bool luminosity = length > 6 && strcmp(name + length - 6, " ab^-1") == 0;
      curve[count++] = (struct curve){.first = row, .luminosity = luminosity, .rank = luminosity ? (*luminosities)++ : reaches++};
    }
    curve[count - 1].rows++;
    curve[count - 1].most = fmax(curve[count - 1].most, p);
  }
  return count;
}

static const char *colour_of(const struct curve *curve, size_t luminosities) {
  static const enum lr_colour REACH[] = {LR_VERMILION, LR_GREEN, LR_PURPLE, LR_ORANGE};
  return curve->luminosity ? lr_colour_shade(curve->rank, luminosities) : lr_colour_hex(REACH[curve->rank % 4]);
}

// From the first date to a year after the last change.
static bool date_range(const struct lr_table *t, const struct curve *curve, size_t curves, struct lr_frame *frame) {
  double low = INFINITY, high = -INFINITY, last = -INFINITY;
  for (size_t k = 0; k < curves; k++)
    for (size_t i = 0; i < curve[k].rows; i++) {
      double day = day_of(t, curve[k].first + i), p = lr_table_get(t, curve[k].first + i, "probability");
      if (!isfinite(day) || !isfinite(p)) continue;
      low = fmin(low, day);
      last = fmax(last, day);
      if (p < curve[k].most) high = fmax(high, day);
    }
  if (!(low < last)) return false;
  high = fmin(fmax(high, low) + 400, last);
  frame->x_low = lr_date_make((int)floor(lr_date_year(low)), 1, 1);
  frame->x_high = lr_date_make((int)ceil(lr_date_year(high)), 1, 1);
  frame->x_date = true;
  return true;
}

// Place in pixels at which a curve first passes p.
static bool passes(const struct lr_table *t, const struct curve *curve, const struct lr_frame *frame, double p, double *x) {
  double before = 0, day_before = NAN;
  for (size_t i = 0; i < curve->rows; i++) {
    double day = day_of(t, curve->first + i), here = lr_table_get(t, curve->first + i, "probability");
    if (!isfinite(day) || !isfinite(here)) continue;
    if (here >= p) {
      double part = isnan(day_before) || here <= before ? 1 : (p - before) / (here - before);
      *x = lr_frame_x(frame, isnan(day_before) ? day : day_before + part * (day - day_before));
      return true;
    }
    before = here;
    day_before = day;
  }
  return false;
}

static void block_curve(const struct lr_table *t, const struct curve *curve, const struct lr_frame *frame, struct lr_labels *labels) {
  double x = NAN, y = NAN;
  for (size_t i = 0; i < curve->rows; i++) {
    double x2 = lr_frame_x(frame, day_of(t, curve->first + i));
    double y2 = lr_frame_y(frame, lr_table_get(t, curve->first + i, "probability"));
    lr_labels_block_line(labels, x, y, x2, y2);
    x = x2;
    y = y2;
  }
}

// The name beside the curve: near the end of its rise if there is room, else further down.
static void name_curve(const struct lr_table *t, const struct curve *curve, size_t luminosities, const struct lr_frame *frame,
                       struct lr_labels *labels, struct lr_text *script) {
  static const double AT[] = {0.95, 0.84, 0.77, 0.7, 0.63, 0.56, 0.43, 0.36, 0.29, 0.22, 0.15, 0.05};
  struct lr_text text = {0};
  lr_text_unit(&text, lr_table_get_text(t, curve->first, "milestone"));
  const char *name;
  if (!(curve->most > 0)) lr_text_add(&text, ": never");
  name = lr_buffer_text(&text.buffer);
  double width = lr_labels_width(name, 11) + 8, x;
  struct lr_box box;
  bool placed = false;
  for (int side = 0; side < 4 && !placed; side++)  // right, left, below it on the right, above it on the left
    for (size_t i = 0; i < sizeof AT / sizeof *AT && !placed; i++) {
      double p = AT[i] * curve->most, lower = side == 2 ? -14 : side == 3 ? 14 : 0;
      if (!(p > 0) || !passes(t, curve, frame, p, &x)) continue;
      // beside it: no other curve may stand between
      double y = lr_frame_y(frame, p);
      struct lr_box between = {side ? x - 12 : x + 5, y - 3, side ? x - 5 : x + 12, y + 3};
      if (side < 2 && !lr_labels_is_free(labels, between)) continue;
      placed = lr_labels_place(labels, side % 2 ? x - 12 - width / 2 : x + 12 + width / 2, y + lower, width, 15, &box);
    }
  for (int i = 0; i < 40 && !placed; i++)  // no room beside it: on the right, as near to its end as may be
    placed = lr_labels_place(labels, frame->right - 6 - width / 2, lr_frame_y(frame, curve->most) + (i % 2 ? -1 : 1) * (16 + 5 * i), width, 15, &box);
  if (!placed) box = (struct lr_box){frame->right - 6 - width, frame->top - 20, frame->right - 6, frame->top - 5};
  lr_script_label(script, frame, (box.left + box.right) / 2, (box.bottom + box.top) / 2, "center", 11, colour_of(curve, luminosities), name);
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

enum lr_status lr_figure_milestone_probability(const struct lr_figure_style *style, const struct lr_table *t, struct lr_text *script,
                                               struct lr_error *error) {
  struct curve curve[MOST_CURVES];
  size_t luminosities, curves = find_curves(t, curve, &luminosities), points[MOST_CURVES] = {0};
  if (curves > MOST_CURVES) return lr_error_set(error, LR_E_INPUT, "the figure of milestones has room for %d curves", MOST_CURVES);
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 92, .right = WIDTH - 60, .bottom = 62, .top = HEIGHT - 46, .y_high = 1};
  if (!date_range(t, curve, curves, &frame))
    return lr_error_set(error, LR_E_INPUT, "the table 'milestone_probability' has no dates: nothing to draw");
  lr_script_begin(script, style, frame.width, frame.height);
  for (size_t k = 0; k < curves; k++) {
    char name[32];
    snprintf(name, sizeof name, "curve%zu", k);
    lr_script_block(script, name);
    bool certain = false;  // the line ends where it has got to 1
    for (size_t i = 0; i < curve[k].rows && !certain; i++) {
      double p = lr_table_get(t, curve[k].first + i, "probability");
      certain = p >= 1;
      points[k] += lr_script_row(script, lr_table_get_text(t, curve[k].first + i, "date"), &p, 1);
    }
    lr_script_block_end(script);
  }
  frame.y_high = 1.04;
  lr_script_frame(script, &frame, true);
  lr_text_add(script, "set ytics scale 1,0.5 ('0' 0, '20 %%%%' 0.2, '40 %%%%' 0.4, '60 %%%%' 0.6, '80 %%%%' 0.8, '100 %%%%' 1) font ',11'\n");
  struct lr_labels labels = {.panel = {frame.left + 2, frame.bottom + 2, frame.right - 2, frame.top - 2}};
  static const double GUIDE[] = {0.1, 0.5, 0.9};
  static const char *const NAME[] = {"P10", "P50", "P90"};
  for (int q = 0; q < 3; q++) {
    lr_text_add(script, "set arrow from graph 0, first %.9g to graph 1, first %.9g nohead lw 1 dt (4,4) lc rgb '#8A8A8A' back\n", GUIDE[q], GUIDE[q]);
    lr_script_label(script, &frame, frame.right + 8, lr_frame_y(&frame, GUIDE[q]), "left", 11, "#4D4D4D", NAME[q]);
  }
  for (int q = 0; q < 3; q++)
    lr_labels_block_line(&labels, frame.left, lr_frame_y(&frame, GUIDE[q]), frame.right, lr_frame_y(&frame, GUIDE[q]));
  for (size_t k = 0; k < curves; k++) block_curve(t, &curve[k], &frame, &labels);
  for (size_t k = 0; k < curves; k++) name_curve(t, &curve[k], luminosities, &frame, &labels, script);
  if (labels.failed) script->buffer.failed = true;
  lr_labels_free(&labels);
  lr_script_y_title(script, &frame, "probability that it is passed");
  lr_text_add(script, "set xlabel 'year (1 January at the tick)' offset 0,0.2\nunset key\n");
  const char *between = "plot ";
  for (size_t k = 0; k < curves; k++) {
    if (!points[k]) continue;
    lr_text_add(script, "%s$curve%zu using 1:2 with lines lw 2.2%s lc rgb '%s' notitle", between, k, curve[k].luminosity ? "" : " dt (9,4)",
                colour_of(&curve[k], luminosities));
    between = ", \\\n  ";
  }
  if (*between == 'p') return lr_error_set(error, LR_E_INPUT, "the table 'milestone_probability' has no number to draw");
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
