// SPDX-License-Identifier: GPL-3.0-or-later
// The points of a scan or a curve that are done, kept in a checkpoint (cli/checkpoint_file.h) and taken up again.
#ifndef LR_CLI_TRACK_POINTS_KEEP_H
#define LR_CLI_TRACK_POINTS_KEEP_H

#include "cli/call.h"
#include "machine/track/points.h"

struct lr_points_keeper {
  const struct lr_call *call;
  const struct lr_scenario *scenario;
  const char *kind;               // "scan" or "curve"
  char words[200];                // what was asked for
  struct lr_track_points points;
  struct lr_buffer print;         // what they are made from; freed by the caller
  const char *path;               // of the checkpoint; NULL: none
  double written_s;
  size_t written, restored;       // points in the last checkpoint that was written, and from the one to restart from
  bool begun, said;
};

// (all) Reads --checkpoint and --restart of the call: tries the one, takes the points of the other. The keeper has call, scenario, kind,
// points and print. `asked`: the options, such as "--scan tune_x=44.51:44.55:9". Status: LR_E_INPUT (damaged; another scan, scenario,
// setting or seed, with what differs), LR_E_IO, LR_E_MEMORY.
enum lr_status lr_points_keeper_begin(struct lr_points_keeper *keeper, const char *asked, struct lr_error *error);

// How to go through the points: with the jobs of the call, and where there is a checkpoint, written after the first round and then each
// minute. One that cannot be written on the way is said, and the points go on.
struct lr_track_points_how lr_points_keeper_how(struct lr_points_keeper *keeper, struct lr_progress *progress);

// (all) `status`: of the points. At the end and at a stop what is done is written. *unkept: why not, LR_OK otherwise. Of a stop the error says how
// many points are done, what comes of them (`written`: "these were written, ..") and how to go on. Returns `status`.
enum lr_status lr_points_keeper_end(struct lr_points_keeper *keeper, enum lr_status status, const char *written, struct lr_error *unkept,
                                    struct lr_error *error);

#endif
