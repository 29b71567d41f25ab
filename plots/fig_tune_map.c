// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/panel.h"
#include "plots/resonances.h"
#include "plots/track_figures.h"

enum { WIDTH = 800, HEIGHT = 660, MOST_VALUES = 1001 };

// Distinct ascending values of a column; 0: too many.
static size_t values_of(const struct lr_table *t, const char *column, double value[MOST_VALUES]) {
  size_t count = 0;
  for (size_t row = 0; row < t->rows; row++) {
    double now = lr_table_get(t, row, column);
    size_t at = 0;
    while (at < count && value[at] < now - 1e-12) at++;
    if (!isfinite(now) || (at < count && fabs(value[at] - now) <= 1e-12)) continue;
    if (count == MOST_VALUES) return 0;
    memmove(value + at + 1, value + at, (count - at) * sizeof *value);
    value[at] = now;
    count++;
  }
  return count;
}

// Edges of the cell of a value: half way to its neighbours.
static void cell(const double *value, size_t count, double at, double *low, double *high) {
  size_t i = 0;
  while (i + 1 < count && value[i] < at - 1e-12) i++;
  double left = i ? value[i] - value[i - 1] : value[1] - value[0], right = i + 1 < count ? value[i + 1] - value[i] : left;
  *low = value[i] - left / 2;
  *high = value[i] + right / 2;
}

static size_t cells(const struct lr_table *t, const double *x, size_t nx, const double *y, size_t ny, double unit, const struct lr_frame *frame,
                    struct lr_text *script) {
  size_t missing = 0;
  double over_x = 0.5 * (frame->x_high - frame->x_low) / (frame->right - frame->left), over_y = 0.5 * (frame->y_high - frame->y_low) / (frame->top - frame->bottom);
  lr_script_block(script, "map");
  for (size_t row = 0; row < t->rows; row++) {
    double v[7] = {lr_table_get(t, row, "tune_x"), lr_table_get(t, row, "tune_y"), 0, 0, 0, 0, lr_table_get(t, row, "luminosity") / unit};
    cell(x, nx, v[0], &v[2], &v[3]);
    cell(y, ny, v[1], &v[4], &v[5]);
    v[3] = fmin(v[3] + over_x, frame->x_high);  // half a pixel over the next, so that no seam is left
    v[5] = fmin(v[5] + over_y, frame->y_high);
    if (isfinite(v[6])) lr_script_row(script, NULL, v, 7);
    else missing++;
  }
  lr_script_block_end(script);
  return missing;
}

// Centres of the cells whose run has not converged; returns how many.
static size_t open_cells(const struct lr_table *t, struct lr_text *script) {
  size_t open = 0;
  lr_script_block(script, "open");
  for (size_t row = 0; row < t->rows; row++) {
    const double v[] = {lr_table_get(t, row, "tune_x"), lr_table_get(t, row, "tune_y")};
    if (strcmp(lr_table_get_text(t, row, "converged"), "no") == 0 && isfinite(lr_table_get(t, row, "luminosity"))) open += lr_script_row(script, NULL, v, 2);
  }
  lr_script_block_end(script);
  return open;
}

static int by_size(const void *a, const void *b) {
  double p = *(const double *)a, q = *(const double *)b;
  return p < q ? -1 : p > q;
}

// Median of the statistical errors; NaN: none is given, or no memory.
static double typical_error(const struct lr_table *t) {
  double *error = malloc(t->rows * sizeof *error), median = NAN;
  size_t count = 0;
  for (size_t row = 0; error && row < t->rows; row++) {
    double e = lr_table_get(t, row, "luminosity_error");
    if (isfinite(e)) error[count++] = e;
  }
  if (count) {
    qsort(error, count, sizeof *error, by_size);
    median = error[count / 2];
  }
  free(error);
  return median;
}

enum lr_status lr_figure_tune_map(const struct lr_figure_style *style, const struct lr_table *t, const struct lr_tune_figure *figure,
                                  struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 92, .right = WIDTH - LR_RESONANCE_RIGHT - 6, .bottom = 140, .top = HEIGHT - 52 - LR_RESONANCE_TOP};
  double *x = malloc(2 * MOST_VALUES * sizeof *x), *y = x + MOST_VALUES, low = INFINITY, high = 0, unused;
  if (!x) return lr_error_set(error, LR_E_MEMORY, "figure: out of memory");
  size_t nx = values_of(t, "tune_x", x), ny = values_of(t, "tune_y", y);
  for (size_t row = 0; row < t->rows; row++) {
    double l = lr_table_get(t, row, "luminosity");
    if (isfinite(l)) low = fmin(low, l), high = fmax(high, l);
  }
  if (nx < 2 || ny < 2 || !(high > 0)) {
    free(x);
    return lr_error_set(error, LR_E_INPUT, "the table '%s' is no map: two values of either tune and a luminosity are wanted", t->name);
  }
  double unit = pow(10, floor(log10(high)));
  if (!(high > low)) low = 0.9 * high;
  cell(x, nx, x[0], &frame.x_low, &unused);
  cell(x, nx, x[nx - 1], &unused, &frame.x_high);
  cell(y, ny, y[0], &frame.y_low, &unused);
  cell(y, ny, y[ny - 1], &unused, &frame.y_high);
  lr_script_begin(script, style, frame.width, frame.height);
  size_t missing = cells(t, x, nx, y, ny, unit, &frame, script), open = open_cells(t, script);
  double mark = fmin(0.7, 0.4 * fmin((frame.right - frame.left) / (double)nx, (frame.top - frame.bottom) / (double)ny) / 9);  // a part of a cell
  free(x);
  lr_script_frame(script, &frame, false);
  lr_script_tics(script, &frame, 'x', true);
  lr_script_tics(script, &frame, 'y', true);
  lr_script_y_title(script, &frame, "tune νy without collision");
  lr_script_labelf(script, &frame, (frame.left + frame.right) / 2, frame.bottom - 34, "center", 12, "#000000", "tune νx of the %s without collision", figure->ring);
  struct lr_text label = {0};
  char power[32];
  snprintf(power, sizeof power, "10^%.0f cm^-2 s^-1", log10(unit));
  lr_text_add(&label, "luminosity [");
  lr_text_unit(&label, power);
  lr_text_add(&label, "]");
  double sigma = typical_error(t) / unit;
  if (isfinite(sigma)) lr_text_add(&label, ", 1σ of a cell: %.2g", sigma);
  if (open) lr_text_add(&label, "; ○ not converged (%zu of %zu)", open, t->rows);
  if (missing) lr_text_add(&label, "; white: run without a result");
  lr_script_palette(script, &frame, low / unit, high / unit, lr_buffer_text(&label.buffer));
  if (label.buffer.failed) script->buffer.failed = true;
  lr_text_free(&label);
  lr_script_resonances(script, &frame, figure->tune_s, 5, 6, true);
  bool marked = lr_frame_holds(&frame, figure->tune_x, figure->tune_y);
  if (marked) {
    lr_script_labelf(script, &frame, frame.left, frame.height - 46, "left", 11, lr_colour_hex(LR_VERMILION), "● working point νx = %.10g, νy = %.10g", figure->tune_x, figure->tune_y);
    const double here[] = {figure->tune_x, figure->tune_y};
    lr_script_block(script, "here");
    lr_script_row(script, NULL, here, 2);
    lr_script_block_end(script);
  }
  lr_text_add(script, "unset key\nset tics front\nplot $map using 1:2:3:4:5:6:7 with boxxyerror fs solid 1 noborder lc palette");
  if (open)
    lr_text_add(script, ", \\\n  $open using 1:2 with points pt 7 ps %.2f lc rgb '#FFFFFF', \\\n  $open using 1:2 with points pt 6 ps %.2f lc rgb '#000000'", mark, mark);
  if (marked)
    lr_text_add(script, ", \\\n  $here using 1:2 with points pt 7 ps 1.3 lc rgb '#FFFFFF', \\\n  $here using 1:2 with points pt 7 ps 0.9 lc rgb '%s'", lr_colour_hex(LR_VERMILION));
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
