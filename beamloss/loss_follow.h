// SPDX-License-Identifier: GPL-3.0-or-later
// Inside an event: the turns from the first action of its source to the end, and what they leave (model.md B30).
#ifndef LR_BEAMLOSS_LOSS_FOLLOW_H
#define LR_BEAMLOSS_LOSS_FOLLOW_H

#include "beamloss/loss_event.h"
#include "beamloss/loss_source.h"

enum { LR_LOSS_MOST_TURNS = 600 };  // that an event is followed

struct lr_loss_worker {
  struct lr_train train;
  struct lr_abort *abort;
  struct lr_grain_run *grain;
  struct lr_loss_optics_point *optics[LR_LOSS_RINGS];
  double weight[LR_LOSS_MOST_TURNS];  // of a macro-particle that leaves in a turn: what direct losses have left of it
};

struct lr_loss_follow {  // of the turns of an event
  const struct lr_loss_input *input;
  const struct lr_loss_ring *ring;
  struct lr_loss_worker *worker;
  struct lr_abort *abort;       // NULL: no monitor in this ring
  double current_A, particles;  // particles: of a macro-particle
  uint64_t seed;
  // Parts of the start. A macro-particle weighs what the grain has not scattered out of it; its weight is kept for each turn.
  double weight, direct, dumped;
  size_t dumped_at_once;  // macro-particles, those without an entry in the list of losses
};

// The source alone, at the full current, until it acts on the beam. Out: `point` (LR_LOSS_TRACE_SAMPLES + 1 of them) of the turn in which it
// does; *acts false when it never does.
enum lr_status lr_loss_lead_in(struct lr_loss_source *source, double current_A, struct lr_loss_trace *trace,
                               struct lr_loss_source_point *point, bool *acts, struct lr_error *error);
// From there on, until the beam is gone, nothing more happens, or the turns are over.
enum lr_status lr_loss_follow(struct lr_loss_follow *follow, struct lr_loss_source *source, struct lr_loss_source_point *point,
                              struct lr_loss_trace *trace, struct lr_loss_event *event, struct lr_error *error);
// Losses, parts and the mean dose of layer 1 into the event; what was left where.
void lr_loss_take(struct lr_loss_follow *follow, struct lr_loss_event *event, struct lr_loss_deposit *deposit);
// The losses of a traced event in the turn in which they were; what was dumped on its way is none.
void lr_loss_complete_trace(const struct lr_loss_follow *follow, struct lr_loss_trace *trace);

#endif
