// SPDX-License-Identifier: GPL-3.0-or-later
// The abort: loss monitors, request, next abort gap, kicker (model.md B17). Losses come in in order of time; the first
// request at the kicker wins.
#ifndef LR_BEAMLOSS_ABORT_H
#define LR_BEAMLOSS_ABORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "beamloss/bunch_train.h"
#include "beamloss/loss_ring.h"

enum { LR_MOST_MONITORS = 8, LR_MOST_SAMPLES = 512 };

enum lr_monitor_kind {
  LR_MONITOR_DOSE,   // at the detector: sum over elements of lost particles * dose_per_lost_Gy * dose_factor [Gy]
  LR_MONITOR_LOCAL,  // lost particles at one element
};

struct lr_monitor {
  const char *name;
  enum lr_monitor_kind kind;
  size_t element;             // LR_MONITOR_LOCAL: index in the ring
  double dose_factor;         // LR_MONITOR_DOSE: dose of the monitor over that of the reference place
  double threshold, window_s; // sum over a moving window [Gy or particles]
  double sampling_s, phase_s; // sample k ends at phase + k * sampling
  double saturation_per_s;    // largest rate that a sample can show [Gy/s or 1/s]; INFINITY: none
  double logic_s, link_s;     // from the end of the sample to the request at the kicker
};

struct lr_abort_kicker {
  size_t gaps;          // equally spaced around the ring
  double turn_s;
  double first_gap_s;   // when the head of the first passes the kicker, any multiple of turn/gaps added
  double rise_s;        // the field is full this long after the head of the gap
};

// Times [s]; NAN for a step that was not reached.
struct lr_abort_line {
  size_t monitor;       // that won
  double first_loss_s, crossed_s, sampled_s, requested_s, gap_s, full_s, empty_s;
};

struct lr_monitor_reading {
  double recorded, received;  // summed over the event: as sampled with saturation, and true [Gy or particles]
  bool saturated;             // recorded is a lower bound
};

struct lr_abort;  // opaque: has a life

// Status: LR_E_DOMAIN: no monitor or too many, threshold, window or sampling not positive, a window of less than one or more
// than LR_MOST_SAMPLES samples, negative delays, no gap. LR_E_MEMORY.
enum lr_status lr_abort_create(const struct lr_loss_ring *ring, const struct lr_monitor *monitor, size_t monitors,
                               const struct lr_abort_kicker *kicker, struct lr_abort **abort, struct lr_error *error);
// The same with other settings, in the same memory: a new event.
enum lr_status lr_abort_restart(struct lr_abort *abort, const struct lr_loss_ring *ring, const struct lr_monitor *monitor,
                                size_t monitors, const struct lr_abort_kicker *kicker, struct lr_error *error);
void lr_abort_free(struct lr_abort *abort);

// The kicker of a ring for a filling: its gaps arrive later by the path from the source.
struct lr_abort_kicker lr_abort_kicker_of(const struct lr_loss_ring *ring, const struct lr_filling *filling, double rise_s);

// Losses of `particles` at an element at time_s. A loss on the end of a sample belongs to the next one.
// Status: LR_E_DOMAIN: before the time of an earlier call, or no such element. LR_E_MEMORY.
enum lr_status lr_abort_feed(struct lr_abort *abort, double time_s, size_t element, double particles,
                             struct lr_error *error);
// Time passes without a loss: samples up to time_s are read.
void lr_abort_advance(struct lr_abort *abort, double time_s);

// When the kicker has full field [s]: INFINITY until a request has reached it by the time fed or advanced to. The field is
// taken to rise in the gap; bunches that pass a kicker whose rise is longer than the gap go round once more.
double lr_abort_fire_s(const struct lr_abort *abort);
struct lr_abort_line lr_abort_timeline(const struct lr_abort *abort);
struct lr_monitor_reading lr_abort_reading(const struct lr_abort *abort, size_t monitor);

#endif
