// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "plots/panel.h"
#include "plots/track_figures.h"

enum { WIDTH = 920, HEIGHT = 470, PANEL = 370, BETWEEN = 60, LEFT = 96 };
static const double CURVE_STEPS = 120;

struct panel {
  double last, least, aperture, ratio;  // last amplitude with a particle, its share; aperture of the run or NaN; <A^2> / 2
  size_t points;
};

static bool is_of(const struct lr_table *t, size_t row, const char *ring, const char *plane) {
  return strcmp(lr_table_get_text(t, row, "ring"), ring) == 0 && strcmp(lr_table_get_text(t, row, "plane"), plane) == 0;
}

static struct panel measure(const struct lr_table *t, const char *ring, const char *plane) {
  struct panel p = {0, 1, NAN, NAN, 0};
  for (size_t row = 0; row < t->rows; row++) {
    double s = lr_table_get(t, row, "survival"), a = lr_table_get(t, row, "amplitude"), own = lr_table_get(t, row, "gauss_tracked");
    if (!is_of(t, row, ring, plane) || !(s > 0)) continue;
    p.points++;
    p.last = fmax(p.last, a);
    p.least = fmin(p.least, s);
    p.aperture = lr_table_get(t, row, "aperture");
    if (a > 0 && own > 1e-12 && own < 1) p.ratio = -a * a / (2 * log(own));
  }
  return p;
}

static void blocks(const struct lr_table *t, const char *ring, const char *plane, const struct panel *p, const struct lr_frame *frame, struct lr_text *script) {
  lr_text_add(script, "$tail_%s << EOD\n", plane);
  for (size_t row = 0; row < t->rows; row++) {
    double s = lr_table_get(t, row, "survival"), e = lr_table_get(t, row, "error");
    if (!is_of(t, row, ring, plane) || !(s > 0)) continue;
    if (!isfinite(e)) e = 0;
    const double value[] = {lr_table_get(t, row, "amplitude"), s, fmax(s - e, frame->y_low), fmin(s + e, 1)};
    lr_script_row(script, NULL, value, 4);
  }
  lr_script_block_end(script);
  for (int own = 0; own < 2; own++) {
    double size = own ? p->ratio : 1, end = sqrt(-2 * size * log(frame->y_low));
    lr_text_add(script, "$gauss%d_%s << EOD\n", own, plane);
    for (int i = 0; i <= CURVE_STEPS && isfinite(end); i++) {
      double a = end * i / CURVE_STEPS;
      const double value[] = {a, exp(-a * a / (2 * size))};
      if (a <= frame->x_high) lr_script_row(script, NULL, value, 2);
    }
    lr_script_block_end(script);
  }
}

static void draw(const struct lr_table *t, const char *ring, const char *plane, const struct panel *p, bool key, struct lr_frame *frame, struct lr_text *script) {
  const char *colour = lr_colour_hex(*plane == 'x' ? LR_BLUE : LR_VERMILION);
  double shown = isfinite(p->aperture) && p->aperture < 3 * p->last ? fmax(p->last, 1.03 * p->aperture) : p->last;
  lr_frame_fit_x(frame, 0, fmax(shown * 1.04, 4), false, 0);
  blocks(t, ring, plane, p, frame, script);
  lr_script_frame(script, frame, false);
  lr_script_tics(script, frame, 'x', true);
  lr_script_tics(script, frame, 'y', key);
  lr_script_labelf(script, frame, (frame->left + frame->right) / 2, frame->bottom - 34, "center", 12, "#000000", "amplitude in %s [σ without collision]", plane);
  if (key) lr_script_y_title(script, frame, "share of particles beyond");
  if (isfinite(p->ratio)) lr_script_labelf(script, frame, frame->right, frame->top + 10, "right", 11, colour, "ε / ε without collision = %.3g", p->ratio);
  if (p->aperture <= frame->x_high) {
    lr_script_line(script, p->aperture, frame->y_low, p->aperture, frame->y_high, "lw 1.6 lc rgb '#333333'");
    lr_script_labelf(script, frame, lr_frame_x(frame, p->aperture) - 6, frame->top - 14, "right", 10, "#333333", "aperture %.4g σ", p->aperture);
  }
  lr_text_add(script, "plot $tail_%s using 1:3:4 with filledcurves fc rgb '%s' fs transparent solid 0.25 noborder notitle, \\\n", plane, colour);
  lr_text_add(script, "  $tail_%s using 1:2 with lines lw 2.2 lc rgb '%s' notitle, \\\n", plane, colour);
  if (isfinite(p->ratio)) lr_text_add(script, "  $gauss1_%s using 1:2 with lines lw 1.4 dt (8,5) lc rgb '%s' notitle, \\\n", plane, colour);
  lr_text_add(script, "  $gauss0_%s using 1:2 with lines lw 1.4 dt (3,4) lc rgb '#555555' notitle\n", plane);
}

enum lr_status lr_figure_tails(const struct lr_figure_style *style, const struct lr_table *t, const char *ring, struct lr_text *script,
                               struct lr_error *error) {
  static const char *const PLANE[] = {"x", "y"};
  struct panel panel[2];
  struct lr_frame frame = {.width = WIDTH, .height = HEIGHT, .bottom = 76, .top = HEIGHT - 76};
  for (int k = 0; k < 2; k++) panel[k] = measure(t, ring, PLANE[k]);
  if (panel[0].points < 2 || panel[1].points < 2) return lr_error_set(error, LR_E_INPUT, "the table '%s' has no tail of the %s: nothing to draw", t->name, ring);
  frame.y_log = true;
  frame.y_high = 1;
  frame.y_low = pow(10, floor(log10(fmin(panel[0].least, panel[1].least)) + 1e-9));
  lr_script_begin(script, style, WIDTH, HEIGHT);
  lr_script_label(script, &frame, LEFT, HEIGHT - 46, "left", 11, "#333333", "solid: tracked, band 1σ statistical; dashed: Gauss of the tracked emittance; dotted: Gauss without collision");
  lr_text_add(script, "set grid lc rgb '#E6E6E6' lt 1 lw 0.6\nunset key\nset multiplot\n");
  for (int k = 0; k < 2; k++) {
    frame.left = LEFT + k * (PANEL + BETWEEN);
    frame.right = frame.left + PANEL;
    draw(t, ring, PLANE[k], &panel[k], k == 0, &frame, script);
    lr_script_panel_end(script);
  }
  lr_text_add(script, "unset multiplot\n");
  return lr_script_end(script, style, error);
}
