// SPDX-License-Identifier: GPL-3.0-or-later
// Follows a dust grain through a beam whose current may change from turn to turn (CVODE, BDF). One run object for each thread;
// reset makes it ready for the next grain without new memory.
//
//   struct lr_grain_run *run = NULL;
//   status = lr_grain_run_open(&run, &grain, &beam, &settings, error);
//   for (turn = 0; !status && turn < turns; turn++)
//     status = lr_grain_run_advance(run, (turn + 1) * revolution_s, current_A, n, times_s, states, error);
//   const struct lr_grain_summary *summary = lr_grain_run_summary(run);
//   lr_grain_run_close(run);
#ifndef LR_BEAMLOSS_GRAIN_RUN_H
#define LR_BEAMLOSS_GRAIN_RUN_H

#include <stddef.h>

#include "beamloss/grain.h"

struct lr_grain_run;

struct lr_grain_settings {
  double rtol;  // of the integrator; 0 means 1e-7
  double time_limit_s;  // a grain that is still there then has timed out; 0 means never
  double loss_threshold;  // direct loss at which a mark is set, fraction of the beam; 0 means none
};

enum lr_grain_outcome {
  LR_GRAIN_IN_FLIGHT,
  LR_GRAIN_EXHAUSTED,  // less than 1e-3 of its mass is left: switched off
  LR_GRAIN_TURNED_BACK,  // left upwards, beyond its start
  LR_GRAIN_CROSSED,  // left below
  LR_GRAIN_TIMED_OUT
};
const char *lr_grain_outcome_text(enum lr_grain_outcome outcome);

enum lr_grain_mark_kind {
  LR_GRAIN_CONTACT,  // share of the beam through the grain rises above 1e-8
  LR_GRAIN_RELEASE,  // it falls below
  LR_GRAIN_BOILING,  // T rises through the boiling point
  LR_GRAIN_COOLING,  // T falls through it
  LR_GRAIN_GONE,  // exhausted
  LR_GRAIN_AXIS,  // y = 0
  LR_GRAIN_STANDSTILL,  // v = 0
  LR_GRAIN_THRESHOLD,  // direct loss above the threshold
  LR_GRAIN_LEFT  // turned back or crossed
};
const char *lr_grain_mark_text(enum lr_grain_mark_kind kind);

struct lr_grain_mark {
  enum lr_grain_mark_kind kind;
  double time_s;
  struct lr_grain_state state;
};

enum { LR_GRAIN_MOST_MARKS = 32 };

struct lr_grain_summary {
  enum lr_grain_outcome outcome;
  double time_s;  // the run has come so far; of the outcome: see the marks
  size_t marks, marks_dropped;  // an oscillating grain has more than there is room for
  struct lr_grain_mark mark[LR_GRAIN_MOST_MARKS];
  double closest_m;  // smallest |y|
  double highest_K, highest_charge_e;  // at steps of the integrator
  long steps, restarts, evaluations;
};

// `run` points at NULL. LR_E_DOMAIN as lr_grain_prepare, or a setting without sense; LR_E_MEMORY.
enum lr_status lr_grain_run_open(struct lr_grain_run **run, const struct lr_grain *grain,
                                 const struct lr_grain_beam *beam, const struct lr_grain_settings *settings,
                                 struct lr_error *error);
// The next grain with the same memory; time 0 again, marks gone.
enum lr_status lr_grain_run_reset(struct lr_grain_run *run, const struct lr_grain *grain,
                                  const struct lr_grain_beam *beam, const struct lr_grain_settings *settings,
                                  struct lr_error *error);
void lr_grain_run_close(struct lr_grain_run *run);

// To `until_s` (counted from the start of the grain) with a constant current >= 0; `times_s` are increasing, after the time
// reached so far and not after `until_s`; `states` gets one state each. After the outcome only vapour and electrons move on (in
// closed form, at the last temperature); a grain that has left keeps its last place.
// LR_E_DOMAIN: times out of order or a negative current; LR_E_CONVERGE: the integrator gave up, or vapour or electrons became negative.
enum lr_status lr_grain_run_advance(struct lr_grain_run *run, double until_s, double current_A, size_t samples,
                                    const double *times_s, struct lr_grain_state *states, struct lr_error *error);

struct lr_grain_state lr_grain_run_state(const struct lr_grain_run *run);
const struct lr_grain_summary *lr_grain_run_summary(const struct lr_grain_run *run);
// First mark of a kind; NULL when there is none.
const struct lr_grain_mark *lr_grain_run_mark(const struct lr_grain_run *run, enum lr_grain_mark_kind kind);

#endif
