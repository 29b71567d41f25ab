// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void lr_labels_free(struct lr_labels *labels) {
  free(labels->box);
  *labels = (struct lr_labels){0};
}

static bool overlap(struct lr_box a, struct lr_box b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

void lr_labels_block(struct lr_labels *labels, struct lr_box box) {
  if (!overlap(box, labels->panel)) return;
  if (labels->count == labels->room) {
    size_t room = labels->room ? 2 * labels->room : 256;
    struct lr_box *grown = realloc(labels->box, room * sizeof *grown);
    if (!grown) {
      labels->failed = true;
      return;
    }
    labels->box = grown;
    labels->room = room;
  }
  labels->box[labels->count++] = box;
}

void lr_labels_block_line(struct lr_labels *labels, double x1, double y1, double x2, double y2) {
  if (!isfinite(x1) || !isfinite(y1) || !isfinite(x2) || !isfinite(y2)) return;
  double length = hypot(x2 - x1, y2 - y1);
  int pieces = length < 4 ? 1 : length > 4e4 ? 10000 : (int)(length / 4);
  for (int i = 0; i <= pieces; i++) {
    double x = x1 + (x2 - x1) * i / pieces, y = y1 + (y2 - y1) * i / pieces;
    lr_labels_block(labels, (struct lr_box){x - 2, y - 2, x + 2, y + 2});
  }
}

bool lr_labels_is_free(const struct lr_labels *labels, struct lr_box box) {
  const struct lr_box *panel = &labels->panel;
  if (box.left < panel->left || box.right > panel->right || box.bottom < panel->bottom || box.top > panel->top)
    return false;
  for (size_t i = 0; i < labels->count; i++)
    if (overlap(box, labels->box[i])) return false;
  return true;
}

bool lr_labels_place(struct lr_labels *labels, double x, double y, double width, double height, struct lr_box *placed) {
  struct lr_box box = {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
  if (!lr_labels_is_free(labels, box)) return false;
  lr_labels_block(labels, box);
  if (placed) *placed = box;
  return true;
}

void lr_labels_foot(struct lr_box box, double x, double y, double *foot_x, double *foot_y) {
  *foot_x = fmin(fmax(x, box.left), box.right);
  *foot_y = fmin(fmax(y, box.bottom), box.top);
}

bool lr_labels_spread(double *y, size_t n, double gap, double low, double high) {
  if (n == 0) return true;
  if ((double)(n - 1) * gap > high - low) return false;
  // Half the push of each collision upwards, half downwards; a few sweeps settle it, the last two keep the bounds.
  for (int sweep = 0; sweep < 200; sweep++)
    for (size_t i = 1; i < n; i++) {
      double missing = gap - (y[i] - y[i - 1]);
      if (missing <= 0) continue;
      y[i - 1] -= missing / 2;
      y[i] += missing / 2;
    }
  for (size_t i = 0; i < n; i++) {
    double least = i ? y[i - 1] + gap : low;
    if (y[i] < least) y[i] = least;
  }
  for (size_t i = n; i-- > 0;) {
    double most = i + 1 < n ? y[i + 1] - gap : high;
    if (y[i] > most) y[i] = most;
  }
  return true;
}

double lr_labels_width(const char *utf8, double size) {
  double em = 0;
  for (const unsigned char *c = (const unsigned char *)utf8; *c; c++) {
    if ((*c & 0xc0) == 0x80) continue;
    if (*c >= 0x80)
      em += *c == 0xc2 || (*c == 0xe2 && c[1] == 0x81) ? 0.45 : 0.72;  // superscripts are narrow
    else if (strchr("mwMW%@", *c))
      em += 0.97;
    else if (strchr("iIjl.,:;'|! ()[]ftr/-", *c))
      em += 0.38;
    else
      em += *c >= 'A' && *c <= 'Z' ? 0.72 : 0.63;
  }
  return em * size;
}
