// SPDX-License-Identifier: GPL-3.0-or-later
// A fill and the lifetimes beside it, for `fill` and `run`.
#ifndef LR_CLI_FILL_STAGE_H
#define LR_CLI_FILL_STAGE_H

#include "cli/call.h"

struct lr_fill_tables {
  struct lr_table *fill, *lifetimes, *summary;
  double current_limit_A[2];  // of ler and her, as in struct lr_fill_ring_result
};

// Runs the fill of a scenario with the seed of the call. Lifetimes: those of the machine as it stands ("here"), and of the
// machine in `target` (NULL: none; its rings without `lifetime:` take that of the scenario). A ring whose injector cannot
// hold its current is named on stderr, unless the call is quiet. The caller frees the tables, also after a failure.
enum lr_status lr_stage_fill(const struct lr_call *call, const struct lr_scenario *scenario,
                             const struct lr_machine_input *target, struct lr_fill_tables *tables,
                             struct lr_error *error);
void lr_fill_tables_free(struct lr_fill_tables *tables);

#endif
