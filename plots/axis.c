// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/axis.h"

#include <math.h>
#include <stddef.h>

static double fraction(double value, double low, double high, bool logarithmic) {
  if (!logarithmic) return (value - low) / (high - low);
  return value > 0 ? log(value / low) / log(high / low) : -INFINITY;
}

double lr_frame_x(const struct lr_frame *frame, double x) {
  return frame->left + (frame->right - frame->left) * fraction(x, frame->x_low, frame->x_high, frame->x_log);
}

double lr_frame_y(const struct lr_frame *frame, double y) {
  return frame->bottom + (frame->top - frame->bottom) * fraction(y, frame->y_low, frame->y_high, frame->y_log);
}

bool lr_frame_holds(const struct lr_frame *frame, double x, double y) {
  return x >= frame->x_low && x <= frame->x_high && y >= frame->y_low && y <= frame->y_high;
}

static const double steps[] = {1, 2, 5, 10};

double lr_axis_round_up(double value) {
  double decade = pow(10, floor(log10(value)));
  for (size_t i = 0; i < 3; i++)
    if (value <= steps[i] * decade * (1 + 1e-9)) return steps[i] * decade;
  return 10 * decade;
}

double lr_axis_round_down(double value) {
  double decade = pow(10, floor(log10(value) + 1e-12));
  for (size_t i = 3; i > 0; i--)
    if (value >= steps[i] * decade * (1 - 1e-9)) return steps[i] * decade;
  return decade;
}
