// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "plots/figures.h"
#include "plots/gnuplot.h"
#include "plots/labels.h"

enum { WIDTH = 900, MOST_MILESTONES = 12 };
static const char *const band_columns[] = {"expected", "p10", "p50", "p90"};

static bool table_date(const struct lr_table *table, size_t row, const char *column, double *day) {
  int parsed;
  if (!lr_date_parse(lr_table_get_text(table, row, column), &parsed)) return false;
  *day = parsed;
  return true;
}

static size_t rows_of(const struct lr_table *table) { return table ? table->rows : 0; }

// Widens [low, high] by all numbers of the columns; `positive`: only those above zero.
static void widen(const struct lr_table *table, const char *const *columns, size_t count, double scale, bool positive,
                  double *low, double *high) {
  for (size_t row = 0; row < rows_of(table); row++)
    for (size_t i = 0; i < count; i++) {
      double value = lr_table_get(table, row, columns[i]) * scale;
      if (!isfinite(value) || (positive && value <= 0)) continue;
      if (value < *low) *low = value;
      if (value > *high) *high = value;
    }
}

// First of January before the first date, and the last year's end.
static enum lr_status date_range(const struct lr_luminosity_figure *figure, struct lr_frame *frame,
                                 struct lr_error *error) {
  double low = INFINITY, high = -INFINITY, day;
  for (size_t row = 0; row < rows_of(figure->integrated); row++)
    if (table_date(figure->integrated, row, "date", &day)) {
      low = fmin(low, day);
      high = fmax(high, day);
    }
  if (!(low < high))
    return lr_error_set(error, LR_E_INPUT, "the luminosity figure needs at least two dates in its table 'integrated'");
  for (size_t row = 0; row < rows_of(figure->history); row++)
    if (table_date(figure->history, row, "start", &day)) low = fmin(low, day);
  frame->x_low = lr_date_make((int)floor(lr_date_year(low)), 1, 1);
  frame->x_high = lr_date_make((int)ceil(lr_date_year(high)), 1, 1);
  frame->x_date = true;
  return LR_OK;
}

static void vertical_range(const struct lr_luminosity_figure *figure, bool integrated, struct lr_frame *frame) {
  static const char *const history_peak[] = {"peak"}, *const history_sum[] = {"cumulated"};
  bool positive = integrated && figure->log_integrated;
  double low = INFINITY, high = -INFINITY;
  widen(integrated ? figure->integrated : figure->peak, band_columns, 4, 1, positive, &low, &high);
  widen(figure->history, integrated ? history_sum : history_peak, 1, integrated ? 1e-3 : 1, positive, &low, &high);
  if (!(high > 0)) high = 1;
  // A milestone just beyond the forecast is worth seeing; one far beyond would press the forecast to the floor.
  double reached = high;
  for (size_t row = 0; integrated && row < rows_of(figure->milestones); row++) {
    double value = lr_table_get(figure->milestones, row, "luminosity_ab");
    if (value > high && value <= 1.25 * reached) high = value;
  }
  frame->y_log = positive;
  if (positive) {
    frame->y_high = lr_axis_round_up(1.15 * high);
    frame->y_low = lr_axis_round_down(fmin(fmax(low, high * 1e-4), high / 10));
  } else {
    double step = lr_axis_round_up(high / 8);
    frame->y_low = 0;
    frame->y_high = step * ceil(high * 1.04 / step);
  }
}

// What there is to draw in a panel: gnuplot does not take a block without points.
struct panel {
  const char *name;
  size_t expected, band, record;
};

static void data_blocks(const struct lr_luminosity_figure *figure, struct panel *sum, struct panel *peak,
                        struct lr_text *script) {
  sum->expected = lr_script_table(script, "integrated", figure->integrated, "date", band_columns, 1);
  sum->band = lr_script_table(script, "integrated_band", figure->integrated, "date", band_columns + 1, 3);
  if (rows_of(figure->peak)) {
    peak->expected = lr_script_table(script, "peak", figure->peak, "date", band_columns, 1);
    peak->band = lr_script_table(script, "peak_band", figure->peak, "date", band_columns + 1, 3);
  }
  lr_script_block(script, "integrated_record");  // flat between the periods, straight within one
  double before = 0;
  for (size_t row = 0; row < rows_of(figure->history); row++) {
    double after = lr_table_get(figure->history, row, "cumulated") / 1000;
    if (!isfinite(after)) continue;
    if (before > 0 || !figure->log_integrated)
      lr_script_row(script, lr_table_get_text(figure->history, row, "start"), &before, 1);
    sum->record += lr_script_row(script, lr_table_get_text(figure->history, row, "end"), &after, 1);
    before = after;
  }
  lr_script_block_end(script);
  lr_script_block(script, "peak_record");  // a horizontal line over each period
  for (size_t row = 0; row < rows_of(figure->history); row++) {
    double highest = lr_table_get(figure->history, row, "peak");
    if (!isfinite(highest)) continue;
    lr_script_row(script, lr_table_get_text(figure->history, row, "start"), &highest, 1);
    peak->record += lr_script_row(script, lr_table_get_text(figure->history, row, "end"), &highest, 1);
    lr_text_add(script, "\n");
  }
  lr_script_block_end(script);
}

// Grey bars; in the upper panel with their names, upright where the bar is narrow.
static void shutdown_bars(const struct lr_luminosity_figure *figure, const struct lr_frame *frame, bool names,
                          struct lr_text *script) {
  for (size_t row = 0; row < rows_of(figure->shutdowns); row++) {
    double start, end;
    if (!table_date(figure->shutdowns, row, "start", &start) || !table_date(figure->shutdowns, row, "end", &end)) continue;
    start = fmax(start, frame->x_low);
    end = fmin(end, frame->x_high);
    if (!(start < end)) continue;
    char from[16], to[16];
    lr_text_add(script,
                "set object rectangle from '%s', graph 0 to '%s', graph 1 fc rgb '#EBEBEB' fs solid noborder behind\n", lr_date_text((int)start, from), lr_date_text((int)end, to));
    const char *id = lr_table_get_text(figure->shutdowns, row, "id");
    double left = lr_frame_x(frame, start), right = lr_frame_x(frame, end);
    if (!names || !*id || right - left < 9) continue;
    if (lr_labels_width(id, 9) < right - left)
      lr_script_label(script, frame, (left + right) / 2, frame->top - 9, "center", 9, "#666666", id);
    else
      lr_script_label(script, frame, (left + right) / 2, frame->top - 6, "right rotate by 90", 9, "#666666", id);
  }
}

static void year_of(const char *date, const char *never, char *text, size_t size) {
  snprintf(text, size, "%s", *date ? date : never);
  if (*date && size > 4) text[4] = 0;
}

// Dotted lines across the panel; names in the right margin, moved apart, with leaders.
static enum lr_status milestone_lines(const struct lr_luminosity_figure *figure, const struct lr_frame *frame,
                                      struct lr_text *script, struct lr_error *error) {
  double place[MOST_MILESTONES], before = -INFINITY;
  size_t row_of[MOST_MILESTONES], n = 0;
  for (;;) {  // rows by rising luminosity
    size_t next = 0;
    double least = INFINITY;
    for (size_t row = 0; row < rows_of(figure->milestones); row++) {
      double value = lr_table_get(figure->milestones, row, "luminosity_ab");
      if (value > before && value < least && value >= frame->y_low && value <= frame->y_high) {
        least = value;
        next = row;
      }
    }
    if (!isfinite(least)) break;
    if (n == MOST_MILESTONES)
      return lr_error_set(error, LR_E_INPUT, "the luminosity figure has room for %d milestones", MOST_MILESTONES);
    row_of[n] = next;
    place[n++] = lr_frame_y(frame, least);
    before = least;
  }
  lr_labels_spread(place, n, 17, frame->bottom + 4, frame->top - 4);
  for (size_t i = 0; i < n; i++) {
    const struct lr_table *table = figure->milestones;
    double value = lr_table_get(table, row_of[i], "luminosity_ab");
    char p10[16], p50[16], p90[16];
    year_of(lr_table_get_text(table, row_of[i], "p10"), "later", p10, sizeof p10);
    year_of(lr_table_get_text(table, row_of[i], "p50"), "later", p50, sizeof p50);
    year_of(lr_table_get_text(table, row_of[i], "p90"), "later", p90, sizeof p90);
    struct lr_text label = {0};
    lr_text_luminosity(&label, value);
    if (strcmp(p10, "later") == 0)
      lr_text_add(&label, ": after the horizon");
    else
      lr_text_add(&label, ": %s (%s–%s)", p50, p10, p90);
    lr_text_add(script,
                "set arrow from graph 0, first %.9g to graph 1, first %.9g nohead lw 0.8 dt 3 lc rgb '#777777' back\n", value, value);
    lr_script_leader(script, frame, frame->right, lr_frame_y(frame, value), frame->right + 12, place[i], "#777777");
    lr_script_label(script, frame, frame->right + 15, place[i], "left", 10, "#333333", lr_buffer_text(&label.buffer));
    if (label.buffer.failed) script->buffer.failed = true;
    lr_text_free(&label);
  }
  if (n)
    lr_script_label(script, frame, frame->right + 15, fmin(place[n - 1] + 18, frame->top + 8), "left", 9, "#666666",
                    "milestone: P50 (P10–P90)");
  return LR_OK;
}

static void forecast_begin(const struct lr_luminosity_figure *figure, const struct lr_frame *frame, bool name,
                           struct lr_text *script) {
  int day;
  if (!figure->as_of || !lr_date_parse(figure->as_of, &day) || day <= frame->x_low || day >= frame->x_high) return;
  lr_text_add(script, "set arrow from '%s', graph 0 to '%s', graph 1 nohead lw 0.8 lc rgb '#777777' back\n",
              figure->as_of, figure->as_of);
  if (!name) return;
  struct lr_text text = {0};
  lr_text_add(&text, "forecast from %.10s", figure->as_of);
  lr_script_label(script, frame, lr_frame_x(frame, day) + 8, frame->top - 6, "right rotate by 90", 9, "#666666",
                  lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

static void draw_panel(const struct panel *panel, struct lr_text *script) {
  const char *blue = lr_colour_hex(LR_BLUE), *name = panel->name, *between = "plot ";
  if (panel->band) {
    lr_text_add(script,
                "plot $%s_band using 1:2:4 with filledcurves fc rgb '%s' fs solid 0.30 noborder title 'P10–P90', \\\n"
                "  $%s_band using 1:3 with lines lw 2.2 lc rgb '%s' title 'P50 (median)'",
                name, blue, name, blue);
    between = ", \\\n  ";
  }
  if (panel->expected) {
    lr_text_add(script, "%s$%s using 1:2 with lines lw 1.8 dt (10,5) lc rgb '%s' title 'closed form'", between, name,
                lr_colour_hex(LR_VERMILION));
    between = ", \\\n  ";
  }
  if (panel->record)
    lr_text_add(script, "%s$%s_record using 1:2 with linespoints lw 2 pt 7 ps 0.45 lc rgb '#000000' title 'record'",
                between, name);
  lr_text_add(script, "\n");
}

enum lr_status lr_figure_luminosity(const struct lr_figure_style *style, const struct lr_luminosity_figure *figure,
                                    struct lr_text *script, struct lr_error *error) {
  bool two = rows_of(figure->peak) > 0;
  struct panel sum = {.name = "integrated"}, peak = {.name = "peak"};
  struct lr_frame below = {.width = WIDTH, .height = two ? 800 : 580, .left = 78, .right = WIDTH - 178, .bottom = 52};
  below.top = two ? 468 : below.height - 64;
  enum lr_status status = date_range(figure, &below, error);
  if (status) return status;
  struct lr_frame above = below;
  above.bottom = 492;
  above.top = below.height - 64;
  vertical_range(figure, true, &below);
  vertical_range(figure, false, &above);

  lr_script_begin(script, style, below.width, below.height);
  data_blocks(figure, &sum, &peak, script);
  if (!sum.expected && !sum.band)
    return lr_error_set(error, LR_E_INPUT, "the table 'integrated' has no number to draw");
  two = two && (peak.expected || peak.band || peak.record);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\n");
  lr_text_add(script, "set key at screen %.4f,%.4f left bottom horizontal Left reverse samplen 2.5 font ',11' maxrows 1\n",
              below.left / below.width, (below.height - 56) / below.height);
  if (two) {
    lr_text_add(script, "set multiplot\n");
    lr_script_frame(script, &above, false);
    shutdown_bars(figure, &above, true, script);
    forecast_begin(figure, &above, true, script);
    lr_text_add(script, "set ylabel 'peak luminosity [10³⁴ cm⁻² s⁻¹]' noenhanced offset 0.5,0\n");
    draw_panel(&peak, script);
    lr_text_add(script, "unset label\nunset arrow\nunset object\nunset key\n");
  }
  lr_script_frame(script, &below, true);
  shutdown_bars(figure, &below, !two, script);
  forecast_begin(figure, &below, !two, script);
  status = milestone_lines(figure, &below, script, error);
  if (status) return status;
  lr_text_add(script, "set xlabel 'year (1 January at the tick)' offset 0,0.3\n");
  struct lr_text label = {0};
  lr_text_add(&label, "integrated luminosity%s%s [ab⁻¹]", figure->kind ? ", " : "", figure->kind ? figure->kind : "");
  lr_text_add(script, "set ylabel ");
  lr_gnuplot_quote(script, lr_buffer_text(&label.buffer));
  lr_text_add(script, " noenhanced offset 0.5,0\n");
  lr_text_free(&label);
  draw_panel(&sum, script);
  if (two) lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
