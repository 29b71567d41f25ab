// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/gnuplot.h"
#include "plots/labels.h"
#include "plots/reach_curves.h"
#include "plots/reach_labels.h"

enum { WIDTH = 900, HEIGHT = 640, RIGHT_MARGIN = 190 };

static void widen(double value, double *low, double *high) {
  if (!(value > 0) || !isfinite(value)) return;
  *low = fmin(*low, value);
  *high = fmax(*high, value);
}

// The mass range is that of the projections; the coupling range holds the projections, their bands, and existing limits up
// to a decade and a half away from them.
static void choose_ranges(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves,
                          struct lr_frame *frame) {
  static const char *const columns[] = {"coupling", "m2s", "p2s"};
  double x_low = INFINITY, x_high = 0, y_low = INFINITY, y_high = 0;
  for (size_t i = 0; i < curves->projections; i++) {
    const struct lr_reach_curve *curve = &curves->projection[i];
    for (size_t row = 0; (row = lr_reach_curve_row(figure->reach, curve, figure, row)) < figure->reach->rows; row++) {
      if (!isfinite(lr_table_get(figure->reach, row, "coupling"))) continue;
      widen(lr_table_get(figure->reach, row, "mass_GeV"), &x_low, &x_high);
      for (size_t c = 0; c < 3; c++) widen(lr_table_get(figure->reach, row, columns[c]), &y_low, &y_high);
    }
  }
  frame->x_log = !figure->linear_mass;
  frame->y_log = true;
  if (x_high < 1.1 * x_low) {  // a single mass
    x_low /= 2;
    x_high *= 2;
  }
  frame->x_low = frame->x_log ? lr_axis_round_down(x_low) : 0;
  frame->x_high = frame->x_log ? lr_axis_round_up(x_high) : ceil(x_high);
  if (frame->x_log && frame->x_high > 1.35 * x_high) frame->x_high = 1.35 * x_high;
  if (figure->mass_low > 0) frame->x_low = figure->mass_low;
  if (figure->mass_high > 0) frame->x_high = figure->mass_high;
  double least = y_low / 30, most = y_high * 30;
  for (size_t i = 0; i < curves->existings; i++) {
    const struct lr_reach_curve *curve = &curves->existing[i];
    for (size_t row = 0; (row = lr_reach_curve_row(figure->existing, curve, figure, row)) < figure->existing->rows; row++) {
      double mass = lr_table_get(figure->existing, row, "mass_GeV"), y = lr_table_get(figure->existing, row, "coupling");
      if (isfinite(y) && mass >= frame->x_low && mass <= frame->x_high) widen(fmin(fmax(y, least), most), &y_low, &y_high);
    }
  }
  frame->y_low = figure->coupling_low > 0 ? figure->coupling_low : lr_axis_round_down(y_low / 1.5);
  frame->y_high = figure->coupling_high > 0 ? figure->coupling_high : lr_axis_round_up(y_high * 2);
  if (figure->coupling_bound > frame->y_low) frame->y_high = fmin(frame->y_high, figure->coupling_bound);
}

// Returns the number of points.
static size_t curve_block(struct lr_text *script, const char *name, const struct lr_table *table,
                          const struct lr_reach_curve *curve, const struct lr_reach_figure *figure, bool log_mass,
                          const char *const *columns, size_t count) {
  double value[6] = {0}, first[6] = {0};
  size_t rows = 0, points = 0, last = 0;
  lr_script_block(script, name);
  for (size_t row = 0; (row = lr_reach_curve_row(table, curve, figure, row)) < table->rows; row++) {
    for (size_t i = 0; i < count; i++) {
      value[i] = lr_table_get(table, row, columns[i]);
      if (value[i] <= 0 && (i > 0 || log_mass)) value[i] = NAN;  // has no place on a log axis
    }
    // Pieces of one experiment (the windows between them are no limit) stand apart, each outline closed in itself.
    if (rows && strcmp(lr_table_get_text(table, row, "group"), lr_table_get_text(table, last, "group")) != 0) {
      if (curve->closed) lr_script_row(script, NULL, first, count);
      lr_script_gap(script);
      rows = 0;
    }
    points += lr_script_row(script, NULL, value, count);
    if (rows++ == 0) memcpy(first, value, sizeof first);
    last = row;
  }
  if (rows && curve->closed) lr_script_row(script, NULL, first, count);
  lr_script_block_end(script);
  return points;
}

// The curve that carries the band: the luminosity asked for, else the largest that has one.
static size_t band_curve(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves) {
  size_t found = curves->projections;
  for (size_t i = 0; i < curves->projections; i++) {
    const struct lr_reach_curve *curve = &curves->projection[i];
    if (curve->anchor || strcmp(lr_table_get_text(figure->reach, curve->first, "edge"), "upper") == 0) continue;
    if (figure->band_luminosity_ab > 0 && fabs(curve->luminosity_ab / figure->band_luminosity_ab - 1) > 1e-6) continue;
    bool has = false;
    for (size_t row = 0; (row = lr_reach_curve_row(figure->reach, curve, figure, row)) < figure->reach->rows; row++)
      has |= lr_table_get(figure->reach, row, "p2s") > 1.01 * lr_table_get(figure->reach, row, "m2s");  // without background there is none
    if (has) found = i;
  }
  return found;
}

// How many points each block has: gnuplot does not take a plot of none.
struct points {
  size_t existing[LR_REACH_MOST], projection[LR_REACH_MOST];
};

static void data_blocks(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, size_t band,
                        struct points *points, bool log_mass, struct lr_text *script) {
  static const char *const line[] = {"mass_GeV", "coupling"};
  static const char *const with_band[] = {"mass_GeV", "m2s", "m1s", "p1s", "p2s"};
  char name[32];
  for (size_t i = 0; i < curves->existings; i++) {
    snprintf(name, sizeof name, "existing%zu", i + 1);
    points->existing[i] = curve_block(script, name, figure->existing, &curves->existing[i], figure, log_mass, line, 2);
  }
  if (band < curves->projections)
    curve_block(script, "band", figure->reach, &curves->projection[band], figure, log_mass, with_band, 5);
  for (size_t i = 0; i < curves->projections; i++) {
    snprintf(name, sizeof name, "reach%zu", i + 1);
    points->projection[i] = curve_block(script, name, figure->reach, &curves->projection[i], figure, log_mass, line, 2);
  }
}

static void axis_labels(const struct lr_reach_figure *figure, struct lr_text *script) {
  struct lr_text text = {0};
  lr_text_add(&text, "%s\u00a0[GeV]", figure->mass_label && *figure->mass_label ? figure->mass_label : "mass");
  lr_text_add(script, "set xlabel ");
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  lr_text_add(script, " offset 0,0.3\nset ylabel ");
  lr_text_free(&text);
  lr_text_add(&text, "%s", figure->coupling_label && *figure->coupling_label ? figure->coupling_label : "coupling");
  if (figure->coupling_unit && *figure->coupling_unit) {
    lr_text_add(&text, "\u00a0[");
    lr_text_unit(&text, figure->coupling_unit);
    lr_text_add(&text, "]");
  }
  lr_gnuplot_quote(script, lr_buffer_text(&text.buffer));
  lr_text_add(script, " offset 0.5,0\n");
  lr_text_free(&text);
}

// One plot command: greys, band, projections, anchors, in this order from back to front.
static void draw(const struct lr_reach_curves *curves, const struct points *points, size_t band,
                 const struct lr_frame *frame, struct lr_text *script) {
  lr_text_add(script, "plot NaN notitle");
  for (size_t i = 0; i < curves->existings; i++) {
    const struct lr_reach_curve *curve = &curves->existing[i];
    if (!points->existing[i] || curve->kind != LR_EXISTING_LIMIT) continue;
    lr_text_add(script, ", \\\n  $existing%zu using 1:2 with filledcurves ", i + 1);
    if (curve->closed)
      lr_text_add(script, "closed");
    else
      lr_text_add(script, "y=%.9g", frame->y_high);
    lr_text_add(script, " fc rgb '%s' fs solid noborder notitle", lr_colour_hex(curve->group % 2 ? LR_GREY : LR_GREY_LIGHT));
  }
  for (size_t i = 0; i < curves->existings; i++) {
    const struct lr_reach_curve *curve = &curves->existing[i];
    if (!points->existing[i]) continue;
    if (curve->kind == LR_EXISTING_BAND)
      lr_text_add(script, ", \\\n  $existing%zu using 1:2 with filledcurves closed fc rgb '%s' fs transparent solid 0.25 noborder notitle", i + 1,
                  lr_existing_colour(curve));
    lr_text_add(script, ", \\\n  $existing%zu using 1:2 with lines lw %s lc rgb '%s' notitle", i + 1,
                curve->kind == LR_EXISTING_PROJECTION ? "1.3 dt (2,3)" : "0.8",
                curve->kind == LR_EXISTING_LIMIT ? lr_colour_hex(LR_GREY_EDGE) : lr_existing_colour(curve));
  }
  if (band < curves->projections) {
    const char *sky = lr_colour_hex(LR_SKY);
    lr_text_add(script, ", \\\n  $band using 1:3:4 with filledcurves fc rgb '%s' fs solid 0.60 noborder title '±1σ, ", sky);
    lr_text_luminosity(script, curves->projection[band].luminosity_ab);
    lr_text_add(script,
                "', \\\n  $band using 1:2:3 with filledcurves fc rgb '%s' fs solid 0.28 noborder title '±2σ', \\\n"
                "  $band using 1:4:5 with filledcurves fc rgb '%s' fs solid 0.28 noborder notitle",
                sky, sky);
  }
  for (size_t i = 0; i < curves->projections; i++) {
    const char *colour = lr_reach_colour(curves, i);
    if (!points->projection[i]) continue;
    lr_text_add(script, ", \\\n  $reach%zu using 1:2 with ", i + 1);
    if (curves->projection[i].anchor)
      lr_text_add(script, "points pt 9 ps 1.1 lw 1.5 lc rgb '%s' notitle", colour);
    else
      lr_text_add(script, "lines lw 2.2 dt %s lc rgb '%s' notitle", lr_reach_dash(curves, i), colour);
  }
  lr_text_add(script, "\n");
}

enum lr_status lr_figure_reach(const struct lr_figure_style *style, const struct lr_reach_figure *figure,
                               struct lr_text *script, struct lr_error *error) {
  struct lr_reach_curves curves;
  enum lr_status status = lr_reach_curves_find(figure, &curves, error);
  if (status) return status;
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .left = 84, .right = WIDTH - RIGHT_MARGIN, .bottom = 56,
                           .top = HEIGHT - 44};
  choose_ranges(figure, &curves, &frame);
  size_t band = band_curve(figure, &curves);
  lr_script_begin(script, style, frame.width, frame.height);
  struct points points = {{0}, {0}};
  data_blocks(figure, &curves, band, &points, frame.x_log, script);
  lr_script_frame(script, &frame, false);
  axis_labels(figure, script);
  lr_text_add(script, "set format y '10^{%%T}'\nset tics front\nset border front\n");
  if (frame.x_log) lr_text_add(script, "set format x '%%g'\n");
  if (frame.x_log && frame.x_high < 300 * frame.x_low) lr_script_log_tics(script, &frame);
  lr_text_add(script, "set key at screen %.4f,%.4f left bottom Left reverse font ',10' samplen 1.5\n",
              (frame.right + 8) / frame.width, frame.bottom / frame.height);
  status = lr_reach_labels(figure, &curves, band, &frame, script, error);
  if (status) return status;
  draw(&curves, &points, band, &frame, script);
  return lr_script_end(script, style, error);
}
