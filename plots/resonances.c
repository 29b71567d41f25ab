// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/resonances.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plots/labels.h"
#include "plots/panel.h"

enum { MOST = 40, ALL = 4096, GAP = 13 };  // lines that are drawn; that are looked at

struct line {
  int m, n, k, found;
  double x1, y1, x2, y2;  // ends on the edges of the panel; the second is named
  bool right;             // it leaves through the right edge
};

static int order_of(const struct line *l) { return 10 * (abs(l->m) + abs(l->n)) + abs(l->k); }

static int divisor(int a, int b) { return b ? divisor(b, a % b) : abs(a); }

// Where m x + n y = c leaves the panel; false: it does not cross it by more than 3 % of a side.
static bool clip(const struct lr_frame *f, double c, struct line *l) {
  double x[4], y[4], width = f->x_high - f->x_low, height = f->y_high - f->y_low;
  bool right[4];
  int found = 0;
  for (int side = 0; side < 2 && l->n; side++) {
    double at = side ? f->x_high : f->x_low, other = (c - l->m * at) / l->n;
    if (other >= f->y_low && other <= f->y_high) x[found] = at, y[found] = other, right[found++] = side;
  }
  for (int side = 0; side < 2 && l->m; side++) {
    double at = side ? f->y_high : f->y_low, other = (c - l->n * at) / l->m;
    if (other > f->x_low && other < f->x_high) x[found] = other, y[found] = at, right[found++] = false;
  }
  if (found < 2 || hypot((x[1] - x[0]) / width, (y[1] - y[0]) / height) < 0.03) return false;
  int end = right[0] ? 0 : right[1] ? 1 : y[0] > y[1] ? 0 : 1;
  l->x1 = x[1 - end], l->y1 = y[1 - end], l->x2 = x[end], l->y2 = y[end];
  l->right = right[end];
  return l->right || y[end] > f->y_high - 1e-9 * height;
}

// Lowest first; of one order in the order in which they are found, so that any sort gives the same picture.
static int by_order(const void *a, const void *b) {
  const struct line *p = a, *q = b;
  int order = order_of(p) - order_of(q);
  return order ? order : p->found - q->found;
}

static int add_lines(struct line line[ALL], int count, const struct lr_frame *f, double tune_s, int order, int sidebands) {
  for (int m = 0; m <= order; m++)
    for (int n = -order; n <= order; n++)
      for (int k = -sidebands; k <= sidebands; k++) {
        int sum = m + abs(n);
        bool mixed = m == 1 && abs(n) == 1;  // the coupling resonance and its sidebands
        if (sum == 0 || sum > order || (k && sum > 2) || (m == 0 && n < 0) || (n % 2 && !mixed)) continue;
        if (k && (!isfinite(tune_s) || (mixed && n > 0))) continue;
        double shift = k ? k * tune_s : 0, corner[4] = {m * f->x_low + n * f->y_low + shift, m * f->x_high + n * f->y_low + shift,
                                                        m * f->x_low + n * f->y_high + shift, m * f->x_high + n * f->y_high + shift};
        double low = fmin(fmin(corner[0], corner[1]), fmin(corner[2], corner[3])), high = fmax(fmax(corner[0], corner[1]), fmax(corner[2], corner[3]));
        for (int p = (int)ceil(low); p <= high && count < ALL; p++) {
          struct line l = {.m = m, .n = n, .k = k};
          if (divisor(divisor(m, n), divisor(k, p)) != 1 || !clip(f, p - shift, &l)) continue;
          l.found = count;
          line[count++] = l;
        }
      }
  return count;
}

static void term(char *text, size_t size, size_t *used, int factor, const char *what) {
  if (!factor) return;
  int n = snprintf(text + *used, size - *used, "%s", factor < 0 ? "−" : *used ? "+" : "");
  *used += (size_t)n;
  n = abs(factor) > 1 ? snprintf(text + *used, size - *used, "%d%s", abs(factor), what) : snprintf(text + *used, size - *used, "%s", what);
  *used += (size_t)n;
}

static void name_of(const struct line *l, char text[64]) {
  size_t used = 0;
  text[0] = 0;
  term(text, 64, &used, l->m, "ν_x");
  term(text, 64, &used, l->n, "ν_y");
  term(text, 64, &used, l->k, "ν_s");
}

// Names of the lines that leave through one edge, moved apart.
static void write_names(struct lr_text *script, const struct lr_frame *f, const struct line *line, int count, bool right) {
  double place[MOST];
  int which[MOST], n = 0;
  double low = right ? f->bottom + 4 : f->left + 4, high = right ? f->top - 2 : f->right + 4;
  for (int i = 0; i < count && n < (int)((high - low) / GAP); i++)
    if (line[i].right == right) which[n++] = i;
  for (int a = 0; a < n; a++)  // along the edge
    for (int b = a + 1; b < n; b++)
      if (right ? line[which[b]].y2 < line[which[a]].y2 : line[which[b]].x2 < line[which[a]].x2) {
        int swap = which[a];
        which[a] = which[b], which[b] = swap;
      }
  for (int i = 0; i < n; i++) place[i] = right ? lr_frame_y(f, line[which[i]].y2) : lr_frame_x(f, line[which[i]].x2);
  if (!lr_labels_spread(place, (size_t)n, GAP, low, high)) return;
  for (int i = 0; i < n; i++) {
    const struct line *l = &line[which[i]];
    double x = lr_frame_x(f, l->x2), y = lr_frame_y(f, l->y2), to_x = right ? x + 14 : place[i], to_y = right ? place[i] : y + 14;
    char text[64];
    name_of(l, text);
    lr_script_leader(script, f, x, y, to_x, to_y, "#8A8A8A");
    lr_text_add(script, "set label '%s' at screen %.4f,%.4f left%s enhanced font ',10' tc rgb '#333333' front\n", text, (to_x + (right ? 3 : 0)) / f->width,
                (to_y + (right ? 0 : 3)) / f->height, right ? "" : " rotate by 90");
  }
}

void lr_script_resonances(struct lr_text *script, const struct lr_frame *frame, double tune_s, int order, int sidebands, bool halo) {
  struct line *line = malloc(ALL * sizeof *line);
  if (!line) {
    script->buffer.failed = true;
    return;
  }
  int all = add_lines(line, 0, frame, tune_s, order, sidebands), count = all < MOST ? all : MOST;
  qsort(line, (size_t)all, sizeof *line, by_order);
  if (all > count)  // above the names, at the right of what the figure says of itself
    lr_script_labelf(script, frame, frame->width - 8, frame->height - 46, "right", 10, "#666666", "%d of %s%d resonances drawn, lowest order first", count,
                     all == ALL ? "more than " : "", all);
  for (int i = 0; i < count; i++) {
    const struct line *l = &line[i];
    const char *look = l->k ? "dt (4,3)" : "dt 1";
    if (halo)
      lr_text_add(script, "set arrow from %.9g,%.9g to %.9g,%.9g nohead front lw 2.4 lc rgb '#60FFFFFF'\n", l->x1, l->y1, l->x2, l->y2);
    lr_text_add(script, "set arrow from %.9g,%.9g to %.9g,%.9g nohead %s lw %s %s lc rgb '%s'\n", l->x1, l->y1, l->x2, l->y2, halo ? "front" : "back",
                abs(l->m) + abs(l->n) <= 2 ? "1.1" : "0.8", look, halo ? "#000000" : "#9A9A9A");
  }
  write_names(script, frame, line, count, true);
  write_names(script, frame, line, count, false);
  free(line);
}
