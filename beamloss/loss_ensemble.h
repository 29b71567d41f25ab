// SPDX-License-Identifier: GPL-3.0-or-later
// Many events: the distribution of what a sudden beam loss does (model.md B32).
#ifndef LR_BEAMLOSS_LOSS_ENSEMBLE_H
#define LR_BEAMLOSS_LOSS_ENSEMBLE_H

#include "base/progress.h"
#include "base/table.h"
#include "beamloss/loss_event.h"

struct lr_loss_ensemble {
  struct lr_loss_event *event;
  size_t count;
};

// Events 1 to `count`, the PXD powered or not, on up to `jobs` threads (0: all cores). Bit for bit the same for any number.
// Status: LR_E_MEMORY, LR_E_INTERRUPTED, what an event says. To be freed by the caller.
enum lr_status lr_loss_ensemble_run(const struct lr_loss_input *input, size_t count, uint64_t seed, bool powered, int jobs,
                                    struct lr_progress *progress, struct lr_loss_ensemble *ensemble, struct lr_error *error);
// The same events again under another input, but only those that are observed in `given`; the others stay empty, with id 0.
enum lr_status lr_loss_ensemble_again(const struct lr_loss_input *input, const struct lr_loss_ensemble *given, uint64_t seed, bool powered,
                                      int jobs, struct lr_progress *progress, struct lr_loss_ensemble *ensemble, struct lr_error *error);
void lr_loss_ensemble_free(struct lr_loss_ensemble *ensemble);

// Counted as a sudden loss: it took the observed share of the beam.
bool lr_loss_event_observed(const struct lr_loss_input *input, const struct lr_loss_event *event);

// Table "events": id, ring, section, source (material, or arc), mechanism, turns, lost_fraction, dose_l1, dose_l2, gates, quench,
// damage, downtime and what led there.
struct lr_table *lr_loss_events_table(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble);
// Table "summary": quantity, of, unit, p10, p50, p90, mean; `of` = all events, or those that are observed.
struct lr_table *lr_loss_summary_table(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble,
                                       struct lr_error *error);

#endif
