// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/loss_figures.h"
#include "plots/panel.h"

enum { WIDTH = 960, ROW = 26, BETWEEN = 16, LEFT = 250, RIGHT = 96, MOST_SOURCES = 10, MOST_BARS = 60 };
static const char *const shade[MOST_SOURCES] = {"#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#009E73",
                                                "#F0E442", "#CC79A7", "#4D4D4D", "#A8A8A8", "#7A5C99"};

// One detector in one setup.
struct bar {
  const char *detector, *setup;
  double sum, y;  // sum relative to the limit; centre in pixels above the foot
  bool partial;  // a value is missing: the sum is a lower bound
};

struct chart {
  struct bar bar[MOST_BARS];
  int bars;
  const char *source[MOST_SOURCES];
  int sources;
  double height;  // of all bars [pixels]
};

static int find_bar(const struct chart *chart, const char *detector, const char *setup) {
  for (int i = 0; i < chart->bars; i++)
    if (strcmp(chart->bar[i].detector, detector) == 0 && strcmp(chart->bar[i].setup, setup) == 0) return i;
  return -1;
}

// Bars of one detector stand together, in the order of the table.
static enum lr_status add_bar(const struct lr_table *table, size_t row, struct chart *chart, struct lr_error *error) {
  const char *detector = lr_table_get_text(table, row, "detector"), *setup = lr_table_get_text(table, row, "setup");
  if (find_bar(chart, detector, setup) >= 0) return LR_OK;
  if (chart->bars == MOST_BARS)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has more than %d detectors and setups", table->name,
                        MOST_BARS);
  int place = chart->bars;
  for (int i = 0; i < chart->bars; i++)
    if (strcmp(chart->bar[i].detector, detector) == 0) place = i + 1;
  memmove(chart->bar + place + 1, chart->bar + place, (size_t)(chart->bars - place) * sizeof *chart->bar);
  chart->bar[place] = (struct bar){.detector = detector, .setup = setup};
  chart->bars++;
  return LR_OK;
}

static enum lr_status add_source(const struct lr_table *table, size_t row, struct chart *chart,
                                 struct lr_error *error) {
  const char *source = lr_table_get_text(table, row, "source");
  for (int i = 0; i < chart->sources; i++)
    if (strcmp(chart->source[i], source) == 0) return LR_OK;
  if (chart->sources == MOST_SOURCES)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has more than %d sources: too many to tell apart",
                        table->name, MOST_SOURCES);
  chart->source[chart->sources++] = source;
  return LR_OK;
}

static enum lr_status read_chart(const struct lr_table *table, struct chart *chart, struct lr_error *error) {
  size_t numbers = 0;
  enum lr_status status = LR_OK;
  for (size_t row = 0; row < table->rows; row++) {
    double value = lr_table_get(table, row, "value");
    if (!(lr_table_get(table, row, "limit") > 0)) continue;
    if (value < 0)
      return lr_error_set(error, LR_E_INPUT, "table '%s', row %zu: a background below zero", table->name, row + 1);
    if (isfinite(value)) numbers++;
    status = add_bar(table, row, chart, error);
    if (!status) status = add_source(table, row, chart, error);
    if (status) return status;
  }
  if (!numbers)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no value with a limit: nothing to draw", table->name);
  for (int i = chart->bars - 1; i >= 0; i--) {
    chart->bar[i].y = chart->height + ROW / 2.;
    chart->height += ROW;
    if (i && strcmp(chart->bar[i].detector, chart->bar[i - 1].detector) != 0) chart->height += BETWEEN;
  }
  return LR_OK;
}

// One data block a source: x, y, x from, x to, y from, y to. A source of several rows is drawn piece by piece.
static void data_blocks(const struct lr_table *table, struct chart *chart, size_t points[MOST_SOURCES],
                        struct lr_text *script) {
  for (int source = 0; source < chart->sources; source++) {
    points[source] = 0;
    lr_text_add(script, "$source%d << EOD\n", source);
    for (size_t row = 0; row < table->rows; row++) {
      double limit = lr_table_get(table, row, "limit"), share = lr_table_get(table, row, "value") / limit;
      if (!(limit > 0) || strcmp(lr_table_get_text(table, row, "source"), chart->source[source]) != 0) continue;
      struct bar *bar = &chart->bar[find_bar(chart, lr_table_get_text(table, row, "detector"),
                                             lr_table_get_text(table, row, "setup"))];
      if (!isfinite(share)) {
        bar->partial = true;
        continue;
      }
      const double box[] = {bar->sum + share,  bar->y, bar->sum, bar->sum + share, bar->y - 0.4 * ROW,
                            bar->y + 0.4 * ROW};
      points[source] += lr_script_row(script, NULL, box, 6);
      bar->sum += share;
    }
    lr_script_block_end(script);
  }
}

static void write_fitted(const char *name, double x, double y, const char *where, double size, double room,
                         const struct lr_frame *frame, struct lr_text *script) {
  struct lr_text text = {0};
  lr_text_fit(&text, name, size, room);
  lr_script_label(script, frame, x, y, where, size, "#000000", lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

static void write_texts(const struct chart *chart, const struct lr_frame *frame, struct lr_text *script) {
  for (int i = 0; i < chart->bars; i++) {
    const struct bar *bar = &chart->bar[i];
    double y = lr_frame_y(frame, bar->y);
    bool first = i == 0 || strcmp(bar->detector, chart->bar[i - 1].detector) != 0;
    if (first) write_fitted(bar->detector, 14, y, "left", 12, LEFT - 130, frame, script);
    if (first && i) {
      double line = bar->y + ROW / 2. + BETWEEN / 2.;
      lr_text_add(script,
                  "set arrow from graph 0, first %.9g to graph 1, first %.9g nohead back lw 0.6 lc rgb '#CFCFCF'\n",
                  line, line);
    }
    write_fitted(bar->setup, frame->left - 10, y, "right", 11,
                 first ? LEFT - 40 - fmin(LEFT - 130, lr_labels_width(bar->detector, 12)) : LEFT - 30, frame, script);
    struct lr_text text = {0};
    lr_text_add(&text, "%s", bar->partial ? "> " : "");
    lr_text_number(&text, bar->sum, 2);
    lr_script_label(script, frame, WIDTH - 20, y, "right", 12, bar->sum > 1 ? lr_colour_hex(LR_VERMILION) : "#000000",
                    lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
}

enum lr_status lr_figure_backgrounds(const struct lr_figure_style *style, const struct lr_table *backgrounds,
                                     struct lr_text *script, struct lr_error *error) {
  struct chart chart = {0};
  size_t points[MOST_SOURCES];
  struct lr_text blocks = {0};
  enum lr_status status = read_chart(backgrounds, &chart, error);
  if (status) return status;
  data_blocks(backgrounds, &chart, points, &blocks);
  double most = 1;
  for (int i = 0; i < chart.bars; i++) most = fmax(most, chart.bar[i].sum);
  double key_width = 0;
  for (int i = 0; i < chart.sources; i++) key_width = fmax(key_width, lr_labels_width(chart.source[i], 11) + 40);
  int columns = (int)fmin(chart.sources, fmax(1, floor((WIDTH - 40) / key_width))),
      key_rows = (chart.sources + columns - 1) / columns;
  struct lr_frame frame = {.width = WIDTH, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 62};
  frame.height = 62 + chart.height + 62 + 18 * key_rows + 12;
  frame.top = frame.bottom + chart.height + 12;
  lr_frame_fit_x(&frame, 0, most * 1.05, false, 0);
  frame.y_low = -6;
  frame.y_high = chart.height + 6;

  lr_script_begin(script, style, frame.width, frame.height);
  lr_text_add(script, "%s", lr_buffer_text(&blocks.buffer));
  if (blocks.buffer.failed) script->buffer.failed = true;
  lr_text_free(&blocks);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "unset ytics\nset grid x lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\n");
  lr_script_tics(script, &frame, 'x', true);
  lr_script_x_title(script, &frame, "background relative to the limit of the detector");
  write_texts(&chart, &frame, script);
  lr_script_label(script, &frame, WIDTH - 20, frame.top + 10, "right", 10, "#555555", "sum / limit");
  double limit_x = lr_frame_x(&frame, 1);
  lr_text_add(script, "set arrow from 1, graph 0 to 1, graph 1 nohead front lw 2 lc rgb '#000000'\n");
  lr_script_label(script, &frame, limit_x, frame.top + 10, limit_x > frame.right - 30 ? "right" : "center", 11,
                  "#000000", "limit");
  const char *plot = "plot ";
  double x = 14, y = frame.height - 46;
  for (int i = 0; i < chart.sources; i++) {
    x = 14 + key_width * (i % columns);
    lr_text_add(script,
                "set object rectangle from screen %.4f,%.4f to screen %.4f,%.4f fc rgb '%s' fs solid noborder\n",
                x / WIDTH, (y - 18 * (i / columns) - 5) / frame.height, (x + 13) / WIDTH,
                (y - 18 * (i / columns) + 6) / frame.height, shade[i]);
    lr_script_label(script, &frame, x + 18, y - 18 * (i / columns), "left", 11, "#000000", chart.source[i]);
  }
  lr_text_add(script, "unset key\n");
  for (int i = 0; i < chart.sources; i++) {
    if (!points[i]) continue;
    lr_text_add(script, "%s$source%d using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' notitle", plot, i, shade[i]);
    plot = ", \\\n  ";
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
