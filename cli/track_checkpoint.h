// SPDX-License-Identifier: GPL-3.0-or-later
// A tracking run in a file (cli/checkpoint_file.h), to be taken up again.
#ifndef LR_CLI_TRACK_CHECKPOINT_H
#define LR_CLI_TRACK_CHECKPOINT_H

#include "cli/call.h"

// (all) Status: as lr_checkpoint_write.
enum lr_status lr_track_checkpoint_write(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                         struct lr_track_run *run, struct lr_error *error);

// (all) Puts a run, just created from the scenario, to where the file left off. More turns and another average are fine; anything
// else that differs is refused, with the first key of `machine` or `track` that is not the same. Status: LR_E_INPUT, LR_E_IO, LR_E_MEMORY.
enum lr_status lr_track_checkpoint_read(const char *path, const struct lr_call *call, const struct lr_scenario *scenario,
                                        struct lr_track_run *run, struct lr_error *error);

#endif
