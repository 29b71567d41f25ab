// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the calibration of losses share (model.md B34).
#ifndef LR_BEAMLOSS_LOSS_CALIBRATION_PARTS_H
#define LR_BEAMLOSS_LOSS_CALIBRATION_PARTS_H

#include "beamloss/loss_calibration.h"

struct lr_loss_facts {  // events: all, those lost enough, of these in the time, at the place, both
  size_t all, observed, duration, place, accepted;
};

// Out: accepted[events of the ensemble].
struct lr_loss_facts lr_loss_accept(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, bool *accepted);
// Table "facts"; law_share: part of the laws of the gates drawn that agrees.
struct lr_table *lr_loss_facts_table(const struct lr_loss_observed *observed, const struct lr_loss_facts *facts, double law_share);

// Mean dose over the particles lost [rad]; NaN where none was.
double lr_loss_particle_dose(const struct lr_loss_event *event);
// A row of "calibration". In: all `priors` values, the `count` that were kept, and the rest, with which the kept ones are compared, as
// those of all hold themselves; all three are sorted here. `scale` brings them into the unit.
void lr_loss_calibration_row(struct lr_table *table, const char *name, const char *unit, const char *of, double scale, double *prior,
                             size_t priors, double *posterior, size_t count, double *rest);
// The rows of the law of the gates. Out: the part of the laws drawn that agrees. Status: LR_E_MEMORY, as lr_gates_lose.
enum lr_status lr_loss_law_rows(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble, const bool *accepted,
                                uint64_t seed, double *facts_share, struct lr_table *table, struct lr_error *error);

#endif
