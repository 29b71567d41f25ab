// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdlib.h>

#include "base/sorted.h"
#include "plots/loss_figures.h"
#include "plots/panel.h"

enum {
  WIDTH = 960,
  HEIGHT = 664,
  LEFT = 100,
  COLUMN = 386,
  BETWEEN = 64,
  PANEL = 212,
  ROW_GAP = 96,
  HEAD = 84,
  PANELS = 4,
  MOST_STEPS = 400
};

struct panel {
  const char *column, *title;
};
static const struct panel PANEL_OF[PANELS] = {{"lost_fraction", "lost charge, share of the start"},
                                              {"dose_l1", "dose in PXD layer 1 [rad]"},
                                              {"gates", "gates lost"},
                                              {"downtime", "down-time [h]"}};

// One quantity: values in ascending order, with the share of events that have at most that value.
struct sample {
  double *value, *share;  // share NULL: one event each
  size_t count, zeros, missing;
};

static void free_sample(struct sample *sample) {
  free(sample->value);
  free(sample->share);
}

static enum lr_status read_sample(const struct lr_table *events, const char *column, struct sample *sample,
                                  struct lr_error *error) {
  bool quantiles = lr_table_find(events, "probability") >= 0;
  *sample = (struct sample){.value = malloc((events->rows + 1) * sizeof(double))};
  if (quantiles) sample->share = malloc((events->rows + 1) * sizeof(double));
  if (!sample->value || (quantiles && !sample->share)) return lr_error_set(error, LR_E_MEMORY, "figure: out of memory");
  for (size_t row = 0; row < events->rows; row++) {
    double value = lr_table_get(events, row, column), share = lr_table_get(events, row, "probability");
    if (!isfinite(value) || (quantiles && !(share >= 0 && share <= 1))) {
      sample->missing++;
      continue;
    }
    if (value < 0)
      return lr_error_set(error, LR_E_INPUT, "table '%s', row %zu: '%s' is below zero", events->name, row + 1, column);
    size_t i = sample->count;
    if (quantiles && i && (value < sample->value[i - 1] || share < sample->share[i - 1]))
      return lr_error_set(error, LR_E_INPUT, "table '%s', row %zu: quantiles are not in ascending order", events->name,
                          row + 1);
    if (quantiles) sample->share[i] = share;
    sample->value[i] = value;
    sample->count++;
    if (value == 0) sample->zeros++;
  }
  if (!quantiles) lr_sort(sample->value, sample->count);
  return LR_OK;
}

// Value that a share p of the events does not exceed.
static double quantile(const struct sample *sample, double p) {
  if (!sample->count) return NAN;
  if (!sample->share) {
    double place = p * (double)sample->count;
    size_t i = place > 1 ? (size_t)(ceil(place - 1e-9)) - 1 : 0;
    return sample->value[i < sample->count ? i : sample->count - 1];
  }
  for (size_t i = 0; i < sample->count; i++) {
    if (sample->share[i] < p) continue;
    if (i == 0) return sample->share[0] > p ? NAN : sample->value[0];
    double part = (p - sample->share[i - 1]) / (sample->share[i] - sample->share[i - 1]);
    return sample->value[i - 1] + part * (sample->value[i] - sample->value[i - 1]);
  }
  return NAN;
}

static double share_without(const struct sample *sample) {
  if (!sample->share) return (double)sample->zeros / (double)sample->count;
  return sample->zeros ? sample->share[sample->zeros - 1] : 0;
}

// Wilson's interval for k of n at one standard deviation.
static void wilson(double k, double n, double *low, double *high) {
  double p = k / n, middle = (p + 0.5 / n) / (1 + 1 / n), half = sqrt(p * (1 - p) / n + 0.25 / (n * n)) / (1 + 1 / n);
  *low = middle - half;
  *high = middle + half;
}

// Steps of the share of events at or above x, and its interval: x, share, low, high. Long samples are thinned evenly in
// log(share): what is left out lies within 2 % of what is drawn.
static size_t data_block(const struct sample *sample, int number, const struct lr_frame *frame,
                         struct lr_text *script) {
  size_t points = 0;
  double n = (double)sample->count, previous = INFINITY;
  lr_text_add(script, "$panel%d << EOD\n", number);
  for (size_t i = sample->zeros; i < sample->count; i++) {
    if (!sample->share && i > sample->zeros && sample->value[i] == sample->value[i - 1]) continue;
    double share = sample->share ? 1 - sample->share[i] : (n - (double)i) / n, low = share, high = share;
    if (!(share > 0)) continue;
    if (points > MOST_STEPS / 4 && share > 0.98 * previous && i + 1 < sample->count) continue;
    previous = share;
    if (!sample->share) wilson(n - (double)i, n, &low, &high);
    const double row[] = {sample->value[i], share, fmax(low, frame->y_low), high};
    if (!points && !sample->share) {  // to the left all events with any; between quantiles that is not known
      const double edge[] = {frame->x_low, share, row[2], high};
      points += lr_script_row(script, NULL, edge, 4);
    }
    points += lr_script_row(script, NULL, row, 4);
  }
  if (points && !sample->share) {  // nothing beyond the largest
    const double end[] = {sample->value[sample->count - 1], frame->y_low, frame->y_low, frame->y_low};
    lr_script_row(script, NULL, end, 4);
  }
  lr_script_block_end(script);
  return points;
}

static void number(struct lr_text *text, double value) {
  if (value == 0)
    lr_text_add(text, "none");
  else
    lr_text_number(text, value, 2);
}

// P10-P90 as a band, the median as a line, and both as numbers above the panel with the share of events without any.
static void write_quantiles(const struct sample *sample, const struct lr_frame *frame, struct lr_text *script) {
  double p10 = quantile(sample, 0.1), p50 = quantile(sample, 0.5), p90 = quantile(sample, 0.9);
  double from = p10 > frame->x_low ? p10 : frame->x_low;
  if (p90 > from) lr_script_rectangle(script, from, frame->y_low, p90, frame->y_high, "#EFEFEF", NULL);
  if (p50 > frame->x_low)
    lr_script_line(script, p50, frame->y_low, p50, frame->y_high, "back lw 1.4 dt (6,4) lc rgb '#333333'");
  struct lr_text text = {0};
  lr_text_add(&text, "median ");
  number(&text, p50);
  lr_text_add(&text, ", P10 ");
  number(&text, p10);
  lr_text_add(&text, ", P90 ");
  number(&text, p90);
  lr_script_label(script, frame, frame->left, frame->top + 25, "left", 11, "#000000", lr_buffer_text(&text.buffer));
  bool failed = text.buffer.failed;
  lr_text_free(&text);
  double none = 100 * share_without(sample);
  if (none > 0) {
    lr_text_add(&text, "none in ");
    lr_text_number(&text, none, 2);
    lr_text_add(&text, " %% of ");
  } else if (sample->share && sample->share[0] > 0) {
    lr_text_add(&text, "below P%.3g not given; quantiles of ", 100 * sample->share[0]);
  } else {
    lr_text_add(&text, "above zero in all ");
  }
  if (sample->share)
    lr_text_add(&text, "events");
  else
    lr_text_add(&text, "%zu events", sample->count);
  if (sample->missing) lr_text_add(&text, ", %zu more without a figure", sample->missing);
  lr_script_label(script, frame, frame->left, frame->top + 9, "left", 11, "#8A3B00", lr_buffer_text(&text.buffer));
  failed |= text.buffer.failed;
  lr_text_free(&text);
  if (failed) script->buffer.failed = true;
}

static void draw_panel(const struct sample *sample, int i, struct lr_frame *frame, struct lr_text *script) {
  const char *colour = lr_colour_hex(LR_BLUE);
  double least = NAN, most = NAN, rarest = 1;
  if (sample->count > sample->zeros) {
    least = sample->value[sample->zeros];
    most = sample->value[sample->count - 1];
    for (size_t k = sample->zeros; k < sample->count; k++) {
      double share = sample->share ? 1 - sample->share[k] : 1 - (double)k / (double)sample->count;
      if (share > 1e-12) rarest = fmin(rarest, share);
    }
  }
  frame->y_high = 1.2;
  frame->y_low = pow(10, floor(log10(rarest * 0.7)));
  frame->y_log = true;
  lr_frame_fit_x(frame, isfinite(least) ? least * 0.9 : 0.1, isfinite(most) ? most : 1, true, 9);
  if (i == 0 && most <= 1) frame->x_high = fmin(frame->x_high, 1);  // no more than all
  size_t points = data_block(sample, i, frame, script);
  lr_script_frame(script, frame, false);
  lr_script_tics(script, frame, 'x', true);
  lr_script_tics(script, frame, 'y', true);
  if (i % 2 == 0) lr_script_y_title(script, frame, "share of events ≥ x");
  lr_script_x_title(script, frame, PANEL_OF[i].title);
  if (sample->count) write_quantiles(sample, frame, script);
  if (!points) {
    lr_script_label(script, frame, (frame->left + frame->right) / 2, (frame->bottom + frame->top) / 2, "center", 12,
                    "#333333", sample->count ? "none in any event" : "no figure");
    lr_text_add(script, "plot NaN notitle\n");
    return;
  }
  lr_text_add(script, "plot ");
  if (!sample->share)
    lr_text_add(script,
                "$panel%d using 1:3:4 with filledcurves fc rgb '%s' fs transparent solid 0.25 noborder notitle, \\\n  ",
                i, colour);
  lr_text_add(script, "$panel%d using 1:2 with %s lw 2 lc rgb '%s' notitle\n", i, sample->share ? "lines" : "fsteps",
              colour);
}

enum lr_status lr_figure_loss_distributions(const struct lr_figure_style *style, const struct lr_table *events,
                                            struct lr_text *script, struct lr_error *error) {
  struct sample sample[PANELS] = {{0}};
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT};
  enum lr_status status = LR_OK;
  size_t most = 0;
  for (int i = 0; i < PANELS; i++) {
    status = read_sample(events, PANEL_OF[i].column, &sample[i], error);
    if (status) goto done;
    if (sample[i].count > most) most = sample[i].count;
  }
  if (!most) {
    status =
        lr_error_set(error, LR_E_INPUT, "the table '%s' has no event with a number: nothing to draw", events->name);
    goto done;
  }
  lr_script_begin(script, style, WIDTH, HEIGHT);
  lr_script_label(script, &frame, WIDTH - 26, HEIGHT - 38, "right", 10, "#555555",
                  lr_table_find(events, "probability") >= 0
                      ? "grey: P10–P90, dashed: median"
                      : "grey: P10–P90, dashed: median, blue band: 68 % interval of the sample size");
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\nset multiplot\n");
  for (int i = 0; i < PANELS; i++) {
    frame.left = LEFT + (COLUMN + BETWEEN) * (i % 2);
    frame.right = frame.left + COLUMN;
    frame.top = HEIGHT - HEAD - (PANEL + ROW_GAP) * (i / 2);
    frame.bottom = frame.top - PANEL;
    draw_panel(&sample[i], i, &frame, script);
    lr_script_panel_end(script);
  }
  lr_text_add(script, "unset multiplot\n");
  status = lr_script_end(script, style, error);
done:
  for (int i = 0; i < PANELS; i++) free_sample(&sample[i]);
  return status;
}
