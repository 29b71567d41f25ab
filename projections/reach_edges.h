// SPDX-License-Identifier: GPL-3.0-or-later
// Couplings at which the windows of a channel meet a wanted level: the lower and, for types with two edges, the upper edge of the range
// of couplings that a search excludes or finds (model.md R12, R13).
#ifndef LR_PROJECTIONS_REACH_EDGES_H
#define LR_PROJECTIONS_REACH_EDGES_H

#include "projections/reach_signal.h"

enum lr_measure {
  LR_MEASURE_SIGNAL,       // events of a single window
  LR_MEASURE_INFORMATION,  // sum of q of all windows
  LR_MEASURE_DISCOVERY     // lr_windows_discovery at `sigmas`
};

enum { LR_REACH_SCAN = LR_REACH_NODES / 4 + 2 };

// The measure on a coarse grid of couplings, for types with two edges. Kept between calls with the same windows and measure.
struct lr_reach_scan {
  size_t count, best;
  double x[LR_REACH_SCAN], y[LR_REACH_SCAN];  // ln coupling, ln measure
  double peak_x, peak_y;  // the best node, or the maximum beside it once that was looked for
  bool refined;
};

struct lr_reach_level {
  struct lr_reach_signal *signal;
  const struct lr_reach_windows *windows;
  enum lr_measure measure;
  double sigmas;
  bool prompt;                 // every decay counts
  struct lr_reach_scan *scan;  // NULL: one edge
};

struct lr_edges {
  double lower, upper;  // ln coupling; NaN: none between coupling_min and coupling_max (upper: also where the type has one edge)
};

// ln of the measure at ln coupling x; -700 for none.
double lr_reach_measure(const struct lr_reach_level *level, double x);
// Fills level->scan where the type has two edges.
void lr_reach_scan_fill(const struct lr_reach_level *level);
// The edges at which the measure is `target`: the smallest and the largest coupling that meet it. Status: what the root returns.
enum lr_status lr_reach_edges(const struct lr_reach_level *level, double target, struct lr_edges *edges, struct lr_error *error);

// ln(measure / what the continuous expected limit asks for): zero at the limit, rising with the data. *background (NULL: not wanted):
// that of the single experiment. The measure of `level` is of the signal (one window) or of the information.
enum lr_status lr_reach_excess(const struct lr_reach_level *level, double cl, double x, double *excess, double *background,
                               struct lr_error *error);
// The edges of the continuous expected limit.
enum lr_status lr_reach_limit_edges(const struct lr_reach_level *level, double cl, struct lr_edges *edges, struct lr_error *error);

#endif
