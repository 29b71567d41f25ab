// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing area of a panel in pixels and the ranges of its axes. Ranges and margins are chosen here and not by gnuplot,
// so that labels can be placed before anything is drawn. Pixels count from the lower left corner of the figure.
#ifndef LR_PLOTS_AXIS_H
#define LR_PLOTS_AXIS_H

#include <stdbool.h>

struct lr_frame {
  double width, height;              // figure
  double left, right, bottom, top;   // panel
  double x_low, x_high, y_low, y_high;  // axes; dates as day numbers of base/date.h
  bool x_log, y_log, x_date;
};

// Place of a value in pixels (may lie outside the panel). A value <= 0 on a log axis gives minus infinity.
double lr_frame_x(const struct lr_frame *frame, double x);
double lr_frame_y(const struct lr_frame *frame, double y);
bool lr_frame_holds(const struct lr_frame *frame, double x, double y);

// The next number of the series 1, 2, 5, 10 at or beyond `value` (> 0), upwards or downwards.
double lr_axis_round_up(double value);
double lr_axis_round_down(double value);

#endif
