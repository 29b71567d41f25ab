// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/loss_figures.h"
#include "plots/panel.h"

enum {
  WIDTH = 900,
  PANEL = 118,
  FIRST = 170,
  GAP = 20,
  FOOT = 66,
  HEAD = 70,
  LEFT = 100,
  RIGHT = 26,
  PANELS = 5,
  LINES = 2
};

struct panel {
  const char *title;
  bool log, zero;  // log axis; linear axis that holds 0
  struct {
    const char *column, *name;
    enum lr_colour colour;
  } line[LINES];
};
static const struct panel PANEL_OF[PANELS] = {
    {"height [µm]", false, true, {{"y", "grain", LR_BLACK}}},
    {"temperature [K]", false, false, {{"temperature", "grain", LR_VERMILION}}},
    {"charge", false, true, {{"charge", "grain", LR_PURPLE}}},
    {"mass, share of start", false, true, {{"mass", "grain", LR_BLUE}}},
    {"number", true, false, {{"vapour", "vapour atoms", LR_SKY}, {"electrons", "free electrons", LR_GREEN}}}};

// A large charge is drawn in 10^n e.
static double unit_of(int number, const struct lr_table *trajectory) {
  double most = 0;
  for (size_t row = 0; number == 2 && row < trajectory->rows; row++) {
    double charge = lr_table_get(trajectory, row, "charge");
    if (isfinite(charge)) most = fmax(most, fabs(charge));
  }
  return most >= 1e4 ? pow(10, floor(log10(most))) : 1;
}

static bool choose_range(const struct lr_grain_figure *figure, int number, struct lr_frame *frame) {
  const struct panel *panel = &PANEL_OF[number];
  double low = INFINITY, high = -INFINITY, unit = unit_of(number, figure->trajectory);
  for (size_t row = 0; row < figure->trajectory->rows; row++)
    for (int i = 0; i < LINES; i++) {
      double value = panel->line[i].column ? lr_table_get(figure->trajectory, row, panel->line[i].column) / unit : NAN;
      if (!isfinite(value) || (panel->log && !(value > 0))) continue;
      low = fmin(low, value);
      high = fmax(high, value);
    }
  if (!isfinite(low)) return false;
  if (panel->zero) {
    low = fmin(low, 0);
    high = fmax(high, 0);
  }
  if (number == 0 && figure->sigma_y_um > 0) {  // the whole beam is seen
    low = fmin(low, -3.2 * figure->sigma_y_um);
    high = fmax(high, 3.2 * figure->sigma_y_um);
  }
  if (number == 0) {
    double margin = 0.03 * (high - low);
    low -= margin;
    high += margin;
  }
  if (number == 1) {  // from nothing, and the boiling point when the grain comes near it
    low = 0;
    if (figure->boiling_K > 0 && high > 0.5 * figure->boiling_K) high = fmax(high, 1.08 * figure->boiling_K);
  }
  lr_frame_fit_y(frame, low, high, panel->log, 10);
  return true;
}

static void turn_grid(const struct lr_frame *frame, double turn_us, struct lr_text *script) {
  if (!(turn_us > 0)) return;
  double every = 1;
  while ((frame->x_high - frame->x_low) / (every * turn_us) > 80) every *= 10;
  double step = every * turn_us;
  for (double i = ceil(frame->x_low / step - 1e-9); i * step <= frame->x_high * (1 + 1e-12); i++)
    lr_text_add(script,
                "set arrow from first %.9g, graph 0 to first %.9g, graph 1 nohead back lw 0.5 lc rgb '#CFCFCF'\n",
                i * step, i * step);
}

// Beam behind the height, boiling point behind the temperature, zero lines.
static void write_marks(const struct lr_grain_figure *figure, int number, const struct lr_frame *frame,
                        struct lr_text *script) {
  double sigma = figure->sigma_y_um, boils = figure->boiling_K;
  if (number == 0 && sigma > 0) {
    lr_script_rectangle(script, frame->x_low, -3 * sigma, frame->x_high, 3 * sigma, "#DCEBF7", NULL);
    lr_script_rectangle(script, frame->x_low, -sigma, frame->x_high, sigma, "#9CC7E8", NULL);
    lr_script_labelf(script, frame, frame->left, frame->top + 10, "left", 11, "#1F5F91",
                     "beam: ±1 σ dark, ±3 σ pale; σ = %.3g µm", sigma);
  }
  if (number == 1 && boils > frame->y_low && boils < frame->y_high) {
    lr_script_line(script, frame->x_low, boils, frame->x_high, boils, "lw 1.3 dt (7,4) lc rgb '#555555'");
    lr_script_labelf(script, frame, frame->left, frame->top + 10, "left", 11, "#555555", "dashed: boils at %.0f K",
                     boils);
  }
  if (frame->y_low < 0 && frame->y_high > 0)
    lr_script_line(script, frame->x_low, 0, frame->x_high, 0, "back lw 0.8 lc rgb '#555555'");
}

static void write_title(const struct lr_table *trajectory, int number, const struct lr_frame *frame,
                        struct lr_text *script) {
  struct lr_text text = {0};
  lr_text_add(&text, "%s", PANEL_OF[number].title);
  if (number == 2) {
    double unit = unit_of(number, trajectory);
    lr_text_add(&text, " [");
    if (unit > 1) lr_text_tick(&text, unit);
    lr_text_add(&text, "%se]", unit > 1 ? " " : "");
    lr_script_label(script, frame, frame->left, frame->top + 10, "left", 11, "#555555",
                    "positive: repelled by positrons");
  }
  lr_script_y_title(script, frame, lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

static void data_blocks(const struct lr_table *trajectory, int number, const struct lr_frame *frame,
                        size_t points[LINES], struct lr_text *script) {
  double unit = unit_of(number, trajectory);
  for (int i = 0; i < LINES; i++) {
    points[i] = 0;
    if (!PANEL_OF[number].line[i].column) continue;
    lr_text_add(script, "$panel%d_%d << EOD\n", number, i);
    for (size_t row = 0; row < trajectory->rows; row++) {
      double y = lr_table_get(trajectory, row, PANEL_OF[number].line[i].column) / unit;
      const double xy[] = {lr_table_get(trajectory, row, "t"), frame->y_log && !(y >= frame->y_low) ? NAN : y};
      points[i] += lr_script_row(script, NULL, xy, 2);
    }
    lr_script_block_end(script);
  }
}

enum lr_status lr_figure_grain(const struct lr_figure_style *style, const struct lr_grain_figure *figure,
                               struct lr_text *script, struct lr_error *error) {
  const struct lr_table *trajectory = figure->trajectory;
  struct lr_frame frame = {
      .width = WIDTH, .left = LEFT, .right = WIDTH - RIGHT, .x_low = INFINITY, .x_high = -INFINITY};
  for (size_t row = 0; row < trajectory->rows; row++) {
    double t = lr_table_get(trajectory, row, "t");
    if (!isfinite(t)) continue;
    frame.x_low = fmin(frame.x_low, t);
    frame.x_high = fmax(frame.x_high, t);
  }
  struct lr_frame range[PANELS];
  bool any[PANELS];
  int drawn = 0;
  for (int i = 0; i < PANELS; i++) {
    any[i] = choose_range(figure, i, &range[i]);
    drawn += any[i];
  }
  if (!drawn || !(frame.x_high > frame.x_low))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two times with a number: nothing to draw",
                        trajectory->name);
  frame.height = HEAD + FOOT + drawn * (PANEL + GAP) - GAP + (any[0] ? FIRST - PANEL : 0);

  lr_script_begin(script, style, frame.width, frame.height);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\nset multiplot\n");
  frame.top = frame.height - HEAD;
  int left = drawn;
  for (int i = 0; i < PANELS; i++) {
    if (!any[i]) continue;
    size_t points[LINES];
    frame.bottom = frame.top - (i ? PANEL : FIRST);
    frame.y_low = range[i].y_low;
    frame.y_high = range[i].y_high;
    frame.y_log = range[i].y_log;
    data_blocks(trajectory, i, &frame, points, script);
    // gnuplot confirms a log axis against the range of the panel before, which may reach below zero
    if (frame.y_log) lr_text_add(script, "set yrange [1:10]\n");
    lr_script_frame(script, &frame, false);
    lr_script_tics(script, &frame, 'x', left == 1);
    lr_script_tics(script, &frame, 'y', true);
    write_title(figure->trajectory, i, &frame, script);
    turn_grid(&frame, figure->turn_us, script);
    write_marks(figure, i, &frame, script);
    if (--left == 0)
      lr_script_x_title(script, &frame, figure->turn_us > 0 ? "time [µs], thin lines: turns" : "time [µs]");
    if (PANEL_OF[i].line[1].column) lr_script_key_above(script, &frame);
    const char *plot = "plot ";
    for (int k = 0; k < LINES; k++) {
      if (!PANEL_OF[i].line[k].column || !points[k]) continue;
      lr_text_add(script, "%s$panel%d_%d using 1:2 with lines lw 2%s lc rgb '%s' title '%s'", plot, i, k,
                  k ? " dt (10,4)" : "", lr_colour_hex(PANEL_OF[i].line[k].colour), PANEL_OF[i].line[k].name);
      plot = ", \\\n  ";
    }
    lr_text_add(script, *plot == 'p' ? "plot NaN notitle\n" : "\n");
    lr_script_panel_end(script);
    frame.top = frame.bottom - GAP;
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
