// SPDX-License-Identifier: GPL-3.0-or-later
// What happens in a fill at points of time: events, ends of recoveries, pulses, and the change between ways of injecting.
#ifndef LR_MACHINE_FILL_CONTROL_H
#define LR_MACHINE_FILL_CONTROL_H

#include "machine/fill_model.h"

struct lr_fill_control {
  const struct lr_fill *fill;
  size_t next_event;
  long aborts;
  double veto_until_s;
  struct {
    double recover_s;     // end of the recovery, when the mode is LR_FILL_OFF
    double next_pulse_s;  // when `train`
    double free_s;        // earliest time of the next pulse
    double dumped;        // by aborts, units of the state
    double pulses;
    bool train;           // pulses at the repetition rate until the target
    bool reached;         // the target, at any time
    bool missed;          // a target that was changed, or that ended with the fill, before it was reached
  } ring[LR_FILL_RINGS];
};

void lr_fill_control_start(struct lr_fill_control *control, const struct lr_fill *fill, struct lr_fill_model *model,
                           const double *state);
// Notes a target that is about to go and has not been reached at the injector's full rate.
void lr_fill_control_note_missed(struct lr_fill_control *control, const struct lr_fill_model *model, int ring,
                                 const double *state);
bool lr_fill_control_event_due(const struct lr_fill_control *control, double time_s);
// All that is due: events, recoveries, pulses; then sets the modes that fit the state. Changes state and modes.
void lr_fill_control_act(struct lr_fill_control *control, struct lr_fill_model *model, double time_s, double *state);
// Next time at which something is due (the end of the fill at the latest).
double lr_fill_control_stop(const struct lr_fill_control *control, const struct lr_fill_model *model);
// Value whose zero, passed in the direction (+1 rising, -1 falling, 0 none), ends the mode of a ring. Never zero after
// lr_fill_control_act: the integrator would not watch it then.
double lr_fill_control_root(const struct lr_fill_control *control, const struct lr_fill_model *model, int ring,
                            const double *state, const struct lr_fill_rates *rates);
int lr_fill_control_direction(const struct lr_fill_control *control, const struct lr_fill_model *model, int ring);
// That zero was met at `time_s`.
void lr_fill_control_met(struct lr_fill_control *control, struct lr_fill_model *model, int ring, double time_s);
// Sums of the fill and the budget at its last targets, from the state at its end. result->ring[].start_C, full_rate_s and
// peak_m2s stand in it already.
void lr_fill_control_finish(const struct lr_fill_control *control, const struct lr_fill_model *model,
                            const double *state, struct lr_fill_result *result);

#endif
