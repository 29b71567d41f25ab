// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/reach_labels.h"

#include <math.h>
#include <string.h>

#include "plots/gnuplot.h"
#include "plots/labels.h"
#include "plots/reach_names.h"

enum { GAP = 16 };

size_t lr_reach_rank(const struct lr_reach_curves *curves, size_t i, size_t *count) {
  size_t rank = 0, different = 0;
  double last = NAN;
  for (size_t k = 0; k < curves->projections; k++) {
    double luminosity = curves->projection[k].luminosity_ab;
    if (curves->projection[k].anchor || luminosity == last) continue;
    if (luminosity < curves->projection[i].luminosity_ab) rank++;
    different++;
    last = luminosity;
  }
  if (count) *count = different;
  return rank;
}

const char *lr_reach_dash(const struct lr_reach_curves *curves, size_t i) {
  static const char *const dashes[] = {"(10,5)", "(6,4)", "(14,4,3,4)", "(3,3)"};
  return dashes[lr_reach_rank(curves, i, NULL) % 4];
}

const char *lr_reach_colour(const struct lr_reach_curves *curves, size_t i) {
  if (curves->projection[i].anchor) return lr_colour_hex(LR_VERMILION);
  size_t count, rank = lr_reach_rank(curves, i, &count);
  return lr_colour_shade(rank, count);
}

static bool is_upper(const struct lr_reach_figure *figure, const struct lr_reach_curve *curve) {
  return strcmp(lr_table_get_text(figure->reach, curve->first, "edge"), "upper") == 0;
}

// Place of a row in pixels; false outside the panel or in a gap.
static bool pixel(const struct lr_table *table, size_t row, const char *column, const struct lr_frame *frame, double *x,
                  double *y) {
  double mass = lr_table_get(table, row, "mass_GeV"), coupling = lr_table_get(table, row, column);
  if (!lr_frame_holds(frame, mass, coupling)) return false;
  *x = lr_frame_x(frame, mass);
  *y = lr_frame_y(frame, coupling);
  return true;
}

static void block_curve(struct lr_labels *labels, const struct lr_table *table, const struct lr_reach_curve *curve,
                        const struct lr_reach_figure *figure, const char *column, const struct lr_frame *frame) {
  double last_x = NAN, last_y = NAN;
  for (size_t row = 0; (row = lr_reach_curve_row(table, curve, figure, row)) < table->rows; row++) {
    const double mass = lr_table_get(table, row, "mass_GeV"), coupling = lr_table_get(table, row, column);
    const bool has = mass > 0 && coupling > 0 && isfinite(mass) && isfinite(coupling);
    const double x = has ? lr_frame_x(frame, mass) : NAN, y = has ? lr_frame_y(frame, coupling) : NAN;
    // An end may lie outside the panel: the piece inside is drawn all the same.
    if (has) lr_labels_block_line(labels, isnan(last_x) ? x : last_x, isnan(last_y) ? y : last_y, x, y);
    last_x = x;
    last_y = y;
  }
}

static void luminosity_text(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, size_t i,
                            struct lr_text *text) {
  const struct lr_reach_curve *curve = &curves->projection[i];
  const char *own = lr_table_get_text(figure->reach, curve->first, "label");
  if (figure->today_ab > 0 && fabs(curve->luminosity_ab / figure->today_ab - 1) < 1e-6 && !curve->anchor)
    lr_text_add(text, "today ");
  if (curve->anchor) lr_text_add(text, "%s ", *own ? own : "published,");
  else if (*own) lr_text_add(text, "%s: ", own);
  lr_text_luminosity(text, curve->luminosity_ab);
  if (!curves->one_cl && isfinite(curve->cl)) lr_text_add(text, ", %.3g %% CL", curve->cl * 100);
}

// Where more data end lower, every label stands beside its own line in the order of the luminosities. Lines that bend
// upwards into one another end in any order.
static bool ends_in_order(const size_t *order, size_t n) {
  for (size_t k = 1; k < n; k++)
    if (order[k] > order[k - 1]) return false;
  return true;
}

// Key of the lines from the top of the margin downwards, least luminosity first; a piece of each line instead of a leader.
static void margin_key(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, const bool *has, const struct lr_frame *frame,
                       struct lr_text *script) {
  enum { PIECE = 36 };
  double y = frame->top - 40;
  for (size_t i = 0; i < curves->projections; i++) {
    if (!has[i]) continue;
    const char *colour = lr_reach_colour(curves, i);
    struct lr_text text = {0};
    luminosity_text(figure, curves, i, &text);
    lr_text_add(script, "set arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead front lw 2.2 dt %s lc rgb '%s'\n", (frame->right + 12) / frame->width,
                y / frame->height, (frame->right + 12 + PIECE) / frame->width, y / frame->height, lr_reach_dash(curves, i), colour);
    lr_script_label(script, frame, frame->right + 18 + PIECE, y, "left", 11, colour, lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
    y -= GAP;
  }
}

// Luminosities in the right margin: ordered as the ends of their lines are, moved apart, joined by leaders; where that is not the
// order of the luminosities, a key in that order.
static enum lr_status margin_labels(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves,
                                    const struct lr_frame *frame, struct lr_text *script, struct lr_error *error) {
  size_t order[LR_REACH_MOST], n = 0;
  bool has[LR_REACH_MOST] = {false};
  double end_x[LR_REACH_MOST], end_y[LR_REACH_MOST], place[LR_REACH_MOST];
  for (size_t i = 0; i < curves->projections; i++) {
    // One name for both edges of a region; published points are named where they stand.
    if (is_upper(figure, &curves->projection[i]) || curves->projection[i].anchor) continue;
    double x, y;
    bool found = false, joined = false;  // a point without a neighbour draws nothing: no place for a leader
    const struct lr_reach_curve *curve = &curves->projection[i];
    for (size_t row = 0; (row = lr_reach_curve_row(figure->reach, curve, figure, row)) < figure->reach->rows; row++)
      if (pixel(figure->reach, row, "coupling", frame, &x, &y)) {
        if (joined || !found) {
          end_x[i] = x;
          end_y[i] = y;
        }
        found = joined = true;
      } else {
        joined = false;
      }
    if (!found) continue;
    has[i] = true;
    size_t k = n++;
    for (; k > 0 && end_y[order[k - 1]] > end_y[i]; k--) order[k] = order[k - 1];
    order[k] = i;
  }
  for (size_t k = 0; k < n; k++) place[k] = end_y[order[k]];
  // The lowest part of the margin belongs to the key of the band.
  if (!lr_labels_spread(place, n, GAP, frame->bottom + 62, frame->top - 40))
    return lr_error_set(error, LR_E_INPUT, "the reach figure of '%s' has too many luminosities to label", figure->channel);
  if (!ends_in_order(order, n)) {
    margin_key(figure, curves, has, frame, script);
    return LR_OK;
  }
  for (size_t k = 0; k < n; k++) {
    size_t i = order[k];
    const char *colour = lr_reach_colour(curves, i);
    struct lr_text text = {0};
    luminosity_text(figure, curves, i, &text);
    lr_script_leader(script, frame, end_x[i] + 3, end_y[i], frame->right + 12, place[k], colour);
    lr_script_label(script, frame, frame->right + 15, place[k], "left", 11, colour, lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
  return LR_OK;
}

// A published point or points: the name stands beside one of them. False when there is no room.
static bool name_anchor(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, size_t i,
                        const struct lr_frame *frame, struct lr_labels *labels, struct lr_text *script) {
  const struct lr_table *table = figure->reach;
  struct lr_text text = {0};
  luminosity_text(figure, curves, i, &text);
  const char *name = lr_buffer_text(&text.buffer);
  double width = lr_labels_width(name, LR_REACH_NAME_SIZE) + 4, height = LR_REACH_NAME_SIZE + 4, x, y;
  bool done = false, any = false;
  for (size_t row = 0; !done && (row = lr_reach_curve_row(table, &curves->projection[i], figure, row)) < table->rows; row++) {
    if (!pixel(table, row, "coupling", frame, &x, &y)) continue;
    any = true;
    for (int away = 14; !done && away <= 62; away += 8)
      for (int k = 0; !done && k < 6; k++) {
        double dx = (k % 3 - 1) * (width / 2 + 8), dy = k < 3 ? away : -away;
        struct lr_box box = {0};
        done = lr_labels_place(labels, x + dx, y + dy, width, height, &box);
        if (!done) continue;
        const char *colour = lr_reach_colour(curves, i);
        if (away > 22 || k % 3 != 1) {
          double foot_x, foot_y;
          lr_labels_foot(box, x, y, &foot_x, &foot_y);
          lr_script_leader_front(script, frame, x, y, foot_x, foot_y, colour);
          lr_labels_block_line(labels, x, y, foot_x, foot_y);
        }
        lr_script_label(script, frame, x + dx, y + dy, "center", LR_REACH_NAME_SIZE, colour, name);
      }
  }
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
  return done || !any;
}

// The band is no place for names.
static void block_band(struct lr_labels *labels, const struct lr_reach_curve *curve, const struct lr_reach_figure *figure,
                       const struct lr_frame *frame) {
  double last_x = NAN, last_low = NAN, last_high = NAN;
  for (size_t row = 0; (row = lr_reach_curve_row(figure->reach, curve, figure, row)) < figure->reach->rows; row++) {
    double x = lr_frame_x(frame, lr_table_get(figure->reach, row, "mass_GeV"));
    double low = lr_frame_y(frame, lr_table_get(figure->reach, row, "m2s"));
    double high = lr_frame_y(frame, lr_table_get(figure->reach, row, "p2s"));
    if (isfinite(last_x) && isfinite(last_low) && isfinite(low) && isfinite(high))
      lr_labels_block(labels, (struct lr_box){last_x, fmin(low, last_low), x, fmax(high, last_high)});
    last_x = x;
    last_low = low;
    last_high = high;
  }
}

enum lr_status lr_reach_labels(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, size_t band,
                               const struct lr_frame *frame, struct lr_text *script, struct lr_error *error) {
  enum lr_status status = margin_labels(figure, curves, frame, script, error);
  if (status) return status;
  struct lr_labels labels = {.panel = {frame->left + 4, frame->bottom + 4, frame->right - 4, frame->top - 4}};
  struct lr_text text = {0};
  if (curves->one_cl && isfinite(curves->cl))
    lr_text_add(&text, "%.3g %% CL, expected upper limit (median)", curves->cl * 100);
  else
    lr_text_add(&text, "expected upper limits (median)");
  lr_script_label(script, frame, frame->right, frame->top + 12, "right", 11, "#000000", lr_buffer_text(&text.buffer));
  lr_text_free(&text);
  if (figure->note && *figure->note) {
    lr_text_add(script, "set label ");
    lr_gnuplot_quote(script, figure->note);
    lr_text_add(script, " at screen %.4f,%.4f left font ',11' front\n", (frame->right + 12) / frame->width, (frame->top - 14) / frame->height);
  }
  for (size_t i = 0; i < curves->projections; i++) {
    block_curve(&labels, figure->reach, &curves->projection[i], figure, "coupling", frame);
    if (i == band) block_band(&labels, &curves->projection[i], figure, frame);
  }
  for (size_t i = 0; i < curves->existings; i++)
    block_curve(&labels, figure->existing, &curves->existing[i], figure, "coupling", frame);
  for (size_t i = 0; i < curves->projections; i++) {
    if (!curves->projection[i].anchor || name_anchor(figure, curves, i, frame, &labels, script)) continue;
    lr_text_add(&text, "%s", text.buffer.length ? ", " : "not named: ");
    luminosity_text(figure, curves, i, &text);
  }
  lr_reach_names(figure, curves, frame, &labels, script, &text);
  if (text.buffer.length)
    lr_script_label(script, frame, 14, 9, "left", 8, "#666666", lr_buffer_text(&text.buffer));
  if (text.buffer.failed || labels.failed) script->buffer.failed = true;
  lr_text_free(&text);
  lr_labels_free(&labels);
  return LR_OK;
}
