// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/loss_figures.h"
#include "plots/panel.h"

enum {
  WIDTH = 960,
  HEIGHT = 584,
  LEFT = 100,
  RIGHT = 26,
  HEAD = 62,
  NAMES = 154,
  STRIP = 22,
  FOOT = 62,
  MOST = 48,
  KINDS = 3
};
static const double name_gap = 15;  // pixels between turned names

// An element that is drawn, and where its name stands.
struct stem {
  size_t row;
  double s_m, lost;
};

static int kind_of(const char *kind) { return strcmp(kind, "collimator") == 0 ? 0 : strcmp(kind, "ir") == 0 ? 1 : 2; }

static const char *kind_colour(int kind) {
  static const enum lr_colour colour[KINDS] = {LR_BLUE, LR_VERMILION, LR_GREY_EDGE};
  return lr_colour_hex(colour[kind]);
}

// The elements with the largest losses, in order of s: the smallest gives way when there are too many.
static size_t choose(const struct lr_table *elements, double circumference_m, struct stem stem[MOST],
                     size_t *with_loss) {
  size_t count = 0;
  *with_loss = 0;
  for (size_t row = 0; row < elements->rows; row++) {
    struct stem made = {row, lr_table_get(elements, row, "s"), lr_table_get(elements, row, "lost")};
    if (!(made.lost > 0) || !(made.s_m >= 0 && made.s_m <= circumference_m)) continue;
    ++*with_loss;
    if (count == MOST) {
      size_t least = 0;
      for (size_t i = 1; i < count; i++)
        if (stem[i].lost < stem[least].lost) least = i;
      if (stem[least].lost >= made.lost) continue;
      memmove(stem + least, stem + least + 1, (--count - least) * sizeof *stem);
    }
    size_t place = count++;
    for (; place > 0 && stem[place - 1].s_m > made.s_m; place--) stem[place] = stem[place - 1];
    stem[place] = made;
  }
  return count;
}

// Turned names in a band above the panel, moved apart, each with a leader to its stem.
static void write_names(const struct lr_table *elements, const struct stem *stem, size_t count,
                        const struct lr_frame *frame, struct lr_text *script) {
  double x[MOST];
  for (size_t i = 0; i < count; i++) x[i] = lr_frame_x(frame, stem[i].s_m);
  lr_labels_spread(x, count, name_gap, frame->left, frame->right);
  for (size_t i = 0; i < count; i++) {
    double foot = frame->top + 22, at = lr_frame_x(frame, stem[i].s_m), head = lr_frame_y(frame, stem[i].lost);
    const char *colour = kind_colour(kind_of(lr_table_get_text(elements, stem[i].row, "kind")));
    lr_script_leader(script, frame, at, fmax(head, frame->bottom), at, frame->top + 3, "#C4C4C4");
    lr_script_leader(script, frame, at, frame->top + 3, x[i], foot - 2, "#8A8A8A");
    struct lr_text text = {0};
    lr_text_fit(&text, lr_table_get_text(elements, stem[i].row, "element"), 10, NAMES - 74);
    lr_text_add(&text, "  ");
    lr_text_number(&text, 100 * stem[i].lost, 2);
    lr_text_add(&text, " %%");
    lr_script_label(script, frame, x[i], foot + 2, "left rotate", 10, strcmp(colour, "#8A8A8A") ? colour : "#4D4D4D",
                    lr_buffer_text(&text.buffer));
    if (text.buffer.failed) script->buffer.failed = true;
    lr_text_free(&text);
  }
}

// Sections in the strip below the panel, and pale behind the stems.
static void write_sections(const struct lr_table *sections, const struct lr_frame *frame, double strip_low,
                           double strip_high, double circumference_m, struct lr_text *script) {
  double per_px = (frame->x_high - frame->x_low) / (frame->right - frame->left);
  for (size_t row = 0; sections && row < sections->rows; row++) {
    double start = lr_table_get(sections, row, "start"), end = lr_table_get(sections, row, "end");
    const char *name = lr_table_get_text(sections, row, "name");
    if (!(start >= 0 && start < circumference_m && end > 0)) continue;
    bool around = end < start;
    if (around) end += circumference_m;
    for (int part = 0; part < 2; part++) {  // the second part only when it passes the end of the ring
      double from = part ? 0 : start, to = part ? end - circumference_m : fmin(end, circumference_m);
      if (!(to > from)) continue;
      const char *pale = row % 2 ? "#F3F3F3" : "#E9EEF4", *full = row % 2 ? "#DADADA" : "#C7D6E6";
      lr_text_add(
          script,
          "set object rectangle from first %.9g, graph 0 to first %.9g, graph 1 behind fc rgb '%s' fs solid noborder\n",
          from, to, pale);
      lr_text_add(script,
                  "set object rectangle from first %.9g, screen %.4f to first %.9g, screen %.4f back fc rgb '%s' fs "
                  "solid noborder\n",
                  from, strip_low / frame->height, to, strip_high / frame->height, full);
      if (lr_labels_width(name, 9) < (to - from) / per_px)
        lr_script_label(script, frame, lr_frame_x(frame, (from + to) / 2), (strip_low + strip_high) / 2, "center", 9,
                        "#222222", name);
    }
  }
}

static void write_place(const struct lr_frame *frame, double s_m, const char *name, const char *colour,
                        const char *dash, double y, struct lr_text *script) {
  if (!(s_m >= frame->x_low && s_m <= frame->x_high)) return;
  double x = lr_frame_x(frame, s_m);
  bool right = x > frame->right - 90;
  lr_text_add(script, "set arrow from first %.9g, graph 0 to first %.9g, graph 1 nohead lw 1.6 %s lc rgb '%s'\n", s_m,
              s_m, dash, colour);
  lr_script_labelf(script, frame, x + (right ? -5 : 5), y, right ? "right" : "left", 11, colour, "%s, %.0f m", name,
                   s_m);
}

enum lr_status lr_figure_loss_elements(const struct lr_figure_style *style,
                                       const struct lr_loss_elements_figure *figure, struct lr_text *script,
                                       struct lr_error *error) {
  const struct lr_table *elements = figure->elements;
  struct stem stem[MOST];
  size_t with_loss, count = 0;
  if (!(figure->circumference_m > 0 && isfinite(figure->circumference_m)))
    return lr_error_set(error, LR_E_INPUT, "the figure of losses along the ring needs its circumference");
  count = choose(elements, figure->circumference_m, stem, &with_loss);
  if (!count)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no element with a loss on the ring: nothing to draw",
                        elements->name);
  double low = INFINITY, high = 0;
  for (size_t i = 0; i < count; i++) {
    low = fmin(low, stem[i].lost);
    high = fmax(high, stem[i].lost);
  }
  struct lr_frame frame = {.width = WIDTH,
                           .height = HEIGHT,
                           .left = LEFT,
                           .right = WIDTH - RIGHT,
                           .bottom = FOOT + STRIP + 6,
                           .top = HEIGHT - HEAD - NAMES,
                           .x_high = figure->circumference_m};
  lr_frame_fit_y(&frame, low * 0.7, high, true, 7);
  double width = 4 * frame.x_high / (frame.right - frame.left);

  lr_script_begin(script, style, frame.width, frame.height);
  size_t points[KINDS] = {0}, without = 0;
  for (int kind = 0; kind < KINDS; kind++) {
    lr_text_add(script, "$kind%d << EOD\n", kind);
    for (size_t i = 0; i < count; i++) {
      const double box[] = {stem[i].s_m, stem[i].lost, stem[i].s_m - width / 2, stem[i].s_m + width / 2,
                            frame.y_low, stem[i].lost};
      if (kind_of(lr_table_get_text(elements, stem[i].row, "kind")) != kind || stem[i].lost < frame.y_low) continue;
      points[kind] += lr_script_row(script, NULL, box, 6);
    }
    lr_script_block_end(script);
  }
  lr_script_block(script, "none");
  for (size_t row = 0; row < elements->rows; row++) {
    const double place[] = {lr_table_get(elements, row, "s"), frame.y_low};
    if (lr_table_get(elements, row, "lost") == 0) without += lr_script_row(script, NULL, place, 2);
  }
  lr_script_block_end(script);

  double strip_low = FOOT, strip_high = FOOT + STRIP;
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "set grid y lc rgb '#E6E6E6' lt 1 lw 0.6\nset style fill solid 1 noborder\n");
  write_sections(figure->sections, &frame, strip_low, strip_high, figure->circumference_m, script);
  write_names(elements, stem, count, &frame, script);
  write_place(&frame, figure->ip_m, "IP", "#000000", "dt (2,3)", frame.top - 12, script);
  write_place(&frame, figure->source_m, "source", "#8A4B6E", "dt (6,4)", frame.top - 28, script);
  // ticks of s stand below the strip
  lr_text_add(script, "unset xtics\nset arrow from screen %.4f,%.4f to screen %.4f,%.4f nohead lw 1 lc rgb '#333333'\n",
              frame.left / WIDTH, strip_low / HEIGHT, frame.right / WIDTH, strip_low / HEIGHT);
  double step = lr_axis_round_up(figure->circumference_m / 8);
  for (double s = 0; s <= figure->circumference_m; s += step) {
    double x = lr_frame_x(&frame, s);
    lr_script_leader(script, &frame, x, strip_low - 5, x, strip_low, "#333333");
    lr_script_labelf(script, &frame, x, strip_low - 14, "center", 11, "#000000", "%.0f", s);
  }
  lr_script_label(script, &frame, (frame.left + frame.right) / 2, strip_low - 34, "center", 12, "#000000",
                  "s along the ring [m]");
  lr_script_tics(script, &frame, 'y', true);
  lr_script_y_title(script, &frame, "lost, share of the start");
  if (with_loss > count)
    lr_script_labelf(script, &frame, frame.left, HEIGHT - 40, "left", 10, "#555555",
                     "the %zu largest of %zu elements with losses", count, with_loss);
  lr_text_add(script,
              "set key at screen %.4f,%.4f right bottom horizontal Left reverse samplen 1.5 font ',11' maxrows 1\n",
              frame.right / WIDTH, (HEIGHT - 48.) / HEIGHT);
  static const char *const titles[KINDS] = {"collimator", "interaction region", "elsewhere"};
  const char *plot = "plot ";
  for (int kind = 0; kind < KINDS; kind++) {
    if (!points[kind]) continue;
    lr_text_add(script, "%s$kind%d using 1:2:3:4:5:6 with boxxyerror fc rgb '%s' title '%s'", plot, kind,
                kind_colour(kind), titles[kind]);
    plot = ", \\\n  ";
  }
  if (without)
    lr_text_add(script, "%s$none using 1:2 with points pt 8 ps 0.6 lc rgb '#333333' title 'nothing lost'", plot);
  lr_text_add(script, "\n");
  return lr_script_end(script, style, error);
}
