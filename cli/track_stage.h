// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run of a scenario, for `track` and what builds on it.
#ifndef LR_CLI_TRACK_STAGE_H
#define LR_CLI_TRACK_STAGE_H

#include "cli/call.h"
#include "machine/track/track_table.h"

struct lr_track_ask {
  const char *checkpoint, *restart;  // NULL: none, from the beginning
  bool turn_by_turn, tails;          // also these tables; tails: over the averaged turns
  bool keeps;                        // a run that the user stops is kept, without `checkpoint` under a name of its own
};

struct lr_track_tables {
  struct lr_table *equilibrium, *convergence, *losses, *turns;  // losses: NULL when there are none; turns: unless asked for
  struct lr_table *tails, *lifetime;                            // NULL unless asked for
  struct lr_error unkept;  // why the last checkpoint could not be written, LR_OK otherwise: the tables stand
};

// (all) Tracks with the seed and the jobs of the call, with progress. A checkpoint is tried before the first turn, written after the
// first turns, then each minute and at the end. What tracking leaves out is said on stderr, unless the call is quiet. The caller frees
// the tables, also after a failure. Status: LR_E_INTERRUPTED (what is kept is said by the error), LR_E_IO, and as the run.
enum lr_status lr_stage_track(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_ask *ask,
                              struct lr_track_tables *tables, struct lr_error *error);
void lr_track_tables_free(struct lr_track_tables *tables);

// On stderr, unless the call is quiet: what tracking ignores. `frozen`: the frozen strong beam, 0 ler, 1 her, -1 none.
void lr_track_say_ignored(const struct lr_call *call, const struct lr_scenario *scenario, int frozen);
// The frozen beam of the runs of a scenario.
int lr_track_frozen(const struct lr_scenario *scenario);

#endif
