// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/reach_names.h"

#include <math.h>
#include <stdlib.h>

// A region's edge in pixels; NaN where the edge has a gap. Taken out of the table once, since the search asks often.
struct outline {
  double *x, *y;
  size_t count;
  bool closed, line;  // line: of others, with no inside; other names need not stay out of it
};

static bool outline_read(const struct lr_reach_figure *figure, const struct lr_reach_curve *curve,
                         const struct lr_frame *frame, struct outline *outline) {
  const struct lr_table *table = figure->existing;
  *outline = (struct outline){.closed = curve->closed, .line = curve->kind == LR_EXISTING_PROJECTION};
  outline->x = malloc(table->rows * sizeof(double));
  outline->y = malloc(table->rows * sizeof(double));
  if (!outline->x || !outline->y) return false;
  for (size_t row = 0; (row = lr_reach_curve_row(table, curve, figure, row)) < table->rows; row++) {
    outline->x[outline->count] = lr_frame_x(frame, lr_table_get(table, row, "mass_GeV"));
    outline->y[outline->count++] = lr_frame_y(frame, lr_table_get(table, row, "coupling"));
  }
  return true;
}

// Is the point inside the region? Closed: even-odd rule over the outline. Open: above the edge.
static bool inside(const struct outline *o, double x, double y) {
  bool odd = false;
  double lowest = INFINITY;
  for (size_t i = 0; i < o->count; i++) {
    if (i == 0 && !o->closed) continue;
    size_t k = i ? i - 1 : o->count - 1;
    if (o->closed) {
      double crossing = (o->x[k] - o->x[i]) * (y - o->y[i]) / (o->y[k] - o->y[i]) + o->x[i];
      if ((o->y[i] > y) != (o->y[k] > y) && x < crossing) odd = !odd;
    } else if ((o->x[k] - x) * (o->x[i] - x) <= 0 && o->x[k] != o->x[i] && isfinite(o->y[i]) && isfinite(o->y[k])) {
      lowest = fmin(lowest, o->y[k] + (o->y[i] - o->y[k]) * (x - o->x[k]) / (o->x[i] - o->x[k]));
    }
  }
  return o->closed ? odd : y > lowest;
}

static bool box_inside(const struct outline *o, struct lr_box box) {
  for (int i = 0; i <= 6; i++) {
    double x = box.left + (box.right - box.left) * i / 6;
    if (!inside(o, x, box.bottom) || !inside(o, x, box.top)) return false;
  }
  return true;
}

static double side(double x1, double y1, double x2, double y2, double x, double y) { return (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1); }

// How often a leader from (x1, y1) to (x2, y2) goes over the edge.
static int crossings(const struct outline *o, double x1, double y1, double x2, double y2) {
  int count = 0;
  for (size_t i = o->closed ? 0 : 1; i < o->count; i++) {
    size_t k = i ? i - 1 : o->count - 1;
    if (side(x1, y1, x2, y2, o->x[k], o->y[k]) * side(x1, y1, x2, y2, o->x[i], o->y[i]) < 0 &&
        side(o->x[k], o->y[k], o->x[i], o->y[i], x1, y1) * side(o->x[k], o->y[k], o->x[i], o->y[i], x2, y2) < 0)
      count++;
  }
  return count;
}

struct place {
  double cost, x, y, edge_x, edge_y;
  bool within;
};

// Tries places around one point of the edge. The cost is the way to the edge in pixels, more for a place outside of the
// region, inside of others, or with a leader over the edges of others, where a reader would take it to end.
static void search(const struct outline *outlines, size_t count, size_t own, double edge_x, double edge_y, double width,
                   double height, const struct lr_labels *labels, struct place *best) {
  enum { OUTSIDE = 50, CLAIMED = 60, CROSSED = 40, BESIDE = 20 };  // BESIDE: so near to a line, a name needs no leader
  for (double dy = -96; dy <= 160; dy += 8)
    for (double dx = -96; dx <= 96; dx += 16) {
      double x = edge_x + dx, y = edge_y + dy, cost = hypot(0.5 * dx, dy);
      struct lr_box box = {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
      if (cost >= best->cost || !lr_labels_is_free(labels, box)) continue;
      bool within = outlines[own].line ? hypot(dx, dy) <= BESIDE : box_inside(&outlines[own], box);
      if (!within) cost += OUTSIDE;
      for (size_t i = 0; cost < best->cost && i < count; i++)
        if (i != own && !outlines[i].line && inside(&outlines[i], x, y)) cost += CLAIMED;
      double foot_x, foot_y;
      lr_labels_foot(box, edge_x, edge_y, &foot_x, &foot_y);
      for (size_t i = 0; !within && cost < best->cost && i < count; i++)
        if (i != own) cost += CROSSED * crossings(&outlines[i], foot_x, foot_y, edge_x, edge_y);
      if (cost < best->cost) *best = (struct place){cost, x, y, edge_x, edge_y, within};
    }
}

static bool name_one(const char *name, const char *colour, const struct outline *outlines, size_t count, size_t own, const struct lr_frame *frame,
                     struct lr_labels *labels, struct lr_text *script) {
  const struct outline *o = &outlines[own];
  double width = lr_labels_width(name, LR_REACH_NAME_SIZE) + 4, height = LR_REACH_NAME_SIZE + 4;
  double last_x = -INFINITY, last_y = -INFINITY;
  struct place best = {.cost = INFINITY};
  // Along the edge, corners and what is between them: a long straight piece has no corner to stand at. A place every 14 px is enough.
  for (size_t i = 0; i < o->count; i++) {
    const size_t next = i + 1 < o->count ? i + 1 : i;
    const double length = hypot(o->x[next] - o->x[i], o->y[next] - o->y[i]);
    const int pieces = isfinite(length) ? (int)fmin(1 + length / 14, 1000) : 1;
    for (int p = 0; p < pieces; p++) {
      const double u = isfinite(length) ? (double)p / pieces : 0;
      double x = o->x[i], y = o->y[i];
      if (u > 0) x += u * (o->x[next] - o->x[i]), y += u * (o->y[next] - o->y[i]);
      if (!(x >= frame->left && x <= frame->right && y >= frame->bottom && y <= frame->top)) continue;
      if (hypot(x - last_x, y - last_y) < 14) continue;
      last_x = x;
      last_y = y;
      search(outlines, count, own, x, y, width, height, labels, &best);
    }
  }
  if (!isfinite(best.cost)) return !isfinite(last_x);  // a region outside the panel needs no name
  struct lr_box box = {0};
  lr_labels_place(labels, best.x, best.y, width, height, &box);
  if (!best.within) {
    double foot_x, foot_y;
    lr_labels_foot(box, best.edge_x, best.edge_y, &foot_x, &foot_y);
    lr_script_leader_front(script, frame, foot_x, foot_y, best.edge_x, best.edge_y, colour);
    lr_labels_block_line(labels, foot_x, foot_y, best.edge_x, best.edge_y);
  }
  lr_script_label(script, frame, best.x, best.y, "center", LR_REACH_NAME_SIZE, colour, name);
  return true;
}

void lr_reach_names(const struct lr_reach_figure *figure, const struct lr_reach_curves *curves, const struct lr_frame *frame,
                    struct lr_labels *labels, struct lr_text *script, struct lr_text *unnamed) {
  struct outline outlines[LR_REACH_MOST] = {{0}};
  bool ok = true;
  for (size_t i = 0; i < curves->existings; i++)
    ok = outline_read(figure, &curves->existing[i], frame, &outlines[i]) && ok;
  if (!ok) script->buffer.failed = true;
  for (size_t i = 0; ok && i < curves->existings; i++) {
    const char *name = lr_table_get_text(figure->existing, curves->existing[i].first, "label");
    if (*name && !name_one(name, lr_existing_colour(&curves->existing[i]), outlines, curves->existings, i, frame, labels, script))
      lr_text_add(unnamed, "%s%s", unnamed->buffer.length ? ", " : "not named: ", name);
  }
  for (size_t i = 0; i < curves->existings; i++) {
    free(outlines[i].x);
    free(outlines[i].y);
  }
}
