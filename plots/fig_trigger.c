// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/panel.h"
#include "plots/trigger_figures.h"

enum { WIDTH = 900, HEIGHT = 520, MARGIN = 196, MOST = 24, MOST_MARKS = 16, GAP = 16 };
#define UNIT 1e34  // of the luminosity on the axis [cm^-2 s^-1]

// One curve: rows of a table that carry a key in a column, with a factor of the background (0: any).
struct curve {
  const char *key;
  double factor;
  int colour;  // index in COLOURS
  bool dashed;
  double end_x, end_y;  // of its last point
  size_t points;
};

static const char *const COLOURS[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5C99", "#8C6D31"};
enum { COLOUR_COUNT = sizeof COLOURS / sizeof *COLOURS };

static bool is_of(const struct lr_table *t, size_t row, const char *column, const char *key, double factor) {
  return strcmp(lr_table_get_text(t, row, column), key) == 0 && (factor == 0 || lr_table_get(t, row, "background_factor") == factor);
}

// Range of the luminosity; false: fewer than two points.
static bool fit_luminosity(const struct lr_table *t, struct lr_frame *frame) {
  double low = INFINITY, high = 0;
  for (size_t row = 0; row < t->rows; row++) {
    double x = lr_table_get(t, row, "luminosity") / UNIT;
    if (!(x > 0)) continue;
    low = fmin(low, x);
    high = fmax(high, x);
  }
  frame->x_log = true;
  frame->x_low = low;
  frame->x_high = high;
  return high > low * (1 + 1e-9);
}

// Keys of a column in the order of the table; returns how many, MOST + 1 when there are too many.
static size_t keys(const struct lr_table *t, const char *column, const char *key[MOST]) {
  size_t count = 0;
  for (size_t row = 0; row < t->rows; row++) {
    const char *now = lr_table_get_text(t, row, column);
    size_t i = 0;
    while (i < count && strcmp(key[i], now) != 0) i++;
    if (i < count) continue;
    if (count == MOST) return MOST + 1;
    key[count++] = now;
  }
  return count;
}

static void block(struct lr_text *script, const struct lr_table *t, const char *name, const char *column, const char *value,
                  struct curve *curve) {
  lr_script_block(script, name);
  for (size_t row = 0; row < t->rows; row++) {
    if (curve->key && !is_of(t, row, column, curve->key, curve->factor)) continue;
    const double point[] = {lr_table_get(t, row, "luminosity") / UNIT, lr_table_get(t, row, value)};
    if (!lr_script_row(script, NULL, point, 2)) continue;
    curve->points++;
    curve->end_x = point[0];
    curve->end_y = point[1];
  }
  lr_script_block_end(script);
}

// Ticks 1, 2, 5 of each decade.
static void luminosity_axis(struct lr_text *script, const struct lr_frame *frame) {
  const char *comma = "";
  double at = lr_axis_round_up(frame->x_low * (1 - 1e-9));
  lr_text_add(script, "set xtics scale 1,0.5 (");
  for (int i = 0; i < 60 && at <= frame->x_high * (1 + 1e-9); i++, at = lr_axis_round_up(at * 1.5)) {
    lr_text_add(script, "%s'", comma);
    lr_text_tick(script, at);
    lr_text_add(script, "' %.9g", at);
    comma = ", ";
  }
  lr_text_add(script, ") font ',11'\n");
  lr_script_x_title(script, frame, "luminosity [10³⁴ cm⁻² s⁻¹]");
}

// The luminosity on the axis from which on the lines want more than the budget [kHz]; NaN: never, or no table.
static double budget_passed(const struct lr_table *total, double *budget) {
  double before_x = NAN, before_y = NAN;
  for (size_t row = 0; total && row < total->rows; row++) {
    double x = lr_table_get(total, row, "luminosity") / UNIT, y = lr_table_get(total, row, "rate_wanted");
    *budget = lr_table_get(total, row, "budget");
    if (y > *budget) return before_y < y ? before_x * pow(x / before_x, log(*budget / before_y) / log(y / before_y)) : x;
    before_x = x, before_y = y;
  }
  return NAN;
}

// Vertical lines at the setups, and where the lines want more than the budget (`total`, NULL: not); names above the panel, moved apart.
static void marks(struct lr_text *script, const struct lr_frame *frame, const struct lr_table *setups, const struct lr_table *total) {
  double x[MOST_MARKS], place[MOST_MARKS], width = 0, budget = NAN, passed = budget_passed(total, &budget);
  const char *name[MOST_MARKS];
  char limit[40];
  size_t n = 0, red = MOST_MARKS;
  snprintf(limit, sizeof limit, "%.3g kHz passed", budget);
  for (size_t row = 0; setups && row < setups->rows && n + 1 < MOST_MARKS; row++) {
    double at = lr_table_get(setups, row, "luminosity") / UNIT;
    if (!(at >= frame->x_low && at <= frame->x_high)) continue;
    name[n] = lr_table_get_text(setups, row, "id");
    width = fmax(width, lr_labels_width(name[n], 10));
    x[n] = place[n] = lr_frame_x(frame, at);
    n++;
  }
  if (passed > frame->x_low && passed < frame->x_high) {
    red = n;
    while (red > 0 && x[red - 1] > lr_frame_x(frame, passed)) x[red] = place[red] = x[red - 1], name[red] = name[red - 1], red--;
    x[red] = place[red] = lr_frame_x(frame, passed), name[red] = limit, n++;
    width = fmax(width, lr_labels_width(limit, 10));
  }
  bool named = lr_labels_spread(place, n, width + 8, frame->left, frame->right + 20);
  for (size_t i = 0; i < n; i++) {
    lr_text_add(script, "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead back %s\n", x[i] / frame->width, frame->bottom / frame->height,
                x[i] / frame->width, frame->top / frame->height, i == red ? "lw 1.6 dt (10,5) lc rgb '#B00020'" : "lw 1 dt (3,4) lc rgb '#888888'");
    if (!named) continue;
    lr_script_leader(script, frame, x[i], frame->top, place[i], frame->top + 10, i == red ? "#B00020" : "#888888");
    lr_script_label(script, frame, place[i], frame->top + 17, "center", 10, i == red ? "#B00020" : "#4D4D4D", name[i]);
  }
}

// The peaks of the plan as a band, with its name at the foot of the panel.
static void plan_band(struct lr_text *script, const struct lr_frame *frame, const struct lr_table *periods) {
  double low = INFINITY, high = 0;
  for (size_t row = 0; periods && row < periods->rows; row++) {
    double at = lr_table_get(periods, row, "peak") / UNIT;
    if (!(at > 0)) continue;
    low = fmin(low, fmax(at, frame->x_low));
    high = fmax(high, fmin(at, frame->x_high));
  }
  if (!(low < high)) return;
  lr_text_add(script, "set object rectangle from first %.9g, graph 0 to first %.9g, graph 1 fc rgb '#EAF1F8' fs solid noborder behind\n", low, high);
  double left = lr_frame_x(frame, low), right = lr_frame_x(frame, high);
  const char *name = "peaks of the plan";
  if (right - left > lr_labels_width(name, 11) + 12) lr_script_label(script, frame, (left + right) / 2, frame->bottom + 22, "center", 11, "#3D5A78", name);
}

// Names in the right margin beside the ends of the curves.
static bool margin(struct lr_text *script, const struct lr_frame *frame, const struct curve *curve, const char *const *colour,
                   const char *const *name, size_t count) {
  size_t order[MOST + 3], n = 0;
  double place[MOST + 3];
  for (size_t i = 0; i < count; i++) {
    if (!curve[i].points) continue;
    size_t k = n++;
    for (; k > 0 && curve[order[k - 1]].end_y > curve[i].end_y; k--) order[k] = order[k - 1];
    order[k] = i;
  }
  for (size_t k = 0; k < n; k++) place[k] = fmax(lr_frame_y(frame, curve[order[k]].end_y), frame->bottom);
  if (!lr_labels_spread(place, n, GAP, frame->bottom + 4, frame->top - 4)) return false;
  for (size_t k = 0; k < n; k++) {
    size_t i = order[k];
    double y = fmax(lr_frame_y(frame, curve[i].end_y), frame->bottom);
    struct lr_text text = {0};
    lr_text_fit(&text, name[i], 11, MARGIN - 22);
    lr_script_leader(script, frame, lr_frame_x(frame, curve[i].end_x) + 2, y, frame->right + 14, place[k], colour[i]);
    lr_script_label(script, frame, frame->right + 17, place[k], "left", 11, colour[i], lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
  return true;
}

static enum lr_status too_many(const struct lr_table *t, struct lr_error *error) {
  return lr_error_set(error, LR_E_INPUT, "the table '%s' has more curves than the figure can name", t->name);
}

static enum lr_status nothing(const struct lr_table *t, struct lr_error *error) {
  return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two luminosities: nothing to draw", t->name);
}

static struct lr_frame begin_frame(void) {
  return (struct lr_frame){.width = WIDTH, .height = HEIGHT, .left = 100, .right = WIDTH - MARGIN, .bottom = 64, .top = HEIGHT - 66};
}

enum lr_status lr_figure_trigger_rates(const struct lr_figure_style *style, const struct lr_table *rates, const struct lr_table *total,
                                       const struct lr_table *setups, const struct lr_table *periods, struct lr_text *script,
                                       struct lr_error *error) {
  struct curve curve[MOST + 3] = {{0}};
  const char *key[MOST], *colour[MOST + 3], *name[MOST + 3];
  struct lr_frame frame = begin_frame();
  size_t lines = keys(rates, "line", key);
  if (lines > MOST) return too_many(rates, error);
  if (!fit_luminosity(rates, &frame)) return nothing(rates, error);
  double low = INFINITY, high = 0;
  for (size_t row = 0; row < rates->rows; row++)
    if (lr_table_get(rates, row, "rate_out") > 0) low = fmin(low, lr_table_get(rates, row, "rate_out"));
  for (size_t row = 0; row < total->rows; row++)
    high = fmax(high, fmax(lr_table_get(total, row, "rate_out"), lr_table_get(total, row, "budget")));
  if (!(low < high)) return nothing(total, error);
  frame.y_log = true;
  frame.y_low = lr_axis_round_down(fmax(low, high * 1e-5));
  frame.y_high = lr_axis_round_up(high * 1.2);
  lr_script_begin(script, style, frame.width, frame.height);
  static const char *const SUMS[] = {"rate_out", "rate_background", "budget"}, *const NAMES[] = {"all lines", "of it from the beams", "budget"};
  for (size_t i = 0; i < lines; i++) {
    char block_name[24];
    curve[i] = (struct curve){.key = key[i], .colour = (int)(i % COLOUR_COUNT), .dashed = i >= COLOUR_COUNT};
    snprintf(block_name, sizeof block_name, "line%zu", i);
    block(script, rates, block_name, "line", "rate_out", &curve[i]);
    colour[i] = COLOURS[curve[i].colour];
    name[i] = key[i];
  }
  for (size_t i = 0; i < 3; i++) {
    block(script, total, SUMS[i], "", SUMS[i], &curve[lines + i]);
    colour[lines + i] = i == 2 ? "#B00020" : "#000000";
    name[lines + i] = NAMES[i];
  }
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\n");
  luminosity_axis(script, &frame);
  lr_script_tics(script, &frame, 'y', true);
  lr_script_y_title(script, &frame, "rate after prescales [kHz]");
  plan_band(script, &frame, periods);
  marks(script, &frame, setups, NULL);
  if (!margin(script, &frame, curve, colour, name, lines + 3)) return too_many(rates, error);
  const char *between = "plot ";
  for (size_t i = 0; i < lines; i++) {
    if (!curve[i].points) continue;
    lr_text_add(script, "%s$line%zu using 1:2 with lines lw 1.8%s lc rgb '%s'", between, i, curve[i].dashed ? " dt (8,4)" : "", colour[i]);
    between = ", \\\n  ";
  }
  static const char *const LOOK[] = {"lw 3", "lw 2 dt (2,4)", "lw 2 dt (10,5)"};
  for (size_t i = 0; i < 3; i++) {
    if (!curve[lines + i].points) continue;
    lr_text_add(script, "%s$%s using 1:2 with lines %s lc rgb '%s'", between, SUMS[i], LOOK[i], colour[lines + i]);
    between = ", \\\n  ";
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}

// Do two channels have the same efficiency in every row?
static bool same_curve(const struct lr_table *t, const char *a, const char *b) {
  size_t j = 0;
  for (size_t i = 0; i < t->rows; i++) {
    if (strcmp(lr_table_get_text(t, i, "channel"), a) != 0) continue;
    while (j < t->rows && strcmp(lr_table_get_text(t, j, "channel"), b) != 0) j++;
    if (j == t->rows || fabs(lr_table_get(t, i, "efficiency") - lr_table_get(t, j, "efficiency")) > 1e-6) return false;
    j++;
  }
  return true;
}

enum lr_status lr_figure_trigger_efficiency(const struct lr_figure_style *style, const struct lr_table *efficiency,
                                            const struct lr_table *total, const struct lr_table *setups, const struct lr_table *periods,
                                            struct lr_text *script, struct lr_error *error) {
  struct curve curve[2][MOST] = {{{0}}};  // as declared, with more background
  const char *key[MOST], *colour[MOST];
  struct lr_frame frame = begin_frame();
  double plain = INFINITY, most = 0;
  size_t count = keys(efficiency, "channel", key);
  if (count > MOST) return too_many(efficiency, error);
  if (!fit_luminosity(efficiency, &frame)) return nothing(efficiency, error);
  if (setups && setups->rows) frame.x_low = fmax(frame.x_low, 0.8 * lr_table_get(setups, 0, "luminosity") / UNIT);  // flat below
  for (size_t row = 0; row < efficiency->rows; row++) {
    plain = fmin(plain, lr_table_get(efficiency, row, "background_factor"));
    most = fmax(most, lr_table_get(efficiency, row, "background_factor"));
  }
  frame.y_high = 1.05;
  lr_script_begin(script, style, frame.width, frame.height);
  int colours = 0;
  for (size_t i = 0; i < count; i++) {
    size_t first = 0;
    while (first < i && !same_curve(efficiency, key[first], key[i])) first++;
    int use = first < i ? curve[0][first].colour : colours++;
    for (int k = 0; k < 2; k++) {
      char name[32];
      curve[k][i] = (struct curve){.key = key[i], .factor = k ? most : plain, .colour = use};
      snprintf(name, sizeof name, "%s%zu", k ? "more" : "channel", i);
      if (!k || most > plain) block(script, efficiency, name, "channel", "efficiency", &curve[k][i]);
    }
    colour[i] = COLOURS[use % COLOUR_COUNT];
  }
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\n");
  luminosity_axis(script, &frame);
  lr_text_add(script, "set ytics scale 1,0.5 0.2 font ',11'\n");
  lr_script_y_title(script, &frame, "trigger efficiency");
  plan_band(script, &frame, periods);
  marks(script, &frame, setups, total);
  if (!margin(script, &frame, curve[0], colour, key, count)) return too_many(efficiency, error);
  if (most > plain)
    lr_script_labelf(script, &frame, frame.left + 12, frame.bottom + 40, "left", 11, "#4D4D4D", "dashed: beam background × %.3g", most / plain);
  const char *between = "plot ";
  for (size_t i = 0; i < 2 * count; i++) {
    const struct curve *c = &curve[i / count][i % count];
    if (!c->points) continue;
    lr_text_add(script, "%s$%s%zu using 1:2 with lines lw %s lc rgb '%s'", between, i < count ? "channel" : "more", i % count,
                i < count ? "2.2" : "1.6 dt (8,5)", colour[i % count]);
    between = ", \\\n  ";
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
