// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/panel.h"

enum { WIDTH = 960, HEIGHT = 460, MOST = 64 };
#define HALF 0.17  // of a bar, in units of the place of a target

static bool given(const struct lr_table *t, size_t row) {
  return strcmp(lr_table_get_text(t, row, "mode"), "peak given") == 0;
}
static bool of_year(const struct lr_table *t, size_t row) {
  return strcmp(lr_table_get_text(t, row, "of"), "year") == 0;
}

static bool same(const struct lr_table *t, size_t a, size_t b, const char *column) {
  return strcmp(lr_table_get_text(t, a, column), lr_table_get_text(t, b, column)) == 0;
}

// A year of one period from the same fit is that period again.
static bool repeats(const struct lr_table *t, size_t row) {
  for (size_t i = 0; of_year(t, row) && i < row; i++)
    if (!of_year(t, i) && same(t, i, row, "fitted_to") &&
        fabs(lr_table_get(t, i, "came") / lr_table_get(t, row, "came") - 1) < 1e-12)
      return true;
  return false;
}

// Targets in the order of the table, both modes at one place.
static size_t place_of(const struct lr_table *t, size_t row, const size_t *first, size_t places) {
  for (size_t i = 0; i < places; i++)
    if (same(t, first[i], row, "period") && same(t, first[i], row, "fitted_to") &&
        of_year(t, first[i]) == of_year(t, row))
      return i;
  return places;
}

static void bar(struct lr_text *script, double x, double low, double high, const struct lr_frame *frame,
                const char *colour, double solid) {
  low = fmax(low, frame->y_low);
  high = fmin(high, frame->y_high);
  if (!(low < high)) return;
  lr_text_add(script, "set object rectangle from %.9g,%.9g to %.9g,%.9g fc rgb '%s' fs solid %.2f noborder behind\n",
              x - HALF, low, x + HALF, high, colour, solid);
}

static void points(struct lr_text *script, const struct lr_table *t, const char *name, const char *column,
                   const size_t *first, size_t places, bool by_mode) {
  lr_script_block(script, name);
  for (size_t row = 0; row < t->rows; row++) {
    size_t place = place_of(t, row, first, places);
    if (place == places || (!by_mode && !given(t, row))) continue;
    const double xy[] = {(double)place + (by_mode ? given(t, row) ? -0.2 : 0.2 : 0), lr_table_get(t, row, column)};
    lr_script_row(script, NULL, xy, 2);
  }
  lr_script_block_end(script);
}

enum lr_status lr_figure_hindcast(const struct lr_figure_style *style, const struct lr_table *hindcast,
                                  struct lr_text *script, struct lr_error *error) {
  size_t first[MOST], places = 0;
  double low = INFINITY, high = 0;
  for (size_t row = 0; row < hindcast->rows; row++) {
    if (repeats(hindcast, row)) continue;
    if (place_of(hindcast, row, first, places) == places) {
      if (places == MOST)
        return lr_error_set(error, LR_E_INPUT, "the table 'hindcast' has more than %d targets: too many for one figure",
                            MOST);
      first[places++] = row;
    }
    const char *const ENDS[] = {"p05", "p95", "came", "naive"};
    for (int i = 0; i < 4; i++) {
      double value = lr_table_get(hindcast, row, ENDS[i]);
      if (!(value > 0)) continue;
      low = fmin(low, value);
      high = fmax(high, value);
    }
  }
  if (!(low <= high)) return lr_error_set(error, LR_E_INPUT, "the table 'hindcast' is empty: nothing to draw");
  struct lr_frame frame = {.width = WIDTH,
                           .height = HEIGHT,
                           .left = 112,
                           .right = WIDTH - 20,
                           .bottom = 66,
                           .top = HEIGHT - 92,
                           .y_log = true};
  frame.y_low = lr_axis_round_down(fmax(low, high / 1e4) * 0.9);
  frame.y_high = lr_axis_round_up(high * 1.1);
  frame.x_low = -0.6;
  frame.x_high = (double)places - 0.4;
  lr_script_begin(script, style, frame.width, frame.height);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "unset xtics\nset grid y lc rgb '#E6E6E6' lt 1 lw 0.6\n");
  lr_script_tics(script, &frame, 'y', true);
  lr_script_y_title(script, &frame, "luminosity of the target [fb⁻¹]");
  for (size_t i = 0; i < places; i++) {
    double x = lr_frame_x(&frame, (double)i);
    lr_script_labelf(script, &frame, x, frame.bottom - 14, "center", 11, "#000000", "%s%s",
                     of_year(hindcast, first[i]) ? "year " : "", lr_table_get_text(hindcast, first[i], "period"));
    lr_script_labelf(script, &frame, x, frame.bottom - 30, "center", 9, "#555555", "from …%s",
                     lr_table_get_text(hindcast, first[i], "fitted_to"));
    if (i && of_year(hindcast, first[i]) && !of_year(hindcast, first[i - 1]))
      lr_text_add(script, "set arrow from %.9g, graph 0 to %.9g, graph 1 nohead back lw 0.8 lc rgb '#CFCFCF'\n",
                  (double)i - 0.5, (double)i - 0.5);
  }
  lr_script_label(script, &frame, (frame.left + frame.right) / 2, 16, "center", 12, "#000000",
                  "predicted from the record up to the period below");
  for (size_t row = 0; row < hindcast->rows; row++) {
    size_t place = place_of(hindcast, row, first, places);
    if (place == places) continue;
    double x = (double)place + (given(hindcast, row) ? -0.2 : 0.2);
    const char *colour = lr_colour_hex(given(hindcast, row) ? LR_BLUE : LR_ORANGE);
    bar(script, x, lr_table_get(hindcast, row, "p05"), lr_table_get(hindcast, row, "p95"), &frame, colour, 0.3);
    bar(script, x, lr_table_get(hindcast, row, "p16"), lr_table_get(hindcast, row, "p84"), &frame, colour, 0.6);
  }
  points(script, hindcast, "median", "p50", first, places, true);
  points(script, hindcast, "naive", "naive", first, places, true);
  points(script, hindcast, "came", "came", first, places, false);
  lr_text_add(script, "set key at screen %.4f,%.4f left bottom horizontal font ',11' samplen 1.2 maxrows 1\n",
              frame.left / frame.width, (frame.top + 6) / frame.height);
  lr_text_add(script, "plot NaN with boxes fc rgb '%s' fs solid 0.6 noborder title 'peak given: 68 %%, 90 %%'",
              lr_colour_hex(LR_BLUE));
  lr_text_add(script, ", \\\n  NaN with boxes fc rgb '%s' fs solid 0.6 noborder title 'peak predicted'",
              lr_colour_hex(LR_ORANGE));
  lr_text_add(script,
              ", \\\n  $median using ($1-%g):2:(%g):(0) with vectors nohead lw 2 lc rgb '#000000' title 'median'", HALF,
              2 * HALF);
  lr_text_add(script, ", \\\n  $naive using 1:2 with points pt 12 ps 1.1 lw 1.4 lc rgb '%s' title 'naive'",
              lr_colour_hex(LR_VERMILION));
  lr_text_add(script, ", \\\n  $came using 1:2 with points pt 7 ps 1.1 lc rgb '#000000' title 'came'\n");
  return lr_script_end(script, style, error);
}
