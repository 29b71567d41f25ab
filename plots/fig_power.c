// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>

#include "base/date.h"
#include "plots/panel.h"
#include "plots/plan_figures.h"

enum { WIDTH = 900, PANEL = 230, GAP = 40, HEAD = 84, FOOT = 62 };

static const char *unit_of(const struct lr_table *t, const char *column) {
  int i = lr_table_find(t, column);
  return i < 0 ? "" : t->column[i].unit;
}

// The year of a row: a number, or the first day of the budget's year.
static double year_of(const struct lr_table *t, size_t row, int *month) {
  int day, year, of_month;
  *month = 1;
  if (!lr_date_parse(lr_table_get_text(t, row, "year"), &day)) return lr_table_get(t, row, "year");
  lr_date_split(day, &year, month, &of_month);
  return year;
}

static double highest(const struct lr_table *t, const char *column) {
  double high = -INFINITY;
  for (size_t row = 0; row < t->rows; row++) high = fmax(high, lr_table_get(t, row, column));  // not a number is passed over
  return high;
}

// Every year of few, every fifth of many.
static void year_tics(struct lr_text *script, const struct lr_frame *frame, bool labels) {
  int first = (int)ceil(frame->x_low), last = (int)floor(frame->x_high), every = last - first > 15 ? 5 : last - first > 8 ? 2 : 1;
  lr_text_add(script, "set xtics scale 0.6 (");
  for (int year = first; year <= last; year++) {
    lr_text_add(script, "%s'", year > first ? ", " : "");
    if (labels && year % every == 0) lr_text_add(script, "%d", year);
    lr_text_add(script, "' %d", year);
  }
  lr_text_add(script, ") font ',11'\n");
}

// Bars of a column, then the line of its budget: a step a year.
static bool bars(const struct lr_table *t, const char *name, const char *column, double scale, struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, name);
  for (size_t row = 0; row < t->rows; row++) {
    int month;
    double year = year_of(t, row, &month), value = lr_table_get(t, row, column) * scale;
    const double box[] = {year, value / 2, year - 0.36, year + 0.36, 0, value};
    points += lr_script_row(script, NULL, box, 6);
  }
  lr_script_block_end(script);
  return points > 0;
}

static bool budget(const struct lr_table *t, struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, "budget");
  for (size_t row = 0; row < t->rows; row++) {
    int month;
    double year = year_of(t, row, &month), value = lr_table_get(t, row, "budget");
    const double from[] = {year - 0.5, value}, to[] = {year + 0.5, value};
    points += lr_script_row(script, NULL, from, 2);
    lr_script_row(script, NULL, to, 2);
  }
  lr_script_block_end(script);
  return points > 0;
}

static void axis_title(struct lr_text *script, const struct lr_frame *frame, const char *what, const char *power, const char *unit) {
  struct lr_text title = {0};
  lr_text_add(&title, "%s [%s%s", what, power, *power && *unit ? " " : "");
  lr_text_unit(&title, unit);
  lr_text_add(&title, "]");
  lr_script_y_title(script, frame, lr_buffer_text(&title.buffer));
  if (title.buffer.failed) script->buffer.failed = true;
  lr_text_free(&title);
}

enum lr_status lr_figure_power(const struct lr_figure_style *style, const struct lr_table *t, struct lr_text *script,
                               struct lr_error *error) {
  double high = highest(t, "energy"), cost = highest(t, "cost"), first = INFINITY, last = -INFINITY;
  int month = 1;
  if (!(high > 0)) return lr_error_set(error, LR_E_INPUT, "the table 'electricity' has no energy above zero: nothing to draw");
  for (size_t row = 0; row < t->rows; row++) {
    first = fmin(first, year_of(t, row, &month));
    last = fmax(last, year_of(t, row, &month));
  }
  if (!(first <= last)) return lr_error_set(error, LR_E_INPUT, "the table 'electricity' has no year: nothing to draw");
  const bool two = cost > 0;
  const double million = cost >= 1e10 ? 1e-9 : cost >= 1e5 ? 1e-6 : 1;
  struct lr_frame above = {.width = WIDTH, .left = 96, .right = WIDTH - 26, .x_low = first - 0.7, .x_high = last + 0.7};
  above.height = HEAD + FOOT + PANEL * (two ? 2 : 1) + (two ? GAP : 0);
  above.top = above.height - HEAD;
  above.bottom = above.top - PANEL;
  struct lr_frame below = above;
  below.top = above.bottom - GAP;
  below.bottom = below.top - PANEL;
  lr_script_begin(script, style, above.width, above.height);
  bars(t, "energy", "energy", 1, script);
  bool line = budget(t, script);
  if (two) bars(t, "cost", "cost", million, script);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\nset multiplot\n");
  lr_frame_fit_y(&above, 0, 1.12 * fmax(high, line ? highest(t, "budget") : 0), false, 0);
  lr_script_frame(script, &above, false);
  lr_script_tics(script, &above, 'y', true);
  year_tics(script, &above, !two);
  axis_title(script, &above, "energy a year", "", unit_of(t, "energy"));
  for (size_t row = 0; row < t->rows; row++) {
    double days = lr_table_get(t, row, "days_cut"), energy = lr_table_get(t, row, "energy"), year = year_of(t, row, &month);
    if (!(days > 0) || !isfinite(energy) || !isfinite(year)) continue;
    double top = fmax(energy, lr_table_get(t, row, "budget"));
    lr_script_labelf(script, &above, lr_frame_x(&above, year), lr_frame_y(&above, top) + 9, "center", 10, lr_colour_hex(LR_VERMILION), "%.0f d", days);
  }
  const char *title = month == 4 ? "year of the budget (begins in April)" : month == 1 ? "year" : "year of the budget";
  if (!two) lr_script_x_title(script, &above, title);
  char fill[64];
  snprintf(fill, sizeof fill, "fc rgb '%s' fs solid 1 noborder", lr_colour_hex(LR_BLUE));
  double x = lr_script_swatch(script, &above, above.left, above.top + 20, fill, "energy, expected");
  if (line) {
    lr_script_leader(script, &above, x, above.top + 20, x + 22, above.top + 20, "#000000");
    lr_script_label(script, &above, x + 28, above.top + 20, "left", 11, "#000000", "budget");
    x += 96;
  }
  if (highest(t, "days_cut") > 0)
    lr_script_label(script, &above, x, above.top + 20, "left", 11, lr_colour_hex(LR_VERMILION), "d: days cut for want of electricity");
  lr_text_add(script, "unset key\nplot $energy using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' notitle", lr_colour_hex(LR_BLUE));
  if (line) lr_text_add(script, ", \\\n  $budget using 1:2 with lines lw 2.4 lc rgb '%s' notitle", lr_colour_hex(LR_BLACK));
  lr_text_add(script, "\n");
  lr_script_panel_end(script);
  if (two) {
    lr_frame_fit_y(&below, 0, 1.05 * cost * million, false, 0);
    lr_script_frame(script, &below, false);
    lr_script_tics(script, &below, 'y', true);
    year_tics(script, &below, true);
    axis_title(script, &below, "cost a year", million < 1e-7 ? "10⁹" : million < 1 ? "10⁶" : "", unit_of(t, "cost"));
    lr_script_x_title(script, &below, title);
    lr_text_add(script, "plot $cost using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' notitle\n", lr_colour_hex(LR_SKY));
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
