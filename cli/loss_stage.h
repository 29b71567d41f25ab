// SPDX-License-Identifier: GPL-3.0-or-later
// The beam losses of a scenario as tables: what `losses` prints and `run` draws.
#ifndef LR_CLI_LOSS_STAGE_H
#define LR_CLI_LOSS_STAGE_H

#include "beamloss/loss_ensemble.h"
#include "cli/call.h"
#include "projections/plan.h"

struct lr_loss_tables {  // of the ensemble; NULL where it was not asked for or has no meaning
  struct lr_table *summary, *risk, *variants, *steps, *calibration, *facts, *events;
};
struct lr_trace_tables {  // of one event
  struct lr_table *event, *turns, *elements, *trajectory, *dose_map, *abort;
  double sigma_y_um, boiling_K, turn_us, circumference_m, source_m;
};

enum { LR_LOSS_WITH_VARIANTS = 1, LR_LOSS_WITH_CALIBRATION = 2 };

// The ensemble (one with events in it stands already and is not run) and its tables. `days` may be NULL: without a plan there is no table
// `risk`.
enum lr_status lr_stage_losses(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_plan_days *days, int with,
                               struct lr_loss_ensemble *ensemble, struct lr_loss_tables *tables, struct lr_error *error);
// One event, traced.
enum lr_status lr_stage_loss_event(const struct lr_call *call, const struct lr_scenario *scenario, uint64_t id,
                                   struct lr_trace_tables *tables, struct lr_error *error);
// An event worth a look: the observed one whose dose is nearest the median of those observed, else the first.
uint64_t lr_loss_typical(const struct lr_loss_input *input, const struct lr_loss_ensemble *ensemble);

void lr_loss_tables_free(struct lr_loss_tables *tables);
void lr_trace_tables_free(struct lr_trace_tables *tables);

#endif
