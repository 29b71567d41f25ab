// SPDX-License-Identifier: GPL-3.0-or-later
// The curves that hide in the rows of the tables `reach` and `existing`, for the reach figure.
#ifndef LR_PLOTS_REACH_CURVES_H
#define LR_PLOTS_REACH_CURVES_H

#include "plots/figures.h"

enum { LR_REACH_MOST = 24 };  // curves of one kind in one figure

enum lr_existing_kind { LR_EXISTING_LIMIT, LR_EXISTING_PROJECTION, LR_EXISTING_BAND };

struct lr_reach_curve {
  size_t first;          // its first row: where its luminosity, cl, kind, edge or label, group, closed stand
  double luminosity_ab;  // NaN for an existing limit
  double cl;
  bool anchor, closed;
  size_t group;          // existing limits: number of the group, in order of appearance
  enum lr_existing_kind kind;  // of an existing curve
};

struct lr_reach_curves {
  struct lr_reach_curve projection[LR_REACH_MOST], existing[LR_REACH_MOST];  // projections by rising luminosity
  size_t projections, existings;
  bool one_cl;  // all curves have the same confidence level `cl`
  double cl;
};

// Finds the curves of the channel. LR_E_INPUT: none, or more than LR_REACH_MOST.
enum lr_status lr_reach_curves_find(const struct lr_reach_figure *figure, struct lr_reach_curves *curves,
                                    struct lr_error *error);
// Colour of the name and the edge of an existing curve.
const char *lr_existing_colour(const struct lr_reach_curve *curve);
// The row at or after `row` that belongs to the curve, or the number of rows.
size_t lr_reach_curve_row(const struct lr_table *table, const struct lr_reach_curve *curve,
                          const struct lr_reach_figure *figure, size_t row);

#endif
