// SPDX-License-Identifier: GPL-3.0-or-later
// What `track` makes in place of one run: a scan of the tunes, a footprint.
#ifndef LR_CLI_TRACK_PRODUCTS_H
#define LR_CLI_TRACK_PRODUCTS_H

#include "cli/call.h"
#include "cli/scan_axis.h"
#include "machine/track/products_table.h"

struct lr_track_wish {
  struct lr_scan_axis axis[2];  // of --scan, as given
  int axes;
  bool footprint, tails;
  const char *curve;            // of --curve; NULL: none
  struct lr_track_footprint_wish foot;
};

// Reads --scan (once or twice), --footprint, --tails and --curve of a call; refuses what does not go with them. Status: LR_E_USAGE.
enum lr_status lr_track_wish_read(const struct lr_call *call, struct lr_track_wish *wish, struct lr_error *error);

// (all) Table "tune_scan" over the axes, tune_x the faster; with the seed and the jobs of the call, with progress, --checkpoint and --restart.
// *table is freed by the caller. *unkept: why the last checkpoint could not be written, LR_OK otherwise: the table stands. Status: as
// lr_track_tune_scan and lr_points_keeper_begin; LR_E_INTERRUPTED with a *table: some points were finished, the rest is empty.
enum lr_status lr_stage_tune_scan(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *unkept, struct lr_error *error);
// How many points of a table of a scan, or of a curve, have not converged (column converged).
size_t lr_track_open_points(const struct lr_table *table);
// Says on stderr how many have not, and what would help; `both`: both rings are tracked.
void lr_track_say_open(const struct lr_track_setting *setting, bool both, size_t open, size_t count);
// (all) Table "footprint", with notes on stderr of what of the scenario has no part in it. Status: as lr_track_footprint.
enum lr_status lr_stage_footprint(const struct lr_call *call, const struct lr_scenario *scenario, const struct lr_track_wish *wish,
                                  struct lr_table **table, struct lr_error *error);

#endif
