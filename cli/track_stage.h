// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run of a scenario, for `track` and what builds on it.
#ifndef LR_CLI_TRACK_STAGE_H
#define LR_CLI_TRACK_STAGE_H

#include "cli/call.h"
#include "machine/track/track_table.h"

struct lr_track_tables {
  struct lr_table *equilibrium, *convergence, *losses, *turns;  // losses: NULL when there are none; turns: unless asked for
  struct lr_table *tails, *lifetime;                            // NULL unless asked for
};

// Tracks with the seed and the jobs of the call, with progress. `checkpoint` NULL: none but one of a name of its own when the user
// stops the run (LR_E_INTERRUPTED, the error names it); `restart` NULL: from the beginning. What tracking leaves out is said on
// stderr, unless the call is quiet. `tails`: over the averaged turns. The caller frees the tables, also after a failure.
enum lr_status lr_stage_track(const struct lr_call *call, const struct lr_scenario *scenario, const char *checkpoint, const char *restart,
                              bool turn_by_turn, bool tails, struct lr_track_tables *tables, struct lr_error *error);
void lr_track_tables_free(struct lr_track_tables *tables);

#endif
