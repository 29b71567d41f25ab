// SPDX-License-Identifier: GPL-3.0-or-later
// The source of an event against time: net electrons that act on the beam, and where they are (model.md B31).
#ifndef LR_BEAMLOSS_LOSS_SOURCE_H
#define LR_BEAMLOSS_LOSS_SOURCE_H

#include "beamloss/grain_run.h"
#include "beamloss/loss_draw.h"
#include "beamloss/loss_ring.h"

struct lr_loss_source {
  const struct lr_loss_draw *draw;
  struct lr_grain_run *grain;  // dust; the worker's
  double turn_s, time_s;       // time_s: reached so far
  bool dust, kept_away;        // kept_away: a charged grain that the beam does not let come
  double electrons, electrons_y_m;  // free electrons so far and their mean height: each stays where the grain was when it was set free
  double start_y_m;
  double direct;               // part of the present beam that the grain has scattered out so far, running sum
};

struct lr_loss_source_point {
  double time_s, net_electrons, y_m;
  struct lr_grain_state grain;  // dust
};

// Does the source act on the beam? Net electrons, less by 1/distance beyond 50 um, above 1e7: those move a beam by 1 um at a
// collimator.
bool lr_loss_source_acts(const struct lr_loss_source_point *point);

// Starts the source of a draw in a beam of rms sizes sigma_x, sigma_y. `grain` points at the worker's run, NULL at first.
enum lr_status lr_loss_source_start(const struct lr_loss_input *input, const struct lr_loss_draw *draw,
                                    const struct lr_loss_ring *ring, struct lr_grain_run **grain, struct lr_loss_source *source,
                                    struct lr_error *error);

// One turn on, with `samples` points at equal distances, the last at its end; point[0] is filled as well: the start.
// In: the current of the turn. Out: point[0..samples].
enum lr_status lr_loss_source_turn(struct lr_loss_source *source, double current_A, size_t samples,
                                   struct lr_loss_source_point *point, struct lr_error *error);

// What became of the grain: one on its way to the wall, beyond its start height, has crossed or turned back.
enum lr_grain_outcome lr_loss_source_outcome(const struct lr_loss_source *source);
// Nothing more will come from it.
bool lr_loss_source_done(const struct lr_loss_source *source, const struct lr_loss_source_point *last);

#endif
