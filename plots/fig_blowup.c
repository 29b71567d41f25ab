// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/figures.h"
#include "plots/gnuplot.h"

enum { WIDTH = 760, HEIGHT = 460 };

struct place {
  double x, y;
};

static struct place place_of(const struct lr_table *curve, size_t row) {
  return (struct place){lr_table_get(curve, row, "product"), lr_table_get(curve, row, "emittance_y_ler")};
}

static bool choose_range(const struct lr_blowup_figure *figure, struct lr_frame *frame, struct place *here) {
  double right = 0, top = isfinite(figure->given_pm) ? figure->given_pm : 0;
  size_t drawn = 0;
  *here = (struct place){NAN, NAN};
  for (size_t row = 0; row < figure->curve->rows; row++) {
    struct place p = place_of(figure->curve, row);
    bool marked = strcmp(lr_table_get_text(figure->curve, row, "operating_point"), "yes") == 0;
    if (marked) *here = p;
    if (isfinite(p.x)) right = fmax(right, p.x);
    if (!isfinite(p.y)) continue;
    top = fmax(top, p.y);
    drawn++;
  }
  for (size_t row = 0; figure->points && row < figure->points->rows; row++) {
    double error = lr_table_get(figure->points, row, "error");
    top = fmax(top, lr_table_get(figure->points, row, "emittance_y_ler") + (isfinite(error) ? error : 0));
  }
  if (drawn < 2 || !(right > 0) || !(top > 0)) return false;
  double step = lr_axis_round_up(top / 6), wide = lr_axis_round_up(right / 8);
  frame->y_high = step * ceil(top * 1.08 / step);
  frame->x_high = wide * ceil(right / wide - 1e-9);
  return true;
}

static size_t write_band(const struct lr_blowup_figure *figure, double top, struct lr_text *script) {
  size_t points = 0;
  lr_script_block(script, "band");
  for (size_t row = 0; row < figure->curve->rows; row++) {
    double low = lr_table_get(figure->curve, row, "low_ler"), high = lr_table_get(figure->curve, row, "high_ler");
    const double value[] = {lr_table_get(figure->curve, row, "product"), fmin(low, top), fmin(high, top)};
    points += isfinite(low) && isfinite(high) && lr_script_row(script, NULL, value, 3);
  }
  lr_script_block_end(script);
  return points;
}

// The part of the curve inside (or outside) what is known. Ends that fall between two rows, or on one, belong to both parts.
// Returns the number of rows that belong to this part alone.
static size_t write_part(const struct lr_blowup_figure *figure, const char *name, bool inside, struct lr_text *script) {
  const double ends[] = {figure->low, figure->high}, slack = 1e-9 * figure->high;
  size_t rows = 0;
  struct place before = {NAN, NAN};
  lr_script_block(script, name);
  for (size_t row = 0; row < figure->curve->rows; row++) {
    struct place p = place_of(figure->curve, row);
    if (!isfinite(p.y)) continue;
    for (int i = 0; i < 2; i++) {
      if (!(before.x < ends[i] - slack && ends[i] <= p.x + slack)) continue;
      double part = (ends[i] - before.x) / (p.x - before.x);
      const double end[] = {ends[i], before.y + part * (p.y - before.y)};
      lr_script_row(script, NULL, end, 2);
      if (inside == (i == 1)) lr_script_gap(script);
    }
    bool within = p.x > ends[0] - slack && p.x < ends[1] + slack,
         at_end = fabs(p.x - ends[0]) <= slack || fabs(p.x - ends[1]) <= slack;
    const double value[] = {p.x, p.y};
    if (within == inside && (!at_end || !isfinite(before.x))) lr_script_row(script, NULL, value, 2);
    rows += within == inside;
    before = p;
  }
  lr_script_block_end(script);
  return rows;
}

static size_t write_points(const struct lr_blowup_figure *figure, bool *errors, struct lr_text *script) {
  size_t points = 0;
  *errors = false;
  lr_script_block(script, "points");
  for (size_t row = 0; figure->points && row < figure->points->rows; row++) {
    double error = lr_table_get(figure->points, row, "error");
    const double value[] = {lr_table_get(figure->points, row, "product"),
                            lr_table_get(figure->points, row, "emittance_y_ler"), isfinite(error) ? error : 0};
    *errors = *errors || isfinite(error);
    points += lr_script_row(script, NULL, value, 3);
  }
  lr_script_block_end(script);
  return points;
}

static size_t write_place(const char *name, double x, double y, struct lr_text *script) {
  const double value[] = {x, y};
  lr_script_block(script, name);
  size_t points = lr_script_row(script, NULL, value, 2);
  lr_script_block_end(script);
  return points;
}

// A part of the plot command, after the comma that the part before it needs.
static void add_plot(struct lr_text *script, const char **between, const char *what) {
  lr_text_add(script, "%s%s title ", *between, what);
  *between = ", \\\n  ";
}

enum lr_status lr_figure_blowup(const struct lr_figure_style *style, const struct lr_blowup_figure *figure,
                                struct lr_text *script, struct lr_error *error) {
  struct lr_frame frame = {
      .width = WIDTH, .height = HEIGHT, .left = 80, .right = WIDTH - 30, .bottom = 72, .top = HEIGHT - 50};
  struct place here;
  if (!choose_range(figure, &frame, &here))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two points of a blow-up: nothing to draw",
                        figure->curve->name);
  bool errors;
  char what[160];
  const char *between = "plot ";
  lr_script_begin(script, style, frame.width, frame.height);
  size_t band = write_band(figure, frame.y_high, script), inside = write_part(figure, "inside", true, script);
  size_t outside = write_part(figure, "outside", false, script), points = write_points(figure, &errors, script);
  size_t marked = write_place("here", here.x, here.y, script),
         given = write_place("given", here.x, figure->given_pm, script);
  lr_script_frame(script, &frame, false);
  if (isfinite(here.x) && !marked) {  // beyond a curve: there is only the product
    double x = lr_frame_x(&frame, here.x);
    lr_script_leader(script, &frame, x, frame.bottom, x, frame.top, lr_colour_hex(LR_VERMILION));
  }
  lr_text_add(script,
              "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nset key top left Left reverse samplen 2.5 font ',11'\n"
              "set xlabel 'product of the bunch currents [mA²]' noenhanced\n"
              "set ylabel 'vertical emittance of the LER [pm]' noenhanced\n");
  if (band) {
    snprintf(what, sizeof what, "$band using 1:2:3 with filledcurves lc rgb '%s' fs transparent solid 0.25 noborder",
             lr_colour_hex(LR_SKY));
    add_plot(script, &between, what);
    lr_text_add(script, "'1 sigma of the fit'");
  }
  if (inside) {
    snprintf(what, sizeof what, "$inside using 1:2 with lines lw 2 lc rgb '%s'", lr_colour_hex(LR_BLUE));
    add_plot(script, &between, what);
    lr_gnuplot_quote(script, figure->law);
  }
  if (outside) {
    snprintf(what, sizeof what, "$outside using 1:2 with lines lw 2 dt (8,5) lc rgb '%s'", lr_colour_hex(LR_BLUE));
    add_plot(script, &between, what);
    if (inside)
      lr_text_add(script, "'extrapolated'");
    else
      lr_gnuplot_quote(script, figure->law);
  }
  if (points) {
    if (errors)  // apart from the points: bars with a point of their own wipe out what is behind it
      lr_text_add(script, "%s$points using 1:($2-$3):(0):(2*$3) with vectors nohead lw 1.2 lc rgb '%s' notitle",
                  between, lr_colour_hex(LR_BLACK));
    if (errors) between = ", \\\n  ";
    snprintf(what, sizeof what, "$points using 1:2 with points pt 7 ps 0.45 lc rgb '%s'", lr_colour_hex(LR_BLACK));
    add_plot(script, &between, what);
    lr_gnuplot_quote(script, figure->rests_on ? figure->rests_on : "points");
  }
  if (given) {
    snprintf(what, sizeof what, "$given using 1:2 with points pt 6 ps 1.4 lw 2 lc rgb '%s'", lr_colour_hex(LR_ORANGE));
    add_plot(script, &between, what);
    lr_text_add(script, "'operating point, emittance as given'");
  }
  if (marked) {
    snprintf(what, sizeof what, "$here using 1:2 with points pt 13 ps 1.1 lc rgb '%s'", lr_colour_hex(LR_VERMILION));
    add_plot(script, &between, what);
    lr_text_add(script, "'operating point, by the blow-up'");
  }
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
