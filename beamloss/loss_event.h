// SPDX-License-Identifier: GPL-3.0-or-later
// One sudden beam loss from its source to the detector (model.md B30): draws -> grain or arc -> kicks turn by turn -> losses at
// apertures -> abort -> dose of the PXD -> gates, quench, damage, down-time.
#ifndef LR_BEAMLOSS_LOSS_EVENT_H
#define LR_BEAMLOSS_LOSS_EVENT_H

#include "beamloss/abort.h"
#include "beamloss/grain_run.h"
#include "beamloss/loss_draw.h"

enum { LR_LOSS_TRACE_SAMPLES = 4 };  // of the source in a turn

struct lr_loss_event {
  uint64_t id;
  struct lr_loss_draw draw;
  enum lr_grain_outcome grain;       // dust
  double highest_charge;             // net electrons that acted on the beam, with the largest magnitude
  long turns;                        // from the first action of the source to the end of what was followed
  double particles;                  // stored at the start
  bool kept_away;                    // a charged grain that the beam does not let come
  double lost, dumped, stored;       // parts of the start, sum 1
  double direct;                     // part of `lost`: scattered out by the grain itself, lost at the first aperture behind it
  double lost_at[LR_LOSS_MOST_APERTURES];  // parts of the start, in the order of the scenario's apertures
  int first_aperture;                // where the first loss was; -1: none
  double duration_s;                 // from the first loss to the last one
  struct lr_abort_line abort;        // counted from the first action of the source
  const char *monitor;               // that won; of the scenario
  bool aborted;
  double dose_rad[LR_PXD_LAYERS];    // means of the layers
  double module_rad[LR_PXD_MODULES];
  double recorded_rad;               // what the first monitor at the detector shows; NaN = there is none
  bool saturated;                    // that is a lower bound
  double gates_expected;
  struct lr_gate_losses gates;
  struct lr_loss_outcome outcome;    // of an event that lost particles
  double downtime_s;                 // 0: nothing was lost and nothing dumped
};

// What a traced event leaves beside.
struct lr_loss_turn_trace {
  double time_s, current_A, charge, lost, stored, dumped, dose_l1_rad;
};
struct lr_loss_point_trace {  // of the source
  double time_s, net_electrons;
  struct lr_grain_state grain;
};
struct lr_loss_trace {
  struct lr_loss_turn_trace *turn;
  struct lr_loss_point_trace *point;
  size_t turns, points, turn_room, point_room;
  double lead_s;                    // from the start of the grain's equations to the first action on the beam
  struct lr_loss_ring ring;
  struct lr_grain_summary grain;    // dust
  double sigma_x_m, sigma_y_m;      // of the beam at the source
};
void lr_loss_trace_free(struct lr_loss_trace *trace);

// Memory for events, one for each thread.
struct lr_loss_worker;
enum lr_status lr_loss_worker_create(const struct lr_loss_input *input, struct lr_loss_worker **worker, struct lr_error *error);
void lr_loss_worker_free(struct lr_loss_worker *worker);

// Event `id` of a seed; `powered`: the PXD is on. `trace` may be NULL. A pure function of (input, seed, id, powered).
// Status: what the pieces say (LR_E_DOMAIN, LR_E_CONVERGE, LR_E_MEMORY), with the id in the error.
enum lr_status lr_loss_event_run(const struct lr_loss_input *input, uint64_t seed, uint64_t id, bool powered,
                                 struct lr_loss_worker *worker, struct lr_loss_trace *trace, struct lr_loss_event *event,
                                 struct lr_error *error);

#endif
