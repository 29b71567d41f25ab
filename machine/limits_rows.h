// SPDX-License-Identifier: GPL-3.0-or-later
// The list of limits while it is made: for the files machine/limits*.c.
#ifndef LR_MACHINE_LIMITS_ROWS_H
#define LR_MACHINE_LIMITS_ROWS_H

#include "machine/limits.h"

struct lr_limit_part {  // a figure that a row rests on
  const char *key;      // in the scenario; static storage
  const struct lr_limit_figure *figure;
};

struct lr_limit_row {
  const char *name, *ring, *unit, *formula;
  double factor;    // SI to `unit`
  bool least;       // the bound is from below
  const char *why;  // no value although nothing is missing: the reason; else NULL
};

struct lr_limits_at {  // a ring at its operating point
  const char *name;
  bool her;
  const struct lr_collider *collider;
  const struct lr_ring *beam;
  const struct lr_ring_state *state;
  const struct lr_beambeam *xi;
  const struct lr_limits *limits;
  const struct lr_limits_ring *of;
  const struct lr_lifetime_input *input;  // NULL: not given
  double f0_Hz, luminosity_m2s;
  struct lr_limit_figure lifetime_s;  // the figure given, or that of the budget
  bool of_budget;
  double budget_s;  // of the budget, also where a figure is given; NaN: none
  double needed_s;  // least_lifetime, or what the injector needs at this current; NaN: neither is given
  struct lr_limits_found *found;
};

// Finds lifetime_s, of_budget and needed_s of a ring, and puts its rows injector and lifetime. Status: as lr_lifetime_evaluate.
enum lr_status lr_limits_add_injector(struct lr_limits_at *at, struct lr_error *error);

// Puts a row at its place by margin. Without the first part (the bound, or the first figure that it is made of) there is no
// row; when value or bound is not positive there is one that names what is missing, at the end.
void lr_limits_add(struct lr_limits_found *found, const struct lr_limit_row *row, double value, double bound,
                   const struct lr_limit_part *parts, int count);

// A row at the end for a value whose bound, limits.RING.KEY, is not given; none when the value is not positive.
void lr_limits_add_unbounded(struct lr_limits_found *found, const struct lr_limit_row *row, double value, const char *key);

// The word of the two that promises less: read, derived, known, assumed, "" in this order. Static storage or one of the two.
const char *lr_limits_weaker(const char *one, const char *other);

#endif
