// SPDX-License-Identifier: GPL-3.0-or-later
// Faults and sudden losses of a machine, event by event (model.md P13, P14, P16): from top luminosity a fault after an exponential
// time, its recovery without beam (log-normal), the refill (L ~ t^2), the HV ramp of the detector, tuning, top again. Nothing fails
// on the way up. The clock is the beam time of the days (beam_s).
#ifndef LR_PROJECTIONS_HISTORY_EVENTS_H
#define LR_PROJECTIONS_HISTORY_EVENTS_H

#include "projections/histories.h"

enum { LR_MOST_SYSTEMS = LR_MOST_FAULTS + LR_END_KINDS };  // the faults, then the ends of a sudden loss

struct lr_event_system {
  double mean_s, sigma, median_s;  // recovery before it is scaled: log-normal
  double tuning_s, tuning_level;
};

// What is the same for all histories.
struct lr_event_model {
  const struct lr_plan *plan;
  size_t faults;
  struct lr_event_system system[LR_MOST_SYSTEMS];
  double end_probability[LR_END_KINDS];
  double hv_ramp_s, refill_s, step_back_s, step_back_level;
  const struct lr_loss_sample *loss;
  size_t losses;
};
void lr_event_model_make(const struct lr_plan *plan, const struct lr_loss_sample *loss, size_t losses, struct lr_event_model *model);

// Numbers of a day: two words an event, from the blocks of (seed, stream, event) that belong to that day. So one day does not
// reshuffle the next.
struct lr_event_source {
  uint64_t seed, stream, event;
};

enum lr_event_phase { LR_PHASE_RECOVERY, LR_PHASE_REFILL, LR_PHASE_HV, LR_PHASE_TUNING, LR_PHASE_TOP };

struct lr_event_state {
  int phase;           // enum lr_event_phase
  size_t system;       // of the last fault
  double left_s;       // of the phase; of no use at top
  double step_left_s;  // beam time of the step back that is left; stands still during a recovery from damage
};

// One day of beam: times in seconds of top luminosity.
struct lr_event_day {
  double lost_s[LR_MOST_FAULTS + 1];  // by fault, then sudden losses
  double stepped_s;                   // lost by the step back
  double unrecorded_s;                // delivered in refills and HV ramps, where those are not recorded
  double down_s;                      // without stored beam
  double faults, sudden, dose_Gy, gates;
};

// State at the beginning of a run: that of a run found at any time, so that the mean is P13 and P14 from the first day on.
void lr_events_begin(const struct lr_event_model *model, const struct lr_plan_day *day, const double *rate, double outcome,
                     const struct lr_event_source *source, int date, struct lr_event_state *state);
// `rate`: rates of the systems on that day, their sum is day->fault_per_s; `outcome`: factor of the rate of sudden losses.
void lr_events_day(const struct lr_event_model *model, const struct lr_plan_day *day, const double *rate, double outcome,
                   const struct lr_event_source *source, int date, struct lr_event_state *state, struct lr_event_day *out);

#endif
