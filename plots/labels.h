// SPDX-License-Identifier: GPL-3.0-or-later
// Labels that never collide: a greedy placer. What is drawn is registered as boxes in pixels (y upwards); a label goes to
// the first of its candidate places where it lies inside the panel and touches nothing.
#ifndef LR_PLOTS_LABELS_H
#define LR_PLOTS_LABELS_H

#include <stdbool.h>
#include <stddef.h>

struct lr_box {
  double left, bottom, right, top;
};

struct lr_labels {
  struct lr_box panel, *box;
  size_t count, room;
  bool failed;  // memory ran out
};

void lr_labels_free(struct lr_labels *labels);
void lr_labels_block(struct lr_labels *labels, struct lr_box box);
// Registers a line as a chain of small boxes. Ends outside the panel are clipped away by the caller or ignored here.
void lr_labels_block_line(struct lr_labels *labels, double x1, double y1, double x2, double y2);
bool lr_labels_is_free(const struct lr_labels *labels, struct lr_box box);
// Tries the box of width x height centred at (x, y); registers and reports it when free.
bool lr_labels_place(struct lr_labels *labels, double x, double y, double width, double height, struct lr_box *placed);

// The point of the box nearest to (x, y): where a leader from there ends, so that it never goes through the text.
void lr_labels_foot(struct lr_box box, double x, double y, double *foot_x, double *foot_y);

// Moves the ascending centres y[0..n-1] apart to at least `gap`, staying in [low, high] and near where they were.
// False when n labels do not fit: (n - 1) gap > high - low.
bool lr_labels_spread(double *y, size_t n, double gap, double low, double high);

// Width in pixels of a text in DejaVu Sans or Verdana at `size` px: a careful estimate, never much too small.
double lr_labels_width(const char *utf8, double size);

#endif
