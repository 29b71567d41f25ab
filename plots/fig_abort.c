// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/labels.h"
#include "plots/loss_figures.h"
#include "plots/panel.h"

enum { WIDTH = 960, ROW = 74, LEFT = 210, RIGHT = 40, MOST_STEPS = 8, MOST_VARIANTS = 12 };
// dark and light in turn: neighbours stay apart in grey
static const char *const shade[MOST_STEPS] = {"#4D4D4D", "#E69F00", "#0072B2", "#56B4E9",
                                              "#D55E00", "#F0E442", "#009E73", "#CC79A7"};

struct plan {
  const char *step[MOST_STEPS], *variant[MOST_VARIANTS];
  int steps, variants;
};

static const char *variant_of(const struct lr_table *abort, size_t row) {
  const char *variant = lr_table_get_text(abort, row, "variant");
  if (lr_table_find(abort, "variant") >= 0) return variant;
  return abort->rows ? lr_table_get_text(abort, 0, "monitor") : "";
}

static double time_of(const struct lr_table *abort, size_t row) {
  double t = lr_table_get(abort, row, "t");
  return isfinite(t) ? t : lr_table_get(abort, row, "p50");
}

static int find(const char *const *names, int count, const char *name) {
  for (int i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) return i;
  return -1;
}

// Steps and variants in the order of their first rows.
static enum lr_status read_names(const struct lr_table *abort, struct plan *plan, struct lr_error *error) {
  for (size_t row = 0; row < abort->rows; row++) {
    if (!isfinite(time_of(abort, row))) continue;
    const char *step = lr_table_get_text(abort, row, "step"), *variant = variant_of(abort, row);
    if (find(plan->step, plan->steps, step) < 0) {
      if (plan->steps == MOST_STEPS)
        return lr_error_set(error, LR_E_INPUT, "the table '%s' has more than %d steps: too many to tell apart",
                            abort->name, MOST_STEPS);
      plan->step[plan->steps++] = step;
    }
    if (find(plan->variant, plan->variants, variant) < 0) {
      if (plan->variants == MOST_VARIANTS)
        return lr_error_set(error, LR_E_INPUT, "the table '%s' has more than %d variants", abort->name, MOST_VARIANTS);
      plan->variant[plan->variants++] = variant;
    }
  }
  if (plan->steps < 2)
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no two steps with a time: nothing to draw", abort->name);
  return LR_OK;
}

// A name of the left margin in at most two lines, broken at a space.
static void write_name(const char *name, double y, const struct lr_frame *frame, struct lr_text *script) {
  double room = LEFT - 26;
  size_t cut = 0, length = strlen(name);
  if (lr_labels_width(name, 12) > room)
    for (size_t i = 1; i < length; i++)
      if (name[i] == ' ' && (double)i <= 0.62 * (double)length) cut = i;
  if (!cut) {
    lr_script_label(script, frame, frame->left - 12, y, "right", 12, "#000000", name);
    return;
  }
  lr_script_labelf(script, frame, frame->left - 12, y + 8, "right", 12, "#000000", "%.*s", (int)cut, name);
  lr_script_label(script, frame, frame->left - 12, y - 8, "right", 12, "#000000", name + cut + 1);
}

static void write_variant(const struct lr_table *abort, const struct plan *plan, int variant, double y,
                          const struct lr_frame *frame, struct lr_text *script) {
  double before = NAN, last = NAN, low = NAN, high = NAN,
         row_px = (frame->top - frame->bottom) / (frame->y_high - frame->y_low);
  int drawn = 0;
  for (size_t row = 0; row < abort->rows; row++) {
    double t = time_of(abort, row), p05 = lr_table_get(abort, row, "p05"), p95 = lr_table_get(abort, row, "p95");
    if (!isfinite(t) || strcmp(variant_of(abort, row), plan->variant[variant]) != 0) continue;
    const char *colour = shade[find(plan->step, plan->steps, lr_table_get_text(abort, row, "step"))];
    if (t > before) lr_script_rectangle(script, before, y, t, y + 0.3, colour, "#FFFFFF");
    if (p95 > p05) {  // spread of this step, below the bar
      double at = y - (6 + 5 * drawn++) / row_px;
      char look[64];
      snprintf(look, sizeof look, "lw 2.4 lc rgb '%s'", colour);
      lr_script_line(script, p05, at, p95, at, look);
      lr_script_line(script, t, at - 2.5 / row_px, t, at + 2.5 / row_px, "lw 1.2 lc rgb '#000000'");
    }
    before = last = t;
    low = p05;
    high = p95;
  }
  write_name(plan->variant[variant], lr_frame_y(frame, y + 0.15), frame, script);
  struct lr_text text = {0};
  lr_text_add(&text, "%.1f µs", last);
  if (high > low) lr_text_add(&text, "  (%.1f – %.1f)", low, high);
  lr_script_label(script, frame, lr_frame_x(frame, last) + 6, lr_frame_y(frame, y + 0.15), "left", 11, "#000000",
                  lr_buffer_text(&text.buffer));
  if (text.buffer.failed) script->buffer.failed = true;
  lr_text_free(&text);
}

static void turn_marks(double turn_us, const struct lr_frame *frame, struct lr_text *script) {
  double every = 1;
  if (!(turn_us > 0)) return;
  while ((frame->x_high - frame->x_low) / (every * turn_us) > 14) every = lr_axis_round_up(every * 1.5);
  for (double i = ceil(frame->x_low / (every * turn_us)); i * every * turn_us <= frame->x_high; i++) {
    double t = i * every * turn_us;
    lr_text_add(
        script,
        "set arrow from first %.9g, graph 0 to first %.9g, graph 1 nohead back lw 0.8 dt (3,3) lc rgb '#8A8A8A'\n", t,
        t);
    lr_script_labelf(script, frame, lr_frame_x(frame, t), frame->top + 9, "center", 10, "#555555", "%.0f", i * every);
  }
  lr_script_label(script, frame, frame->left - 12, frame->top + 9, "right", 10, "#555555", "turns");
}

// Colours of the steps in rows above the panel; returns how many rows it took.
static int write_key(const struct plan *plan, double top, const struct lr_frame *frame, struct lr_text *script) {
  double x = 14;
  int row = 0;
  for (int i = 1; i < plan->steps; i++) {
    double width = 18 + lr_labels_width(plan->step[i], 11) + 16;
    if (x > 14 && x + width > WIDTH - 10) {
      x = 14;
      row++;
    }
    double y = top - 18 * row;
    if (script) {
      lr_text_add(script,
                  "set object rectangle from screen %.4f,%.4f to screen %.4f,%.4f fc rgb '%s' fs solid noborder\n",
                  x / WIDTH, (y - 5) / frame->height, (x + 13) / WIDTH, (y + 6) / frame->height, shade[i]);
      lr_script_label(script, frame, x + 18, y, "left", 11, "#000000", plan->step[i]);
    }
    x += width;
  }
  return row + 1;
}

enum lr_status lr_figure_abort(const struct lr_figure_style *style, const struct lr_table *abort, double turn_us,
                               struct lr_text *script, struct lr_error *error) {
  struct plan plan = {0};
  enum lr_status status = read_names(abort, &plan, error);
  if (status) return status;
  double low = 0, high = 0;
  for (size_t row = 0; row < abort->rows; row++) {
    double t = time_of(abort, row), p05 = lr_table_get(abort, row, "p05"), p95 = lr_table_get(abort, row, "p95");
    if (!isfinite(t)) continue;
    low = fmin(low, isfinite(p05) ? fmin(t, p05) : t);
    high = fmax(high, isfinite(p95) ? fmax(t, p95) : t);
  }
  if (!(high > low))
    return lr_error_set(error, LR_E_INPUT, "the table '%s' has no time above zero: nothing to draw", abort->name);
  struct lr_frame frame = {.width = WIDTH, .left = LEFT, .right = WIDTH - RIGHT, .bottom = 60, .y_high = plan.variants};
  int key_rows = write_key(&plan, 0, &frame, NULL);
  frame.height = 60 + ROW * plan.variants + 62 + 18 * key_rows + 10;
  frame.top = frame.bottom + ROW * plan.variants;
  double room = 1 - 170 / (frame.right - frame.left);  // for the number at the right of a bar
  lr_frame_fit_x(&frame, low, low + (high - low) / room, false, 0);

  lr_script_begin(script, style, frame.width, frame.height);
  lr_script_frame(script, &frame, false);
  lr_text_add(script, "unset ytics\nunset key\n");
  lr_script_tics(script, &frame, 'x', true);
  turn_marks(turn_us, &frame, script);
  write_key(&plan, frame.height - 46, &frame, script);
  for (int i = 0; i < plan.variants; i++) write_variant(abort, &plan, i, plan.variants - 0.48 - i, &frame, script);
  bool spread = lr_table_find(abort, "p05") >= 0 && lr_table_find(abort, "p95") >= 0;
  lr_script_x_title(script, &frame,
                    spread ? "time [µs]; bars: medians, thin lines: P5 – P95 of each step" : "time [µs]");
  lr_text_add(script, "plot NaN notitle\n");
  return lr_script_end(script, style, error);
}
